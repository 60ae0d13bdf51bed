"""Is the source asked for where something is changed, and can an editor say openly that there is none?"""

from typing import Any

import pytest

from directory.curation.admin.citation_fields import BOTH, NO_SOURCE, OTHERS, RETOLD
from directory.models import Body, Citation, Fact, Gap, Network, Source, Terms
from tests import kept
from tests.directory.curation.admin.conftest import Desk, complaints

pytestmark = pytest.mark.once

GAP = "Am Telefon gesagt."
NEW = {"name": "Tisch", "slug": "tisch", "summary": "Ein Tisch.", "kind": "network", "status": "active"}
AIM = {"kind": "aim", "text": "Ein Ziel"}


@pytest.fixture
def change(network: Network) -> str:
    return f"network/{network.pk}/change/"


@pytest.fixture
def page(fact: Fact) -> str:
    return f"fact/{fact.pk}/change/"


def reasons() -> list[tuple[str, str, str]]:
    return [(gap.target_name, gap.aspect, gap.reason) for gap in Gap.objects.all()]


# --- a row on its network's page ----------------------------------------------------------------


def test_a_reason_instead_of_a_source(desk: Desk, change: str) -> None:
    answer = desk.send(change, facts=[{**AIM, "cite_gap": GAP}])
    assert answer.status_code == 302, complaints(answer)
    assert reasons() == [("fact", "", GAP)]
    assert not Citation.objects.exists()
    assert GAP.encode() in desk.open(change).content


def test_a_reason_is_changed_and_gives_way_to_a_source(desk: Desk, change: str, source: Source) -> None:
    desk.send(change, facts=[{**AIM, "cite_gap": GAP}])
    assert desk.send(change, {"facts-0-cite_gap": "Anders."}).status_code == 302
    assert reasons() == [("fact", "", "Anders.")]
    assert complaints(desk.send(change, {"facts-0-cite_gap": ""})) == {"facts-0-cite_source": [NO_SOURCE]}
    with_source = {"facts-0-cite_gap": "", "facts-0-cite_source": source.pk, "facts-0-cite_place": "4"}
    assert desk.send(change, with_source).status_code == 302
    assert reasons() == []
    assert Citation.objects.get().first_line == 4


@pytest.mark.parametrize("row", [{"cite_source": "source"}, {"cite_place": "19"}, {"cite_claim": "Es sei so."}])
def test_a_source_and_a_reason_together(desk: Desk, change: str, source: Source, row: dict[str, Any]) -> None:
    values = {name: source.pk if value == "source" else value for name, value in row.items()}
    refused = desk.shown(change, facts=[{**AIM, **values, "cite_gap": GAP}])
    assert complaints(refused) == {"facts-0-cite_gap": [BOTH]}
    assert GAP.encode() in refused.content
    assert not Fact.objects.exists()


def test_a_reason_in_place_of_the_only_citation(desk: Desk, fact: Fact, change: str) -> None:
    refused = desk.shown(change, {"facts-0-cite_gap": GAP})
    assert complaints(refused) == {"facts-0-cite_gap": [BOTH]}
    assert desk.send(change, {"facts-0-cite_source": "", "facts-0-cite_gap": GAP}).status_code == 302
    assert reasons() == [("fact", "", GAP)]
    assert not Citation.objects.exists()


def test_a_reason_beside_another_citation(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    Citation.objects.create(fact=fact, source=source, first_line=9, last_line=9)
    refused = desk.shown(change, {"facts-0-cite_source": "", "facts-0-cite_gap": GAP})
    assert complaints(refused) == {"facts-0-cite_gap": [OTHERS]}
    assert fact.citations.count() == 2


def test_a_source_that_is_none_is_the_only_complaint(desk: Desk, change: str) -> None:
    found = complaints(desk.send(change, facts=[{**AIM, "cite_source": 4711, "cite_gap": GAP}]))
    assert list(found) == ["facts-0-cite_source"]


# --- what was cited changes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"facts-0-text": "Anders gesagt"},
        {"facts-0-start": "2020"},
        {"facts-0-kind": "offer"},
        {"facts-0-planned": "on"},
    ],
)
def test_a_change_asks_whether_the_source_bears_it_out(
    desk: Desk, fact: Fact, change: str, changes: dict[str, Any]
) -> None:
    refused = desk.shown(change, changes)
    assert complaints(refused) == {"facts-0-cite_kept": [RETOLD]}
    assert str(next(iter(changes.values()))).encode() in refused.content
    assert desk.send(change, {**changes, "facts-0-cite_kept": "on"}).status_code == 302
    assert len(kept.versions(fact)) == 1


