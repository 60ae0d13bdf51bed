"""Emails: what do we write to people? One function per letter; the only file that puts letters into the outbox.

Letters are written in the transaction of what they tell, and sent later by the worker. Each carries a fresh secret
link, because only hashes of older ones are kept.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from directory.models import Erasure
from memberships.enums import Letter, Purpose, State
from memberships.letters import secret_tokens
from memberships.models import AccountChange, Application, Hint, Inquiry, Message, Notice, Secret

CONFIRM_WITHIN = timedelta(days=7)
OVERLAP = timedelta(minutes=15)
ANSWER_WITHIN = timedelta(days=60)
UNROUTED = "admin:memberships_application_unrouted"
LONGEST_SUBJECT = Message._meta.get_field("subject").max_length or 0
SHORT = 40  # characters of the organisation's name a stranger may put into our letter


def confirm(application: Application) -> None:
    """Ask whether the address is the applicant's. Carries nothing typed but the organisation's shortened name."""
    link = _link(Purpose.CONFIRM, application=application, lifetime=CONFIRM_WITHIN)
    _write(Letter.CONFIRM, application, link=link, organisation=shortened(application.organisation))


def received(application: Application) -> None:
    """The address is confirmed; here is the applicant's page."""
    _write(Letter.RECEIVED, application, link=_link(Purpose.PAGE, application=application))


def question(application: Application) -> None:
    _write(Letter.QUESTION, application, link=_link(Purpose.PAGE, application=application))


def approved(application: Application) -> None:
    _write(Letter.APPROVED, application, link=_link(Purpose.PAGE, application=application))


def declined(application: Application) -> None:
    _write(Letter.DECLINED, application, link=_link(Purpose.PAGE, application=application))


def withdrawn(application: Application) -> None:
    _write(Letter.WITHDRAWN, application, link=_link(Purpose.PAGE, application=application))


def lost_link(application: Application) -> None:
    """A new link to the applicant's page, or to the confirmation where it is still due; older ones end soon."""
    _let_end(Secret.objects.filter(application=application))
    if application.state == State.UNCONFIRMED:
        confirm(application)
    else:
        _write(Letter.LOST_LINK, application, link=_link(Purpose.PAGE, application=application))


def reminder(application: Application, to: str, *, decides: bool = True) -> None:
    """Tell an officer, or who may say who decides, that an application is waiting. Names nobody."""
    mine = reverse("admin:memberships_application_change", args=[application.pk])
    link = f"{settings.SITE_URL}{mine if decides else reverse(UNROUTED)}"
    context = {"application": application, "link": link, "decides": decides}
    _queue(Letter.REMINDER, to, context, application=application)


def news(to: str, counts: Sequence[tuple[str, int]], *, decides: bool) -> None:
    """Tell how many new applications wait, network by network. Names nobody."""
    address = f"{reverse('admin:memberships_application_changelist')}?mine=yes" if decides else reverse(UNROUTED)
    number = sum(count for _, count in counts)
    context = {"counts": counts, "number": number, "link": f"{settings.SITE_URL}{address}", "decides": decides}
    _queue(Letter.NEWS, to, context)


def notice(wish: Notice) -> None:
    """Ask whether the address really wants to be told when the network opens; later, how to take the wish back."""
    _let_end(Secret.objects.filter(notice=wish))
    link = _link(Purpose.NOTICE, notice=wish, lifetime=None if wish.confirmed_at else CONFIRM_WITHIN)
    _queue(Letter.NOTICE, wish.email, {"notice": wish, "network": wish.network, "link": link}, notice=wish)


def opened(wish: Notice) -> None:
    """The network is open now."""
    address = reverse("directory:network", args=[wish.network.slug])
    context = {"network": wish.network, "link": f"{settings.SITE_URL}{address}"}
    _queue(Letter.OPENED, wish.email, context, notice=wish)


