"""Is whoever enters a new coordinator told what that means for open applications and for the contact person?"""

from typing import Any

import pytest
from django.contrib.messages import WARNING, get_messages

from directory.curation.admin.said_lines import Answer
from directory.models import Tenure
from memberships.enums import State
from memberships.models import Application
from tests.directory import making as catalogue
from tests.directory.curation.admin.conftest import Desk
from tests.memberships import hinting, making

pytestmark = pytest.mark.django_db
CONTACT = "Die Koordination hat sich geändert. Stimmt die Kontaktperson noch? Gezeigt wird: Kim Beispiel."


@pytest.fixture
def tenure() -> Tenure:
    made = catalogue.tenure(making.network("Netz"), catalogue.body("Altes Amt"))
    catalogue.citation(made, 7)
    return made


@pytest.fixture
def desk(admin_client: Any) -> Desk:
    return Desk(admin_client)


def warned(answer: Any, status: int = 302) -> list[str]:
    """What is said beside that a page was saved."""
    assert answer.status_code == status
    return [str(message) for message in get_messages(answer.wsgi_request) if message.level == WARNING]


def change(desk: Desk, tenure: Tenure, **changes: Any) -> Any:
    """What the tenure's citation says holds for the change, too."""
    kept = {f"answer_citation_{tenure.citations.get().pk}": Answer.KEPT}
    return desk.send(f"tenure/{tenure.pk}/change/", {**kept, **changes})


def handed_over(desk: Desk, tenure: Tenure) -> list[str]:
    return warned(change(desk, tenure, body=catalogue.body("Neues Amt").pk))


def test_nothing_open_nothing_said(desk: Desk, tenure: Tenure) -> None:
    making.in_state(State.APPROVED, tenure.network)
    making.waiting(tenure.network, email="b@stadt.example")
    Application.objects.filter(email="b@stadt.example").update(body=tenure.body)  # assigned by hand, so it stays
    assert handed_over(desk, tenure) == []


def test_an_application_goes_to_the_new_coordinator(desk: Desk, tenure: Tenure) -> None:
    making.waiting(tenure.network)
    alone = "Ein offener Antrag gehört heute zu: Neues Amt. Dort entscheidet noch niemand mit einem Konto."
    assert handed_over(desk, tenure) == [alone]


def test_applications_go_to_somebody_who_decides(desk: Desk, tenure: Tenure) -> None:
    for name in ("a", "b"):
        making.waiting(tenure.network, email=f"{name}@stadt.example")
    making.officer(catalogue.body("Neues Amt"))
    assert handed_over(desk, tenure) == ["2 offene Anträge gehören heute zu: Neues Amt."]


def test_a_coordination_that_ends_leaves_applications_to_nobody(desk: Desk, tenure: Tenure) -> None:
    making.waiting(tenure.network)
    hinting.person(tenure.network, tenure=tenure)
    gone = "Die Koordination hat sich geändert. Eine Kontaktperson wird nun nicht mehr gezeigt."
    nobody = "Ein offener Antrag gehört damit zu keiner Stelle mehr; jemand muss sagen, wer entscheidet."
    assert warned(change(desk, tenure, end="2020-12-31")) == [gone, nobody]


def test_a_contact_who_stays_has_to_be_looked_at(desk: Desk, tenure: Tenure) -> None:
    hinting.person(tenure.network)
    assert warned(change(desk, tenure, role="hosts")) == [CONTACT]


def test_a_further_coordinator(desk: Desk, tenure: Tenure) -> None:
    hinting.person(tenure.network)
    second = {"body": catalogue.body("Zweites Amt").pk, "role": "coordinates", "cite_gap": "Gesagt."}
    assert warned(desk.send(f"tenure/add/?network={tenure.network_id}", second)) == [CONTACT]


def test_a_coordinator_taken_away(desk: Desk, tenure: Tenure) -> None:
    hinting.person(tenure.network)
    assert warned(desk.client.post(f"/admin/directory/tenure/{tenure.pk}/delete/", {"post": "yes"})) == [CONTACT]


def test_what_changes_no_coordination_is_passed_over(desk: Desk, tenure: Tenure) -> None:
    hinting.person(tenure.network)
    making.waiting(tenure.network)
    assert warned(change(desk, tenure)) == []
    assert warned(change(desk, tenure, end="2020-13"), 200) == []
