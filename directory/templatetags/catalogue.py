"""Catalogue: how do footnotes, disagreements and partial dates get into a page?"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from directory.enums import Cost, Status
from directory.models import Citation, Network
from directory.reading import costs, freshness, markup
from directory.reading.provenance import told
from directory.rules import partial_dates, punctuation

register = template.Library()

AT_ONCE = 2
WORD_JOINER = "\u2060"  # keeps a footnote mark from starting a line of its own


@register.simple_tag(takes_context=True)
def notes(context: template.Context, row: Model | None, *aspects: str) -> SafeString:
    """The footnote mark of a statement, one however many passages it has; glued to the word before it."""
    provenance = context.get("provenance")
    if not provenance or not row:
        return SafeString("")
    note = provenance.note(row, *aspects)
    if note is None:
        return SafeString("")
    words = f"[{note.number}]" if note.citations else "[ohne Quelle]"
    name = f"Beleg {note.number}" if note.citations else f"ohne Quelle, Grund {note.number}"
    mark = '<span class="notes">{}<a id="{}" href="#{}" aria-label="{}">{}</a></span>'
    return format_html(mark, WORD_JOINER, note.origin, note.anchor, name, words)


@register.inclusion_tag("components/dispute.html", takes_context=True)
def dispute(context: template.Context, row: Model | None, aspect: str = "") -> dict[str, Any]:
    """Claims that disagree about a row, side by side with the verdict; nothing where there is none."""
    provenance = context.get("provenance")
    found = provenance.dispute(row, aspect) if provenance and row else None
    return {"dispute": found, "hinting": context.get("hinting")}


@register.filter
def shown(rows: Sequence[Any]) -> Sequence[Any]:
    """What of a list stands on the page at once: all of a short one, the beginning of a long one."""
    return rows if len(rows) <= AT_ONCE + 1 else rows[:AT_ONCE]


@register.filter
def folded(rows: Sequence[Any]) -> Sequence[Any]:
    """What of a list is folded up: the rest of a long one."""
    return [] if len(rows) <= AT_ONCE + 1 else rows[AT_ONCE:]


@register.filter
def cost_in_short(network: Network) -> str:
    """What joining costs, in a word or in the source's; empty where nobody tells, and where joining is over."""
    return "" if network.status == Status.ENDED else costs.in_short(network)


@register.simple_tag(takes_context=True)
def cost_notes(context: template.Context, network: Network) -> SafeString:
    """The footnote marks of what joining costs."""
    rows, terms = costs.fees(network), getattr(network, "terms", None)
    marks = [notes(context, row) for row in rows]
    marks += [] if rows and terms and terms.cost == Cost.FREE else [notes(context, terms, "cost")]
    return format_html_join("", "{}", ((mark,) for mark in marks))


@register.filter
def untold(network: Network) -> list[str]:
    """What a card would say if any source did."""
    questions: dict[str, Any] = {
        "wo": network.areas or network.seats,
        "wer koordiniert": network.tenures.all(),
        "wer mitmachen kann": network.who_in_short,
        "Kosten": network.status == Status.ENDED or cost_in_short(network),
    }
    return [question for question, answer in questions.items() if not answer]


@register.filter
def edtf(text: str) -> str:
    """A partial date in words."""
    return partial_dates.in_words(text) if text else ""


@register.filter
def since(row: Any) -> str:
    """``seit Oktober 2015`` or ``Oktober 2015 bis Juni 2018`` of anything that has start and end."""
    return partial_dates.since_in_words(row.start, row.end)


@register.filter
def closed(text: object) -> str:
    """A text that ends a sentence, with one full stop."""
    return punctuation.closed(text)


@register.filter
def age(network: Network) -> freshness.Freshness:
    """How old the knowledge about a network's status is."""
    return freshness.describe(network)


@register.filter
def markdown(text: str) -> str:
    """The operator's Markdown as harmless HTML."""
    return markup.to_html(text)


@register.filter
def subject(citation: Citation) -> dict[str, Any]:
    """What a citation stands behind: a word for the kind of statement, its text, and the page that shows it."""
    row = getattr(citation, citation.target_name)
    page = row if citation.target_name in ("network", "body") else getattr(row, "network", None)
    if citation.target_name == "criterion":
        page = row.terms.network
    what = citation.get_aspect_display() if citation.aspect else row._meta.verbose_name
    if citation.tells_of_hidden_person:  # that there was somebody stays visible, who it was does not
        return {"what": what, "text": "wird nicht mehr gezeigt", "page": page}
    claim = getattr(citation, "claim", "")
    text = told(row, citation.aspect) if row is page or citation.target_name == "terms" else str(row)
    return {"what": what, "text": claim or text, "page": page}
