"""How do two records become one, and two again? ``merge`` and ``part``; what would happen says ``plan``."""

from directory.merging.acting import merge, plan
from directory.merging.parting import part
from directory.merging.planning import Plan, Refused

__all__ = ["Plan", "Refused", "merge", "part", "plan"]
