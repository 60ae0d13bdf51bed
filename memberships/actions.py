"""Every act on an application: one function each, keyword-only, ``by`` says who.

Order: look up the table, change the row where its state is still the expected one, write the log, queue the letter;
all in one transaction. Sending is the worker's business.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.enums import Party, Who
from directory.models import Body, Erasure, Member, Network
from memberships import emails, matching, represented, routing, workflow
from memberships.enums import OPEN_STATES, DeclineReason, Role, State, Step
from memberships.models import Application, StatusEvent

LASTING = {Step.CONFIRM: "confirmed", Step.WITHDRAW: "withdrawn", Step.LEAVE: "withdrawn"}
"""What a restored backup must not undo: the word of the log of erasures for it."""


class Conflict(Exception):
    """Somebody else was faster; its message is a German sentence."""


class OrganisationTaken(Exception):
    """The organisation is already represented, and no exception was granted."""


@transaction.atomic
def submit(
    *, network: Network, fields: Mapping[str, Any], submission: uuid.UUID, corrects: uuid.UUID | None = None
) -> Application | None:
    """Take an application in and ask for confirmation of the address.

    The same submission sent again gives the application it made; with other words it is one of its own. ``corrects``
    names the submission whose place it takes while nobody has confirmed that one: its address was mistyped. If the
    address already has an open application with this network, nothing is stored, its owner is sent a new link, and None
    is returned: the visitor must not learn from the answer whether an address is known.
    """
    if corrects:
        Application.objects.filter(submission=corrects, network=network, state=State.UNCONFIRMED).delete()
    application = Application(network=network, submission=submission, **fields)
    set_keys(application)
    application.consent_at = timezone.now()
    application.list_publicly_at = timezone.now() if application.list_publicly else None
    try:
        with transaction.atomic():
            application.save()
            _log(application, None, "", State.UNCONFIRMED, Role.APPLICANT)
            emails.confirm(application)
    except IntegrityError:
        earlier = Application.objects.filter(submission=submission).first()
        if earlier is not None and not _is_same(earlier, network, fields):
            return submit(network=network, fields=fields, submission=uuid.uuid4())
        if earlier is None and not send_lost_link(network=network, email=application.email):
            raise  # nobody is there whom the new row could disturb, so it was refused for another reason
        return earlier
    return application


def _is_same(earlier: Application, network: Network, fields: Mapping[str, Any]) -> bool:
    return earlier.network_id == network.pk and all(getattr(earlier, name) == value for name, value in fields.items())


def confirm(*, application: Application) -> None:
    """The applicant has shown that the address is theirs."""
    _move(application, Step.CONFIRM, Role.APPLICANT, confirmed_at=timezone.now())


def ask(*, application: Application, by: Any, question: str) -> None:
    """Put a question to the applicant."""
    _move(application, Step.ASK, Role.OFFICER, by=by, question=question, answer="")


def answer(*, application: Application, answer: str) -> None:
    """Answer the officer's question."""
    _move(application, Step.ANSWER, Role.APPLICANT, answer=answer)


def correct(*, application: Application, fields: Mapping[str, Any]) -> None:
    """Put the applicant's own data right, until the decision."""
    organisation = fields.get("organisation", application.organisation)
    key = matching.organisation_key(organisation)
    _move(application, Step.CORRECT, Role.APPLICANT, **fields, organisation_key=key)


def approve(*, application: Application, by: Any, exception: str = "") -> None:
    """Make the applicant a member.

    Raises:
        OrganisationTaken: if the network admits one per organisation as a rule, there is one, and ``exception``
            gives no reason for another.
    """
    slot = "" if exception else represented.slot(application)
    by_domain = represented.takes_one(application) and not exception
    try:
        with transaction.atomic():
            note = "Ausnahme von „in der Regel eine je Organisation“" if exception else ""
            decided = {**_decided(application, by), "exception_text": exception}
            # First the application, as everywhere: two acts that lock the same rows in turns would wait for each other.
            _move(application, Step.APPROVE, Role.OFFICER, by=by, note=note, organisation_slot=slot, **decided)
            if by_domain:
                # No index can refuse the same domain, for exceptions share it. So approvals take turns.
                Network.objects.select_for_update().get(pk=application.network_id)
                if represented.of_domain(application).exists():
                    raise OrganisationTaken(represented.SAME_DOMAIN)
            application.member = Member.objects.create(
                network=application.network,
                party=Party.PERSON if application.party == Who.PERSON else Party.ORGANISATION,
                name=public_name(application) if application.list_publicly else "",
                start=timezone.localdate().isoformat(),
                is_public=application.list_publicly,
            )
            application.save(update_fields=["member"])
    except IntegrityError as error:
        raise OrganisationTaken(represented.SAME_NAME) from error


