"""Do bodies, topics, sources and members become one as networks do?"""

import pytest

from directory.models import Body, Fact, Member, Merger, Network, Pair, Source, Topic, Treatment
from tests.directory import twins
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


def test_bodies_become_one(merge):
    kept, gone = twins.bodies()
    merge(kept, gone)
    kept.refresh_from_db()
    assert (kept.short_name, kept.entry_id is not None, kept.tenures.count()) == ("DSt", True, 2)
    assert kept.tenures.get(start="2015").citations.count() == 1
    assert set(kept.citations.values_list("stance", "claim")) == {("agrees", ""), ("adds", "Name: Die Stiftung e.V.")}


def test_a_second_body_of_a_network_is_no_longer_its_entry(merge, lost):
    kept, gone = make(Network), make(Network)
    ours, theirs = make(Body, entry=kept), make(Body, name="Büro", entry=gone)
    assert "koordinierende Stelle „Büro“, Verweis auf diesen Eintrag" in lost(kept, gone)
    merge(kept, gone)
    assert (Body.objects.get(pk=ours.pk).entry, Body.objects.get(pk=theirs.pk).entry) == (kept, None)


def test_topics_become_one(merge):
    kept, gone = twins.topics()
    merge(kept, gone)
    assert Topic.objects.get().summary == "Worum es geht."
    assert sorted(row.text for row in Treatment.objects.all()) == ["Anderes 0.", "Anderes 1.", "Dasselbe."]
    assert Treatment.objects.get(text="Dasselbe.").citations.count() == 2


def test_sources_become_one_and_lines_of_the_other_text_are_told_in_words(merge):
    kept, gone = twins.sources()
    merge(kept, gone)
    kept.refresh_from_db()
    assert (kept.url, kept.lines, kept.silences.count()) == ("https://example.org/satzung", None, 1)
    places = kept.citations.order_by("pk").values_list("first_line", "locator", "fingerprint")
    assert list(places) == [(7, "", "0123456789ab"), (None, "Zeile 7 in b.txt", "")]


def test_a_text_one_source_lacks_comes_with_its_lines(merge):
    kept, gone = make(Source), make(Source, title="Andere", file="b.txt", lines=9)
    twins.cite(make(Fact), gone, 7)
    merge(kept, gone)
    kept.refresh_from_db()
    cited = kept.citations.get()
    assert (kept.file, kept.lines, cited.first_line, cited.source) == ("b.txt", 9, 7, kept)


def test_members_become_one_and_no_list_names_them(merge):
    kept, gone = twins.members()
    merger = merge(kept, gone)
    kept.refresh_from_db()
    assert (kept.name, kept.start, Member.objects.count()) == ("Stadt Köln", "2020", 1)
    assert str(merger) == f"Mitglied {gone.pk} → Mitglied {kept.pk}"


@pytest.mark.usefixtures("versions")
def test_the_list_of_doubles_forgets_the_pair(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Rundes")
    assert Pair.objects.filter(kind="network", first=kept.pk, second=gone.pk).exists()
    merge(kept, gone)
    assert not Pair.objects.exists()


def test_merging_is_noted(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    merge(kept, gone, reason="  Dasselbe. ")
    merger = Merger.objects.get()
    assert (merger.kind, merger.kept, merger.gone) == ("network", kept.pk, gone.pk)
    assert (str(merger), merger.gone_slug, merger.reason) == ("Tafel → Runde", gone.slug, "Dasselbe.")
