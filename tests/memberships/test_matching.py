"""When do two applications come from the same address or organisation?"""

import pytest
from hypothesis import given, strategies as st

from memberships import matching


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("anna@stadt.example", "Anna@Stadt.EXAMPLE", True),
        ("anna@stadt.example", "  anna@stadt.example ", True),
        ("anna@bücher.example", "anna@xn--bcher-kva.example", True),
        ("anna@BÜCHER.example", "anna@bücher.example", True),
        ("anna@stadt.example", "anna+x@stadt.example", False),
        ("a.nna@gmail.com", "anna@gmail.com", False),
        ("anna@stadt.example", "bert@stadt.example", False),
        ("anna@stadt.example", "anna@land.example", False),
    ],
)
def test_address_key_compares(one, other, same):
    assert (matching.address_key(one) == matching.address_key(other)) is same


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("anna@Stadt.example", "stadt.example"),
        ("anna@bücher.example", "xn--bcher-kva.example"),
        ("anna@gmx.de", ""),
        ("anna@GMX.de", ""),
        ("anna@T-Online.de", ""),
        ("anna@mail.gmx.de", "mail.gmx.de"),
        ("anna@a..b", "a..b"),
        ("", ""),
    ],
)
def test_domain_key(email, expected):
    assert matching.domain_key(email) == expected


@pytest.mark.parametrize("provider", sorted(matching.PUBLIC_PROVIDERS))
def test_domain_key_public_provider(provider):
    assert matching.domain_key(f"anna@{provider}") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bürgerverein e.V.", "Bürgerverein", True),
        ("Bürgerverein e. V.", "BUERGERVEREIN", True),
        ("Mitmach gGmbH", "Mitmach", True),
        ("Gemeinnützige Mitmach GmbH", "Mitmach", True),
        ("Straße & Platz", "Strasse Platz", True),
        ("Bertelsmann Stiftung", "Bertelsmann", True),
        ("Stadt Köln", "Köln Stadt", False),
        ("Stadt Köln", "Stadt Bonn", False),
        ("Stiftung", "e.V.", False),
    ],
)
def test_organisation_key_compares(one, other, same):
    assert (matching.organisation_key(one) == matching.organisation_key(other)) is same


def test_organisation_key_only_legal_form_is_kept():
    assert matching.organisation_key("Stiftung") == "stiftung"


@pytest.mark.parametrize("empty", ["", "   ", "!!!"])
def test_organisation_key_nothing(empty):
    assert matching.organisation_key(empty) == ""


@given(st.text(max_size=160))
def test_organisation_key_fits_column(name):
    assert len(matching.organisation_key(name)) <= 160


@given(st.text(max_size=254))
def test_address_keys_fit_column(email):
    assert max(len(matching.address_key(email)), len(matching.domain_key(email))) <= 254


@pytest.mark.parametrize("sign", ["ß", "ﷺ", "½"])
def test_organisation_key_growing_signs_fit_column(sign):
    assert len(matching.organisation_key(sign * 160)) <= 160


def test_address_key_growing_domain_fits_column():
    domain = ".".join(["ü" * 50] * 4)
    assert len(matching.address_key(f"{'a' * 50}@{domain}")) == 254