@pytest.mark.parametrize(
    "proof", [{"cite_place": "7"}, {"cite_claim": "Sagt es so."}, {"cite_source": "", "cite_gap": GAP}]
)
def test_another_proof_bears_it_out_as_well(desk: Desk, fact: Fact, change: str, proof: dict[str, Any]) -> None:
    changes = {f"facts-0-{name}": value for name, value in {"text": "Anders gesagt", **proof}.items()}
    assert desk.send(change, changes).status_code == 302
    fact.refresh_from_db()
    assert fact.text == "Anders gesagt"


def test_the_reason_holds_for_the_change_too(desk: Desk, change: str) -> None:
    desk.send(change, facts=[{**AIM, "cite_gap": GAP}])
    refused = desk.shown(change, {"facts-0-text": "Anders"})
    assert complaints(refused) == {"facts-0-cite_kept": [RETOLD]}
    assert "Der Grund gilt auch für das Neue".encode() in refused.content
    assert desk.send(change, {"facts-0-text": "Anders", "facts-0-cite_kept": "on"}).status_code == 302
    assert reasons() == [("fact", "", GAP)]


def test_what_editors_arrange_needs_no_new_source(desk: Desk, fact: Fact, change: str) -> None:
    assert desk.send(change, {"facts-0-position": "7", "facts-0-key": "anders"}).status_code == 302


def test_a_new_source_alone_changes_nothing_else_of_the_row(desk: Desk, fact: Fact, change: str) -> None:
    assert desk.send(change, {"facts-0-cite_place": "8"}).status_code == 302
    (version,) = kept.versions(fact)
    before, after = (each.document["facts"][0] for each in (version.before, version))
    assert {name for name in after if after[name] != before.get(name)} == {"cite"}


# --- the network's own fields -------------------------------------------------------------------


def test_a_new_network_needs_a_source_for_what_it_always_states(desk: Desk, db: None) -> None:
    assert complaints(desk.send("network/add/", NEW)) == {
        f"cite_{aspect}_source": [NO_SOURCE] for aspect in ("name", "kind", "status")
    }
    dated = {**NEW, "start": "2018", "status": "ended", "end": "2020"}
    assert {"cite_start_source", "cite_end_source"} <= complaints(desk.send("network/add/", dated)).keys()


def test_the_networks_own_sources_and_reasons(desk: Desk, source: Source) -> None:
    told = {
        "cite_name_source": source.pk,
        "cite_name_place": "1",
        "cite_kind_gap": GAP,
        "cite_status_source": source.pk,
    }
    answer = desk.send("network/add/", {**NEW, **told})
    assert answer.status_code == 302, complaints(answer)
    network = Network.objects.get()
    assert set(network.citations.values_list("aspect", "first_line")) == {("name", 1), ("status", None)}
    assert reasons() == [("network", "kind", GAP)]
    page = f"network/{network.pk}/change/"
    assert complaints(desk.send(page, {"status": "founding"})) == {"cite_status_kept": [RETOLD]}
    assert desk.send(page, {"status": "founding", "cite_status_place": "9"}).status_code == 302
    assert (
        desk.send(page, {"kind": "initiative", "cite_kind_gap": "", "cite_kind_source": source.pk}).status_code == 302
    )
    assert reasons() == []
    assert set(network.citations.values_list("aspect", "first_line")) == {("name", 1), ("status", 9), ("kind", None)}


def test_what_was_stored_without_a_source_hinders_no_other_change(desk: Desk, network: Network, change: str) -> None:
    assert desk.send(change, {"summary": "Anders."}).status_code == 302
    assert complaints(desk.send(change, {"status": "founding"})) == {"cite_status_source": [NO_SOURCE]}


def test_further_citations_do_not_repeat_the_first(desk: Desk, network: Network, source: Source, change: str) -> None:
    for line in (1, 2):
        Citation.objects.create(network=network, aspect="name", source=source, first_line=line, last_line=line)
    further = desk.open(change).context["inline_admin_formsets"][-1].formset
    assert [form.instance.first_line for form in further.initial_forms] == [2]
    assert desk.send(change, {"citations-0-place": "3", "cite_name_place": "4"}).status_code == 302
    assert sorted(network.citations.values_list("first_line", flat=True)) == [3, 4]


