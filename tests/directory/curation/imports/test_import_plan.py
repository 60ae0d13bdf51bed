"""Is each line judged for what it is: new, changed, unchanged, or refused with column and sentence?"""

import pytest

from directory.models import Body, Criterion, Fact, FormerAddress, Network, Tenure, Terms, Topic, Treatment
from tests.directory.curation.imports.tables import (
    SOURCE,
    base,
    changes,
    fact,
    fates,
    judged,
    lines,
    network,
    refusals,
    taken,
)
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db
LINE = {"netzwerk": "runde", **SOURCE}


@pytest.fixture(autouse=True)
def _base():
    base()


def of(kind, **cells):
    return {"zeilenart": kind, **LINE, **cells}


ONE_OF_EACH = (
    network(),
    of("ebene", wert="Bund"),
    of("gebiet", wert="Sachsen", text="Geht aus dem Namen hervor."),
    of("koordination", stelle="stiftung", rolle="koordiniert", von="2015-10"),
    of("beitritt", beitrittsweg="Mitgliedschaft beantragen", kosten="kostenlos"),
    of("bedingung", frage="Wer", wert="person"),
    fact(),
    of("thema", kennung="qualitaet", thema="qualitaet", text="Tut etwas."),
    of("beziehung", beziehung="ist Teil von", anderes_netzwerk="neu"),
    of("beziehung", beziehung="ist ähnlich wie", nur_genannt="Anderswo"),
)


def test_one_line_of_each_kind_new():
    outcome = judged(*ONE_OF_EACH)
    assert refusals(outcome) == {}
    assert fates(outcome) == ["new"] * len(ONE_OF_EACH)
    assert (Network.objects.count(), Fact.objects.count()) == (1, 0)


def test_lines_may_come_in_any_order():
    outcome = taken(*reversed(ONE_OF_EACH))
    assert (refusals(outcome), outcome.is_stored) == ({}, True)
    assert fates(judged(*ONE_OF_EACH)) == ["same"] * len(ONE_OF_EACH)


def test_change_told_old_and_new():
    taken(fact(), of("koordination", stelle="stiftung", rolle="koordiniert"))
    outcome = judged(fact(text="Ein anderes Ziel.", geplant="ja"), of("koordination", stelle="stiftung",
                     rolle="koordiniert", text="Seit Langem."))  # fmt: skip
    assert fates(outcome) == ["changed", "changed"]
    assert changes(outcome) == {
        2: [("Text", "Ein Ziel.", "Ein anderes Ziel."), ("geplant", "nein", "ja")],
        3: [("Text", "", "Seit Langem.")],
    }


def test_empty_cell_empties_and_missing_column_keeps():
    taken(fact(ort="Leipzig", titel="Titel"))
    assert changes(judged(fact(ort="", titel="Titel"))) == {2: [("Ort", "Leipzig", "")]}
    assert fates(judged(fact())) == ["same"]


def test_title_names_line_by_kind_and_key():
    outcome = judged(fact(), of("koordination", stelle="stiftung", rolle="koordiniert", von="2015"), network())
    assert [line.title for line in lines(outcome)] == [
        "Angabe ziel", "Koordination stiftung koordiniert 2015", "Netzwerk",
    ]  # fmt: skip


