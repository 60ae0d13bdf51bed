"""Matching: when do two applications come from the same address, or from the same organisation? Pure: no database.

Organisations are matched by folded name and by mail domain; a domain at which anybody gets an address says nothing.
"""

from directory.rules import domains, normalisation

PUBLIC_PROVIDERS = frozenset(
    [
        "aol.com",
        "aol.de",
        "arcor.de",
        "email.de",
        "freenet.de",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.de",
        "gmx.eu",
        "gmx.net",
        "gmx.org",
        "googlemail.com",
        "hotmail.com",
        "hotmail.de",
        "icloud.com",
        "live.com",
        "live.de",
        "mac.com",
        "mail.de",
        "mail.ru",
        "mailbox.org",
        "me.com",
        "msn.com",
        "online.de",
        "outlook.com",
        "outlook.de",
        "posteo.de",
        "posteo.net",
        "proton.me",
        "protonmail.com",
        "riseup.net",
        "systemli.org",
        "t-online.de",
        "tutanota.com",
        "tutanota.de",
        "tuta.io",
        "vodafone.de",
        "web.de",
        "yahoo.com",
        "yahoo.de",
        "ymail.com",
    ]
)

LEGAL_FORMS = frozenset(
    ["ev", "e", "v", "ggmbh", "gmbh", "gug", "ug", "ag", "eg", "kg", "ohg", "mbh", "gemeinnutzige", "stiftung"]
)


ADDRESS_LENGTH, ORGANISATION_LENGTH = 254, 160  # of the columns; folding and ASCII make some texts longer


def address_key(email: str) -> str:
    """The form in which two addresses are compared: small letters, the domain in ASCII; no more is guessed."""
    local, _, domain = email.strip().rpartition("@")
    return f"{local.lower()}@{domains.comparable(domain)}"[:ADDRESS_LENGTH]


def domain_key(email: str) -> str:
    """The domain that speaks for an organisation; empty for providers open to everybody."""
    domain = domains.comparable(email.rpartition("@")[2].strip())
    return "" if domain in PUBLIC_PROVIDERS else domain[:ADDRESS_LENGTH]


def organisation_key(name: str) -> str:
    """The form in which two organisations' names are compared: folded, without legal form and word order kept."""
    words = [word for word in normalisation.fold(name).split() if word not in LEGAL_FORMS]
    return (" ".join(words) or normalisation.fold(name))[:ORGANISATION_LENGTH]
