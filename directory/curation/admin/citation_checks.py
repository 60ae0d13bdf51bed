"""Citation checks: what must stand behind a verdict? At least two citations of the statement it weighs."""

from collections.abc import Iterable
from typing import Any

from directory.models import Citation, Verdict

ENOUGH = 2


class Unweighed(Exception):
    """Raised while saving, so that nothing is stored; the text is for the editor."""


def require_two_citations(formsets: Iterable[Any]) -> None:
    """Refuse verdicts of a page that weigh fewer than two citations, counted as they stand after saving.

    Raises:
        Unweighed: naming the verdict.
    """
    verdicts = (form.instance for formset in formsets if formset.model is Verdict for form in formset.live())
    for verdict in verdicts:
        name = verdict.target_name
        target = {f"{name}_id": getattr(verdict, f"{name}_id")}
        number = Citation.objects.filter(**target, aspect=verdict.aspect).count()
        if number < ENOUGH:
            found = "nur ein Beleg" if number else "kein Beleg"
            raise Unweighed(
                f"Nicht gespeichert: Das Urteil „{verdict.subject}“ hat nichts abzuwägen, denn zu dieser Angabe steht "
                f"{found}. Bitte tragen Sie zuerst ein, was die andere Quelle sagt."
            )
