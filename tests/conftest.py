"""What does every test start from? An empty test database of its own, no network, an empty cache; on demand the whole
real catalogue.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template
from django.test import TransactionTestCase
from django.test.utils import teardown_databases
from pytest_django import DjangoDbBlocker

from directory.models import history
from directory.reading import index
from tests import worlds


@pytest.hookimpl(tryfirst=True)  # before pytest-socket reads its options
def pytest_configure(config: pytest.Config) -> None:
    config.option.allow_hosts = ["127.0.0.1", "::1", "localhost"]
    config.option.allow_unix_socket = True
    # Static files come from where they are written, so that nobody has to collect them before a test.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    # Safe hashes are slow by design, and these passwords protect nothing.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(wrapper=True)  # around the command line's -m, which chooses, and pytest-django, which sorts
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what uses the database; the rest says the same whatever the database is. Begin with the journeys: they are
    long, and while one process takes the last of them the others would wait.
    """
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "django_db_setup"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
    yield
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


def pytest_collection_finish() -> None:
    """Do not look for garbage among the tests and modules, which stay, again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _only_whole_pages(django_test_environment: None) -> Iterator[None]:
    """Keep for ``answer.context`` what a page is drawn from, not each of its parts and fields as well: a page of the
    desk has two thousand, and copying what they are drawn from takes half as long as drawing them.
    """
    telling = Template._render

    def render(self: Template, context: Context) -> str:
        whole = context.template is self and not (self.name or "").startswith("django/forms/")
        return telling(self, context) if whole else self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _rows_without_past(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test puts into the database has always been there: keeping each row as a version of its own would take
    longer than most tests. Acts are kept as in real life; tests about versions ask for the fixture ``versions``.
    """
    if "versions" not in request.fixturenames:
        monkeypatch.setattr(history, "joined", within)


@pytest.fixture(autouse=True)
def _index_anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a catalogue of its own. Without versions nobody can tell what has changed; then all is read."""
    index.forget()
    if "versions" not in request.fixturenames:
        monkeypatch.setattr(index, "changed_since", lambda *_: None)


@contextmanager
def within() -> Iterator[None]:
    """The present act, if there is one."""
    yield


@pytest.fixture
def versions() -> None:
    """Every row saved is an act, as in real life."""


# --- databases --------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _own_backups(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests erase is no business of the log beside real backups."""
    settings.BACKUP_DIR = str(tmp_path_factory.mktemp("backups"))


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def django_db_modify_db_settings(workshop: Path) -> None:
    """Put SQLite into a file, as in real life: a database in memory knows neither WAL nor independent connections. Only
    power cuts do not happen here, and waiting for the disk is most of what a journey does.
    """
    if connection.vendor == "sqlite":
        default = settings.DATABASES["default"]
        default["TEST"]["NAME"] = str(workshop / "test.sqlite3")
        default["OPTIONS"]["init_command"] = default["OPTIONS"]["init_command"].replace("=FULL", "=OFF")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    workshop: Path,
) -> Iterator[None]:
    """Make the test database. pytest-django's own fixture makes none when it runs journeys only, because they do not
    ask for ``db``, and they would then empty the real one.
    """
    stocked = any("shelf" in item.fixturenames for item in request.session.items)
    with django_db_blocker.unblock():
        made = worlds.database(workshop, stocked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: worlds.empty())
        yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


# --- the real catalogue -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def shelf(django_db_setup: None) -> worlds.Shelf:
    return worlds.Shelf()


@pytest.fixture
def catalogue(shelf: worlds.Shelf, db: None) -> None:
    """The whole real catalogue, in the database of this test only; also with ``django_db(transaction=True)``."""
    shelf.fill()