def test_one_source_for_all_that_is_new(desk: Desk, source: Source) -> None:
    facts = [{**AIM, "cite_place": "7"}, {**AIM, "text": "Am Telefon", "cite_gap": GAP}]
    scopes = [{"dimension": "level", "value": "bund"}]
    answer = desk.send("network/add/", {**NEW, "usual_source": source.pk}, facts=facts, scopes=scopes)
    assert answer.status_code == 302, complaints(answer)
    cited = Citation.objects.values_list("aspect", "fact__text", "first_line").order_by("aspect", "fact__text")
    assert set(cited) == {
        ("name", None, None),
        ("kind", None, None),
        ("status", None, None),
        ("", "Ein Ziel", 7),
        ("", None, None),
    }
    assert reasons() == [("fact", "", GAP)]


def test_the_source_for_all_that_is_new_replaces_none(desk: Desk, fact: Fact, change: str) -> None:
    other = Source.objects.create(slug="neu", title="Neu", publisher="Verein", read_on="2026-01-02")
    refused = desk.shown(change, {"facts-0-text": "Anders", "usual_source": other.pk})
    assert complaints(refused) == {"facts-0-cite_kept": [RETOLD]}


# --- joining terms and bodies -------------------------------------------------------------------


def test_terms_have_a_reason_for_each_aspect(desk: Desk, network: Network, source: Source, change: str) -> None:
    row = {"mode": "antrag", "cost": "kostenlos", "cite_mode_source": source.pk, "cite_cost_gap": GAP}
    assert desk.send(change, terms=[row]).status_code == 302
    assert reasons() == [("terms", "cost", GAP)]
    refused = desk.shown(change, {"terms-0-cost_text": "Für immer."})
    assert complaints(refused) == {"terms-0-cite_cost_kept": [RETOLD]}
    silent = {"terms-0-cost": "nicht-genannt", "terms-0-cite_cost_gap": ""}
    assert desk.send(change, silent).status_code == 302
    assert reasons() == []


def test_a_body_has_reasons_too(desk: Desk, source: Source) -> None:
    values = {"name": "Stiftung", "slug": "stiftung", "legal_form": "e. V.", "cite_legal_form_source": source.pk}
    assert complaints(desk.send("body/add/", values)) == {"cite_name_source": [NO_SOURCE]}
    assert desk.send("body/add/", {**values, "cite_name_gap": GAP}).status_code == 302
    assert reasons() == [("body", "name", GAP)]
    assert Body.objects.get().citations.get().aspect == "legal-form"


# --- a row on its own page ----------------------------------------------------------------------


def test_a_rows_own_page_asks_too(desk: Desk, fact: Fact, page: str) -> None:
    assert complaints(desk.send(page, {"text": "Anders"})) == {"citations": [RETOLD]}
    assert desk.send(page, {"text": "Anders", "cite_kept": "on"}).status_code == 302
    assert desk.send(page, {"text": "Noch anders", "citations-0-place": "8"}).status_code == 302
    fact.refresh_from_db()
    assert fact.text == "Noch anders"


def test_a_reason_on_a_rows_own_page(desk: Desk, fact: Fact, page: str) -> None:
    gap = {"reason": GAP}
    assert complaints(desk.send(page, gaps=[gap])) == {"citations": [BOTH]}
    assert desk.send(page, {"citations-0-DELETE": "on"}, gaps=[gap]).status_code == 302
    assert reasons() == [("fact", "", GAP)]
    assert complaints(desk.send(page, {"gaps-0-DELETE": "on"})) == {"citations": [NO_SOURCE]}


def test_a_reason_on_the_terms_own_page(desk: Desk, network: Network, source: Source) -> None:
    terms = Terms.objects.create(network=network)
    page = f"terms/{terms.pk}/change/"
    stated = {"mode": "antrag", "cost": "kostenlos"}
    cited, gap = [{"aspect": "mode", "source": source.pk}], [{"aspect": "cost", "reason": GAP}]
    assert complaints(desk.send(page, stated, citations=cited)) == {"citations": [f"Kosten: {NO_SOURCE}"]}
    assert desk.send(page, stated, citations=cited, gaps=gap).status_code == 302
    assert reasons() == [("terms", "cost", GAP)]
    assert complaints(desk.send(page, {"mode": "anmeldung"})) == {"citations": [f"Beitrittsweg: {RETOLD}"]}
