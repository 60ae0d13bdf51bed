"""Duplicates: how do two records become one, and two again? ``merge`` and ``part``; what would happen says
``plan``.
"""

from directory.curation.duplicates.merge_plan import Plan, Refused
from directory.curation.duplicates.merging import merge, plan
from directory.curation.duplicates.unmerging import part

__all__ = ["Plan", "Refused", "merge", "part", "plan"]
