"""The frame as an application: its checks and commands; and which admin site stands at /admin/."""

from pathlib import Path

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class FrameConfig(AppConfig):
    name = "networks_site"
    verbose_name = "Rahmen"

    def ready(self) -> None:
        from networks_site import deploying, private, reading_on  # noqa: PLC0415 - needs the settings

        reading_on.install()
        file = deploying.database_file()
        if file is not None and file.is_file():  # made by an earlier release, perhaps open to others
            for path in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
                private.close(path)


class DeskConfig(AdminConfig):
    """Our admin site knows the second factor and the officers' queue."""

    default_site = "networks_site.desk.DeskSite"
