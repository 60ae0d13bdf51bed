"""Every act of asking coordinating bodies whether their networks' facts still hold, and of taking their replies.

A body speaks for the networks it leads today; its "still right" counts as a check, its "no longer" as a hint.
"""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from directory.enums import Status
from directory.models import Body, Contact, Erasure, Fact, Network, Tenure, history
from directory.querysets import leading, today
from memberships.enums import Flaw, Said, Stage
from memberships.hints import actions as hint_actions, references
from memberships.inquiries import scope as inquiry_scope
from memberships.letters import emails
from memberships.letters.workflow import NotAllowed, Overtaken
from memberships.models import Correspondent, Hint, Inquiry, Reply, Secret

CONFIRMED = "von der koordinierenden Stelle bestätigt"
TAKEN_BACK = "Bestätigung der koordinierenden Stelle zurückgenommen"
BY_HAND_AFTER = timedelta(days=1)
CHECKED: dict[type, str] = {Network: "verified_on", Fact: "verified_on", Contact: "confirmed_on"}
"""Where the day of the check stands."""

CHANGED = "Inzwischen hat sich hier etwas geändert. Wir haben nichts bestätigt. Bitte sehen Sie noch einmal nach."

Target = Network | Fact | Contact


class NotAsked(Exception):
    """Why a body was not asked, as a German sentence."""


class Changed(Exception):
    """The body has seen something else than what stands there now; its message is a German sentence."""


# --- whom and what ----------------------------------------------------------------------------


def networks_of(body: Body) -> QuerySet[Network]:
    """The networks a body speaks for today: published, running, led by it."""
    return _shown().filter(Exists(Tenure.objects.filter(leading(), body=body, network=OuterRef("pk")))).by_name()


def leading_bodies() -> Any:
    """The bodies that speak for a network today."""
    return Body.objects.filter(Exists(Tenure.objects.filter(leading(), body=OuterRef("pk"), network__in=_shown())))


def _shown() -> Any:
    return Network.objects.published().exclude(status=Status.ENDED)


def address_of(body: Body) -> str:
    """Where a body is asked; empty if nobody knows."""
    return addresses([body]).get(body.pk, "")


def addresses(bodies: Iterable[Body]) -> dict[int, str]:
    """Where bodies are asked: the address an editor stored, else that of a contact person readers see.

    Whoever is named for the body's own tenure comes before whoever is named for the network at large.
    """
    numbers = [body.pk for body in bodies]
    stored = Correspondent.objects.filter(body__in=numbers).exclude(email="").values_list("body", "email")
    led = Tenure.objects.filter(leading(), body__in=numbers, network__in=_shown()).values_list("body", "network")
    networks = set(led)
    named = Contact.objects.filter(network__in={network for _, network in networks}).exclude(email="")
    found: dict[int, str] = {}
    for person in sorted(named.select_related("tenure"), key=lambda person: (person.tenure_id is None, person.pk)):
        for number, network in networks:
            own = person.tenure is None or person.tenure.body_id == number
            if own and person.network_id == network and person.is_shown:
                found.setdefault(number, person.email)
    return {**found, **dict(stored)}


# --- asking -----------------------------------------------------------------------------------


def ask(*, body: Body, by: Any) -> Inquiry:
    """Ask now, because an editor says so.

    Raises:
        NotAsked: if there is nobody to ask, nothing to ask about, or if it was done a moment ago.
    """
    return _ask(body, by, timezone.now() - BY_HAND_AFTER)


def send_due() -> int:
    """Ask every body that has not been asked for so long; the number of letters written."""
    if not settings.INQUIRY_EVERY:
        return 0
    limit = timezone.now() - timedelta(days=settings.INQUIRY_EVERY)
    recent = Q(correspondent__asked_at__gt=limit) | Q(correspondent__declined_at__isnull=False)
    written = 0
    for body in leading_bodies().exclude(recent):
        with suppress(NotAsked):
            _ask(body, None, limit)
            written += 1
    return written


@transaction.atomic
def _ask(body: Body, by: Any, limit: datetime) -> Inquiry:
    to, networks = address_of(body), list(inquiry_scope.with_all(networks_of(body)))
    if not networks:
        raise NotAsked("Diese Stelle koordiniert zurzeit kein veröffentlichtes Netzwerk.")
    if not to:
        raise NotAsked("Für diese Stelle ist keine E-Mail-Adresse bekannt.")
    Correspondent.objects.get_or_create(body=body)
    free = Correspondent.objects.filter(Q(asked_at=None) | Q(asked_at__lte=limit), body=body, declined_at=None)
    if not free.update(asked_at=timezone.now()):
        raise NotAsked("Diese Stelle wurde gerade erst gefragt oder möchte nicht gefragt werden.")
    Secret.objects.filter(inquiry__body=body).delete()  # one living link a body, in the newest letter
    inquiry = Inquiry.objects.create(body=body, asked_by=by)
    emails.inquire(inquiry, to, [(each, lines(each), inquiry_scope.rest(each)) for each in networks])
    return inquiry


