"""``python -m tests.chaos [seconds]``: are killed web and mail workers noticed by nobody who applies meanwhile?

People send applications without a pause, and repeat what was not answered; processes are killed at random. In the end
each acknowledged application is stored exactly once, and no letter is lost. Works on a database of its own, or on the
one ``DATABASE_URL`` names (``tests.postgres`` makes one).
"""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

FOLDER = tempfile.TemporaryDirectory(prefix="chaos-")
GIVEN = {"DATABASE_URL": f"sqlite:///{FOLDER.name}/chaos.sqlite3", "SECRET_KEY": "chaos" * 12, "RATE_LIMITS": "off"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


WEB, MAIL = free_port(), free_port()
os.environ.update({name: os.environ.get(name) or value for name, value in GIVEN.items()})
os.environ |= {"PORT": str(WEB), "EMAIL_URL": f"smtp://127.0.0.1:{MAIL}", "SITE_URL": f"http://127.0.0.1:{WEB}"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networks_site.settings")

import django  # noqa: E402 - the environment had to be set first

django.setup()

from http.client import HTTPConnection, HTTPException  # noqa: E402
from urllib.parse import urlencode  # noqa: E402

from aiosmtpd.controller import Controller  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from memberships.letters import outbox  # noqa: E402
from memberships.models import Application, Message  # noqa: E402
from tests.directory.real import SLUGS  # noqa: E402
from tests.memberships import making  # noqa: E402

FORM = f"/netzwerke/{SLUGS['nbh']}/mitmachen/"
PEOPLE = 6
EVERY = (0.3, 1.5)  # seconds between two killings
BACK_WITHIN = 15  # seconds until the site answers again, on a machine with a processor for each who wants one
TAKEN = "taken in"
KEY = "c" * 32  # against forged forms: the cookie repeats it
PATIENCE = 60  # seconds
say = sys.stdout.write
Attack = Callable[[subprocess.Popen[bytes]], Counter[str]]


class Postbox:
    """A mail server that counts what it has accepted, for each recipient."""

    def __init__(self) -> None:
        self.letters: Counter[str] = Counter()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.letters.update(envelope.rcpt_tos)
        return "250 OK"


class Person:
    """Somebody who applies again and again, and sends a form once more if nothing came back."""

    acknowledged: set[str] = set()
    statuses: Counter[str] = Counter()

    def __init__(self, name: str, over: threading.Event) -> None:
        self.name, self.over = name, over
        self.thread = threading.Thread(target=self.live)
        self.thread.start()

    def live(self) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            email = f"{self.name}{number}@stadt.example"
            typed = making.filled(**{**making.ANSWERS["nbh"], "email": email, "submission": str(uuid.uuid4())})
            until = time.monotonic() + PATIENCE
            while (status := send(typed)) != TAKEN and time.monotonic() < until:
                self.statuses[status] += 1
                time.sleep(0.3)
            self.statuses[status] += 1
            if status == TAKEN:
                self.acknowledged.add(email)


def send(typed: dict[str, Any]) -> str:
    """Whether a form was taken in; else the status of the answer, or a word where none came."""
    body = urlencode({**typed, "csrfmiddlewaretoken": KEY}, doseq=True)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={KEY}"}
    asking = HTTPConnection("127.0.0.1", WEB, timeout=PATIENCE)
    try:
        asking.request("POST", FORM, body, headers)
        answer = asking.getresponse()
        return TAKEN if "Postfach" in answer.read().decode() else str(answer.status)
    except (OSError, HTTPException):
        return "dropped"
    finally:
        asking.close()


def children(number: int) -> list[int]:
    """The processes a process has started."""
    try:
        return [
            int(each) for each in Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
        ]
    except OSError:
        return []


def victims(site: int) -> dict[str, list[int]]:
    """Who can be killed: gunicorn's workers, and the one that sends letters."""
    found: dict[str, list[int]] = {"web": [], "mail": []}
    for child in children(site):
        mail = b"manage.py" in Path(f"/proc/{child}/cmdline").read_bytes()
        found["mail" if mail else "web"] += [child] if mail else children(child)
    return found


def kill(seconds: float, site: subprocess.Popen[bytes]) -> Counter[str]:
    """Kill at random for a while; how many of which."""
    killed = Counter({"web": 0, "mail": 0})
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(random.uniform(*EVERY))  # noqa: S311 - chance, no secret
        kind = random.choice(["web", "mail"])  # noqa: S311
        for number in random.sample(found := victims(site.pid)[kind], k=min(1, len(found))):
            os.kill(number, signal.SIGKILL)
            killed[kind] += 1
    return killed


def back_after(site: subprocess.Popen[bytes]) -> str:
    """Wait until the site answers again; how long that took.

    Who has to share the machine gets as much longer; what it took and the load are said.

    Raises:
        AssertionError: after too long, with what came instead of an answer.
    """
    began, load, came = time.monotonic(), os.getloadavg()[0], Counter[str]()
    while (took := time.monotonic() - began) < BACK_WITHIN * max(1, load / (os.cpu_count() or 1)):
        asking = HTTPConnection("127.0.0.1", WEB, timeout=5)
        try:
            asking.request("GET", "/readyz")
            if (status := asking.getresponse().status) == 200:
                return f"{took:.1f} s at a load of {load:.1f}"
            came[str(status)] += 1
        except (OSError, HTTPException) as error:
            came[type(error).__name__] += 1
        finally:
            asking.close()
        time.sleep(0.1)
    log = Path(FOLDER.name, "log").read_text(encoding="utf-8")[-3000:]
    raise AssertionError(f"Not back after {took:.0f} s, load {load:.1f}, {dict(came)}, ended {site.poll()}:\n{log}")


def chaos(site: subprocess.Popen[bytes], attack: Attack) -> Counter[str]:
    """People apply while something happens to the site; afterwards the letters of killed workers are sent."""
    over = threading.Event()
    people = [Person(f"p{number}x", over) for number in range(PEOPLE)]
    try:
        happened = attack(site)
        say(f"  back after {back_after(site)}\n")
    finally:
        over.set()
        for person in people:
            person.thread.join()
    return happened


def send_the_rest() -> None:
    """What a killed worker had claimed is free again after a while, which passes at once here."""
    Message.objects.filter(sent_at=None).update(claimed_at=None, due_at=timezone.now() - outbox.LEASE)
    while outbox.send_due():
        continue


def verdict(happened: Counter[str], letters: Counter[str]) -> list[str]:
    """What went wrong."""
    stored = Counter(Application.objects.values_list("email", flat=True))
    doubled = sum(letters.values()) - len(letters)
    say(
        f"  {dict(happened)}; answers {dict(Person.statuses)}; {len(Person.acknowledged)} acknowledged, "
        f"{len(stored)} stored, {sum(letters.values())} letters, {doubled} of them doubled\n"
    )
    wrong = {
        "acknowledged, but not stored": Person.acknowledged - stored.keys(),
        "stored twice": {email for email, count in stored.items() if count > 1},
        "without a letter": stored.keys() - letters.keys(),
        "with a letter, but not stored": letters.keys() - stored.keys(),
        "doubled letters beyond what was cut off": {str(doubled)}
        if doubled > happened["mail"] + happened["restarts"]
        else set(),
        "failures of ours": {status for status in Person.statuses if status not in {TAKEN, "503", "dropped"}},
        "nobody applied, or nothing happened": set() if Person.acknowledged and all(happened.values()) else {"x"},
    }
    return [f"{what}: {sorted(which)[:9]}" for what, which in wrong.items() if which]


def main(attack: Attack) -> int:
    """Set up, let happen, judge."""
    call_command("migrate", verbosity=0)
    call_command("load_fixtures", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    call_command("collectstatic", interactive=False, verbosity=0)
    postbox = Postbox()
    mail = Controller(postbox, hostname="127.0.0.1", port=MAIL)
    mail.start()
    with Path(FOLDER.name, "log").open("w", encoding="utf-8") as log:
        site = subprocess.Popen([sys.executable, "-m", "networks_site.running"], stdout=log, stderr=log)
        try:
            back_after(site)
            happened = chaos(site, attack)
        finally:
            site.terminate()
            site.wait(timeout=PATIENCE)
    connection.close()  # an attack may have cut it
    send_the_rest()
    mail.stop()
    wrong = verdict(happened, postbox.letters)
    say("".join(f"  {each}\n" for each in wrong) or "  Nobody has noticed anything.\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main(partial(kill, float(sys.argv[1]) if len(sys.argv) > 1 else 60)))
