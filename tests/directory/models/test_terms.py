"""Are joining terms silent until somebody states something, and do criteria name their values in German?"""

import pytest
from django.core.exceptions import ValidationError

from directory.enums import Area, Level, Sector, Who
from directory.models import Criterion, Network, Terms
from directory.models.terms import CLOSED_VALUES
from directory.rules.membership_paths import MEETS
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db


def test_terms_say_nothing_by_default():
    terms = make(Terms)
    answers = ("get_mode_display", "get_cost_display", "get_one_per_organisation_display", "get_obligations_display")
    assert [getattr(terms, answer)() for answer in answers] == ["nicht genannt"] * 4


def test_terms_in_words():
    assert str(make(Terms, network=make(Network, name="Bürgerrat"))) == "Beitritt: Bürgerrat"


def test_terms_one_each_network():
    terms = make(Terms)
    with pytest.raises(ValidationError, match="existiert bereits"):
        fresh(Terms, network=terms.network).full_clean()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("mode", "antrag", "Mitgliedschaft beantragen"), ("mode", "anmeldung", "online anmelden"),
        ("mode", "mitwirkung", "zur Mitwirkung melden"), ("mode", "anschreiben", "Kontaktperson anschreiben"),
        ("mode", "noch-nicht", "noch nicht möglich"), ("mode", "beendet", "nicht mehr möglich"),
        ("cost", "kostenlos", "kostenlos"), ("cost", "kostenpflichtig", "kostenpflichtig"),
        ("one_per_organisation", "as-a-rule", "in der Regel nur eine Mitgliedschaft je Organisation"),
        ("obligations", "no", "nein"),
    ],
)  # fmt: skip
def test_terms_values_in_words(field, value, words):
    terms = fresh(Terms, **{field: value})
    terms.full_clean()
    assert getattr(terms, f"get_{field}_display")() == words


# --- criteria ---------------------------------------------------------------------------------


def test_closed_values():
    assert {"who": Who, "sector": Sector, "land": Area, "level": Level} == CLOSED_VALUES


@pytest.mark.parametrize(
    ("kind", "value", "label"),
    [
        ("who", "person", "Einzelpersonen"), ("who", "organisation", "Organisationen"),
        ("who", "initiative", "Initiativen"), ("sector", "verwaltung", "Verwaltung"),
        ("land", "baden-wuerttemberg", "Baden-Württemberg"), ("land", "bundesweit", "bundesweit"),
        ("level", "kommune", "Kommune"), ("function", "leitung", "leitung"), ("purpose", "anliegen", "anliegen"),
        ("experience", "projekte", "projekte"), ("activity", "forschung", "forschung"),
    ],
)  # fmt: skip
def test_criterion_in_words(kind, value, label):
    criterion = fresh(Criterion, kind=kind, value=value)
    criterion.full_clean()
    assert (criterion.label, str(criterion)) == (label, label)
    criterion.text = "mit eigenen Worten"
    assert str(criterion) == "mit eigenen Worten"


def test_criterion_nobody_foresaw_in_the_words_its_value_was_made_of():
    criterion = fresh(Criterion, kind="function", value="fur-alles-zustandig", text="für alles zuständig")
    assert criterion.label == "für alles zuständig"


@pytest.mark.parametrize(
    ("kind", "value"), sorted({(str(kind), str(each)) for met in MEETS.values() for kind in met for each in met[kind]})
)
def test_criterion_the_finder_understands_in_words(kind, value):
    label = fresh(Criterion, kind=kind, value=value).label
    assert (label != value, "-" in label) == (True, False)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(kind, choices(other).value) for kind, choices in CLOSED_VALUES.items() for other in choices.values],
)
def test_criterion_values_of_closed_lists(kind, value):
    make(Criterion, kind=kind, value=value)
    assert Criterion.objects.get().value == value


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("who", "verwaltung", "Diesen Wert gibt es bei „Wer“ nicht."),
        ("sector", "person", "Diesen Wert gibt es bei „Bereich“ nicht."),
        ("land", "bund", "Diesen Wert gibt es bei „Land“ nicht."),
        ("level", "sachsen", "Diesen Wert gibt es bei „Ebene“ nicht."),
    ],
)
def test_criterion_value_of_another_list(kind, value, sentence):
    with pytest.raises(ValidationError) as refusal:
        fresh(Criterion, kind=kind, value=value).full_clean()
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("value", ["mit leerzeichen", "größe", ""])
def test_criterion_value_is_a_slug(value):
    with pytest.raises(ValidationError) as refusal:
        fresh(Criterion, kind="purpose", value=value).full_clean()
    assert "value" in refusal.value.message_dict


def test_criteria_in_their_order():
    terms = make(Terms)
    values = {"organisation": 2, "person": 1, "initiative": 2}
    for value, position in values.items():
        make(Criterion, terms=terms, value=value, position=position)
    assert [criterion.value for criterion in terms.criteria.all()] == ["person", "organisation", "initiative"]


@pytest.mark.parametrize(
    ("slug", "who"),
    [
        ("allianz-fuer-beteiligung", []),
        ("allianz-vielfaeltige-demokratie", ["person"]),
        ("berlin-institut-fuer-partizipation", ["person"]),
        ("beteiligungsnetzwerk-baden-wuerttemberg", ["organisation", "initiative"]),
        ("netzwerk-buergerhaushalt", ["person", "organisation"]),
        ("netzwerk-buergerbeteiligung", []),
        ("innovationsdialog-buergerbeteiligung", []),
    ],
)
def test_real_who(catalogue, slug, who):
    assert [criterion.value for criterion in Network.objects.get(slug=slug).who] == who
