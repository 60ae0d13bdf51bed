"""Does a fact say in German what was stored, as exactly as its source and no more?"""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from directory.enums import FactKind
from directory.models import Fact
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db

FIGURE = {"kind": "figure", "text": "", "number": 120, "bound": "exactly", "unit": "Mitglieder"}


# --- figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "bound", "words"),
    [
        (120, "exactly", "120 Mitglieder"), (0, "exactly", "0 Mitglieder"), (350, "about", "ca. 350 Mitglieder"),
        (95, "more-than", "mehr als 95 Mitglieder"), (1234, "exactly", "1.234 Mitglieder"),
        (1234567, "about", "ca. 1.234.567 Mitglieder"),
    ],
)  # fmt: skip
def test_figure(number, bound, words):
    fact = make(Fact, **{**FIGURE, "number": number, "bound": bound})
    assert fact.figure == str(fact) == words


def test_figure_of_other_facts():
    assert make(Fact).figure == ""


@pytest.mark.parametrize("number", [-1, "2.5", "viele"])
def test_figure_refused(number):
    with pytest.raises(ValidationError) as refusal:
        fresh(Fact, **{**FIGURE, "number": number}).full_clean()
    assert "number" in refusal.value.message_dict


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2024-05", "Stand: Mai 2024"), ("2024~", "Stand: etwa 2024"), ("", "ohne Datum")],
)
def test_as_of_words(as_of, words):
    assert make(Fact, **FIGURE, as_of=as_of).as_of_words == words


def test_as_of_has_its_last_day():
    fact = make(Fact, **FIGURE, as_of="2024-05")
    assert fact.as_of_latest.isoformat() == "2024-05-31"
    fact.as_of = ""
    fact.save()
    assert fact.as_of_latest is None


def test_as_of_refused():
    with pytest.raises(ValidationError) as refusal:
        fresh(Fact, **FIGURE, as_of="Mai 2024").full_clean()
    assert refusal.value.message_dict["as_of"][0].startswith("„Mai 2024“ ist keine Datumsangabe.")


# --- what it says -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"title": "Tagung", "text": "Eine Tagung."}, "Tagung"),
        ({"text": "Eine Tagung."}, "Eine Tagung."),
        ({"kind": "website", "text": "", "url": "https://example.org/"}, "https://example.org/"),
        ({**FIGURE, "text": "So viele sind es."}, "120 Mitglieder"),
        ({"kind": "language", "language": "en"}, "Englisch"),
        ({"kind": "name", "title": "Green Table", "language": "en"}, "Green Table"),
    ],
)
def test_fact_in_words(columns, words):
    assert str(make(Fact, **columns)) == words


@pytest.mark.parametrize("kind", [kind for kind in FactKind.values if kind != "figure"])
def test_fact_of_each_kind(kind):
    fact = fresh(Fact, kind=kind, text="Eine Aussage.", language="en" if kind == "language" else "")
    fact.full_clean()
    fact.save()
    assert fact.get_kind_display() == FactKind(kind).label


@pytest.mark.parametrize("url", ["keine", "javascript:alert(1)", "//example.org", "mailto:a@example.org"])
def test_fact_url_refused(url):
    with pytest.raises(ValidationError) as refusal:
        fresh(Fact, kind="website", url=url).full_clean()
    assert "url" in refusal.value.message_dict


# --- when -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, ""),
        ({"start": "2013-11-28"}, "28. November 2013"),
        ({"start": "2024-03", "qualifier": "Anfang"}, "Anfang März 2024"),
        ({"start": "2013", "end": "2015"}, "2013 bis 2015"),
        ({"end": "2015"}, "bis 2015"),
    ],
)
def test_when(columns, words):
    assert make(Fact, kind="event", **columns).when == words


def test_lead_of_every_kind():
    """A date is shown whatever kind of statement has it; what lasts is told as lasting, what is planned as planned."""
    happening = {"event", "publication", "product", "figure", "founding-document"}
    for kind in FactKind.values:
        given = FIGURE if kind == "figure" else {"kind": kind}
        place = "" if kind == "address" else ", Ulm"
        told = "März 2024" if kind in happening else "seit März 2024"
        assert fresh(Fact, **given, start="2024-03", place="Ulm").lead == f"{told}{place}"
        assert fresh(Fact, **given, end="2024-03").lead == "bis März 2024"
        assert fresh(Fact, **given, start="2022-12-07", end="2022-12-10").lead == "7. bis 10. Dezember 2022"
        planned = [
            fresh(Fact, **given, planned=True, **dates).lead for dates in ({}, {"start": "2025-21"}, {"end": "2026"})
        ]
        ahead = "geplant für Frühjahr 2025" if kind in happening else "geplant ab Frühjahr 2025"
        assert planned == ["geplant", ahead, "geplant bis 2026"]


def test_qualifier_needs_a_date():
    with pytest.raises(ValidationError) as refusal:
        fresh(Fact, qualifier="Anfang").full_clean()
    assert refusal.value.message_dict == {"qualifier": ["Vor welchem Datum? Das Feld „von“ ist leer."]}


@pytest.mark.parametrize(
    ("columns", "last_day"),
    [
        ({"start": "2025-21"}, "2025-05-31"),
        ({"start": "2025-24"}, "2026-02-28"),
        ({"start": "2025-03", "qualifier": "Anfang"}, "2025-03-31"),
        ({"start": "2025~"}, "2025-12-31"),
        ({"start": "2025", "end": "2026-02"}, "2026-02-28"),
        ({"start": "2025-05-06"}, "2025-05-06"),
    ],
)
def test_plan_passes_after_its_last_day(columns, last_day):
    plan, told = make(Fact, planned=True, **columns), make(Fact, **columns)
    with time_machine.travel(f"{last_day} 23:59+02:00", tick=False):
        during = plan.has_passed
    with time_machine.travel(f"{last_day} 23:59+00:00", tick=False):  # in Berlin it is the next day
        assert (during, plan.has_passed, told.has_passed) == (False, True, False)


@pytest.mark.parametrize(("columns", "passed"), [({}, False), ({"end": "2015"}, True), ({"end": "9999"}, False)])
def test_plan_without_a_beginning(columns, passed):
    assert make(Fact, planned=True, **columns).has_passed is passed


@pytest.mark.parametrize(("day", "passed"), [("2025-05-31", False), ("2025-06-01", True)])
def test_real_plan_passes(catalogue, day, passed):
    meeting = Fact.objects.get(key="netzwerktreffen-2025")
    with time_machine.travel(f"{day} 12:00+02:00", tick=False):
        assert (meeting.planned, meeting.when, meeting.has_passed) == (True, "Frühjahr 2025", passed)


def test_facts_in_their_order():
    first = make(Fact, position=2)
    second = make(Fact, network=first.network, position=1)
    third = make(Fact, network=first.network, position=2)
    assert list(first.network.facts.all()) == [second, first, third]
