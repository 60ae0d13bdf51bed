"""Queue: what waits for whom at the desk, and for how long? The words an officer reads; applicants read the enum's."""

from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from directory.models import Body, Tenure
from memberships.applications import permissions, responsibility
from memberships.enums import OPEN_STATES, Stage, State
from memberships.inquiries import actions as inquiry_actions
from memberships.models import Application, Hint, Message, Notice

STATES = {
    State.WAITING: "zu entscheiden",
    State.ASKED: "Rückfrage gestellt",
    State.UNCONFIRMED: "Adresse noch nicht bestätigt",
    State.APPROVED: "angenommen",
    State.DECLINED: "abgelehnt",
    State.WITHDRAWN: "zurückgezogen oder ausgetreten",
    State.EXPIRED: "verfallen",
}
"""Every state in an officer's words, the most urgent first."""

WAITS_FOR = {
    State.WAITING: "Ihre Stelle",
    State.ASKED: "antragstellende Person",
    State.UNCONFIRMED: "antragstellende Person",
}


def age(application: Application) -> int | None:
    """Days since an open application came in; None once it is decided or over."""
    if application.state not in OPEN_STATES:
        return None
    return (timezone.localdate() - timezone.localdate(application.confirmed_at or application.submitted_at)).days


def days_open(hint: Hint) -> int | None:
    """Days since an open hint came in; None once it is settled."""
    if hint.stage != Stage.OPEN:
        return None
    return (timezone.localdate() - timezone.localdate(hint.submitted_at)).days


def open_hints() -> QuerySet[Hint]:
    """The hints that wait for an editor."""
    return Hint.objects.filter(stage=Stage.OPEN)


def failed_letters(user: Any) -> QuerySet[Message]:
    """The letters that could not be delivered, each shown to those who deal with what it is about."""
    may_see = user.has_perm("memberships.view_message")
    return letters_of(user).filter(failed_at__isnull=False) if may_see else Message.objects.none()


def letters_of(user: Any) -> QuerySet[Message]:
    """The letters about what somebody deals with; whether they may see letters at all is another question."""
    mine = Q(application__in=permissions.visible_to(user).values("pk"))
    if user.has_perm("memberships.view_hint"):
        mine |= Q(hint__isnull=False)
    if user.has_perm("memberships.view_inquiry"):
        mine |= Q(inquiry__isnull=False)
    return Message.objects.filter(mine)


def unreachable_bodies() -> list[Body]:
    """Bodies that lead a published network today, would be asked to confirm its facts, and have no address."""
    wanted = list(inquiry_actions.leading_bodies().exclude(correspondent__declined_at__isnull=False).by_name())
    known = inquiry_actions.addresses(wanted)
    return [body for body in wanted if body.pk not in known]


def urgency() -> Case:
    """For sorting: what an officer must do first comes first."""
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(STATES)]
    return Case(*ranks, output_field=IntegerField())


def of(user: Any) -> QuerySet[Application]:
    """An officer's applications, with all that lists show, in a constant number of queries."""
    leading_now = Tenure.objects.leading_now().select_related("body")
    tenures = Prefetch("network__tenures", leading_now, to_attr="leading_now")
    return permissions.visible_to(user).select_related("network__as_body", "body").prefetch_related(tenures)


def responsible(application: Application) -> str:
    """Who decides today on an application of such a list."""
    if application.body:
        return str(application.body)
    network: Any = application.network
    leaders = {tenure.body_id: str(tenure.body) for tenure in network.leading_now}
    itself = getattr(network, "as_body", None)
    return ", ".join((leaders | ({itself.pk: str(itself)} if itself else {})).values())


def unrouted() -> QuerySet[Application]:
    """Open applications that wait for somebody to say who decides."""
    return (
        responsibility.unrouted().filter(state__in=OPEN_STATES).select_related("network").order_by("submitted_at", "pk")
    )


def to_decide(user: Any) -> int:
    """How many applications wait for an officer's decision."""
    return permissions.visible_to(user).filter(state=State.WAITING).count()


def notices(user: Any) -> list[tuple[str, int]]:
    """Per network how many people wait for it to open; nobody at the desk sees who. For those who decide there, and
    for those who say who decides.
    """
    waiting = Notice.objects.filter(confirmed_at__isnull=False, told_at=None)
    if not user.has_perm(permissions.ASSIGN):
        leads = Tenure.objects.leading_now().filter(body__in=permissions.bodies_of(user))
        waiting = waiting.filter(network__in=leads.values("network"))
    return list(waiting.values_list("network__name").annotate(Count("pk")).order_by("network__name"))


def overview(user: Any) -> dict[str, Any]:
    """What the first page of the admin tells: an officer's queue by state, and how many wait for a network to open."""
    found: dict[str, Any] = {"notices": notices(user)}
    return {**found, **_by_state(user)}


def _by_state(user: Any) -> dict[str, Any]:
    if not permissions.is_officer(user):
        return {}
    rows = permissions.visible_to(user).order_by().values_list("state").annotate(Count("pk"))
    counts = dict(rows)
    return {"queue": [(state.value, words, counts.get(state, 0)) for state, words in STATES.items()]}
