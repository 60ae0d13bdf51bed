"""Initial values: what is a form of the desk filled in with before its editor types? What led here may suggest it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Suggested = dict[str, dict[str, Any]]
NEW_FACT = "new-fact"
"""Suggested for a new fact on its network's page."""
FACT = "fact"
"""Suggested for the fact whose own page it is."""
SUGGEST: list[Callable[[HttpRequest], Suggested]] = []
"""Each tells by the address of a form what it suggests. Other apps add to it."""


def suggested(request: HttpRequest, what: str) -> dict[str, Any]:
    """Values of fields by name; only for a form that is opened, never for one that is sent."""
    found = (suggest(request) for suggest in SUGGEST) if request.method == "GET" else ()
    return next((said[what] for said in found if what in said), {})


class FilledInline:
    """Mixed into the inline of facts: an empty form for a new one, filled in."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        values = suggested(request, NEW_FACT)
        formset: Any = super().get_formset(request, obj, **options, extra=1 if values else 0)  # type: ignore[misc]

        class FilledFormSet(formset):
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options, initial=[values])

        return FilledFormSet if values else formset


class FilledPage:
    """Mixed into the page of one fact: the fields of the stored one, filled in with what it could say instead."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **options)  # type: ignore[misc]
        values = suggested(request, FACT)

        class FilledForm(form):
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options)
                self.initial.update(values)

        return FilledForm if values else form
