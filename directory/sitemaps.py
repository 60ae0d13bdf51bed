"""Sitemaps: which pages should search engines know, and when did each last change?"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from directory.models import Body, Network, Page, Revision, Topic


class Addressed(Sitemap):
    """Addresses begin with SITE_URL, whatever host the request named."""

    def get_domain(self, site: Any = None) -> str:
        return settings.SITE_URL.partition("://")[2]

    def get_protocol(self, protocol: str | None = None) -> str:
        return settings.SITE_URL.partition("://")[0]


class Entries(Addressed):
    """Networks, bodies, topics and pages, each with the time its own row or a row of its own last changed."""

    def items(self) -> list[Any]:
        return [
            *Network.objects.published().by_name(),
            *Body.objects.by_name(),
            *Topic.objects.by_name(),
            *Page.objects.all(),
        ]

    def lastmod(self, item: Any) -> datetime:
        return item.updated_at


class Overviews(Addressed):
    """The pages that list something; any change may touch them."""

    def items(self) -> list[str]:
        return ["home", "network-list", "body-list", "topic-list", "source-list", "change-list"]

    def location(self, item: str) -> str:
        return reverse(f"directory:{item}")

    def lastmod(self, item: str) -> datetime | None:
        return Revision.objects.values_list("changed_at", flat=True).first()


SITEMAPS = {"overviews": Overviews, "entries": Entries}
