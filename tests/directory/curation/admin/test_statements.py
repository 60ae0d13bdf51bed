"""Is each statement of an entry changed in a form of its own, with its sources, and does no new value ever stand on an
old one?
"""

from typing import Any

import pytest

from directory.curation.admin import statement_forms
from directory.curation.admin.citation_fields import NO_PLACE, TWO_PLACES
from directory.curation.admin.said_lines import Answer
from directory.curation.admin.statement_forms import BOTH, EMPTY, NO_SOURCE, NOT_SAID, OTHERS, UNANSWERED, WHICH
from directory.enums import Stance
from directory.models import Body, Citation, Criterion, Fact, Gap, Network, Revision, Source, Tenure, Topic, Verdict
from tests.directory.curation.admin.conftest import Desk, complaints

pytestmark = pytest.mark.once

NEW = {"name": "Grüner Tisch", "slug": "gruener-tisch", "summary": "Ein Tisch.", "kind": "network", "status": "active"}
ADD = "network/add/"
GAP = "Am Telefon gesagt."


def cited(source: Source, **values: Any) -> dict[str, Any]:
    return {"cite_source": source.pk, "cite_place": "3", **values}


def page_of(row: Any, statement: str = "") -> str:
    return f"{row._meta.model_name}/{row.pk}/change/{f'?angabe={statement}' if statement else ''}"


def adding(rows: str, owner: Any, **more: Any) -> str:
    column = "terms" if rows == "criterion" else "network"
    return f"{rows}/add/?{column}={owner.pk}" + "".join(f"&{name}={value}" for name, value in more.items())


def test_a_network_is_begun_with_one_source_for_all_it_states(desk: Desk, source: Source) -> None:
    before = Revision.current()
    answer = desk.send(ADD, cited(source, **NEW, start="Mai 2024", cite_claim="Es gibt ihn."))
    network = Network.objects.get()
    assert answer.url == f"/admin/directory/network/{network.pk}/change/"
    said = network.citations.order_by("aspect").values_list("aspect", "first_line", "claim")
    assert list(said) == [(aspect, 3, "Es gibt ihn.") for aspect in ("kind", "name", "start", "status")]
    assert Revision.current() > before


def test_a_network_is_begun_without_a_source_only_openly(desk: Desk, db: None) -> None:
    assert complaints(desk.send(ADD, NEW)) == {"cite_source": [NO_SOURCE]}
    assert desk.send(ADD, {**NEW, "cite_gap": GAP}).status_code == 302
    assert set(Gap.objects.values_list("aspect", "reason")) == {(aspect, GAP) for aspect in ("kind", "name", "status")}


