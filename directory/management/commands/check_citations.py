"""Tell whether the source texts still say what the citations mean."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.reading import source_coverage


class Command(BaseCommand):
    help = "Vergleicht die Belege mit den Quelltexten in einem Ordner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["path"]
        if not folder.is_dir():
            raise CommandError(f"{folder} ist kein Ordner.")
        checked, found = source_coverage.broken(folder)
        for item in found:
            self.stdout.write(f"{item.citation.source.slug}, {item.citation.where}: {item.reason}")
        self.stdout.write(f"{checked} Belege verglichen, {len(found)} passen nicht mehr.")
        if found:
            raise CommandError("Bitte die genannten Belege prüfen.")
