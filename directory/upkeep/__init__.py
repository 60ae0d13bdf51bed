"""What waits for an editor, and what is to be done about it? Each kind of work is told once; its number on the desk and
its list follow from the same rows. Only what readers see waits.
"""

from directory.upkeep.aging import CHECKS, CONTACTS, FIGURES, PLANS
from directory.upkeep.evidence import DISPUTES, UNSOURCED
from directory.upkeep.found import DEAD_LINKS, MOVED_LINKS, PAIRS
from directory.upkeep.task import Item, ReviewTask

TASKS = (UNSOURCED, DISPUTES, PLANS, CONTACTS, CHECKS, FIGURES, DEAD_LINKS, MOVED_LINKS, PAIRS)
"""Every kind of work, what misleads readers most comes first."""

__all__ = ["TASKS", "Item", "ReviewTask"]
