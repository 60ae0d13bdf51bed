"""Two records of each kind that turn out to be one: some rows tell the same, some clash, some differ."""

from typing import Any

from django.apps import apps
from django.db.models import Model

from directory.catalogue import dump_all
from directory.catalogue.registry import RECORDS
from directory.models import (
    Body,
    Citation,
    Contact,
    Criterion,
    Fact,
    Gap,
    Member,
    Network,
    Relation,
    Scope,
    Silence,
    Source,
    Tenure,
    Terms,
    Topic,
    Treatment,
    Verdict,
)
from directory.models.base import Catalogue
from tests.directory.smallest import make

Stored = dict[tuple[str, int], dict[str, Any]]


def everything() -> Stored:
    """All rows of the catalogue with all their columns, but for the time of saving."""
    models = [model for model in apps.get_app_config("directory").get_models() if issubclass(model, Catalogue)]
    return {(model.__name__, row.pk): columns(row) for model in models for row in model._base_manager.all()}


def documents() -> dict[str, Any]:
    """All that the catalogue says, the numbers of rows that others may point to, and since when."""
    found: dict[str, Any] = {"member": {row.pk: columns(row) for row in Member.objects.all()}}
    for name, kind in RECORDS.items():
        records = list(kind.model._base_manager.order_by("pk"))
        found[name] = dict(zip([row.pk for row in records], dump_all(records), strict=True))
    for model in (Contact, Fact):
        found[model.__name__] = dict(model.objects.values_list("pk", "key"))
    return found | {"since": dict(Network.objects.values_list("pk", "created_at"))}


def columns(row: Model) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "updated_at"
    }


def cite(row: Model, of: Source, line: int = 1, **more: Any) -> Citation:
    return make(Citation, source=of, first_line=line, last_line=line, **{str(row._meta.model_name): row}, **more)


def networks() -> tuple[Network, Network]:
    """The one that stays and the one that goes, with rows of every kind."""
    one = make(Network, name="Runder Tisch", slug="runder-tisch", status="ended", start="2015")
    two = make(Network, name="Tisch der Runden", slug="tisch-der-runden", status="ended", start="2016", end="2020-05")
    source, other = make(Source, title="Satzung"), make(Source, title="Chronik")
    body, topic, third = make(Body, name="Stiftung"), make(Topic), make(Network, name="Dritter")
    for number, owner in enumerate((one, two)):
        cite(owner, source, aspect="name")
        cite(owner, (source, other)[number], aspect="start")
        cite(
            make(Scope, network=owner, value="land", text="" if owner == one else "Nur mittelbar."), source, 3 + number
        )
        tenure = make(Tenure, network=owner, body=body, start="2015", end="2018" if owner == two else "")
        make(Contact, network=owner, name="Kim Beispiel", tenure=tenure, email="" if owner == one else "kim@x.example")
        cite(make(Fact, network=owner, key="ziel", text="Ein Ziel.", position=1), source)
        cite(make(Fact, network=owner, key="angebot", text=f"Angebot {number}.", position=2), other)
        make(Treatment, network=owner, topic=topic, key="art", text=f"Tut {number}.", position=1)
        make(Relation, network=owner, kind="similar", other=third, other_name="")
        terms = make(
            Terms, network=owner, mode=("antrag", "anmeldung")[number], cost=("nicht-genannt", "kostenlos")[number]
        )
        cite(terms, source, aspect="mode")
        make(Criterion, terms=terms, kind="who", value="person", position=1)
        make(Criterion, terms=terms, kind="who", value=("organisation", "initiative")[number], position=2)
        make(Member, network=owner, name=f"Mitglied {number}", is_public=True)
        make(Verdict, network=owner, aspect="start", code=f"T{number}", reading=f"Lesart {number}")
    cite(make(Relation, network=one, kind="similar", other=two, other_name=""), source)
    make(Relation, network=third, kind="part-of", other=two, other_name="")
    make(Gap, network=two, aspect="kind", reason="Steht nirgends.")
    make(Body, name="Büro des Tisches", entry=two)
    return one, two


def bodies() -> tuple[Body, Body]:
    one = make(Body, name="Stiftung", slug="stiftung", short_name="")
    two = make(Body, name="Die Stiftung e.V.", slug="die-stiftung", short_name="DSt", entry=make(Network))
    source, owner = make(Source), make(Network)
    for body in (one, two):
        cite(body, source, aspect="name")
        cite(make(Tenure, network=owner, body=body, start="2015"), source, 2)
    make(Tenure, network=owner, body=two, role="initiated")
    return one, two


def topics() -> tuple[Topic, Topic]:
    one, two = make(Topic, name="Haushalt", slug="haushalt"), make(Topic, name="Haushalte", summary="Worum es geht.")
    owner, source = make(Network), make(Source)
    for number, topic in enumerate((one, two)):
        cite(make(Treatment, network=owner, topic=topic, key=f"a{number}", text="Dasselbe."), source, 1 + number)
        make(Treatment, network=owner, topic=topic, key=f"b{number}", text=f"Anderes {number}.")
    return one, two


def sources() -> tuple[Source, Source]:
    one = make(Source, title="Satzung", slug="satzung", file="a.txt")
    two = make(Source, title="Die Satzung", file="b.txt", url="https://example.org/satzung", lines=9)
    for source in (one, two):
        cite(make(Fact), source, 7, fingerprint="0123456789ab", claim="So steht es da.")
        make(Silence, source=source, first_line=2, last_line=2)
    return one, two


def members() -> tuple[Member, Member]:
    owner = make(Network)
    return make(Member, network=owner, name="Stadt Köln"), make(Member, network=owner, name="Stadt Koeln", start="2020")


PAIRS = {"network": networks, "body": bodies, "topic": topics, "source": sources, "member": members}
