"""Two editors have the same form open: does the second see what the first has changed, and is nothing lost?"""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.curation import verification
from directory.curation.admin.edit_conflicts import BOTH, GONE, SOURCES
from directory.curation.admin.said_lines import Answer
from directory.curation.admin.statement_forms import UNANSWERED
from directory.models import (
    Act,
    Body,
    Citation,
    Criterion,
    Fact,
    Gap,
    Member,
    Network,
    Page,
    Revision,
    Silence,
    Source,
    Terms,
)
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, add_fact, cited, complaints, of, page_of, shown
from tests.directory.smallest import make

pytestmark = pytest.mark.once


@pytest.fixture
def easy(network: Network) -> str:
    """A form of two fields that need no source."""
    return page_of(network, "easy")


@pytest.fixture
def other(django_user_model: Any) -> Desk:
    """The desk of a colleague."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("kim", first_name="Kim", last_name="Beispiel"))
    return Desk(client)


def news(page: Any) -> list[str]:
    """What the page says has changed, after its first sentence."""
    return complaints(page)["__all__"][1:]


# --- the fields of a statement ------------------------------------------------------------------


def test_the_second_is_told_who_changed_what_and_both_are_kept(
    desk: Desk, other: Desk, network: Network, easy: str
) -> None:
    page = desk.open(easy)
    other.send(easy, {"easy_text": "Neuer Satz."})
    refused = desk.post(easy, desk.typed(page, {"easy_checked_on": "02.01.2026"}))
    words = complaints(refused)["__all__"]
    assert words[0].startswith(f"Inzwischen hat Kim Beispiel um {timezone.localtime():%H:}")
    assert words[1:] == ["In Leichter Sprache: jetzt „Neuer Satz.“."]
    values = shown(refused)
    assert (values["easy_text"], values["easy_checked_on"]) == ("Neuer Satz.", "02.01.2026")
    network.refresh_from_db()
    assert network.easy_checked_on is None
    assert desk.post(easy, desk.typed(refused)).status_code == 302
    network.refresh_from_db()
    assert (network.easy_text, f"{network.easy_checked_on}") == ("Neuer Satz.", "2026-01-02")


@pytest.mark.parametrize(("mine", "also"), [("Mein Satz.", f" {BOTH}"), ("Neuer Satz.", "")])
def test_the_same_field_twice(desk: Desk, other: Desk, network: Network, mine: str, also: str) -> None:
    path = page_of(network, "summary")
    page = desk.open(path)
    other.send(path, {"summary": "Neuer Satz."})
    refused = desk.post(path, desk.typed(page, {"summary": mine}))
    assert news(refused) == [f"In einem Satz: jetzt „Neuer Satz.“.{also}"]
    assert desk.post(path, desk.typed(refused)).status_code == 302
    network.refresh_from_db()
    assert network.summary == mine


def test_choices_ticks_and_emptied_fields_in_words(desk: Desk, other: Desk, fact: Fact) -> None:
    Fact.objects.update(start="2018", start_earliest="2018-01-01")
    page = desk.open(page_of(fact))
    told = {"kind": "offer", "start": "", "end": "Mai 2020", "planned": "on", of(fact.citations.get()): Answer.KEPT}
    assert other.send(page_of(fact), told).status_code == 302
    refused = desk.post(page_of(fact), desk.typed(page))
    assert sorted(news(refused)) == [
        "Art: jetzt „Angebot“.", "Bis: jetzt „Mai 2020“.", "Geplant: jetzt „ja“.", "Von: jetzt leer.",
    ]  # fmt: skip
    assert desk.post(page_of(fact), desk.typed(refused)).status_code == 302
    fact.refresh_from_db()
    assert (fact.kind, fact.start, fact.end, fact.planned) == ("offer", "", "2020-05", True)


# --- what is said about it ----------------------------------------------------------------------


def test_a_citation_added_meanwhile_is_asked_about(desk: Desk, other: Desk, fact: Fact, source: Source) -> None:
    old, page = fact.citations.get(), desk.open(page_of(fact))
    other.send(page_of(fact), cited(source, cite_place="9"))
    mine = {"text": "Anders.", of(old): Answer.KEPT}
    refused = desk.post(page_of(fact), desk.typed(page, mine))
    assert news(refused) == [SOURCES]
    new = fact.citations.get(first_line=9)
    again = desk.post(page_of(fact), desk.typed(refused))
    assert complaints(again) == {of(new): [UNANSWERED]}
    assert desk.post(page_of(fact), desk.typed(again, {of(new): Answer.DROPPED})).status_code == 302
    assert list(fact.citations.all()) == [old]


def test_a_citation_changed_or_taken_away_meanwhile(desk: Desk, other: Desk, fact: Fact, source: Source) -> None:
    old, mine = fact.citations.get(), {"text": "Anders.", "cite_claim": "Genau."}
    page = desk.open(page_of(fact))
    other.send(page_of(old), {"claim": "So."})
    refused = desk.post(page_of(fact), desk.typed(page, {**mine, of(old): Answer.KEPT}))
    assert news(refused) == [SOURCES]
    away = {of(old): Answer.DROPPED, "cite_gap": "Am Telefon gesagt."}
    assert other.send(page_of(fact), away).status_code == 302
    refused = desk.post(page_of(fact), desk.typed(refused))
    assert news(refused) == [SOURCES]
    assert (shown(refused)["text"], shown(refused)["cite_claim"]) == ("Anders.", "Genau.")
    answers = cited(source, **{of(Gap.objects.get()): Answer.DROPPED})
    assert desk.post(page_of(fact), desk.typed(refused, answers)).status_code == 302
    assert (fact.citations.get().claim, fact.gaps.count()) == ("Genau.", 0)


def test_a_citation_in_two_windows(desk: Desk, other: Desk, fact: Fact) -> None:
    path = page_of(fact.citations.get())
    page = desk.open(path)
    other.send(path, {"claim": "So."})
    refused = desk.post(path, desk.typed(page, {"claim": "Nein, so."}))
    assert news(refused) == [f"Was die Quelle sagt: jetzt „So.“. {BOTH}"]
    assert desk.post(path, desk.typed(refused)).status_code == 302
    assert fact.citations.get().claim == "Nein, so."


# --- rows that are gone -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["fact", "criterion", "terms", "silence"])
def test_what_was_removed_meanwhile_comes_back_as_typed(
    desk: Desk, fact: Fact, source: Source, network: Network, kind: str
) -> None:
    terms = making.terms(network, "person", mode="antrag")
    rows: dict[str, tuple[Any, Any, dict[str, str]]] = {
        "fact": (fact, Fact, {"text": "Neu gesagt"}),
        "criterion": (terms.criteria.get(), Criterion, {"text": "Neu gesagt"}),
        "terms": (terms, Terms, {"mode_text": "Neu gesagt"}),
        "silence": (make(Silence, source=source), Silence, {"reason": "Neu gesagt"}),
    }
    row, model, typed = rows[kind]
    path = page_of(row, "mode" if kind == "terms" else "")
    page = desk.open(path)
    row.delete()
    refused = desk.post(path, desk.typed(page, typed))
    assert complaints(refused) == {"__all__": [GONE]}
    add = refused.context["form_url"].removeprefix("/admin/directory/")
    answer = desk.post(add, desk.typed(refused, cited(source)))
    assert answer.status_code == 302, complaints(answer)
    ((name, text),) = typed.items()
    assert getattr(model.objects.get(), name) == text


def test_an_entry_or_a_citation_that_is_gone(desk: Desk, fact: Fact, easy: str) -> None:
    paths = {easy: desk.open(easy), page_of(fact.citations.get()): desk.open(page_of(fact.citations.get()))}
    fact.network.delete()
    assert [desk.post(path, desk.typed(page)).url for path, page in paths.items()] == ["/admin/", "/admin/"]


# --- no conflict --------------------------------------------------------------------------------


def test_checks_and_other_statements_are_no_conflict(desk: Desk, other: Desk, fact: Fact, source: Source) -> None:
    network, sibling = fact.network, add_fact(fact.network, source, "zwei")
    pages = {path: desk.open(path) for path in (page_of(network, "easy"), page_of(fact))}
    verification.check(network)
    verification.check(fact)
    assert other.send(page_of(network, "summary"), {"summary": "Neu."}).status_code == 302
    assert other.send(page_of(network, "name"), cited(source, short_name="R")).status_code == 302
    assert other.send(page_of(sibling), {"text": "Neu", of(sibling.citations.get()): Answer.KEPT}).status_code == 302
    changes = ({"easy_text": "Leicht."}, {"text": "Anders", of(fact.citations.get()): Answer.KEPT})
    for (path, page), mine in zip(pages.items(), changes, strict=True):
        assert desk.post(path, desk.typed(page, mine)).status_code == 302
    network.refresh_from_db()
    stored = (network.summary, network.short_name, network.easy_text, network.verified_on)
    assert stored == ("Neu.", "R", "Leicht.", timezone.localdate())
    assert sorted(network.facts.values_list("text", flat=True)) == ["Anders", "Neu"]


# --- every kind of form -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [
        ("body", "office", "Geschäftsstelle"),
        ("topic", "summary", "In einem Satz"),
        ("source", "note", "Anmerkung"),
        ("page", "text", "Text (Markdown)"),
        ("member", "name", "Name"),
        ("fact", "place", "Ort"),
        ("terms", "cost_text", "… in Worten"),
    ],
)
def test_every_form_tells(
    desk: Desk, other: Desk, fact: Fact, source: Source, body: Body, kind: str, field: str, label: str
) -> None:
    rows: dict[str, Any] = {"body": body, "source": source, "fact": fact, "topic": making.topic()}
    rows["page"] = Page.objects.create(slug="hilfe", title="Hilfe", text="Text")
    rows["member"] = Member.objects.create(network=fact.network, party="person", name="Ada")
    rows["terms"] = making.terms(fact.network, cost="kostenlos")
    row = rows[kind]
    path = page_of(row, {"body": "office", "terms": "cost"}.get(kind, ""))
    page = desk.open(path)
    told = {"fact": {of(fact.citations.get()): Answer.KEPT}, "topic": {}, "source": {}, "page": {}, "member": {}}
    answer = other.send(path, {field: "Neu hier", **told.get(kind, cited(source))})
    assert answer.status_code == 302, complaints(answer)
    refused = desk.post(path, desk.typed(page))
    assert f"{label}: jetzt „Neu hier“." in news(refused)
    answer = desk.post(path, desk.typed(refused))
    assert answer.status_code == 302, complaints(answer)
    row.refresh_from_db()
    assert getattr(row, field) == "Neu hier"


# --- whose hand it was, and what does not happen ------------------------------------------------


def test_ones_own_other_window_and_an_unknown_hand(desk: Desk, easy: str) -> None:
    page = desk.open(easy)
    desk.send(easy, {"easy_text": "Neuer Satz."})
    values = desk.typed(page, {"easy_checked_on": "02.01.2026"})
    assert "haben Sie selbst in einem anderen Fenster" in complaints(desk.post(easy, values))["__all__"][0]
    Act.objects.update(by=None)
    assert "hat jemand anderes" in complaints(desk.post(easy, values))["__all__"][0]


def test_a_conflict_saves_and_shows_nothing(desk: Desk, other: Desk, fact: Fact) -> None:
    page = desk.open(page_of(fact))
    other.send(page_of(fact), {"place": "Bonn", of(fact.citations.get()): Answer.KEPT})
    before = Revision.current()
    typed = desk.typed(page, {"text": "Anders", "position": "7"})
    reopened = desk.post(page_of(fact), {**typed, "_edit": "1"})
    for values in ({**typed, "_preview": "1"}, typed, desk.typed(reopened)):
        refused = desk.post(page_of(fact), values)
        assert news(refused) == ["Ort: jetzt „Bonn“."]
        assert b"Inzwischen hat Kim" in refused.content
        assert shown(refused)["place"] == "Bonn"
    assert (Revision.current(), Citation.objects.count()) == (before, 1)
