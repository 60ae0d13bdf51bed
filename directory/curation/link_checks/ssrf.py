"""SSRF guard: which machine stands behind a name, and may it be visited? Only machines of the public internet."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable
from typing import Any

Place = tuple[int, Any]
"""Family of the address, and the address as sockets take it."""
Rule = Callable[[str], bool]

# What the registries of IANA set apart (special-purpose addresses, multicast, future use), written down here because
# each version of Python draws the line elsewhere. Of IPv6, 2000::/3 alone is given to machines of the public internet.
SET_APART = [
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
]  # fmt: skip
GIVEN = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(Exception):
    """An address that is not visited; its message is a German sentence."""


def is_public(text: str) -> bool:
    """Whether an IP address belongs to a machine of the public internet, also where IPv6 wraps an IPv4 one."""
    address: Any = ipaddress.ip_address(text.partition("%")[0])
    if address.version == 6 and (address.ipv4_mapped or address in NAT64):
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    outside = address.version == 6 and address not in GIVEN
    return not outside and not any(address in block for block in SET_APART)


def resolve(host: str, port: int, allows: Rule, seconds: float) -> list[Place]:
    """The machines behind a name; every one of them is allowed.

    Raises:
        AddressRefused: if one of them is not.
        OSError: if the name means none, or its server does not answer within these seconds.
        UnicodeError: if no name can be spelled like that.
    """
    places = [(family, place) for family, *_, place in _look_up(host, port, seconds)]
    if not all(allows(place[0]) for _, place in places):
        raise AddressRefused("Die Adresse führt nicht ins öffentliche Internet.")
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
