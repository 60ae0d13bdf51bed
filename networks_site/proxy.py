"""Proxy: where does a request come from when a proxy stands before the site? From where the proxy says, or it is
refused.

Else all visitors would share one address, and with it every limit: the twentieth form of anybody would be the last.
"""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from memberships.letters import rate_limits
from networks_site import errors, logs
from networks_site.middleware import GetResponse

logger = logging.getLogger(__name__)


def from_proxy(get_response: GetResponse) -> GetResponse:
    """Refuse what comes without the address of the visitor, where a proxy is announced that names it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        announced = settings.BEHIND_PROXY and request.path_info not in settings.PROBES
        if not announced or rate_limits.named_by_proxy(request):
            return get_response(request)
        logger.error(
            "request %s refused: BEHIND_PROXY is set, but the proxy names no visitor in X-Forwarded-For; "
            "nginx does by: proxy_set_header X-Forwarded-For $remote_addr;",
            logs.number(),
        )
        return errors.unknown_origin(request)

    return middleware
