"""What machines ask for: is the process alive, is it ready, what may crawlers read, whom to tell of a weakness."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

TEXT = "text/plain; charset=utf-8"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """``/healthz``: the process answers."""
    return HttpResponse("ok\n", content_type=TEXT)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """``/readyz``: the database answers and all migrations are applied; else 503."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return HttpResponse("migrations\n" if waiting else "ok\n", content_type=TEXT, status=503 if waiting else 200)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``"""
    return render(request, "robots.txt", content_type=TEXT)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """``/favicon.ico``: browsers ask for it on pages without a link to the icon, the admin's for example."""
    return redirect(static("img/favicon.svg"), permanent=True)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """``/.well-known/security.txt`` (RFC 9116): the contact is the legal notice, which the operator fills in."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    context = {"expires": expires.isoformat(), "site": settings.SITE_URL}
    return render(request, "security.txt", context, content_type=TEXT)
