"""Do readers see what stands without a source, and why?"""

import pytest

from directory.models import Gap
from tests.directory import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db
MARK = '<a id="angabe-1" href="#beleg-1" aria-label="ohne Quelle, Grund 1">[ohne Quelle]</a>'


@pytest.fixture
def owner():
    return making.network("Runde")


def test_profile_marks_what_has_no_source(owner, client):
    fact = making.fact(owner, text="Trifft sich montags.")
    Gap.objects.create(fact=fact, reason="Steht an der Tür.")
    answer = client.get("/netzwerke/runde/")
    html, seen = answer.content.decode(), Seen(answer)
    assert html.count(MARK) == 1
    assert html.index("Trifft sich montags.") < html.index(MARK)
    assert "Angabe „Trifft sich montags.“ – ohne Quelle: Steht an der Tür." in seen.text
    assert "Woher wissen wir das?" in seen.headed("h2")
    assert {"beleg-1", "belege"} <= set(seen.ids)


def test_profile_marks_the_aspects_of_the_network(owner, client):
    making.citation(owner, aspect="name")
    Gap.objects.create(network=owner, aspect="status", reason="Anruf.")
    answer = client.get("/netzwerke/runde/")
    assert MARK in answer.content.decode()
    assert "Status – ohne Quelle: Anruf." in Seen(answer).text


def test_profile_without_gaps_says_nothing_of_them(owner, look):
    making.citation(owner, aspect="name")
    assert "ohne Quelle" not in look("/netzwerke/runde/").text


def test_a_reason_about_a_hidden_person_is_not_told(owner, look):
    contact = owner.contacts.create(name="", withheld=True)
    Gap.objects.create(contact=contact, reason="Sagte Frau Beispiel.")
    assert "Frau Beispiel" not in look("/netzwerke/runde/").text


def test_words_of_a_reason_stay_words(owner, client):
    Gap.objects.create(network=owner, aspect="name", reason="<b>Anruf</b>")
    assert "<b>Anruf" not in client.get("/netzwerke/runde/").content.decode()


def test_body_and_topic_tell_too(owner, look):
    body, topic = making.body("Stelle"), making.topic("Thema")
    Gap.objects.create(body=body, aspect="name", reason="Briefkopf.")
    Gap.objects.create(treatment=making.treatment(owner, topic), reason="Vortrag.")
    assert "Name – ohne Quelle: Briefkopf." in look("/stellen/stelle/").text
    assert "ohne Quelle: Vortrag." in look("/themen/thema/").text


def test_gaps_cost_nothing_more(owner, cost):
    counts = []
    for number in range(3):
        Gap.objects.create(fact=making.fact(owner, key=f"a{number}"), reason="Anruf.")
        Gap.objects.create(tenure=making.tenure(owner, making.body(f"Stelle {number}")), reason="Anruf.")
        counts.append(cost("/netzwerke/runde/"))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 15