def decline(*, application: Application, by: Any, reason: DeclineReason, text: str = "") -> None:
    """Refuse, with a reason from the list and own words."""
    decided = {**_decided(application, by), "decline_reason": reason, "decline_text": text}
    _move(application, Step.DECLINE, Role.OFFICER, by=by, closed_at=decided["decided_at"], **decided)


def _decided(application: Application, by: Any) -> dict[str, Any]:
    """When it was decided, by whom, and for which body."""
    return {"decided_at": timezone.now(), "decided_by": by, "decided_as": routing.acting(application, by)}


def withdraw(*, application: Application) -> None:
    """The applicant no longer wants it; a member leaves by the same act."""
    with transaction.atomic():
        leaving = application.state == State.APPROVED
        member = application.member
        _move(application, Step.LEAVE if leaving else Step.WITHDRAW, Role.APPLICANT, closed_at=timezone.now())
        if leaving and member is not None:
            member.end = timezone.localdate().isoformat()
            member.is_public = False
            member.name = ""
            member.save()


@transaction.atomic
def assign(*, application: Application, body: Body, by: Any) -> None:
    """Say who decides, where no source names a body.

    Raises:
        Conflict: if somebody is responsible by now.
    """
    if not routing.unrouted().filter(pk=application.pk).update(body=body, announced_at=None):
        raise Conflict("Für diesen Antrag ist inzwischen eine Stelle zuständig.")
    state = State(application.state)
    _log(application, by, "", state, Role.OFFICER, before=state, note=f"Zuständig gemacht: {body}")


def expire(*, application: Application) -> None:
    """The address was never confirmed."""
    _move(application, Step.EXPIRE, Role.CLOCK, closed_at=timezone.now())


@transaction.atomic
def send_lost_link(*, network: Network, email: str) -> int:
    """Send new links to the owner of an address, if there is one; the number of letters written, not for visitors."""
    same = Application.objects.filter(network=network, email_key=matching.address_key(email))
    # Locked, because of two new links asked for at once the first must die.
    found = list(same.exclude(state=State.EXPIRED).order_by("pk").select_for_update())
    for application in found:
        emails.lost_link(application)
    return len(found)


def others_of_organisation(application: Application) -> list[Application]:
    """Applications to the same network that seem to come from the same organisation, approved or open."""
    same = Application.objects.filter(network=application.network, state__in=(*OPEN_STATES, State.APPROVED))
    same = same.exclude(pk=application.pk)
    keys = {"organisation_key": application.organisation_key, "domain_key": application.domain_key}
    found = {row.pk: row for name, key in keys.items() if key for row in same.filter(**{name: key})}
    return list(found.values())


def public_name(application: Application) -> str:
    """The name a member is listed under: the organisation's where it is the member, else the person's."""
    return application.name if application.party == Who.PERSON else application.organisation


def set_keys(application: Application) -> None:
    """Fill the columns by which addresses and organisations are compared."""
    application.email_key = matching.address_key(application.email)
    application.domain_key = matching.domain_key(application.email)
    application.organisation_key = matching.organisation_key(application.organisation)


@transaction.atomic
def _move(application: Application, step: Step, role: Role, *, by: Any = None, note: str = "", **changes: Any) -> None:
    before = State(application.state)
    row = workflow.look_up(before, step, role)
    changes["state"] = row.to
    if not Application.objects.filter(pk=application.pk, state=before).update(**changes):
        raise Conflict("Inzwischen hat sich an diesem Antrag etwas geändert. Bitte laden Sie die Seite neu.")
    application.refresh_from_db()
    _log(application, by, step, row.to, role, before=before, note=note)
    if step in LASTING:
        Erasure.note(LASTING[step], application.reference)
    if row.letter is not None:
        emails.BY_LETTER[row.letter](application)


def _log(
    application: Application, by: Any, step: str, after: State, role: Role, *, before: str = "", note: str = ""
) -> None:
    StatusEvent.objects.create(
        application=application,
        reference=application.reference,
        network=application.network,
        step=step,
        before=before,
        after=after,
        role=role,
        by=by,
        note=note or ("Antrag abgeschickt" if not step else ""),
    )
