"""The way into a network: the form, or the honest other path; and what happens right after sending."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.enums import Answer, FactKind, Mode, Status
from directory.models import Network, RecordKind
from directory.reading import costs
from directory.reading.profile import successors
from directory.reading.provenance import Provenance
from directory.rules.membership_paths import Path, Wording, called
from directory.views.former import follows
from memberships.applications import actions, consent, notices, responsibility
from memberships.applications.form import ApplicationForm
from memberships.letters import rate_limits
from memberships.letters.guarded_forms import Guarded, NoticeForm
from memberships.views import sending
from memberships.views.secret_links import keeps_what_was_typed, too_often

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
        if rate_limits.exceeded(request, form.cleaned_data["email"] if form.is_valid() else ""):
            return too_often(request)
        if form.is_valid():
            accept(network, form)
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


def accept(network: Network, form: Guarded) -> None:
    """Take in a valid form. What is stored already makes no difference here: it is asked about after confirmation."""
    if isinstance(form, ApplicationForm):
        numbers = {name: form.cleaned_data[name] for name in ("submission", "corrects")}
        actions.submit(network=network, fields=form.application(), **numbers)
    else:
        notices.wish(network=network, email=form.cleaned_data["email"], consent=consent.SHIPPED)


def show(request: HttpRequest, network: Network, path: str, form: Guarded | None, status: int = 200) -> HttpResponse:
    """The page of one path."""
    after = successors(network) if path == Path.ENDED else []
    terms = getattr(network, "terms", None)
    reach, deciders = Reach(network), responsibility.deciders(network)
    cited = [network, *([terms] if terms else []), *network.rules, *network.memberships.all(), *reach.rows]
    context = {
        "network": network,
        "path": path,
        "form": form,
        "words": words_of(network),
        "told": bool(terms and (terms.mode_text or terms.mode != Mode.NOT_STATED)),
        "silent": silent(network),
        "deciders": deciders,
        "staffed": path != Path.APPLY or responsibility.staffed(deciders),
        "reach": reach,
        "successors": after,
        "related": related(network) if path == Path.ENDED else [],
        "provenance": Provenance([*cited, *(tie["row"] for tie in after)]),
    }
    return render(request, f"memberships/join/{path}.html", context, status=status)


def words_of(network: Network) -> Wording:
    """What joining is called at this network."""
    terms = getattr(network, "terms", None)
    return called(terms.mode, terms.membership) if terms else called(Mode.NOT_STATED)


def silent(network: Network) -> list[str]:
    """What whoever wants to join would ask, and no source answers."""
    terms = getattr(network, "terms", None)
    answered = {
        "wer mitmachen kann": network.rules or (terms and terms.who_text),
        "Kosten": costs.in_short(network),
        "Verpflichtungen": terms and (terms.obligations != Answer.NOT_STATED or terms.obligations_text),
    }
    return [question for question, answer in answered.items() if not answer]


class Reach:
    """How one reaches the network itself, past this site."""

    SITES, OTHERS = (FactKind.WEBSITE,), (FactKind.PHONE, FactKind.ADDRESS)

    def __init__(self, network: Network) -> None:
        facts = list(network.facts.filter(kind__in=(*self.SITES, *self.OTHERS)))
        terms = getattr(network, "terms", None)
        own = terms.path_url if terms else ""
        self.people = [contact for contact in network.contacts.select_related("tenure") if contact.is_shown]
        self.sites = [fact for fact in facts if fact.kind in self.SITES and fact.url and fact.url != own]
        self.others = [fact for fact in facts if fact.kind in self.OTHERS]
        self.known = bool(self.rows or (terms and (own or terms.path_text)))

    @property
    def rows(self) -> list[Any]:
        """What can carry a citation."""
        return [*self.people, *self.sites, *self.others]


def related(network: Network) -> list[Network]:
    """Running networks that work on the same topics, most shared first."""
    topics = network.treatments.values_list("topic", flat=True)
    shared = Network.objects.published().filter(status=Status.ACTIVE, treatments__topic__in=topics)
    counted = list(shared.exclude(pk=network.pk).values_list("pk", flat=True))
    best = sorted(set(counted), key=lambda pk: -counted.count(pk))[:4]
    found = Network.objects.in_bulk(best)
    return [found[pk] for pk in best]
