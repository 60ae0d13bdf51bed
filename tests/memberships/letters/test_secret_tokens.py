"""Are the secrets in links long, random and good for one purpose only?"""

import itertools
import re
import secrets

import pytest

from memberships.enums import Purpose
from memberships.letters import secret_tokens
from memberships.urls import LINK


def test_make_fits_links():
    assert all(re.fullmatch(LINK, secret_tokens.make()) for _ in range(200))


def test_make_length():
    assert len(secret_tokens.make()) == secret_tokens.LENGTH


def test_make_bits_enough():
    assert secret_tokens.BYTES * 8 >= 128


def test_make_asks_secrets(monkeypatch):
    asked = []
    monkeypatch.setattr(secrets, "token_urlsafe", lambda number: asked.append(number) or "x")
    assert (secret_tokens.make(), asked) == ("x", [secret_tokens.BYTES])


def test_make_never_twice():
    assert len({secret_tokens.make() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Purpose, 2)))
def test_digest_differs_by_purpose(one, other):
    assert secret_tokens.digest("geheim", one) != secret_tokens.digest("geheim", other)


@pytest.mark.parametrize("purpose", Purpose)
def test_digest_is_sha256_and_hides_secret(purpose):
    digest = secret_tokens.digest("geheim", purpose)
    assert re.fullmatch("[0-9a-f]{64}", digest)
    assert digest == secret_tokens.digest("geheim", purpose)