REFUSED = {
    "unknown kind": (of("fakt"), "Spalte „zeilenart“: „fakt“ gibt es nicht. Möglich sind: netzwerk, ebene, gebiet, "
                     "sitz, koordination, beitritt, bedingung, mitgliedschaft, angabe, thema, beziehung."),
    "kind misspelt": (of("angaben"), "Spalte „zeilenart“: „angaben“ gibt es nicht. Gemeint ist wohl „angabe“."),
    "no kind": (of(""), "Spalte „zeilenart“: Hier steht nichts. Möglich sind: netzwerk, ebene, gebiet, sitz, "
                "koordination, beitritt, bedingung, mitgliedschaft, angabe, thema, beziehung."),
    "no network": ({"netzwerk": "", **of("ebene", wert="Bund"), } | {"netzwerk": ""},
                   "Spalte „netzwerk“: Hier wird der letzte Teil einer Adresse erwartet, zum Beispiel "
                   "netzwerk-buergerhaushalt."),
    "address of a network": (fact("https://example.org/runde/"),
                             "Spalte „netzwerk“: Hier wird der letzte Teil einer Adresse erwartet, zum Beispiel "
                             "netzwerk-buergerhaushalt."),
    "unknown network": (fact("anders"),
                        "Spalte „netzwerk“: „anders“ gibt es nicht, und keine Zeile „netzwerk“ legt es an."),
    "unknown body": (of("koordination", stelle="verein", rolle="koordiniert"),
                     "Spalte „stelle“: „verein“ gibt es nicht. Bitte legen Sie es zuerst an."),
    "no body": (of("koordination", stelle="", rolle="koordiniert"), "Spalte „stelle“: Hier steht nichts."),
    "unknown topic": (of("thema", kennung="a", thema="farbe", text="Tut etwas."),
                      "Spalte „thema“: „farbe“ gibt es nicht. Bitte legen Sie es zuerst an."),
    "unknown other network": (of("beziehung", beziehung="ist Teil von", anderes_netzwerk="anders"),
                              "Spalte „anderes_netzwerk“: „anders“ gibt es nicht. Bitte legen Sie es zuerst an."),
    "relation to itself": (of("beziehung", beziehung="ist Teil von", anderes_netzwerk="runde"),
                           "Ein Netzwerk hat keine Beziehung zu sich selbst."),
    "condition without terms": (of("bedingung", frage="Wer", wert="person"),
                                "Eine Bedingung braucht eine Zeile „beitritt“ desselben Netzwerks."),
    "level that is none": (of("ebene", wert="Europa"),
                           "Spalte „wert“: „Europa“ gibt es hier nicht. Möglich sind: Bund, Land, Kommune."),
    "area where a level stands": (of("ebene", wert="Sachsen"),
                                  "Spalte „wert“: „Sachsen“ gibt es hier nicht. Möglich sind: Bund, Land, Kommune."),
    "date that is none": (fact(von="2018-13"), "Spalte „von“: „2018-13“ ist keine Datumsangabe. Richtig wäre zum "
                          "Beispiel 30.09.2026 oder Mai 2024."),
    "word before a date that is none": (fact(von="2018-13", wort_vor_datum="Anfang"), "Spalte „von“: „2018-13“ ist "
                          "keine Datumsangabe. Richtig wäre zum Beispiel 30.09.2026 oder Mai 2024."),
    "end before start": (fact(von="2019", bis="2018"), "Spalte „bis“: Das Ende liegt vor dem Anfang."),
    "figure without number": (fact(art="Zahl"), "Eine Zahl braucht Zahl, Genauigkeit und Einheit."),
    "number where none belongs": (fact(zahl="12"), "Zahl, Genauigkeit, Einheit und Stand gehören nur zu einer Zahl."),
    "huge number": (fact(zahl="9" * 30), f"Spalte „zahl“: „{'9' * 30}“ ist keine ganze Zahl von 0 bis 2147483647. "
                    "Ziffern ohne Punkt genügen."),
    "no key": (fact(key=""), "Spalte „kennung“: Dieses Feld darf nicht leer sein."),
    "key with spaces": (fact(key="a b"), "Spalte „kennung“: Nur Kleinbuchstaben ohne Umlaute, Ziffern und "
                        "Bindestriche, mindestens ein Buchstabe."),
    "text too long": (fact(text="x" * 601), "Spalte „text“: Bitte sicherstellen, dass der Wert aus höchstens 600 "
                      "Zeichen besteht. (Er besteht aus 601 Zeichen.)"),
    "address that is none": (fact(webadresse="nirgends"), "Spalte „webadresse“: Bitte eine Webadresse, die mit "
                             "http:// oder https:// beginnt."),
    "word before no date": (fact(wort_vor_datum="Anfang"),
                            "Spalte „wort_vor_datum“: Vor welchem Datum? Das Feld „von“ ist leer."),
    "column of another kind": (of("ebene", wert="Bund", zahl="3"),
                               "Spalte „zahl“: Zu einer Zeile „ebene“ gehört diese Spalte nicht."),
    "position too large": (fact(reihenfolge="99999"), "Spalte „reihenfolge“: „99999“ ist keine ganze Zahl von 0 bis "
                           "32767. Ziffern ohne Punkt genügen."),
    "example": (fact("BEISPIEL-runde"), "Das ist eine Beispielzeile der Vorlage. Bitte löschen Sie sie."),
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(("line", "sentence"), REFUSED.values(), ids=REFUSED)
def test_line_refused(line, sentence):
    assert refusals(judged(line)) == {2: [sentence]}


FIRST_WORDS = {
    "unreadable, too long, unknown": (
        fact(art="Ziele", von="2018-13", titel="x" * 251, quelle="gibts-nicht"),
        ["Spalte „art“", "Spalte „titel“", "Spalte „von“", "Spalte „quelle“"],
    ),
    "no network, incomplete, without source": (
        fact("anders", art="Zahl", webadresse="x", quelle=""),
        ["Spalte „netzwerk“", "Spalte „webadresse“", "Spalte „quelle“",
         "Eine Zahl braucht Zahl, Genauigkeit und Einheit."],
    ),
    "no such key, too long, without source": (
        of("ebene", wert="Dorf", text="x" * 301, quelle=""), ["Spalte „text“", "Spalte „wert“", "Spalte „quelle“"],
    ),
    "no address, nothing said, without source": (
        network("ne u", art="Gruppe", status="", text="", quelle=""),
        ["Spalte „netzwerk“", "Spalte „art“", "Spalte „status“", "Spalte „text“", "Spalte „quelle“"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("line", "complaints"), FIRST_WORDS.values(), ids=FIRST_WORDS)
def test_all_that_is_wrong_is_told_at_once(line, complaints):
    found = refusals(judged(line))[2]
    assert list(dict.fromkeys(each.partition(":")[0] for each in found)) == complaints


@pytest.mark.once
def test_last_of_ten_thousand_lines_wrong_stores_nothing():
    outcome = taken(network(), *(fact("neu", f"ziel-{number}") for number in range(9998)), fact("neu", art="Farbe"))
    assert list(refusals(outcome)) == [10_001]
    assert (outcome.is_stored, Network.objects.count(), Fact.objects.count()) == (False, 1, 0)


def test_new_network_is_a_draft_and_stays_one():
    taken(network())
    assert Network.objects.get(slug="neu").visibility == "draft"


def test_change_leaves_a_network_published():
    taken(network("runde", "Runde", text="Anders."))
    assert (Network.objects.get().summary, Network.objects.get().visibility) == ("Anders.", "published")


def test_former_address_is_not_given_away():
    make(FormerAddress, slug="neu", number=Network.objects.get().pk)
    assert refusals(judged(network())) == {
        2: ["Spalte „netzwerk“: Diese Adresse hatte früher ein anderer Eintrag und führt noch zu ihm."]
    }


def test_new_rows_come_last():
    taken(fact(key="a"), fact(key="b"))
    taken(fact(key="c"), fact(key="d", reihenfolge="1"), fact(key="e"))
    assert list(Fact.objects.order_by("key").values_list("key", "position")) == [
        ("a", 2), ("b", 3), ("c", 4), ("d", 1), ("e", 5),
    ]  # fmt: skip


def test_position_changed_without_source():
    taken(fact())
    line = {key: value for key, value in fact(reihenfolge="7", geprueft_am="2026-11-21").items() if key != "quelle"}
    assert changes(judged(line)) == {2: [("zuletzt geprüft am", "", "2026-11-21"), ("Reihenfolge", "1", "7")]}


# --- several lines, one statement -------------------------------------------------------------


def test_fields_stated_once_are_enough():
    more = {"netzwerk": "runde", "zeilenart": "angabe", "kennung": "ziel", "quelle": "bericht"}
    assert refusals(taken(more, fact(text="Ein Ziel."))) == {}
    assert Fact.objects.get().text == "Ein Ziel."


def test_two_lines_that_disagree_refused():
    outcome = judged(fact(), fact(text="Ein anderes.", quelle="bericht"))
    assert refusals(outcome) == {3: ["Spalte „text“: In Zeile 2 steht für dieselbe Angabe etwas anderes."]}


def test_same_line_twice_refused():
    assert refusals(judged(fact(), network(), fact())) == {4: ["Dasselbe steht schon in Zeile 2."]}


def test_same_line_twice_without_source_refused():
    taken(fact())
    line = {key: value for key, value in fact().items() if key != "quelle"}
    assert refusals(judged(line, line)) == {3: ["Dasselbe steht schon in Zeile 2."]}


def test_same_network_twice_refused():
    outcome = judged(network(), network(name="Anders"))
    assert refusals(outcome) == {3: ["Spalte „name“: In Zeile 2 steht für dieselbe Angabe etwas anderes."]}


def test_refused_network_does_not_refuse_its_lines():
    outcome = judged(network(status="ruhend"), fact("neu"))
    assert list(refusals(outcome)) == [2]


# --- what identifies a row --------------------------------------------------------------------


def test_rows_found_by_their_keys():
    taken(*ONE_OF_EACH)
    counts = {model: model.objects.count() for model in (Tenure, Terms, Criterion, Fact, Treatment)}
    taken(
        of("koordination", stelle="stiftung", rolle="koordiniert", von="2015-10", bis="2018"),
        of("beitritt", beitrittsweg="antrag", kosten="kostenpflichtig"),
        of("bedingung", frage="who", wert="person", feste_regel="nein"),
        of("thema", kennung="qualitaet", text="Tut mehr."),
    )
    assert {model: model.objects.count() for model in counts} == counts
    assert (Tenure.objects.get().end, Terms.objects.get().cost) == ("2018", "kostenpflichtig")
    assert (Criterion.objects.get().binding, Treatment.objects.get().text) == (False, "Tut mehr.")


def test_tenure_without_start_is_another():
    taken(of("koordination", stelle="stiftung", rolle="koordiniert", von="2015"))
    taken(of("koordination", stelle="stiftung", rolle="koordiniert"))
    assert sorted(Tenure.objects.values_list("start", flat=True)) == ["", "2015"]


def test_judging_asks_a_fixed_number_of_questions(django_assert_max_num_queries):
    taken(*ONE_OF_EACH)
    few, many = [fact()], [*ONE_OF_EACH, *(fact(key=f"z{number}") for number in range(50))]
    for number in range(20):
        Body.objects.create(slug=f"s{number}", name="Stelle")
        Topic.objects.create(slug=f"t{number}", name="Thema")
        many += [of("koordination", stelle=f"s{number}", rolle="koordiniert"),
                 of("thema", kennung=f"t{number}", thema=f"t{number}", text="Tut etwas.")]  # fmt: skip
    for table in (few, many):
        with django_assert_max_num_queries(31):
            assert refusals(judged(*table)) == {}
