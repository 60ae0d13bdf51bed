"""Does anything that can be written into an address make the site fail?"""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.directory import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

LIST = "/netzwerke/"
FILTERS = ("status", "ebene", "land", "thema", "art", "stelle", "wer", "kosten", "beitritt")
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
    owner = making.searchable(making.network("Netz"))
    making.treatment(owner, making.topic("Thema"))
    making.tenure(owner, making.body("Stelle"))
    making.source()
    return client


def answers(reader: Client, addresses: dict[str, str]) -> dict[str, int]:
    """The status of each address, by the value it carries, except for those answered 200."""
    found = {value[:60]: reader.get(address).status_code for value, address in addresses.items()}
    return {value: status for value, status in found.items() if status != 200}


# --- in every parameter -----------------------------------------------------------------------


@pytest.mark.parametrize("name", PARAMETERS)
def test_hostile_value(reader, name):
    assert answers(reader, {value: f"{LIST}?{name}={quote(value)}" for value in READABLE}) == {}


@pytest.mark.parametrize("name", ["als", "bereich", "land", "ebene", "aufgabe"])
def test_hostile_value_in_the_finder(reader, name):
    assert answers(reader, {value: f"/finden/?{name}={quote(value)}&als=person" for value in READABLE[::2]}) == {}


def test_hostile_values_everywhere_at_once(reader):
    addresses = {value: f"{LIST}?{'&'.join(f'{name}={quote(value)}' for name in PARAMETERS)}" for value in READABLE}
    assert answers(reader, addresses) == {}


def test_hostile_parameter_names(reader):
    assert answers(reader, {value: f"{LIST}?{quote(value)}={quote(value)}" for value in READABLE}) == {}


@pytest.mark.parametrize("name", PARAMETERS)
def test_hostile_array_like_names(reader, name):
    forms = ("[]", "[0]", "[$ne]", "[a][b]", "__in", "__regex", ".a", "%5B%5D", "%00x"[3:])
    assert answers(reader, {form: f"{LIST}?{name}{form}=active" for form in forms}) == {}


@pytest.mark.parametrize(
    "path", ["/", "/netzwerke/netz/", "/stellen/", "/stellen/stelle/", "/themen/thema/", "/quellen/quelle/"]
)
def test_hostile_query_where_none_is_expected(reader, path):
    assert answers(reader, {value: f"{path}?q={quote(value)}&{quote(value)}" for value in READABLE[::4]}) == {}


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("value", UNREADABLE)
def test_hostile_value_unreadable(reader, name, value):
    assert reader.get(f"{LIST}?{name}={value}").status_code == 400


@pytest.mark.parametrize("query", [b"q=\xff", b"q=\xc3\xbc", b"\x80=\x80", b"status=active\xe4"])
def test_hostile_query_in_raw_bytes(reader, query):
    assert reader.get(LIST, QUERY_STRING=query.decode("latin-1")).status_code in (200, 400)


# --- what the page makes of it ----------------------------------------------------------------


@pytest.mark.parametrize("name", FILTERS)
def test_hostile_value_hinted_at_and_ignored(reader, name):
    silent = []
    for value in set(READABLE[::4]) - {"nicht-genannt"}:
        page = Seen(reader.get(f"{LIST}?{name}={quote(value)}"))
        if f"{name}=" not in page.text or "1 Netzwerk" not in page.headed("h2"):
            silent.append(value[:60])
    assert silent == []


@pytest.mark.parametrize("name", [*PARAMETERS, "nix"])
@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "{{ 7*7 }}"]
)
def test_hostile_value_escaped(reader, name, value):
    html = reader.get(f"{LIST}?{name}={quote(value)}").content.decode()
    assert [
        danger for danger in ("<script>alert", "<img src=x", 'value=""><', "value=''-", "49") if danger in html
    ] == []
    html = reader.get(f"{LIST}?{quote(value)}={name}").content.decode()
    assert [danger for danger in ("<script>alert", "<img src=x") if danger in html] == []


@pytest.mark.parametrize("value", ["a" * 10_000, "ä" * 10_000], ids=["a", "ä"])
def test_hostile_length_does_not_swell_the_page(reader, value):
    """The text is cut after 200 characters; the page need not repeat the rest."""
    plain = len(reader.get(f"{LIST}?q=x").content)
    assert len(reader.get(f"{LIST}?q={quote(value)}").content) < plain + 10_000


# --- repeated, empty, many --------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "&".join(["status=active"] * 1000),
        "&".join(f"status={number}" for number in range(1000)),
        "&".join(f"x{number}=1" for number in range(1000)),
        "&".join(f"thema={number}" for number in range(4900)),
        "&" * 1000, "=" * 1000, "?" * 1000, "q" * 5000, "=&=&=", "&&q=a&&", "q=a;status=active", "q=a?q=b",
        "&".join(f"{name}=" for name in PARAMETERS),
        "&".join(f"{name}" for name in PARAMETERS),
        "&".join(f"{name}=a&{name}=b&{name}=" for name in PARAMETERS),
    ],
    ids=range(15),
)  # fmt: skip
def test_hostile_queries(reader, query):
    assert reader.get(f"{LIST}?{query}").status_code == 200


def test_hostile_number_of_parameters(reader):
    assert reader.get(f"{LIST}?{'&'.join(['a=1'] * 20_000)}").status_code == 400


@pytest.mark.parametrize("name", ["q", *FILTERS, "seite"])
def test_empty_value_is_none(reader, name):
    empty, plain = Seen(reader.get(f"{LIST}?{name}=")), Seen(reader.get(LIST))
    assert (empty.headed("h2"), "Nicht verstanden" in empty.text) == (plain.headed("h2"), False)


# --- in the path ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/{}", "/{}/", "/netzwerke/{}/", "/stellen/{}/", "/themen/{}/", "/quellen/{}/", "/netzwerke/{}/x"]
)
def test_hostile_segment(reader, path):
    statuses = {value[:60]: reader.get(path.format(quote(value, safe=""))).status_code for value in READABLE}
    allowed = {200, 301, 302, 400, 404}  # some values name a page that exists, such as "admin" or nothing
    assert {value: status for value, status in statuses.items() if status not in allowed} == {}


@pytest.mark.parametrize("value", READABLE[::3])
def test_hostile_segment_never_leaves_the_host(reader, value):
    for path in (f"//{quote(value)}", f"/{quote(value)}/..//evil.example", f"/\\{quote(value)}"):
        location = reader.get(path).headers.get("Location", "/")
        assert (location[:1], location[:2] in ("//", "/\\")) == ("/", False)


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


@pytest.mark.parametrize("header", HEADERS.split())
def test_hostile_header(reader, header):
    statuses = {}
    for value in [
        "",
        "x",
        "*",
        "a=b; c",
        "sessionid=" + "x" * 5000,
        "\xff\xfe",
        "9" * 5000,
        ",,,;;;",
        '"',
        "bytes=0-",
        'W/"',
        "-1",
    ]:
        statuses[value[:20]] = reader.get(LIST, headers={header: value}).status_code
    assert {value: status for value, status in statuses.items() if status not in (200, 304, 400, 412)} == {}
