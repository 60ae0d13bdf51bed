"""Does anything that can be written into an address make the site fail?"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pytest
from django.test import Client

from tests.directory import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

LIST = "/netzwerke/"
FILTERS = ("offen", "status", "ebene", "land", "thema", "art", "stelle", "wer", "kosten", "beitritt")
PARAMETERS = ("q", *FILTERS, "sort", "seite")

CONTROL = [chr(number) for number in (1, 7, 8, 10, 11, 12, 13, 26, 27, 31, 127, 133, 155)]
UNICODE = [
    "\u200f\u202e\u2067evil", "\u200b", "\ufeff", "\u2028\u2029", "\ufffe", "\uffff", "\ufffd", "\U0010ffff",
    "\ue000", "😀", "👩‍👩‍👧‍👦", "🇩🇪", "e" + "\u0301" * 500, "Z̸̢̛͎", "ﷺ", "ẞß", "ŉ", "İı", "ΐ", "Київ", "京都",
    "العربية", "हिन्दी", "ﬀ", "½", "Ⅻ", "①",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "1e999", "NaN", "Infinity", "-Infinity", "1.5", "1_000", "0x10", "+1", "00001", "9" * 4301,
    "-" + "9" * 4301, "9" * 20, "2147483648", "9223372036854775808", "٣", "२", "２", "²", "৩" * 30, "1 2",
    "True", "None", "null", "undefined",
]  # fmt: skip
SYNTAX = [
    "'", '"', "' OR '1'='1", "1; DROP TABLE directory_network; --", "\\", "\\'; --", "' UNION SELECT NULL--",
    "$$", "1/0", "%", "_", "%%%%", "%_%", "\\%", "a%b_c", "*", "?", "[a-z]", "^$", "(((((", "a" * 30 + "!",
    "(a+)+$", "NEAR(a b, 5)", "a AND", "OR", "NOT a", "-a", "a:b", "name:x*", '"unbalanced', "{a b}",
    "a & b | !c", "<->", "::text", "^3", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)", "{{ 7*7 }}", "{% debug %}", "${7*7}", "../../../../etc/passwd", "..\\..\\windows",
    "/etc/passwd", "file:///etc/passwd", "http://evil.example/", "//evil.example", "\r\nSet-Cookie: a=b",
    "%0d%0aX: y", "%00", "%2500", "%25252e", "=cmd|' /C calc'!A0", "@SUM(1)", "__class__", "a__lt", "pk", "[]",
    "{}", "a[]", "a[0][b]", "null,null", ",", ";", "&", "#", "=", "+", " ", "   ", "\t", "a" * 10_000,
    "ä" * 10_000, "a " * 5000, "nicht-genannt", "admin", "on", "active,planned", "active planned", "ACTIVE",
    "aktiv", "*" * 200 + "x",
]  # fmt: skip
READABLE = [*CONTROL, *UNICODE, *NUMBERS, *SYNTAX]
UNREADABLE = ["%00", "a%00", "%ED%A0%80", "%ED%BF%BF", "%C0%80", "%80", "%FF", "%C3", "%F8%88%80%80%80"]


@pytest.fixture
def reader(client) -> Client:
    """A reader who gets error pages instead of exceptions, on a site with a little in it."""
    client.raise_request_exception = False
    owner = making.network("Netz")
    making.treatment(owner, making.topic("Thema"))
    making.tenure(owner, making.body("Stelle"))
    making.source()
    return client


def answers(reader: Client, addresses: dict[str, str], allowed: tuple[int, ...] = (200,)) -> dict[str, int]:
    """The status of each address, by the value it carries, except for those that may be answered."""
    found = {value[:60]: reader.get(address).status_code for value, address in addresses.items()}
    return {value: status for value, status in found.items() if status not in allowed}


def query(names: Iterable[str], value: str) -> str:
    """The same value in each of these parameters; one that is not understood keeps no other from being read."""
    return "&".join(f"{name}={quote(value)}" for name in names)


def bundled(values: list[str]) -> Iterator[list[str]]:
    """A dozen at a time, for what costs more to ask than to read."""
    return (values[start : start + 12] for start in range(0, len(values), 12))


# --- in every parameter -----------------------------------------------------------------------


@pytest.mark.once
def test_hostile_words_to_search_for(reader):
    """Alone, for words that find nothing would spare the database the filters. What a database makes of them is asked
    in ``reading/test_search``.
    """
    assert answers(reader, {value: f"{LIST}?{query(('q',), value)}" for value in READABLE}) == {}


@pytest.mark.once
def test_hostile_value_in_every_filter(reader):
    """A filter reads all its values, so a dozen of them cost one look; of order and page only the last counts."""
    bundles = {
        repr(values): f"{LIST}?{'&'.join(query(FILTERS, value) for value in values)}" for values in bundled(READABLE)
    }
    alone = {value: f"{LIST}?{query(('sort', 'seite'), value)}" for value in [*NUMBERS, *READABLE[::3]]}
    assert answers(reader, {**bundles, **alone}) == {}


@pytest.mark.once
def test_hostile_value_in_the_finder(reader):
    names = ("als", "bereich", "land", "ebene", "aufgabe")
    assert answers(reader, {value: f"/finden/?{query(names, value)}&als=person" for value in READABLE[::2]}) == {}


@pytest.mark.once
def test_hostile_parameter_names(reader):
    bundles = {
        repr(values): f"{LIST}?{'&'.join(query([quote(value)], value) for value in values)}"
        for values in bundled(READABLE)
    }
    assert answers(reader, bundles) == {}


@pytest.mark.once
def test_hostile_array_like_names(reader):
    forms = ("[]", "[0]", "[$ne]", "[a][b]", "__in", "__regex", ".a", "%5B%5D", "%00x"[3:])
    addresses = {form: f"{LIST}?{query((f'{name}{form}' for name in PARAMETERS), 'active')}" for form in forms}
    assert answers(reader, addresses) == {}


@pytest.mark.once
def test_hostile_query_where_none_is_expected(reader):
    paths = ("/", "/netzwerke/netz/", "/stellen/", "/stellen/stelle/", "/themen/thema/", "/quellen/quelle/")
    addresses = {
        f"{path} {values!r}": f"{path}?{'&'.join(f'q={quote(value)}&{quote(value)}' for value in values)}"
        for path in paths
        for values in bundled(READABLE[::4])
    }
    assert answers(reader, addresses) == {}


def test_hostile_value_unreadable(reader):
    addresses = {f"{name}={value}": f"{LIST}?{name}={value}" for name in PARAMETERS for value in UNREADABLE}
    assert answers(reader, addresses, allowed=(400,)) == {}


@pytest.mark.parametrize("raw", [b"q=\xff", b"q=\xc3\xbc", b"\x80=\x80", b"status=active\xe4"])
def test_hostile_query_in_raw_bytes(reader, raw):
    assert reader.get(LIST, QUERY_STRING=raw.decode("latin-1")).status_code in (200, 400)


# --- what the page makes of it ----------------------------------------------------------------


@pytest.mark.once
def test_hostile_value_hinted_at_and_ignored(reader):
    silent = []
    for value in set(READABLE[::4]) - {"nicht-genannt"}:
        page = Seen(reader.get(f"{LIST}?{query(FILTERS, value)}"))
        silent += [(name, value[:60]) for name in FILTERS if f"{name}=" not in page.text]
        silent += [] if "1 Netzwerk" in page.headed("h2") else [value[:60]]
    assert silent == []


@pytest.mark.once
@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "{{ 7*7 }}"]
)
def test_hostile_value_escaped(reader, value):
    names = [*PARAMETERS, "nix"]
    html = reader.get(f"{LIST}?{query(names, value)}").content.decode()
    assert [
        danger for danger in ("<script>alert", "<img src=x", 'value=""><', "value=''-", "49") if danger in html
    ] == []
    html = reader.get(f"{LIST}?{'&'.join(f'{quote(value)}={name}' for name in names)}").content.decode()
    assert [danger for danger in ("<script>alert", "<img src=x") if danger in html] == []


@pytest.mark.once
@pytest.mark.parametrize("value", ["a" * 10_000, "ä" * 10_000], ids=["a", "ä"])
def test_hostile_length_does_not_swell_the_page(reader, value):
    """The text is cut after 200 characters; the page need not repeat the rest."""
    plain = len(reader.get(f"{LIST}?q=x").content)
    assert len(reader.get(f"{LIST}?q={quote(value)}").content) < plain + 10_000


# --- repeated, empty, many --------------------------------------------------------------------


@pytest.mark.once
def test_hostile_queries(reader):
    queries = [
        "&".join(["status=active"] * 1000),
        "&".join(f"status={number}" for number in range(1000)),
        "&".join(f"x{number}=1" for number in range(1000)),
        "&".join(f"thema={number}" for number in range(4900)),
        "&" * 1000, "=" * 1000, "?" * 1000, "q" * 5000, "=&=&=", "&&q=a&&", "q=a;status=active", "q=a?q=b",
        "&".join(f"{name}=" for name in PARAMETERS),
        "&".join(f"{name}" for name in PARAMETERS),
        "&".join(f"{name}=a&{name}=b&{name}=" for name in PARAMETERS),
    ]  # fmt: skip
    assert answers(reader, {f"{number}: {query}": f"{LIST}?{query}" for number, query in enumerate(queries)}) == {}


@pytest.mark.once
def test_hostile_number_of_parameters(reader):
    assert reader.get(f"{LIST}?{'&'.join(['a=1'] * 20_000)}").status_code == 400


@pytest.mark.once
def test_empty_value_is_none(reader):
    plain = Seen(reader.get(LIST)).headed("h2")
    for name in ("q", *FILTERS, "seite"):
        empty = Seen(reader.get(f"{LIST}?{name}="))
        assert (empty.headed("h2"), "Nicht verstanden" in empty.text) == (plain, False), name


# --- in the path ------------------------------------------------------------------------------


ELSEWHERE = ("/{}", "/stellen/{}/", "/themen/{}/", "/quellen/{}/", "/netzwerke/{}/x")


@pytest.mark.parametrize(
    "path", ["/{}/", "/netzwerke/{}/", *(pytest.param(path, marks=pytest.mark.once) for path in ELSEWHERE)]
)
def test_hostile_segment(reader, path):
    addresses = {value: path.format(quote(value, safe="")) for value in READABLE}
    # Some values name a page that exists, such as "admin" or nothing.
    assert answers(reader, addresses, allowed=(200, 301, 302, 400, 404)) == {}


@pytest.mark.once
def test_hostile_segment_never_leaves_the_host(reader):
    for value in READABLE[::3]:
        for path in (f"//{quote(value)}", f"/{quote(value)}/..//evil.example", f"/\\{quote(value)}"):
            location = reader.get(path).headers.get("Location", "/")
            assert (location[:1], location[:2] in ("//", "/\\")) == ("/", False), path


@pytest.mark.once
@pytest.mark.parametrize("path", ["/static/{}", "/static/css/{}", "/.well-known/{}", "/static/..%2F..%2F{}"])
def test_hostile_file(reader, path):
    for value in [*READABLE[::3], "..%2Fmanage.py", "%2Fetc%2Fpasswd", *UNREADABLE]:
        segment = (
            value
            if value.startswith(("%", "..%")) and len(value) > 1 and value[1:3].isalnum()
            else quote(value, safe="")
        )
        answer = reader.get(path.format(segment))
        answer.close()
        assert answer.status_code in (301, 400, 404), value


# --- in headers -------------------------------------------------------------------------------


HEADERS = (
    "accept accept-language accept-encoding cookie if-none-match if-match if-modified-since range referer user-agent "
    "x-forwarded-for x-forwarded-host x-requested-with content-length content-type"
)


HEADER_VALUES = (
    "", "x", "*", "a=b; c", "sessionid=" + "x" * 5000, "\xff\xfe", "9" * 5000, ",,,;;;", '"', "bytes=0-", 'W/"', "-1",
)  # fmt: skip


@pytest.mark.once
def test_hostile_header(reader):
    statuses = {
        (header, value[:20]): reader.get(LIST, headers={header: value}).status_code
        for header in HEADERS.split()
        for value in HEADER_VALUES
    }
    assert {sent: status for sent, status in statuses.items() if status not in (200, 304, 400, 412, 413)} == {}
