"""What do the pages of the sources say, and can every disagreement be read where they point to?"""

import re

import pytest

from directory.enums import Aspect
from directory.models import Citation, Silence, Source, Verdict
from tests.directory import making
from tests.reading import Seen, tidy

pytestmark = pytest.mark.django_db

LIST = "/quellen/"
CODES = [f"K{number}" for number in range(1, 13)]
WHERE = {
    "K1": "/netzwerke/allianz-vielfaeltige-demokratie/",
    "K2": "/netzwerke/allianz-vielfaeltige-demokratie/",
    "K3": "/netzwerke/allianz-vielfaeltige-demokratie/",
    "K4": "/netzwerke/allianz-vielfaeltige-demokratie/",
    "K5": "/netzwerke/allianz-vielfaeltige-demokratie/",
    "K6": "/netzwerke/allianz-vielfaeltige-demokratie/",
    "K7": "/netzwerke/beteiligungsnetzwerk-baden-wuerttemberg/",
    "K8": "/netzwerke/beteiligungsnetzwerk-baden-wuerttemberg/",
    "K9": "/stellen/allianz-fuer-beteiligung-ev/",
    "K10": "/netzwerke/innovationsdialog-buergerbeteiligung/",
    "K11": "/netzwerke/berlin-institut-fuer-partizipation/",
    "K12": "/netzwerke/netzwerk-buergerbeteiligung/",
}


def claims(verdict: Verdict) -> list[str]:
    """What each source says about the row and aspect of a verdict."""
    target = {verdict.target_name: getattr(verdict, verdict.target_name), "aspect": verdict.aspect}
    return [citation.claim for citation in Citation.objects.filter(**target)]


def reading_links(page: Seen) -> dict[str, str]:
    """Where the list of sources sends readers, by the code of the verdict."""
    found = [re.fullmatch("(/.*)#lesart-(.+)", href) for href in page.addresses]
    return {match[2].upper(): match[1] for match in found if match}


# --- disagreements ----------------------------------------------------------------------------


@pytest.mark.once
def test_sources_point_to_every_verdict(catalogue, look):
    assert reading_links(look(LIST)) == WHERE


@pytest.mark.once
@pytest.mark.parametrize("code", CODES)
def test_verdict_readable_where_the_list_points_to(catalogue, look, code):
    verdict = Verdict.objects.get(code=code)
    page = look(reading_links(look(LIST))[code])
    assert page.ids.count(f"lesart-{code.lower()}") == 1
    said = claims(verdict)
    assert len(said) >= 2
    words = [verdict.reading, verdict.reason, verdict.get_nature_display(), *said]
    assert [each for each in words if tidy(each) not in page.text] == []
    assert tidy(verdict.subject).casefold() in page.text.casefold()


@pytest.mark.parametrize("code", ["K1", "K2"])
def test_verdict_on_a_tenure_readable_on_the_page_of_the_body(catalogue, look, code):
    page, verdict = look("/stellen/berlin-institut-fuer-partizipation/"), Verdict.objects.get(code=code)
    words = [verdict.reading, verdict.reason, *claims(verdict)]
    assert [each for each in words if tidy(each) not in page.text] == []


