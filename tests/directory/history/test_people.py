"""Are people named in no public log, and do names that are forgotten stay so when rows go back?"""

from datetime import date

import pytest

from directory.catalogue import dump
from directory.models import Citation, Contact, Gap, Member, Network, Verdict, history
from tests.directory import making
from tests.directory.history import telling
from tests.directory.history.undoing import go, of_act, of_version
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]


@pytest.fixture
def network() -> Network:
    return making.network("Runde")


# --- the public log -----------------------------------------------------------------------------


@pytest.fixture
def contact(network) -> Contact:
    return make(Contact, network=network, name="Ada Beispiel", email="ada@example.org")


def since(network: Network) -> list[str]:
    """What readers are told after the entry began, oldest first."""
    return [line for act in reversed(telling.in_public(network)[:-1]) for line in act]


def test_contact_told_without_name(network, contact):
    contact.name, contact.phone = "Ada B.", "030 1"
    contact.save()
    contact.confirmed_on = date(2026, 5, 3)
    contact.save()
    contact.save()
    assert since(network) == [
        "Kontaktperson ergänzt",
        "Kontaktperson geändert: Name, Telefon",
        "Kontaktperson geändert: Zuletzt bestätigt am",
    ]


def test_contact_hidden_and_shown_again(network, contact):
    for withheld in (True, False):
        contact.withheld = withheld
        contact.save()
    contact.delete()
    assert since(network) == [
        "Kontaktperson ergänzt",
        "Eine Kontaktperson wird nicht mehr gezeigt",
        "Eine Kontaktperson wird wieder gezeigt",
        "Kontaktperson entfernt",
    ]


def test_what_is_said_of_a_contact_told_without_name(network, contact):
    citation = making.citation(contact, claim="Ada Beispiel ist da.")
    verdict = make(Verdict, contact=contact, subject="Ist Ada Beispiel da?")
    gap = make(Gap, contact=contact, reason="Ada Beispiel hat angerufen.")
    citation.claim = "Ada Beispiel ist nicht da."
    citation.save()
    citation.save()
    for row in (gap, verdict, citation):
        row.delete()
    assert since(network)[1:] == [
        "Beleg ergänzt: Quelle, Zeile 1 (zu Kontaktperson)",
        "Lesart ergänzt (zu Kontaktperson)",
        "Angabe ohne Quelle ergänzt (zu Kontaktperson)",
        "Beleg geändert (zu Kontaktperson)",
        "Angabe ohne Quelle entfernt (zu Kontaktperson)",
        "Lesart entfernt (zu Kontaktperson)",
        "Beleg entfernt: Quelle, Zeile 1 (zu Kontaktperson)",
    ]


def test_members_told_only_with_consent(network):
    make(Member, network=network, name="Bert Geheim")
    named = make(Member, network=network, name="Ada Offen", is_public=True)
    assert telling.in_public(network)[0] == ["Mitglied ergänzt: Ada Offen"]
    assert "Bert" not in repr(telling.in_public(network))
    named.is_public = False
    named.save()
    assert len(telling.in_public(network)) == 1


def test_member_that_has_left_not_told(network):
    make(Member, network=network, name="Ada Offen", is_public=True, end="2020")
    assert len(telling.in_public(network)) == 1


@pytest.mark.parametrize("model", [Contact, Member])
def test_reason_about_people_not_told(network, model):
    with history.act("Frau Beispiel hat darum gebeten."):
        make(model, network=network, name="Ada Beispiel", **({"is_public": True} if model is Member else {}))
        making.scope(network, "sachsen")
    assert "Gebiet ergänzt: Sachsen" in telling.in_public(network)[0]
    assert telling.reasons(network)[0] == ""


# --- going back ---------------------------------------------------------------------------------


def test_contact_whose_name_no_version_knows_stays_as_they_are(network):
    contact = make(Contact, network=network, name="Ada Beispiel", purpose="Presse")
    contact.withheld, contact.purpose = True, "Alles"
    contact.save()
    contact.withheld = False
    contact.save()
    go(of_version(contact, 2))
    contact.refresh_from_db()
    assert (contact.name, contact.purpose, contact.withheld) == ("Ada Beispiel", "Alles", False)


def test_deleted_contact_restored_without_name(network):
    contact = make(Contact, network=network, name="Ada Beispiel", email="ada@example.org")
    making.citation(contact)
    with history.act() as act:
        contact.delete()
    go(of_act(act))
    restored = Contact.objects.get()
    assert (restored.name, restored.email, restored.withheld) == ("", "", True)
    assert Citation.objects.get().contact == restored


@pytest.mark.parametrize(("model", "columns"), [(Citation, {"claim": "Ada ist da."}), (Gap, {}), (Verdict, {})])
def test_what_was_said_of_a_withheld_contact_stays(network, model, columns):
    contact = make(Contact, network=network, name="Ada Beispiel", withheld=True)
    make(model, contact=contact, **columns)
    contact.purpose = "Presse"
    contact.save()
    today = dump(network)["contacts"]
    go(of_version(contact, 1))
    assert dump(network)["contacts"] == today


def test_member_keeps_consent_of_today(network):
    member = make(Member, network=network, name="Ada Offen", is_public=True)
    member.name, member.is_public, member.start = "", False, "2024"
    member.save()
    go(of_version(member, 1))
    member.refresh_from_db()
    assert (member.name, member.is_public, member.start) == ("", False, "")
