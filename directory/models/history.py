"""History: acts and versions. An act is the unit of work, however many rows it changes; of each record it changed it
keeps one version, the record's whole document.

What becomes of an act when it ends (versions, redirects, forgetting) is decided above, in ``directory.catalogue.acts``.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

COMPUTED = ("sort_key", "created_at", "updated_at")
"""Columns that follow from others; no version keeps them."""
REASON_LENGTH = 300
FROM_TEXTS = "aus den Quelltexten geladen"
"""The reason of the act that loads the fixtures."""
MERGED, PARTED = "Zusammengelegt: ", "Wieder getrennt: "
"""How the reasons of acts begin that let records become one, or two again."""

RECORDS = ("network", "body", "topic", "source", "page", "member")
"""The models whose rows have documents of their own."""
PARENTS = (
    "network", "terms", "body", "scope", "tenure", "contact", "criterion", "membership", "fact", "relation",
    "treatment", "source",
)  # fmt: skip
"""The columns that say of which record a row is part, and of what it speaks."""
Place = tuple[str, int]
"""A record, by the name of its model and its number."""


class Act(models.Model):
    """What one person did at once. ``is_about_people``: readers are not told why."""

    number = models.UUIDField("Nummer", primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField("wann", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="von wem"
    )
    reason = models.CharField("Grund", max_length=REASON_LENGTH, blank=True)
    is_about_people = models.BooleanField("betrifft Personen", default=False)

    class Meta:
        verbose_name = "Vorgang"
        verbose_name_plural = "Vorgänge"
        ordering = ["-at", "-number"]

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.reason}"


class Version(models.Model):
    """A record as an act left it. ``document`` is None once it is gone; ``act`` where it stood before versions were
    kept. ``network``: in whose log it is told.
    """

    act = models.ForeignKey(Act, models.CASCADE, null=True, blank=True, related_name="versions", verbose_name="Vorgang")
    kind = models.CharField("Art", max_length=10)
    record = models.PositiveBigIntegerField("Nummer des Eintrags")
    network = models.PositiveBigIntegerField("Netzwerk", null=True, blank=True, db_index=True)
    before = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="Fassung davor"
    )
    document = models.JSONField("Inhalt", null=True, blank=True)
    is_public = models.BooleanField("öffentlich", default=False)

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "record"], name="version_of_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "kind", "record"],
                name="version_once",
                violation_error_message="Ein Vorgang hinterlässt von jedem Eintrag eine Fassung.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"

    @property
    def place(self) -> Place:
        return self.kind, self.record


# --- the unit of work -------------------------------------------------------------------------


@dataclass
class Unit:
    """An act while it lasts: who, why, and which records it touches, in that order; whether it made them."""

    reason: str = ""
    by: Any = None
    at: datetime = field(default_factory=timezone.now)
    number: UUID = field(default_factory=uuid4)
    touched: dict[Place, bool] = field(default_factory=dict)


class Recorder(Protocol):
    """What keeps versions."""

    def begin(self, places: list[Place]) -> None:
        """Records are about to be changed for the first time in an act."""

    def record(self, unit: Unit) -> None:
        """An act ends."""


_current: ContextVar[Unit | None] = ContextVar("act", default=None)
_request: ContextVar[Any] = ContextVar("request", default=None)
_recorders: list[Recorder] = []


def register(recorder: Recorder) -> None:
    """From now on acts end with this recorder; for the app, when it starts."""
    _recorders[:] = [recorder]


@contextmanager
def act(reason: str = "", *, by: Any = None) -> Iterator[Unit]:
    """All rows saved inside belong together and are stored together, with their versions, or not at all. An inner act
    is part of the outer one. ``by`` is whoever sent the request, unless somebody is named.
    """
    outer = _current.get()
    if outer:
        outer.reason, outer.by = reason or outer.reason, by or outer.by
        yield outer
        return
    mine = Unit(reason, by)
    token = _current.set(mine)
    try:
        with transaction.atomic():
            yield mine
            if not transaction.get_rollback():
                _end(mine)
    finally:
        _current.reset(token)


def _end(unit: Unit) -> None:
    request = _request.get()
    if request is not None:
        user = request.user
        unit.by = unit.by or (user if user.is_authenticated else None)
        unit.reason = unit.reason or request.reason
    for recorder in _recorders:
        recorder.record(unit)


joined = act
"""What a single save opens: it belongs to the present act, or is one of its own."""


@dataclass
class Sender:
    """Whoever sends a request, and why, where the address says so."""

    user: Any
    reason: str = ""


@contextmanager
def sent_by(user: Any) -> Iterator[Sender]:
    """All acts inside are this user's, unless they name another one."""
    sender = Sender(user)
    token = _request.set(sender)
    try:
        yield sender
    finally:
        _request.reset(token)


def because(reason: str) -> None:
    """Give the present act its reason; or all acts of the present request that have none of their own."""
    present = _current.get() or _request.get()
    if present and reason:
        present.reason = reason


def present() -> Unit | None:
    """The act that lasts."""
    return _current.get()


def touch(*places: Place, is_new: bool = False) -> None:
    """Note that these records change in the present act; to be called before, or after one was made."""
    unit = _current.get()
    fresh = [place for place in dict.fromkeys(places) if unit and place not in unit.touched]
    if unit and fresh:
        for recorder in () if is_new else _recorders:
            recorder.begin(fresh)
        unit.touched |= dict.fromkeys(fresh, is_new)


def unsay(acts: Iterable[UUID], words: Iterable[str]) -> None:
    """Where the reason of one of these acts, or of the present one, holds any of the words, nothing keeps it."""
    folded = [word.casefold() for word in words]
    for told in Act.objects.filter(pk__in=list(acts)).exclude(reason=""):
        if any(word in told.reason.casefold() for word in folded):
            told.reason = ""
            told.save(update_fields=["reason"])
