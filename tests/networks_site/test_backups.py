"""Is a backup of the running site whole, and does it bring back nothing that has gone, or was used, since?"""

import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from directory.models import Contact, Erasure, Lease, Member
from memberships.applications import actions, lost_links, notices, reminders, retention
from memberships.enums import Purpose, Stage, State
from memberships.hints import retention as hint_retention
from memberships.inquiries import actions as inquiry_actions
from memberships.letters import emails, outbox, secret_tokens
from memberships.models import Application, Correspondent, Hint, Message, Notice, Secret
from networks_site import backups
from tests.memberships import hinting, making
from tests.memberships.test_traces import traces

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.BACKUP_DIR = str(tmp_path / "backups")
    return tmp_path / "backups"


def backup(folder: Path, *options: str) -> Path:
    (path,) = run("backup", *options)
    assert Path(path) == backups.ordered(folder)[-1]
    return Path(path)


def run(*command: str) -> list[str]:
    """The lines a command prints."""
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue().splitlines()


@contextmanager
def elsewhere(path: Path) -> Iterator[None]:
    """An empty place, where the database is looked for meanwhile."""
    usual, name = connection.settings_dict["NAME"], f"restored_{os.getpid()}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
    try:
        move(name if connection.vendor == "postgresql" else str(path / "restored.sqlite3"))
        yield
    finally:
        move(usual)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


def move(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


# --- the backup -------------------------------------------------------------------------------


def test_backup_during_writes_is_whole(folder, tmp_path):
    """Each application is there with what was written in the same moment, and nothing of one is half there."""
    owner, stop, made = making.network(), threading.Event(), []

    def write() -> None:
        while not stop.wait(0.005):  # SQLite lets nobody queue; who writes without a pause leaves the others no gap
            made.append(making.applied(owner, email=f"anna{len(made)}@stadt.example"))
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(made) < 20:
            time.sleep(0.01)
        before = len(made)
        path = backup(folder)
        after = len(made)
    finally:
        stop.set()
        writer.join()
    with elsewhere(tmp_path):
        run("restore", str(path))
        rows = Application.objects.count()
        assert before <= rows <= after + 1
        assert [Message.objects.count(), Secret.objects.count()] == [rows, rows]
        assert all(application.events.count() == 1 for application in Application.objects.all())
    assert Application.objects.count() == len(made) > rows


def test_restored_place_holds_the_same(folder, tmp_path, client, catalogue):
    making.waiting()
    hinting.in_stage(Stage.DECLINED)
    page, counted = client.get("/netzwerke/nekopa/").content, backups.counts()
    path = backup(folder)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, path)] == [0o700, 0o600]
    assert Lease.objects.get(name="backup").until <= timezone.now()
    with elsewhere(tmp_path):
        for ending in ("-wal", "-shm"):  # left behind by a database that was here before
            (tmp_path / f"restored.sqlite3{ending}").write_bytes(b"stale" * 1000)
        assert run("restore")[0].endswith("is back; 0 rows were erased, or are over, again.")
        assert backups.counts() == counted
        assert run("count_rows") == [f"{table} {number}" for table, number in counted.items()]
        assert client.get("/netzwerke/nekopa/").content == page


def torn(draft: Path) -> None:
    draft.write_bytes(b"SQLite format 3\0" + b"x" * 9000)


def orphaned(draft: Path) -> None:
    with closing(sqlite3.connect(draft)) as copied:
        copied.executescript("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a)")
        copied.executescript("INSERT INTO b VALUES (1)")


@pytest.mark.parametrize("copy", [torn, orphaned])
def test_only_proven_backups_get_a_name(folder, monkeypatch, copy):
    monkeypatch.setattr(backups, "copy", copy)
    with pytest.raises(CommandError):
        backup(folder)
    assert [path.name for path in folder.iterdir() if not path.name.startswith("erasures-")] == []
    assert Lease.objects.filter(name="backup").count() == 0


def test_backup_keeps_so_many_and_the_logs_they_need(folder):
    newest = backup(folder)
    names = [f"netzwerke-{day}T000000Z{newest.suffix}" for day in ("20250101", "20250401", "20250501")]
    now = f"erasures-{timezone.now():%Y-%m}.log"
    for name in [*names, "erasures-2025-01.log", "erasures-2025-03.log", "erasures-2025-04.log", "else.log"]:
        (folder / name).touch()
    backups.tidy(folder, 3)
    kept = {*names[1:], newest.name, "erasures-2025-03.log", "erasures-2025-04.log", "else.log", now}
    assert {path.name for path in folder.iterdir()} == kept  # midnight UTC less an hour is March


def test_restore_refuses_what_cannot_end_well(folder, tmp_path, monkeypatch):
    def complaint(*command: str) -> str:
        with pytest.raises(CommandError) as error:
            run("restore", *command)
        return str(error.value)

    assert complaint() == f"There is no backup in {folder}."
    assert complaint("nowhere.dump") == "There is no backup nowhere.dump."
    path = backup(folder)
    assert complaint().startswith("The database is not empty.")
    with elsewhere(tmp_path):
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        assert ("pg_restore: " if path.suffix == ".dump" else f"{path}: ") in complaint()
        path.write_bytes(whole)
        for log in folder.glob("erasures-*.log"):
            log.unlink()
        assert complaint().startswith(f"Beside {path} there is no erasures-….log")
        monkeypatch.setattr(backups.shutil, "which", lambda program: None)
        if connection.vendor == "postgresql":
            (folder / "erasures-2026-01.log").touch()
            assert complaint().startswith("pg_restore is missing.")


