"""Does a page claim that the sources are silent where something is known? Does it show both sides of a verdict?"""

import pytest

pytestmark = pytest.mark.django_db

BW = "beteiligungsnetzwerk-baden-wuerttemberg"
ALLIANCE = "allianz-fuer-beteiligung"


def test_verdict_on_a_relation_on_both_entries(catalogue, client):
    """K7 and K8 are about two entries, so both show them."""
    for slug in (BW, ALLIANCE):
        html = client.get(f"/netzwerke/{slug}/").content.decode()
        assert ('id="lesart-k7"' in html, 'id="lesart-k8"' in html) == (True, True)


def test_nothing_found_says_for_what_and_how_to_go_on(catalogue, look):
    for query, sought in (
        ("?q=Kuchenbasar", "„Kuchenbasar“"),
        ("?land=bayern&status=ended", "beendet, in Bayern"),
        ("?q=Haushalt&land=sachsen", "„Haushalt“, in Sachsen"),
    ):
        page = look(f"/netzwerke/{query}")
        assert f"Keine Treffer für {sought}." in page.text
        assert {"/finden/", "/netzwerke/"} <= {link.href for link in page.links}
        assert "steht nichts im Verzeichnis" not in page.text


def test_nothing_entered_yet(look):
    page = look("/netzwerke/")
    assert "Das Verzeichnis enthält noch keine Netzwerke." in page.text
    assert "Keine Treffer" not in page.text
