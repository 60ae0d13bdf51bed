"""Does everything about two records come together in one, with nothing lost unseen, and what is refused?"""

from datetime import date

import pytest

from directory.curation.duplicates import part
from directory.models import (
    Citation,
    Contact,
    Fact,
    FormerAddress,
    Gap,
    Network,
    Relation,
    Revision,
    Source,
    Tenure,
    Verdict,
    Version,
)
from tests.directory import asking, twins
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


# --- everything moves -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", twins.PAIRS)
def test_nothing_points_to_what_is_gone(kind, merge):
    kept, gone = twins.PAIRS[kind]()
    revision = Revision.current()
    merge(kept, gone)
    model = type(kept)
    assert not model.objects.filter(pk=gone.pk).exists()
    related = [each for each in model._meta.get_fields(include_hidden=True) if each.auto_created and not each.concrete]
    pointers = [
        (each.related_model, each.field.name) for each in related if "istorical" not in each.related_model.__name__
    ]
    assert pointers
    assert [each for each, name in pointers if each._base_manager.filter(**{name: gone.pk}).exists()] == []
    assert Revision.current() > revision


@pytest.mark.parametrize("kind", twins.PAIRS)
def test_a_plan_changes_nothing_and_tells_what_will_be(kind, merge, plan):
    kept, gone = twins.PAIRS[kind]()
    before = twins.everything()
    made = plan(kept, gone)
    assert twins.everything() == before
    assert plan(kept, gone).mark() == made.mark()
    merge(kept, gone, seen=made.mark())
    assert not type(kept).objects.filter(pk=gone.pk).exists()


def test_no_source_of_a_statement_is_lost(merge):
    kept, gone = twins.networks()
    said = {(row.source_id, row.first_line) for row in Citation.objects.filter(relation=None)}
    merge(kept, gone)
    assert {(row.source_id, row.first_line) for row in Citation.objects.all()} == said


def test_one_act_with_its_reason_and_the_history_of_both(merge):
    kept, gone = twins.networks()
    merge(kept, gone, reason="Nur ein Tisch.")
    (last,) = Version.objects.filter(kind="network", record=gone.pk, document__isnull=True)
    assert last.act.reason == "Zusammengelegt: Nur ein Tisch."
    facts = last.act.versions.get(record=kept.pk).document["facts"]
    assert [fact["key"] for fact in facts] == ["ziel", "angebot", "angebot-2", "tisch-der-runden"]


# --- rows that tell the same ------------------------------------------------------------------


def test_the_same_statement_stands_once_with_the_sources_of_both(merge):
    kept, gone = twins.networks()
    merge(kept, gone)
    scope = kept.scopes.get()
    assert (scope.text, [each.first_line for each in scope.citations.order_by("first_line")]) == (
        "Nur mittelbar.",
        [3, 4],
    )
    aim = kept.facts.get(key="ziel")
    assert aim.citations.count() == 1  # both said it in the same line of the same source


def test_another_statement_under_the_same_key_gets_a_key_of_its_own(merge):
    kept, gone = twins.networks()
    merge(kept, gone)
    facts = kept.facts.filter(text__startswith="Angebot").order_by("position")
    assert [(fact.key, fact.text, fact.position) for fact in facts] == [
        ("angebot", "Angebot 0.", 2),
        ("angebot-2", "Angebot 1.", 3),
    ]
    assert [row.key for row in kept.treatments.order_by("position")] == ["art", "art-2"]


def test_a_long_key_is_cut_to_get_a_number(merge):
    kept, gone = make(Network), make(Network)
    for owner in (kept, gone):
        make(Fact, network=owner, key="a" * 80, text=f"Von {owner.pk}.")
    merge(kept, gone)
    assert sorted(fact.key for fact in kept.facts.all()) == ["a" * 78 + "-2", "a" * 80]


def test_the_same_person_is_completed_and_follows_the_tenure(merge):
    kept, gone = twins.networks()
    merge(kept, gone)
    contact = Contact.objects.get(network=kept)
    assert (contact.email, contact.tenure) == ("kim@x.example", Tenure.objects.get(network=kept))


