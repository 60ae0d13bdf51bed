"""What does every test start from? An empty test database of its own, no network, an empty cache; on demand the whole
real catalogue.
"""

from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker


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


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


# --- databases --------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _own_backups(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests erase is no business of the log beside real backups."""
    settings.BACKUP_DIR = str(tmp_path_factory.mktemp("backups"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put SQLite into a file, as in real life: a database in memory knows neither WAL nor independent connections."""
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database. pytest-django's own fixture makes none when it runs journeys only, because they do not
    ask for ``db``, and they would then empty the real one.
    """
    with django_db_blocker.unblock():
        names = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    post_migrate.connect(make_groups_again, sender=apps.get_app_config("memberships"))
    yield
    with django_db_blocker.unblock():
        teardown_databases(names, verbosity=0)


def make_groups_again(**options: Any) -> None:
    """Emptying the database removes the groups a migration has made; Django itself brings back only permissions."""
    editor = SimpleNamespace(connection=connection)
    import_module("memberships.migrations.0002_groups").make_groups(apps, editor)
    import_module("memberships.migrations.0004_roles").make_roles(apps, editor)


# --- the real catalogue -----------------------------------------------------------------------


KEPT = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


class Shelf:
    """The real catalogue, loaded once and kept in copies of its tables, from which it is back in milliseconds."""

    def __init__(self) -> None:
        models = apps.get_app_config("directory").get_models(include_auto_created=True)
        self.columns = {
            model._meta.db_table: ", ".join(
                connection.ops.quote_name(field.column)
                for field in model._meta.local_concrete_fields
                if not field.generated
            )
            for model in models
            if not model._meta.proxy
        }
        with transaction.atomic():
            call_command("load_fixtures", stdout=StringIO())
            self.execute("CREATE TABLE copy_of_{table} AS SELECT {columns} FROM {table}")
            self.execute("DELETE FROM {table}")

    def fill(self) -> None:
        """Put the catalogue into the empty tables. One transaction, for its rows refer to each other in circles."""
        with transaction.atomic():
            self.execute("INSERT INTO {table} ({columns}) SELECT {columns} FROM copy_of_{table}")

    def empty(self) -> None:
        """Remove all rows of all tables, whoever wrote them, but for what migrations have made."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
                if table not in KEPT:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            for table, columns in self.columns.items():
                cursor.execute(statement.format(table=table, columns=columns))


@pytest.fixture(scope="session")
def shelf(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Shelf:
    with django_db_blocker.unblock():
        return Shelf()


@pytest.fixture
def catalogue(shelf: Shelf, db: None) -> None:
    """The whole real catalogue, in the database of this test only; also with ``django_db(transaction=True)``."""
    shelf.fill()
