"""What does the page of one network say, what does it keep back, and what does it cost?"""

import re

import pytest
import time_machine
from django.utils.html import escape

from directory.models import Citation, Network, Relation
from tests.directory import making
from tests.journeys.addresses import PAGES
from tests.reading import tidy

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AVD = "/netzwerke/allianz-vielfaeltige-demokratie/"
BIPAR = "/netzwerke/berlin-institut-fuer-partizipation/"
FVB = "/netzwerke/fachverband-buergerbeteiligung/"
INNO = "/netzwerke/innovationsdialog-buergerbeteiligung/"
NEKOPA = "/netzwerke/netzwerk-kommunale-partizipationsbeauftragte/"
NB = "/netzwerke/netzwerk-buergerbeteiligung/"
NBH = "/netzwerke/netzwerk-buergerhaushalt/"
NOT_STATED = re.compile(r"Nicht genannt: ([^.]*)\.")


# --- everything is there ----------------------------------------------------------------------


def told(network: Network) -> list[str]:
    """All that the rows of a network say in words."""
    words = [network.name, network.summary, network.get_kind_display(), network.get_status_display()]
    for fact in network.facts.all():
        words += [fact.text, fact.title, fact.figure, fact.url, fact.place if fact.kind == "event" else ""]
    for treatment in network.treatments.all():
        words += [treatment.text, treatment.title, treatment.topic.name]
    for tenure in network.tenures.all():
        words += [tenure.body.name, tenure.get_role_display(), tenure.span, tenure.text]
    for relation in network.relations.all():
        words += [str(relation.other or relation.other_name), relation.text]
    words += [str(scope) for scope in network.scopes.all()]
    terms = network.terms
    words += [terms.who_text, terms.mode_text, terms.membership, terms.cost_text, terms.obligations_text]
    return words + [str(criterion) for criterion in terms.criteria.all()]


def test_profile_tells_all_that_is_known(catalogue, look):
    missing = []
    for network in Network.objects.all():
        text = look(network.get_absolute_url()).text
        missing += [(network.slug, words) for words in told(network) if tidy(words) not in text]
    assert missing == []


def test_profile_explains_inferred_scopes(catalogue, look):
    """Where a level or an area only follows from the source, the page says from what."""
    missing = []
    for network in Network.objects.all():
        text = look(network.get_absolute_url()).text
        missing += [(network.slug, scope.text) for scope in network.scopes.all() if tidy(scope.text) not in text]
    assert missing == []


def test_profile_footnotes_and_jumps_have_targets(catalogue, look):
    for network in Network.objects.all():
        page = look(network.get_absolute_url())
        assert len(set(page.ids)) == len(page.ids), network.slug
        jumps = {href.removeprefix("#") for href in page.addresses if href.startswith("#")}
        assert jumps <= set(page.ids), network.slug


def test_profile_every_passage_stands_behind_something(catalogue, look):
    """A note that no mark leads to leaves the reader guessing; none is missing, each leads to its lines and back."""
    for network in Network.objects.all():
        page = look(network.get_absolute_url())
        notes = [anchor for anchor in page.ids if anchor.startswith("beleg-")]
        assert notes
        assert [anchor for anchor in notes if f"#{anchor}" not in page.addresses] == []
        assert [back for back in page.addresses if back.startswith("#angabe-")] == [
            f"#angabe-{number}" for number in range(1, len(notes) + 1)
        ]
        cited = Citation.objects.filter(source__isnull=False)
        shown = {citation.address for citation in cited if network.pk in citation.belongs_to()}
        assert shown <= set(page.addresses), network.slug


def test_profile_every_statement_has_one_mark(catalogue, client):
    for network in Network.objects.all():
        html = client.get(network.get_absolute_url()).content.decode()
        assert re.search(r"</a></span>\s*<span class=\"notes\">", html) is None  # never two beside each other
        bare = [
            fact.key
            for fact in network.facts.exclude(text="")
            if not re.search(
                rf'{re.escape(escape(fact.text))}(</span>)?<span class="notes">\W*<a[^>]* href="#beleg-', html
            )
        ]
        assert bare == [], network.slug


def test_profile_title_carries_no_marks(catalogue, client):
    html = client.get(AVD).content.decode()
    assert "notes" not in html[html.index("<h1>") : html.index('<p class="profile__status">')]


