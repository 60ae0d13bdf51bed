"""Where is each registered model edited, and what is a row of it?"""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory import models as catalogue
from memberships import models as counter
from tests.directory.smallest import make
from tests.memberships import hinting, making


def path_of(model: type[Any]) -> str:
    """The address of the model's list in the admin."""
    return f"/admin/{model._meta.label_lower.replace('.', '/')}/"


def adding(row: Any) -> str:
    """The address at which another of its kind is entered; where it belongs to something, the address tells to what."""
    column = getattr(row, "target_name", "") or getattr(admin.site._registry[type(row)], "parent", "")
    owner = f"?{column}={getattr(row, column).pk}" if column else ""
    return f"{path_of(type(row))}add/{owner}"


def forms(row: Any) -> list[str]:
    """The addresses of all forms of a row's kind: for a new one, for this one, and for each of its statements."""
    change = f"{path_of(type(row))}{row.pk}/change/"
    statements = getattr(admin.site._registry[type(row)], "statements", {})
    return [adding(row), change, *(f"{change}?angabe={name}" for name in statements)]


def row_of(model: type[Any]) -> Any:
    """A row of any registered model; of applications and letters one that nobody here is responsible for."""
    network = catalogue.Network.objects.filter(slug="netz").first() or making.network()
    special = {
        catalogue.Page: lambda: make(catalogue.Page, slug="seite"),
        counter.AccountChange: lambda: counter.AccountChange.objects.create(user=making.user("kim"), step="device"),
        counter.Application: lambda: making.waiting(network),
        counter.Message: lambda: making.letters(application=making.waiting(network, email="bert@stadt.example"))[0],
        counter.ConsentText: lambda: counter.ConsentText.objects.create(version="2027-01", text="Text"),
        counter.Officer: lambda: making.officer(make(catalogue.Body)),
        counter.Hint: lambda: hinting.hint(network),
        counter.Correspondent: lambda: counter.Correspondent.objects.create(
            body=make(catalogue.Body), email="stelle@example.org"
        ),
        Group: lambda: Group.objects.create(name="Kreis"),
        TOTPDevice: lambda: TOTPDevice.objects.create(user=making.user("kim"), name="Telefon"),
        get_user_model(): lambda: making.user("kim"),
    }
    return special[model]() if model in special else make(model)
