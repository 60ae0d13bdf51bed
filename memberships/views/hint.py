"""Hint: where does a reader say that something is wrong or missing? At the entry, or at one of its statements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.models import Body, Network, RecordKind
from directory.views.former import follows
from memberships.hints import actions as hint_actions, references
from memberships.hints.forms import HintForm
from memberships.hints.references import Entry
from memberships.letters import rate_limits
from memberships.views import sending
from memberships.views.secret_links import keeps_what_was_typed, too_often

FORM_METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORM_METHODS)
@follows(RecordKind.NETWORK)
@keeps_what_was_typed
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """``/netzwerke/<slug>/melden/?zu=<statement>``"""
    return hint_form(request, get_object_or_404(Network.objects.published(), slug=slug))


@never_cache
@require_http_methods(FORM_METHODS)
@follows(RecordKind.BODY)
@keeps_what_was_typed
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """``/stellen/<slug>/melden/?zu=<statement>``"""
    return hint_form(request, get_object_or_404(Body, slug=slug))


def hint_form(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The form about an entry; what it is sent with becomes a hint."""
    statement = references.find(entry, request.GET.get("zu", ""))
    form = sending.filled(HintForm, request)
    if sending.is_sent(request):
        if rate_limits.exceeded(request, form.cleaned_data["email"] if form.is_valid() else ""):
            return too_often(request)
        if form.is_valid():
            numbers = {name: form.cleaned_data[name] for name in ("submission", "corrects")}
            hint_actions.submit(entry=entry, statement=statement, fields=form.hint(), **numbers)
            return sending.sent(request, "memberships/hint/thanks.html", entry=entry)
    return render(request, "memberships/hint/form.html", {"entry": entry, "statement": statement, "form": form})
