"""Dates at the desk: are they taken as one writes them in German, stored in EDTF, and shown again in words?"""

import pytest
from django.utils import timezone

from directory.models import Contact, Fact, Network, Source, Verdict
from tests.directory.curation.admin.conftest import Desk, complaints, shown
from tests.reading import Seen

pytestmark = pytest.mark.once

NOW = "Richtig wäre zum Beispiel 30.09.2026 oder 30. September 2026."


def test_dates_of_a_network_and_its_facts(desk: Desk, network: Network, source: Source) -> None:
    path = f"network/{network.pk}/change/"
    facts = [
        {"kind": "event", "text": "Fest", "start": "30.09.2026", "end": "1. Oktober 2026", "cite_source": source.pk},
        {"kind": "figure", "number": 3, "bound": "exactly", "unit": "Orte", "as_of": "Mai 2024"}
        | {"cite_source": source.pk},
    ]
    answer = desk.send(path, {"start": "um 2013", "cite_start_source": source.pk}, facts=facts)
    assert answer.status_code == 302, complaints(answer)
    network.refresh_from_db()
    assert network.start == "2013~"
    stored = [("2026-09-30", "2026-10-01", ""), ("", "", "2024-05")]
    assert list(Fact.objects.values_list("start", "end", "as_of")) == stored
    fields = dict(shown(desk.open(path)))
    names = ("start", "facts-0-start", "facts-0-end", "facts-1-as_of")
    assert [fields[name] for name in names] == ["etwa 2013", "30. September 2026", "1. Oktober 2026", "Mai 2024"]


def test_a_form_sent_as_it_was_shown_changes_nothing(desk: Desk, network: Network, fact: Fact) -> None:
    Network.objects.filter(pk=network.pk).update(start="2025-21", start_earliest="2025-03-01")
    Fact.objects.filter(pk=fact.pk).update(start="2013-05~", start_earliest="2013-05-01")
    path = f"network/{network.pk}/change/"
    page = desk.open(path)
    fields = dict(shown(page))
    assert (fields["start"], fields["facts-0-start"]) == ("Frühjahr 2025", "etwa Mai 2013")
    assert desk.post(path, desk.typed(page)).status_code == 302
    assert [row.start for row in (Network.objects.get(), Fact.objects.get())] == ["2025-21", "2013-05~"]
    otherwise = {"start": "2025-21", "facts-0-start": "2013-05~", "_edit": "1"}
    written = desk.post(path, desk.typed(desk.open(path), otherwise))
    changed = [written.context["adminform"].form.changed_data]
    changed += [form.changed_data for inline in written.context["inline_admin_formsets"] for form in inline.formset]
    assert [each for each in changed if each] == []


def test_what_a_colleague_has_changed_is_told_in_words(desk: Desk, network: Network) -> None:
    path = f"network/{network.pk}/change/"
    page = desk.open(path)
    desk.send(path, {"start": "2018-06", "cite_start_gap": "Gesagt."})
    refused = desk.post(path, desk.typed(page, {"slug": "tafel"}))
    assert "Von: jetzt „Juni 2018“." in complaints(refused)["__all__"]
    assert dict(shown(refused))["start"] == "Juni 2018"
    assert desk.post(path, desk.typed(refused)).status_code == 302
    assert Network.objects.values_list("start", "slug").get() == ("2018-06", "tafel")


@pytest.mark.parametrize("text", ["30.09.2026", "30. September 2026", "30. Sept. 2026", "2026-09-30"])
def test_days_in_german(desk: Desk, network: Network, source: Source, text: str) -> None:
    path = f"source/{source.pk}/change/"
    assert desk.send(path, {"read_on": text, "dated": text}).status_code == 302
    fields = dict(shown(desk.open(path)))
    assert (fields["read_on"].isoformat(), fields["dated"]) == ("2026-09-30", "30. September 2026")
    people = [{"name": "Kim", "confirmed_on": text, "cite_gap": "Gesagt."}]
    assert desk.send(f"network/{network.pk}/change/", contacts=people).status_code == 302
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
    assert dict(shown(desk.open(f"source/{source.pk}/change/")))["read_on"].isoformat() == source.read_on
    told = {"nature": "wording", "subject": "Ziel", "reading": "Ziel eins", "reason": "So steht es da."}
    other = {"source": Source.objects.get(slug="chronik").pk, "place": "5", "claim": "Ziel 1"}
    said = {"citations-0-claim": "Ziel eins"}
    answer = desk.send(f"fact/{fact.pk}/change/", said, citations=[other], verdicts=[told])
    assert answer.status_code == 302, complaints(answer)
    assert Verdict.objects.get().decided_on == today
    people = [{"name": "Kim", "cite_gap": "Gesagt."}]
    assert desk.send(f"network/{fact.network.pk}/change/", contacts=people).status_code == 302
    assert Contact.objects.get().confirmed_on is None


def test_a_row_that_only_shows_today_is_an_empty_one(desk: Desk, network: Network) -> None:
    assert desk.send(f"network/{network.pk}/change/", verdicts=[{}]).status_code == 302
    assert not Verdict.objects.exists()