# --- what stays gone --------------------------------------------------------------------------


def lived() -> SimpleNamespace:
    """A world at the moment of the backup."""
    owner = making.network()
    of = hinting.body("Stelle", "stelle@beispiel.example", owner)
    world = SimpleNamespace(
        erased=making.waiting(owner, email="a@stadt.example"),
        left=making.in_state(State.APPROVED, owner, email="b@stadt.example", list_publicly=True),
        confirmed=making.applied(owner, email="c@stadt.example"),
        lost=making.waiting(owner, email="d@stadt.example"),
        named=making.waiting(owner, email="j@stadt.example", list_publicly=True),
        untouched=making.waiting(owner, email="e@stadt.example"),
        hint=hinting.in_stage(Stage.DECLINED, email="f@stadt.example"),
        gone=hinting.hint(email="g@stadt.example"),
        person=hinting.person(owner),
        user=making.user("weg"),
        body=of,
        silent=hinting.body("Stille Stelle", "still@beispiel.example", owner),
    )
    making.officer(of, name="beamtin")
    lost_links.ask(network=owner, email="e@stadt.example")
    notices.wish(network=owner, email="h@stadt.example", consent="2026-01")
    notices.wish(network=owner, email="i@stadt.example", consent="2026-01")
    notices.confirm(notice=Notice.objects.get(email="i@stadt.example"))
    Application.objects.filter(pk=world.untouched.pk).update(confirmed_at=timezone.now() - timedelta(days=8))
    Session.objects.create(session_key="x", session_data="", expire_date=timezone.now() + timedelta(hours=1))
    return world


def live_on(world: SimpleNamespace) -> None:
    """What happens after the backup."""
    retention.erase(world.erased)
    actions.withdraw(application=world.left)
    actions.confirm(application=world.confirmed)
    actions.unlist(application=world.named)
    emails.lost_link(world.lost)
    lost_links.answer_all()
    hint_retention.erase(world.gone)
    notices.confirm(notice=Notice.objects.get(email="h@stadt.example"))
    notices.tell_opened()
    reminders.tell_new()
    reminders.send()
    inquiry_actions.ask(body=world.body, by=None)
    inquiry_actions.stop(inquiry=inquiry_actions.ask(body=world.silent, by=None))
    world.person.withheld = True
    world.person.save()
    world.user.is_active = False
    world.user.save()
    outbox.send_due(limit=1000)
    hint_retention.run(timezone.now())
    retention.run()


def test_restore_brings_back_nothing_that_has_gone(folder, tmp_path, settings, versions):
    settings.NEWS_EVERY = 24
    world = lived()
    named = {world.person.name, Member.objects.get().name}
    assert ["directory_version" in traces(name) for name in named] == [True, True]
    path = backup(folder)
    dead = making.page_of(world.lost)
    live_on(world)
    assert Erasure.objects.count() == 0  # all of it is in the log
    words = "".join(log.read_text() for log in folder.glob("erasures-*.log"))
    assert [word for word in ("@stadt", "Anna", "Kim") if word in words] == []
    sent = len(mail.outbox)
    with elsewhere(tmp_path):
        backups.restore(path)
        check_people(world)
        assert [name for name in named if "directory_version" in traces(name)] == []
        check_links(dead)
        settings.INQUIRY_EVERY, settings.NEWS_EVERY = 180, 24
        for task in (
            lost_links.answer_all,
            notices.tell_opened,
            reminders.tell_new,
            reminders.send,
            inquiry_actions.send_due,
            outbox.send_due,
        ):
            task()
        assert len(mail.outbox) == sent


def check_people(world: SimpleNamespace) -> None:
    assert not Application.objects.filter(reference=world.erased.reference).exists()
    states = dict(Application.objects.values_list("email", "state"))
    assert states == {
        "b@stadt.example": State.WITHDRAWN, "c@stadt.example": State.WAITING,
        "d@stadt.example": State.WAITING, "e@stadt.example": State.WAITING, "j@stadt.example": State.WAITING,
    }  # fmt: skip
    assert not Application.objects.filter(list_publicly=True, state=State.WAITING).exists()
    assert Member.objects.values_list("name", "is_public").get() == ("", False)
    assert list(Hint.objects.values_list("email", flat=True)) == [""]
    assert Contact.objects.get().withheld
    silent = Correspondent.objects.get(body=world.silent)
    assert (silent.email, silent.declined_at is None) == ("", False)
    assert not type(world.user).objects.get(username="weg").is_active
    assert (Notice.objects.count(), Session.objects.count()) == (0, 0)


def check_links(dead: str) -> None:
    assert not Secret.objects.filter(
        digest=secret_tokens.digest(dead.strip("/").rpartition("/")[2], Purpose.PAGE)
    ).exists()
