"""Export of the applications an officer sees, as CSV."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from directory.rules.csv_injection import escape
from memberships import queue
from memberships.enums import State
from memberships.models import Application

COLUMNS = (
    "reference", "network", "state", "submitted_at", "confirmed_at", "decided_at", "party", "name", "email",
    "organisation", "function", "sector", "place", "land", "level", "statement", "remark", "question", "answer",
    "decline_reason", "decline_text", "exception_text", "list_publicly",
)  # fmt: skip


def cell(application: Application, name: str) -> str:
    """One value as people read it."""
    if name == "state":
        return queue.STATES[State(application.state)]
    shown = getattr(application, f"get_{name}_display", None)
    value: Any = shown() if shown else getattr(application, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if hasattr(value, "astimezone"):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return escape(str(value))


def answer(applications: Iterable[Application]) -> HttpResponse:
    """The file."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mitgliedsantraege.csv"'
    response.write("\ufeff")  # else spreadsheets take the umlauts for something else
    writer = csv.writer(response, delimiter=";")
    labels = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}
    writer.writerow([*(labels[name] for name in COLUMNS), "zuständig", "wartet auf", "Alter in Tagen"])
    for application in applications:
        waits_for = queue.WAITS_FOR.get(State(application.state), "")
        age = queue.age(application)
        more = [escape(queue.responsible(application)), waits_for, "" if age is None else age]
        writer.writerow([*(cell(application, name) for name in COLUMNS), *more])
    return response
