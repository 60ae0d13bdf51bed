"""Who decides on an application, today and tomorrow, and which is nobody's?"""

from typing import Any

import pytest
import time_machine

from directory.enums import Role
from directory.models import Body, Network
from memberships.applications import responsibility
from memberships.models import Application, Officer
from tests.directory import making as catalogue_making
from tests.directory.real import real
from tests.memberships import making

pytestmark = pytest.mark.django_db

DAY = "2026-11-22"
SILENT = {"fvb"}
LEADS = [
    ({}, True),
    ({"role": Role.ORGANISES}, True),
    ({"role": Role.HOSTS}, True),
    ({"role": Role.INITIATED}, False),
    ({"end": "2026-11-21"}, False),
    ({"end": DAY}, True),
    ({"end": "2026"}, True),
    ({"start": "2026-11-23"}, False),
    ({"start": DAY}, True),
    ({"start": "2015-10", "end": "2018-06"}, False),
]


def led(**columns: Any) -> tuple[Application, Body]:
    """An application to a network with one tenure."""
    application = making.waiting()
    body = catalogue_making.body("Amt")
    catalogue_making.tenure(application.network, body, **columns)
    return application, body


def belonging(*bodies: Body) -> list[Application]:
    return list(responsibility.belonging_to(Body.objects.filter(pk__in=[body.pk for body in bodies])))


@time_machine.travel(DAY)
@pytest.mark.parametrize(("columns", "leads"), LEADS)
def test_routing_by_tenure(columns, leads):
    application, body = led(**columns)
    assert responsibility.deciders(application.network) == ([body] if leads else [])
    assert belonging(body) == ([application] if leads else [])
    assert list(responsibility.unrouted()) == ([] if leads else [application])


def test_deciders_body_with_two_roles_once():
    application, body = led()
    catalogue_making.tenure(application.network, body, role=Role.ORGANISES)
    assert responsibility.deciders(application.network) == [body]
    assert belonging(body) == [application]


def test_deciders_several():
    application, body = led()
    other = catalogue_making.body("Zweites Amt")
    catalogue_making.tenure(application.network, other)
    assert set(responsibility.deciders(application.network)) == {body, other}
    assert belonging(other) == belonging(body) == [application]


def test_assigned_by_hand_overrules_tenure():
    application, body = led()
    other = catalogue_making.body("Zweites Amt")
    Application.objects.update(body=other)
    assert (belonging(body), belonging(other), list(responsibility.unrouted())) == ([], [application], [])


def test_assigned_body_gone_falls_back():
    application, body = led()
    other = catalogue_making.body("Zweites Amt")
    Application.objects.update(body=other)
    other.delete()
    assert belonging(body) == [application]


def test_belonging_without_bodies():
    led()
    assert belonging() == []


def test_belonging_follows_handover():
    application, body = led(end="2026-11-30")
    heir = catalogue_making.body("Nachfolge")
    catalogue_making.tenure(application.network, heir, start="2026-12-01")
    found = []
    for day in ("2026-11-30", "2026-12-01"):
        with time_machine.travel(day):
            found.append((belonging(body), belonging(heir)))
    assert found == [([application], []), ([], [application])]


@pytest.mark.parametrize(
    ("short", "names"),
    [
        ("bipar", ["Berlin Institut für Partizipation"]),
        ("avd", ["Berlin Institut für Partizipation"]),
        ("bnbw", ["Allianz für Beteiligung"]),
        ("nbh", ["Bundeszentrale für politische Bildung"]),
        ("fvb", []),
    ],
)
def test_deciders_of_real_network(catalogue, short, names):
    assert [body.name.removesuffix(" e.V.") for body in responsibility.deciders(real(short))] == names


def test_real_networks_with_form_but_nobody_to_decide(catalogue):
    """These applications wait to be assigned by hand."""
    assert {short for short in making.ANSWERS if not responsibility.deciders(real(short))} == SILENT


def test_entry_that_is_a_body_decides_for_itself_beside_who_leads_it():
    """Its applications belong to it, and are nobody else's to assign."""
    application = making.waiting()
    itself, leader = catalogue_making.body("Netz e.V.", entry=application.network), catalogue_making.body("Amt")
    assert (responsibility.deciders(application.network), belonging(itself)) == ([itself], [application])
    assert list(responsibility.unrouted()) == []
    catalogue_making.tenure(application.network, leader)
    assert responsibility.deciders(application.network) == [leader, itself]
    assert belonging(itself) == belonging(leader) == [application]


def test_staffed_by_somebody_active():
    _, body = led()
    assert responsibility.staffed([body]) is False
    officer = making.officer(body)
    assert (responsibility.staffed([body]), responsibility.staffed([])) == (True, False)
    officer.user.is_active = False
    officer.user.save()
    assert responsibility.staffed([body]) is False


def test_unstaffed_are_bodies_whom_applications_reach():
    """Whoever is reached by the form, or by an application that waits; not bodies of other networks."""
    application, body = led()
    other = catalogue_making.network("Zu")
    catalogue_making.terms(other, path="write")
    catalogue_making.tenure(other, catalogue_making.body("Amt fern"))
    named = catalogue_making.body("Amt benannt")
    Application.objects.update(body=named)
    assert list(responsibility.unstaffed()) == [body, named]
    making.officer(body, named)
    assert list(responsibility.unstaffed()) == []
    Network.objects.filter(pk=application.network_id).update(visibility="draft")
    Officer.objects.all().delete()
    assert list(responsibility.unstaffed()) == [named]
