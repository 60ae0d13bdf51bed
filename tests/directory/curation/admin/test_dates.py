"""Dates at the desk: are they taken as one writes them in German, stored in EDTF, and shown again in words?"""

import pytest
from django.utils import timezone

from directory.curation.admin.said_lines import Answer
from directory.models import Contact, Fact, Network, Source, Verdict
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, adding, cited, complaints, of, page_of, shown
from tests.reading import Seen

pytestmark = pytest.mark.once

NOW = "Richtig wäre zum Beispiel 30.09.2026 oder 30. September 2026."


def test_dates_of_a_network_and_its_facts(desk: Desk, network: Network, source: Source) -> None:
    page = adding("fact", network)
    event = {"kind": "event", "text": "Fest", "start": "30.09.2026", "end": "1. Oktober 2026"}
    figure = {"kind": "figure", "number": 3, "bound": "exactly", "unit": "Orte", "as_of": "Mai 2024"}
    for path, told in ((page_of(network, "start"), {"start": "um 2013"}), (page, event), (page, figure)):
        answer = desk.send(path, cited(source, **told))
        assert answer.status_code == 302, complaints(answer)
    network.refresh_from_db()
    assert network.start == "2013~"
    stored = [("2026-09-30", "2026-10-01", ""), ("", "", "2024-05")]
    assert list(Fact.objects.values_list("start", "end", "as_of")) == stored
    one, two = (shown(desk.open(page_of(fact))) for fact in Fact.objects.all())
    own = shown(desk.open(page_of(network, "start")))
    assert [own["start"], one["start"], one["end"], two["as_of"]] == [
        "etwa 2013", "30. September 2026", "1. Oktober 2026", "Mai 2024",
    ]  # fmt: skip


def test_a_form_sent_as_it_was_shown_changes_nothing(desk: Desk, network: Network, fact: Fact) -> None:
    Network.objects.filter(pk=network.pk).update(start="2025-21", start_earliest="2025-03-01")
    Fact.objects.filter(pk=fact.pk).update(start="2013-05~", start_earliest="2013-05-01")
    cases = ((page_of(network, "start"), "Frühjahr 2025", "2025-21"), (page_of(fact), "etwa Mai 2013", "2013-05~"))
    for path, words, stored in cases:
        page = desk.open(path)
        assert shown(page)["start"] == words
        assert desk.post(path, desk.typed(page)).status_code == 302
        written = desk.post(path, desk.typed(desk.open(path), {"start": stored, "_edit": "1"}))
        assert written.context["adminform"].form.changed_data == []
    assert [row.start for row in (Network.objects.get(), Fact.objects.get())] == ["2025-21", "2013-05~"]


def test_what_a_colleague_has_changed_is_told_in_words(desk: Desk, fact: Fact) -> None:
    path, answers = page_of(fact), {of(fact.citations.get()): Answer.KEPT}
    page = desk.open(path)
    desk.send(path, {"start": "2018-06", **answers})
    refused = desk.post(path, desk.typed(page, {"place": "Bonn", **answers}))
    assert "Von: jetzt „Juni 2018“." in complaints(refused)["__all__"]
    assert shown(refused)["start"] == "Juni 2018"
    assert desk.post(path, desk.typed(refused)).status_code == 302
    assert Fact.objects.values_list("start", "place").get() == ("2018-06", "Bonn")


@pytest.mark.parametrize("text", ["30.09.2026", "30. September 2026", "30. Sept. 2026", "2026-09-30"])
def test_days_in_german(desk: Desk, network: Network, source: Source, text: str) -> None:
    assert desk.send(page_of(source), {"read_on": text, "dated": text}).status_code == 302
    fields = shown(desk.open(page_of(source)))
    assert (fields["read_on"].isoformat(), fields["dated"]) == ("2026-09-30", "30. September 2026")
    told = {"name": "Kim", "confirmed_on": text, "cite_gap": "Gesagt."}
    assert desk.send(adding("contact", network), told).status_code == 302
    assert Contact.objects.get().confirmed_on.isoformat() == "2026-09-30"


def test_a_day_that_is_none(desk: Desk, source: Source) -> None:
    found = complaints(desk.send(f"source/{source.pk}/change/", {"read_on": "31. September 2026", "dated": "neulich"}))
    assert found == {
        "read_on": [f"„31. September 2026“ ist kein Tag. {NOW}"],
        "dated": ["„neulich“ ist keine Datumsangabe. Richtig wäre zum Beispiel 30.09.2026 oder Mai 2024."],
    }


def test_help_says_how_dates_are_written(desk: Desk, source: Source) -> None:
    words = Seen(desk.open(f"source/{source.pk}/change/")).text
    assert "Oktober 2026, Frühjahr 2025, 2013 oder etwa 2013" in words
    assert "Ein Tag: 30.09.2026 oder 30. September 2026." in words


def test_today_stands_where_somebody_says_when_they_read_or_decided(desk: Desk, fact: Fact, source: Source) -> None:
    today = timezone.localdate()
    answer = desk.send("source/add/", {"title": "Chronik", "slug": "chronik", "publisher": "Verein"})
    assert answer.status_code == 302, complaints(answer)
    assert Source.objects.get(slug="chronik").read_on == today
    assert shown(desk.open(page_of(source)))["read_on"].isoformat() == source.read_on
    fact.citations.update(claim="Ziel eins")
    making.citation(fact, claim="Ziel 1")
    told = {"nature": "wording", "subject": "Ziel", "reading": "Ziel eins", "reason": "So steht es da."}
    assert desk.send(f"verdict/add/?fact={fact.pk}", told).status_code == 302
    assert Verdict.objects.get().decided_on == today
    assert desk.send(adding("contact", fact.network), {"name": "Kim", "cite_gap": "Gesagt."}).status_code == 302
    assert Contact.objects.get().confirmed_on is None
