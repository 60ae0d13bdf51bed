"""Bring a backup back, into an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from networks_site import backups


class Command(BaseCommand):
    help = "Fills the empty database of DATABASE_URL from a backup, and erases again what was erased since."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", nargs="?", type=Path, help="the file (default: the newest in BACKUP_DIR)")

    def handle(self, *args: Any, backup: Path | None, **options: Any) -> None:
        found = [backup] if backup else backups.ordered(Path(settings.BACKUP_DIR))[-1:]
        if not found:
            raise CommandError(f"There is no backup in {settings.BACKUP_DIR}.")
        done = backups.restore(found[0])
        self.stdout.write(f"{found[0]} is back; {done} rows were erased, or are over, again.")
