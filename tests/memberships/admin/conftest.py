"""Who works at the officers' desk in these tests? Two officers of two bodies, a curator, a superuser, a stranger."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from directory.models import Network
from memberships.applications import permissions
from memberships.models import Application
from tests.directory import making as catalogue
from tests.memberships import making

DESK = "/admin/memberships/application/"
MESSAGE = re.compile(r'<li class="(?:success|error)">(.*?)</li>')


def enter(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def officer(name: str, body: str, *networks: Network) -> Any:
    """An officer of a body that coordinates these networks today."""
    of = catalogue.body(body)
    for network in networks:
        catalogue.tenure(network, of)
    user = making.user(name, email=f"{name}@stelle.example", first_name=name.title(), last_name="Amt")
    permissions.appoint(user, [of])
    return user


@pytest.fixture
def network(db: None) -> Network:
    return making.network("Netz", one_only=True)


@pytest.fixture
def elsewhere(db: None) -> Network:
    return making.network("Anderswo")


@pytest.fixture
def ada(network: Network) -> Any:
    return officer("ada", "Stelle A", network)


@pytest.fixture
def bob(elsewhere: Network) -> Any:
    return officer("bob", "Stelle B", elsewhere)


@pytest.fixture
def curator(db: None) -> Any:
    user = making.user("kuratorin", is_staff=True)
    user.groups.add(Group.objects.get(name="Kuratorium"))
    return user


@pytest.fixture
def desk(ada: Any) -> Client:
    """Ada's browser."""
    return enter(ada)


@pytest.fixture
def application(network: Network) -> Application:
    return making.waiting(network, name="Anna Eigen", email="anna@eigen.example", organisation="Stadt Eigen")


@pytest.fixture
def foreign(elsewhere: Network) -> Application:
    return making.waiting(elsewhere, name="Fritz Fremd", email="fritz@fremd.example", organisation="Stadt Fremd")


def page(client: Client, application: Application) -> Any:
    return client.get(f"{DESK}{application.pk}/change/")


def seen(client: Client, application: Application) -> str:
    """What the forms of the page carry."""
    return page(client, application).context["forms"][0]["seen"].value()


def decide(client: Client, application: Application, step: str, version: str | None = None, **fields: str) -> Any:
    """Send the form of a step; the answer after the redirect."""
    data = {"seen": seen(client, application) if version is None else version, **fields}
    return client.post(f"{DESK}{application.pk}/decide/{step}/", data, follow=True)


def said(answer: Any) -> list[str]:
    """The messages on the page itself; the context would be shared by clients that work at the same time."""
    return [unescape(text) for text in MESSAGE.findall(answer.content.decode())]
