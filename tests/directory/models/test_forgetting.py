"""Does any table still name somebody who is not to be named any more: versions, reasons, what was said of them?"""

from datetime import UTC, datetime

import pytest

from directory.curation import duplicates
from directory.models import Act, Citation, Contact, Gap, Member, Network, Tenure, Verdict, Version, history
from directory.models.erasure import logged
from memberships.applications import actions, retention
from memberships.enums import State
from tests.directory import making
from tests.directory.smallest import make
from tests.memberships.test_traces import lived, traces

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]

NAME = "Zwiebelkuchen"


@pytest.fixture
def network() -> Network:
    return making.network("Runde")


@pytest.fixture
def contact(network) -> Contact:
    """Somebody with a past: named with a reason, reached by phone, spoken about."""
    with history.act(f"Frau {NAME} hat angerufen."):
        making.scope(network, "sachsen")
        contact = make(
            Contact, network=network, name=f"Ada {NAME}", email=f"{NAME.lower()}@example.org", phone=f"030 {NAME}",
            tenure=making.tenure(network, making.body("Stelle")),
        )  # fmt: skip
    for model, columns in (
        (Citation, {"claim": f"Nennt Ada {NAME}."}),
        (Gap, {"reason": f"Ada {NAME} hat es gesagt."}),
        (Verdict, {"subject": f"Ada {NAME}?", "reading": f"Ada {NAME}.", "reason": f"Ada {NAME} sagt es."}),
    ):
        row = make(model, contact=contact, **columns)
        for name in columns:
            setattr(row, name, "Ohne Namen.")
        row.save()
    return contact


def empty(contact: Contact) -> None:
    contact.name = contact.email = contact.phone = ""
    contact.withheld = True
    contact.save()


GOING = {
    "emptied": empty,
    "deleted": lambda contact: contact.delete(),
    "deleted with others": lambda contact: Contact.objects.all().delete(),
    "deleted with the tenure": lambda contact: contact.tenure.delete(),
    "deleted with the network": lambda contact: contact.network.delete(),
}


@pytest.mark.parametrize("how", GOING)
def test_contact_leaves_no_trace_in_any_table(contact, how):
    assert traces(NAME) == ["directory_act", "directory_contact", "directory_version"]
    GOING[how](contact)
    assert traces(NAME) == []


def test_contact_withheld_named_by_no_version(contact):
    contact.withheld = True
    contact.save()
    assert traces(NAME) == ["directory_contact"]


def test_contact_withheld_and_saved_again_named_by_no_version(contact):
    contact.withheld = True
    contact.save()
    contact.purpose = "Presse"
    contact.save()
    citation = contact.citations.get()
    citation.claim = f"Nennt {NAME}."
    citation.save()
    assert traces(NAME) == ["directory_citation", "directory_contact"]


def test_reason_of_the_act_that_forgets_goes_too(contact, network):
    with history.act(f"Ada {NAME} möchte nicht mehr genannt werden."):
        making.scope(network, "bayern")
        empty(contact)
        making.scope(network, "berlin")
    assert traces(NAME) == []
    assert Act.objects.latest("at").reason == ""


def test_reasons_that_name_nobody_stay(contact, network):
    with history.act("Auf Wunsch"):
        making.scope(network, "bayern")
        empty(contact)
    assert Act.objects.latest("at").reason == "Auf Wunsch"


def test_contact_edited_and_deleted_in_the_admin_leaves_no_trace(contact, admin_client):
    path = f"/admin/directory/contact/{contact.pk}"
    admin_client.get(f"{path}/change/")
    assert admin_client.post(f"{path}/delete/", {"post": "yes"}).status_code == 302
    assert traces(NAME) == []
    assert Tenure.objects.count() == 1


def test_member_without_consent_named_by_no_version(network):
    member = make(Member, network=network, name=NAME)
    assert traces(NAME) == ["directory_member"]
    member.is_public = True
    member.save()
    assert traces(NAME) == ["directory_member", "directory_version"]
    member.is_public, member.name = False, ""
    member.save()
    assert traces(NAME) == []


def test_member_without_consent_named_by_no_reason(network):
    with history.act(f"{NAME} hat eingewilligt."):
        member = make(Member, network=network, name=NAME, is_public=True)
    assert "directory_act" in traces(NAME)
    with history.act(f"{NAME} möchte nicht mehr genannt werden."):
        member.is_public, member.name = False, ""
        member.save()
    assert traces(NAME) == []


def test_member_who_leaves_named_by_no_version():
    made = lived(State.APPROVED)
    assert "directory_version" in traces()
    actions.withdraw(application=made)
    assert [table for table in traces() if table.startswith("directory_")] == []


def test_member_who_is_erased_leaves_no_trace():
    made = lived(State.APPROVED)
    retention.erase(made)
    assert traces() == []
    assert Version.objects.filter(kind="member").count() > 0


def test_log_is_read_from_a_moment_on(tmp_path):
    lines = "2026-01-01T00:00:00+00:00 hint 1\n2026-01-03T00:00:00+00:00 hint 2\n"
    (tmp_path / "erasures-2026-01.log").write_text(lines, encoding="utf-8")
    found = logged(tmp_path, datetime(2026, 1, 2, tzinfo=UTC))
    assert found == {"hint": {"2": datetime(2026, 1, 3, tzinfo=UTC)}}


def test_member_never_public_named_by_no_merger(network, admin_user):
    kept, gone = (make(Member, network=network, name=f"Ada {NAME}") for _ in range(2))
    duplicates.merge("member", kept.pk, gone.pk, by=admin_user, reason="Dieselbe.")
    kept.name = ""
    kept.save()
    assert traces(NAME) == []
