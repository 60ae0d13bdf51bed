"""Load the catalogue from the project's fixtures, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from directory.catalogue import Loading, Refused
from directory.models import Network


class Command(BaseCommand):
    help = "Lädt das Verzeichnis aus fixtures/ (alles oder nichts; zweimal schadet nicht)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument("--if-empty", action="store_true", help="nur in ein leeres Verzeichnis laden")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Network.objects.exists():
            self.stdout.write("Das Verzeichnis ist schon gefüllt; nichts geladen.")
            return
        try:
            tally = Loading(options["folder"]).run()
        except (Refused, OSError) as error:
            raise CommandError(f"Nichts geladen. {error}") from error
        self.stdout.write(", ".join(f"{count} {what}" for what, count in sorted(tally.items())))
