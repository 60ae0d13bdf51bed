"""Which machine stands behind a name, and may it be visited? Only machines of the public internet."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable
from typing import Any

Place = tuple[int, Any]
"""Family of the address, and the address as sockets take it."""
Rule = Callable[[str], bool]

NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """An address that is not visited; its message is a German sentence."""


def is_public(text: str) -> bool:
    """Whether an IP address belongs to a machine of the public internet, also where IPv6 wraps an IPv4 one."""
    address: Any = ipaddress.ip_address(text.partition("%")[0])
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = inner or address
    site_local = address.version == 6 and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or site_local)


def resolve(host: str, port: int, allows: Rule, seconds: float) -> list[Place]:
    """The machines behind a name; every one of them is allowed.

    Raises:
        Refused: if one of them is not.
        OSError: if the name means none, or its server does not answer within these seconds.
        UnicodeError: if no name can be spelled like that.
    """
    places = [(family, place) for family, *_, place in _look_up(host, port, seconds)]
    if not all(allows(place[0]) for _, place in places):
        raise Refused("Die Adresse führt nicht ins öffentliche Internet.")
    return places


def _look_up(host: str, port: int, seconds: float) -> list[Any]:
    """Ask the system, which knows no time limit; a thread that waits for it in vain ends with the program."""
    said: queue.Queue[Any] = queue.Queue()

    def ask() -> None:
        try:
            said.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            said.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = said.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise found
    return list(found)
