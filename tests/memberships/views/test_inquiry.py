"""What does a coordinating body see at ``/bestaetigung/<secret>/``, and what does each of its buttons do?"""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.enums import Visibility
from directory.models import Fact, Network, Tenure
from memberships.inquiries import actions as inquiry_actions, scope as inquiry_scope
from memberships.models import Correspondent, Hint, Inquiry, Reply
from memberships.views import inquiry as page
from tests.directory import making as catalogue
from tests.memberships import hinting
from tests.memberships.views.test_hostile import HOSTILE_TEXTS, hidden
from tests.reading import Seen

pytestmark = pytest.mark.django_db

TODAY = "Stimmt noch"


@pytest.fixture
def network() -> Network:
    return catalogue.network("Netz")


@pytest.fixture
def fact(network: Network) -> Fact:
    made = catalogue.fact(network, text="Es sind 95.")
    catalogue.citation(made, 7)
    return made


@pytest.fixture
def inquiry(fact: Fact) -> Inquiry:
    return hinting.asked()


@pytest.fixture
def path(inquiry: Inquiry) -> str:
    return hinting.page_of(inquiry)


def say(client: Client, path: str, target: Any, what: str, **more: str) -> HttpResponse:
    """Press a button of the page as it stands now."""
    known = not isinstance(target, str)
    name = f"{target._meta.model_name}:{target.pk}" if known else target
    stand = inquiry_scope.mark(type(target).objects.get(pk=target.pk)) if known else ""
    return client.post(path, {"zu": name, "antwort": what, "stand": stand, **more})


# --- looking ----------------------------------------------------------------------------------


def test_page_lists_facts_with_source_and_date(client, path, fact):
    text = Seen(client.get(path)).text
    assert "Ziel: Es sind 95. noch nicht einzeln geprüft. Quelle: Quelle, Zeile 7 Stimmt noch Stimmt nicht mehr" in text
    Fact.objects.update(verified_on="2026-03-01")
    assert "zuletzt geprüft am 1. März 2026. Quelle: Quelle, Zeile 7" in Seen(client.get(path)).text


def test_page_has_a_place_for_every_link_of_the_letter(client, path, fact):
    assert f"angabe-{fact.pk}" in Seen(client.get(path)).ids


def test_page_asks_about_shown_people_only(client, path, network):
    tenure = network.tenures.get()
    other = catalogue.tenure(network, catalogue.body("Andere"))
    hinting.person(network, name="Kim Beispiel", tenure=tenure)
    hinting.person(network, name="Alex Netz")
    hinting.person(network, name="Verborgen", withheld=True)
    hinting.person(network, name="Vorbei", end="2020")
    hinting.person(network, name="Fremd", tenure=other)
    text = Seen(client.get(path)).text
    assert "Sind Sie noch die richtige Kontaktperson?" in text
    shown = [name for name in ("Kim Beispiel", "Alex Netz", "Verborgen", "Vorbei", "Fremd") if name in text]
    assert shown == ["Kim Beispiel", "Alex Netz"]


@pytest.mark.parametrize("what", ["tenure over", "archived"])
def test_page_shows_only_what_the_body_leads_today(client, path, what):
    if what == "tenure over":
        tenure = Tenure.objects.get()
        tenure.end = "2020"
        tenure.save()
    else:
        Network.objects.update(visibility=Visibility.ARCHIVED)
    text = Seen(client.get(path)).text
    assert "Zurzeit gibt es für Ihre Stelle nichts zu bestätigen" in text
    assert "Es sind 95." not in text


@pytest.mark.once
def test_page_costs_the_same_for_one_fact_and_for_many(client, path, network):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    hinting.person(network)
    before = queries()
    other = catalogue.network("Anderes")
    catalogue.tenure(other, catalogue.body("Stelle"))
    for number in range(3):
        for owner in (network, other):
            catalogue.citation(catalogue.fact(owner, key=f"f{number}"), number + 20)
        hinting.person(network, name=f"Kim {number}")
    assert queries() == before <= 20


# --- replying ---------------------------------------------------------------------------------


def test_still_right(client, path, fact):
    answer = say(client, path, fact, "still")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{path}#angabe-{fact.pk}")
    text = Seen(client.get(path)).text
    assert "stimmt noch. Stimmt nicht mehr" in text
    assert "zuletzt geprüft am" in text


def test_no_longer_right(client, path, fact):
    answer = say(client, path, fact, "no-longer", text="Es sind 130.")
    assert answer.headers["Location"] == f"{path}#angabe-{fact.pk}"
    assert Hint.objects.get().text == "Es sind 130."
    page = client.get(path)
    assert "stimmt nicht mehr. Die Redaktion prüft es." in Seen(page).text
    assert ">\nEs sind 130.</textarea>" in page.content.decode()  # to be changed
    assert "Alles andere stimmt noch" in Seen(page).text


