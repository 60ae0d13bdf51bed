"""Inquiry: where does a coordinating body say whether its networks' facts still hold? On a page behind a secret
link.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from directory.models import Body, Citation, Contact, Network
from memberships.enums import Purpose, Said
from memberships.hints import references
from memberships.hints.forms import ObjectionForm
from memberships.inquiries import actions as inquiry_actions, scope as inquiry_scope
from memberships.inquiries.actions import Target
from memberships.models import Correspondent, Inquiry, Reply
from memberships.views.secret_links import find, keeps_what_was_typed, secret_page

ALL, STOP = "all", "stop"
ANCHORS = {"network": "netzwerk", "fact": "angabe", "contact": "kontakt"}


@dataclass
class Checked:
    """One thing asked about, with what the body has said so far and the form for what it may say next."""

    target: Target
    text: str
    reply: Reply | None
    form: ObjectionForm
    kind: str = ""

    @property
    def mark(self) -> str:
        """How it stood when it was shown."""
        return inquiry_scope.mark(self.target)

    @property
    def name(self) -> str:
        """How forms name it."""
        return name_of(self.target)

    @property
    def anchor(self) -> str:
        return f"{ANCHORS[self.name.partition(':')[0]]}-{self.target.pk}"


@dataclass
class Group:
    """One network and all that is asked about it."""

    network: Network
    whole: Checked
    facts: list[Checked] = field(default_factory=list)
    people: list[Checked] = field(default_factory=list)
    rest: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[Checked]:
        return [self.whole, *self.facts, *self.people]

    @property
    def objected(self) -> bool:
        """Whether the body has objected to anything."""
        return any(line.reply and line.reply.said == Said.NO_LONGER for line in [self.whole, *self.facts])


def name_of(target: Target) -> str:
    return f"{target._meta.model_name}:{target.pk}"


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_what_was_typed
def inquiry(request: HttpRequest, secret: str) -> HttpResponse:
    """``/bestaetigung/<secret>/``: GET shows, POST takes one reply and comes back to the same place."""
    found = find(secret, Purpose.INQUIRY).inquiry
    assert found is not None  # noqa: S101 - links of this purpose belong to inquiries
    if request.method != "POST":
        return show(request, found, groups_of(found))
    said = request.POST.get("antwort", "")
    if said == STOP:
        inquiry_actions.stop(inquiry=found)
        return back(secret, "ende")
    groups = groups_of(found)
    line = {line.name: line for group in groups for line in group.lines}.get(request.POST.get("zu", ""))
    if line is None:
        return back(secret, "")
    return take(request, secret, found, groups, line, said)


def take(
    request: HttpRequest, secret: str, found: Inquiry, groups: list[Group], line: Checked, said: str
) -> HttpResponse:
    """One reply to one thing asked about."""
    if said == Said.NO_LONGER:
        line.form = objection(line.target, request.POST)
        if not line.form.is_valid():
            return show(request, found, groups, failed=line)
        inquiry_actions.object_to(inquiry=found, target=line.target, text=line.form.cleaned_data["text"])
        return back(secret, line.anchor)
    seen = request.POST.get("stand", "")
    try:
        if said == ALL and isinstance(line.target, Network):
            inquiry_actions.confirm_all(inquiry=found, network=line.target, seen=seen)
        elif said == Said.STILL and not isinstance(line.target, Network):
            inquiry_actions.confirm(inquiry=found, target=line.target, seen=seen)
    except inquiry_actions.Changed as changed:
        return show(request, found, groups_of(found), changed=str(changed), changed_at=line.anchor)
    return back(secret, line.anchor)


def back(secret: str, anchor: str) -> HttpResponse:
    address = reverse("memberships:inquiry", args=[secret])
    return redirect(f"{address}#{anchor}" if anchor else address)


def show(
    request: HttpRequest, found: Inquiry, groups: list[Group], failed: Checked | None = None, **more: str
) -> HttpResponse:
    stopped = Correspondent.objects.filter(body=found.body, declined_at__isnull=False).exists()
    context = {"inquiry": found, "groups": groups, "failed": failed, "stopped": stopped, **more}
    return render(request, "memberships/inquiry/page.html", context)


def groups_of(found: Inquiry) -> list[Group]:
    """What is asked, as it stands now: all facts and shown people of the networks the body leads today."""
    people = Prefetch("contacts", Contact.objects.select_related("tenure"))
    sources = Citation.objects.select_related("source")
    cited = [Prefetch(f"{rows}__citations", sources) for rows in ("facts", "contacts")]
    networks = inquiry_scope.with_all(inquiry_actions.networks_of(found.body)).prefetch_related(people, *cited)
    replies = {name_of_reply(reply): reply for reply in found.replies.select_related("hint")}

    def line(target: Target, text: str) -> Checked:
        reply = replies.get(name_of(target))
        hint = reply.hint if reply else None
        kind = "" if isinstance(target, Network) else inquiry_scope.kind_of(target)
        return Checked(target, text, reply, objection(target, None, text=hint.text if hint else ""), kind)

    return [
        Group(
            network,
            line(network, network.name),
            [line(fact, references.words(fact)) for fact in inquiry_scope.facts(network)],
            [line(each, references.words(each)) for each in network.contacts.all() if speaks_for(found.body, each)],
            inquiry_scope.rest(network),
        )
        for network in networks
    ]


def speaks_for(body: Body, person: Contact) -> bool:
    """Whether the body may say something about a person: shown to readers, and not named for somebody else's time."""
    return person.is_shown and (person.tenure is None or person.tenure.body_id == body.pk)


def name_of_reply(reply: Reply) -> str:
    kind = next(kind for kind in ANCHORS if getattr(reply, f"{kind}_id") is not None)
    return f"{kind}:{getattr(reply, f'{kind}_id')}"


def objection(target: Target, data: Any, **initial: str) -> ObjectionForm:
    """The form for one thing, with an id of its own on the page."""
    return ObjectionForm(data, initial=initial, auto_id=f"{target._meta.model_name}-{target.pk}-%s")