def test_profile_long_lists_are_folded(catalogue, client):
    html = client.get(AVD).content.decode()
    folded = re.findall(r"<details class=\"more\">\s*<summary>([^<]*)", html)
    assert folded == ["Die Bedingungen im Einzelnen (7)", "5 weitere", "6 weitere", "3 weitere"]
    assert 'class="more" open' not in html
    unfolded = client.get(f"{AVD}?melden=1").content.decode()  # to report, one has to see
    assert unfolded.count('<details class="more" open>') == 4


def test_profile_disagreements_take_one_line_unless_nobody_could_decide(catalogue, client):
    html = client.get(AVD).content.decode()
    found = re.findall(r'<details class="dispute" id="lesart-(k\d)"( open)?>', html)
    assert sorted(found) == [("k1", ""), ("k2", " open"), ("k3", " open"), ("k4", ""), ("k5", ""), ("k6", "")]
    assert "<strong>Tag der Übergabe</strong>" in html


# --- exactly as the source says it ------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (NEKOPA, r"mehr als 95 Kommunen\W+Stand: Mai 2024"),
        (NEKOPA, r"120 Mitglieder\W+Stand: Mai 2024"),
        (FVB, r"ca\. 350 Aktive\W+ohne Datum"),
        (INNO, r"3 Treffen im Jahr\W+ohne Datum"),
        (NEKOPA, r"Anfang März 2024"),
        (NEKOPA, r"März 2020"),
        (NEKOPA, r"seit 2013"),
        (INNO, r"28\. November 2013\W+Berlin"),
        (AVD, r"seit Oktober 2015"),
        (AVD, r"Oktober 2015 bis Juni 2018"),
        (AVD, r"seit 1\. Juli 2018"),
        (AVD, r"[Ii]n der Regel nur eine Mitgliedschaft je Organisation"),
        (BIPAR, r"Haus der Demokratie, Greifswalder Strasse 4, 10405 Berlin"),
        (BIPAR, r"\+49 30 120 826 13"),
        (BIPAR, r"assoziierte Mitgliedschaft"),
        (NEKOPA, r"Netzwerk kommunale Partizipationsbeauftragte \(NeKoPa\)"),
        (
            NEKOPA,
            r"aktiv – folgt aus einem Text ohne Datum, gelesen am 21\. November 2026; jüngste Angabe: Mai 2024",
        ),
        (INNO, r"Nicht genannt: Beginn, Ende"),
    ],
)
def test_profile_says(catalogue, look, path, words):
    assert re.search(words, look(path).text)


@pytest.mark.parametrize(
    ("path", "stated"),
    [(NEKOPA, False), (FVB, False), (NB, False), (INNO, False), (AVD, True), (BIPAR, True), (NBH, True)],
)
def test_profile_cost(catalogue, look, path, stated):
    text = look(path).text
    assert bool(re.search(r"(?<!die Mitgliedschaft )[Kk]ostenlos\b", text)) is stated
    if path != INNO:  # what an ended network cost nobody asks any more
        assert ("Kosten" in NOT_STATED.search(text)[1]) is not stated


@pytest.mark.parametrize(
    ("path", "unstated"),
    [
        (NB, {"Beginn", "wer koordiniert", "Gebiet", "Ebene", "Weg zum Mitmachen", "Kosten", "Kontakt"}),
        (NEKOPA, {"Gebiet", "wer koordiniert", "Kosten"}),
        (FVB, {"wer koordiniert", "Ebene", "Kontakt", "Kosten"}),
    ],
)
def test_profile_says_in_one_line_what_is_not_stated(catalogue, look, path, unstated):
    found = NOT_STATED.findall(look(path).text)
    assert len(found) == 1
    assert unstated <= set(found[0].split(", "))


@pytest.mark.parametrize(
    ("day", "passed"), [("2024-06-01", False), ("2025-05-31", False), ("2025-06-01", True), ("2026-11-21", True)]
)
def test_profile_plan_that_has_passed(catalogue, look, day, passed):
    with time_machine.travel(f"{day} 12:00 +0100", tick=False):
        text = look(NEKOPA).text
    assert "Geplant für Frühjahr 2025" in text
    assert ("Termin ist vorbei" in text) is passed


