"""What do sources, citations and verdicts say about themselves, and about which row do they speak?"""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from directory.models import TARGET_MODELS, TARGETS, WITH_ASPECTS, Citation, Fact, Network, Silence, Source, Verdict
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db


# --- sources ----------------------------------------------------------------------------------


def test_source_in_words():
    source = make(Source, title="Ein Text", slug="ein-text")
    assert (str(source), source.get_absolute_url()) == ("Ein Text", "/quellen/ein-text/")


@pytest.mark.parametrize(("columns", "sentence"), [
    ({"lines": 99_999, "blank_lines": ""}, ""),
    ({"lines": 0, "blank_lines": "2,5-7"}, ""),
    ({"lines": 100_000}, "kleiner oder gleich 99999"),
    ({"blank_lines": "2;5"}, "„2;5“ nennt keine Zeilen"),
    ({"blank_lines": "2,7-5"}, "„7-5“ endet vor dem Anfang."),
])  # fmt: skip
def test_source_lines(columns, sentence):
    source = fresh(Source, **columns)
    if not sentence:
        source.full_clean()
        return
    with pytest.raises(ValidationError) as refusal:
        source.full_clean()
    assert sentence in " ".join(refusal.value.messages)


@pytest.mark.parametrize(("dated", "refused"), [("", False), ("2024-05", False), ("2024~", False), ("Mai 2024", True)])
def test_source_dated(dated, refused):
    source = fresh(Source, dated=dated)
    if not refused:
        source.full_clean()
        return
    with pytest.raises(ValidationError) as refusal:
        source.full_clean()
    assert refusal.value.message_dict["dated"][0].startswith("„Mai 2024“ ist keine Datumsangabe.")


def test_source_with_citations_stays():
    citation = make(Citation)
    with pytest.raises(ProtectedError):
        citation.source.delete()
    assert Source.objects.count() == 1


def test_sources_in_order_of_their_slugs():
    for slug in ("c-text", "a-text", "b-text"):
        make(Source, slug=slug)
    assert list(Source.objects.values_list("slug", flat=True)) == ["a-text", "b-text", "c-text"]


# --- passages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "locator", "where", "words"),
    [
        (19, 19, "", "Zeile 19", "Ein Text, Zeile 19"),
        (11, 14, "", "Zeilen 11–14", "Ein Text, Zeilen 11–14"),
        (11, 14, "Seite 3", "Zeilen 11–14", "Ein Text, Zeilen 11–14"),
        (None, None, "Seite 3", "Seite 3", "Ein Text, Seite 3"),
        (None, None, "", "", "Ein Text"),
    ],
)
def test_citation_in_words(first, last, locator, where, words):
    source = make(Source, title="Ein Text")
    citation = make(Citation, source=source, first_line=first, last_line=last, locator=locator)
    assert (citation.where, str(citation)) == (where, words)


def test_silence_in_words():
    assert str(make(Silence, first_line=1, last_line=2, reason="Bild")) == "Zeilen 1–2: Bild"


# --- what is spoken about ---------------------------------------------------------------------


def test_targets():
    assert WITH_ASPECTS == ("network", "body", "terms")


@pytest.mark.parametrize("model", [Citation, Verdict])
@pytest.mark.parametrize("name", TARGETS)
def test_target(model, name):
    row = make(TARGET_MODELS[name])
    said = fresh(model, **{name: row}, aspect="name" if name in WITH_ASPECTS else "")
    said.full_clean()
    said.save()
    assert said.target_name == name
    assert said.belongs_to() == row.belongs_to()
    assert list(getattr(row, f"{model._meta.model_name}s").all()) == [said]


@pytest.mark.parametrize("model", [Citation, Verdict])
@pytest.mark.parametrize("name", TARGETS)
def test_target_gone(model, name):
    """Nothing is said about a row that is no more."""
    row = make(TARGET_MODELS[name])
    make(model, **{name: row}, aspect="name")
    row.delete()
    assert model.objects.count() == 0


def test_aspect_unknown():
    with pytest.raises(ValidationError) as refusal:
        fresh(Citation, network=make(Network), aspect="farbe").full_clean()
    assert refusal.value.message_dict["aspect"] == ["Wert 'farbe' ist keine gültige Option."]


@pytest.mark.parametrize(
    ("stance", "claim", "allowed"),
    [
        ("agrees", "", True), ("agrees", "Sagt es auch.", True), ("adds", "Ergänzt.", True),
        ("differs", "Anders.", True), ("adds", "", False), ("differs", "", False),
    ],
)  # fmt: skip
def test_dissent_is_told(stance, claim, allowed):
    citation = fresh(Citation, stance=stance, claim=claim)
    if allowed:
        citation.full_clean()
        return
    with pytest.raises(ValidationError) as refusal:
        citation.full_clean()
    assert refusal.value.messages == ["Was sagt die Quelle anderes? Das Feld „was die Quelle sagt“ ist leer."]


# --- verdicts ---------------------------------------------------------------------------------


def test_verdict_in_words():
    assert str(make(Verdict, code="K1", subject="Tag der Übergabe")) == "Tag der Übergabe"


@pytest.mark.parametrize("columns", [{"reading": " "}, {"reason": "\t"}, {"reading": "\n", "reason": " "}])
def test_verdict_needs_reading_and_reason(columns):
    with pytest.raises(ValidationError) as refusal:
        fresh(Verdict, **columns).full_clean()
    assert refusal.value.message_dict["__all__"] == ["Ein Urteil braucht eine Lesart und eine Begründung."]


@pytest.mark.parametrize(
    ("code", "about", "aspect", "nature"),
    [
        ("K1", "tenure", "start", "compatible"), ("K2", "tenure", "object", "open"),
        ("K3", "network", "members", "conflict"), ("K4", "network", "start", "complementary"),
        ("K5", "terms", "mode", "complementary"), ("K6", "network", "member-word", "wording"),
        ("K7", "relation", "identity", "open"), ("K8", "relation", "who", "open"),
        ("K9", "body", "legal-form", "complementary"), ("K10", "network", "status", "outdated"),
        ("K11", "network", "roles", "compatible"), ("K12", "network", "listing", "complementary"),
    ],
)  # fmt: skip
def test_real_verdicts(catalogue, code, about, aspect, nature):
    verdict = Verdict.objects.get(code=code)
    assert (verdict.target_name, verdict.aspect, verdict.nature) == (about, aspect, nature)


@pytest.mark.parametrize(
    "address", ["ftp://example.org/x", "ftps://example.org/", "javascript:alert(1)", "//example.org"]
)
def test_only_web_addresses_are_stored(address):
    for model in (Source, Fact):
        with pytest.raises(ValidationError) as error:
            model(url=address).clean_fields()
        assert error.value.message_dict["url"] == ["Bitte eine Webadresse, die mit http:// oder https:// beginnt."]
