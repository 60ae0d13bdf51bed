"""Take a backup of the running site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from networks_site import backups


class Command(BaseCommand):
    help = "Copies the database into BACKUP_DIR while the site runs, and reads the copy to its end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keep", type=int, default=30, help="how many backups are kept (default: 30)")

    def handle(self, *args: Any, keep: int, **options: Any) -> None:
        self.stdout.write(str(backups.make(Path(settings.BACKUP_DIR), max(keep, 1))))
