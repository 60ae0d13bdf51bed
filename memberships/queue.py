"""What waits for an officer, for how long, and for whom? The words an officer reads; applicants read the enum's."""

from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, QuerySet, Value, When
from django.utils import timezone

from directory.models import Tenure
from memberships import permissions, routing
from memberships.enums import OPEN_STATES, State
from memberships.models import Application

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


def urgency() -> Case:
    """For sorting: what an officer must do first comes first."""
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(STATES)]
    return Case(*ranks, output_field=IntegerField())


def of(user: Any) -> QuerySet[Application]:
    """An officer's applications, with all that lists show, in a constant number of queries."""
    leading_now = Tenure.objects.leading_now().select_related("body")
    tenures = Prefetch("network__tenures", leading_now, to_attr="leading_now")
    return permissions.visible_to(user).select_related("network", "body").prefetch_related(tenures)


def responsible(application: Application) -> str:
    """Who decides today on an application of such a list."""
    if application.body:
        return str(application.body)
    network: Any = application.network
    return ", ".join({tenure.body_id: str(tenure.body) for tenure in network.leading_now}.values())


def unrouted() -> QuerySet[Application]:
    """Open applications that wait for somebody to say who decides."""
    return routing.unrouted().filter(state__in=OPEN_STATES).select_related("network").order_by("submitted_at", "pk")


def overview(user: Any) -> dict[str, Any]:
    """What the first page of the admin tells somebody: their queue by state, and what nobody is responsible for."""
    found: dict[str, Any] = {}
    if permissions.is_officer(user):
        rows = permissions.visible_to(user).order_by().values_list("state").annotate(Count("pk"))
        counts = dict(rows)
        found["queue"] = [(state.value, words, counts.get(state, 0)) for state, words in STATES.items()]
    if user.has_perm(permissions.ASSIGN):
        found["unrouted"] = unrouted().count()
    return found
