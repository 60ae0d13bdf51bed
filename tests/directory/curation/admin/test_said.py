"""Does no new value ever stand on an old source? The form asks about everything that is said of a statement so far."""

import pytest

from directory.curation.admin.said_lines import Answer
from directory.curation.admin.statement_forms import BOTH, EMPTY, NO_SOURCE, NOT_SAID, OTHERS, UNANSWERED
from directory.models import Body, Citation, Fact, Gap, Network, Source, Terms
from tests import kept
from tests.directory.curation.admin.conftest import Desk, adding, cited, complaints, of, page_of

pytestmark = pytest.mark.once

GAP = "Am Telefon gesagt."


def test_a_new_value_asks_about_every_citation(desk: Desk, fact: Fact, source: Source) -> None:
    old = fact.citations.get()
    second = Citation.objects.create(fact=fact, source=source, locator="Seite 2", claim="Früher.")
    change = {"text": "Neu gesagt", of(second): Answer.DIFFERS}
    assert complaints(desk.send(page_of(fact), change)) == {of(old): [UNANSWERED]}
    newer = Source.objects.create(slug="neu", title="Neuer", publisher="Verein", read_on="2026-02-01")
    answer = desk.send(page_of(fact), cited(newer, **change, **{of(old): Answer.DROPPED}, cite_place="9"))
    assert answer.status_code == 302
    said = fact.citations.order_by("pk").values_list("source__slug", "first_line", "locator", "stance", "claim")
    assert list(said) == [
        ("satzung", None, "Seite 2", "differs", "Früher."),
        ("neu", 9, "", "agrees", ""),
    ]


def test_a_citation_that_holds_keeps_its_place(desk: Desk, fact: Fact) -> None:
    old = fact.citations.get()
    assert desk.send(page_of(fact), {"text": "Neu gesagt", of(old): Answer.KEPT}).status_code == 302
    kept = fact.citations.get()
    assert (kept.pk, kept.first_line, kept.fingerprint) == (old.pk, 3, "0123456789ab")


def test_what_says_something_else_proves_nothing(desk: Desk, fact: Fact) -> None:
    old = fact.citations.get()
    change = {"text": "Neu", of(old): Answer.DIFFERS}
    assert complaints(desk.send(page_of(fact), change)) == {
        f"claim_{old.pk}": [NOT_SAID],
        "cite_source": [NO_SOURCE],
    }
    found = complaints(desk.send(page_of(fact), {**change, f"claim_{old.pk}": "Anders."}))
    assert found == {"cite_source": [NO_SOURCE]}


def test_no_statement_loses_its_last_proof(desk: Desk, fact: Fact) -> None:
    old = fact.citations.get()
    assert complaints(desk.send(page_of(fact), {of(old): Answer.DROPPED})) == {"cite_source": [NO_SOURCE]}
    assert complaints(desk.send(page_of(fact), {"cite_gap": GAP})) == {"cite_gap": [OTHERS]}
    assert desk.send(page_of(fact), {of(old): Answer.DROPPED, "cite_gap": GAP}).status_code == 302
    assert (fact.citations.count(), fact.gaps.get().reason) == (0, GAP)


def test_a_reason_goes_when_a_source_is_found(desk: Desk, fact: Fact, source: Source) -> None:
    fact.citations.all().delete()
    gap = Gap.objects.create(fact=fact, reason=GAP)
    assert complaints(desk.send(page_of(fact), {"text": "Anders"})) == {of(gap): [UNANSWERED]}
    assert complaints(desk.send(page_of(fact), cited(source))) == {of(gap): [BOTH]}
    assert desk.send(page_of(fact), cited(source, **{of(gap): Answer.DROPPED})).status_code == 302
    assert (fact.citations.count(), fact.gaps.count()) == (1, 0)


def test_one_statement_of_many_asks_only_about_its_own(desk: Desk, network: Network, source: Source) -> None:
    name, status = (
        Citation.objects.create(network=network, source=source, first_line=1, last_line=1, aspect=aspect)
        for aspect in ("name", "status")
    )
    assert complaints(desk.send(page_of(network, "status"), {"status": "planned"})) == {of(status): [UNANSWERED]}
    assert desk.send(page_of(network, "status"), {"status": "planned", of(status): Answer.KEPT}).status_code == 302
    assert set(network.citations.all()) == {name, status}


def test_an_emptied_statement_keeps_no_proof(desk: Desk, network: Network, source: Source) -> None:
    Network.objects.update(start="2020", start_earliest="2020-01-01")
    citation = Citation.objects.create(network=network, source=source, aspect="start")
    page = page_of(network, "start")
    assert complaints(desk.send(page, {"start": "", of(citation): Answer.KEPT})) == {of(citation): [EMPTY]}
    found = complaints(desk.send(page, cited(source, start="", **{of(citation): Answer.DROPPED})))
    assert found == {"cite_source": [EMPTY]}
    assert desk.send(page, {"start": "", of(citation): Answer.DROPPED}).status_code == 302
    assert not network.citations.exists()


def test_what_was_stored_without_a_source_hinders_only_its_own_change(desk: Desk, fact: Fact) -> None:
    fact.citations.all().delete()
    assert desk.send(page_of(fact), {"position": "7"}).status_code == 302
    assert complaints(desk.send(page_of(fact), {"text": "Anders."})) == {"cite_source": [NO_SOURCE]}


