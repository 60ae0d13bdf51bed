"""Does somebody fit, fit not, is nothing stated or nothing told? The rules by themselves, then each real network's."""

import itertools

import pytest

from directory.eligibility import Candidate, Outcome, Reason, Rule, Verdict, check, judge
from directory.finder import rules
from tests.directory.real import SLUGS, real

PERSON = Rule("who", "person", "Einzelpersonen")
GROUP = Rule("who", "organisation", "Organisationen")
SOFT = Rule("sector", "verwaltung", "Verwaltung", binding=False)


def told(words: str) -> Candidate:
    """``who=person,organisation land=berlin`` as a candidate; ``who=`` tells that nothing holds."""
    pairs = (word.split("=") for word in words.split())
    return Candidate({kind: frozenset(filter(None, values.split(","))) for kind, values in pairs})


def outcomes(reasons: list[Reason]) -> str:
    return " ".join(f"{reason.kind}:{reason.outcome.value}" for reason in reasons)


# --- the rules by themselves ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "said", "expected"),
    [
        ([], "", "who:not-stated"),
        ([], "who=person", "who:not-stated"),
        ([PERSON], "", "who:not-told"),
        ([PERSON], "who=", "who:fits-not"),
        ([PERSON], "who=person", "who:fits"),
        ([PERSON], "who=organisation", "who:fits-not"),
        ([PERSON], "who=person,organisation", "who:fits"),
        ([PERSON, GROUP], "who=organisation", "who:fits"),
        ([PERSON, GROUP], "who=initiative", "who:fits-not"),
        ([PERSON, SOFT], "who=person", "who:fits sector:not-told"),
        ([SOFT, PERSON], "who=person", "who:fits sector:not-told"),
        ([SOFT], "sector=politik", "who:not-stated sector:fits-not"),
    ],
)
def test_check_who_asked(stated, said, expected):
    assert outcomes(check(stated, told(said), ["who"])) == expected


def test_check_nothing_asked_order_of_rules():
    assert outcomes(check([SOFT, PERSON], Candidate(), [])) == "sector:not-told who:not-told"


def test_check_fit_names_met_rules_only():
    (reason,) = check([PERSON, GROUP], told("who=organisation"), [])
    assert reason.rules == (GROUP,)


def test_check_miss_names_all_rules():
    (reason,) = check([PERSON, GROUP], told("who=initiative"), [])
    assert reason.rules == (PERSON, GROUP)


@pytest.mark.parametrize(
    ("stated", "said", "blocks"),
    [
        ([PERSON], "who=organisation", True),
        ([PERSON], "who=person", False),
        ([PERSON], "", False),
        ([SOFT], "sector=politik", False),
        ([SOFT, Rule("sector", "politik", "Politik")], "sector=wirtschaft", False),
    ],
)
def test_reason_blocks_binding_miss_only(stated, said, blocks):
    (reason,) = check(stated, told(said), [])
    assert reason.blocks is blocks


JUDGED = {
    frozenset(): Verdict.OPEN,
    frozenset({Outcome.FITS}): Verdict.FITS,
    frozenset({Outcome.NOT_STATED}): Verdict.OPEN,
    frozenset({Outcome.NOT_TOLD}): Verdict.OPEN,
    frozenset({Outcome.FITS, Outcome.NOT_STATED}): Verdict.FITS,
    frozenset({Outcome.FITS, Outcome.NOT_TOLD}): Verdict.OPEN,
    frozenset({Outcome.NOT_STATED, Outcome.NOT_TOLD}): Verdict.OPEN,
    frozenset({Outcome.FITS, Outcome.NOT_STATED, Outcome.NOT_TOLD}): Verdict.OPEN,
}


@pytest.mark.parametrize("size", range(5))
def test_judge_every_mixture(size):
    for mixture in itertools.combinations(Outcome, size):
        expected = JUDGED.get(frozenset(mixture), Verdict.FITS_NOT)
        assert judge(Reason("who", outcome) for outcome in mixture) is expected, mixture


# --- the real networks ------------------------------------------------------------------------

