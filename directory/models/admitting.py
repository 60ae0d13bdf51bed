"""Admitting: who may join? What a network says about it, read from its joining terms."""

from textwrap import shorten
from typing import Any

from directory.enums import CriterionKind, Status, Who
from directory.rules.membership_paths import INTEREST

ROOM = 80  # characters that cards and lists have


class Admitting:
    """A network, seen by those who want to join. Lists fetch its rows ahead (see ``NetworkQuerySet.for_cards``)."""

    status: str

    @property
    def who(self) -> list[Any]:
        """The criteria that say who can join."""
        return [rule for rule in self.rules if rule.kind == CriterionKind.WHO]

    @property
    def takes_everybody(self) -> bool:
        """Whether it names persons as well as organisations, so that anybody is one of those it takes."""
        return {Who.PERSON, Who.ORGANISATION} <= {rule.value for rule in self.who}

    @property
    def has_conditions(self) -> bool:
        """Whether joining asks for more than being a person, an organisation or an initiative, and being interested."""
        others = [rule for rule in self.rules if rule.kind != CriterionKind.WHO]
        interest = INTEREST[CriterionKind.PURPOSE]
        return bool(self.who) and any(rule.value not in interest for rule in others)

    @property
    def who_in_short(self) -> str:
        """Who may join, in as few words as cards and lists have room for; empty where no source tells."""
        if self.status == Status.ENDED:
            return "niemand mehr"
        terms = getattr(self, "terms", None)
        told = (terms.who_short or self._who_by_rules or terms.who_text) if terms else ""
        if not told and self.status == Status.PLANNED:
            return "noch niemand"
        return shorten(told, ROOM, placeholder=" …")

    @property
    def _who_by_rules(self) -> str:
        if self.takes_everybody and not self.has_conditions:
            return "alle Interessierten"
        named = ", ".join(rule.label for rule in self.who)
        return f"{named}, unter Bedingungen" if self.has_conditions else named

    @property
    def rules(self) -> list[Any]:
        """The criteria of the way in that its joining terms tell of."""
        return [rule for rule in self.criteria if not rule.way]

    @property
    def criteria(self) -> list[Any]:
        """All criteria of its joining terms, also those of further ways in."""
        terms = getattr(self, "terms", None)
        return list(terms.criteria.all()) if terms else []
