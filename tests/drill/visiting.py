"""The people of the drill: a visitor who applies and erases over https, and the mail server that takes the letters."""

import re
import ssl
import time
from email import message_from_bytes, policy
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener

from tests.reading import Seen

PATIENCE = 60  # seconds
TYPED = {"name": "Mia Muster", "party": "person", "consent": "on", "statement": "Ich moderiere."}
PERSON_TAKES_TO_TYPE = 5  # seconds; who is faster counts as a machine


class Postbox:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((str(mail["To"]), mail.get_body(("plain",)).get_content()))
        return "250 OK"

    def link(self, to: str, kind: str) -> str:
        """The path of the link of this kind in a letter to somebody; waits for the worker to send it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for address, text in self.letters:
                if address == to and (found := re.search(rf"https://\S+?(/{kind}/\S+)", text)):
                    return found[1]
            time.sleep(0.2)
        raise TimeoutError(f"no letter with a link to {kind}")


class Visitor:
    """Somebody with a browser that keeps cookies."""

    def __init__(self, site: str, certificate: Path) -> None:
        self.site = site
        trust = ssl.create_default_context(cafile=str(certificate))
        self.opener = build_opener(HTTPSHandler(context=trust), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> bytes:
        return self.opener.open(self.site + path, timeout=PATIENCE).read()

    def post(self, path: str, fields: list[tuple[str, str]]) -> str:
        request = Request(self.site + path, urlencode(fields).encode())  # noqa: S310 - our own site
        request.add_header("Origin", self.site)
        request.add_header("Referer", self.site + path)
        with self.opener.open(request, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def fill_in(self, path: str, email: str = "") -> str:
        """Send the form of a page as a person would: the first answer to each question, consent given."""
        chosen: dict[str, str] = {}
        for field in Seen(SimpleNamespace(content=self.get(path))).inputs:
            name = field["name"]
            if field["type"] == "hidden" or name.startswith("condition_"):
                chosen.setdefault(name, field["value"])
            elif name in TYPED:
                chosen[name] = TYPED[name]
        if email:
            time.sleep(PERSON_TAKES_TO_TYPE)
            chosen |= {"email": email, "party": TYPED["party"], "statement": TYPED["statement"]}
        return self.post(path, list(chosen.items()))

    def apply(self, path: str, email: str, postbox: Postbox) -> str:
        """Apply, confirm the address, and get the address of one's own page."""
        answer = self.fill_in(path, email)
        assert "Postfach" in answer, Seen(SimpleNamespace(content=answer.encode())).text[:2000]
        self.fill_in(postbox.link(email, "bestaetigen"))
        return postbox.link(email, "antrag")
