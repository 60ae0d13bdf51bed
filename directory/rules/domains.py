"""Domains: how is a domain written so that every machine means the same one? In ASCII by IDNA 2008, where ß stays
ß.
"""

import re
import unicodedata

import idna

LONGEST = 254  # characters of a mail address that SMTP carries
LONGEST_LOCAL = 64


class Unreachable(ValueError):
    """A name or address that leads nowhere; its message is a German sentence."""


def in_ascii(domain: str) -> str:
    """A domain as machines ask for it.

    Raises:
        Unreachable: if there cannot be such a domain.
    """
    refuse_invisible(domain)
    try:
        return idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise Unreachable(f"Einen Internet-Namen wie „{domain}“ kann es nicht geben.") from None


def host_in_ascii(host: str) -> str:
    """The host of a web address as machines ask for it; what is ASCII already may be an IP address or anything else.

    Raises:
        Unreachable: if there cannot be such a host.
    """
    return host.lower() if host.isascii() else in_ascii(host)


def comparable(domain: str) -> str:
    """A domain for comparing; what cannot be one is left as it is, but for capitals."""
    try:
        return in_ascii(domain)
    except Unreachable:
        return domain.lower()


def mail_in_ascii(address: str) -> str:
    """A mail address as SMTP carries it: one without umlauts before the @, the domain in ASCII.

    Raises:
        Unreachable: saying why nobody can be written to there.
    """
    refuse_invisible(address)
    local, _, domain = address.strip().rpartition("@")
    strange = [sign for sign in local if not sign.isascii()]
    if strange:
        raise Unreachable(
            f"Vor dem @ steht „{strange[0]}“. An solche Adressen können wir nicht schreiben; bitte geben Sie eine "
            "Adresse an, die dort ohne Umlaute und andere Sonderzeichen auskommt."
        )
    if len(local) > LONGEST_LOCAL:
        raise Unreachable(f"Vor dem @ stehen {len(local)} Zeichen; möglich sind höchstens {LONGEST_LOCAL}.")
    name = in_ascii(domain) if domain else ""
    if not local or "." not in name:
        raise Unreachable("Das ist keine vollständige E-Mail-Adresse. Sie sieht aus wie name@beispiel.de.")
    found = f"{local}@{name}"
    if len(found) > LONGEST:
        raise Unreachable(f"Die Adresse ist zu lang: höchstens {LONGEST} Zeichen lassen sich versenden.")
    return found


def web_in_ascii(address: str) -> str:
    """A web address with its host as machines ask for it; what is none is left as it is."""
    scheme, mark, rest = address.partition("://")
    host, port = re.match(r"([^:/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{scheme}{mark}{comparable(host)}{port}" if not host.isascii() else address


def sender_in_ascii(sender: str) -> str:
    """The sender of letters, with or without a name around the address, with the domain in ASCII."""
    before, at, domain = sender.rpartition("@")
    name, bracket, rest = domain.partition(">")
    return f"{before}{at}{comparable(name)}{bracket}{rest}" if not name.isascii() else sender


def refuse_invisible(text: str) -> None:
    """Nobody sees direction marks or zero-width signs, so two addresses would look like one.

    Raises:
        Unreachable: if there is such a sign.
    """
    hidden = [sign for sign in text if unicodedata.category(sign) in ("Cf", "Cc", "Cs") or sign in FILLERS]
    if hidden:
        raise Unreachable(
            f"Bitte entfernen Sie das unsichtbare Zeichen U+{ord(hidden[0]):04X} aus der Adresse; "
            "am besten tippen Sie sie neu ein."
        )


FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\ufe0e\ufe0f\uffa0"
"""Signs that show nothing, though Unicode counts them as letters or marks."""
