"""Does a visit end in time and with the right words, whatever the server does?"""

import functools
import socket
import ssl
import time

import pytest

from directory.curation.link_checks import Limits, Visit, transport
from tests.directory.curation.link_checks.serving import HERE, PEM, answer, serving

SLOW = "Die Seite antwortet nicht rechtzeitig."


# --- what goes wrong --------------------------------------------------------------------------


def test_nobody_there(visitor):
    with socket.create_server((HERE, 0)) as closed:
        port = closed.getsockname()[1]
    assert visitor.visit(f"http://{HERE}:{port}/") == Visit(error="Die Seite nimmt keine Verbindung an.")


def test_answer_that_never_comes(site, visitor):
    site.pages["/"] = lambda stream: time.sleep(0.6)
    began = time.monotonic()
    assert visitor.visit(site.at("/")) == Visit(error=SLOW)
    assert time.monotonic() - began < 0.6


def drip(stream):
    """One byte at a time, each within the time for one step."""
    stream.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(30):
        stream.sendall(b"X")
        time.sleep(0.1)


def test_answer_that_drips_ends_with_the_whole_time(site, visitor):
    site.pages["/"] = drip
    began = time.monotonic()
    assert visitor.visit(site.at("/")) == Visit(error=SLOW)
    assert 0.9 < time.monotonic() - began < 2


def flood(stream, first, again):
    stream.sendall(first)
    while True:
        stream.sendall(again)


def test_body_without_end_is_not_read(site, visitor):
    site.heads["/"] = answer(405)
    site.pages["/"] = functools.partial(flood, first=b"HTTP/1.1 200 OK\r\n\r\n", again=b"x" * 65536)
    began = time.monotonic()
    assert visitor.visit(site.at("/")) == Visit(200)
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize(
    ("first", "again", "sentence"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", "Die Antwort nimmt kein Ende."),
        (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n", "Die Seite antwortet unverständlich."),
        (b"HTTP/1.1 200 OK\r\nA: ", b"x" * 1000, "Die Antwort nimmt kein Ende."),
        (b"SSH-2.0-x\r\n", b"", "Die Seite antwortet unverständlich."),
    ],
)
def test_headers_without_end_or_sense(site, visitor, first, again, sentence):
    site.pages["/"] = functools.partial(flood, first=first, again=again) if again else first
    assert visitor.visit(site.at("/")).error == sentence


def test_connection_broken_off(site, visitor):
    site.pages["/"] = lambda stream: None
    assert visitor.visit(site.at("/")) == Visit(error="Die Seite bricht die Verbindung ab.")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ssl.SSLCertVerificationError(), "Das Zertifikat der Seite ist ungültig."),
        (ConnectionResetError(), "Die Seite bricht die Verbindung ab."),
        (OSError(113, "No route to host"), "Die Seite ist nicht erreichbar."),
    ],
)
def test_sentence(error, sentence):
    assert transport.sentence(error) == sentence


# --- encryption -------------------------------------------------------------------------------


@pytest.fixture
def tls():
    with serving(tls=True) as made:
        made.pages["/"] = answer(200)
        yield made


@pytest.fixture
def trusting(monkeypatch):
    """This machine believes the certificate of the tests."""
    context = ssl.create_default_context(cafile=str(PEM))
    monkeypatch.setattr(transport, "trust", lambda: context)


def test_encrypted_site(tls, visitor, trusting):
    assert visitor.visit(tls.at("/", host="localhost")) == Visit(200)


def test_certificate_for_another_name(tls, visitor, trusting):
    assert visitor.visit(tls.at("/")) == Visit(error="Das Zertifikat der Seite ist ungültig.")


def test_certificate_nobody_vouches_for(tls, visitor):
    found = visitor.visit(tls.at("/", host="localhost"))
    assert found == Visit(error="Das Zertifikat der Seite ist ungültig.")


def test_encryption_where_there_is_none(site, visitor):
    found = visitor.visit(site.at("/").replace("http:", "https:"))
    assert found == Visit(error="Eine verschlüsselte Verbindung kommt nicht zustande.")


def test_no_time_left(site, visitor):
    visitor.limits = Limits(step=1, total=0)
    assert visitor.visit(site.at("/")) == Visit(error=SLOW)
    assert site.asked == []
