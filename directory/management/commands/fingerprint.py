"""Print the fingerprint of a passage, to be written into a fixture's citation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.rules import line_ranges


class Command(BaseCommand):
    help = "Nennt den Fingerabdruck einer Textstelle: fingerprint DATEI ZEILEN (19 oder 11-14)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("lines")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8").splitlines()
            self.stdout.write(line_ranges.fingerprint(text, *line_ranges.parse(options["lines"])))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
