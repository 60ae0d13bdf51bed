"""What do the pages of the topics say, and what do they keep back?"""

import re

import pytest

from directory.models import Topic, Treatment
from tests.directory import making
from tests.reading import tidy

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/themen/"


# --- the list ---------------------------------------------------------------------------------


def test_topics_all_listed_in_german_order(catalogue, look):
    page = look(LIST)
    assert page.headed("h2") == list(Topic.objects.order_by("sort_key").values_list("name", flat=True))
    assert len(page.headed("h2")) == 15


def test_topics_sorted_german(look):
    for number, name in enumerate(("Ziele", "Öffentlichkeit", "Übung", "Ärger", "Art", "Ort")):
        making.topic(name, slug=f"t-{number}")
    assert look(LIST).headed("h2") == ["Ärger", "Art", "Öffentlichkeit", "Ort", "Übung", "Ziele"]


def test_topics_count_networks_that_treat_them(catalogue, look):
    page = look(LIST)
    for topic in Topic.objects.all():
        number = topic.treatments.values("network").distinct().count()
        counted = f"{number} Netzwerk{'' if number == 1 else 'e'}"
        assert f"{tidy(topic.name)} {tidy(topic.summary)} {counted}" in page.text
        filtered = look(f"/netzwerke/?thema={topic.slug}")
        assert any(heading.startswith(counted.split()[0] + " ") for heading in filtered.headed("h2"))


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_topics_do_not_count_unpublished_networks(look, visibility):
    about = making.topic("Thema")
    making.treatment(making.network("Offen"), about)
    making.treatment(making.network("Verborgen", visibility=visibility), about)
    assert "1 Netzwerk" in look(LIST).text


# --- one topic --------------------------------------------------------------------------------


def test_topic_tells_what_each_network_does(catalogue, look):
    missing = []
    for topic in Topic.objects.all():
        page = look(topic.get_absolute_url())
        for treatment in Treatment.objects.filter(topic=topic).select_related("network"):
            told = tidy(treatment.text) in page.text and tidy(treatment.title) in page.text
            linked = treatment.network.get_absolute_url() in page.addresses
            missing += [] if told and linked else [treatment.key]
    assert missing == []


def test_topic_groups_by_network_in_german_order(look):
    about = making.topic("Thema")
    for name, slug in (("Zebra", "a"), ("Öffentlich", "b"), ("Verein", "c")):
        owner = making.network(name, slug=slug)
        for key in ("eins", "zwei"):
            making.treatment(owner, about, key=key)
    assert look("/themen/thema/").headed("h3")[:3] == ["Öffentlich", "Verein", "Zebra"]


def test_topic_two_networks_of_one_name_stay_apart(look):
    """Each is named once, above all it does."""
    about, owners = making.topic("Thema"), [making.network("Gleich", slug=slug) for slug in ("a", "b")]
    for position in range(4):
        making.treatment(owners[position % 2], about, key=f"k{position}", position=position)
    profiles = [href for href in look("/themen/thema/").addresses if re.fullmatch("/netzwerke/[ab]/", href)]
    assert sorted(profiles) == ["/netzwerke/a/", "/netzwerke/b/"]


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_topic_does_not_tell_of_unpublished_networks(look, visibility):
    owner = making.network("Verborgen", visibility=visibility)
    making.citation(making.treatment(owner, making.topic("Thema"), text="Ganz geheim."))
    text = look("/themen/thema/").text
    assert [words for words in ("Verborgen", "geheim") if words in text] == []
    assert "Zu diesem Thema steht noch kein Netzwerk im Verzeichnis." in text


def test_topic_leads_to_the_list(catalogue, look):
    page = look("/themen/qualitaet/")
    leading = [href for href in page.addresses if "thema=" in href]
    assert leading == ["/netzwerke/?thema=qualitaet"]
    shown = {href for href in page.addresses if re.fullmatch("/netzwerke/[a-z-]+/", href)}
    assert shown == {href for href in look(leading[0]).addresses if re.fullmatch("/netzwerke/[a-z-]+/", href)}


def test_topic_footnotes_have_targets(catalogue, look):
    for topic in Topic.objects.all():
        page = look(topic.get_absolute_url())
        jumps = {href.removeprefix("#") for href in page.addresses if href.startswith("#")}
        assert jumps <= set(page.ids), topic.slug
        assert {anchor for anchor in page.ids if anchor.startswith("beleg-")} <= jumps, topic.slug


def test_topic_describes_itself(catalogue, look, settings):
    settings.SITE_URL = "https://netzwerke.example"
    page, topic = look("/themen/qualitaet/"), Topic.objects.get(slug="qualitaet")
    assert (page.headed("h1"), page.heads["description"]) == ([topic.name], topic.summary)
    address = "https://netzwerke.example/themen/qualitaet/"
    assert (page.heads["canonical"], page.heads["og:url"]) == (address, address)


def test_topic_unknown_404(client, db):
    assert client.get("/themen/gibt-es-nicht/").status_code == 404


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [LIST, "/themen/thema/"])
def test_topic_query_count_constant(cost, path):
    about, counts = making.topic("Thema"), []
    for number in range(3):
        owner = making.network(f"Netz {number}")
        making.citation(making.treatment(owner, about), of=making.source(f"Quelle {number}"))
        making.treatment(owner, making.topic(f"Thema {number}"), key="weiteres")
        counts.append(cost(path))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 6
