"""Citation checks: what must stand behind a verdict? At least two citations of the statement it weighs, each with what
its source says: readers see these words side by side.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from directory.models import Citation, Verdict

ENOUGH = 2
UNSAID = "Zu dieser Angabe gibt es ein Urteil, das die Belege abwägt. Bitte tragen Sie ein, was die Quelle sagt."


class Unweighed(Exception):
    """Raised while saving, so that nothing is stored; the text is for the editor."""


def require_claims(formsets: Iterable[Any]) -> None:
    """Refuse verdicts of a page that weigh fewer than two citations, or one that says nothing, as they stand after
    saving.

    Raises:
        Unweighed: naming the verdict.
    """
    verdicts = (form.instance for formset in formsets if formset.model is Verdict for form in formset.live())
    for verdict in verdicts:
        name = verdict.target_name
        target = {f"{name}_id": getattr(verdict, f"{name}_id")}
        citations = list(Citation.objects.filter(**target, aspect=verdict.aspect).select_related("source"))
        if len(citations) < ENOUGH:
            found = "nur ein Beleg" if citations else "kein Beleg"
            raise Unweighed(
                f"Nicht gespeichert: Das Urteil „{verdict.subject}“ hat nichts abzuwägen, denn zu dieser Angabe steht "
                f"{found}. Bitte tragen Sie zuerst ein, was die andere Quelle sagt."
            )
        silent = "; ".join(str(citation) for citation in citations if not citation.claim.strip())
        if silent:
            raise Unweighed(
                f"Nicht gespeichert: Das Urteil „{verdict.subject}“ stellt die Aussagen der Quellen nebeneinander. "
                f"Bitte tragen Sie bei diesen Belegen ein, was die Quelle sagt: {silent}."
            )


def is_weighed(row: Model, aspect: str) -> bool:
    """Whether a verdict weighs what is said about a row, or about one aspect of it."""
    return bool(row.pk) and Verdict.objects.filter(**{str(row._meta.model_name): row.pk}, aspect=aspect).exists()
