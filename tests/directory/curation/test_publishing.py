"""What does an entry lack before readers may see it, and which steps lead from where to where?"""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from directory.curation import publishing
from directory.curation.publishing import Lacking, NotPossible, archive, lacks, publish, to_draft
from directory.enums import Visibility
from directory.models import TARGET_MODELS, Gap, Network, Revision, Terms, Version, history
from directory.models.about import STATED_IN
from tests import kept
from tests.directory import making
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db

UNSOURCED = "ohne Quelle und ohne Grund dafür"
STEPS = {"published": publish, "archived": archive, "draft": to_draft}


@pytest.fixture
def chief(django_user_model: Any) -> Any:
    chief = django_user_model.objects.create_user("leitung", is_staff=True)
    chief.user_permissions.add(Permission.objects.get(codename="publish_network"))
    return chief


@pytest.fixture
def network() -> Network:
    """A draft with all it needs."""
    network = making.draft("Runde")
    for aspect in ("name", "kind", "status"):
        making.citation(network, aspect=aspect)
    return network


def missing(network: Network) -> list[str]:
    return [str(lack) for lack in lacks(network)]


# --- what is lacking ----------------------------------------------------------------------------


def test_lacks_nothing_in_the_whole_catalogue(catalogue: None) -> None:
    assert {network.slug: missing(network) for network in Network.objects.all() if lacks(network)} == {}


def test_lacks_sources_of_what_is_always_stated() -> None:
    assert missing(making.draft()) == [f"{label}: {UNSOURCED}" for label in ("Name", "Art", "Status")]


@pytest.mark.parametrize(("column", "label"), [("name", "Name"), ("summary", "in einem Satz")])
def test_lacks_the_words_readers_see_first(network: Network, column: str, label: str) -> None:
    Network.objects.update(**{column: " "})
    assert missing(network) == [f"{label}: fehlt"]


def test_lacks_sources_of_dates_that_are_stated(network: Network) -> None:
    network.status, network.start, network.end = "ended", "2018", "2020"
    network.save()
    assert missing(network) == [f"Beginn: {UNSOURCED}", f"Ende: {UNSOURCED}"]


@pytest.mark.parametrize("kind", [kind for kind in TARGET_MODELS if kind not in STATED_IN])
def test_lacks_the_source_of_a_row(network: Network, kind: str) -> None:
    row = row_of(network, kind)
    [lack] = lacks(network)
    assert (lack.row, lack.missing) == (row, UNSOURCED)
    assert str(row) in lack.what
    if kind == "scope":
        make(Gap, scope=row)
    else:
        making.citation(row)
    assert lacks(network) == []


def row_of(network: Network, kind: str) -> Any:
    model: Any = TARGET_MODELS[kind]
    if kind == "criterion":
        return make(model, terms=Terms.objects.create(network=network))
    return make(model, network=network)


def test_lacks_only_what_the_terms_state(network: Network) -> None:
    terms = making.terms(network, mode="antrag", cost="kostenlos", who_text="Alle.")
    assert missing(network) == [
        f"{label}: {UNSOURCED}" for label in ("Beitrittsweg", "Wer Mitglied werden kann", "Kosten")
    ]
    making.citation(terms, aspect="mode")
    make(Gap, terms=terms, aspect="cost")
    assert missing(network) == [f"Wer Mitglied werden kann: {UNSOURCED}"]


def test_lacks_not_what_the_other_network_states(network: Network) -> None:
    making.network("Anderes").relations.create(kind="similar", other=network)
    assert lacks(network) == []


def test_a_source_of_one_aspect_is_enough_for_a_tenure(network: Network) -> None:
    making.citation(making.tenure(network, making.body()), aspect="start")
    assert lacks(network) == []


def test_a_reason_about_a_hidden_person_counts(network: Network) -> None:
    contact = network.contacts.create(name="", withheld=True)
    make(Gap, contact=contact)
    assert lacks(network) == []


def test_lacks_cost_the_same_for_one_row_and_three(network: Network, django_assert_num_queries: Any) -> None:
    making.terms(network, "person")
    for number in range(3):
        making.fact(network, key=f"a{number}")
        making.tenure(network, making.body(f"Stelle {number}"))
        with django_assert_num_queries(16):
            assert len(lacks(network)) == 2 * number + 3


# --- steps --------------------------------------------------------------------------------------


ALLOWED = [("draft", "published"), ("published", "archived"), ("archived", "published"), ("archived", "draft")]


@pytest.mark.parametrize(("before", "to"), ALLOWED)
def test_steps_that_are_allowed(network: Network, chief: Any, before: str, to: str) -> None:
    Network.objects.update(visibility=before)
    revision = Revision.current()
    STEPS[to](network, by=chief, reason=" Ist so. ")
    act, version = kept.act_of(network), kept.versions(network)[-1]
    assert (version.document.get("visibility", "draft"), act.reason, act.by) == (to, "Ist so.", chief)
    assert network.visibility == Network.objects.get().visibility == to
    assert Revision.current() > revision


@pytest.mark.parametrize(("before", "to"), sorted({(a, b) for a in STEPS for b in STEPS} - {*ALLOWED}))
def test_steps_that_are_not_allowed(network: Network, chief: Any, before: str, to: str) -> None:
    Network.objects.update(visibility=before)
    with pytest.raises(NotPossible, match="geht von hier aus nicht"):
        STEPS[to](network, by=chief, reason="Ist so.")
    assert Network.objects.get().visibility == before


@pytest.mark.parametrize("step", STEPS.values())
def test_no_step_without_a_reason_or_the_right(network: Network, chief: Any, step: Any, django_user_model: Any) -> None:
    with pytest.raises(NotPossible, match="Bitte nennen Sie den Grund"):
        step(network, by=chief, reason=" ")
    curator = django_user_model.objects.create_user("kuratorin", is_staff=True)
    with pytest.raises(PermissionDenied):
        step(network, by=curator, reason="Ist so.")
    assert Version.objects.count() == 0


@pytest.mark.parametrize("before", ["draft", "archived"])
def test_not_published_while_something_is_lacking(network: Network, chief: Any, before: str) -> None:
    Network.objects.update(visibility=before)
    making.fact(network, text="Ein Ziel.")
    with pytest.raises(Lacking) as refused:
        publish(network, by=chief, reason="Ist so.")
    assert [lack.what for lack in refused.value.lacks] == ["Angabe „Ein Ziel.“"]
    assert str(refused.value) == f"Noch nicht veröffentlicht: Angabe „Ein Ziel.“: {UNSOURCED}."
    network.refresh_from_db()
    assert network.visibility == before


def test_archiving_needs_no_sources(chief: Any) -> None:
    network = making.network("Ohne alles")
    archive(network, by=chief, reason="Gehört nicht hierher.")
    assert Network.objects.get().visibility == "archived"


def test_a_step_belongs_to_the_act_around_it(network: Network, chief: Any) -> None:
    with history.act() as act:
        publish(network, by=chief, reason="Ist so.")
    assert kept.act_of(network).pk == act.number


def test_steps_are_told_by_the_rule() -> None:
    assert {state: publishing.steps(fresh(Network, visibility=state)) for state in Visibility} == publishing.STEPS
