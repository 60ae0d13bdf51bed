"""Does everything at the desk speak German, to every role? What packages bring speaks English unless somebody looks."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from memberships.admin.rights import RightsField, name_of
from tests.memberships import making
from tests.networks_site.registered import forms, path_of, row_of
from tests.networks_site.test_roles import user_of
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

User = get_user_model()
ENGLISH = re.compile(
    r"\b(the|and|can|add|change|delete|view|choose|select|selected|available|chosen|remove|this|that|with|for|user|users|"
    r"password|permissions?|designates|required|enter|must|your|has|have|been|history|active|devices?|log|entry|entries|"
    r"session|content|types?|login|attempts?|is|are|of|to|by|on|not|or|one|all|none|yes|search|save|home|group|groups|"
    r"raw|first|last|used|created|confirmed|key|drift|throttling|hide|show|clear|today|now|access|failure|too|short|"
    r"historical|please|error|errors|below|correct|similar|common|least|characters?|entirely|numeric)\b",
    re.IGNORECASE,
)
ATTRIBUTES = re.compile(r'(?:title|alt|placeholder|aria-label)="([^"]*)"')
LOWER = re.compile(r"^[a-zäöü]")
NONSENSE = "x" * 3000  # too long, no date, no number, no choice
TAG = re.compile(r"<[^>]+>")
FAULT = re.compile(r'<(?:ul class="errorlist|div class="errornote)[^>]*>(.*?)</(?:ul|div)>', re.DOTALL)
WEAK = ["kurz", "1q2w3e4r5t6y", "ada-lovelace1"]


def seen(client: Client, address: str) -> list[str]:
    """English words that somebody reads on a page, with what stands around them; and headings that begin small."""
    answer = client.get(address)
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return []
    page = Seen(answer)
    text = " | ".join([page.text, page.title, *ATTRIBUTES.findall(answer.content.decode())])
    headings = {*page.headed("h1"), *page.headed("h2")} - set(User.objects.values_list("username", flat=True))
    small = [f"{address}: {heading}" for heading in headings if LOWER.match(heading)]
    return [f"{address}: {text[max(0, m.start() - 30) : m.end() + 30]}" for m in ENGLISH.finditer(text)] + small


def pages(model: Any) -> list[str]:
    row, path = row_of(model), path_of(model)
    return [path, *forms(row), *(f"{path}{row.pk}/{page}/" for page in ("delete", "history"))]


def test_every_page_of_the_desk() -> None:
    models = sorted(admin.site._registry, key=lambda model: model._meta.label)
    every = ["/admin/", "/admin/password_change/", "/admin/second-factor/"]
    for person in (making.user("kim"), User.objects.create_user("mit-passwort", password="ein-langes-passwort")):
        every += [f"/admin/auth/user/{person.pk}/{page}/" for page in ("change", "password")]
    every += [page for model in models for page in pages(model)]
    found: list[str] = []
    for role in ("officer", "curator", "chief", "operator", "superuser"):
        client = Client()
        client.force_login(user_of(role))
        for page in every:
            found += seen(client, page)
    assert found == []


def refusals(client: Client, address: str) -> list[str]:
    """What a form says when every field of it holds the same."""
    page = client.get(address)
    if page.status_code != 200 or "adminform" not in page.context:
        return []
    names = [field.html_name for field in page.context["adminform"].form]
    answers = [client.post(address, dict.fromkeys(names, value)) for value in ("", NONSENSE, "-1")]
    faults = [fault for answer in answers for fault in FAULT.findall(answer.content.decode())]
    return [f"{address}: {TAG.sub(' ', fault)}" for fault in faults]


def test_what_is_refused_is_refused_in_german() -> None:
    client = Client()
    client.force_login(user_of("superuser"))
    addresses = [address for model in admin.site._registry for address in forms(row_of(model))]
    said = [words for address in addresses for words in refusals(client, address)]
    assert len({words.partition(": ")[0] for words in said}) > len(admin.site._registry)
    assert [words for words in said if ENGLISH.search(words.partition(": ")[2])] == []


def test_weak_passwords_are_refused_in_german() -> None:
    person = user_of("superuser")
    person.username = "ada-lovelace"
    for password in WEAK:
        with pytest.raises(ValidationError) as refused:
            validate_password(password, person)
        assert [said for said in refused.value.messages if ENGLISH.search(said)] == []


def test_rights_can_be_given_where_groups_have_them() -> None:
    """A right that the form does not offer would be lost when somebody saves a group."""
    offered = set(RightsField(label="", help_text="").queryset)
    assert set(Permission.objects.filter(group__in=Group.objects.all())) <= offered
    names = {name_of(right) for right in offered}
    assert {"Netzwerk: ansehen", "Koordinierende Stelle: ändern", "Zweiter Faktor: löschen"} <= names
    assert len(names) == len(offered)
