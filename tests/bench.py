"""How fast and how heavy are the pages, with the real catalogue and with a thousand networks? ``make bench`` prints it.

Works on a database of its own, which is gone afterwards. Times are of one process, without a network in between.
"""

import os
import statistics
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATABASE_URL"] = f"sqlite:///{Path(FOLDER.name) / 'bench.sqlite3'}"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networks_site.settings")
django.setup()

from django.core.cache import cache  # noqa: E402 - the database had to be named first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from directory.models import Fact, Network, Scope  # noqa: E402

PAGES = (
    "/",
    "/netzwerke/",
    "/netzwerke/?status=active&wer=person&sort=gruendung",
    "/netzwerke/?q=beteiligung",
    "/netzwerke/allianz-vielfaeltige-demokratie/",
    "/netzwerke/allianz-vielfaeltige-demokratie/mitmachen/",
    "/quellen/bipar-netzwerke/",
    "/finden/?als=person&bereich=verwaltung",
)
ROUNDS = 15
MANY = 1000
say = sys.stdout.write


def main() -> None:
    """Set up, measure, multiply, measure again."""
    call_command("migrate", verbosity=0)
    call_command("load_fixtures", stdout=StringIO())
    table("The real catalogue")
    multiply()
    table(f"{MANY} networks")
    connection.close()


def table(title: str) -> None:
    """One line a page: milliseconds anew and when nothing has changed, kilobytes before compression, queries."""
    say(f"\n{title}\n{'':58}{'ms':>8}{'304 ms':>8}{'kB':>8}{'queries':>9}\n")
    for page in PAGES:
        anew, unchanged, size, queries = measure(page)
        say(f"{page:58}{anew:8.1f}{unchanged:8.1f}{size:8.1f}{queries:9d}\n")


def measure(page: str) -> tuple[float, float, float, int]:
    """Medians over some rounds, the cache emptied before each."""
    client = Client(headers={"host": "localhost"})
    anew, unchanged, queries = [], [], 0
    for _ in range(ROUNDS):
        cache.clear()
        with CaptureQueriesContext(connection) as caught:
            answer = clocked(anew, client, page)
            queries = len(caught)
        etag = answer.headers.get("ETag")
        clocked(unchanged, client, page, **{"if-none-match": etag} if etag else {})
    return statistics.median(anew), statistics.median(unchanged), len(answer.content) / 1000, queries


def clocked(times: list[float], client: Client, page: str, **headers: str) -> Any:
    """The answer; how many milliseconds it took is added to the times."""
    begun = time.perf_counter()
    answer = client.get(page, headers=headers)
    times.append((time.perf_counter() - begun) * 1000)
    if answer.status_code not in (200, 304):
        sys.exit(f"{page}: {answer.status_code}")
    return answer


def multiply() -> None:
    """Copy the networks with their facts until there are many."""
    originals = list(Network.objects.prefetch_related("facts", "scopes"))
    copies, facts, scopes = [], [], []
    for number in range(MANY - len(originals)):
        pattern = originals[number % len(originals)]
        slug, name = f"{pattern.slug[:60]}-{number}", f"{pattern.name} {number}"
        copies.append(copied(pattern, slug=slug, name=name))
        facts += [(Fact, fact, copies[-1]) for fact in pattern.facts.all()]
        scopes += [(Scope, scope, copies[-1]) for scope in pattern.scopes.all()]
    Network.objects.bulk_create(copies, batch_size=200)
    for rows in (facts, scopes):
        rows[0][0].objects.bulk_create((copied(row, network=network) for _, row, network in rows), batch_size=200)


def copied(row: Any, **changes: Any) -> Any:
    """A new row with the same columns but for the changes."""
    columns = {column.name for column in row._meta.concrete_fields} - {"id", *changes}
    return type(row)(**{name: getattr(row, name) for name in columns}, **changes)


if __name__ == "__main__":
    main()
