"""What does the finder tell somebody to do next, and in which words?"""

from typing import Any

import pytest
from django.http import QueryDict

from directory.models import Contact, Network
from directory.reading import finder
from directory.reading.advice import REACHED_BY, Advice, AdviceLine
from directory.rules.membership_paths import Path
from tests.directory import making
from tests.directory.real import SHORT, SLUGS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def advised(query: str = "als=person") -> dict[str, Advice]:
    """All published networks by their short names (or slugs), each with its advice."""
    data = QueryDict(query)
    person = finder.candidate({name: data.getlist(name) for name in data})
    networks = Network.objects.published().for_cards().prefetch_related(REACHED_BY)
    return {SHORT.get(each.slug, each.slug): Advice(finder.weigh(each, person), data) for each in networks}


def made(query: str = "als=person", status: str = "active", **columns: Any) -> Advice:
    """The advice about the only network there is, with joining terms of these columns."""
    network = making.network("Netz", status=status)
    making.terms(network, **columns)
    return advised(query)["netz"]


# --- the next step ----------------------------------------------------------------------------

STEPS = {
    "afb": ("kein Weg genannt", False),
    "avd": ("Mitgliedschaft beantragen", True),
    "bipar": ("zur Mitwirkung melden", False),
    "bnbw": ("Anmelden, falls es doch passt", True),
    "fvb": ("Zur Mitwirkung melden", True),
    "inno": ("beendet – niemand kann mehr mitmachen", False),
    "nb": ("kein Weg genannt", False),
    "nbh": ("Mitglied werden", True),
    "nekopa": ("schreiben an Marion Stock", True),
    "sachsen": ("öffnet später – Bescheid geben lassen", True),
}


def test_next_step_of_every_network(catalogue):
    found = advised()
    assert {short: (each.step.text, each.step.joins) for short, each in found.items()} == STEPS
    assert STEPS.keys() == SLUGS.keys()
    assert found["bipar"].step.hint.startswith("Kontakt: Telefon +49 30 120 826 13, Anschrift Haus der Demokratie")
    assert advised("als=person&aufgabe=taetigkeit")["bipar"].step.text == "Assoziierte Mitgliedschaft beantragen"


def test_next_step_in_words_only():
    """What is told in words is no silence."""
    step = made(mode_text="Man meldet sich am Tresen.").step
    assert (step.text, step.hint) == ("beitreten, wie es die Quelle sagt", "Man meldet sich am Tresen.")


def test_next_step_of_paths():
    made(path=Path.WRITE)
    terms = Network.objects.get().terms
    Contact.objects.create(network=terms.network, name="", withheld=True)
    found = [advised()["netz"].step.text]
    terms.path, terms.path_text = Path.ELSEWHERE, "Auf Papier."
    terms.save()
    assert [*found, advised()["netz"].step.text] == ["der Kontaktperson schreiben", "beim Netzwerk selbst beitreten"]


def test_planned_network_opens_later():
    assert made(status="planned", path=Path.APPLY).step.text == "öffnet später"


# --- the cost ---------------------------------------------------------------------------------


def test_cost_of_every_network(catalogue):
    found = advised("als=person&aufgabe=partizipationsforschung")
    free = {short for short, each in found.items() if each.cost == "kostenlos"}
    assert (free, {each.cost for each in found.values()}) == ({"avd", "bipar", "bnbw", "nbh"}, {"kostenlos", ""})
    assert advised()["bipar"].cost == "kostenlos als Mitglied; zur Mitwirkung nicht genannt"


def test_cost_in_words_only():
    assert made(cost_text="Man teilt sich die Miete.").cost == "Man teilt sich die Miete."


# --- why, and what is left to ask ---------------------------------------------------------------


def test_at_most_two_reasons_at_once(catalogue):
    for query in ("als=person", "land=sachsen&ebene=kommune", "als=organisation&bereich=politik&land=bayern"):
        for short, advice in advised(query).items():
            assert len(advice.shown) <= 2
            assert [*advice.shown, *advice.folded] == advice.lines
            assert bool(advice.lines) is (short != "inno")


def test_fachverband_says_both(catalogue):
    """It invites who is interested, and is meant for those who work in participation professionally."""
    invited, meant = advised()["fvb"].shown
    assert (invited.label, invited.text) == ("Anliegen", "passt: Interesse, an der Initiative mitzuwirken")
    assert meant.text == (
        "arbeitet beruflich im Bereich der Bürgerbeteiligung; für solche Menschen ist der geplante Verband gedacht. "
        "So beschreibt es die Quelle; eine Regel ist das nicht."
    )


def test_institute_tells_its_ways(catalogue):
    taking_part, membership = advised()["bipar"].shown
    assert (taking_part.label, taking_part.text) == ("Mitwirkung, Anliegen", "passt: Interesse an aktiver Mitwirkung")
    assert membership.label == "Assoziierte Mitgliedschaft"
    assert membership.text.startswith("auch möglich, wenn das zutrifft: Einzelpersonen; tätig in der Bürgerbeteiligung")
    assert len(membership.rows) == 1  # one passage, one mark


def test_another_land_is_said_first(catalogue):
    found = advised("als=organisation&land=bayern")
    assert [found[short].lines[0].text for short in ("sachsen", "afb", "bnbw")] == [
        "wirkt in Sachsen",
        "wirkt in Baden-Württemberg",
        "wirkt in Baden-Württemberg; verlangt ist: Einsatz in Baden-Württemberg",
    ]
    assert advised("land=sachsen")["sachsen"].lines[0].text == "wirkt in Sachsen"


ASKED = {
    "avd": ["aufgabe=verantwortung"],
    "nekopa": ["bereich=verwaltung"],
}


def test_one_question_more(catalogue):
    """Whoever says only that they come as a person is asked one thing more where it matters, and can answer it."""
    found = {short: [each.address for each in advice.answers] for short, advice in advised().items()}
    links = {short: [f"?als=person&{said}#ergebnis" for said in answers] for short, answers in ASKED.items()}
    assert {short: asked for short, asked in found.items() if asked} == links
    for short, (said,) in ASKED.items():
        assert advised(f"als=person&{said}")[short].finding.verdict.name == "FITS"


def test_answer_takes_back_that_nothing_else_holds(catalogue):
    (answer,) = advised("als=initiative&land=baden-wuerttemberg&aufgabe=interesse&aufgabe=taetigkeit")["bnbw"].answers
    assert answer.address.endswith("aufgabe=taetigkeit&aufgabe=einsatz#ergebnis")


def test_who_in_words_only_is_no_silence():
    (line,) = made(who_text="Alle aus Bremen.").lines
    assert line == AdviceLine("Wer", "Alle aus Bremen.", (Network.objects.get().terms,), "who")


def test_nothing_known():
    making.network("Netz")
    assert [line.text for line in advised()["netz"].lines] == [
        "Eine Regel, wer mitmachen kann, nennen die Quellen nicht."
    ]


def test_level_without_a_rule_is_told(catalogue):
    texts = [line.text for line in advised("ebene=bund")["nbh"].lines]
    assert texts[-1] == "wirkt auf der Ebene Kommune; eine Regel dazu nennen die Quellen nicht"