def test_a_tenure_that_goes_on_is_not_ended_and_the_source_of_the_end_says_so(merge, lost):
    kept, gone = twins.networks()
    twins.cite(gone.tenures.get(), make(Source), aspect="end")
    assert lost(kept, gone)["Koordination, bis"] == ("nichts", "2018")
    merge(kept, gone)
    cited = kept.tenures.get().citations.get(aspect="end")
    assert (cited.tenure.end, cited.stance, cited.claim) == ("", "differs", "Ende: 2018")


def test_terms_keep_their_word_and_a_differing_source_says_so(merge, lost):
    kept, gone = twins.networks()
    assert lost(kept, gone)["Beitrittsbedingungen, Beitrittsweg"] == ("Mitgliedschaft beantragen", "online anmelden")
    merge(kept, gone)
    terms = Network.objects.get(pk=kept.pk).terms
    assert (terms.mode, terms.cost) == ("antrag", "kostenlos")
    assert sorted(rule.value for rule in terms.criteria.all()) == ["initiative", "organisation", "person"]
    claims = terms.citations.order_by("pk").values_list("stance", "claim")
    assert list(claims) == [("agrees", ""), ("differs", "Beitrittsweg: online anmelden")]


def test_a_relation_between_both_goes_and_one_to_a_third_stands_once(merge, lost):
    kept, gone = twins.networks()
    assert "Beziehung" in lost(kept, gone)
    merge(kept, gone)
    ties = Relation.objects.values_list("network__name", "kind", "other__name").order_by("pk")
    assert list(ties) == [("Runder Tisch", "similar", "Dritter"), ("Dritter", "part-of", "Runder Tisch")]


def test_of_two_verdicts_ours_stays_and_the_other_is_told(merge, lost):
    kept, gone = twins.networks()
    assert lost(kept, gone)["Urteil"] == ("T0: Frage", "T1: Frage")
    merge(kept, gone)
    assert Verdict.objects.get(network=kept).code == "T0"


def test_what_has_a_source_needs_no_reason_for_having_none(merge):
    kept, gone = make(Network), make(Network, name="Anders")
    twins.cite(kept, make(Source), aspect="status")
    make(Gap, network=gone, aspect="status")
    make(Gap, network=gone, aspect="identity", reason="Türschild.")
    merge(kept, gone)
    assert [(gap.aspect, gap.reason) for gap in Gap.objects.filter(network=kept)] == [("identity", "Türschild.")]


def test_a_reason_for_having_no_source_goes_with_the_value_it_was_for(merge):
    kept, gone = make(Network, kind="network"), make(Network, kind="institute")
    make(Gap, network=gone, aspect="kind")
    merge(kept, gone)
    assert not Gap.objects.exists()


