"""Hint context: what does an editor read about a hint: how the statement stood and stands, who says what; and where is
it edited?
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.text import Truncator

from directory.curation.admin.sheet import STATEMENT
from directory.enums import FactKind
from directory.models import Fact
from memberships import queue
from memberships.enums import Flaw, Stage
from memberships.hints import references
from memberships.hints.references import Statement
from memberships.models import Hint

PARAMETER = "vorschlag"
"""In addresses of the desk: the hint because of which somebody edits an entry."""
MAY_SEE = "memberships.view_hint"
WHOLE = "ganzer Eintrag"
SHOWN = 60  # characters of a hint's text in lists


def by_reference(reference: str) -> Hint | None:
    """The hint an address of the desk names; None for anything else somebody may have typed there."""
    try:
        number = UUID(reference)
    except ValueError:
        return None
    return Hint.objects.select_related("network", "body", "informant").filter(reference=number).first()


def of(request: HttpRequest) -> Hint | None:
    """The hint because of which somebody edits: named in the address, and only for those who may see it."""
    desk = reverse("admin:app_list", args=["directory"])
    hinted = PARAMETER in request.GET and request.path.startswith(desk) and request.user.has_perm(MAY_SEE)
    return by_reference(request.GET[PARAMETER]) if hinted else None


def subject(hint: Hint) -> str:
    """What it is about, in a few words and without asking the database."""
    return references.kind_in_words(hint.about) if hint.about else WHOLE


def beginning(text: str) -> str:
    """The first words of a text, in one line."""
    return Truncator(" ".join(text.split())).chars(SHOWN)


def sender(hint: Hint) -> str:
    return str(hint.informant) if hint.informant else "Öffentlichkeit"


def context(hint: Hint, user: Any) -> dict[str, Any]:
    """All that the page of a hint shows, apart from its forms."""
    now = references.find(hint.entry, hint.about)
    return {
        "hint": hint,
        "subject": now.label if now else subject(hint),
        "sender": sender(hint),
        "age": queue.days_open(hint),
        "now": now,
        "unchanged": now is not None and now.kept == hint.stood,
        "edit": edit_address(hint, now) if hint.stage == Stage.OPEN else "",
        "old_figure": old_figure(hint, now),
        "source_address": new_source(hint) if user.has_perm("directory.add_source") else "",
        "failed": hint.messages.filter(failed_at__isnull=False),
    }


def edit_address(hint: Hint, statement: Statement | None) -> str:
    """Where the statement, or else the whole entry, is edited; with the hint above the form, and filled in with what it
    says: a missing fact, the new words of one, or a new figure that counts the same as an old one.
    """
    told: dict[str, Any] = {PARAMETER: hint.reference}
    old, row = old_figure(hint, statement), statement.row if statement else hint.entry
    words = {"text": " ".join(hint.text.split())[: Fact._meta.get_field("text").max_length]}
    if old or (hint.flaw == Flaw.MISSING and row == hint.network):
        page = reverse("admin:directory_fact_add")
        told |= {"network": hint.network_id}
        told |= {"kind": old.kind, "bound": old.bound, "unit": old.unit} if old else words
    else:
        page = reverse(f"admin:directory_{row._meta.model_name}_change", args=[row.pk])
        told |= {STATEMENT: statement.aspect} if statement and statement.aspect else {}
        told |= words if isinstance(row, Fact) and not row.figure else {}
    return f"{page}?{urlencode(told)}"


def old_figure(hint: Hint, statement: Statement | None) -> Fact | None:
    """The figure that was true at its date and is not any more: it stays, and a new one is entered beside it."""
    row = statement.row if statement and hint.flaw == Flaw.OUTDATED else None
    return row if isinstance(row, Fact) and row.kind == FactKind.FIGURE else None


def new_source(hint: Hint) -> str:
    """Where a source is entered, with what the sender said about it filled in."""
    told = QueryDict(mutable=True)
    told["url" if hint.source.startswith(("http://", "https://")) else "title"] = hint.source
    told[PARAMETER] = str(hint.reference)
    return f"{reverse('admin:directory_source_add')}?{told.urlencode()}"
