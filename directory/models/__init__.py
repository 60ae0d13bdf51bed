"""The catalogue: one noun a file."""

from typing import Any

from directory.models.about import TARGETS, WITH_ASPECTS
from directory.models.body import Body, Contact, Tenure
from directory.models.erasure import Erasure
from directory.models.fact import Fact
from directory.models.gap import Gap
from directory.models.history import Act, Version
from directory.models.lease import Lease
from directory.models.link import Link, LinkState
from directory.models.member import Member
from directory.models.membership import Membership
from directory.models.merger import FormerAddress, Merger, Pair, RecordKind
from directory.models.network import Network, Relation, Scope
from directory.models.page import Page
from directory.models.revision import Revision
from directory.models.source import Citation, Silence, Source, Verdict
from directory.models.submission import Submission
from directory.models.terms import Criterion, Terms
from directory.models.topic import Topic, Treatment
from directory.models.upload import Upload

TARGET_MODELS: dict[str, Any] = {name: getattr(Citation, name).field.remote_field.model for name in TARGETS}
"""The model of each kind of row a citation or a verdict can speak about."""

__all__ = [
    "TARGETS",
    "TARGET_MODELS",
    "WITH_ASPECTS",
    "Act",
    "Body",
    "Citation",
    "Contact",
    "Criterion",
    "Erasure",
    "Fact",
    "FormerAddress",
    "Gap",
    "Lease",
    "Link",
    "LinkState",
    "Member",
    "Membership",
    "Merger",
    "Network",
    "Page",
    "Pair",
    "RecordKind",
    "Relation",
    "Revision",
    "Scope",
    "Silence",
    "Source",
    "Submission",
    "Tenure",
    "Terms",
    "Topic",
    "Treatment",
    "Upload",
    "Verdict",
    "Version",
]
