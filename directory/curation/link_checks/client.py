"""Client: how is one web address visited? Politely, following where it leads, never into an internal net.

Every hop is looked up once, judged, and reached by its number, so that its name cannot mean another machine by then.
"""

import http.client
import time
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from directory.curation.link_checks import transport
from directory.curation.link_checks.ssrf import AddressRefused, Rule, is_public, resolve
from directory.curation.link_checks.transport import Deadline, Limits
from directory.rules import domains

REDIRECTS = 5
PERMANENT = {301, 308}
REDIRECTING = {*PERMANENT, 302, 303, 307}
DOUBTFUL = 400  # from this status on, the answer to HEAD proves nothing
PORTS = {"http": 80, "https": 443}
UNPRIVILEGED = 1024
SAFE = "/%:@!$&'()*+,;=~-._?"  # of path and query


@dataclass(frozen=True)
class Visit:
    """What a visit found. ``moved_to``: where the address has moved for good. ``error``: a German sentence."""

    status: int | None = None
    moved_to: str = ""
    error: str = ""
    refused: bool = False


class Pace:
    """At most one request to each host and second."""

    def __init__(self, pause: float = 1.0) -> None:
        self.pause = pause
        self.free: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Return when the host may be asked."""
        now = time.monotonic()
        self.free = {each: moment for each, moment in self.free.items() if moment > now}
        moment = self.free.get(host, now)
        self.free[host] = moment + self.pause
        time.sleep(moment - now)


@dataclass
class Visitor:
    """Somebody who visits. ``agent``: how it introduces itself. ``allows``: which machines it may speak to."""

    agent: str
    allows: Rule = is_public
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)

    def visit(self, url: str) -> Visit:
        """What an address answers in the end: asked by HEAD, and by GET where that is not answered well."""
        try:
            return self._follow(url.partition("#")[0], Deadline(self.limits))
        except AddressRefused as error:
            return Visit(error=str(error), refused=True)
        except domains.Unreachable as error:
            return Visit(error=str(error))
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            return Visit(error=transport.sentence(error))

    def _follow(self, url: str, deadline: Deadline) -> Visit:
        here, seen, moved_to, for_good = url, {url}, "", True
        for _ in range(REDIRECTS + 1):
            status, target = self._ask(here, deadline)
            if status not in REDIRECTING or not target:
                return Visit(status, moved_to if status < DOUBTFUL else "")
            here = joined(here, target)
            if here in seen:
                return Visit(status, error="Die Adresse leitet im Kreis weiter.")
            seen.add(here)
            for_good = for_good and status in PERMANENT
            moved_to = here if for_good else moved_to
        return Visit(status, error=f"Die Adresse leitet mehr als {REDIRECTS}-mal weiter.")

    def _ask(self, url: str, deadline: Deadline) -> tuple[int, str]:
        """The status of one address, and where it sends its visitors."""
        try:
            status, target = self._request("HEAD", url, deadline)
        except ConnectionRefusedError:
            raise
        except (http.client.HTTPException, ConnectionError):
            status, target = DOUBTFUL, ""
        return (status, target) if status < DOUBTFUL else self._request("GET", url, deadline)

    def _request(self, method: str, url: str, deadline: Deadline) -> tuple[int, str]:
        site = parts(url)
        host, port = domains.host_in_ascii(str(site.hostname)), site.port or PORTS[site.scheme]
        places = resolve(host, port, self.allows, deadline.left())
        self.pace.wait(host)
        headers = {
            "Host": host_header(host, site.port),
            "User-Agent": self.agent,
            "Accept": "*/*",
            "Connection": "close",
        }
        path = quote(f"{site.path or '/'}{'?' if site.query else ''}{site.query}", safe=SAFE)
        with transport.connected(places, deadline, host if site.scheme == "https" else "") as stream:
            connection = http.client.HTTPConnection(host, port)
            connection.auto_open = 0  # else it would look the name up anew
            connection.sock = stream
            connection.request(method, path, headers=headers)
            with connection.getresponse() as answer:  # what follows the headers is not read at all
                return answer.status, answer.headers.get("Location", "")


def parts(url: str) -> SplitResult:
    """The parts of an address that may be visited, as far as its text tells.

    Raises:
        AddressRefused: if it is no plain web address.
    """
    try:
        site = urlsplit(url)
        port = site.port
    except ValueError:
        raise AddressRefused("Das ist keine Webadresse.") from None
    if site.scheme not in PORTS or not site.hostname:
        raise AddressRefused("Besucht werden nur Adressen, die mit http oder https beginnen.")
    if site.username is not None or site.password is not None:
        raise AddressRefused("Adressen mit Namen und Passwort werden nicht besucht.")
    if port is not None and port not in PORTS.values() and port < UNPRIVILEGED:
        raise AddressRefused("Hinter diesem Port steht keine Website.")
    return site


def joined(here: str, target: str) -> str:
    """Where a page sends its visitors. Servers write UTF-8 there, though headers are read as Latin-1.

    Raises:
        AddressRefused: if that is no address.
    """
    try:
        return urljoin(here, target.encode("latin-1").decode("utf-8", "replace")).partition("#")[0]
    except ValueError:
        raise AddressRefused("Die Adresse leitet zu etwas weiter, das keine Adresse ist.") from None


def host_header(host: str, port: int | None) -> str:
    """The host as its server is asked for it."""
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name
