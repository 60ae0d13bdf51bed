"""What do the start page and the operator's own pages say, and does every link of the site lead somewhere?"""

import re
from urllib.parse import urldefrag, urljoin

import pytest

from directory.enums import REACHES
from directory.models import Network, Page, Verdict
from tests.directory import making
from tests.journeys.addresses import PAGES
from tests.reading import Seen, tidy

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROFILE = re.compile("/netzwerke/[a-z0-9-]+/")
OWN = ("ueber", "hilfe", "impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "sicherheit")


# --- the start page ---------------------------------------------------------------------------


def listed(look, address: str) -> int:
    """How many networks the list names behind a link."""
    return next(int(number[0]) for text in look(address).headed("h2") if (number := re.match(r"\d+", text)))


def test_home_answers_the_first_questions(catalogue, look):
    page = look("/")
    questions = ["Wo kann ich mitmachen?", "Was gibt es in meinem Land?", "Worum geht es?"]
    assert [question for question in questions if question not in page.text] == []
    assert any(field["name"] == "q" for field in page.inputs)


def test_home_numbers_hold(catalogue, look):
    text = look("/").text
    facts = [
        "zeigt 10 Netzwerke",
        "10 Einträge",
        "7 davon aktiv",
        "4 koordinierende Stellen",
        "5 Quellen",
        "12 offen gezeigte",
    ]
    assert [words for words in facts if words not in text] == []


def test_home_numbers_of_lands_hold(catalogue, look):
    page = look("/")
    lands = [link for link in page.links if "?land=" in link.href]
    assert [tidy(link.text) for link in lands] == ["bundesweit", "Baden-Württemberg", "Sachsen"]
    for link in lands:
        number = re.search(rf"{re.escape(tidy(link.text))} \((\d+)\)", page.text)[1]
        assert listed(look, link.href) == int(number)


def test_home_ways_lead_to_networks(catalogue, look):
    ways = [href for href in look("/").addresses if href.startswith("/netzwerke/?")]
    assert len(ways) >= 9
    assert [href for href in ways if listed(look, href) == 0] == []


def test_home_lands_in_german_order(look):
    for number, (land, _) in enumerate(REACHES):
        making.scope(making.network(f"Netz {number}"), land)
    found = [tidy(link.text) for link in look("/").links if re.search(r"\?land=", link.href)]
    assert found == [label for _, label in REACHES]


def test_home_shows_all_networks_by_who_may_join(catalogue, look):
    page = look("/")
    assert page.headed("h3") == [
        "Offen für alle Interessierten",
        "Für bestimmte Menschen, zum Beispiel aus einem Beruf",
        "Nur für Organisationen und Initiativen",
        "Ohne feste Regel oder ohne Auskunft",
        "Noch nicht offen",
        "Beendet",
    ]
    networks = Network.objects.published()
    assert sorted(href for href in page.addresses if PROFILE.fullmatch(href)) == sorted(
        network.get_absolute_url() for network in networks
    )
    conditions = [network.who_in_short for network in networks.exclude(status="ended")]
    assert [words for words in conditions if tidy(words) not in page.text] == []


def test_home_stays_short_and_leads_to_the_rest(look):
    making.many(50)
    making.draft("Verborgen")
    page = look("/")
    shown = [href for href in page.addresses if PROFILE.fullmatch(href)]
    assert shown == [f"/netzwerke/netz-{number:04}/" for number in range(6)]
    assert listed(look, page.href("Alle 50 zeigen")) == 50


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_home_does_not_count_unpublished_networks(look, visibility):
    owner = making.network("Verborgen", visibility=visibility)
    making.scope(owner, "sachsen")
    making.scope(owner, "bundesweit")
    making.treatment(owner, making.topic("Thema"))
    words = {"subject": "Geheim", "reading": "Lesart.", "reason": "Grund.", "decided_on": "2026-11-21"}
    Verdict.objects.create(network=owner, aspect="status", code="K1", nature="open", **words)
    text = look("/").text
    assert [words for words in ("Verborgen", "Sachsen", "(1)", "1 Einträge", "1 offen gezeigte") if words in text] == []
    assert "zeigt 0 Netzwerke" in text


def test_home_topics_by_published_networks(look):
    for number, (name, visibility) in enumerate((("Viel", "draft"), ("Viel", "draft"), ("Wenig", "published"))):
        making.treatment(making.network(f"Netz {number}", visibility=visibility), making.topic(name))
    topics = [tidy(link.text) for link in look("/").links if re.fullmatch("/themen/[a-z]+/", link.href)]
    assert topics[0] == "Wenig"


def test_home_empty_directory(look):
    assert "zeigt 0 Netzwerke" in look("/").text


def test_home_query_count_constant(cost):
    counts = []
    for number in range(3):
        owner = making.network(f"Netz {number}")
        making.scope(owner, ("sachsen", "bayern", "berlin")[number])
        making.tenure(owner, making.body(f"Stelle {number}"))
        making.citation(making.treatment(owner, making.topic(f"Thema {number}")), of=making.source(f"Quelle {number}"))
        counts.append(cost("/"))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


# --- the operator's pages ---------------------------------------------------------------------


@pytest.mark.parametrize("slug", OWN)
def test_page_shown(catalogue, look, slug):
    page, row = look(f"/{slug}/"), Page.objects.get(slug=slug)
    assert page.headed("h1") == [row.title]
    assert page.title.startswith(row.title)


@pytest.mark.parametrize("path", ["/", "/netzwerke/", "/stellen/", "/themen/", "/quellen/", "/hilfe/"])
def test_page_in_every_footer(catalogue, look, path):
    assert {f"/{slug}/" for slug in OWN} <= set(look(path).addresses)


@pytest.mark.parametrize(
    ("complete", "text", "warned"),
    [
        (False, "**[Bitte eintragen: Name]**", True),
        (True, "**[Bitte eintragen: Name]**", False),
        (False, "Alles da.", False),
    ],
)
def test_page_warns_while_incomplete(look, complete, text, warned):
    Page.objects.create(slug="impressum", title="Impressum", text=text, is_complete=complete)
    assert ("fehlen noch Angaben" in look("/impressum/").text) is warned


def test_page_markdown_is_harmless(client):
    Page.objects.create(slug="hilfe", title="<i>Hilfe</i>", text="## Gut\n\n<script>alert(1)</script>")
    html = client.get("/hilfe/").content.decode()
    assert ("<h2>Gut</h2>" in html, "<script>alert" in html, "<i>" in html) == (True, False, False)


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "impressum2", "x", "Impressum", "a" * 41])
def test_page_unknown_404(catalogue, client, slug):
    assert client.get(f"/{slug}/").status_code == 404


@pytest.mark.parametrize("path", ["/netzwerke", "/stellen/bertelsmann-stiftung", "/impressum"])
def test_page_without_final_slash_redirects(catalogue, client, path):
    answer = client.get(path, {"q": "ä"})
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{path}/?q=%C3%A4")


def test_page_query_count(catalogue, cost):
    assert cost("/hilfe/") <= 2


# --- every link -------------------------------------------------------------------------------


@pytest.mark.looks
def test_every_link_of_the_site_leads_somewhere(catalogue, client):
    """Walks from the pages that stand for every kind; lists of filtered networks are visited, but not followed."""
    seen: dict[str, Seen] = {}
    broken, jumps, waiting = [], [], [*PAGES]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path)
        if answer.status_code != 200:
            broken.append((path, answer.status_code))
            continue
        seen[path] = Seen(answer)
        for href in seen[path].addresses:
            address, anchor = urldefrag(urljoin(path, href))
            if re.match("[a-z]+:", address):
                continue
            if anchor:
                jumps.append((path, address, anchor))
            if "?" not in path or "?" not in address:
                waiting.append(address)
    assert broken == []
    assert [jump for jump in jumps if jump[2] not in seen[jump[1]].ids] == []
    assert len(seen) > 45
