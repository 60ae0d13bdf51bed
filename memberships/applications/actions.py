"""Every act on an application: one function each, keyword-only, ``by`` says who.

Order: look up the table, change the row where its state is still the expected one, write the log, queue the letter;
all in one transaction. Sending is the worker's business.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.enums import Party, Who
from directory.models import Body, Erasure, Member, Network
from memberships import matching
from memberships.applications import one_per_organisation, responsibility
from memberships.enums import Actor, ApplicationStep, DeclineReason, State
from memberships.letters import emails
from memberships.letters.workflow import APPLICATION, Overtaken
from memberships.models import Application, StatusEvent

LASTING = dict.fromkeys((ApplicationStep.WITHDRAW, ApplicationStep.LEAVE), "withdrawn")
LASTING |= {ApplicationStep.CONFIRM: "confirmed", ApplicationStep.UNLIST: "unlisted"}
"""What a restored backup must not undo: the word of the log of erasures for it."""


class OrganisationTaken(Exception):
    """The organisation is already represented, and no exception was granted."""


CONTENT = (
    "party", "name", "function", "organisation", "sector", "place", "land", "level", "tasks", "statement", "remark",
    "list_publicly", "consent_version",
)  # fmt: skip
"""What an application says."""


@transaction.atomic
def submit(
    *, network: Network, fields: Mapping[str, Any], submission: uuid.UUID, corrects: uuid.UUID | None = None
) -> Application:
    """Take an application in and ask for confirmation of the address.

    Whatever else is stored under the address changes nothing: until it is confirmed, anybody may have typed it. The
    same submission sent again gives the application it made; with other words it is one of its own. The same words
    once more, from another form, bring a new letter and no second row. ``corrects`` names the submission whose place
    it takes while nobody has confirmed that one: its address was mistyped.
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
            _log(application, None, "", State.UNCONFIRMED, Actor.APPLICANT)
            emails.confirm(application)
    except IntegrityError:
        same = {name: getattr(application, name) for name in ("network", "email_key", "content_key")}
        sent = Application.objects.filter(submission=submission)
        if sent.exists():
            twin = sent.filter(**same).first()
            return twin or submit(network=network, fields=fields, submission=uuid.uuid4())
        # Locked, because of two letters asked for at once one must be the newer.
        twin = Application.objects.select_for_update().filter(**same, state=State.UNCONFIRMED).first()
        if twin is None:
            raise  # refused for another reason
        emails.lost_link(twin)
        return twin
    return application


def confirm(*, application: Application) -> None:
    """The applicant has shown that the address is theirs.

    Raises:
        Overtaken: if an application from this address is running already; see ``repeats``.
    """
    try:
        _move(application, ApplicationStep.CONFIRM, Actor.APPLICANT, confirmed_at=timezone.now())
    except IntegrityError as error:
        raise Overtaken("Zu dieser Adresse läuft bei diesem Netzwerk schon ein Antrag.") from error


def ask(*, application: Application, by: Any, question: str) -> None:
    """Put a question to the applicant."""
    _move(application, ApplicationStep.ASK, Actor.OFFICER, by=by, question=question, answer="")


def answer(*, application: Application, answer: str) -> None:
    """Answer the officer's question."""
    _move(application, ApplicationStep.ANSWER, Actor.APPLICANT, answer=answer)


@transaction.atomic
def correct(*, application: Application, fields: Mapping[str, Any]) -> None:
    """Put the applicant's own data right, before the decision and as a member.

    Raises:
        OrganisationTaken: if a member now names an organisation that is represented already.
    """
    key = matching.organisation_key(fields.get("organisation", application.organisation))
    changes = {**fields, "organisation_key": key}
    if application.organisation_slot:
        changes["organisation_slot"] = key
    try:
        _move(application, ApplicationStep.CORRECT, Actor.APPLICANT, **changes)
    except IntegrityError as error:
        raise OrganisationTaken(one_per_organisation.SAME_NAME) from error
    _name_member(application)


@transaction.atomic
def unlist(*, application: Application) -> None:
    """Take back the consent to be named in public; the membership goes on. (quality 73)"""
    _move(application, ApplicationStep.UNLIST, Actor.APPLICANT, list_publicly=False, list_publicly_at=None)
    _name_member(application)


def _name_member(application: Application) -> None:
    """Let the list of members say what the application says."""
    if application.state == State.APPROVED and application.member is not None:
        application.member.is_public = application.list_publicly
        application.member.name = public_name(application) if application.list_publicly else ""
        application.member.save()