def answered(hint: Hint, letter: Letter) -> None:
    """What became of a hint: the only letter its sender gets. Carries nothing the sender typed."""
    link = f"{settings.SITE_URL}{hint.entry.get_absolute_url()}"
    _queue(letter, hint.email, {"hint": hint, "entry": hint.entry, "link": link}, hint=hint)


def inquire(inquiry: Inquiry, to: str, groups: Iterable[tuple[Any, Any, Any]]) -> None:
    """Ask a body whether its networks' entries are still right; ``groups``: each network, its facts with number and
    kind, and what else it says.
    """
    link = _link(Purpose.INQUIRY, inquiry=inquiry, lifetime=ANSWER_WITHIN)
    context = {"inquiry": inquiry, "groups": groups, "link": link, "days": ANSWER_WITHIN.days}
    _queue(Letter.INQUIRY, to, context, inquiry=inquiry)


def account(change: AccountChange) -> None:
    """Ask the person whose account it is whether they want a change."""
    link = _link(Purpose.ACCOUNT, account_change=change, lifetime=CONFIRM_WITHIN)
    _queue(Letter.ACCOUNT, change.user.email, {"change": change, "link": link})


def account_settled(change: AccountChange, to: str) -> None:
    """Tell the person what has happened to their account."""
    link = f"{settings.SITE_URL}{reverse('admin:index')}"
    _queue(Letter.ACCOUNT_SETTLED, to, {"change": change, "link": link})


BY_LETTER = {
    Letter.RECEIVED: received,
    Letter.QUESTION: question,
    Letter.APPROVED: approved,
    Letter.DECLINED: declined,
    Letter.WITHDRAWN: withdrawn,
}
"""The letters the workflow's table asks for."""


def shortened(name: str) -> str:
    """An organisation's name as our letters carry it: one line, short, and without anything that becomes a link."""
    words = [word for word in name.split() if not any(sign in word.lower() for sign in ("/", "@", "www.", "\\"))]
    text = " ".join(words).replace(".", ". ").replace("  ", " ").strip()
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


ROUTES = {
    Purpose.CONFIRM: "confirm",
    Purpose.PAGE: "page",
    Purpose.NOTICE: "notice-confirm",
    Purpose.INQUIRY: "inquiry",
    Purpose.ACCOUNT: "account",
}


def _let_end(secrets: QuerySet[Secret]) -> None:
    """Let older links go on for some minutes: two letters asked for in a row arrive in any order. (quality 44)"""
    soon = timezone.now() + OVERLAP
    ending = secrets.filter(Q(expires_at=None) | Q(expires_at__gt=soon))
    Erasure.note("secret", *ending.values_list("digest", flat=True))  # no restored backup lets them live on
    ending.update(expires_at=soon)


def _link(purpose: Purpose, lifetime: timedelta | None = None, **owner: Any) -> str:
    secret = secret_tokens.make()
    expires = timezone.now() + lifetime if lifetime else None
    Secret.objects.create(digest=secret_tokens.digest(secret, purpose), purpose=purpose, expires_at=expires, **owner)
    return f"{settings.SITE_URL}{reverse(f'memberships:{ROUTES[purpose]}', args=[secret])}"


def _write(letter: Letter, application: Application, **context: Any) -> None:
    _queue(letter, application.email, {"application": application, **context}, application=application)


def _queue(letter: Letter, to: str, context: dict[str, Any], **owner: Any) -> None:
    """Put one letter into the outbox. The template's first line is the subject."""
    rendered = render_to_string(f"memberships/emails/{letter.value}.txt", {**context, "site": settings.SITE_URL})
    subject, _, text = rendered.strip().partition("\n")
    text = text.strip()
    html = render_to_string("memberships/emails/letter.html", {"subject": subject, "text": text})
    subject = Truncator(" ".join(subject.split())).chars(LONGEST_SUBJECT)
    Message.objects.create(letter=letter, to=to, subject=subject, text=text, html=html, due_at=timezone.now(), **owner)
