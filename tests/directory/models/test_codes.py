"""Does a spreadsheet that takes a code for a number or a date lead to a refusal, and never to another code?"""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import example, given, strategies as st

from directory.enums import CriterionKind
from directory.models import Citation, Contact, Criterion, Fact, Network, Verdict
from directory.models.codes import FINGERPRINT, PHONE, CodeField
from tests.directory.smallest import fresh, make

CODE = CodeField(max_length=80)
SHAPES = ("%d.%m.%Y", "%d.%m.", "%d. %b", "%d-%b", "%b %y", "%b-%y", "%Y-%m-%d", "%m/%d/%Y")
PAIRS = re.compile(r"([0-9]{1,2})[-.]([0-9]{1,2})")


def fits(check, text: str) -> bool:
    try:
        check(text)
    except ValidationError:
        return False
    return True


def is_code(text: str) -> bool:
    return fits(lambda value: CODE.clean(value, None), text)


def in_a_spreadsheet(text: str) -> set[str]:
    """What German and English spreadsheets make of a cell."""
    if re.fullmatch(r"[0-9]+(e[0-9]{1,2})?", text):
        number = Decimal(text)
        plain = f"{number:f}"
        short = f"{number:.5E}"
        return {short, short.replace(".", ",")} if len(plain) > 11 or "e" in text else {plain.lstrip("0") or "0"}
    if PAIRS.fullmatch(text):
        day = date(2026, 1, 1) + timedelta(days=sum(map(int, PAIRS.fullmatch(text).groups())))
        return {day.strftime(shape) for shape in SHAPES}
    return {text.upper()} if text in {"true", "false"} else {text}


LIKE_NUMBERS = st.from_regex(r"\A([0-9]{1,14}(e[0-9]{1,2})?|[0-9]{1,2}[-.][0-9]{1,2}|true|false|[0-9a-f]{12})\Z")


@given(LIKE_NUMBERS)
@example("588284326561")
@example("000000000012")
@example("123456789e95")
def test_fingerprint_stays_itself_or_is_refused(text):
    for made in in_a_spreadsheet(text):
        assert made == text or not fits(FINGERPRINT, made)


@given(st.from_regex(r"\A([0-9]{1,14}(e[0-9]{1,2})?|[0-9]{1,2}[-.][0-9]{1,2}|true|false)\Z").filter(is_code))
@example("true")
@example("1e5")
def test_code_stays_itself_or_is_refused(text):
    for made in in_a_spreadsheet(text):
        assert made == text or not is_code(made)


@given(st.dates())
def test_no_day_is_a_code(day):
    assert [day.strftime(shape) for shape in SHAPES if is_code(day.strftime(shape))] == []


@pytest.mark.parametrize("text", ["netz", "3d-netz", "100-prozent", "a1", "abcdefghijkl"])
def test_code(text):
    assert CODE.clean(text, None) == text


@pytest.mark.parametrize("text", ["7", "2018-06", "Netz", "a b", "a_b", "-a", "a-", "a--b", "ä", "1,00E+05", "05. Okt"])
def test_no_code(text):
    assert not is_code(text)


@pytest.mark.parametrize("text", ["030 1234567", "+49 30 1234567", "(030) 12 34", "115", "0049301234567"])
def test_phone(text):
    assert fits(PHONE, text)


@pytest.mark.parametrize("text", ["301234567", "4,93012E+11", "4.93012E+11", "493012345678"])
def test_no_phone(text):
    assert not fits(PHONE, text)


# --- the columns ------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db
COLUMNS = {
    "slug": (Network, {"slug": "2018-06"}),
    "key": (Fact, {"key": "7"}),
    "value": (Criterion, {"kind": CriterionKind.PURPOSE, "value": "1,00E+05"}),
    "code": (Verdict, {"code": "5"}),
    "fingerprint": (Citation, {"fingerprint": "5,88284E+11"}),
    "phone": (Contact, {"phone": "301234567"}),
}


@pytest.mark.parametrize("column", COLUMNS)
def test_column_refuses(column):
    model, columns = COLUMNS[column]
    with pytest.raises(ValidationError) as refused:
        fresh(model, **columns).full_clean()
    assert list(refused.value.message_dict) == [column]


@pytest.mark.parametrize("text", ["5,88284E+11", "1,23457E+103", "588284326", "x"])
def test_database_refuses_what_was_a_fingerprint(text):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(Citation, fingerprint=text)


def test_database_takes_fingerprints():
    assert [make(Citation, fingerprint=text).fingerprint for text in ("", "588284326561")] == ["", "588284326561"]
