"""Duplicates: how do two records become one, and two again? ``merge`` and ``part``; what would happen says
``plan``.
"""

from directory.catalogue import Refused
from directory.curation.duplicates.merge_plan import Plan, plan
from directory.curation.duplicates.merging import merge
from directory.curation.duplicates.unmerging import part

__all__ = ["Plan", "Refused", "merge", "part", "plan"]
