"""Read reports about letters that came back: one from standard input, or all new ones of a mail folder."""

import mailbox as mailboxes
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from memberships.letters import bounces


class Command(BaseCommand):
    help = (
        "Liest Berichte über unzustellbare Briefe: einen von der Standardeingabe oder alle eines Maildir-Ordners. "
        "Gelesene Berichte bleiben liegen; noch einmal gelesen, ändern sie nichts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--maildir", metavar="ORDNER", help="Ordner des Absenders, im Format Maildir")

    def handle(self, *args: Any, **options: Any) -> None:
        returned = [message for raw in reports(options["maildir"]) for message in bounces.read(raw)]
        self.stdout.write("Ein Brief kam zurück." if len(returned) == 1 else f"{len(returned)} Briefe kamen zurück.")


def reports(folder: str | None) -> list[bytes]:
    """The mails to read.

    Raises:
        CommandError: if there is no such folder.
    """
    if folder is None:
        return [sys.stdin.buffer.read()]
    if not Path(folder, "new").is_dir():
        raise CommandError(f"{folder} ist kein Maildir: Der Ordner „new“ fehlt.")
    found = mailboxes.Maildir(folder, create=False)
    return [found.get_bytes(key) for key in sorted(found.keys())]
