"""Visit the web addresses of the catalogue that are due, and say what was found."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directory.curation.link_checks import schedule
from directory.models import Link, LinkState

PATIENCE = 60  # seconds to wait for another process


class Command(BaseCommand):
    help = (
        "Besucht die Webadressen des Verzeichnisses, die an der Reihe sind; jede Website höchstens einmal je Sekunde."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, help="höchstens so viele Adressen")
        parser.add_argument("--all", action="store_true", help="auch die, die noch nicht an der Reihe sind")

    def handle(self, *args: Any, **options: Any) -> None:
        schedule.note()
        if options["all"]:
            Link.objects.update(due_at=timezone.now())
        visited = self.visit(options["limit"])
        states = {state: Link.objects.filter(state=state).count() for state in LinkState}
        known = ", ".join(f"{count} {state.label}" for state, count in states.items() if count)
        self.stdout.write(f"{visited} Webadressen besucht. Jetzt bekannt: {known or 'keine'}.")
        for link in Link.objects.filter(state__in=(LinkState.DEAD, LinkState.MOVED, LinkState.REFUSED)):
            self.stdout.write(f"  {link.url}: {link.get_state_display()} {link.moved_to or link.error}")

    def visit(self, limit: int | None) -> int:
        for _ in range(PATIENCE):
            visited = schedule.visit_due(schedule.VISITOR, limit)
            if visited is not None:
                return visited
            time.sleep(1)
        raise CommandError("Ein anderer Prozess besucht gerade Adressen. Bitte versuchen Sie es später noch einmal.")
