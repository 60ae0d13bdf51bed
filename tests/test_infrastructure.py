"""Do the tests run where they say they do? Without network, and on the database that was asked for."""

import os
import socket

import pytest
from django.db import connection
from pytest_socket import SocketConnectBlockedError

from directory.models import Network

ELSEWHERE = ("192.0.2.1", 80)  # reserved for documentation, so nobody is bothered should the guard fail


@pytest.mark.filterwarnings("default")
def test_socket_other_host():
    with pytest.raises(SocketConnectBlockedError), pytest.warns(UserWarning, match="192.0.2.1"):
        socket.create_connection(ELSEWHERE, timeout=1)


def test_socket_own_host():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


@pytest.mark.django_db
def test_database_vendor():
    asked = os.environ.get("DATABASE_URL", "sqlite:").partition(":")[0]
    assert connection.vendor == {"sqlite": "sqlite"}.get(asked, "postgresql")


@pytest.mark.django_db
def test_database_not_real():
    assert "test" in connection.settings_dict["NAME"]


def test_catalogue_filled(catalogue):
    assert Network.objects.exists()


@pytest.mark.django_db
def test_catalogue_empty_unasked():
    assert not Network.objects.exists()
