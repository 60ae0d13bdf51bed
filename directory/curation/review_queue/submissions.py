"""Submissions: which drafts wait to be published, which came back, and what must the operator still fill in?"""

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from directory.curation.publishing import PERMISSION
from directory.curation.review_queue.task import Item, ReviewTask, day
from directory.enums import Visibility
from directory.models import Page, Submission
from directory.models.page import OPEN


def submitted() -> QuerySet[Submission]:
    """Drafts handed over that nobody has decided about; the oldest first."""
    return Submission.objects.filter(decided_at=None).select_related("network", "by").order_by("at", "pk")


def returned() -> QuerySet[Submission]:
    """Drafts that came back and have not been handed over again."""
    newest = Submission.objects.filter(network=OuterRef("network")).order_by("-at", "-pk").values("pk")[:1]
    found = Submission.objects.filter(pk=Subquery(newest), is_accepted=False, network__visibility=Visibility.DRAFT)
    return found.select_related("network").order_by("-decided_at", "pk")


def tell_submitted(rows: Sequence[Submission]) -> list[Item]:
    return [
        Item(row.network, str(row.network), f"vorgelegt am {day(row.at)}{f' von {row.by}' if row.by else ''}", row.note)
        for row in rows
    ]


def tell_returned(rows: Sequence[Submission]) -> list[Item]:
    return [Item(row.network, str(row.network), f"zurückgegeben am {day(row.decided_at)}", row.answer) for row in rows]


def unfinished() -> QuerySet[Page]:
    """Pages of the operator in which brackets still say what is missing."""
    return Page.objects.filter(text__contains=OPEN).order_by("slug")


def tell_pages(pages: Sequence[Page]) -> list[Item]:
    return [Item(page, page.title, why="In fetten eckigen Klammern steht, was fehlt.") for page in pages]


SUBMITTED = ReviewTask(
    key="vorgelegt",
    label="Zur Veröffentlichung vorgelegt",
    advice="Sehen Sie den Entwurf durch; veröffentlichen Sie ihn, oder geben Sie ihn mit einem Wort dazu zurück.",
    permission=PERMISSION,
    rows=submitted,
    items=tell_submitted,
)
RETURNED = ReviewTask(
    key="zurueckgegeben",
    label="Zurückgegebene Entwürfe",
    advice="Ergänzen Sie, was die Leitung vermisst, und legen Sie den Entwurf wieder vor.",
    permission="directory.change_network",
    rows=returned,
    items=tell_returned,
)
PAGES = ReviewTask(
    key="seiten",
    label="Seiten mit offenen Angaben",
    advice="Ersetzen Sie, was in fetten eckigen Klammern steht, durch Ihre Angaben, und kreuzen Sie „ausgefüllt“ an.",
    permission="directory.change_page",
    rows=unfinished,
    items=tell_pages,
)
