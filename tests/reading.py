"""What does a reader get out of an answer? Words, links, anchors and form fields; markup around them does not count."""

import re
from html.parser import HTMLParser
from typing import Any

FOOTNOTE = re.compile("\u2060?(?:\\[\\d+\\])+")
UNSEEN = {"head", "script", "style", "svg"}
INLINE = {"a", "b", "cite", "em", "span", "strong"}
HEADING = re.compile("h[1-6]")


class Link:
    """A place to go to, and the words one reads there."""

    def __init__(self, href: str) -> None:
        self.href = href
        self.text = ""


class Seen(HTMLParser):
    """A page as read: its words in order, and what can be followed, chosen or jumped to."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.titles: list[str] = []
        self.links: list[Link] = []
        self.ids: list[str] = []
        self.inputs: list[dict[str, str]] = []
        self.heads: dict[str, str] = {}
        self.headings: list[tuple[str, str]] = []
        self.feed(response.content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("meta", "link"):
            name = values.get("name") or values.get("property") or values.get("rel") or "charset"
            self.heads[name] = values.get("content") or values.get("href") or values.get("charset", "")
        elif tag == "input":
            self.inputs.append(
                {name: values.get(name, "") for name in ("type", "name", "value")}
                | {"checked": "yes" if "checked" in values else ""}
            )
        else:
            self.start(tag, values)

    def start(self, tag: str, values: dict[str, str]) -> None:
        self.open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(Link(values["href"]))
        if HEADING.fullmatch(tag):
            self.headings.append((tag, ""))
        if tag not in INLINE:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open and self.open.pop() != tag:
            pass
        if tag not in INLINE:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if "title" in self.open:
            self.titles.append(data)
        if UNSEEN.intersection(self.open):
            return
        self.words.append(data)
        if "a" in self.open:
            self.links[-1].text += data
        if any(HEADING.fullmatch(tag) for tag in self.open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    @property
    def text(self) -> str:
        """Everything one reads, in one line, without the footnote marks."""
        return tidy("".join(self.words))

    @property
    def title(self) -> str:
        return tidy("".join(self.titles))

    @property
    def addresses(self) -> list[str]:
        return [link.href for link in self.links]

    def headed(self, level: str) -> list[str]:
        """The headings of one level."""
        return [tidy(text) for tag, text in self.headings if tag == level]

    def href(self, words: str) -> str:
        """Where the only link that says these words leads."""
        found = {link.href for link in self.links if words in tidy(link.text)}
        assert len(found) == 1, f"{words!r} leads to {sorted(found)}"
        return found.pop()


def tidy(text: str) -> str:
    return " ".join(FOOTNOTE.sub("", text).split())