ROWS: dict[str, dict[str, Any]] = {
    "scope": {"dimension": "area", "value": "sachsen"},
    "fact": {"kind": "figure", "number": "95", "bound": "more-than", "unit": "Kommunen", "as_of": "Mai 2024"},
    "contact": {"name": "Ada Beispiel", "email": "ada@example.org"},
    "relation": {"kind": "part-of", "other_name": "Bundesnetzwerk"},
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_are_added_with_their_source(desk: Desk, network: Network, source: Source, kind: str) -> None:
    page = adding(kind, network)
    assert complaints(desk.send(page, ROWS[kind])) == {"cite_source": [NO_SOURCE]}
    answer = desk.send(page, cited(source, **ROWS[kind]))
    row = getattr(network, f"{kind}s").get()
    assert answer.url == f"/admin/directory/network/{network.pk}/change/#{kind}-{row.pk}"
    assert [(each.source, each.first_line) for each in row.citations.all()] == [(source, 3)]


def test_rows_that_name_others(desk: Desk, network: Network, source: Source, body: Body) -> None:
    topic = Topic.objects.create(slug="haushalt", name="Bürgerhaushalt")
    tenure = cited(source, body=body.pk, role="coordinates", start="2018-06", cite_place="11-14", cite_aspect="start")
    assert desk.send(adding("tenure", network), tenure).status_code == 302
    said = network.tenures.get().citations.get()
    assert (said.aspect, said.first_line, said.last_line) == ("start", 11, 14)
    assert desk.send(adding("treatment", network), cited(source, topic=topic.pk, text="Sammelt.")).status_code == 302
    assert (network.treatments.get().key, network.treatments.get().position) == ("buergerhaushalt", 1)
    terms = cited(source, mode="antrag", cite_place="Abschnitt 2")
    assert desk.send(f"{adding('terms', network)}&angabe=mode", terms).status_code == 302
    assert list(network.terms.citations.values_list("aspect", "locator")) == [("mode", "Abschnitt 2")]
    who = cited(source, kind="sector", value="verwaltung", text="Beschäftigte")
    assert desk.send(adding("criterion", network.terms), who).status_code == 302
    assert Criterion.objects.get().citations.count() == 1


def test_keys_and_places_of_new_facts_are_made(desk: Desk, network: Network, source: Source) -> None:
    for text in ("Öffentlich reden", "Öffentlich reden!", "???"):
        assert desk.send(adding("fact", network), cited(source, kind="aim", text=text)).status_code == 302
    rows = network.facts.order_by("pk").values_list("key", "position")
    assert list(rows) == [("oeffentlich-reden", 1), ("oeffentlich-reden-2", 2), ("angabe", 3)]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"cite_place": ""}, "cite_place", NO_PLACE),
        ({"cite_whole": "on"}, "cite_place", TWO_PLACES),
        ({"cite_place": "14-11"}, "cite_place", "endet vor dem Anfang"),
        ({"cite_gap": GAP}, "cite_gap", BOTH),
        ({"cite_source": "", "cite_claim": "Genau."}, "cite_source", WHICH),
        ({"start": "2018-13"}, "start", "keine Datumsangabe"),
        ({"start": "2020", "end": "2018"}, "end", "vor dem Anfang"),
        ({"qualifier": "Anfang"}, "qualifier", "Vor welchem Datum?"),
        ({"kind": "figure", "number": "3"}, "__all__", "Eine Zahl braucht"),
        ({"number": "3"}, "__all__", "gehören nur zu einer Zahl"),
        ({"text": ""}, "__all__", "braucht einen Titel"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    desk: Desk, network: Network, source: Source, given: dict[str, str], field: str, words: str
) -> None:
    found = complaints(desk.send(adding("fact", network), {**cited(source, kind="aim", text="Ein Ziel"), **given}))
    assert list(found) == [field]
    assert words in found[field][0]
    assert not network.facts.exists()


def test_all_of_a_text_is_meant_only_where_somebody_says_so(desk: Desk, network: Network, source: Source) -> None:
    told = cited(source, kind="aim", text="Ein Ziel", cite_place="", cite_whole="on")
    assert desk.send(adding("fact", network), told).status_code == 302
    assert Citation.objects.get().where == ""


@pytest.mark.parametrize(
    ("kind", "row", "field", "words"),
    [
        ("scope", {"dimension": "area", "value": "sachsen"}, "value", "schon"),
        ("scope", {"dimension": "level", "value": "sachsen"}, "__all__", "Ebenen sind"),
        ("relation", {"kind": "part-of", "other_name": "Bundesnetzwerk"}, "other_name", "schon"),
        ("contact", {"name": "Ada Beispiel"}, "name", "schon"),
    ],
)
def test_conditions_that_involve_the_entry(
    desk: Desk, network: Network, source: Source, kind: str, row: dict[str, str], field: str, words: str
) -> None:
    desk.send(adding(kind, network), cited(source, **ROWS[kind]))
    found = complaints(desk.send(adding(kind, network), cited(source, **row)))
    assert list(found) == [field]
    assert words in found[field][0]


def test_conditions_over_several_statements(desk: Desk, network: Network, source: Source) -> None:
    page = page_of(network, "end")
    assert "beendet" in complaints(desk.send(page, cited(source, end="2020")))["__all__"][0]
    Network.objects.update(status="ended")
    assert desk.send(page, cited(source, end="2020")).status_code == 302
    assert "vor dem Anfang" in str(complaints(desk.send(page_of(network, "start"), cited(source, start="2021"))))


# --- what is said so far ----------------------------------------------------------------------------


def of(citation: Any) -> str:
    return f"answer_{citation._meta.model_name}_{citation.pk}"


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


# --- verdicts ---------------------------------------------------------------------------------------

VERDICT = {"nature": "open", "subject": "Wer", "reading": "Unklar.", "reason": "Beide sagen etwas.",
           "decided_on": "02.01.2026"}  # fmt: skip


def test_a_verdict_weighs_two_claims(desk: Desk, fact: Fact, source: Source) -> None:
    page = f"verdict/add/?fact={fact.pk}"
    assert complaints(desk.send(page, VERDICT)) == {"__all__": [statement_forms.WEIGHS_NOTHING]}
    Citation.objects.create(fact=fact, source=source, claim="Anders.", stance=Stance.DIFFERS)
    [told] = complaints(desk.send(page, VERDICT))["__all__"]
    assert told == f"{statement_forms.UNSAID} Bei: Satzung, Zeile 3."
    fact.citations.update(claim="So.")
    answer = desk.send(page, VERDICT)
    assert answer.url == f"/admin/directory/network/{fact.network_id}/change/#verdict-{Verdict.objects.get().pk}"
    assert Verdict.objects.get().code == "K1"
    assert "schon ein Urteil" in str(complaints(desk.send(page, VERDICT)))


