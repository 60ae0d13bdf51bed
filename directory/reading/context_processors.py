"""Context processors: what does every page know? The site's address and the footer's links."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

NAVIGATION = (
    ("directory:network-list", "Netzwerke"),
    ("directory:finder", "Finden"),
    ("directory:body-list", "Wer koordiniert"),
    ("directory:topic-list", "Themen"),
    ("directory:source-list", "Quellen"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; asks the database nothing."""
    return {
        "SITE_URL": settings.SITE_URL,
        "canonical": f"{settings.SITE_URL}{request.path}",
        "site_nav": NAVIGATION,
    }
