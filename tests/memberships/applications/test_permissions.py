"""May an officer see and decide on exactly what is theirs, and nobody else anything?"""

import pytest
from django.contrib.auth.models import AnonymousUser

from memberships.applications import permissions
from memberships.models import Application, Officer
from tests.directory import making as catalogue_making
from tests.memberships import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Application:
    """An application that ``amt`` decides on."""
    body = catalogue_making.body("Amt")
    made = making.waiting()
    catalogue_making.tenure(made.network, body)
    making.officer(body)
    return made


@pytest.fixture
def other() -> Application:
    """An application of another body's network."""
    body = catalogue_making.body("Anderes Amt")
    made = making.waiting(making.network("Anderes Netz"))
    catalogue_making.tenure(made.network, body)
    making.officer(body, name="anderes")
    return made


def seen_by(name: str, **columns: bool) -> list[Application]:
    return list(permissions.visible_to(making.user(name, **columns)))


def test_visible_to_officer_own_only(mine, other):
    assert (seen_by("amt"), seen_by("anderes")) == ([mine], [other])


@pytest.mark.parametrize("columns", [{}, {"is_staff": True}, {"is_superuser": True, "is_staff": True}])
def test_visible_to_others_nothing(mine, columns):
    assert seen_by("fremd", **columns) == []


def test_visible_to_officer_without_bodies_nothing(mine):
    making.officer(name="leer")
    assert seen_by("leer") == []


def test_visible_to_inactive_officer_nothing(mine):
    user = making.user("amt")
    user.is_active = False
    user.save()
    assert seen_by("amt") == []


def test_visible_to_anonymous_nothing(mine):
    catalogue_making.body("Stelle ohne Menschen")
    assert list(permissions.bodies_of(AnonymousUser())) == []
    assert list(permissions.visible_to(AnonymousUser())) == []
    assert permissions.may_decide(AnonymousUser(), mine) is False


def test_visible_to_officer_of_several_bodies_each_once(mine, other):
    officer = Officer.objects.get(user__username="amt")
    officer.bodies.add(*Officer.objects.get(user__username="anderes").bodies.all())
    catalogue_making.tenure(mine.network, catalogue_making.body("Anderes Amt"), role="organises")
    assert seen_by("amt") == [mine, other]


def test_may_decide_own_only(mine, other):
    user = making.user("amt")
    assert [permissions.may_decide(user, row) for row in (mine, other)] == [True, False]


def test_may_decide_ends_with_tenure(mine):
    mine.network.tenures.all()[0].delete()
    assert permissions.may_decide(making.user("amt"), mine) is False


def test_may_decide_assigned_by_hand(mine, other):
    other.body = catalogue_making.body("Amt")
    other.save()
    assert permissions.may_decide(making.user("amt"), other) is True
    assert permissions.may_decide(making.user("anderes"), other) is False
