"""Are the list of packages and the register of processing complete, and does CI ask for known weaknesses?"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from memberships.personal_data import REGISTRY
from tests import known_holes
from tests.test_locks import pinned


def printed(command: str) -> str:
    said = StringIO()
    call_command(command, stdout=said)
    return said.getvalue()


def test_every_locked_package_is_listed_with_its_licence():
    parts = json.loads(printed("sbom"))["components"]
    pins = pinned("requirements.lock")
    locked = {name: next(iter(pin.specifier)).version for name, pin in pins.items()}
    python = {part["name"]: part for part in parts if part["purl"].startswith("pkg:pypi/")}
    assert {name: part["version"] for name, part in python.items()} == locked
    here = {name for name, pin in pins.items() if pin.marker is None or pin.marker.evaluate()}
    assert [name for name in here if not python[name]["licenses"]] == []
    assert [name for name, part in python.items() if not part["hashes"]] == []
    others = [part["purl"] for part in parts if part["name"] not in python]
    version = json.loads((settings.BASE_DIR / "package.json").read_text())["dependencies"]["@kern-ux/native"]
    assert others == [f"pkg:npm/%40kern-ux/native@{version}"]


def test_register_tells_all_that_is_declared():
    text = printed("processing_register")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        *(str(each.model._meta.verbose_name_plural) for each in REGISTRY),
        "Technische und organisatorische Maßnahmen (Artikel 32)",
    ]
    for each in REGISTRY:
        told = (each.purpose, each.kept, each.people, each.seen_by)
        assert [words for words in told if not words or words not in text] == []
        columns = [each.model._meta.get_field(name) for name in each.columns]
        assert [
            column.name for column in columns if column.name not in text and str(column.verbose_name) not in text
        ] == []


@contextmanager
def feed(answer: Callable[[int], list[Any]] | None) -> Iterator[str]:
    """The address of a list of weaknesses that answers so, or not at all."""

    class Feed(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            self.send_response(200 if answer else 503)
            self.end_headers()
            self.wfile.write(json.dumps({"results": answer(len(asked)) if answer else []}).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Feed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (lambda asked: [{}] * asked, 0, "Known weaknesses: 0 in 2"),
        (lambda asked: [{"vulns": [{"id": "GHSA-1"}]}] + [{}] * (asked - 1), 1, "pkg:pypi/one@1: GHSA-1"),
        (None, 0, "NOT CHECKED"),
    ],
)
def test_known_weaknesses_are_told_or_said_to_be_unknown(monkeypatch, capsys, answer, code, words):
    with feed(answer) as address:
        monkeypatch.setattr(known_holes, "FEED", address)
        assert known_holes.told(["pkg:pypi/one@1", "pkg:pypi/two@2"]) == code
    assert words in capsys.readouterr().out


def test_every_package_is_asked_about_by_one_command():
    parts = len(json.loads(printed("sbom"))["components"])
    command = [sys.executable, "-m", "tests.known_holes"]
    with feed(lambda asked: [{}] * asked) as address:
        environment = {**os.environ, "KNOWN_HOLES": address}
        ended = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout.decode()) == (0, f"  Known weaknesses: 0 in {parts} packages\n")