def test_no_longer_right_and_decided(client, path, fact):
    say(client, path, fact, "no-longer", text="Es sind 130.")
    Hint.objects.update(stage="accepted", decided_at="2026-11-22T12:00:00Z")
    assert "Die Redaktion hat entschieden: übernommen." in Seen(client.get(path)).text


def test_no_longer_right_after_the_hint_was_erased(client, path, fact):
    say(client, path, fact, "no-longer", text="Es sind 130.")
    Hint.objects.all().delete()
    assert "stimmt nicht mehr." in Seen(client.get(path)).text


@pytest.mark.parametrize("text", ["", "  ", *HOSTILE_TEXTS.values()])
def test_no_longer_right_without_a_plain_sentence(client, path, fact, text):
    answer = say(client, path, fact, "no-longer", text=text)
    page = Seen(answer)
    assert (answer.status_code, Hint.objects.count(), Reply.objects.count()) == (200, 0, 0)
    assert page.title.startswith("Fehler: ")
    assert f"#fact-{fact.pk}-text" in page.addresses
    assert f'id="fact-{fact.pk}-text_error"' in answer.content.decode()
    assert "<script>alert(1)" not in answer.content.decode()


def test_everything_right(client, path, network, fact):
    answer = say(client, path, network, "all")
    assert answer.headers["Location"] == f"{path}#netzwerk-{network.pk}"
    assert "den ganzen Eintrag bestätigt" in Seen(client.get(path)).text
    assert Reply.objects.count() == 2


def test_something_else_about_the_network(client, path, network):
    say(client, path, network, "no-longer", text="Der Sitz fehlt.")
    made = Hint.objects.get()
    assert (made.entry, made.about, made.text) == (network, "", "Der Sitz fehlt.")


def test_contact_person_right_and_wrong(client, path, network):
    person = hinting.person(network)
    assert say(client, path, person, "still").headers["Location"] == f"{path}#kontakt-{person.pk}"
    person.refresh_from_db()
    assert person.confirmed_on is not None
    say(client, path, person, "no-longer", text="Jetzt Toni.")
    person.refresh_from_db()
    assert (person.confirmed_on, Hint.objects.get().about) == (None, f"contact:{person.pk}")


def test_no_more_questions(client, path, inquiry):
    answer = say(client, path, "", "stop")
    assert answer.headers["Location"] == f"{path}#ende"
    assert Correspondent.objects.get().declined_at is not None
    assert "Wir schreiben Ihrer Stelle nicht mehr." in Seen(client.get(path)).text


@pytest.mark.once
@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("", ""), ("", "still"), ("fact:0", "still"), ("fact:x", "still"), ("unsinn", "no-longer"), ("fact", "all"),
        ("fact", "unsinn"), ("network", "still"), ("contact", "still"), ("strange", "still"), ("strange", "no-longer"),
        ("\0", "still"), ("a" * 10_000, "still"),
    ],
)  # fmt: skip
def test_anything_else_changes_nothing(client, path, fact, network, target, what):
    strange = catalogue.fact(catalogue.network("Anderes"))
    hidden_person = hinting.person(network, withheld=True)
    rows = {"fact": fact, "network": network, "contact": hidden_person, "strange": strange}
    answer = say(client, path, rows.get(target, target), what, text="Anders.")
    assert (answer.status_code, Reply.objects.count(), Hint.objects.count()) == (302, 0, 0)
    assert not Fact.objects.exclude(verified_on=None).exists()


@pytest.mark.once
def test_malformed_body_changes_nothing(client, path):
    for body in (b"", b"%", b"\xff\xfe", b"zu=%ff&antwort=%00", b"&" * 100):
        answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
        assert (answer.status_code, Reply.objects.count()) == (302, 0)


def test_locked_database_keeps_the_sentence(client, path, fact, monkeypatch):
    def locked(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(page.inquiry_actions, "object_to", locked)
    answer = say(client, path, fact, "no-longer", text="Es sind 130.")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    typed = {"zu": f"fact:{fact.pk}", "antwort": "no-longer", "text": "Es sind 130.", "stand": inquiry_scope.mark(fact)}
    assert dict(hidden(answer)) == typed
    assert "no-longer" not in Seen(answer).text


def test_letter_of_another_body_opens_its_own_page(client, path):
    elsewhere = catalogue.network("Anderswo")
    other = inquiry_actions.ask(body=hinting.body("Andere", "b@beispiel.example", elsewhere), by=None)
    text = Seen(client.get(hinting.page_of(other))).text
    assert ("Anderswo" in text, "Es sind 95." in text) == (True, False)
