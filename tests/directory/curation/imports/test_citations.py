"""Is every statement cited as its lines say, and does nothing new or changed go without a source?"""

import pytest

from directory.curation.imports.citations import UNSAID
from directory.models import Citation, Fact, Gap, Network, Tenure, Verdict
from directory.models.codes import FINGERPRINT
from tests.directory.curation.imports.tables import base, changes, fact, fates, judged, network, refusals, taken
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db
MISSING = "Spalte „quelle“: Es fehlt die Quelle, oder warum es keine gibt."
HAS_ONE = "Spalte „ohne_quelle_weil“: Diese Angabe hat eine Quelle; dann bleibt diese Spalte leer."
TERMS = {"netzwerk": "runde", "zeilenart": "beitritt"}


@pytest.fixture(autouse=True)
def _base():
    base()


def bare(line):
    """A line without its source."""
    return {name: cell for name, cell in line.items() if name != "quelle"}


def cited():
    """Citations by aspect."""
    return sorted(
        (each.aspect, each.source.slug, each.first_line, each.last_line, each.locator)
        for each in Citation.objects.all()
    )


def test_source_with_all_its_columns():
    taken(
        fact(
            zeilen="11-14", fingerabdruck="0123456789ab", aussage_der_quelle="Anders.", verhaeltnis="sagt etwas anderes"
        )
    )
    each = Citation.objects.get()
    assert (each.fact, each.source.slug, each.first_line, each.last_line) == (Fact.objects.get(), "satzung", 11, 14)
    assert (each.fingerprint, each.claim, each.stance, each.aspect) == ("0123456789ab", "Anders.", "differs", "")


def test_place_in_words():
    taken(fact(fundstelle="Seite 3"))
    assert cited() == [("", "satzung", None, None, "Seite 3")]


def test_source_of_a_network_proves_all_it_states():
    taken(network(von="2019"))
    assert [each[0] for each in cited()] == ["kind", "name", "start", "status"]


def test_source_of_a_network_proves_what_it_says():
    taken(network(belegt="Name; Art", zeilen="3"), network(belegt="Status", quelle="bericht"))
    assert cited() == [
        ("kind", "satzung", 3, 3, ""),
        ("name", "satzung", 3, 3, ""),
        ("status", "bericht", None, None, ""),
    ]


def test_source_of_terms_proves_what_they_state():
    taken({**TERMS, "kosten": "kostenlos", "wer_text": "Alle.", "quelle": "satzung"})
    assert [each[0] for each in cited()] == ["cost", "who"]


def test_source_of_part_of_a_tenure():
    line = {"netzwerk": "runde", "zeilenart": "koordination", "stelle": "stiftung", "rolle": "koordiniert"}
    taken({**line, "quelle": "satzung"}, {**line, "quelle": "bericht", "belegt": "Beginn"})
    assert cited() == [("", "satzung", None, None, ""), ("start", "bericht", None, None, "")]
    assert Tenure.objects.count() == 1


