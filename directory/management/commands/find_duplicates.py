"""Look for records that may be one, and say which."""

from typing import Any

from django.core.management.base import BaseCommand

from directory.curation.duplicates import detection
from directory.models import Pair


class Command(BaseCommand):
    help = "Sucht Einträge, die gleich oder fast gleich heißen oder dieselbe Adresse haben; der Arbeitsplatz zeigt sie."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{detection.find_pairs()} mögliche Dubletten.")
        for pair in Pair.objects.filter(distinct_at=None):
            self.stdout.write(f"  {pair.get_kind_display()}: {pair} – {pair.because}")
