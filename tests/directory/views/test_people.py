"""Which people does the directory name, and on no page any more once it may not?"""

import re

import pytest
import time_machine

from directory.models import Citation, Contact, Source, Tenure
from tests.directory import making
from tests.journeys.addresses import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AVD = "/netzwerke/allianz-vielfaeltige-demokratie/"
NEKOPA = "/netzwerke/netzwerk-kommunale-partizipationsbeauftragte/"
HIDING = {"withheld": {"withheld": True}, "over": {"end": "2020", "end_latest": "2020-12-31"}}


@pytest.fixture
def naming(catalogue, look):
    """Which pages name one of these people."""

    def naming(*names: str) -> list[str]:
        pages = dict.fromkeys([*PAGES, *(source.get_absolute_url() for source in Source.objects.all())])
        words = {path: look(path).text for path in pages}
        return [path for path, text in words.items() if any(name in text for name in names)]

    return naming


# --- contacts ---------------------------------------------------------------------------------


def test_contact_shown_with_ways_to_reach_it(catalogue, look):
    page = look(NEKOPA)
    assert "Marion Stock" in page.text
    assert page.href("stock@netzwerk-buergerbeteiligung.de") == "mailto:stock@netzwerk-buergerbeteiligung.de"


@pytest.mark.parametrize(("day", "shown"), [("2018-06-30", False), ("2018-07-01", True), ("2026-11-21", True)])
def test_contact_shown_while_the_tenure_runs(catalogue, look, day, shown):
    with time_machine.travel(f"{day} 12:00 +0100", tick=False):
        assert ("Jörg Sommer" in look(AVD).text) is shown


@pytest.mark.parametrize(
    ("end", "shown"), [("2026-11-20", False), ("2026-11-21", True), ("2026-11", True), ("2025", False)]
)
@time_machine.travel("2026-11-21 12:00 +0100", tick=False)
def test_contact_shown_until_its_own_end(look, end, shown):
    making.network("Netz").contacts.create(name="Ada Beispiel", email="ada@example.org", end=end)
    page = look("/netzwerke/netz/")
    assert ("Ada Beispiel" in page.text, "mailto:ada@example.org" in page.addresses) == (shown, shown)


@pytest.mark.parametrize("how", HIDING)
def test_contact_hidden_on_the_profile(catalogue, look, how):
    Contact.objects.filter(name="Marion Stock").update(**HIDING[how])
    page = look(NEKOPA)
    assert [words for words in ("Marion Stock", "stock@") if words in page.text + " ".join(page.addresses)] == []
    assert "eine Kontaktperson, die hier nicht mehr gezeigt wird" in page.text


@pytest.mark.parametrize("how", HIDING)
def test_contact_hidden_on_every_page(naming, how):
    """Also where the source's passage is shown."""
    Contact.objects.filter(name__in=("Marion Stock", "Jörg Sommer")).update(**HIDING[how])
    assert naming("Marion Stock", "Jörg Sommer") == []


@time_machine.travel("2026-11-21 12:00 +0100", tick=False)
def test_contact_of_an_ended_tenure_hidden_on_every_page(naming):
    Tenure.objects.filter(contacts__name="Jörg Sommer").update(end="2026-10", end_latest="2026-10-31")
    assert naming("Jörg Sommer") == []


def test_contact_withheld_without_name(look):
    owner = making.network("Netz")
    contact = owner.contacts.create(name="", withheld=True)
    making.citation(contact)
    assert "Die Quellen nennen eine Kontaktperson, die hier nicht mehr gezeigt wird." in look("/netzwerke/netz/").text
    assert Citation.objects.get().where in look("/quellen/quelle/").text


# --- members ----------------------------------------------------------------------------------


def test_members_named_only_with_consent(look):
    owner = making.network("Netz")
    owner.members.create(party="person", name="Ada Offen", is_public=True)
    owner.members.create(party="person", name="Bert Geheim")
    owner.members.create(party="organisation", name="Vorbei e.V.", is_public=True, end="2020")
    text = look("/netzwerke/netz/").text
    assert re.search(r"\b2, Stand: [^,]+, davon öffentlich genannt: Ada Offen", text)
    assert [name for name in ("Bert Geheim", "Vorbei") if name in text] == []
