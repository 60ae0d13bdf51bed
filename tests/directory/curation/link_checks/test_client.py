"""Does a visit follow an address to its end, without haste, and speak to no machine but those it has judged?"""

import socket
import time

import pytest

from directory.curation.link_checks import Limits, Pace, Visit, Visitor
from tests.directory.curation.link_checks.serving import HERE, answer, moved, serving

LOOP = "Die Adresse leitet im Kreis weiter."


# --- what a site answers ----------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 204, 403, 404, 410, 429, 500, 503])
def test_status(site, visitor, status):
    site.pages["/"] = answer(status)
    assert visitor.visit(site.at("/")) == Visit(status)


def test_page_that_answers_is_asked_once(site, visitor):
    site.pages["/"] = answer(200)
    visitor.visit(site.at("/"))
    assert site.asked == [("HEAD", "/")]
    assert site.headers == [
        {
            "Host": f"{HERE}:{site.port}",
            "User-Agent": "Pruefung (+https://netze.example.org)",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
    ]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 501, 503])
def test_head_answered_badly_asks_again_by_get(site, visitor, status):
    site.heads["/"], site.pages["/"] = answer(status), answer(200)
    assert visitor.visit(site.at("/")) == Visit(200)
    assert site.asked == [("HEAD", "/"), ("GET", "/")]


@pytest.mark.parametrize("head", [lambda stream: None, b"Unsinn\r\n\r\n"])
def test_head_not_understood_asks_again_by_get(site, visitor, head):
    site.heads["/"], site.pages["/"] = head, answer(200)
    assert visitor.visit(site.at("/")) == Visit(200)


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("", "/"),
        ("?a=1&b=ü", "/?a=1&b=%C3%BC"),
        ("/über uns/%C3%BC?x=y z", "/%C3%BCber%20uns/%C3%BC?x=y%20z"),
        ("/seite#abschnitt", "/seite"),
    ],
)
def test_address_as_servers_read_it(site, visitor, asked, path):
    site.pages[path] = answer(200)
    assert visitor.visit(site.at(asked)) == Visit(200)


# --- redirects --------------------------------------------------------------------------------


def test_moved_for_good(site, visitor):
    site.pages |= {"/a": moved("/b"), "/b": moved("/c", 308), "/c": answer(200)}
    assert visitor.visit(site.at("/a")) == Visit(200, moved_to=site.at("/c"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_led_elsewhere_for_now(site, visitor, status):
    site.pages |= {"/a": moved("/b", status), "/b": answer(200)}
    assert visitor.visit(site.at("/a")) == Visit(200)


def test_moved_for_good_and_then_led_elsewhere(site, visitor):
    site.pages |= {"/a": moved("/b"), "/b": moved("/c", 302), "/c": moved("/d"), "/d": answer(200)}
    assert visitor.visit(site.at("/a")) == Visit(200, moved_to=site.at("/b"))


def test_moved_to_where_nothing_is(site, visitor):
    site.pages |= {"/a": moved("/b")}
    assert visitor.visit(site.at("/a")) == Visit(404)


def test_moved_to_an_address_with_umlauts(site, visitor):
    site.pages |= {"/a": moved("/über").decode().encode(), "/%C3%BCber": answer(200)}
    assert visitor.visit(site.at("/a")) == Visit(200, moved_to=site.at("/über"))


def test_redirect_that_says_not_where(site, visitor):
    site.pages["/a"] = answer(301)
    assert visitor.visit(site.at("/a")) == Visit(301)


@pytest.mark.parametrize("pages", [{"/a": "/a"}, {"/a": "/b", "/b": "/c", "/c": "/a"}, {"/a": "/a#oben"}])
def test_redirects_in_a_circle(site, visitor, pages):
    site.pages |= {path: moved(to) for path, to in pages.items()}
    assert visitor.visit(site.at("/a")) == Visit(301, error=LOOP)
    assert len(site.asked) == len(pages)


def test_redirects_without_end(site, visitor):
    site.pages |= {f"/{number}": moved(f"/{number + 1}") for number in range(20)}
    assert visitor.visit(site.at("/0")).error == "Die Adresse leitet mehr als 5-mal weiter."
    assert site.asked[-1] == ("HEAD", "/5")


def test_five_redirects_followed(site, visitor):
    site.pages |= {f"/{number}": moved(f"/{number + 1}") for number in range(5)} | {"/5": answer(200)}
    assert visitor.visit(site.at("/0")) == Visit(200, moved_to=site.at("/5"))


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("http://127.0.0.2/", "Die Adresse führt nicht ins öffentliche Internet."),
        ("http://[::1]:1234/", "Die Adresse führt nicht ins öffentliche Internet."),
        ("//10.0.0.1/intern", "Die Adresse führt nicht ins öffentliche Internet."),
        ("file:///etc/passwd", "Besucht werden nur Adressen, die mit http oder https beginnen."),
        ("http://[::1/", "Die Adresse leitet zu etwas weiter, das keine Adresse ist."),
    ],
)
def test_redirect_to_where_nobody_goes_refused(site, visitor, target, sentence):
    site.pages["/a"] = moved(target)
    assert visitor.visit(site.at("/a")) == Visit(error=sentence, refused=True)


