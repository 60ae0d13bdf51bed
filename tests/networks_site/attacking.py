"""What can be sent to the admin that nobody sends by mistake? Every address, with all that makes such sites fail."""

import re
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from tests.networks_site.registered import adding, forms, path_of, row_of

DIGITS, MANY = "9" * 25, "9" * 5000
KEYS = [
    "0", "-1", "abc", "1.5", "2147483648", "9223372036854775808", DIGITS, MANY, "None", "%00", "a%00", "_5F", "__3A",
    "_", "_2F", "%20", "%F0%9F%98%80", "٣", "1_0", "x" * 3000, "..%2F..%2Fetc", "'%22%3C", "1/2", "%ED%A0%80",
]  # fmt: skip
VALUES = [
    "", "abc", "-1", "0", "1.5", "2147483648", DIGITS, MANY, "\0", "a\0b", "'\"<", "٣", "1,2", f"1,{DIGITS}", ",,,",
    "99999-99-99", "0000-00-00", "10000-01-01", "NaN", "1e999", "None", "true", "\ud7ff\U0010ffff", "x" * 3000, "[]",
    "%",
]  # fmt: skip
QUERIES = [
    *(f"{name}={quote(value)}" for name in ("p", "o", "all", "q", "e", "_popup", "_to_field", "_changelist_filters",
      "_facets", "id__in", "id__exact", "id__gt", "pk", "pk__in", "aufgabe", "vorschlag") for value in VALUES),
    "p=99999999999", "o=1.-2.99", "o=" + ".".join(map(str, range(500))), "_to_field=password", "_to_field=id&_popup=1",
    "id__range=1", "id__isnull=abc", "id__regex=((", "id__year=99999", "nix__nix=1", "user__password=1", "id__id__id=1",
    "id__in=" + ",".join(map(str, range(3000))), "e=1&e=2", "id__in[]=1", "history__id=1", "__in=1", "id__=1", "__=",
]  # fmt: skip
CARRIED = ["_shown", "_owner", "_preview", "seen", "reason", "because"]
CITED = ["cite_source", "cite_place", "cite_whole", "cite_claim", "cite_stance", "cite_aspect", "cite_gap"]
ENDINGS = ["exact", "in", "gte", "year", "isnull", "icontains", "regex", "range"]
AT_ENDINGS = cycle(["abc", DIGITS, MANY, "99999-01-01", "1"])


def failures(client: Client, first: int, step: int) -> list[str]:
    """What is answered by a failure of ours, of every so many attempts."""
    found = []
    for method, path, data in islice(attempts(), first, None, step):
        answer = sent(client, method, path, data)
        if answer.status_code >= 500:
            error = getattr(answer, "exc_info", None) or ("", "")
            found.append(f"{answer.status_code} {method} {path[:120]} {str(data)[:200]} {error[1]!r:.300}")
    return found


def sent(client: Client, method: str, path: str, data: Any) -> Any:
    """The answer; what the attempt changes is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(path, data) if data else getattr(client, method)(path)
        transaction.set_rollback(True)
    return answer


def attempts() -> Iterator[tuple[str, str, Any]]:
    """Method, address and form of each attempt."""
    rows = {model: row_of(model) for model in admin.site._registry}
    for pattern in patterns(admin.site.urls[0]):
        for key in KEYS:
            yield "get", pattern(key), None
        for key in KEYS[::6]:
            yield "post", pattern(key), {"post": "yes", "_owner": MANY, "seen": MANY}
    for model, row in rows.items():
        yield from against_lists(model, path_of(model))
        yield from against_forms(model, path_of(model), row)
    yield from against_pickers(rows)


def patterns(found: Any, before: str = "/admin/") -> Iterator[Any]:
    """For each address with parts that can be filled in: what it is with a key filled in."""
    for pattern in found:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern.url_patterns, before + str(pattern.pattern))
        elif "<" in str(pattern.pattern) and not str(pattern.pattern).startswith("^"):
            yield filling(before + str(pattern.pattern), pattern.pattern.converters)


def filling(route: str, converters: dict[str, Any]) -> Any:
    def fill(key: str) -> str:
        path = route
        for name, converter in converters.items():
            plain = key.isascii() and key.isalnum()
            fitting = {
                IntConverter: key if plain and key.isdigit() else "7",
                UUIDConverter: str(uuid4()),
                SlugConverter: key if plain else "network",
            }
            own = fitting.get(type(converter), key).replace("\\", "/")
            path = re.sub(rf"<(\w+:)?{name}>", own, path)
        return path

    return fill


def against_lists(model: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    for query in QUERIES:
        yield "get", f"{path}?{query}", None
    for field in model._meta.get_fields():
        for ending in ENDINGS:
            yield "get", f"{path}?{field.name}__{ending}={next(AT_ENDINGS)}", None
    for value in VALUES:
        for action in ("delete_selected", "nix", value):
            yield "post", path, {"action": action, "_selected_action": [value, "1"], "index": "0", "select_across": "1"}
        yield "post", path, {"action": "delete_selected", "_selected_action": value, "index": value, "post": "yes"}
        yield "post", path, {"_save": "1", "form-TOTAL_FORMS": value, "form-INITIAL_FORMS": value, "form-0-id": value}


def against_forms(model: Any, path: str, row: Any) -> Iterator[tuple[str, str, Any]]:
    names = [field.name for field in model._meta.get_fields()]
    change, owner = f"{path}{row.pk}/change/", adding(row).partition("?")[2]
    for value in VALUES:
        everything = dict.fromkeys([*names, *CARRIED, *CITED], value)
        yield "get", f"{path}add/?{urlencode(everything)}", None
        yield "get", f"{path}add/?{urlencode({**everything, 'angabe': value})}&{owner}", None
        yield "get", f"{change}?_to_field={quote(value)}&_popup={quote(value)}&_changelist_filters={quote(value)}", None
        yield "get", f"{change[:-7]}history/?p={quote(value)}", None
        for address in (f"{path}add/", *forms(row), *(f"{change[:-7]}{page}/" for page in ("delete", "checked"))):
            yield "post", address, {**everything, "_save": "1"}
            yield "post", address, {**dict.fromkeys(names, value), "_preview": "1"}
        yield "post", change, {"_popup": value, "_to_field": value, "_saveasnew": value, "_preview": value}


def against_pickers(rows: dict[Any, Any]) -> Iterator[tuple[str, str, Any]]:
    for model in rows:
        given = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
        for field in model._meta.get_fields():
            yield (
                "get",
                f"/admin/autocomplete/?{urlencode({**given, 'field_name': field.name, 'term': 'a', 'page': MANY})}",
                None,
            )
    for value in VALUES:
        whole = {"app_label": "directory", "model_name": "tenure", "field_name": "body", "term": "a", "page": "1"}
        for name in whole:
            yield "get", f"/admin/autocomplete/?{urlencode({**whole, name: value})}", None
        yield "get", f"/admin/?aufgabe={quote(value)}&next={quote(value)}", None
        yield "post", "/admin/login/", {"username": value, "password": value, "token": value, "next": value}
        yield "post", "/admin/second-factor/", {"token": value}
        yield "get", f"/admin/aufgaben/zahlen/?p={quote(value)}", None
