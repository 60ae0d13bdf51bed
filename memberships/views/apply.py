"""The way into a network: the form, or the honest other path; and what happens right after sending."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.enums import Status
from directory.joining import Path
from directory.models import Network, RecordKind
from directory.profile import successors
from directory.provenance import Provenance
from directory.views.former import follows
from memberships import actions, consent, limits, notices, routing
from memberships.forms import ApplicationForm, Guarded, NoticeForm
from memberships.models import Application
from memberships.views import sending
from memberships.views.secrecy import keeps_what_was_typed, too_often

FORMS: dict[str, type[Guarded]] = {Path.APPLY: ApplicationForm, Path.NOTICE: NoticeForm}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@follows(RecordKind.NETWORK)
@keeps_what_was_typed
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """``/netzwerke/<slug>/mitmachen/``: which path holds is the network's own data."""
    networks = Network.objects.published().for_cards()
    network = get_object_or_404(networks, slug=slug)
    path = path_of(network)
    form = make_form(request, network, path)
    if request.method == "POST" and form is None:
        return show(request, network, path, None, status=409)
    if form is not None and sending.is_sent(request):
        if limits.exceeded(request, form.cleaned_data["email"] if form.is_valid() else ""):
            return too_often(request)
        if form.is_valid() and accept(network, form):
            return sending.sent(request, network=network, path=path)
    return show(request, network, path, form)


def path_of(network: Network) -> str:
    """The way in; an ended network has none, whatever its row says."""
    if network.status == Status.ENDED:
        return Path.ENDED
    terms = getattr(network, "terms", None)
    return terms.path if terms else Path.NONE


def make_form(request: HttpRequest, network: Network, path: str) -> Guarded | None:
    """The form of a path that has one, filled with what was sent."""
    if path not in FORMS:
        return None
    options: dict[str, Any] = {"network": network} if path == Path.APPLY else {}
    return sending.filled(FORMS[path], request, **options)


def accept(network: Network, form: Guarded) -> bool:
    """Take in a valid form; False if it needs one more word from the applicant."""
    if isinstance(form, NoticeForm):
        notices.wish(network=network, email=form.cleaned_data["email"], consent=consent.SHIPPED)
        return True
    if not isinstance(form, ApplicationForm) or asks_for_reason(network, form):
        return False
    numbers = {name: form.cleaned_data[name] for name in ("submission", "corrects")}
    actions.submit(network=network, fields=form.application(), **numbers)
    return True


def asks_for_reason(network: Network, form: ApplicationForm) -> bool:
    """Whether the organisation seems to be represented already and the applicant has not said why once more.

    Says that there is something, never who.
    """
    data = form.cleaned_data
    if not form.one_only or data.get("remark"):
        return False
    candidate = Application(network=network, email=data["email"], organisation=data["organisation"])
    actions.set_keys(candidate)
    same_person = {"email_key": candidate.email_key}
    others = [row for row in actions.others_of_organisation(candidate) if row.email_key != same_person["email_key"]]
    others = [row for row in others if row.submission != data["corrects"]]
    if others:
        form.add_error(
            "remark",
            "In der Regel ist nur eine Mitgliedschaft je Organisation möglich, und zu Ihrer Organisation liegt schon "
            "etwas vor. Bitte erklären Sie, warum es eine weitere geben soll; darüber entscheidet ein Mensch.",
        )
    return bool(others)


def show(request: HttpRequest, network: Network, path: str, form: Guarded | None, status: int = 200) -> HttpResponse:
    """The page of one path."""
    after = successors(network) if path == Path.ENDED else []
    cited = [network, *([network.terms] if hasattr(network, "terms") else []), *network.rules]
    context = {
        "network": network,
        "path": path,
        "form": form,
        "deciders": routing.deciders(network),
        "contacts": [contact for contact in network.contacts.select_related("tenure") if contact.is_shown],
        "successors": after,
        "related": related(network) if path == Path.ENDED else [],
        "provenance": Provenance([*cited, *(tie["row"] for tie in after)]),
    }
    return render(request, f"memberships/join/{path}.html", context, status=status)


def related(network: Network) -> list[Network]:
    """Running networks that work on the same topics, most shared first."""
    topics = network.treatments.values_list("topic", flat=True)
    shared = Network.objects.published().filter(status=Status.ACTIVE, treatments__topic__in=topics)
    counted = list(shared.exclude(pk=network.pk).values_list("pk", flat=True))
    best = sorted(set(counted), key=lambda pk: -counted.count(pk))[:4]
    found = Network.objects.in_bulk(best)
    return [found[pk] for pk in best]
