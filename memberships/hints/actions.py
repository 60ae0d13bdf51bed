"""Every act on a hint: take it in, accept, decline, match with another, withdraw. One function each.

Order as in ``actions``: look up the table, change the row where its stage is still the expected one, queue the letter.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.catalogue import acts
from directory.enums import FactKind
from directory.models import Body, Erasure, Fact, Network
from memberships.enums import Decider, Flaw, Move, Refusal, Stage
from memberships.hints.references import Entry, Statement, find
from memberships.letters import emails
from memberships.letters.workflow import HINT, Overtaken
from memberships.models import Hint


@transaction.atomic
def submit(
    *,
    entry: Entry,
    statement: Statement | None,
    fields: Mapping[str, Any],
    submission: uuid.UUID,
    corrects: uuid.UUID | None = None,
    informant: Body | None = None,
) -> Hint:
    """Take a hint in. The same one sent again gives the one it made; a changed one is one of its own.

    ``corrects`` names the submission whose place it takes until that is decided: its address was mistyped.
    """
    hint = Hint(
        network=entry if isinstance(entry, Network) else None,
        body=entry if isinstance(entry, Body) else None,
        about=statement.name if statement else "",
        stood=statement.kept if statement else "",
        informant=informant,
        submission=submission,
        **fields,
    )
    if hint.email:
        hint.consent_at = timezone.now()
    if corrects:
        mistyped = Hint.objects.filter(submission=corrects, stage=Stage.OPEN)
        mistyped.filter(network=hint.network, body=hint.body).delete()
    try:
        with transaction.atomic():
            hint.save()
    except IntegrityError:
        earlier = Hint.objects.filter(submission=submission).first()
        if earlier is None:
            raise  # refused for another reason
        if _content(earlier) == _content(hint):
            return earlier
        hint.submission = uuid.uuid4()  # written anew on a page from the browser's memory
        hint.save()
    return hint


def _content(hint: Hint) -> tuple[Any, ...]:
    return (
        hint.network_id, hint.body_id, hint.about, hint.flaw, hint.text, hint.source,
        hint.email,
    )  # fmt: skip


def unchanged(hint: Hint) -> bool:
    """Whether nothing of what the hint is about has changed since it came in.

    If it says that a statement is wrong or outdated, that statement counts; else the whole entry does. An outdated
    figure stays as it is, and another figure is entered or brought up to date.
    """
    entry, since = hint.entry, hint.submitted_at
    if not hint.about or hint.flaw not in (Flaw.WRONG, Flaw.OUTDATED):
        return entry.updated_at <= since
    now = find(entry, hint.about)
    if now is None or now.kept != hint.stood:
        return False
    if isinstance(now.row, Fact) and now.row.kind == FactKind.FIGURE and hint.flaw == Flaw.OUTDATED:
        newer = Fact.objects.filter(network=entry.pk, kind=FactKind.FIGURE, updated_at__gt=since)
        if newer.exclude(pk=now.row.pk).exists():
            return False
    return not acts.was_recited(now.row, since)


def accept(*, hint: Hint, by: Any, answer: str = "") -> None:
    """The entry says now what the hint asked for."""
    _move(hint, Move.ACCEPT, by=by, answer=answer)


def decline(*, hint: Hint, by: Any, refusal: Refusal, answer: str = "") -> None:
    """The entry stays as it is, for a reason from the list and in own words. Nonsense gets no letter."""
    _move(hint, Move.DECLINE, by=by, refusal=refusal, answer=answer, silently=refusal == Refusal.NO_HINT)


@transaction.atomic
def match(*, hint: Hint, by: Any, earlier: Hint) -> None:
    """Another hint says the same.

    Raises:
        Overtaken: if that one has meanwhile been found to repeat a third, or this one.
    """
    # Both are locked, in one order, because two editors may match the two with each other.
    both = Hint.objects.select_for_update().filter(pk__in=[hint.pk, earlier.pk]).order_by("pk")
    same = {row.pk: row for row in both}.get(earlier.pk)
    if same is None or same.pk == hint.pk or same.stage == Stage.DUPLICATE:
        raise Overtaken("Der andere Hinweis kommt dafür nicht mehr in Frage. Bitte wählen Sie noch einmal.")
    _move(hint, Move.MATCH, by=by, same_as=same)


def withdraw(*, hint: Hint) -> None:
    """The coordinating body has thought again."""
    _move(hint, Move.WITHDRAW, Decider.BODY)


@transaction.atomic
def _move(
    hint: Hint,
    move: Move,
    who: Decider = Decider.CURATOR,
    *,
    by: Any = None,
    silently: bool = False,
    **changes: Any,
) -> None:
    row = HINT.take(hint, move, who, decided_at=timezone.now(), decided_by=by, **changes)
    if row.letter and hint.email and not silently:
        emails.answered(hint, row.letter)
    else:
        forget_sender(hint)


def forget_sender(hint: Hint) -> None:
    """Remove the address; nobody will write to it any more."""
    if hint.email:
        Erasure.note("sender", hint.reference)
    nothing: dict[str, Any] = {"email": "", "consent_at": None, "consent_version": ""}
    Hint.objects.filter(pk=hint.pk).update(**nothing)
    for name, value in nothing.items():
        setattr(hint, name, value)
