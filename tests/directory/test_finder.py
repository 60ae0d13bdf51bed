"""Which networks fit somebody, and how is it said?"""

import pytest

from directory import finder
from directory.eligibility import Outcome, Reason, Rule, Verdict
from directory.joining import Task
from directory.models import Network
from tests.directory import making
from tests.directory.real import SHORT, real

pytestmark = pytest.mark.django_db

SILENT = "afb nb sachsen"


def answers(words: str) -> dict[str, list[str]]:
    return {name: values.split(",") for name, values in (word.split("=") for word in words.split())}


# --- what the answers say ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", {}),
        ("als=person", {"who": {"person"}}),
        ("als=person,initiative ebene=bund", {"who": {"person", "initiative"}, "level": {"bund"}}),
        ("bereich=politik land=berlin", {"sector": {"politik"}, "land": {"berlin"}}),
    ],
)
def test_candidate_direct_questions(said, told):
    assert finder.candidate(answers(said)).told == told


@pytest.mark.parametrize("name", ["als", "bereich", "land", "ebene", "aufgabe"])
def test_candidate_empty_answer_stays_open(name):
    assert finder.candidate({name: []}).told == {}


@pytest.mark.parametrize("task", Task)
def test_candidate_any_task_is_interested(task):
    told = finder.candidate({"aufgabe": [task]}).told
    assert told["purpose"] >= {"interesse-am-austausch", "interesse-an-mitwirkung"}


def test_candidate_tasks_add_up():
    told = finder.candidate({"aufgabe": ["auftrag", "projekte"]}).told
    assert told["function"] == {"beteiligung-voranbringen", "treibt-voran-oder-verantwortet"}
    assert (told["experience"], told["activity"]) == ({"beteiligungsprojekte"}, {"buergerbeteiligung"})


def test_candidate_mere_interest_answers_every_task_question():
    told = finder.candidate({"aufgabe": ["interesse"]}).told
    assert {kind: told[kind] for kind in ("function", "activity", "experience")} == {
        "function": frozenset(), "activity": frozenset(), "experience": frozenset(),
    }  # fmt: skip


# --- the networks in groups -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "fits", "fits_not"),
    [
        ("als=person", "", "bnbw inno"),
        ("land=sachsen", "", "bnbw inno"),
        ("land=baden-wuerttemberg", "", "inno"),
        ("als=person bereich=verwaltung ebene=kommune aufgabe=auftrag", "avd bipar fvb nbh nekopa", "bnbw inno"),
        (
            "als=organisation bereich=zivilgesellschaft land=baden-wuerttemberg aufgabe=einsatz",
            "bnbw nbh",
            "avd bipar fvb inno nekopa",
        ),
        ("als=person aufgabe=interesse", "fvb nbh", "avd bipar bnbw inno nekopa"),
        ("als=person aufgabe=partizipationsforschung", "bipar fvb nbh", "avd bnbw inno nekopa"),
        ("als=initiative", "", "avd bipar fvb inno nbh nekopa"),
        ("bereich=wirtschaft", "", "inno nekopa"),
        ("als=person aufgabe=verantwortung bereich=politik", "avd bipar fvb nbh", "bnbw inno nekopa"),
    ],
)
def test_find_real_networks(catalogue, said, fits, fits_not):
    groups = finder.find(Network.objects.published().for_cards(), finder.candidate(answers(said)))
    found = {name: {SHORT[finding.network.slug] for finding in group} for name, group in groups.items()}
    everything = set(SHORT.values())
    assert found == {
        "fits": set(fits.split()),
        "fits_not": set(fits_not.split()),
        "open": everything - set(fits.split()) - set(fits_not.split()),
    }
    assert set(SILENT.split()) <= found["open"]


def test_find_keeps_order():
    for name in ("B", "A", "C"):
        making.network(name)
    networks = list(Network.objects.by_name())
    groups = finder.find(networks, finder.candidate({"als": ["person"]}))
    assert [finding.network for finding in groups["open"]] == networks


def test_compare_ended_network_fits_nobody(catalogue):
    person = finder.candidate(answers("bereich=verwaltung aufgabe=projekte"))
    finding = finder.compare(real("inno"), person)
    assert (finding.verdict, finding.misses, finding.blocked) == (Verdict.FITS_NOT, [], False)


def test_compare_asks_direct_questions_only():
    finding = finder.compare(making.network(), finder.candidate(answers("als=person aufgabe=einsatz")))
    assert [reason.kind for reason in finding.reasons] == ["who"]


@pytest.mark.parametrize(
    ("short", "said", "misses", "blocked"),
    [
        ("avd", "als=organisation", ["who"], True),
        ("fvb", "als=organisation", ["who"], False),
        ("nekopa", "ebene=bund", ["level"], False),
        ("nekopa", "ebene=bund bereich=politik", ["sector", "level"], True),
        ("nbh", "als=person", [], False),
    ],
)
def test_compare_misses(catalogue, short, said, misses, blocked):
    finding = finder.compare(real(short), finder.candidate(answers(said)))
    assert (sorted(reason.kind for reason in finding.misses), finding.blocked) == (sorted(misses), blocked)


def test_rules_network_without_terms():
    assert finder.rules(making.network()) == []


def test_rules_carry_row_and_binding(catalogue):
    network = real("fvb")
    assert [(rule.row, rule.binding) for rule in finder.rules(network)] == [(row, row.binding) for row in network.rules]
    assert [rule.binding for rule in finder.rules(network)] == [False, True]


def test_rows_of_all_reasons(catalogue):
    finding = finder.compare(real("nbh"), finder.candidate(answers("als=person land=berlin")))
    assert [row.value for row in finder.rows([finding])] == ["person", "interesse-am-austausch"]


# --- the words --------------------------------------------------------------------------------

RULES = (Rule("who", "person", "Einzelpersonen"), Rule("who", "initiative", "Initiativen"))


@pytest.mark.parametrize(
    ("outcome", "stated", "expected"),
    [
        (Outcome.FITS, RULES[:1], "passt: Einzelpersonen"),
        (Outcome.FITS_NOT, RULES, "passt nicht; verlangt ist: Einzelpersonen oder Initiativen"),
        (Outcome.NOT_STATED, (), "dazu sagen die Quellen nichts"),
        (Outcome.NOT_TOLD, RULES[:1], "verlangt ist: Einzelpersonen – dazu haben Sie noch nichts gesagt"),
    ],
)
def test_sentence_each_outcome(outcome, stated, expected):
    assert finder.sentence(Reason("who", outcome, stated)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("who", "Wer"), ("function", "Aufgabe"), ("purpose", "Anliegen")])
def test_label_of_kind(kind, expected):
    assert finder.label(Reason(kind, Outcome.NOT_STATED)) == expected