def test_an_old_row_that_breaks_a_younger_rule_stands_in_nobodys_way(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Runde")
    for owner in (kept, gone):
        make(Contact, network=owner, name=f"Kim {owner.pk}", phone="nach Absprache", confirmed_on=date(2026, 5, 3))
    part(merge(kept, gone).pk, by=None)
    assert sorted(Contact.objects.values_list("network", "phone")) == [
        (owner.pk, "nach Absprache") for owner in (kept, gone)
    ]


# --- names, dates, addresses --------------------------------------------------------------------


def test_the_other_name_lives_on_with_its_source(merge):
    kept, gone = twins.networks()
    merge(kept, gone)
    name = kept.facts.get(kind="name")
    assert (name.title, name.key, name.citations.count()) == ("Tisch der Runden", "tisch-der-runden", 1)


def test_a_name_without_source_says_why(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    merge(kept, gone)
    assert kept.facts.get(kind="name").gaps.get().reason == "So hieß der Eintrag, der hierin aufgegangen ist."
    assert asking.hits("Tafel") == ["Runde"]


def test_a_name_that_is_known_already_gets_the_source(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    known = make(Fact, network=kept, kind="name", title="Tafel", text="")
    twins.cite(gone, make(Source), aspect="name")
    merge(kept, gone)
    assert (kept.facts.get(), known.citations.count()) == (known, 1)


def test_a_name_nobody_wants_to_keep_stays_a_claim(merge, plan):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    twins.cite(gone, make(Source), aspect="name")
    merge(kept, gone, keep_name=False, seen=plan(kept, gone).mark())
    assert not kept.facts.exists()
    assert list(kept.citations.values_list("stance", "claim")) == [("adds", "Name: Tafel")]


def test_the_same_name_spelt_otherwise_is_no_further_name(merge):
    kept, gone = make(Network, name="Bürgerforum"), make(Network, name="Buergerforum")
    merge(kept, gone)
    assert not kept.facts.exists()


def further_names(network: Network) -> list[tuple[str, list[str]]]:
    """The further names of a network, each with what its sources say of it."""
    facts = Fact.objects.filter(network=network, kind="name").order_by("position")
    return [(fact.title, list(fact.citations.values_list("claim", flat=True))) for fact in facts]


def test_a_further_name_stands_once_however_it_is_spelt(merge, lost):
    kept, gone = make(Network, name="Runde"), make(Network, name="Bürgertafel")
    for owner, title in ((kept, "Buergertafel"), (gone, "BÜRGERTAFEL"), (gone, "Tisch")):
        twins.cite(make(Fact, network=owner, kind="name", title=title, text=""), make(Source))
    twins.cite(gone, make(Source), aspect="name")
    assert lost(kept, gone)["Angabe, Titel"] == ("Buergertafel", "Bürgertafel")
    merge(kept, gone)
    assert further_names(kept) == [
        ("Buergertafel", ["", "Titel: BÜRGERTAFEL", "Titel: Bürgertafel"]),
        ("Tisch", [""]),
    ]


def test_no_further_name_is_the_networks_own(merge, lost):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    same = make(Fact, network=gone, kind="name", title="Runde", text="So heißt es seit 2019.")
    near = make(Fact, network=gone, kind="name", title="RUNDE", text="")
    for fact in (same, near):
        twins.cite(fact, make(Source))
    assert lost(kept, gone)["Angabe, Aussage"] == ("nichts", "So heißt es seit 2019.")
    merger = merge(kept, gone)
    assert further_names(kept) == [("Tafel", [])]
    assert list(kept.citations.values_list("aspect", "stance", "claim")) == [
        ("name", "agrees", ""),
        ("name", "adds", "Name: RUNDE"),
    ]
    assert part(merger.pk, by=None) == []
    assert (further_names(kept), further_names(gone)) == ([], [("Runde", [""]), ("RUNDE", [""])])
    assert not kept.citations.exists()


def test_an_end_is_taken_over_only_where_the_network_has_ended(merge, lost):
    kept, gone = twins.networks()
    assert lost(kept, gone)["Netzwerk, von"] == ("2015", "2016")
    merge(kept, gone)
    kept.refresh_from_db()
    assert (kept.start, kept.end, str(kept.end_latest)) == ("2015", "2020-05", "2020-05-31")
    runs, over = make(Network, status="active"), make(Network, name="Aus", status="ended", end="2020")
    assert lost(runs, over)["Netzwerk, bis"] == ("nichts", "2020")
    merge(runs, over)
    assert Network.objects.get(pk=runs.pk).end == ""


def test_dates_that_do_not_go_together_are_not_taken_over(merge):
    kept = make(Network, status="ended", end="2010")
    gone = make(Network, status="ended", start="2015")
    merge(kept, gone)
    assert Network.objects.get(pk=kept.pk).span == "bis 2010"


def test_former_addresses_lead_to_what_stays(merge):
    first, second, third = (make(Network, name=name) for name in ("Eins", "Zwei", "Drei"))
    merge(second, third)
    merge(first, second)
    assert set(FormerAddress.objects.values_list("slug", "number")) == {
        (second.slug, first.pk),
        (third.slug, first.pk),
    }