def test_a_verdict_that_stays_keeps_what_it_weighs(desk: Desk, fact: Fact, source: Source) -> None:
    first = fact.citations.get()
    second = Citation.objects.create(fact=fact, source=source, claim="Anders.", stance=Stance.DIFFERS)
    verdict = Verdict.objects.create(**{**VERDICT, "decided_on": "2026-01-02"}, code="K1", fact=fact)
    dropped = {of(second): Answer.DROPPED}
    found = complaints(desk.send(page_of(fact), dropped))
    assert found[of(verdict)] == [statement_forms.WEIGHS_NOTHING]
    assert complaints(desk.send(page_of(fact), cited(source))) == {
        f"claim_{first.pk}": [statement_forms.UNSAID],
        "cite_claim": [statement_forms.UNSAID],
    }
    assert desk.send(page_of(fact), {**dropped, of(verdict): Answer.DROPPED}).status_code == 302
    assert not Verdict.objects.exists()


def test_a_weighed_citation_goes_on_saying_something(desk: Desk, fact: Fact, source: Source) -> None:
    fact.citations.update(claim="So.")
    Citation.objects.create(fact=fact, source=source, claim="Anders.", stance=Stance.DIFFERS)
    Verdict.objects.create(**{**VERDICT, "decided_on": "2026-01-02"}, code="K1", fact=fact)
    page = page_of(fact.citations.get(claim="So."))
    assert complaints(desk.send(page, {"claim": " "})) == {"claim": [statement_forms.UNSAID]}
    assert desk.send(page, {"claim": "Doch.", "cite_place": "4"}).status_code == 302
    moved = fact.citations.get(claim="Doch.")
    assert (moved.first_line, moved.fingerprint) == (4, "")


# --- the sitting ------------------------------------------------------------------------------------


def test_the_source_of_the_sitting_is_offered_for_what_is_new(desk: Desk, fact: Fact, source: Source) -> None:
    network = fact.network
    assert desk.send(adding("fact", network), cited(source, kind="aim", text="Eins")).status_code == 302
    offered = desk.open(adding("fact", network)).context["adminform"].form
    assert (offered["cite_source"].value(), offered["cite_place"].value()) == (source.pk, None)
    assert desk.open(page_of(network, "start")).context["adminform"].form["cite_source"].value() == source.pk
    assert desk.open(page_of(fact)).context["adminform"].form["cite_source"].value() is None
    assert "Quelle dieser Sitzung: Satzung" in desk.open(page_of(network)).content.decode()


def test_the_next_one_at_once(desk: Desk, network: Network, source: Source) -> None:
    page = adding("fact", network, kind="aim")
    answer = desk.send(page, cited(source, text="Eins", _addanother="1"))
    assert answer.url == f"/admin/directory/{page}"


def test_a_row_is_taken_away(desk: Desk, fact: Fact) -> None:
    answer = desk.client.post(f"/admin/directory/fact/{fact.pk}/delete/", {"post": "yes"})
    assert answer.url == f"/admin/directory/network/{fact.network_id}/change/"
    assert (Fact.objects.count(), Citation.objects.count()) == (0, 0)


@pytest.mark.parametrize("page", ["fact/add/", "fact/add/?network=0", "fact/add/?network=x", "verdict/add/",
                                  "verdict/add/?fact=99", "fact/add/?network=" + "9" * 30])  # fmt: skip
def test_a_row_of_nothing(desk: Desk, db: None, page: str) -> None:
    assert desk.client.get(f"/admin/directory/{page}").status_code == 404
    assert desk.client.post(f"/admin/directory/{page}", {}).status_code == 404


def test_a_contact_chooses_among_the_networks_tenures(desk: Desk, network: Network, body: Body) -> None:
    mine = Tenure.objects.create(network=network, body=body, role="hosts")
    other = Network.objects.create(slug="o", name="O", summary="O.", kind="network", status="active")
    Tenure.objects.create(network=other, body=body, role="hosts")
    field = desk.open(adding("contact", network)).context["adminform"].form.fields["tenure"]
    assert list(field.queryset) == [mine]
