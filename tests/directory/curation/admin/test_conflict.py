"""Two editors have the same page open: does the second see what the first has changed, and is nothing lost?"""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.curation import verification
from directory.models import Act, Body, Citation, Fact, Network, Page, Revision, Source, Terms, Topic
from tests.directory.curation.admin.conftest import Desk, add_fact, complaints, shown

KEPT = {"facts-0-cite_kept": "on"}


@pytest.fixture
def change(network: Network) -> str:
    return f"network/{network.pk}/change/"


@pytest.fixture
def other(django_user_model: Any) -> Desk:
    """The desk of a colleague."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("kim", first_name="Kim", last_name="Beispiel"))
    return Desk(client)


def news(page: Any) -> list[str]:
    """What the page says has changed, after its first sentence."""
    return complaints(page)["__all__"][1:]


def value(page: Any, name: str) -> Any:
    """What stands in a field of the refused page."""
    return dict(shown(page)).get(name)


# --- the record's own fields --------------------------------------------------------------------


def test_the_second_is_told_who_changed_what(desk: Desk, other: Desk, network: Network, change: str) -> None:
    page = desk.open(change)
    other.send(change, {"summary": "Neuer Satz."})
    refused = desk.post(change, desk.typed(page, {"slug": "tafel"}))
    words = complaints(refused)["__all__"]
    assert words[0].startswith(f"Inzwischen hat Kim Beispiel um {timezone.localtime():%H:}")
    assert words[1:] == ["In einem Satz: jetzt „Neuer Satz.“."]
    assert (value(refused, "summary"), value(refused, "slug")) == ("Neuer Satz.", "tafel")
    network.refresh_from_db()
    assert (network.summary, network.slug) == ("Neuer Satz.", "runde")


def test_saving_again_goes_through_and_keeps_both(desk: Desk, other: Desk, network: Network, change: str) -> None:
    page = desk.open(change)
    other.send(change, {"summary": "Neuer Satz."})
    refused = desk.post(change, desk.typed(page, {"slug": "tafel"}))
    assert desk.post(change, desk.typed(refused)).status_code == 302
    network.refresh_from_db()
    assert (network.summary, network.slug) == ("Neuer Satz.", "tafel")


@pytest.mark.once
def test_the_same_field_twice(desk: Desk, other: Desk, network: Network, change: str) -> None:
    page = desk.open(change)
    other.send(change, {"summary": "Neuer Satz."})
    refused = desk.post(change, desk.typed(page, {"summary": "Mein Satz."}))
    assert "Ihre Eingabe steht noch im Feld" in news(refused)[0]
    assert value(refused, "summary") == "Mein Satz."
    assert desk.post(change, desk.typed(refused)).status_code == 302
    network.refresh_from_db()
    assert network.summary == "Mein Satz."


def test_both_type_the_same(desk: Desk, other: Desk, change: str) -> None:
    page = desk.open(change)
    other.send(change, {"summary": "Neuer Satz."})
    refused = desk.post(change, desk.typed(page, {"summary": "Neuer Satz."}))
    assert news(refused) == ["In einem Satz: jetzt „Neuer Satz.“."]


@pytest.mark.once
def test_choices_days_and_emptied_fields_in_words(desk: Desk, other: Desk, network: Network, change: str) -> None:
    network.start = "2018"
    network.save()
    page = desk.open(change)
    told = {"status": "founding", "cite_status_gap": "Gesagt."}
    other.send(change, {**told, "start": "", "easy_checked_on": "02.01.2026"})
    refused = desk.post(change, desk.typed(page))
    assert news(refused) == [
        "Status: jetzt „in Gründung“.",
        "Von: jetzt leer.",
        "Leichte Sprache geprüft am: jetzt „02.01.2026“.",
        "Ohne Quelle, weil (Status): jetzt „Gesagt.“.",
    ]
    assert not value(refused, "start")


# --- rows ---------------------------------------------------------------------------------------


@pytest.mark.once
def test_rows_meet_in_their_order(desk: Desk, other: Desk, fact: Fact, source: Source, change: str) -> None:
    add_fact(fact.network, source, "drei")
    page = desk.open(change)
    between = {"kind": "offer", "text": "Angebot zwei", "cite_source": source.pk, "position": 1}
    other.send(change, {"facts-1-position": "2"}, facts=[between])
    mine = {"kind": "aim", "text": "Ziel vier", "cite_source": source.pk}
    refused = desk.post(
        change, desk.typed(page, {"facts-1-text": "Ziel drei, neu", "facts-1-cite_kept": "on"}, facts=[mine])
    )
    assert news(refused) == [
        "Neu: Angabe „Angebot: Angebot zwei“.",
        "Angabe „Ziel: Ziel drei“, Reihenfolge: jetzt „2“.",
    ]
    facts = [value(refused, f"facts-{number}-text") for number in range(4)]
    assert facts == ["Ziel eins", "Angebot zwei", "Ziel drei, neu", "Ziel vier"]
    answer = desk.post(change, desk.typed(refused))
    assert answer.status_code == 302, complaints(answer)
    stored = Fact.objects.order_by("position", "pk").values_list("text", flat=True)
    assert list(stored) == ["Ziel eins", "Angebot zwei", "Ziel drei, neu", "Ziel vier"]


@pytest.mark.once
def test_keys_of_rows_added_at_the_same_time(desk: Desk, other: Desk, source: Source, change: str) -> None:
    page = desk.open(change)
    row = {"kind": "aim", "text": "Ein Ziel", "cite_source": source.pk}
    other.send(change, facts=[row])
    refused = desk.post(change, desk.typed(page, facts=[{**row, "kind": "offer"}]))
    assert desk.post(change, desk.typed(refused)).status_code == 302
    assert sorted(Fact.objects.values_list("key", flat=True)) == ["ein-ziel", "ein-ziel-2"]


def test_a_row_somebody_has_removed(desk: Desk, other: Desk, fact: Fact, source: Source, change: str) -> None:
    add_fact(fact.network, source, "zwei")
    page = desk.open(change)
    other.send(change, {"facts-0-DELETE": "on"})
    refused = desk.post(change, desk.typed(page, {"summary": "Anders."}))
    assert news(refused) == ["Entfernt: Angabe „Ziel eins“."]
    assert value(refused, "facts-0-text") == "Ziel zwei"
    assert desk.post(change, desk.typed(refused)).status_code == 302
    assert list(Fact.objects.values_list("key", flat=True)) == ["zwei"]


@pytest.mark.once
def test_a_removed_row_somebody_was_writing(desk: Desk, other: Desk, fact: Fact, source: Source, change: str) -> None:
    page = desk.open(change)
    other.send(change, {"facts-0-DELETE": "on"})
    refused = desk.post(change, desk.typed(page, {"facts-0-text": "Neu gesagt", **KEPT}))
    assert "Ihre Eingabe steht als neue Zeile da" in news(refused)[0]
    assert value(refused, "facts-0-text") == "Neu gesagt"
    answer = desk.post(change, desk.typed(refused))
    assert answer.status_code == 302, complaints(answer)
    stored = Fact.objects.get()
    assert (stored.text, stored.citations.get().first_line) == ("Neu gesagt", 3)


@pytest.mark.once
def test_citations_and_ticks_count_too(desk: Desk, other: Desk, fact: Fact, change: str) -> None:
    page = desk.open(change)
    other.send(change, {"facts-0-cite_place": "8", "facts-0-planned": "on", **KEPT})
    refused = desk.post(change, desk.typed(page, {"summary": "Anders."}))
    assert news(refused) == [
        "Angabe „Ziel: Ziel eins“, Geplant: jetzt „ja“.",
        "Angabe „Ziel: Ziel eins“, Textstelle: jetzt „8“.",
    ]
    assert desk.post(change, desk.typed(refused)).status_code == 302
    fact.refresh_from_db()
    assert (fact.planned, fact.citations.get().first_line) == (True, 8)


@pytest.mark.once
def test_chosen_records_by_name(desk: Desk, other: Desk, fact: Fact, change: str) -> None:
    newer = Source.objects.create(slug="neu", title="Neue Satzung", publisher="Verein", read_on="2026-01-02")
    page = desk.open(change)
    other.send(change, {"facts-0-cite_source": newer.pk, "facts-0-cite_place": "3"})
    assert news(desk.post(change, desk.typed(page))) == ["Angabe „Ziel: Ziel eins“, Quelle: jetzt „Neue Satzung“."]


# --- no conflict --------------------------------------------------------------------------------


@pytest.mark.once
def test_a_check_is_no_conflict(desk: Desk, network: Network, change: str) -> None:
    page = desk.open(change)
    verification.check(network)
    assert desk.post(change, desk.typed(page, {"summary": "Anders."})).status_code == 302
    network.refresh_from_db()
    assert (network.summary, network.verified_on) == ("Anders.", timezone.localdate())


@pytest.mark.once
def test_other_entries_are_no_conflict(desk: Desk, other: Desk, fact: Fact, source: Source, change: str) -> None:
    sibling = add_fact(fact.network, source, "zwei")
    page = desk.open(f"fact/{fact.pk}/change/")
    other.send(f"fact/{sibling.pk}/change/", {"text": "Anders", "cite_kept": "on"})
    answer = desk.post(f"fact/{fact.pk}/change/", desk.typed(page, {"text": "Neu", "cite_kept": "on"}))
    assert answer.status_code == 302


def test_an_entry_that_is_gone(desk: Desk, network: Network, change: str) -> None:
    values = desk.typed(desk.open(change))
    network.delete()
    assert desk.post(change, values).url == "/admin/"


# --- other pages --------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [
        ("body", "office", "Geschäftsstelle"),
        ("topic", "summary", "In einem Satz"),
        ("source", "note", "Anmerkung"),
        ("page", "text", "Text (Markdown)"),
        ("fact", "place", "Ort"),
    ],
)
def test_every_page_tells(
    desk: Desk, other: Desk, fact: Fact, source: Source, body: Body, kind: str, field: str, label: str
) -> None:
    rows: dict[str, Any] = {"body": body, "source": source, "fact": fact}
    rows["topic"] = Topic.objects.create(slug="thema", name="Thema")
    rows["page"] = Page.objects.create(slug="hilfe", title="Hilfe", text="Text")
    path = f"{kind}/{rows[kind].pk}/change/"
    page = desk.open(path)
    more = {"cite_office_gap": "Gesagt.", "cite_kept": "on"}
    assert other.send(path, {field: "Neu hier", **more}).status_code == 302
    refused = desk.post(path, desk.typed(page))
    assert f"{label}: jetzt „Neu hier“." in news(refused)
    answer = desk.post(path, desk.typed(refused))
    assert answer.status_code == 302, complaints(answer)
    rows[kind].refresh_from_db()
    assert getattr(rows[kind], field) == "Neu hier"


@pytest.mark.once
def test_citations_on_a_rows_own_page(desk: Desk, other: Desk, fact: Fact, source: Source) -> None:
    path = f"fact/{fact.pk}/change/"
    page = desk.open(path)
    other.send(path, citations=[{"source": source.pk, "place": "9"}])
    refused = desk.post(path, desk.typed(page, {"citations-0-DELETE": "on"}))
    assert news(refused) == ["Neu: Beleg „Satzung, Zeile 9“."]
    assert desk.post(path, desk.typed(refused, {"citations-0-DELETE": "on"})).status_code == 302
    assert Citation.objects.get().first_line == 9


@pytest.mark.once
def test_conditions_on_the_terms_own_page(desk: Desk, other: Desk, network: Network, source: Source) -> None:
    terms = Terms.objects.create(network=network)
    path = f"terms/{terms.pk}/change/"
    page = desk.open(path)
    other.send(path, criteria=[{"kind": "who", "value": "person", "cite_source": source.pk}])
    assert news(desk.post(path, desk.typed(page))) == ["Neu: Bedingung „Einzelpersonen“."]


# --- whose hand it was, and what does not happen ------------------------------------------------


@pytest.mark.once
def test_ones_own_other_window_and_an_unknown_hand(desk: Desk, network: Network, change: str) -> None:
    page = desk.open(change)
    desk.send(change, {"summary": "Neuer Satz."})
    values = desk.typed(page, {"slug": "tafel"})
    assert "haben Sie selbst in einem anderen Fenster" in complaints(desk.post(change, values))["__all__"][0]
    Act.objects.update(by=None)
    assert "hat jemand anderes" in complaints(desk.post(change, values))["__all__"][0]


@pytest.mark.once
def test_a_conflict_saves_and_shows_nothing(desk: Desk, other: Desk, change: str) -> None:
    page = desk.open(change)
    other.send(change, {"summary": "Neuer Satz."})
    before = Revision.current()
    for button in ("_preview", "_edit", "_save"):
        refused = desk.post(change, desk.typed(page, {"slug": "tafel", button: "1"}))
        assert news(refused) == ["In einem Satz: jetzt „Neuer Satz.“."], button
        assert b"Inzwischen hat Kim" in refused.content
    assert Revision.current() == before
