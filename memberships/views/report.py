"""Where does a reader say that something is wrong or missing? At the entry, or at one of its statements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import Body, Network, RecordKind
from directory.views.former import follows
from memberships import limits, proposals, statements
from memberships.reporting import ProposalForm
from memberships.statements import Entry
from memberships.views.secrecy import keeps_what_was_typed, too_often

FORM_METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORM_METHODS)
@follows(RecordKind.NETWORK)
@keeps_what_was_typed
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """``/netzwerke/<slug>/melden/?zu=<statement>``"""
    return report(request, get_object_or_404(Network.objects.published(), slug=slug))


@never_cache
@require_http_methods(FORM_METHODS)
@follows(RecordKind.BODY)
@keeps_what_was_typed
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """``/stellen/<slug>/melden/?zu=<statement>``"""
    return report(request, get_object_or_404(Body, slug=slug))


def report(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The form about an entry; what it is sent with becomes a proposal."""
    statement = statements.find(entry, request.GET.get("zu", ""))
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if limits.exceeded(request, form.cleaned_data["email"] if form.is_valid() else ""):
            return too_often(request)
        if form.is_valid():
            if not form.is_machine:
                number = form.cleaned_data["submission"]
                proposals.submit(entry=entry, statement=statement, fields=form.proposal(), submission=number)
            return redirect(f"memberships:{entry._meta.model_name}-reported", entry.slug)
    return render(request, "memberships/report/form.html", {"entry": entry, "statement": statement, "form": form})


@require_safe
@follows(RecordKind.NETWORK)
def network_reported(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens now; the same words for everybody."""
    entry = get_object_or_404(Network.objects.published(), slug=slug)
    return render(request, "memberships/report/thanks.html", {"entry": entry})


@require_safe
@follows(RecordKind.BODY)
def body_reported(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "memberships/report/thanks.html", {"entry": get_object_or_404(Body, slug=slug)})
