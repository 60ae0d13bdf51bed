"""Does the body's "still right" cover exactly what page and letter have shown?"""

import pytest
from django.test import Client

from directory.models import Body, Fact, Network, Tenure
from memberships.hints import references
from memberships.inquiries import scope as inquiry_scope
from memberships.models import Correspondent, Reply
from tests.directory import making as catalogue
from tests.directory.real import real
from tests.memberships import hinting, making
from tests.memberships.views.test_inquiry import say
from tests.reading import Seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return catalogue.network("Netz")


@pytest.fixture
def fact(network: Network) -> Fact:
    return catalogue.fact(network, text="Es sind 95.")


@pytest.fixture
def path(fact: Fact) -> str:
    return hinting.page_of(hinting.asked())


CHANGED = "Inzwischen hat sich hier etwas geändert. Wir haben nichts bestätigt."


def test_only_what_was_shown_is_confirmed(client, path, network, fact):
    """Whatever is added, changed or taken away after the page was opened: nothing is confirmed, and that is said."""

    def tenure() -> Tenure:
        return network.tenures.get()

    changes = [
        lambda: catalogue.fact(network, key="neu", text="Neu."),
        lambda: Fact.objects.filter(pk=fact.pk).update(text="Es sind 96."),
        lambda: catalogue.terms(network, "person"),
        lambda: catalogue.scope(network, "kommune", "level"),
        lambda: Network.objects.filter(pk=network.pk).update(status="planned"),
        lambda: Tenure.objects.filter(pk=tenure().pk).update(text="Seit Langem."),
        lambda: Fact.objects.filter(key="neu").delete(),
    ]
    for change in changes:
        shown = inquiry_scope.mark(Network.objects.get(pk=network.pk))
        change()
        answer = say(client, path, network, "all", stand=shown)
        assert (answer.status_code, CHANGED in Seen(answer).text, Reply.objects.count()) == (200, True, 0)
    assert say(client, path, network, "all").status_code == 302
    assert Reply.objects.count() == 2


def test_only_the_fact_that_was_shown_is_confirmed(client, path, fact):
    shown = inquiry_scope.mark(fact)
    Fact.objects.update(text="Es sind 96.")
    answer = say(client, path, fact, "still", stand=shown)
    assert (answer.status_code, CHANGED in Seen(answer).text, Reply.objects.count()) == (200, True, 0)


def test_older_figures_are_not_asked_about_beside_newer_ones(client, path, network):
    figure = {"kind": "figure", "text": "", "bound": "exactly"}
    for key, number, unit, as_of in [
        ("alt", 95, "Kommunen", "2020"), ("neu", 120, "Kommunen", "2024-05"), ("ohne", 90, "Kommunen", ""),
        ("andere", 7, "Treffen", "2019"),
    ]:  # fmt: skip
        catalogue.fact(network, key=key, number=number, unit=unit, as_of=as_of, **figure)
    assert [fact.key for fact in inquiry_scope.facts(network)] == ["angabe", "neu", "andere"]
    text = Seen(client.get(path)).text
    assert ("120 Kommunen" in text, "95 Kommunen" in text, "7 Treffen" in text) == (True, False, True)


@pytest.mark.usefixtures("catalogue")
def test_page_and_letter_list_all_a_check_covers_with_its_kind(client: Client):
    network = real("avd")
    body = Body.objects.get(tenures=network.leaders[0])
    Correspondent.objects.create(body=body, email="stelle@b.example")
    inquiry = hinting.asked(body)
    [letter] = making.letters(inquiry=inquiry)
    page, text = (" ".join(each.split()) for each in (Seen(client.get(hinting.page_of(inquiry))).text, letter.text))
    said = [(inquiry_scope.kind_of(fact), references.words(fact)) for fact in inquiry_scope.facts(network)]
    said += inquiry_scope.rest(network)
    assert {"Name", "Status", "Ebene", "Gebiet", "Koordination", "Kosten", "Aufgabe"} <= {kind for kind, _ in said}
    for kind, words in said:
        words = " ".join(words.split())
        assert f"{kind}: {words}" in text
        assert f"{kind}: {words}" in page or f"{kind} {words}" in page
    assert letter.subject == f"Stimmen die Angaben noch? {network.name}"
