"""Has somebody used a form too often lately? Counts by keyed hashes, so that no address is kept."""

import hashlib
import hmac
import ipaddress
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from memberships import matching
from memberships.models import Attempt


def exceeded(request: HttpRequest, email: str = "") -> bool:
    """Count this use; whether it is one too many for the visitor's network or for the mail address."""
    if not settings.RATE_LIMITS:
        return False
    keys = {_hash("network", network_of(request)): settings.LIMIT_PER_NETWORK}
    if email:
        keys[_hash("email", matching.address_key(email))] = settings.LIMIT_PER_EMAIL
    since = timezone.now() - timedelta(seconds=settings.LIMIT_WINDOW)
    over = any(Attempt.objects.filter(key=key, at__gt=since).count() >= limit for key, limit in keys.items())
    Attempt.objects.bulk_create(Attempt(key=key) for key in keys)
    return over


def forget() -> None:
    """Remove what no longer counts, failed logins too."""
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
    Attempt.objects.filter(at__lt=timezone.now() - timedelta(seconds=settings.LIMIT_WINDOW)).delete()


def network_of(request: HttpRequest) -> str:
    """The visitor's network: /24 for IPv4, /64 for IPv6. A proxy is believed only if the settings name one."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    prefix = 24 if parsed.version == 4 else 64
    return str(ipaddress.ip_network((parsed, prefix), strict=False))


def _hash(kind: str, value: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
