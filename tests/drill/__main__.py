"""``python -m tests.drill``, with PostgreSQL named in DATABASE_URL: ``make drill`` starts one and runs this."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.drill.machine import Failed, Machine, complain, free_port
from tests.drill.visiting import Postbox, Visitor

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs/operations.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NEEDED = {"nginx": "nginx-light", "openssl": "openssl", "curl": "curl", "git": "git", "bash": "bash"}
FORM = "/netzwerke/netzwerk-buergerhaushalt/mitmachen/"
READ = "/netzwerke/netzwerk-kommunale-partizipationsbeauftragte/"


def main() -> None:
    began = time.monotonic()
    install_what_is_missing()
    postbox = Postbox()
    mail = Controller(postbox, hostname="127.0.0.1", port=free_port())
    mail.start()
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        machine = Machine(Path(folder), PROJECT, os.environ["DATABASE_URL"], mail.port)
        try:
            drill(machine, postbox)
        except (Failed, AssertionError, TimeoutError, OSError) as error:
            logs = "\n".join(f"--- {path.name}\n{machine.log(path.name)}" for path in (machine.root / "log").iterdir())
            complain(f"{type(error).__name__}: {error}\n{logs}")
        finally:
            machine.end()
            mail.stop()
    say(f"Everything the page says works ({time.monotonic() - began:.0f} s)")


def drill(machine: Machine, postbox: Postbox) -> None:
    """Follow the page from its first to its last block, as an operator would in a bad week."""
    steps = chapters()
    say("Installing as docs/operations.md says")
    follow(machine, steps.pop("Install"))
    visitor = Visitor(f"https://{machine.host}", machine.root / "etc/netzwerke/tls/fullchain.pem")
    say("Applying over https, with letters from the worker")
    own = {name: visitor.apply(FORM, f"{name}@stadt.example", postbox) for name in ("stays", "goes")}
    say("Updating")
    follow(machine, steps.pop("Update"))
    watched = eventually(lambda: follow(machine, steps["Watch"])[0])
    steps.pop("Watch")
    assert "netzwerke_database_up 1\n" in watched, watched
    assert "netzwerke_worker_age_seconds +Inf" not in watched, watched

    say("Backing up and restoring into an empty place")
    (back_up,), (restore, tidy) = steps.pop("Back up"), steps.pop("Restore")
    assert steps == {}, f"nobody tries {sorted(steps)}"
    page, counted = visitor.get(READ), rows(machine.run("netzwerke count_rows"))
    machine.run(back_up)
    assert rows(machine.run(restore)) == counted
    assert eventually(lambda: visitor.get(READ)) == page
    assert visitor.get(own["stays"]), "the applicant's page is gone"
    machine.run(tidy)

    say("Erasing, and restoring the backup from before")
    assert visitor.fill_in(f"{own['goes']}loeschen/")
    postbox.letters.clear()
    after = rows(machine.run(restore))
    table = "memberships_application"
    assert (after[table], counted[table]) == (1, 2), "what was erased has come back"
    eventually(lambda: visitor.get(READ))
    assert visitor.get(own["stays"]), "the applicant's page is gone"
    assert gone(visitor, own["goes"]), "a link to what was erased works again"
    assert postbox.letters == [], "a letter has left twice"
    machine.run(tidy)


def chapters() -> dict[str, list[str]]:
    """The blocks of commands under each heading of the page that has any."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = {head: BLOCK.findall(text) for head, text in zip(parts[::2], parts[1::2], strict=True)}
    return {head: blocks for head, blocks in found.items() if blocks}


def follow(machine: Machine, blocks: list[str]) -> list[str]:
    return [
        machine.run(block) if "readyz" not in block else eventually(lambda b=block: machine.run(b)) for block in blocks
    ]


def eventually(act):  # type: ignore[no-untyped-def]
    """What an act gives once services that have just been started answer."""
    until = time.monotonic() + 30
    while True:
        try:
            return act()
        except (Failed, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def gone(visitor: Visitor, path: str) -> bool:
    try:
        visitor.get(path)
    except OSError as error:
        return getattr(error, "code", 0) == 404
    return False


def rows(printed: str) -> dict[str, int]:
    """What ``count_rows`` says, whatever else was printed."""
    return {table: int(number) for table, number in re.findall(r"^(\w+) (\d+)$", printed, re.MULTILINE)}


def install_what_is_missing() -> None:
    missing = [
        package for name, package in NEEDED.items() if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    ]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Please install: {' '.join(missing)}")
    say(f"Installing {' '.join(missing)}")
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", *command], check=True, env=environment, stdout=subprocess.DEVNULL)


def say(text: str) -> None:
    print(f"  {time.strftime('%T')} {text}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
