"""Every act on a proposal: take it in, accept, decline, match with another, withdraw. One function each.

Order as in ``actions``: look up the table, change the row where its stage is still the expected one, queue the letter.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.models import Body, Citation, Erasure, Network
from memberships.enums import Decider, Flaw, Move, Refusal, Stage
from memberships.hints.references import Entry, Statement, find
from memberships.letters import emails
from memberships.letters.workflow import HINT, Overtaken
from memberships.models import Proposal


@transaction.atomic
def submit(
    *,
    entry: Entry,
    statement: Statement | None,
    fields: Mapping[str, Any],
    submission: uuid.UUID,
    corrects: uuid.UUID | None = None,
    informant: Body | None = None,
) -> Proposal:
    """Take a proposal in. The same one sent again gives the one it made; a changed one is one of its own.

    ``corrects`` names the submission whose place it takes until that is decided: its address was mistyped.
    """
    proposal = Proposal(
        network=entry if isinstance(entry, Network) else None,
        body=entry if isinstance(entry, Body) else None,
        about=statement.name if statement else "",
        stood=statement.kept if statement else "",
        informant=informant,
        submission=submission,
        **fields,
    )
    if proposal.email:
        proposal.consent_at = timezone.now()
    if corrects:
        mistyped = Proposal.objects.filter(submission=corrects, stage=Stage.OPEN)
        mistyped.filter(network=proposal.network, body=proposal.body).delete()
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        earlier = Proposal.objects.filter(submission=submission).first()
        if earlier is None:
            raise  # refused for another reason
        if _content(earlier) == _content(proposal):
            return earlier
        proposal.submission = uuid.uuid4()  # written anew on a page from the browser's memory
        proposal.save()
    return proposal


def _content(proposal: Proposal) -> tuple[Any, ...]:
    return (
        proposal.network_id, proposal.body_id, proposal.about, proposal.flaw, proposal.text, proposal.source,
        proposal.email,
    )  # fmt: skip


def unchanged(proposal: Proposal) -> bool:
    """Whether nothing of what the proposal is about has changed since it came in.

    If it says that a statement is wrong or outdated, that statement counts; else the whole entry does.
    """
    entry, since = proposal.entry, proposal.submitted_at
    if not proposal.about or proposal.flaw not in (Flaw.WRONG, Flaw.OUTDATED):
        return entry.updated_at <= since
    now = find(entry, proposal.about)
    if now is None or now.kept != proposal.stood:
        return False
    recited = Citation.history.filter(**{now.name.partition(":")[0]: now.row.pk}, history_date__gt=since)
    return not recited.exists()


def accept(*, proposal: Proposal, by: Any, answer: str = "") -> None:
    """The entry says now what the proposal asked for."""
    _move(proposal, Move.ACCEPT, by=by, answer=answer)


def decline(*, proposal: Proposal, by: Any, refusal: Refusal, answer: str = "") -> None:
    """The entry stays as it is, for a reason from the list and in own words. Nonsense gets no letter."""
    _move(proposal, Move.DECLINE, by=by, refusal=refusal, answer=answer, silently=refusal == Refusal.NO_HINT)


@transaction.atomic
def match(*, proposal: Proposal, by: Any, earlier: Proposal) -> None:
    """Another proposal says the same.

    Raises:
        Overtaken: if that one has meanwhile been found to repeat a third, or this one.
    """
    # Both are locked, in one order, because two editors may match the two with each other.
    both = Proposal.objects.select_for_update().filter(pk__in=[proposal.pk, earlier.pk]).order_by("pk")
    same = {row.pk: row for row in both}.get(earlier.pk)
    if same is None or same.pk == proposal.pk or same.stage == Stage.DUPLICATE:
        raise Overtaken("Der andere Hinweis kommt dafür nicht mehr in Frage. Bitte wählen Sie noch einmal.")
    _move(proposal, Move.MATCH, by=by, same_as=same)


def withdraw(*, proposal: Proposal) -> None:
    """The coordinating body has thought again."""
    _move(proposal, Move.WITHDRAW, Decider.BODY)


@transaction.atomic
def _move(
    proposal: Proposal,
    move: Move,
    who: Decider = Decider.CURATOR,
    *,
    by: Any = None,
    silently: bool = False,
    **changes: Any,
) -> None:
    row = HINT.take(proposal, move, who, decided_at=timezone.now(), decided_by=by, **changes)
    if row.letter and proposal.email and not silently:
        emails.answered(proposal, row.letter)
    else:
        forget_sender(proposal)


def forget_sender(proposal: Proposal) -> None:
    """Remove the address; nobody will write to it any more."""
    if proposal.email:
        Erasure.note("sender", proposal.reference)
    nothing: dict[str, Any] = {"email": "", "consent_at": None, "consent_version": ""}
    Proposal.objects.filter(pk=proposal.pk).update(**nothing)
    for name, value in nothing.items():
        setattr(proposal, name, value)
