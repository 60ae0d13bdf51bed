"""The reference work: networks, bodies, topics, facts and their sources."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "Verzeichnis"

    def ready(self) -> None:
        from directory.catalogue import acts  # noqa: PLC0415
        from directory.curation import admin  # noqa: F401, PLC0415 - registers the desk's pages; models exist only now
        from directory.curation.duplicates import detection  # noqa: PLC0415
        from directory.models import history  # noqa: PLC0415

        history.register(acts.VersionRecorder())
        acts.consequences[:] = [detection.notice]