def lines(network: Network) -> list[tuple[int, str, str]]:
    """The facts that are asked about one by one: number, kind, words."""
    return [(fact.pk, inquiry_scope.kind_of(fact), references.words(fact)) for fact in inquiry_scope.facts(network)]


def stop(*, inquiry: Inquiry) -> None:
    """The body does not want to be asked any more; the address an editor stored goes."""
    with transaction.atomic():
        Correspondent.objects.update_or_create(body=inquiry.body, defaults={"email": "", "declined_at": timezone.now()})
        Erasure.note("silent", inquiry.body.slug)


# --- replies ----------------------------------------------------------------------------------


@transaction.atomic
def confirm(*, inquiry: Inquiry, target: Target, seen: str) -> None:
    """It is still right: the day of the check is today.

    Raises:
        Changed: if what was ``seen`` is not what stands there now.
    """
    reply, row = _reply(inquiry, target), _locked(target)
    if inquiry_scope.mark(row) != seen:
        raise Changed(CHANGED)
    if reply.hint is not None and reply.hint.stage == Stage.OPEN:
        with suppress(Overtaken, NotAllowed):
            hint_actions.withdraw(hint=reply.hint)
    column = CHECKED[type(row)]
    if reply.said != Said.STILL:
        reply.checked_before = getattr(row, column)
    _check(row, today(), CONFIRMED)
    _keep(reply, Said.STILL, None)


def confirm_all(*, inquiry: Inquiry, network: Network, seen: str) -> None:
    """All that was seen and the body has not objected to is still right; the whole entry is checked if it objects to
    nothing.

    Raises:
        Changed: if anything has changed, been added or gone since the page was shown; then nothing is confirmed.
    """
    objected = inquiry.replies.filter(said=Said.NO_LONGER)
    with history.act(CONFIRMED):
        Inquiry.objects.select_for_update().get(pk=inquiry.pk)
        list(network.facts.select_for_update().order_by("pk"))
        now = inquiry_scope.with_all(Network.objects.filter(pk=network.pk)).get()
        if inquiry_scope.mark(now) != seen:
            raise Changed(CHANGED)
        known = set(objected.filter(fact__isnull=False).values_list("fact", flat=True))
        for fact in inquiry_scope.facts(now):
            if fact.pk not in known:
                confirm(inquiry=inquiry, target=fact, seen=inquiry_scope.mark(fact))
        if not objected.filter(Q(network=network) | Q(fact__network=network)).exists():
            confirm(inquiry=inquiry, target=now, seen=seen)


@transaction.atomic
def object_to(*, inquiry: Inquiry, target: Target, text: str) -> None:
    """It is no longer right: editors get a hint, and a check by this reply is taken back."""
    reply, row = _reply(inquiry, target), _locked(target)
    _take_back(reply, row)
    if isinstance(row, Fact):
        _take_back_whole(inquiry, row.network)
    hint = reply.hint
    if hint is None or not Hint.objects.filter(pk=hint.pk, stage=Stage.OPEN).update(text=text):
        hint = _submit(inquiry, row, text)
    _keep(reply, Said.NO_LONGER, hint)


def _submit(inquiry: Inquiry, row: Target, text: str) -> Hint:
    network = row if isinstance(row, Network) else row.network
    statement = None if isinstance(row, Network) else references.find(network, references.name_of(row))
    fields = {"flaw": Flaw.OUTDATED, "text": text, "source": "Auskunft der koordinierenden Stelle"}
    return hint_actions.submit(
        entry=network, statement=statement, fields=fields, submission=uuid.uuid4(), informant=inquiry.body
    )


def _reply(inquiry: Inquiry, target: Target) -> Reply:
    """The reply given before, or a new one; whoever presses a button twice waits for the first press."""
    Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    mine = {str(target._meta.model_name): target}
    return Reply.objects.filter(inquiry=inquiry, **mine).first() or Reply(inquiry=inquiry, **mine)


def _locked(target: Target) -> Any:
    """The row as it stands now, so that its new version in the history keeps what somebody has just changed."""
    return type(target).objects.select_for_update().get(pk=target.pk)


def _check(row: Any, day: date | None, reason: str) -> None:
    """Note the day of a check as a version; as in ``directory.curation.verification``, it does not count as edited."""
    column = CHECKED[type(row)]
    if getattr(row, column) == day:
        return
    with history.act(reason):
        row.verify(**{column: day})


def _keep(reply: Reply, said: Said, hint: Hint | None) -> None:
    reply.said, reply.hint, reply.at = said, hint, timezone.now()
    reply.save()


def _take_back(reply: Reply, row: Any) -> None:
    """Undo the check that came from this reply, unless somebody has checked since."""
    if reply.said == Said.STILL and getattr(row, CHECKED[type(row)]) == timezone.localdate(reply.at):
        _check(row, reply.checked_before, TAKEN_BACK)


def _take_back_whole(inquiry: Inquiry, network: Network) -> None:
    whole = Reply.objects.filter(inquiry=inquiry, network=network, said=Said.STILL).first()
    if whole:
        _take_back(whole, _locked(network))
        whole.delete()
