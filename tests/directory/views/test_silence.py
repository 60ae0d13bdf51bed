"""Does a page claim that the sources are silent where something is known? Does it show both sides of a verdict?"""

import re
from itertools import product

import pytest

from directory.enums import Status
from directory.models import Network, Verdict
from directory.rules.membership_paths import Path
from tests.directory import making
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


WORDS = {
    "who_text": "Wer hier wohnt, ist willkommen.",
    "mode_text": "Man kommt einfach dienstags vorbei.",
    "cost_text": "Erbeten wird eine Spende.",
    "obligations_text": "Man hilft beim Aufräumen.",
}
FALSE = re.compile(
    r"Quellen (nennen|sagen) (dazu )?(niemand|nicht|kein)|sagen die Quellen nicht|dazu sagen die Quellen nichts"
    r"|Kosten:? \|? ?nicht genannt|mitmachen:? \|? ?nicht genannt|die Quellen sagen es nicht"
    r"|Nicht genannt: [^.]*(wer mitmachen kann|Weg zum Mitmachen|Kosten|Verpflichtungen)"
)
"""What no page may say of joining where it is told in words."""


def told_falsely(client, network):
    """Sentences of the list, the profile, the joining page and the finder that call silent what is known."""
    paths = (
        "/netzwerke/",
        network.get_absolute_url(),
        f"{network.get_absolute_url()}mitmachen/",
        "/finden/?als=person",
    )
    for path in paths:
        html = client.get(path).content.decode()
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<footer")[0]))
        yield from ((path, found[0]) for found in FALSE.finditer(text))


def test_worded_answers_are_no_silence(client):
    """Whatever way the entry offers, and whatever its status: what is told in words is told."""
    network = making.network("Runde")
    terms = making.terms(network, path_text="Das Formular liegt im Rathaus.", **WORDS)
    for path, status in product(Path.values, Status.values):
        terms.path, network.status = path, status
        terms.save()
        network.save()
        assert list(told_falsely(client, network)) == []


def test_real_entries_claim_no_silence_where_they_speak(catalogue, client):
    """Each question that an entry answers, in a closed list or in words, is not said to be open."""
    questions = {"who_text": "wer mitmachen kann", "mode_text": "Weg zum Mitmachen", "cost_text": "Kosten"}
    for network in Network.objects.select_related("terms"):
        text = (
            client.get(network.get_absolute_url()).content.decode().partition("Nicht genannt:")[2].partition("</p>")[0]
        )
        answered = [words for column, words in questions.items() if getattr(network.terms, column)]
        assert [words for words in answered if words in text] == []


def test_no_claim_is_quoted_as_nothing(client):
    """As it may have been stored before verdicts asked for the words of each source."""
    runde = making.network("Runde")
    making.citation(runde, aspect="status")
    making.citation(runde, 2, aspect="status", stance="differs", claim="Die Runde ruht.")
    make(Verdict, network=runde, aspect="status")
    html = client.get(runde.get_absolute_url()).content.decode()
    assert re.findall(r"<li>\s*<p>([^<]*)</p>\s*<cite>", html) == ["sagt dasselbe", "Die Runde ruht."]