# --- the machine that was judged --------------------------------------------------------------


def test_name_judged_is_the_machine_visited(site, visitor, monkeypatch):
    """The name changes its meaning after it was looked up; nobody notices, for nobody looks it up again."""
    with serving() as trap:
        trap.pages["/"] = answer(200)
        site.pages["/"] = answer(404)
        asked = []

        def look_up(host, port, **options):
            asked.append(host)
            place = (HERE, site.port if len(asked) == 1 else trap.port)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place)]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        site.heads["/"] = answer(200)
        assert visitor.visit("http://netz.example.org/") == Visit(200)
    assert (asked, site.asked, trap.asked) == (["netz.example.org"], [("HEAD", "/")], [])
    assert site.headers[0]["Host"] == "netz.example.org"


def test_name_judged_anew_at_every_hop(site, visitor, monkeypatch):
    places = [HERE, HERE, "10.0.0.1"]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **options: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (places.pop(0), site.port))],
    )
    site.pages |= {"/a": moved("/b"), "/b": moved("/c"), "/c": answer(200)}
    assert visitor.visit("http://netz.example.org/a").refused
    assert site.asked == [("HEAD", "/a"), ("HEAD", "/b")]


def test_second_machine_of_a_name_asked_if_the_first_is_down(site, visitor, monkeypatch):
    with socket.create_server((HERE, 0)) as closed:
        port = closed.getsockname()[1]
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (HERE, each)) for each in (port, site.port)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: places)
    site.pages["/"] = answer(200)
    assert visitor.visit("http://netz.example.org/") == Visit(200)


# --- pace -------------------------------------------------------------------------------------


def test_one_request_to_each_host_and_pause(site, visitor):
    visitor.pace = Pace(pause=0.1)
    visitor.limits = Limits(step=1, total=9)
    site.pages |= {"/a": moved("/b"), "/b": answer(200)}
    site.heads["/b"] = answer(405)
    began = time.monotonic()
    visitor.visit(site.at("/a"))
    visitor.visit(site.at("/a"))
    assert len(site.asked) == 6
    assert time.monotonic() - began >= 0.5


def test_other_hosts_need_not_wait(site, visitor):
    visitor.pace = Pace(pause=60)
    visitor.allows = lambda address: True
    site.pages |= {"/": moved(site.at("/neu", host="localhost")), "/neu": answer(200)}
    began = time.monotonic()
    assert visitor.visit(site.at("/")).status == 200
    assert time.monotonic() - began < 30


def test_pace_forgets_hosts_that_are_free_again():
    pace = Pace(pause=0.01)
    pace.wait("a.example.org")
    time.sleep(0.02)
    pace.wait("b.example.org")
    assert list(pace.free) == ["b.example.org"]


def test_usual_pace_and_limits():
    visitor = Visitor(agent="x")
    assert (visitor.pace.pause, visitor.limits) == (1.0, Limits(step=5.0, total=15.0))