def rows() -> dict[str, object]:
    """One row of each kind that a verdict can speak about."""
    owner, body = making.network("Netz"), making.body("Stelle")
    terms = making.terms(owner, "person")
    return {
        "network": owner,
        "body": body,
        "scope": making.scope(owner, "sachsen"),
        "tenure": making.tenure(owner, body),
        "contact": owner.contacts.create(name="Ada Beispiel"),
        "terms": terms,
        "criterion": terms.criteria.get(),
        "fact": making.fact(owner),
        "event": making.fact(owner, key="event", kind="event"),
        "figure": making.fact(owner, key="figure", kind="figure", number=1, bound="exactly", unit="Mitglieder"),
        "publication": making.fact(owner, key="publication", kind="publication"),
        "website": making.fact(owner, key="website", kind="website"),
        "relation": owner.relations.create(kind="similar", other_name="Etwas"),
        "treatment": making.treatment(owner, making.topic("Thema")),
    }


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "aspect"),
    [
        *(
            ("network", aspect)
            for aspect in ("name", "kind", "status", "start", "end", "members", "identity", "listing")
        ),
        *(("body", aspect) for aspect in ("name", "legal-form", "office", "roles")),
        *(("terms", aspect) for aspect in ("mode", "cost", "who", "one-per-organisation", "obligations")),
        *(("tenure", aspect) for aspect in ("", "start", "end", "object")),
        *((kind, "") for kind in ("scope", "contact", "criterion", "relation", "treatment")),
        *((kind, "") for kind in ("fact", "event", "figure", "publication", "website")),
    ],
)
def test_verdict_on_any_row_readable_where_the_list_points_to(look, kind, aspect):
    """The desk can record a verdict on each of these."""
    row = rows()[kind]
    assert aspect in ("", *Aspect.values)
    target = {row._meta.model_name: row, "aspect": aspect}
    Verdict.objects.create(
        code="K1",
        nature="open",
        subject="Worum",
        reading="Unsere Lesart.",
        reason="Darum.",
        decided_on="2026-11-21",
        **target,
    )
    address = reading_links(look(LIST))["K1"]
    assert "Unsere Lesart." in look(address).text


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_verdict_on_unpublished_network_untold(look, visibility):
    owner = making.network("Verborgen", visibility=visibility)
    words = {"subject": "Ganz geheim", "reading": "Lesart.", "reason": "Grund."}
    Verdict.objects.create(network=owner, aspect="status", code="K1", nature="open", decided_on="2026-11-21", **words)
    page = look(LIST)
    assert [word for word in ("Verborgen", "geheim") if word in page.text] == []
    assert reading_links(page) == {}


# --- the list ---------------------------------------------------------------------------------


def test_sources_all_listed(catalogue, look):
    page = look(LIST)
    for source in Source.objects.all():
        assert source.get_absolute_url() in page.addresses
        assert tidy(f"{source.title} {source.publisher}") in page.text
    assert page.text.count("gelesen am 21. November 2026") == 5


def test_sources_count_their_citations(catalogue, look):
    text = look(LIST).text
    numbers = [source.citations.count() for source in Source.objects.all()]
    assert [number for number in numbers if f"{number} Belege" not in text] == []


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_sources_do_not_count_citations_of_unpublished_networks(look, visibility):
    making.citation(making.fact(making.network("Offen")), of=making.source("Quelle"))
    making.citation(making.fact(making.network("Verborgen", visibility=visibility)), of=making.source("Quelle"))
    assert "1 Beleg " in look(LIST).text


# --- one source -------------------------------------------------------------------------------


@pytest.mark.once
def test_source_shows_each_passage_and_claim(catalogue, look):
    missing = []
    for source in Source.objects.all():
        text = look(source.get_absolute_url()).text
        for citation in source.citations.all():
            missing += [words for words in (citation.where, citation.claim) if tidy(words) not in text]
        for silence in source.silences.all():
            missing += [] if f"{silence.lines}: {silence.reason}" in text else [str(silence)]
    assert missing == []


@pytest.mark.once
def test_source_says_what_is_known_and_what_not(catalogue, look):
    known, unknown = look("/quellen/bipar-netzwerke/"), look("/quellen/afb-selbstverstaendnis/")
    address = "https://www.bipar.de/adressverzeichnis/wpbdp_category/netzwerke/"
    assert address in known.addresses
    assert "Berlin Institut für Partizipation" in known.text
    assert "Der Text nennt keines." in known.text
    assert "nicht bekannt" in unknown.text


def test_source_dated(look):
    making.source("Quelle", dated="2024-05")
    assert "Mai 2024" in look("/quellen/quelle/").text


def test_source_links_to_what_it_stands_behind(catalogue, look):
    page = look("/quellen/netzwerk-nekopa/")
    assert {
        "/netzwerke/netzwerk-kommunale-partizipationsbeauftragte/",
        "/netzwerke/netzwerk-buergerbeteiligung/",
    } <= set(page.addresses)


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_source_does_not_tell_of_unpublished_networks(look, visibility):
    owner = making.network("Verborgen", visibility=visibility)
    terms = making.terms(owner, "person")
    for number, row in enumerate(
        (making.fact(owner, text="Ganz geheim."), making.scope(owner, "sachsen"), terms.criteria.get())
    ):
        making.citation(row, line=number + 1, claim="Ganz geheim.")
    making.citation(owner, aspect="name")
    page = look("/quellen/quelle/")
    assert ("Verborgen" in page.text, "geheim" in page.text, "/netzwerke/verborgen/" in page.addresses) == (False,) * 3


