"""Metrics: what does monitoring ask? Numbers only, in Prometheus's text format, for those who know the token."""

from datetime import timedelta
from secrets import compare_digest

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import Count, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.models import Lease
from memberships.letters import rounds
from memberships.models import Message
from networks_site import backups, counting

NEVER = "+Inf"  # so that "older than" is true of what has never happened


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """``/metrics``: for whoever sends the token and does not come by way of the proxy; 404 for all others."""
    given = request.headers.get("Authorization", "").encode()
    asked = f"Bearer {settings.METRICS_TOKEN}".encode()
    from_outside = settings.BEHIND_PROXY and "X-Forwarded-For" in request.headers
    if from_outside or not settings.METRICS_TOKEN or not compare_digest(given, asked):
        raise Http404
    try:
        stored = {"database_up": 1, **in_the_database()}
    except (OperationalError, InterfaceError):
        stored = {"database_up": 0}
    requests, errors = counting.totals()
    numbers = {"requests_total": requests, "errors_total": errors, **stored}
    text = "".join(f"netzwerke_{name} {number}\n" for name, number in numbers.items())
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def in_the_database() -> dict[str, object]:
    """Three queries, however much there is."""
    waits = Q(sent_at=None, failed_at=None)
    letters = Message.objects.filter(sent_at=None).aggregate(
        waiting=Count("pk", waits), failed=Count("pk", ~Q(failed_at=None)), oldest=Min("created_at", filter=waits)
    )
    backup = Lease.objects.filter(name=backups.LEASE).values_list("until", flat=True).first()
    now = timezone.now()
    return {
        "outbox_letters": letters["waiting"],
        "outbox_failed": letters["failed"],
        "outbox_oldest_seconds": seconds(now - letters["oldest"]) if letters["oldest"] else 0,
        "backup_age_seconds": seconds(now - backup if backup else None),
        "worker_age_seconds": seconds(rounds.age()),
    }


def seconds(age: timedelta | None) -> object:
    return NEVER if age is None else int(age.total_seconds())
