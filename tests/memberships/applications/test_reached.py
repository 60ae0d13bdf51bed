"""Is everybody written to at the address they typed, and never at another machine's; and is whoever cannot be reached
told so in every form that takes an address?
"""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from directory.models import Contact, Network
from memberships.applications import lost_links, one_per_organisation
from memberships.letters import outbox
from memberships.models import Application, Correspondent, Message
from tests.directory import making as catalogue
from tests.memberships import hinting, making

pytestmark = pytest.mark.django_db

SHARP, ASCII, STRANGER = "anna@straße.example", "anna@xn--strae-oqa.example", "anna@strasse.example"
OFFICE = "Vor dem @ steht „ü“."
PUBLIC = (
    "/netzwerke/netz/mitmachen/",
    "/netzwerke/plan/mitmachen/",
    "/antrag/link-verloren/",
    "/netzwerke/netz/melden/",
)
INPUT = re.compile(r"<input[^>]*name=\"[\w-]*email\"[^>]*>")


@pytest.fixture
def world() -> None:
    making.network("Netz")
    hinting.body()
    hinting.person(Network.objects.get(slug="netz"))
    planned = catalogue.network("Plan")
    catalogue.terms(planned, path="notice")


def editing(admin_client: Client) -> list[str]:
    """The pages of the admin on which a mail address is typed."""
    row = Correspondent.objects.get()
    network = row.body.tenures.get(network__slug="netz").network
    return [
        f"/admin/memberships/correspondent/{row.pk}/change/", "/admin/memberships/correspondent/add/",
        f"/admin/directory/contact/add/?network={network.pk}", f"/admin/auth/user/{making.user().pk}/change/",
    ]  # fmt: skip


def test_letters_go_to_the_domain_with_sharp_s(world):
    made = making.waiting(email=SHARP)
    outbox.send_due()
    assert {tuple(letter.to) for letter in mail.outbox} == {(ASCII,)}
    assert {letter.message()["To"] for letter in mail.outbox} == {ASCII}
    assert (made.email, made.email_key, made.domain_key) == (SHARP, ASCII, "xn--strae-oqa.example")


def test_sharp_s_and_ss_are_two_people(world):
    first, second = making.applied(email=SHARP, organisation="A"), making.applied(email=STRANGER, organisation="B")
    assert [lost_links.send(network=first.network, email=email) for email in (SHARP, ASCII, STRANGER)] == [
        1,
        1,
        1,
    ]
    assert [row.pk for row in one_per_organisation.others(second)] == []
    assert set(Message.objects.filter(application=first).values_list("to", flat=True)) == {SHARP}


def test_no_field_for_addresses_is_rewritten_by_browsers(world, client, admin_client):
    pages = [*((client, page) for page in PUBLIC), *((admin_client, page) for page in editing(admin_client))]
    for browser, page in pages:
        found = INPUT.findall(browser.get(page).content.decode())
        assert found, page
        for field in found:
            assert 'type="text"' in field, (page, field)
            for attribute in ('inputmode="email"', 'autocapitalize="none"', 'spellcheck="false"'):
                assert attribute in field, (page, field)


def sent(page: str, email: str) -> dict[str, Any]:
    forms = {PUBLIC[3]: {"flaw": "wrong", "text": "Anders", "source": "Selbst", "consent": "on"}}
    return making.filled(email=email, network="netz", **forms.get(page, {}))


def test_unreachable_address_refused_in_every_public_form(world, client):
    for page in PUBLIC:
        for email, reason in (("büro@stadt.example", OFFICE), ("an\u200bna@stadt.example", "U+200B")):
            answer = client.post(page, sent(page, email))
            assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"email"}), page
            assert reason in answer.context["form"].errors["email"][0]
    assert [Application.objects.count(), Message.objects.count()] == [0, 0]


def test_unreachable_address_refused_in_the_admin(world, admin_client):
    row = Correspondent.objects.get()
    correspondent, _, _, person = editing(admin_client)
    answers = [
        admin_client.post(correspondent, {"email": "büro@stadt.example"}),
        admin_client.post(person, {"username": "amt", "email": "büro@stadt.example", "is_active": "on"}),
    ]
    for answer in answers:
        assert OFFICE in answer.context["adminform"].form.errors["email"][0]
    row.refresh_from_db()
    assert row.email == hinting.ADDRESS
    with pytest.raises(ValidationError) as refused:
        Contact(
            network=row.body.tenures.get(network__slug="netz").network, name="Kim", email="büro@x.example"
        ).full_clean()
    assert OFFICE in refused.value.message_dict["email"][0]


def test_unreachable_officer_refused(world):
    with pytest.raises(CommandError, match="Vor dem @ steht „ü“"):
        call_command("create_officer", "kim", email="büro@stadt.example", body=["stelle"])
