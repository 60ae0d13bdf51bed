"""Review queue: what waits for an editor, and what is to be done about it? Each kind of work is told once; its number
on the desk and its list follow from the same rows. Only what readers see waits.
"""

from directory.curation.review_queue.findings import DEAD_LINKS, MOVED_LINKS, PAIRS
from directory.curation.review_queue.missing_sources import DISPUTES, UNSOURCED
from directory.curation.review_queue.staleness import CHECKS, CONTACTS, FIGURES, PLANS
from directory.curation.review_queue.submissions import PAGES, RETURNED, SUBMITTED
from directory.curation.review_queue.task import Item, ReviewTask

TASKS = (
    SUBMITTED,
    RETURNED,
    UNSOURCED,
    DISPUTES,
    PLANS,
    CONTACTS,
    CHECKS,
    FIGURES,
    DEAD_LINKS,
    MOVED_LINKS,
    PAIRS,
    PAGES,
)
"""Every kind of work, what misleads readers most comes first."""

__all__ = ["TASKS", "Item", "ReviewTask"]