def test_source_does_not_name_the_draft_at_the_other_end_of_a_relation(look):
    relation = making.network("Offen").relations.create(kind="similar", other=making.draft("Verborgen"))
    making.citation(relation)
    assert "Verborgen" not in look("/quellen/quelle/").text


def test_source_unknown_404(client, db):
    assert client.get("/quellen/gibt-es-nicht/").status_code == 404


# --- what is missing --------------------------------------------------------------------------


def missing(look) -> str:
    text = look("/quellen/quelle/").text
    return text[text.index("Was geben wir noch nicht wieder?") :]


def test_source_says_which_lines_no_statement_shows(look):
    source = making.source("Quelle", lines=9, blank_lines="2")
    Silence.objects.create(source=source, first_line=1, last_line=1, reason="Überschrift")
    making.citation(making.fact(making.network()), line=4)
    said = missing(look)
    assert "Diese Zeilen gibt noch keine Angabe wieder: 3, 5–9." in said
    assert "Der Text hat 8 Zeilen mit Wörtern. 1 davon steht hinter Angaben, 1 enthält keine." in said


def test_source_whose_every_line_is_shown(look):
    making.source("Quelle", lines=1)
    making.citation(making.fact(making.network()), line=1)
    said = missing(look)
    assert "Nichts: Jede Zeile steht hinter einer Angabe oder enthält keine." in said
    assert "Der Text hat 1 Zeile mit Wörtern. 1 davon steht hinter Angaben, 0 enthalten keine." in said


def test_source_of_unknown_length_claims_no_more_than_is_known(look):
    making.citation(making.fact(making.network()), line=4)
    assert "Bis Zeile 4 gibt noch keine Angabe diese Zeilen wieder: 1–3." in missing(look)
    Silence.objects.create(source=Source.objects.get(), first_line=1, last_line=3, reason="Überschrift")
    said = missing(look)
    assert "Wie viele Zeilen der Text hat und welche davon leer sind, ist nicht festgehalten." in said
    assert "Bis Zeile 4 ist jede wiedergegeben oder enthält keine Angabe." in said


def test_source_without_lines(look):
    making.source("Quelle")
    assert "Unsere Belege nennen keine Zeilen dieses Textes." in missing(look)


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_what_only_unpublished_networks_show_is_missing(look, visibility):
    making.source("Quelle", lines=2)
    making.citation(making.fact(making.network("Verborgen", visibility=visibility)), line=1)
    assert "Diese Zeilen gibt noch keine Angabe wieder: 1–2." in missing(look)


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("path", [LIST, "/quellen/quelle/"])
def test_source_query_count_constant(cost, path):
    source, counts = making.source("Quelle"), []
    words = {"nature": "open", "subject": "Worum", "reading": "Lesart.", "reason": "Grund.", "decided_on": "2026-11-21"}
    for number in range(3):
        owner, body = making.network(f"Netz {number}"), making.body(f"Stelle {number}")
        terms = making.terms(owner, "person")
        made = [
            making.scope(owner, "sachsen"), making.tenure(owner, body), terms.criteria.get(), making.fact(owner),
            owner.contacts.create(name=f"Person {number}"), making.treatment(owner, making.topic(f"Thema {number}")),
            owner.relations.create(kind="similar", other_name="Etwas"),
        ]  # fmt: skip
        for aspect, row in (("name", owner), ("name", body), ("mode", terms), *(("", row) for row in made)):
            making.citation(row, aspect=aspect, of=source)
            target = {row._meta.model_name: row, "aspect": aspect}
            Verdict.objects.create(code=f"{number}{row._meta.model_name}"[:10], **target, **words)
        Silence.objects.create(source=source, first_line=number + 1, last_line=number + 1, reason="Überschrift")
        counts.append(cost(path))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 6
