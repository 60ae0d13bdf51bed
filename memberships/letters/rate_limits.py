"""Rate limits: has somebody used a form too often lately? Counts by keyed hashes, so that no address is kept."""

import hashlib
import hmac
import ipaddress
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import F
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from memberships import matching
from memberships.models import Attempt, DailyCount


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
    return over or bool(email and not _has_room(email))


def _has_room(email: str) -> bool:
    """Count one more letter for an address today; False if strangers have caused enough. (quality 37)

    The database compares and counts in one statement, so that many at once do not pass together. Letters about
    decisions and accounts do not come here: nobody can use them up for somebody else.
    """
    today: Any = {"key": _hash("letters", matching.address_key(email)), "day": timezone.localdate()}
    DailyCount.objects.get_or_create(**today)
    free = DailyCount.objects.filter(**today, used__lt=settings.LETTERS_PER_DAY)
    return bool(free.update(used=F("used") + 1))


def logins_exceeded(request: HttpRequest) -> bool:
    """Whether too many logins have failed lately from the visitor's network, whatever the names."""
    failures = Attempt.objects.filter(key=_login_key(request), at__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
    return failures.count() >= settings.LOGIN_LIMIT_PER_NETWORK


@receiver(user_login_failed)
def note_failed_login(request: HttpRequest | None = None, **_options: Any) -> None:
    """Count a login that failed."""
    if request:
        Attempt.objects.create(key=_login_key(request))


def _login_key(request: HttpRequest) -> str:
    return _hash("login", network_of(request))


def forget() -> None:
    """Remove what no longer counts, failed logins too."""
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
    longest = max(timedelta(seconds=settings.LIMIT_WINDOW), settings.AXES_COOLOFF_TIME)
    Attempt.objects.filter(at__lt=timezone.now() - longest).delete()
    DailyCount.objects.filter(day__lt=timezone.localdate()).delete()


def network_of(request: HttpRequest) -> str:
    """The visitor's network: /24 for IPv4, /64 for IPv6. A proxy is believed only if the settings announce one."""
    parsed = _parsed((settings.BEHIND_PROXY and _rightmost(request)) or request.META.get("REMOTE_ADDR", ""))
    if parsed is None:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    prefix = 24 if parsed.version == 4 else 64
    return str(ipaddress.ip_network((parsed, prefix), strict=False))


def named_by_proxy(request: HttpRequest) -> Any:
    """The address a proxy names as the visitor's; None if it names none.

    It overwrites the header, or adds to it on the right: only what stands there can be believed.
    """
    return _parsed(_rightmost(request))


def _rightmost(request: HttpRequest) -> str:
    return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()


def _parsed(text: str) -> Any:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _hash(kind: str, value: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
