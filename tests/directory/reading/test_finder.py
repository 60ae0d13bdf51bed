"""Which networks fit somebody, and how is it said?"""

import pytest

from directory.models import Network
from directory.reading import finder
from directory.rules.eligibility import Fit, Outcome, Reason, Rule
from directory.rules.membership_paths import TASK_KINDS, Task
from tests.directory import making
from tests.directory.people import ASKING
from tests.directory.real import SHORT, real

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def answers(words: str) -> dict[str, list[str]]:
    return {name: values.split(",") for name, values in (word.split("=") for word in words.split())}


def grouped(words: str) -> dict[str, list[str]]:
    """The real networks by their short names, in the groups and the order that the finder gives them."""
    networks = Network.objects.published().for_cards().by_name()
    groups = finder.find(networks, finder.candidate(answers(words)))
    return {name: [SHORT[finding.network.slug] for finding in group] for name, group in groups.items()}


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


@pytest.mark.parametrize("said", ["", "als=person", *(f"aufgabe={task}" for task in Task)])
def test_candidate_who_asks_is_interested(said):
    assert finder.candidate(answers(said)).holds["purpose"] >= {"interesse-am-austausch", "interesse-an-mitwirkung"}


def test_candidate_tasks_add_up_and_deny_nothing():
    person = finder.candidate({"aufgabe": ["auftrag", "projekte", "interesse"]})
    assert person.holds["function"] == {"beteiligung-voranbringen", "treibt-voran-oder-verantwortet"}
    assert person.holds["experience"] == {"beteiligungsprojekte"}
    assert (person.holds["sector"], person.holds["level"]) == ({"verwaltung"}, {"kommune"})
    assert person.told == {}


def test_candidate_mere_interest_denies_every_other_task():
    assert finder.candidate({"aufgabe": ["interesse"]}).told == dict.fromkeys(TASK_KINDS, frozenset())


# --- the networks in groups -------------------------------------------------------------------


def test_find_every_person(catalogue):
    """People × ten networks, as the five texts decide."""
    assert (len(ASKING) >= 40, len({said for said, *_ in ASKING})) == (True, len(ASKING))
    wrong = {}
    for said, fits, fits_not in ASKING:
        found = grouped(said)
        opened = set(SHORT.values()) - {"inno", "sachsen", *fits.split(), *fits_not.split()}
        expected = [set(fits.split()), opened, {"sachsen"}, set(fits_not.split()), {"inno"}]
        if [set(group) for group in found.values()] != expected:
            wrong[said] = found
    assert wrong == {}


def test_fits_not_only_by_a_rule_that_a_source_states(catalogue):
    """Never by a description, a place, or a rule without a source."""
    networks = list(Network.objects.published().for_cards())
    misses = 0
    for said, *_ in ASKING:
        for finding in finder.find(networks, finder.candidate(answers(said)))["fits_not"]:
            reasons = [reason for reason in finding.reasons if reason.blocks]
            assert reasons, (said, finding.network)
            for rule in (rule for reason in reasons for rule in reason.rules):
                stances = {citation.stance for citation in rule.row.citations.all()}
                assert (rule.row.binding, stances <= {"agrees", "adds"}, bool(stances)) == (True, True, True)
                misses += 1
    assert misses > 40


@pytest.mark.parametrize(
    ("binding", "stance", "verdict"),
    [
        (True, "agrees", Fit.FITS_NOT),
        (True, "adds", Fit.FITS_NOT),
        (True, "implies", Fit.OPEN),
        (True, "differs", Fit.OPEN),
        (True, None, Fit.OPEN),
        (False, "agrees", Fit.OPEN),
    ],
)
def test_made_rule_excludes_only_with_a_source_that_states_it(binding, stance, verdict):
    rule = making.terms(making.network(), "person").criteria.get()
    rule.binding = binding
    rule.save()
    if stance:
        making.citation(rule, stance=stance, claim="Sagt etwas.")
    found = finder.compare(real_again(), finder.candidate(answers("als=organisation")))
    assert (found.verdict, found.blocked, len(found.misses)) == (verdict, verdict is Fit.FITS_NOT, 1)


@pytest.mark.parametrize("value", ["bundesweit", "europaweit", "weltweit"])
@pytest.mark.parametrize("land", ["sachsen", "saarland", "sachsen,berlin"])
def test_what_reaches_far_fits_any_land(value, land):
    network = making.network()
    making.scope(network, value)
    (reason,) = finder.compare(real_again(), finder.candidate(answers(f"land={land}"))).reasons
    assert (reason.outcome, finder.sentence(reason)) == (Outcome.FITS, f"wirkt {value}")


def test_a_seat_abroad_is_no_reach():
    making.network().scopes.create(dimension="seat", value="ausland", text="Wien, Österreich")
    (reason,) = finder.compare(real_again(), finder.candidate(answers("land=sachsen"))).reasons
    assert reason.outcome is Outcome.NOT_STATED


@pytest.mark.parametrize("said", ["als=person", "als=organisation", "als=person aufgabe=interesse"])
@pytest.mark.parametrize("binding", [True, False])
def test_what_people_check_stays_open_and_excludes_nobody(said, binding):
    terms = making.terms(making.network(), "person", "organisation")
    text = "Zwei Mitglieder schlagen vor."
    rows = [
        terms.criteria.create(kind="words", value=value, text=text, binding=binding)
        for value in ("vorschlag", "andere")
    ]
    for row in (*rows, *terms.criteria.filter(kind="who")):
        making.citation(row)
    found = finder.compare(real_again(), finder.candidate(answers(said)))
    left = [reason for reason in found.reasons if reason.kind == "words"]
    words = f"{text} – bleibt offen: das prüft ein Mensch" if binding else f"{text}. So beschreibt es die Quelle;"
    assert (found.verdict, found.misses) == (Fit.OPEN if binding else Fit.FITS, [])
    assert [finder.sentence(reason).startswith(words) for reason in left] == [True, True]


