"""References: which row does a document mean when it names another record? Old names lead where they lead today."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from directory.catalogue.files import Refused
from directory.models import FormerAddress, Tenure


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
        found = model._base_manager.filter(slug=text).first()
        return found or model._base_manager.get(pk=former(model, str(text)))
    except (ObjectDoesNotExist, Tenure.MultipleObjectsReturned):
        raise Missing(model, f"{where}: „{text}“ gibt es nicht oder ist nicht eindeutig.") from None


def former(model: type[models.Model], slug: str) -> int | None:
    """The number of the record to which a former address leads."""
    return all_former(model, [slug]).get(slug)


def all_former(model: type[models.Model], slugs: Iterable[str]) -> dict[str, int]:
    """The numbers of the records to which former addresses lead; one query, or none."""
    slugs = list(slugs)
    found = FormerAddress.objects.filter(kind=model._meta.model_name, slug__in=slugs) if slugs else ()
    return {each.slug: each.number for each in found}
