"""How does a test get rows of its own? One line a row; whatever it does not name is ordinary."""

from typing import Any

from django.db import connection
from django.utils.text import slugify

from directory.models import Body, Citation, Criterion, Fact, Network, Scope, Source, Tenure, Terms, Topic, Treatment

WHO, AREA, LEVEL = "who", "area", "level"


def network(name: str = "Netzwerk", **columns: Any) -> Network:
    """A published, active network."""
    usual = {"summary": "Ein Netzwerk.", "kind": "network", "status": "active", "visibility": "published"}
    return Network.objects.create(name=name, **{"slug": slugify(name), **usual, **columns})


def draft(name: str = "Entwurf", **columns: Any) -> Network:
    return network(name, visibility="draft", **columns)


def scope(owner: Network, value: str, dimension: str = AREA) -> Scope:
    return Scope.objects.create(network=owner, dimension=dimension, value=value)


def body(name: str = "Stelle", slug: str = "", **columns: Any) -> Body:
    return Body.objects.get_or_create(slug=slug or slugify(name), defaults={"name": name, **columns})[0]


def tenure(owner: Network, of: Body, role: str = "coordinates", **columns: Any) -> Tenure:
    return Tenure.objects.create(network=owner, body=of, role=role, **columns)


def terms(owner: Network, *who: str, **columns: Any) -> Terms:
    """Joining terms, with a criterion for each who."""
    made = Terms.objects.create(network=owner, **columns)
    for value in who:
        Criterion.objects.create(terms=made, kind=WHO, value=value)
    return made


def fact(owner: Network, key: str = "angabe", kind: str = "aim", text: str = "Eine Angabe.", **columns: Any) -> Fact:
    return Fact.objects.create(network=owner, key=key, kind=kind, text=text, **columns)


def topic(name: str = "Thema", slug: str = "", **columns: Any) -> Topic:
    return Topic.objects.get_or_create(slug=slug or slugify(name), defaults={"name": name, **columns})[0]


def treatment(owner: Network, of: Topic, key: str = "thema", text: str = "Tut etwas.", **columns: Any) -> Treatment:
    return Treatment.objects.create(network=owner, topic=of, key=key, text=text, **columns)


def source(name: str = "Quelle", **columns: Any) -> Source:
    usual = {"title": name, "publisher": "Verlag", "read_on": "2026-11-21"}
    return Source.objects.get_or_create(slug=slugify(name), defaults={**usual, **columns})[0]


def citation(row: Any, line: int = 1, of: Source | None = None, **columns: Any) -> Citation:
    """A passage that stands behind a row; rows with aspects must be told which (``aspect="name"``)."""
    place = {"first_line": line, "last_line": line}
    return Citation.objects.create(source=of or source(), **{row._meta.model_name: row}, **place, **columns)


def many(number: int, start: int = 0) -> None:
    """Many networks at once, each with a row of every kind that cards and counts read."""
    of, about = body(), topic()
    columns = {"summary": "Ein Netzwerk.", "kind": "network", "status": "active", "visibility": "published"}
    numbers = [f"{each:04}" for each in range(start, start + number)]
    owners = Network.objects.bulk_create(
        Network(name=f"Netz {each}", sort_key=f"netz {each}", slug=f"netz-{each}", **columns) for each in numbers
    )
    conditions = Terms.objects.bulk_create(Terms(network=owner, cost="kostenlos", mode="antrag") for owner in owners)
    for value in ("person", "organisation"):
        Criterion.objects.bulk_create(Criterion(terms=each, kind=WHO, value=value) for each in conditions)
    for dimension, value in ((AREA, "sachsen"), (AREA, "bundesweit"), (LEVEL, "bund")):
        Scope.objects.bulk_create(Scope(network=owner, dimension=dimension, value=value) for owner in owners)
    Tenure.objects.bulk_create(Tenure(network=owner, body=of, role="coordinates") for owner in owners)
    Treatment.objects.bulk_create(Treatment(network=owner, topic=about, key="a", text="Etwas.") for owner in owners)
    if connection.vendor == "postgresql":  # as its daemon does before long; rolled-back tests mislead the planner
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
