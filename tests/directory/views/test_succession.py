"""Is whoever comes to a network that has ended led on to what came after it?"""

import re

import pytest

from directory.models import Citation, Network, Relation, Source
from tests.directory.real import real
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


def cited_tie(network: Network, kind: str, **columns) -> Relation:
    source = make(Source, slug=f"neu-{kind}", title="Neuere Meldung")
    tie = Relation.objects.create(network=network, kind=kind, **columns)
    Citation.objects.create(relation=tie, source=source, locator="Absatz 1")
    return tie


def status(page) -> str:
    """What stands beside the status: after its sentence, before anything about joining."""
    return re.split("Wer kann mitmachen|Auf dieser Seite", page.text)[0]


def test_an_ended_real_network_gets_a_successor_from_a_newer_source(catalogue, look):
    ended = real("inno")
    assert "abgelöst" not in status(look(ended.get_absolute_url()))
    new = make(Network, slug="nachfolge", name="Dialog Beteiligung", summary="Setzt den Dialog fort.")
    cited_tie(ended, "succeeded-by", other=new)
    page = look(ended.get_absolute_url())
    assert "wurde abgelöst von Dialog Beteiligung" in status(page)
    assert page.addresses.count("/netzwerke/nachfolge/") == 2  # with the status and among all relations
    assert "Neuere Meldung" in page.text
    assert "Hat abgelöst: Innovationsdialog Bürgerbeteiligung" in look(new.get_absolute_url()).text


def test_the_way_in_to_an_ended_network_names_the_successor_first(catalogue, look):
    ended = real("inno")
    new = make(Network, slug="nachfolge", name="Dialog Beteiligung", summary="Setzt den Dialog fort.")
    cited_tie(ended, "succeeded-by", other=new)
    page = look(f"{ended.get_absolute_url()}mitmachen/")
    assert page.headed("h2")[:2] == ["So geht es weiter", "Diese Netzwerke arbeiten an ähnlichen Themen"]
    assert "wurde abgelöst von Dialog Beteiligung: Setzt den Dialog fort." in page.text
    assert "Neuere Meldung" in page.text


def test_what_grew_out_of_a_network_leads_on_as_well(look):
    old = make(Network, slug="alt", status="ended")
    cited_tie(make(Network, slug="jung", name="Junges Netz"), "grew-out-of", other=old)
    assert "hat hervorgebracht Junges Netz" in status(look("/netzwerke/alt/"))
    assert "/netzwerke/jung/" in look("/netzwerke/alt/mitmachen/").addresses


def test_a_successor_outside_the_directory_is_only_named(look):
    cited_tie(make(Network, slug="alt", status="ended"), "succeeded-by", other_name="Bundesforum")
    assert "wurde abgelöst von Bundesforum" in status(look("/netzwerke/alt/"))
    assert "wurde abgelöst von Bundesforum" in look("/netzwerke/alt/mitmachen/").text


def test_neither_a_draft_nor_a_predecessor_leads_on(look):
    old = make(Network, slug="alt", status="ended")
    cited_tie(old, "succeeded-by", other=make(Network, visibility="draft", name="Verborgen"))
    cited_tie(old, "grew-out-of", other=make(Network, slug="vorher", name="Vorher"))
    page = look("/netzwerke/alt/mitmachen/")
    assert "Verborgen" not in page.text
    assert "So geht es weiter" not in page.headed("h2")
    assert "Vorher" not in status(look("/netzwerke/alt/"))
