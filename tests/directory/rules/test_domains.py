"""Which machine does a domain mean, and whom can nobody write to?"""

import pytest

from directory.rules import domains

ASCII = {
    "stadt.example": "stadt.example",
    "STADT.example": "stadt.example",
    "straße.example": "xn--strae-oqa.example",
    "STRASSE.example": "strasse.example",
    "bücher.example": "xn--bcher-kva.example",
    "BÜCHER.example": "xn--bcher-kva.example",
    "xn--strae-oqa.example": "xn--strae-oqa.example",
    "βόλος.example": "xn--nxasmm1c.example",
    "bücher。example": "xn--bcher-kva.example",
}
UNREACHABLE = {
    "büro@stadt.example": "Vor dem @ steht „ü“. An solche Adressen",
    f"{'a' * 65}@stadt.example": "Vor dem @ stehen 65 Zeichen; möglich sind höchstens 64.",
    "a@☃.example": "Einen Internet-Namen wie „☃.example“ kann es nicht geben.",
    "a@-x.example": "Einen Internet-Namen wie „-x.example“ kann es nicht geben.",
    "a@a..example": "Einen Internet-Namen wie „a..example“ kann es nicht geben.",
    "a@[127.0.0.1]": "Einen Internet-Namen wie „[127.0.0.1]“ kann es nicht geben.",
    "a@xn--a.example": "Einen Internet-Namen wie „xn--a.example“ kann es nicht geben.",
    "a@localhost": "Das ist keine vollständige E-Mail-Adresse.",
    "anna": "Das ist keine vollständige E-Mail-Adresse.",
    f"{'a' * 60}@{'.'.join(['ü' + 'a' * 50] * 4)}.de": "Die Adresse ist zu lang: höchstens 254 Zeichen",
}
HIDDEN = [
    "\u00ad", "\u034f", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2060", "\u2066",
    "\u3164", "\ufe0f", "\ufeff", "\x7f", "\U000e0041",
]  # fmt: skip


def reason(address: str) -> str:
    with pytest.raises(domains.Unreachable) as refused:
        domains.mail_in_ascii(address)
    return str(refused.value)


def test_domains_mean_what_they_say():
    """ß and ς are letters of their own: IDNA 2003 takes them for ss and σ, which is somebody else's domain."""
    assert {typed: domains.in_ascii(typed) for typed in ASCII} == ASCII
    assert {f"a.B@{typed}": domains.mail_in_ascii(f"a.B@{typed}") for typed in ASCII} == {
        f"a.B@{typed}": f"a.B@{ascii_}" for typed, ascii_ in ASCII.items()
    }


def test_unreachable_says_why():
    assert {address: reason(address)[: len(why)] for address, why in UNREACHABLE.items()} == UNREACHABLE


def test_signs_nobody_sees_are_refused_before_and_after_the_at():
    for sign in HIDDEN:
        said = f"Bitte entfernen Sie das unsichtbare Zeichen U+{ord(sign):04X} aus der Adresse"
        found = {reason(address)[: len(said)] for address in (f"an{sign}na@stadt.example", f"anna@st{sign}adt.example")}
        assert found == {said}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://straße.example:8443/ö?q=ß", "https://xn--strae-oqa.example:8443/ö?q=ß"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://☃.example", "http://☃.example"),
        ("", ""),
    ],
)
def test_site_address_in_ascii(address, expected):
    assert domains.web_in_ascii(address) == expected


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("post@straße.example", "post@xn--strae-oqa.example"),
        ("Verzeichnis ß <post@straße.example>", "Verzeichnis ß <post@xn--strae-oqa.example>"),
        ("Verzeichnis <post@stadt.example>", "Verzeichnis <post@stadt.example>"),
    ],
)
def test_sender_in_ascii(sender, expected):
    assert domains.sender_in_ascii(sender) == expected
