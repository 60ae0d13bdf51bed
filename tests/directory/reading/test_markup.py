"""Does an operator's Markdown become the HTML it means, and never anything that can harm a reader?"""

from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils.safestring import SafeString
from hypothesis import given, strategies as st

from directory.reading import markup

SCHEMES = ("http:", "https:", "mailto:", "tel:")


class Seen(HTMLParser):
    """Tags and attributes as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


# --- what it means ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Ein Satz.", "<p>Ein Satz.</p>\n"),
        ("Zwei\nZeilen", "<p>Zwei\nZeilen</p>\n"),
        ("## Kontakt", "<h2>Kontakt</h2>\n"),
        ("### Kontakt", "<h3>Kontakt</h3>\n"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n"),
        ("1. eins", "<ol>\n<li>eins</li>\n</ol>\n"),
        ("> Zitat", "<blockquote>\n<p>Zitat</p>\n</blockquote>\n"),
        ("**[Bitte eintragen]**", "<p><strong>[Bitte eintragen]</strong></p>\n"),
        ("*betont* und `code`", "<p><em>betont</em> und <code>code</code></p>\n"),
        ("[Quellen](/quellen/)", '<p><a href="/quellen/">Quellen</a></p>\n'),
        ("[Seite](https://example.org/a?b=1)", '<p><a href="https://example.org/a?b=1">Seite</a></p>\n'),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>\n'),
        ("<a@example.org>", '<p><a href="mailto:a@example.org">a@example.org</a></p>\n'),
        ("[Telefon](tel:+4930123)", '<p><a href="tel:+4930123">Telefon</a></p>\n'),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
            "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n",
        ),
        ("A & B < C", "<p>A &amp; B &lt; C</p>\n"),
    ],
)
def test_to_html(text, html):
    assert markup.to_html(text) == html


def test_to_html_is_not_escaped_again():
    assert isinstance(markup.to_html("Text"), SafeString)


# --- what it may not be -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='https://example.org' onclick='alert(1)'>x</a>",
        "<style>p {display: none}</style>",
        "<iframe src='https://example.org'></iframe>",
        "<svg/onload=alert(1)>",
        "<p style='color: red'>x</p>",
        "<form action='/x'><input name='a'></form>",
        "<!-- Kommentar -->",
    ],
)
def test_to_html_written_html_is_text(text):
    seen = Seen(markup.to_html(text))
    assert seen.tags <= {"p"}
    assert seen.attributes == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html;base64,PHA+",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/x",
    ],
)
@pytest.mark.parametrize("form", ["[Text]({})", "[Text](<{}>)", "<{}>", "[Text][1]\n\n[1]: {}"])
def test_to_html_no_other_schemes(form, address):
    assert Seen(markup.to_html(form.format(address))).attributes == []


def test_to_html_no_pictures():
    assert markup.to_html("![Bild](https://example.org/bild.png)") == "<p></p>\n"


def test_to_html_titles_are_text():
    assert markup.to_html('[a](/b "c\\" onclick=x")') == '<p><a href="/b" title="c&quot; onclick=x">a</a></p>\n'


@given(st.one_of(st.text(), st.text("<>/\"'=:[]()!#*`|- \nahrefscriptonx&;.", max_size=60)))
def test_to_html_any_text(text):
    seen = Seen(markup.to_html(text))
    assert seen.tags <= markup.TAGS
    assert {name for name, _ in seen.attributes} <= {"href", "title"}
    beginnings = [value.partition("/")[0].lower() for name, value in seen.attributes if name == "href"]
    assert [text for text in beginnings if ":" in text and not text.startswith(SCHEMES)] == []


# --- the operator's pages ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "fixtures" / "pages").glob("*.md")), ids=lambda path: path.stem
)
def test_to_html_own_pages_keep_their_tags(path):
    """Nothing the pages use is lost in cleaning; their only first-level heading becomes the title."""
    _, _, text = path.read_text(encoding="utf-8").partition("\n")
    meant = Seen(markup.MARKDOWN.render(text))
    seen = Seen(markup.to_html(text))
    assert (seen.tags, seen.attributes) == (meant.tags, meant.attributes)