def approve(*, application: Application, by: Any, exception: str = "") -> None:
    """Make the applicant a member.

    Raises:
        OrganisationTaken: if the network admits one per organisation as a rule, there is one, and ``exception``
            gives no reason for another.
    """
    slot = "" if exception else one_per_organisation.slot(application)
    by_domain = one_per_organisation.takes_one(application) and not exception
    try:
        with transaction.atomic():
            note = "Ausnahme von „in der Regel eine je Organisation“" if exception else ""
            decided = {**_decided(application, by), "exception_text": exception, "organisation_slot": slot}
            # First the application, as everywhere: two acts that lock the same rows in turns would wait for each other.
            _move(application, ApplicationStep.APPROVE, Actor.OFFICER, by=by, note=note, **decided)
            if by_domain:
                # No index can refuse the same domain, for exceptions share it. So approvals take turns.
                Network.objects.select_for_update().get(pk=application.network_id)
                if one_per_organisation.of_domain(application).exists():
                    raise OrganisationTaken(one_per_organisation.SAME_DOMAIN)
            application.member = Member.objects.create(
                network=application.network,
                party=Party.PERSON if application.party == Who.PERSON else Party.ORGANISATION,
                name=public_name(application) if application.list_publicly else "",
                start=timezone.localdate().isoformat(),
                is_public=application.list_publicly,
            )
            application.save(update_fields=["member"])
    except IntegrityError as error:
        raise OrganisationTaken(one_per_organisation.SAME_NAME) from error


def decline(*, application: Application, by: Any, reason: DeclineReason, text: str = "") -> None:
    """Refuse, with a reason from the list and own words."""
    decided = {**_decided(application, by), "decline_reason": reason, "decline_text": text}
    _move(application, ApplicationStep.DECLINE, Actor.OFFICER, by=by, closed_at=decided["decided_at"], **decided)


def _decided(application: Application, by: Any) -> dict[str, Any]:
    """When it was decided, by whom, and for which body."""
    return {"decided_at": timezone.now(), "decided_by": by, "decided_as": responsibility.acting(application, by)}


def withdraw(*, application: Application) -> None:
    """The applicant no longer wants it; a member leaves by the same act."""
    with transaction.atomic():
        leaving = application.state == State.APPROVED
        member = application.member
        step = ApplicationStep.LEAVE if leaving else ApplicationStep.WITHDRAW
        _move(application, step, Actor.APPLICANT, closed_at=timezone.now())
        if leaving and member is not None:
            member.end = timezone.localdate().isoformat()
            member.is_public = False
            member.name = ""
            member.save()


@transaction.atomic
def assign(*, application: Application, body: Body, by: Any) -> None:
    """Say who decides, where no source names a body.

    Raises:
        Overtaken: if somebody is responsible by now.
    """
    if not responsibility.unrouted().filter(pk=application.pk).update(body=body, announced_at=None):
        raise Overtaken("Für diesen Antrag ist inzwischen eine Stelle zuständig.")
    state = State(application.state)
    _log(application, by, "", state, Actor.OFFICER, before=state, note=f"Zuständig gemacht: {body}")


def expire(*, application: Application) -> None:
    """The address was never confirmed."""
    _move(application, ApplicationStep.EXPIRE, Actor.CLOCK, closed_at=timezone.now())


def public_name(application: Application) -> str:
    """The name a member is listed under: the organisation's where it is the member, else the person's."""
    return application.name if application.party == Who.PERSON else application.organisation


def set_keys(application: Application) -> None:
    """Fill the columns by which addresses, organisations and applications are compared."""
    application.email_key = matching.address_key(application.email)
    application.domain_key = matching.domain_key(application.email)
    application.organisation_key = matching.organisation_key(application.organisation)
    said = json.dumps([getattr(application, name) for name in CONTENT], default=str)
    application.content_key = hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def _move(
    application: Application, step: ApplicationStep, role: Actor, *, by: Any = None, note: str = "", **changes: Any
) -> None:
    before = application.state
    row = APPLICATION.take(application, step, role, **changes)
    _log(application, by, step, row.to, role, before=before, note=note)
    if step in LASTING:
        Erasure.note(LASTING[step], application.reference)
    if row.letter is not None:
        emails.BY_LETTER[row.letter](application)


def _log(
    application: Application, by: Any, step: str, after: State, role: Actor, *, before: str = "", note: str = ""
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
