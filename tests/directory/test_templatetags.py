"""How do footnotes, disagreements, partial dates and Markdown get into a page?"""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from directory.models import Verdict
from directory.reading.provenance import Provenance
from directory.templatetags import catalogue as tags
from tests.directory import making
from tests.reading import tidy

pytestmark = pytest.mark.once

ASPECT = {"network": "status", "body": "name", "terms": "mode"}


def render(text: str, /, **context) -> str:
    return Template("{% load catalogue %}" + text).render(Context(context))


# --- footnotes --------------------------------------------------------------------------------


@pytest.fixture
def fact(db):
    """A fact with two passages, of which the second is cited twice."""
    fact = making.fact(making.network())
    making.citation(fact, line=7)
    making.citation(fact, line=3, locator="a")
    making.citation(fact, line=3, locator="b")
    return fact


def test_notes_one_mark_a_statement(fact):
    provenance = Provenance([fact])
    html, again = (render("{% notes fact %}", fact=fact, provenance=provenance) for _ in range(2))
    assert html.count("<a ") == 1
    assert '<a id="angabe-1" href="#beleg-1" aria-label="Beleg 1">[1]</a>' in html
    assert '<a id="angabe-2" href="#beleg-2" aria-label="Beleg 2">[2]</a>' in again  # each leads back to its own place
    assert tidy(f"Wort{html}".partition("<")[0]) == "Wort"


@pytest.mark.parametrize("text", ["{% notes other %}", "{% notes missing %}", "{% notes fact 'start' %}"])
def test_notes_nothing_to_show(fact, text):
    other = making.fact(fact.network, key="andere")
    assert render(text, fact=fact, other=other, provenance=Provenance([fact, other])) == ""


def test_notes_without_provenance(fact):
    assert render("{% notes fact %}", fact=fact) == ""


@pytest.mark.django_db
def test_notes_of_aspects():
    owner = making.network()
    making.citation(owner, line=1, aspect="name")
    making.citation(owner, line=2, aspect="start")
    marks = "|".join(f"{{% notes owner {aspects} %}}" for aspects in ("", "'name'", "'kind'", "'start' 'name'"))
    provenance = Provenance([owner])
    html = render(marks, owner=owner, provenance=provenance)
    assert [re.findall(r"\[\d\]", part) for part in html.split("|")] == [[], ["[1]"], [], ["[2]"]]
    assert [[citation.where for citation in note.citations] for note in provenance.notes] == [
        ["Zeile 1"],
        ["Zeile 2", "Zeile 1"],
    ]


@pytest.mark.parametrize(("number", "at_once", "rest"), [(0, 0, 0), (1, 1, 0), (3, 3, 0), (4, 2, 2), (9, 2, 7)])
def test_long_lists_are_folded_from_the_third_row_on(number, at_once, rest):
    """Unless only one row would be hidden."""
    rows = list(range(number))
    assert (len(tags.shown(rows)), len(tags.folded(rows))) == (at_once, rest)
    assert [*tags.shown(rows), *tags.folded(rows)] == rows


# --- disagreements ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_dispute_shows_claims_and_verdict():
    owner = making.network()
    making.citation(owner, line=1, aspect="status", claim="Es <b>besteht</b>.")
    making.citation(owner, line=2, aspect="status", claim="Es ist zu Ende.", stance="differs")
    words = {"subject": "Ob es besteht", "reading": "Es besteht.", "reason": "Weil <i>es</i> so ist."}
    Verdict.objects.create(network=owner, aspect="status", code="K1", nature="open", decided_on="2026-11-21", **words)
    html = render("{% dispute owner 'status' %}", owner=owner, provenance=Provenance([owner]))
    shown = ["Es &lt;b&gt;besteht&lt;/b&gt;.", "Es ist zu Ende.", "Ob es besteht", "Es besteht.", "Weil &lt;i&gt;es"]
    assert [words for words in shown if words not in html] == []
    assert 'id="lesart-k1"' in html


@pytest.mark.parametrize("text", ["{% dispute fact %}", "{% dispute missing %}", "{% dispute fact.network 'start' %}"])
def test_dispute_none(fact, text):
    assert render(text, fact=fact, provenance=Provenance([fact, fact.network])).strip() == ""


# --- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("2013", "2013"),
        ("2013~", "etwa 2013"),
        ("2018-06", "Juni 2018"),
        ("2018-07-01", "1. Juli 2018"),
        ("2025-21", "Frühjahr 2025"),
        ("2024-24", "Winter 2024"),
    ],
)
def test_edtf(text, words):
    assert render("{{ text|edtf }}", text=text) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", ""),
        ("2015-10", "", "seit Oktober 2015"),
        ("2015-10", "2018-06", "Oktober 2015 bis Juni 2018"),
        ("2015-10", "2015-10", "Oktober 2015"),
        ("", "2013", "bis 2013"),
    ],
)
def test_since(start, end, words):
    assert render("{{ row|since }}", row=SimpleNamespace(start=start, end=end)) == words


# --- Markdown ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## Titel", "<h2>Titel</h2>"),
        ("**fett** und *schräg*", "<p><strong>fett</strong> und <em>schräg</em></p>"),
        ("[Hilfe](/hilfe/)", '<p><a href="/hilfe/">Hilfe</a></p>'),
        ("[Post](mailto:a@example.org)", '<p><a href="mailto:a@example.org">Post</a></p>'),
        ("[Ruf](tel:+4930)", '<p><a href="tel:+4930">Ruf</a></p>'),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_markdown(text, html):
    assert render("{{ text|markdown }}", text=text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![Bild](https://evil.example/x.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "<a href='/' onclick='alert(1)'>x</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<style>body{display:none}</style>",
        "[x]: javascript:alert(1)\n[x]",
        "`<script>alert(1)</script>`",
        '[x](/ "onmouseover=alert(1)")',
    ],
)
def test_markdown_harmless(text):
    html = render("{{ text|markdown }}", text=text).lower()
    dangers = ("<script", "<img", "<iframe", "<style", 'href="javascript', 'href="data', "<a onclick", " onmouseover=")
    assert [danger for danger in dangers if danger in html] == []


# --- what a citation stands behind ------------------------------------------------------------


@pytest.mark.django_db
def test_subject_names_statement_and_page():
    owner, body = making.network("Netz"), making.body("Stelle")
    terms = making.terms(owner, "person")
    rows = {
        "Status": owner,
        "Name": body,
        "Beitrittsweg": terms,
        "Bedingung": terms.criteria.get(),
        "Angabe": making.fact(owner, text="Ein Ziel."),
        "Koordination": making.tenure(owner, body),
        "Ebene, Gebiet oder Sitz": making.scope(owner, "sachsen"),
    }
    subjects = [
        tags.subject(making.citation(row, aspect=ASPECT.get(row._meta.model_name, ""))) for row in rows.values()
    ]
    assert [subject["what"] for subject in subjects] == list(rows)
    assert [subject["page"] for subject in subjects] == [owner, body, owner, owner, owner, owner, owner]
    texts = ["aktiv", "Stelle", "nicht genannt", "Einzelpersonen", "Ein Ziel.", "Stelle: koordiniert", "Sachsen"]
    assert [subject["text"] for subject in subjects] == texts
