"""Is every machine that is not of the public internet refused, however its address is written?"""

import socket
import time

import pytest

from directory.curation.link_checks import Visitor
from directory.curation.link_checks.ssrf import AddressRefused, is_public, resolve

INTERNAL = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1",  # noqa: S104
    "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.0.0.0", "192.0.0.9", "192.0.0.10", "192.0.0.170", "192.0.0.255",
    "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:53aa:64c::1",
    "2002:808:808::1", "64:ff9b:1::808:808", "64:ff9b::c000:9", "::ffff:192.0.0.9", "100::1", "100:0:0:1::1",
    "2001:2::1", "2001:4:112::1", "2001:20::1", "2001:1ff::1", "2620:4f:8000::1", "3fff::1", "5f00::1", "4000::1",
    "::8.8.8.8",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8", "93.184.216.34", "172.32.0.1", "192.0.1.1", "191.255.255.255", "100.128.0.1", "223.255.255.255",
    "2a00:1450:4001::1", "2001:200::1", "2620:4f:8001::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
]  # fmt: skip
OUTSIDE = "Die Adresse führt nicht ins öffentliche Internet."


@pytest.mark.parametrize("address", INTERNAL)
def test_internal_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_allowed(address):
    assert is_public(address)


@pytest.fixture
def names(monkeypatch):
    """Who stands behind each name; the system is not asked."""
    known = {}

    def look_up(host, port, **options):
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in known[host]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["::1"], ["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"]])
def test_name_that_means_an_internal_machine_refused(names, addresses):
    names["netz.example.org"] = addresses
    with pytest.raises(AddressRefused):
        resolve("netz.example.org", 80, is_public, 5)


def test_name_resolved_to_all_its_machines(names):
    names["netz.example.org"] = ["8.8.8.8", "2a00:1450:4001::1"]
    assert resolve("netz.example.org", 443, is_public, 5) == [
        (socket.AF_INET, ("8.8.8.8", 443)),
        (socket.AF_INET6, ("2a00:1450:4001::1", 443)),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:8000/admin/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::]/",
        "https://10.0.0.1/",
    ],
)
def test_visit_of_an_internal_machine_refused_by_the_real_rule(url):
    found = Visitor(agent="x").visit(url)
    assert (found.refused, found.status, found.error) == (True, None, OUTSIDE)


def test_name_that_resolves_to_this_machine_refused_by_the_real_rule(names):
    names["boese.example.org"] = ["127.0.0.1"]
    found = Visitor(agent="x").visit("http://boese.example.org/")
    assert (found.refused, found.error) == (True, OUTSIDE)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/", "Besucht werden nur Adressen, die mit http oder https beginnen."),
        ("file:///etc/passwd", "Besucht werden nur Adressen, die mit http oder https beginnen."),
        ("javascript:alert(1)", "Besucht werden nur Adressen, die mit http oder https beginnen."),
        ("http:///weg", "Besucht werden nur Adressen, die mit http oder https beginnen."),
        ("", "Besucht werden nur Adressen, die mit http oder https beginnen."),
        ("http://[::1/", "Das ist keine Webadresse."),
        ("http://example.org:99999/", "Das ist keine Webadresse."),
        ("http://name:wort@example.org/", "Adressen mit Namen und Passwort werden nicht besucht."),
        ("http://@example.org/", "Adressen mit Namen und Passwort werden nicht besucht."),
        ("http://example.org:25/", "Hinter diesem Port steht keine Website."),
        ("https://example.org:22/", "Hinter diesem Port steht keine Website."),
    ],
)
def test_what_is_no_web_address_refused(url, sentence):
    found = Visitor(agent="x").visit(url)
    assert (found.refused, found.error) == (True, sentence)


def test_name_nobody_answers_for_in_time(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: time.sleep(0.5))
    with pytest.raises(TimeoutError):
        resolve("netz.example.org", 80, is_public, 0.05)


def test_unknown_name(monkeypatch):
    def unknown(*args, **options):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = Visitor(agent="x").visit("https://gibt-es-nicht.example/")
    assert (found.refused, found.error) == (False, "Den Namen in dieser Adresse kennt niemand.")


@pytest.mark.parametrize("host", ["a" * 64 + ".de", "a..de"])
def test_impossible_name(host):
    found = Visitor(agent="x").visit(f"http://{host}/")
    assert (found.refused, found.error) == (False, "Den Namen in dieser Adresse kann es nicht geben.")
