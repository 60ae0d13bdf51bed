"""Account changes: who may agree to what, what each change does, and that nothing happens before."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.models import Body
from memberships import accounts
from memberships.applications import permissions
from memberships.enums import AccountStep, Letter, Result
from memberships.letters.workflow import NotAllowed
from memberships.models import AccountChange, Message, Secret
from tests.directory import making as catalogue
from tests.memberships import making

PASSWORD = "ein-langes-neues-passwort"

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> Body:
    return catalogue.body("Stelle A", slug="stelle-a")


def officer(name: str, *bodies: Body) -> Any:
    user = making.user(name, email=f"{name}@stelle.example", is_staff=True)
    permissions.appoint(user, bodies)
    return user


def operator(name: str = "betrieb") -> Any:
    return making.user(name, email=f"{name}@stelle.example", is_staff=True, is_superuser=True)


def state(user: Any) -> dict[str, Any]:
    """All that decides who gets in as this person, and for whom they decide."""
    user = get_user_model().objects.get(pk=user.pk)
    return {
        "password": user.password,
        "email": user.email,
        "devices": TOTPDevice.objects.filter(user=user).count(),
        "bodies": set(permissions.bodies_of(user).values_list("slug", flat=True)),
    }


def link() -> str:
    return making.path_in(Message.objects.filter(letter=Letter.ACCOUNT).order_by("-pk")[0])


def test_who_may_agree_to_what(house: Body) -> None:
    """The whole table: steps × people."""
    other = catalogue.body("Stelle B")
    ada, ben, eva, asker = officer("ada", house), officer("ben", house), officer("eva", other), operator()
    stopped = officer("ida", house)
    stopped.is_active = False
    stopped.save()
    new = making.user("neu", email="neu@stelle.example")
    changes = {
        step: accounts.ask(user=ada, step=step, by=asker, email="x@anderswo.example")
        for step in (AccountStep.PASSWORD, AccountStep.EMAIL, AccountStep.DEVICE)
    }
    changes[AccountStep.BODY] = accounts.ask(user=new, step=AccountStep.BODY, by=asker, body=house)
    people = {"ada": ada, "ben": ben, "eva": eva, "ida": stopped, "betrieb": asker, "neu": new}
    may = {
        (step.value, name)
        for step, change in changes.items()
        for name, person in people.items()
        if change in accounts.agreeable_by(person)
    }
    assert may == {("email", "ben"), ("device", "ben"), ("body", "ada"), ("body", "ben")}


def test_nobody_agrees_to_what_they_asked_for(house: Body) -> None:
    ada, ben = officer("ada", house), officer("ben", house)
    change = accounts.ask(user=ada, step=AccountStep.DEVICE, by=ben)
    with pytest.raises(NotAllowed):
        accounts.agree(change=change, by=ben)
    assert AccountChange.objects.get().outcome == Result.OPEN


def test_nothing_happens_by_asking(house: Body) -> None:
    ada = officer("ada", house)
    TOTPDevice.objects.create(user=ada, name="x")
    before = state(ada)
    for step in AccountStep:
        body = catalogue.body("Stelle B") if step == AccountStep.BODY else None
        accounts.ask(user=ada, step=step, by=operator(), email="x@anderswo.example", body=body)
    assert state(ada) == before
    assert [message.to for message in Message.objects.all()] == ["ada@stelle.example"] * 3


def test_link_of_the_person_carries_out(house: Body) -> None:
    ada, client = officer("ada", house), Client()
    TOTPDevice.objects.create(user=ada, name="x")
    accounts.ask(user=ada, step=AccountStep.DEVICE, by=operator())
    assert client.get(link()).status_code == 200
    assert state(ada)["devices"] == 1
    client.post(link())
    assert state(ada)["devices"] == 0
    accounts.ask(user=ada, step=AccountStep.EMAIL, by=operator(), email="ada@neu.example")
    client.post(link())
    assert state(ada)["email"] == "ada@neu.example"
    told = Message.objects.filter(letter=Letter.ACCOUNT_SETTLED).order_by("pk").values_list("to", flat=True)
    assert sorted(told) == ["ada@neu.example", "ada@stelle.example", "ada@stelle.example"]
    assert set(AccountChange.objects.values_list("outcome", "email")) == {(Result.DONE, "")}
    assert not Secret.objects.exists()


def test_password_is_set_by_the_person_only(house: Body) -> None:
    ada, client = officer("ada", house), Client()
    accounts.ask(user=ada, step=AccountStep.PASSWORD, by=operator())
    address = link()
    refused = client.post(address, {"new_password1": "kurz", "new_password2": "kurz"})
    assert "zu kurz" in refused.content.decode()
    client.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert get_user_model().objects.get(pk=ada.pk).check_password(PASSWORD)
    assert client.get(address).status_code == 404  # works once


def test_refusing_changes_nothing(house: Body) -> None:
    ada, ben, client = officer("ada", house), officer("ben", house), Client()
    before = state(ada)
    accounts.ask(user=ada, step=AccountStep.EMAIL, by=operator(), email="x@anderswo.example")
    client.post(link(), {"antwort": "ablehnen"})
    by_colleague = accounts.ask(user=ada, step=AccountStep.EMAIL, by=operator(), email="x@anderswo.example")
    accounts.refuse(change=by_colleague, by=ben)
    assert state(ada) == before
    assert set(AccountChange.objects.values_list("outcome", "email")) == {(Result.REFUSED, "")}
    with pytest.raises(NotAllowed):
        accounts.agree(change=by_colleague)


def test_nobody_else_refuses(house: Body) -> None:
    ada, stranger = officer("ada", house), officer("eva", catalogue.body("Stelle B"))
    change = accounts.ask(user=ada, step=AccountStep.DEVICE, by=operator())
    with pytest.raises(NotAllowed):
        accounts.refuse(change=change, by=stranger)
    assert AccountChange.objects.get().outcome == Result.OPEN


def test_new_officer_begins_with_a_password_nobody_knows(house: Body) -> None:
    ada = officer("ada", house)
    new = making.user("neu", email="neu@stelle.example", password="vom betrieb gesetzt")
    TOTPDevice.objects.create(user=new, name="vom betrieb")
    accounts.agree(change=accounts.ask(user=new, step=AccountStep.BODY, by=operator(), body=house), by=ada)
    new.refresh_from_db()
    assert (new.has_usable_password(), state(new)["devices"], state(new)["bodies"]) == (False, 0, {"stelle-a"})
    Client().post(link(), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    new.refresh_from_db()
    assert new.check_password(PASSWORD)


def test_officer_of_one_more_body_keeps_the_password(house: Body) -> None:
    ada, ben, before = officer("ada", house), officer("ben", catalogue.body("Stelle B", slug="stelle-b")), "geheim"
    ben.set_password(before)
    ben.save()
    accounts.agree(change=accounts.ask(user=ben, step=AccountStep.BODY, by=operator(), body=house), by=ada)
    ben.refresh_from_db()
    assert (ben.check_password(before), state(ben)["bodies"]) == (True, {"stelle-a", "stelle-b"})


def test_address_exchanged_under_the_agreement(house: Body) -> None:
    ada, new = officer("ada", house), making.user("neu", email="neu@stelle.example")
    change = accounts.ask(user=new, step=AccountStep.BODY, by=operator(), body=house)
    get_user_model().objects.filter(pk=new.pk).update(email="betrieb@anderswo.example")
    change.refresh_from_db()
    with pytest.raises(NotAllowed):
        accounts.agree(change=AccountChange.objects.get(pk=change.pk), by=ada)
    assert state(new)["bodies"] == set()


def test_only_the_newest_request_counts_and_lapses(house: Body) -> None:
    ada, ben = officer("ada", house), officer("ben", house)
    first = accounts.ask(user=ada, step=AccountStep.DEVICE, by=operator())
    first_link = link()
    second = accounts.ask(user=ada, step=AccountStep.DEVICE, by=operator())
    assert Client().get(first_link).status_code == 404
    assert set(accounts.agreeable_by(ben)) == {second}
    assert accounts.expire(timezone.now() + timedelta(days=6)) == 0
    assert accounts.expire(timezone.now() + timedelta(days=8)) == 1
    assert set(AccountChange.objects.values_list("pk", "outcome")) == {
        (first.pk, Result.EXPIRED),
        (second.pk, Result.EXPIRED),
    }
    assert not Message.objects.exists()
    with pytest.raises(NotAllowed):
        accounts.agree(change=second)
