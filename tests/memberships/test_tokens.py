"""Are the secrets in links long, random and good for one purpose only?"""

import itertools
import re
import secrets

import pytest

from memberships import tokens
from memberships.enums import Purpose
from memberships.urls import LINK


def test_make_fits_links():
    assert all(re.fullmatch(LINK, tokens.make()) for _ in range(200))


def test_make_length():
    assert len(tokens.make()) == tokens.LENGTH


def test_make_bits_enough():
    assert tokens.BYTES * 8 >= 128


def test_make_asks_secrets(monkeypatch):
    asked = []
    monkeypatch.setattr(secrets, "token_urlsafe", lambda number: asked.append(number) or "x")
    assert (tokens.make(), asked) == ("x", [tokens.BYTES])


def test_make_never_twice():
    assert len({tokens.make() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Purpose, 2)))
def test_digest_differs_by_purpose(one, other):
    assert tokens.digest("geheim", one) != tokens.digest("geheim", other)


@pytest.mark.parametrize("purpose", Purpose)
def test_digest_is_sha256_and_hides_secret(purpose):
    digest = tokens.digest("geheim", purpose)
    assert re.fullmatch("[0-9a-f]{64}", digest)
    assert digest == tokens.digest("geheim", purpose)
