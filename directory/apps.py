"""The reference work: networks, bodies, topics, facts and their sources."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "Verzeichnis"
