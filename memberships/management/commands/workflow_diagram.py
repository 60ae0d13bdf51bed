"""Draw the tables of applications and of hints into the docs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from memberships.letters import workflow

TARGET = settings.BASE_DIR / "docs" / "workflow.md"


def document() -> str:
    """The whole file: made from the table, never edited."""
    return (
        "# The life of an application\n\n"
        "Made from the tables in `memberships/letters/workflow.py` by `manage.py workflow_diagram`.\n\n"
        f"```mermaid\n{workflow.APPLICATION.diagram()}\n```\n\n"
        "# The life of a hint\n\n"
        f"```mermaid\n{workflow.HINT.diagram()}\n```\n"
    )


class Command(BaseCommand):
    help = "Zeichnet den Ablauf nach docs/workflow.md; --check vergleicht nur."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            TARGET.write_text(document(), encoding="utf-8")
        elif TARGET.read_text(encoding="utf-8") != document():
            raise CommandError("docs/workflow.md passt nicht mehr zum Ablauf; manage.py workflow_diagram zeichnet neu.")