def real_again() -> Network:
    return Network.objects.for_cards().get()


def test_find_other_laender_last(catalogue):
    assert grouped("land=bayern")["open"] == ["avd", "nekopa", "nb", "bnbw", "afb"]
    assert grouped("land=baden-wuerttemberg")["open"] == ["avd", "bnbw", "nekopa", "afb", "nb"]


def test_seat_is_no_reach():
    network = making.network()
    making.scope(network, "berlin", "seat")
    making.terms(network, "person")
    found = finder.compare(network, finder.candidate(answers("als=person land=bayern")))
    assert (found.verdict, found.elsewhere) == (Fit.FITS, False)


@pytest.mark.parametrize(
    ("area", "words", "verdict"),
    [
        ("sachsen", "wirkt in Sachsen", Fit.OPEN),
        ("saarland", "wirkt im Saarland", Fit.OPEN),
        ("bayern", "wirkt in Bayern", Fit.FITS),
        ("bundesweit", "wirkt bundesweit", Fit.FITS),
    ],
)
def test_reach_leaves_open_at_most(area, words, verdict):
    network = making.network()
    making.scope(network, area)
    making.terms(network, "person")
    found = finder.compare(network, finder.candidate(answers("als=person land=bayern")))
    assert (found.verdict, [finder.sentence(each) for each in found.reasons if each.kind == "land"]) == (
        verdict,
        [words],
    )


def test_planned_network_never_fits_yet():
    making.terms(making.network(status="planned"), "person")
    groups = finder.find(Network.objects.for_cards(), finder.candidate(answers("als=person")))
    assert [name for name, group in groups.items() if group] == ["planned"]


def test_several_ways_the_best_counts(catalogue):
    found = finder.weigh(real("bipar"), finder.candidate(answers("als=organisation aufgabe=taetigkeit")))
    assert (found.way, [each.way for each in found.further]) == ("partnerschaft", ["mitwirkung"])
    found = finder.weigh(real("bipar"), finder.candidate(answers("als=person")))
    assert (found.way, [each.way for each in found.further]) == ("mitwirkung", [""])


def test_find_keeps_order():
    for name in ("B", "A", "C"):
        making.network(name)
    networks = list(Network.objects.by_name())
    groups = finder.find(networks, finder.candidate({"als": ["person"]}))
    assert [finding.network for finding in groups["open"]] == networks


def test_compare_ended_network_fits_nobody(catalogue):
    person = finder.candidate(answers("bereich=verwaltung aufgabe=projekte"))
    finding = finder.compare(real("inno"), person)
    assert (finding.verdict, finding.misses, finding.blocked) == (Fit.FITS_NOT, [], False)


@pytest.mark.parametrize(
    ("short", "said", "misses", "blocked"),
    [
        ("avd", "als=organisation", ["who"], True),
        ("fvb", "als=organisation", ["who"], False),
        ("nekopa", "ebene=bund", ["level"], False),
        ("nekopa", "ebene=bund bereich=politik", ["sector", "level"], True),
        ("nbh", "als=person", [], False),
        ("nbh", "als=initiative", ["who"], False),
        ("bnbw", "land=bayern als=organisation", ["land"], False),
    ],
)
def test_compare_misses(catalogue, short, said, misses, blocked):
    finding = finder.compare(real(short), finder.candidate(answers(said)))
    assert (sorted(reason.kind for reason in finding.misses), finding.blocked) == (sorted(misses), blocked)


def test_rules_network_without_terms():
    assert finder.rules(making.network()) == []


# --- the words --------------------------------------------------------------------------------

RULES = (Rule("who", "person", "Einzelpersonen"), Rule("who", "initiative", "Initiativen"))
SOFT = (Rule("sector", "verwaltung", "aus der Verwaltung", binding=False, excludes=False),)


def test_sentence_each_outcome():
    said = [(outcome, rules) for outcome in Outcome for rules in (RULES, SOFT)]
    assert [finder.sentence(Reason(rules[0].kind, outcome, rules)) for outcome, rules in said] == [
        "passt: Einzelpersonen oder Initiativen",
        "passt zur Beschreibung: aus der Verwaltung",
        "passt nicht; verlangt ist: Einzelpersonen oder Initiativen",
        "passt nicht; verlangt ist: aus der Verwaltung",
        "genannt ist: Einzelpersonen oder Initiativen; ausgeschlossen ist damit niemand",
        "aus der Verwaltung. So beschreibt es die Quelle; eine Regel ist das nicht.",
        "Eine Regel dazu nennen die Quellen nicht.",
        "Eine Regel dazu nennen die Quellen nicht.",
        "verlangt ist: Einzelpersonen oder Initiativen – dazu haben Sie noch nichts gesagt",
        "aus der Verwaltung. So beschreibt es die Quelle; eine Regel ist das nicht.",
        "Einzelpersonen oder Initiativen – bleibt offen: das prüft ein Mensch",
        "aus der Verwaltung. So beschreibt es die Quelle; eine Regel ist das nicht.",
    ]


def test_sentence_rule_without_source():
    making.terms(making.network(), "person")
    (reason,) = finder.compare(real_again(), finder.candidate(answers("als=organisation"))).reasons
    assert finder.sentence(reason) == "verlangt ist: Einzelpersonen. Eine Quelle dafür fehlt."


@pytest.mark.parametrize(("kind", "expected"), [("who", "Wer"), ("function", "Aufgabe"), ("purpose", "Anliegen")])
def test_label_of_kind(kind, expected):
    assert finder.label(Reason(kind, Outcome.NOT_STATED)) == expected
