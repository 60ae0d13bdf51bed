"""What may stand in a field, and with which sentence is the rest refused?"""

import pytest
from django.core.exceptions import ValidationError

from directory.rules.mail_addresses import AddressField
from memberships.letters.field_checks import LineField, TextField

CONTROL = "Bitte entfernen Sie Steuerzeichen und Zeilenumbrüche aus diesem Feld."
CONTROL_IN_LINES = "Bitte entfernen Sie Steuerzeichen aus diesem Feld."
DIRECTION = "Bitte entfernen Sie unsichtbare Zeichen, die die Schreibrichtung ändern."
MARKUP = "Bitte schreiben Sie ohne HTML; spitze Klammern sind hier nicht möglich."
FORMULA = "Dieses Feld darf nicht mit =, +, - oder @ beginnen."
ONE_ADDRESS = "Bitte geben Sie genau eine E-Mail-Adresse an."


def refusal(field, value: str) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


HONEST = [
    "Anna Beispiel", "Jörg Müller-Lüdenscheidt", "Ağaoğlu", "Δημοκρατία", "李", "Ñandú & Söhne", "5 < 7", "3 > 2",
    "E-Mail: x", "Nr. 5 = gut", "a@b", "O’Neill", "Initiative »Mehr«", "👩‍💻", "<3",
]  # fmt: skip


@pytest.mark.parametrize("text", HONEST)
@pytest.mark.parametrize("field", [LineField(), TextField()])
def test_plain_text_honest(field, text):
    assert field.clean(text) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\r\nBcc: x@y.example", CONTROL),
        ("a\nb", CONTROL),
        ("a\tb", CONTROL),
        ("a\x1bb", CONTROL),
        ("a\x7fb", CONTROL),
        ("a\x85b", CONTROL),
        ("a\ud800b", CONTROL),
        ("a\0b", CONTROL),
        *((f"a{sign}b", DIRECTION) for sign in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"),
        ("<script>alert(1)</script>", MARKUP),
        ("a < b>", MARKUP),
        ("</p>", MARKUP),
        ("<!-- x", MARKUP),
        ("<?php", MARKUP),
        ("=1+1", FORMULA),
        ("+49", FORMULA),
        ("-x", FORMULA),
        ("@SUM(A1)", FORMULA),
        ("＝1+1", FORMULA),
        ('"=1', FORMULA),
    ],
)
def test_line_refused(text, sentence):
    assert refusal(LineField(), text) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\x1bb", CONTROL_IN_LINES),
        ("a\ud800b", CONTROL_IN_LINES),
        ("a\0b", CONTROL_IN_LINES),
        ("a\u202eb", DIRECTION),
        ("<b>fett</b>", MARKUP),
    ],
)
def test_text_refused(text, sentence):
    assert refusal(TextField(), text) == [sentence]


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\tb", "=1", "- Punkt\n- Punkt", "@alle"])
def test_text_lines_and_lists_allowed(text):
    assert TextField().clean(text) == text.replace("\r\n", "\n")


@pytest.mark.parametrize("field", [LineField, TextField])
def test_plain_text_length_and_presence(field):
    assert field(max_length=3, required=False).clean("") == ""
    assert len(refusal(field(max_length=3), "abcd")) == 1
    assert len(refusal(field(), "   ")) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("anna@stadt.example", "anna@stadt.example"),
        ("  Anna@Stadt.example ", "Anna@Stadt.example"),
        ("anna+x@stadt.example", "anna+x@stadt.example"),
        ("anna@bücher.example", "anna@bücher.example"),
    ],
)
def test_address_kept_as_typed(typed, kept):
    assert AddressField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "a@b.example, c@d.example", "a@b.example;c@d.example", "a@b.example c@d.example", "a@b@c.example",
        "a@b.example\nBcc: c@d.example", "a@b.example\r\nBcc:x", "a\0@b.example", "Anna <anna@stadt.example>",
    ],
)  # fmt: skip
def test_address_more_than_one(typed):
    assert refusal(AddressField(), typed) == [ONE_ADDRESS]


@pytest.mark.parametrize("typed", ["anna", "anna@", "@stadt.example", "anna@stadt", "anna@-x.example", "<a@b.example>"])
def test_address_none(typed):
    assert len(refusal(AddressField(), typed)) == 1


@pytest.mark.parametrize("nothing", [None, "", "   "])
def test_address_missing(nothing):
    assert refusal(AddressField(), nothing) == ["Dieses Feld ist zwingend erforderlich."]


def test_address_too_long():
    assert len(refusal(AddressField(max_length=254), f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.de")) == 1