def test_profile_links(catalogue, look):
    assert "mailto:stock@netzwerk-buergerbeteiligung.de" in look(NEKOPA).addresses
    assert "https://allianz-vielfaeltige-demokratie.de/" in look(AVD).addresses
    assert "tel:+493012082613" in look(BIPAR).addresses


def test_profile_phone_and_address_stay_with_the_institute(catalogue, look):
    text = look(AVD).text
    assert [words for words in ("120 826 13", "Greifswalder", "10405") if words in text] == []


def test_profile_describes_itself(catalogue, look, settings):
    settings.SITE_URL = "https://netzwerke.example"
    page = look(AVD)
    name, summary = Network.objects.values_list("name", "summary").get(slug="allianz-vielfaeltige-demokratie")
    assert page.headed("h1") == [name]
    assert page.title.startswith(name)
    assert page.heads["description"] == page.heads["og:description"] == summary
    assert page.heads["canonical"] == page.heads["og:url"] == f"https://netzwerke.example{AVD}"
    assert page.heads["og:title"] == name


def test_profile_escapes_what_people_wrote(client):
    nasty = "<script>alert('x')</script>\"&"
    owner = making.network(nasty, slug="boese", summary=nasty)
    making.citation(making.fact(owner, text=nasty, title=nasty), claim=nasty)
    owner.contacts.create(name=nasty, purpose=nasty)
    html = client.get("/netzwerke/boese/").content.decode()
    assert "<script>alert" not in html
    assert 'content="<' not in html


# --- relations, both ways ---------------------------------------------------------------------


def test_profile_relation_from_either_end(catalogue, look):
    part, whole = look(NEKOPA), look(NB)
    assert re.search(r"Ist Teil von: Netzwerk Bürgerbeteiligung\b", part.text)
    assert re.search(r"Umfasst: Netzwerk kommunale Partizipationsbeauftragte\b", whole.text)
    assert NB in part.addresses
    assert NEKOPA in whole.addresses


@pytest.mark.parametrize("turned", [False, True])
def test_profile_relation_to_a_draft_unsaid(look, turned):
    ends = [making.network("Offen"), making.draft("Verborgen")]
    network, other = reversed(ends) if turned else ends
    Relation.objects.create(network=network, other=other, kind="part-of", text="Ganz geheim.")
    text = look("/netzwerke/offen/").text
    assert [words for words in ("Verborgen", "geheim") if words in text] == []


def test_profile_institute_links_to_what_it_coordinates(catalogue, look):
    page = look(BIPAR)
    assert {AVD, "/stellen/berlin-institut-fuer-partizipation/"} <= set(page.addresses)


def test_profile_institute_does_not_tell_of_drafts(look):
    institute = making.network("Institut")
    body = making.body("Institut als Stelle", entry=institute)
    making.tenure(making.draft("Verborgen"), body)
    assert "Verborgen" not in look("/netzwerke/institut/").text


# --- cost -------------------------------------------------------------------------------------


def test_profile_query_count_constant(cost):
    owner, other = making.network("Netz"), making.network("Anderes")
    conditions = making.terms(owner)
    counts = []
    for number in range(3):
        body = making.body(f"Stelle {number}", entry=making.network(f"Eintrag {number}"))
        tenure = making.tenure(owner, body, start=f"200{number}")
        making.citation(making.fact(owner, key=f"a{number}"), of=making.source(f"Quelle {number}"))
        making.citation(tenure, of=making.source(f"Quelle {number}"))
        making.citation(making.treatment(owner, making.topic(f"Thema {number}"), key=f"t{number}"))
        making.scope(owner, ("sachsen", "bayern", "berlin")[number])
        conditions.criteria.create(kind="who", value=("person", "organisation", "initiative")[number])
        owner.contacts.create(name=f"Person {number}", tenure=tenure)
        owner.relations.create(kind=("similar", "part-of", "listed-in")[number], other=other)
        counts.append(cost("/netzwerke/netz/"))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 15


@pytest.mark.parametrize("path", [path for path in PAGES if re.fullmatch("/netzwerke/[a-z-]+/", path)])
def test_profile_query_count_real(catalogue, cost, path):
    assert cost(path) <= 15


# --- not there --------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_profile_unpublished_404(client, visibility):
    making.network("Verborgen", visibility=visibility, summary="Ganz geheim.")
    answer = client.get("/netzwerke/verborgen/")
    assert answer.status_code == 404
    assert "geheim" not in answer.content.decode()
