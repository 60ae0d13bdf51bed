"""What does somebody see who was taken for a machine, or has mistyped the address? Nothing typed may be lost."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from memberships.enums import State
from memberships.letters.guarded_forms import CAUGHT
from memberships.models import Application, Hint, Message, Notice
from memberships.views.sending import CORRECTING
from tests.directory import making as catalogue
from tests.memberships import hinting, making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

APPLY, NOTICE, LOST, REPORT = (
    "/netzwerke/netz/mitmachen/", "/netzwerke/plan/mitmachen/", "/antrag/link-verloren/", "/netzwerke/netz/melden/",
)  # fmt: skip
WRONG, RIGHT = "anna@satdt.example", "anna@stadt.example"
TRAPS = [{"website": "x"}, {"began": ""}, {"began": None}, {"began": "gefälscht"}, {"began": "too fast"}]


@pytest.fixture(autouse=True)
def world(settings) -> None:
    settings.RATE_LIMITS = False
    making.network("Netz")
    catalogue.terms(catalogue.network("Plan"), path="notice")


def typed(page: str, **changes: Any) -> dict[str, Any]:
    """A filled-in form of each kind."""
    hint = {"flaw": "wrong", "text": "Anders", "source": "Selbst"} if page == REPORT else {}
    return making.filled(**{"email": WRONG, "network": "netz", "place": "Ulm", **hint, **changes})


def stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Application, Notice, Hint, Message))


def fields(answer: HttpResponse) -> dict[str, Any]:
    """What the form on a page would send: inputs, ticks, choices and texts."""
    form = answer.context["form"]
    values = {row["name"]: row["value"] for row in Seen(answer).inputs if row["type"] in ("text", "hidden")}
    ticked = {row["name"]: row["value"] or "on" for row in Seen(answer).inputs if row["checked"]}
    chosen = {name: form[name].value() for name in ("party", "network", "text") if name in form.fields}
    return {**values, **ticked, **chosen}


def test_trapped_form_comes_back_emptied_and_goes_through_the_second_time(client):
    for page in (APPLY, NOTICE, LOST, REPORT):
        for number, trap in enumerate(TRAPS):
            before, trap = stored(), {"began": making.began(1)} if "too fast" in trap.values() else trap
            caught = client.post(page, typed(page, email=f"a{number}@stadt.example", consent="on", **trap))
            assert (caught.status_code, caught.context["form"].non_field_errors()) == (200, [CAUGHT])
            assert (CAUGHT in Seen(caught).text, stored()) == (True, before)
            again = fields(caught)
            assert (again["website"], again["email"]) == ("", f"a{number}@stadt.example")
            passed = client.post(page, again)
            assert Seen(passed).headed("h1")[0][:5] in ("Bitte", "Danke"), passed.context["form"].errors
    assert stored() == (5, 5, 5, 10)  # new links are the worker's business


def correct(client: Client, page: str) -> HttpResponse:
    """Send with a mistyped address, and ask to correct it."""
    sent = client.post(page, typed(page))
    assert f"Ihre Adresse: {WRONG}" in Seen(sent).text
    return client.post(page, {**dict(sent.context["typed"]), "berichtigen": "1"})


def test_mistyped_address_is_repeated_and_can_be_corrected(client):
    for page in (APPLY, NOTICE, LOST, REPORT):
        form = correct(client, page)
        assert (form.status_code, form.context["form"].is_bound) == (200, False)
        assert CORRECTING in Seen(form).text
        kept = fields(form)
        assert kept["email"] == WRONG
        client.post(page, {**kept, "email": RIGHT})
    assert [row.email for row in Application.objects.all()] == [RIGHT]
    assert Application.objects.get().place == "Ulm"
    assert [row.email for row in Hint.objects.all()] == [RIGHT]
    assert {row.to for row in Message.objects.filter(application__isnull=False)} == {RIGHT}


def test_correcting_twice_leaves_one_application(client):
    kept = fields(correct(client, APPLY))
    second = client.post(APPLY, {**kept, "email": "anna@statd.example"})
    again = fields(client.post(APPLY, {**dict(second.context["typed"]), "berichtigen": "1"}))
    client.post(APPLY, {**again, "email": RIGHT})
    assert [row.email for row in Application.objects.all()] == [RIGHT]


def test_correcting_removes_nothing_that_is_confirmed_or_elsewhere(client):
    other = making.network("Anderes")
    confirmed, elsewhere = (
        making.waiting(email="bert@stadt.example"),
        making.applied(other, email="carla@stadt.example"),
    )
    for row in (confirmed, elsewhere):
        client.post(APPLY, typed(APPLY, corrects=str(row.submission)))
    assert set(Application.objects.values_list("email", "state")) == {
        ("bert@stadt.example", State.WAITING), ("carla@stadt.example", State.UNCONFIRMED), (WRONG, State.UNCONFIRMED),
    }  # fmt: skip


def test_same_form_with_other_words_is_a_submission_of_its_own(client):
    """Whoever goes back in the browser and writes for somebody else loses neither."""
    first = typed(APPLY)
    for changes in ({}, {}, {"email": RIGHT, "name": "Bert"}):
        client.post(APPLY, {**first, **changes})
    assert set(Application.objects.values_list("email", "name")) == {(WRONG, "Anna Beispiel"), (RIGHT, "Bert")}


def test_hint_without_address_says_so(client):
    thanks = Seen(client.post(REPORT, hinting.filled()))
    assert "Sie haben keine E-Mail-Adresse angegeben; deshalb bekommen Sie keine Antwort." in thanks.text
