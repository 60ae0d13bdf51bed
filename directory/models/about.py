"""Statements about rows: what can citations and verdicts speak about? Exactly one row of the catalogue, or one aspect
of it.
"""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from directory.enums import Aspect
from directory.models.history import Place

TARGETS = (
    "network",
    "body",
    "scope",
    "tenure",
    "contact",
    "terms",
    "criterion",
    "membership",
    "fact",
    "relation",
    "treatment",
)
"""The rows a citation or a verdict can speak about; each speaks about exactly one."""

STATED_IN = {
    "network": {"name": "name", "kind": "kind", "status": "status", "start": "start", "end": "end"},
    "body": {"name": "name", "legal-form": "legal_form", "office": "office", "url": "url"},
    "terms": {
        "mode": "mode",
        "who": "who_text",
        "cost": "cost",
        "one-per-organisation": "one_per_organisation",
        "obligations": "obligations",
    },
}
"""Which field states which aspect, so that it needs a source of its own."""
WITH_ASPECTS = tuple(STATED_IN)
"""Rows with so many fields that a citation must say which one it means."""
NOT_STATED = ("", "nicht-genannt", None)
"""Values that say nothing and need no source."""


def exactly_one(fields: tuple[str, ...]) -> Q:
    """A condition: one of these columns is filled, all others are empty."""
    cases = (Q(**{f"{field}__isnull": field != filled for field in fields}) for filled in fields)
    return reduce(or_, cases)


def target(model: str) -> models.ForeignKey:
    """A column for one of the rows a citation or verdict can speak about."""
    return models.ForeignKey(
        f"directory.{model.capitalize()}", models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )


class About(models.Model):
    """Something said about exactly one row of the catalogue, or about one aspect of it."""

    network = target("network")
    body = target("body")
    scope = target("scope")
    tenure = target("tenure")
    contact = target("contact")
    terms = target("terms")
    criterion = target("criterion")
    membership = target("membership")
    fact = target("fact")
    relation = target("relation")
    treatment = target("treatment")
    aspect = models.CharField("Angabe", max_length=30, choices=Aspect.choices, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def one_target() -> models.CheckConstraint:
        """To be listed among the constraints of each heir."""
        return models.CheckConstraint(
            condition=exactly_one(TARGETS),
            name="%(class)s_one_target",
            violation_error_message="Ein Beleg gehört zu genau einer Angabe.",
        )

    @staticmethod
    def aspect_named() -> models.CheckConstraint:
        """To be listed among the constraints of each heir."""
        return models.CheckConstraint(
            condition=~Q(aspect="") | Q(**{f"{field}__isnull": True for field in WITH_ASPECTS}),
            name="%(class)s_aspect_named",
            violation_error_message="Bei Netzwerk, Stelle und Beitrittsbedingungen fehlt, welche Angabe gemeint ist.",
        )

    def belongs_to(self) -> list[int]:
        """The networks on whose page the row spoken about is shown."""
        return getattr(self, self.target_name).belongs_to()

    def places(self) -> list[Place]:
        """The records in whose documents the row spoken about stands."""
        found: list[Place] = getattr(self, self.target_name).places()
        return found

    @property
    def tells_of_hidden_person(self) -> bool:
        """Whether it speaks about a contact person readers must not see."""
        contact = getattr(self, "contact", None)
        return contact is not None and not contact.is_shown

    @property
    def target_name(self) -> str:
        """Which column is filled."""
        return next(name for name in TARGETS if getattr(self, f"{name}_id") is not None)