DRIVES, CHARGED = "treibt-voran-oder-verantwortet", "beteiligung-voranbringen"
FOR_MORE = "mehr-beteiligung-und-starke-zivilgesellschaft"
TABLES = {
    "avd": [
        ("", "who:not-told function:not-told sector:not-told", Verdict.OPEN),
        (
            f"who=person function={DRIVES} sector=verwaltung",
            "who:fits function:fits sector:fits",
            Verdict.FITS,
        ),
        (f"who=person function={DRIVES}", "who:fits function:fits sector:not-told", Verdict.OPEN),
        ("who=organisation", "who:fits-not function:not-told sector:not-told", Verdict.FITS_NOT),
        ("function=", "function:fits-not who:not-told sector:not-told", Verdict.FITS_NOT),
        (
            f"who=person function={DRIVES} sector=wirtschaft level=kommune land=berlin",
            "who:fits function:fits sector:fits level:not-stated land:not-stated",
            Verdict.FITS,
        ),
    ],
    "bipar": [
        ("", "who:not-told activity:not-told", Verdict.OPEN),
        ("who=person activity=buergerbeteiligung", "who:fits activity:fits", Verdict.FITS),
        ("who=person activity=demokratiefoerderung", "who:fits activity:fits", Verdict.FITS),
        ("who=person activity=partizipationsforschung", "who:fits activity:fits", Verdict.FITS),
        ("who=person activity=", "who:fits activity:fits-not", Verdict.FITS_NOT),
        ("who=initiative", "who:fits-not activity:not-told", Verdict.FITS_NOT),
        (
            "who=person activity=buergerbeteiligung sector=politik",
            "who:fits activity:fits sector:not-stated",
            Verdict.FITS,
        ),
    ],
    "fvb": [
        ("", "who:not-told purpose:not-told", Verdict.OPEN),
        ("who=person purpose=interesse-an-mitwirkung", "who:fits purpose:fits", Verdict.FITS),
        ("who=organisation", "who:fits-not purpose:not-told", Verdict.FITS_NOT),
        ("purpose=", "purpose:fits-not who:not-told", Verdict.FITS_NOT),
        ("land=bayern who=person", "land:not-stated who:fits purpose:not-told", Verdict.OPEN),
    ],
    "bnbw": [
        ("", "who:not-told land:not-told purpose:not-told", Verdict.OPEN),
        (
            f"who=organisation land=baden-wuerttemberg purpose={FOR_MORE}",
            "who:fits land:fits purpose:fits",
            Verdict.FITS,
        ),
        (
            f"who=initiative land=baden-wuerttemberg purpose={FOR_MORE}",
            "who:fits land:fits purpose:fits",
            Verdict.FITS,
        ),
        ("who=person", "who:fits-not land:not-told purpose:not-told", Verdict.FITS_NOT),
        ("land=bayern", "land:fits-not who:not-told purpose:not-told", Verdict.FITS_NOT),
        ("who=organisation land=baden-wuerttemberg", "who:fits land:fits purpose:not-told", Verdict.OPEN),
        ("purpose=interesse-am-austausch", "purpose:fits-not who:not-told land:not-told", Verdict.FITS_NOT),
    ],
    "nbh": [
        ("", "who:not-told purpose:not-told", Verdict.OPEN),
        ("who=person purpose=interesse-am-austausch", "who:fits purpose:fits", Verdict.FITS),
        ("who=organisation purpose=interesse-am-austausch", "who:fits purpose:fits", Verdict.FITS),
        ("who=initiative", "who:fits-not purpose:not-told", Verdict.FITS_NOT),
        ("who=person purpose=", "who:fits purpose:fits-not", Verdict.FITS_NOT),
        ("level=kommune", "level:not-stated who:not-told purpose:not-told", Verdict.OPEN),
    ],
    "nekopa": [
        ("", "who:not-told sector:not-told level:not-told function:not-told", Verdict.OPEN),
        (
            f"who=person sector=verwaltung level=kommune function={CHARGED}",
            "who:fits sector:fits level:fits function:fits",
            Verdict.FITS,
        ),
        (
            "who=person sector=politik level=kommune",
            "who:fits sector:fits-not level:fits function:not-told",
            Verdict.FITS_NOT,
        ),
        ("level=bund", "level:fits-not who:not-told sector:not-told function:not-told", Verdict.FITS_NOT),
        (
            f"function={DRIVES}",
            "function:fits-not who:not-told sector:not-told level:not-told",
            Verdict.FITS_NOT,
        ),
        (
            "land=hessen sector=verwaltung",
            "land:not-stated sector:fits who:not-told level:not-told function:not-told",
            Verdict.OPEN,
        ),
    ],
    "inno": [
        ("", "sector:not-told experience:not-told", Verdict.OPEN),
        ("sector=verwaltung experience=beteiligungsprojekte", "sector:fits experience:fits", Verdict.FITS),
        ("sector=politik", "sector:fits-not experience:not-told", Verdict.FITS_NOT),
        ("experience=", "experience:fits-not sector:not-told", Verdict.FITS_NOT),
        ("who=person", "who:not-stated sector:not-told experience:not-told", Verdict.OPEN),
    ],
}
SILENT = [
    ("", "", Verdict.OPEN),
    ("who=person", "who:not-stated", Verdict.OPEN),
    ("land=sachsen sector=verwaltung", "land:not-stated sector:not-stated", Verdict.OPEN),
]
TABLES.update(dict.fromkeys(("sachsen", "afb", "nb"), SILENT))
BLOCKED = {
    ("avd", "who=organisation"), ("avd", "function="), ("bipar", "activity="),
    ("fvb", "purpose="), ("bnbw", "who=person"), ("bnbw", "land=bayern"), ("nbh", "who=initiative"),
    ("nekopa", "sector=politik"), ("inno", "sector=politik"),
}  # fmt: skip
WARNED = {
    ("fvb", "who=organisation"), ("nekopa", "level=bund"), ("nekopa", "who=initiative"),
    ("nekopa", f"function={DRIVES}"), ("avd", "sector="),
}  # fmt: skip


def test_tables_every_network():
    assert TABLES.keys() == SLUGS.keys()


@pytest.mark.parametrize(
    ("short", "said", "expected", "verdict"),
    [(short, *row) for short, table in TABLES.items() for row in table],
)
def test_real_network(catalogue, short, said, expected, verdict):
    person = told(said)
    reasons = check(rules(real(short)), person, person.told)
    assert (outcomes(reasons), judge(reasons)) == (expected, verdict)


@pytest.mark.parametrize(
    ("short", "said", "blocks"),
    [*((*row, True) for row in sorted(BLOCKED)), *((*row, False) for row in sorted(WARNED))],
)
def test_real_network_miss_blocks(catalogue, short, said, blocks):
    missed = [row for row in check(rules(real(short)), told(said), []) if row.outcome is Outcome.FITS_NOT]
    assert [row.blocks for row in missed] == [blocks]
