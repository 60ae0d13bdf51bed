"""List the lines of the source texts that no fact represents."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.models import Source
from directory.reading import source_coverage


class Command(BaseCommand):
    help = "Zeigt, welche Zeilen der Quelltexte keine Angabe wiedergibt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["path"].is_dir():
            raise CommandError(f"{options['path']} ist kein Ordner.")
        for source in Source.objects.exclude(file=""):
            text = source_coverage.read(options["path"], source)
            if text is None:
                self.stdout.write(f"{source.slug}: Die Datei {source.file} fehlt.")
                continue
            result = source_coverage.cover(source, text)
            self.stdout.write(
                f"{source.slug}: {result.cited} Zeilen belegt, {result.silent} ohne Angabe, {len(result.open)} offen"
            )
            for number, line in result.open:
                self.stdout.write(f"  Zeile {number}: {line[:100]}")
