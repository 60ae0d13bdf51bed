"""Count rows: how many rows are there? To compare a copy with what it was taken from."""

from typing import Any

from django.core.management.base import BaseCommand

from networks_site import backups


class Command(BaseCommand):
    help = "Prints how many rows each table holds that does not empty itself."

    def handle(self, *args: Any, **options: Any) -> None:
        for table, number in backups.counts().items():
            self.stdout.write(f"{table} {number}")
