"""References: which row does a document mean when it names another record? Old names lead where they lead today."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from directory.catalogue.files import Refused
from directory.catalogue.registry import DOCUMENTED, family
from directory.models import FormerAddress, Source, Tenure

LINKS: dict[str, type[models.Model]] = {
    name: model for top in DOCUMENTED.values() for kind, _ in family(top) for name, model in kind.links.items()
}
"""Under which names documents name other records."""
NOT_THERE = "„{}“ gibt es nicht oder ist nicht eindeutig."


class Missing(Refused):
    """A document names a record that is not there, under no address it ever had; ``model`` is its kind."""

    def __init__(self, model: type[models.Model], message: str) -> None:
        super().__init__(message)
        self.model = model


def find(model: type[models.Model], text: Any, where: str, network: Any = None) -> Any:
    """The row meant by a slug, also by a former one; a tenure by its key, or by body and role.

    Raises:
        Missing: if there is none, or more than one.
    """
    try:
        if model is Tenure:
            body, _, role = str(text).partition(" ")
            rule = {"body__slug": body, "role": role} if role else {"key": text}
            return Tenure.objects.get(network=network, **rule)
        return find_all(model, [str(text)])[str(text)]
    except (KeyError, ObjectDoesNotExist, Tenure.MultipleObjectsReturned):
        raise Missing(model, f"{where}: {NOT_THERE.format(text)}") from None


def find_all(model: Any, texts: Iterable[str]) -> dict[str, Any]:
    """The records meant by slugs, also by former ones; at most three queries."""
    texts = set(texts)
    found = {row.slug: row for row in model._base_manager.filter(slug__in=texts)} if texts else {}
    former = all_former(model, texts - found.keys())
    moved = model._base_manager.in_bulk(set(former.values())) if former else {}
    return found | {slug: moved[number] for slug, number in former.items() if number in moved}


def named(documents: Any) -> dict[type[models.Model], set[str]]:
    """The slugs of other records that documents name, whatever else they hold."""
    found: dict[type[models.Model], set[str]] = defaultdict(set)
    for model, text in _named(documents):
        if isinstance(text, str) and model is not Tenure:
            found[model].add(text.partition("#")[0].partition(":")[0] if model is Source else text)
    return found


def _named(value: Any, is_cited: bool = False) -> Iterator[tuple[type[models.Model], Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _named(each, is_cited)
    elif isinstance(value, dict):
        for name, below in value.items():
            yield from [(LINKS[name], below)] if name in LINKS else _named(below, is_cited or name == "cite")
    if is_cited:
        yield Source, value.get("at") if isinstance(value, dict) else value


def all_former(model: type[models.Model], slugs: Iterable[str]) -> dict[str, int]:
    """The numbers of the records to which former addresses lead; one query, or none."""
    slugs = list(slugs)
    found = FormerAddress.objects.filter(kind=model._meta.model_name, slug__in=slugs) if slugs else ()
    return {each.slug: each.number for each in found}
