"""The reference work: networks, bodies, topics, facts and their sources."""

from django.apps import AppConfig
from simple_history.signals import pre_create_historical_record


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "Verzeichnis"

    def ready(self) -> None:
        from directory.curation import admin  # noqa: F401, PLC0415 - registers the desk's pages; models exist only now
        from directory.models.history import remember  # noqa: PLC0415

        pre_create_historical_record.connect(remember, dispatch_uid="remember")
