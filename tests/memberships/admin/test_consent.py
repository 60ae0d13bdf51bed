"""Does the operator see which consent text is in force, and does a new one begin with it and show how it will look?"""

from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format

from directory.querysets import today
from memberships.applications import consent
from memberships.models import ConsentText
from tests.memberships.admin.conftest import enter
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DESK = "/admin/memberships/consenttext/"


@pytest.fixture
def desk(admin_user: Any) -> Client:
    return enter(admin_user)


def test_the_one_in_force_is_shown_whether_shipped_or_own(desk: Client) -> None:
    text = Seen(desk.get(DESK)).text
    assert f"In Kraft: Fassung {consent.SHIPPED} Ihre Angaben sehen nur die Menschen" in text
    old, new = (ConsentText.objects.create(version=version, text=f"Text **{version}**") for version in ("alt", "neu"))
    answer = desk.get(DESK)
    assert "In Kraft: Fassung neu Text neu" in Seen(answer).text
    assert [row.pk for row in answer.context["cl"].result_list] == [new.pk, old.pk]
    assert answer.content.decode().count("icon-yes") == 1
    assert "So lasen ihn alle, die beantragten Text alt" in Seen(desk.get(f"{DESK}{old.pk}/change/")).text


def test_a_new_one_begins_with_the_one_in_force_and_says_from_when_it_holds(desk: Client) -> None:
    answer = desk.get(f"{DESK}add/")
    form = answer.context["adminform"].form
    assert (form["version"].value(), form["text"].value()) == (f"{today()}", consent.current().text)
    assert f"heute also ab dem {date_format(today(), 'j. F Y')}." in Seen(answer).text
    assert "[Datenschutz](/datenschutz/)" in form["text"].value()


def test_preview_shows_it_and_saves_nothing(desk: Client) -> None:
    typed = {"version": "2027-03", "text": "Ganz **neu** <script>"}
    answer = desk.post(f"{DESK}add/", {**typed, "_preview": "1"})
    assert "<p>Ganz <strong>neu</strong> &lt;script&gt;</p>" in answer.content.decode()
    form = answer.context["adminform"].form
    assert {name: form[name].value() for name in typed} == typed
    assert (ConsentText.objects.count(), consent.current().version) == (0, consent.SHIPPED)
    assert desk.post(f"{DESK}add/", typed).status_code == 302
    assert consent.current().text == typed["text"]