REFUSED = {
    "new without source": (bare(fact()), MISSING),
    "network without": (bare(network()), [
        f"Spalte „quelle“: Für „{aspect}“: Es fehlt die Quelle, oder warum es keine gibt."
        for aspect in ("Name", "Art", "Status")
    ]),
    "network with a source for less": (
        network(belegt="Name; Art"),
        "Spalte „quelle“: Für „Status“: Es fehlt die Quelle, oder warum es keine gibt.",
    ),
    "unknown source": (
        fact(quelle="gibts-nicht"),
        "Spalte „quelle“: Die Quelle „gibts-nicht“ gibt es nicht. Bitte legen Sie sie zuerst an.",
    ),
    "place without source": (fact(quelle="", zeilen="3"), ["Spalte „quelle“: Welche Quelle ist gemeint?"]),
    "source and reason": (
        fact(ohne_quelle_weil="Steht am Tor."),
        "Spalte „ohne_quelle_weil“: Entweder eine Quelle oder warum es keine gibt, nicht beides.",
    ),
    "aspect of a fact": (
        fact(belegt="Name"),
        "Spalte „belegt“: „Name“ lässt sich hier nicht belegen, nur: die ganze Zeile (leer).",
    ),
    "aspect of another kind": (
        {**TERMS, "kosten": "kostenlos", "quelle": "satzung", "belegt": "Name; Kosten"},
        "Spalte „belegt“: „Name“ lässt sich hier nicht belegen, nur: Beitrittsweg, Wer Mitglied werden kann, "
        "Kosten, Mitgliedschaften je Organisation, Verpflichtungen.",
    ),
    "nothing to prove": (
        {**TERMS, "kosten": "nicht genannt", "quelle": "satzung"},
        "Spalte „belegt“: Was belegt die Quelle? Die Zeile nennt nichts, das eine braucht.",
    ),
    "other words not told": (
        fact(verhaeltnis="ergänzt"),
        "Was sagt die Quelle anderes? Das Feld „was die Quelle sagt“ ist leer.",
    ),
    "fingerprint taken for a number": (
        fact(zeilen="3", fingerabdruck="5,88284E+11"),
        f"Spalte „fingerabdruck“: {FINGERPRINT.message}",
    ),
    "place too long": (
        fact(fundstelle="x" * 121),
        "Spalte „fundstelle“: Bitte sicherstellen, dass der Wert aus höchstens 120 Zeichen besteht. "
        "(Er besteht aus 121 Zeichen.)",
    ),
    "reason too long": (
        fact(quelle="", ohne_quelle_weil="x" * 301),
        "Spalte „ohne_quelle_weil“: Bitte sicherstellen, dass der Wert aus höchstens 300 Zeichen besteht. "
        "(Er besteht aus 301 Zeichen.)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("line", "sentences"), REFUSED.values(), ids=REFUSED)
def test_source_refused(line, sentences):
    assert refusals(judged(line)) == {2: [sentences] if isinstance(sentences, str) else sentences}


def test_what_a_verdict_weighs_says_something():
    taken(fact(aussage_der_quelle="So."))
    weighed, unsaid = make(Verdict, fact=Fact.objects.get()).fact, f"Spalte „aussage_der_quelle“: {UNSAID}"
    assert refusals(judged(fact(quelle="bericht"))) == {2: [unsaid]}
    assert refusals(judged(fact(aussage_der_quelle=""))) == {2: [unsaid]}
    assert fates(judged(fact())) == ["same"]
    taken(fact(quelle="bericht", aussage_der_quelle="Anders."))
    assert sorted(each.claim for each in weighed.citations.all()) == ["Anders.", "So."]


def test_changed_statement_needs_its_source_again():
    taken(fact())
    assert refusals(judged(bare(fact(text="Anders.")))) == {2: [MISSING]}
    assert fates(judged(bare(fact()))) == ["same"]


def test_changed_field_of_a_network_needs_its_source():
    outcome = judged(network("runde", "Runde", status="beendet", belegt="Name"))
    assert refusals(outcome) == {2: ["Spalte „quelle“: Für „Status“: Es fehlt die Quelle, oder warum es keine gibt."]}
    assert refusals(judged(bare(network("runde", "Runde", text="Anders.")))) == {}


def test_changed_words_need_the_source_of_what_they_explain():
    taken({**TERMS, "kosten": "kostenlos", "kosten_text": "Nichts.", "quelle": "satzung"})
    outcome = judged({**TERMS, "kosten_text": "Eine Spende."})
    assert refusals(outcome) == {2: ["Spalte „quelle“: Für „Kosten“: Es fehlt die Quelle, oder warum es keine gibt."]}
    assert refusals(judged({**TERMS, "kosten_text": "Eine Spende.", "quelle": "satzung"})) == {}


def test_further_source_is_a_change():
    taken(fact())
    outcome = judged(fact(), fact(quelle="bericht", zeilen="3"))
    assert fates(outcome) == ["same", "changed"]
    assert changes(outcome) == {3: [("Quelle", "", "Bericht, Zeile 3")]}


def test_other_words_of_a_source_are_a_change():
    taken(network(aussage_der_quelle="Nennt es."))
    outcome = judged(network(aussage_der_quelle="Nennt es anders.", verhaeltnis="sagt etwas anderes", belegt="Name"))
    assert changes(outcome) == {
        2: [
            ("was die Quelle sagt (Satzung; Name)", "Nennt es.", "Nennt es anders."),
            ("im Verhältnis zur Lesart (Satzung; Name)", "sagt dasselbe", "sagt etwas anderes"),
        ]
    }


def test_source_not_named_any_more_stays():
    taken(fact(zeilen="3"))
    taken(fact(zeilen="4"))
    assert [each[2] for each in cited()] == [3, 4]


# --- without source -----------------------------------------------------------------------------


def test_reason_instead_of_a_source():
    taken(fact(quelle="", ohne_quelle_weil="Steht am Tor."), network(quelle="", ohne_quelle_weil="Selbst gesehen."))
    assert sorted(Gap.objects.values_list("aspect", "reason")) == [
        ("", "Steht am Tor."), ("kind", "Selbst gesehen."), ("name", "Selbst gesehen."), ("status", "Selbst gesehen."),
    ]  # fmt: skip
    assert not Citation.objects.exists()


def test_other_reason_is_a_change():
    taken(fact(quelle="", ohne_quelle_weil="Steht am Tor."))
    line = fact(quelle="", ohne_quelle_weil="Steht auf dem Tor.")
    words = "ohne Quelle, weil (Steht auf dem Tor.)"
    assert changes(judged(line)) == {2: [(words, "Steht am Tor.", "Steht auf dem Tor.")]}
    taken(line)
    assert Gap.objects.get().reason == "Steht auf dem Tor."


def test_reason_new_on_a_stored_statement():
    taken(fact())
    Citation.objects.all().delete()
    outcome = taken(fact(quelle="", ohne_quelle_weil="Steht am Tor."))
    assert changes(outcome) == {2: [("ohne Quelle, weil", "", "Steht am Tor.")]}


def test_source_makes_the_reason_void():
    taken(fact(quelle="", ohne_quelle_weil="Steht am Tor."))
    outcome = taken(fact(text="Anders."))
    assert changes(outcome)[2] == [
        ("Text", "Ein Ziel.", "Anders."), ("Quelle", "", "Satzung"), ("ohne Quelle, weil", "Steht am Tor.", ""),
    ]  # fmt: skip
    assert (Gap.objects.count(), Citation.objects.count()) == (0, 1)
    assert Gap.objects.count() == 0


def test_reason_beside_a_source_refused():
    reason = fact(quelle="", ohne_quelle_weil="Steht am Tor.")
    assert refusals(judged(fact(), reason)) == {3: [HAS_ONE]}
    taken(fact())
    assert refusals(judged(reason)) == {2: [HAS_ONE]}


def test_reason_of_one_aspect_beside_the_source_of_another():
    outcome = taken(
        network(belegt="Name; Art"), network(belegt="Status", quelle="", ohne_quelle_weil="Selbst gesehen.")
    )
    assert (refusals(outcome), Network.objects.filter(slug="neu").count()) == ({}, 1)