def test_what_no_source_tells_asks_for_none(desk: Desk, network: Network) -> None:
    assert desk.send(page_of(network, "summary"), {"summary": "Kürzer."}).status_code == 302
    network.refresh_from_db()
    assert network.summary == "Kürzer."


def test_what_stands_beside_the_fields_is_cited_by_itself(desk: Desk, network: Network, source: Source) -> None:
    page = page_of(network, "identity")
    assert desk.send(page, cited(source, cite_claim="Ein Verein.")).status_code == 302
    citation = network.citations.get()
    assert (citation.aspect, citation.claim) == ("identity", "Ein Verein.")
    assert desk.send(page, {of(citation): Answer.DROPPED}).status_code == 302
    assert not network.citations.exists()


@pytest.mark.parametrize("change", [{"start": "2020"}, {"kind": "offer"}, {"planned": "on"}, {"place": "Bonn"}])
def test_whatever_the_source_tells_asks_about_it(desk: Desk, fact: Fact, change: dict[str, str]) -> None:
    old = fact.citations.get()
    assert complaints(desk.send(page_of(fact), change)) == {of(old): [UNANSWERED]}
    assert desk.send(page_of(fact), {**change, of(old): Answer.KEPT}).status_code == 302
    assert len(kept.versions(fact)) == 1


def test_a_new_source_alone_changes_nothing_else_of_the_row(desk: Desk, fact: Fact, source: Source) -> None:
    assert desk.send(page_of(fact), cited(source, cite_place="7–9", cite_claim="Sagt es auch.")).status_code == 302
    (version,) = kept.versions(fact)
    before, after = (each.document["facts"][0] for each in (version.before, version))
    assert {name for name in after if after[name] != before.get(name)} == {"cite"}
    new = fact.citations.get(claim="Sagt es auch.")
    assert (new.first_line, new.last_line, fact.citations.count()) == (7, 9, 2)


def test_a_reason_is_changed_in_a_form_of_its_own(desk: Desk, fact: Fact) -> None:
    fact.citations.all().delete()
    gap = Gap.objects.create(fact=fact, reason=GAP)
    assert "warum" in complaints(desk.send(page_of(gap), {"reason": ""}))["__all__"][0]
    assert desk.send(page_of(gap), {"reason": "Anders."}).status_code == 302
    assert desk.send(page_of(fact), {"text": "Anders", of(gap): Answer.KEPT}).status_code == 302
    assert fact.gaps.get().reason == "Anders."


def test_a_citation_in_a_form_of_its_own_keeps_what_nobody_touches(desk: Desk, fact: Fact) -> None:
    page = page_of(fact.citations.get())
    assert desk.send(page, {"claim": "Sagt es."}).status_code == 302
    assert fact.citations.get().fingerprint == "0123456789ab"
    assert desk.send(page, {"cite_place": "Seite 2"}).status_code == 302
    moved = fact.citations.get()
    assert (moved.first_line, moved.locator, moved.fingerprint, moved.claim) == (None, "Seite 2", "", "Sagt es.")
    assert "Was sagt die Quelle" in str(complaints(desk.send(page, {"stance": "differs", "claim": ""})))


def test_terms_have_a_proof_for_each_aspect(desk: Desk, network: Network, source: Source) -> None:
    stated = {"mode": "antrag", "cost": "kostenlos"}
    assert desk.send(f"{adding('terms', network)}&angabe=mode", cited(source, **stated)).status_code == 302
    terms = Terms.objects.get()
    page = page_of(terms, "cost")
    assert complaints(desk.send(page, {"cost": "kostenlos", "cite_source": ""})) == {"cite_source": [NO_SOURCE]}
    assert desk.send(page, {"cost": "kostenlos", "cite_gap": GAP}).status_code == 302
    gap = terms.gaps.get()
    assert (gap.aspect, list(terms.citations.values_list("aspect", flat=True))) == ("cost", ["mode"])
    assert complaints(desk.send(page, {"cost_text": "Für immer."})) == {of(gap): [UNANSWERED]}
    silent = {"cost": "nicht-genannt", of(gap): Answer.DROPPED}
    assert desk.send(page, silent).status_code == 302
    assert not terms.gaps.exists()
    assert complaints(desk.send(page_of(terms, "mode"), {"mode": "anmeldung"})) == {
        of(terms.citations.get()): [UNANSWERED]
    }


def test_a_body_has_proofs_too(desk: Desk, source: Source) -> None:
    told = {"name": "Stiftung", "slug": "stiftung", "office": "Am Markt 1"}
    assert complaints(desk.send("body/add/", told)) == {"cite_source": [NO_SOURCE]}
    assert desk.send("body/add/", {**told, "cite_gap": GAP}).status_code == 302
    body = Body.objects.get()
    assert set(body.gaps.values_list("aspect", "reason")) == {("name", GAP), ("office", GAP)}
    assert desk.send(page_of(body, "legal-form"), cited(source, legal_form="e. V.")).status_code == 302
    assert body.citations.get().aspect == "legal-form"
    gap = body.gaps.get(aspect="name")
    assert complaints(desk.send(page_of(body, "name"), {"short_name": "St"})) == {of(gap): [UNANSWERED]}
