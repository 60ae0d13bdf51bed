"""Does somebody fit, fit not, is it doubtful, nothing stated or nothing told? The rules by themselves."""

import itertools

import pytest

from directory.rules.eligibility import Candidate, Fit, Outcome, Reason, Rule, check, judge

PERSON = Rule("who", "person", "Einzelpersonen")
GROUP = Rule("who", "organisation", "Organisationen")
DESCRIBED = Rule("sector", "verwaltung", "Verwaltung", binding=False, excludes=False)
UNSOURCED = Rule("sector", "verwaltung", "Verwaltung", excludes=False)
WORDS = Rule("words", "empfehlung", "Zwei Mitglieder empfehlen.")


def values(words: str) -> dict[str, frozenset[str]]:
    """``who=person,organisation land=berlin`` by kind; ``who=`` tells that nothing holds."""
    pairs = (word.split("=") for word in words.split())
    return {kind: frozenset(filter(None, told.split(","))) for kind, told in pairs}


def told(words: str, holds: str = "") -> Candidate:
    return Candidate(values(words), values(holds))


def outcomes(reasons: list[Reason]) -> str:
    return " ".join(f"{reason.kind}:{reason.outcome.value}" for reason in reasons)


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
        ([PERSON, DESCRIBED], "who=person", "who:fits sector:not-told"),
        ([DESCRIBED, PERSON], "who=person", "who:fits sector:not-told"),
        ([DESCRIBED], "sector=politik", "who:not-stated sector:doubtful"),
        ([UNSOURCED], "sector=politik", "who:not-stated sector:doubtful"),
        ([UNSOURCED, Rule("sector", "wissenschaft", "")], "sector=politik", "who:not-stated sector:doubtful"),
        ([WORDS], "", "who:not-stated words:left-open"),
        ([WORDS], "words=", "who:not-stated words:left-open"),
        ([WORDS], "words=empfehlung", "who:not-stated words:left-open"),
        ([WORDS, Rule("words", "gebuehr", "")], "words=x", "who:not-stated words:left-open words:left-open"),
        ([PERSON, WORDS], "who=organisation words=empfehlung", "who:fits-not words:left-open"),
    ],
)
def test_check_who_asked(stated, said, expected):
    assert outcomes(check(stated, told(said), ["who"])) == expected


def test_check_what_holds_anyway_meets_and_never_misses():
    found = [outcomes(check([PERSON], told(said, "who=" + holds), [])) for said, holds in HOLDING]
    assert found == ["who:fits", "who:not-told", "who:fits", "who:fits-not"]


HOLDING = [("", "person"), ("", "organisation"), ("who=organisation", "person"), ("who=", "organisation")]


def test_check_nothing_asked_order_of_rules():
    assert outcomes(check([DESCRIBED, PERSON], Candidate(), [])) == "sector:not-told who:not-told"


def test_check_fit_names_met_rules_only():
    (reason,) = check([PERSON, GROUP], told("who=organisation"), [])
    assert reason.rules == (GROUP,)


def test_check_miss_names_all_rules():
    (reason,) = check([PERSON, GROUP], told("who=initiative"), [])
    assert reason.rules == (PERSON, GROUP)


def test_only_a_missed_rule_blocks():
    assert [outcome for outcome in Outcome if Reason("who", outcome, (PERSON,)).blocks] == [Outcome.FITS_NOT]


def expected(mixture: tuple[tuple[Outcome, bool], ...]) -> Fit:
    """The same once more, as one would say it."""
    outcomes = {outcome for outcome, _ in mixture}
    if Outcome.FITS_NOT in outcomes:
        return Fit.FITS_NOT
    untold = {(Outcome.NOT_TOLD, True), (Outcome.LEFT_OPEN, True)}
    open_still = Outcome.DOUBTFUL in outcomes or not untold.isdisjoint(mixture)
    return Fit.FITS if (Outcome.FITS, True) in mixture and not open_still else Fit.OPEN


def test_judge_every_mixture():
    """A missed rule decides; a description that nobody was asked about never does."""
    possible = list(itertools.product(Outcome, (True, False)))
    for size in range(4):
        for mixture in itertools.combinations(possible, size):
            reasons = [Reason("who", outcome, (PERSON if rule else DESCRIBED,)) for outcome, rule in mixture]
            assert judge(reasons) is expected(mixture), mixture
