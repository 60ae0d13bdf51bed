"""Is a table stored as if every row had been saved by itself: all at once, with its history, or not at all?"""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from directory.catalogue import Refused, dump
from directory.catalogue.values import stored
from directory.catalogue.writing import Writing
from directory.curation.duplicates import detection
from directory.curation.imports.files import read
from directory.curation.imports.import_plan import ImportPlan
from directory.curation.imports.outcome import CLASH, take_over
from directory.models import (
    Act,
    Body,
    Citation,
    Criterion,
    Fact,
    Gap,
    Lease,
    Membership,
    Network,
    Relation,
    Revision,
    Scope,
    Tenure,
    Terms,
    Topic,
    Treatment,
    history,
)
from tests import kept
from tests.directory import asking
from tests.directory.curation.imports.tables import base, csv, fact, judged, network, taken

pytestmark = pytest.mark.django_db
ALL = (Network, Scope, Tenure, Terms, Criterion, Membership, Fact, Treatment, Relation, Citation, Gap)


@pytest.fixture(autouse=True)
def _base():
    base()


def of(kind, **cells):
    return {"netzwerk": "neu", "zeilenart": kind, "quelle": "satzung", **cells}


def everything():
    """A new network with a row of every kind."""
    return (
        network(name="Äußerst Neu", von="2019-03", status="beendet", bis="2021"),
        of("ebene", wert="Bund"),
        of("koordination", stelle="stiftung", rolle="koordiniert", von="2015-10", bis="2018"),
        of("beitritt", kosten="kostenlos"),
        of("bedingung", frage="Wer", wert="person"),
        of("mitgliedschaft", name="Förderer", beitrag="12,50 €", zeitraum="jährlich", frist="30. September 2026"),
        fact("neu", art="Zahl", text="", zahl="12", genauigkeit="genau", einheit="Mitglieder", stand="2024-05"),
        of("thema", kennung="a", thema="qualitaet", text="Tut etwas."),
        of("beziehung", beziehung="ist Teil von", anderes_netzwerk="runde"),
        of("angabe", kennung="b", art="Ziel", text="Noch eins.", quelle="", ohne_quelle_weil="Selbst gesehen."),
    )


def test_rows_are_as_save_would_leave_them():
    taken(*everything())
    for model in ALL:
        for row in model.objects.all():
            before = (stored(row), getattr(row, "sort_key", ""))
            row.save()
            row.refresh_from_db()
            assert (stored(row), getattr(row, "sort_key", "")) == before
    new = Network.objects.get(slug="neu")
    assert (new.sort_key, new.start_earliest, new.end_latest) == ("ausserst neu", date(2019, 3, 1), date(2021, 12, 31))
    assert Fact.objects.get(key="ziel").as_of_latest == date(2024, 5, 31)
    told = Membership.objects.get()
    assert (told.fee_words, told.deadline, told.position) == ("12,50 € jährlich", "2026-09-30", 1)


def test_search_finds_what_was_stored():
    taken(*everything())
    taken(fact(text="Sie pflegen den Bürgerhaushalt."))
    assert asking.known("mitglieder qualitaet bund") == ["Äußerst Neu"]
    assert asking.known("Haushalt") == ["Runde"]


def test_all_is_one_act_and_each_network_has_a_version(admin_user):
    outcome = taken(*everything(), by=admin_user)
    assert outcome.is_stored
    new = Network.objects.get(slug="neu")
    act = kept.act_of(new)
    assert (Act.objects.count(), act.reason, act.by) == (1, "Import aus liste.csv", admin_user)
    assert [version.document for version in kept.versions(new)] == [dump(new)]


def test_changed_row_keeps_its_old_version():
    taken(fact())
    taken(fact(text="Ein anderes Ziel.", von="2020"))
    texts = [version.document["facts"][0]["text"] for version in kept.versions(Fact.objects.get())]
    assert texts == ["Ein Ziel.", "Ein anderes Ziel."]
    assert Fact.objects.get().start_earliest == date(2020, 1, 1)


def test_renamed_network_sorted_anew():
    taken(network("runde", "Älteste Runde"))
    assert Network.objects.get().sort_key == "alteste runde"


def test_unchanged_networks_get_no_version():
    taken(fact(), network())
    taken(fact(text="Anders."), network())
    assert (
        len(kept.versions(Network.objects.get(slug="runde"))),
        len(kept.versions(Network.objects.get(slug="neu"))),
    ) == (2, 1)


@pytest.fixture
def long_ago():
    day = timezone.now() - timezone.timedelta(days=9)
    for model in (Network, Body, Topic):
        model.objects.update(updated_at=day)
    return day


def test_pages_that_show_it_are_touched(long_ago):
    before = Revision.current()
    taken(*everything())
    touched = [model.objects.filter(updated_at__gt=long_ago).count() for model in (Network, Body, Topic)]
    assert touched == [2, 1, 1]  # the old network is the other end of a relation
    assert Revision.current() > before


def test_nothing_new_touches_nothing(long_ago):
    taken(fact())
    Network.objects.update(updated_at=long_ago)
    before = Revision.current()
    outcome = taken(fact())
    assert (outcome.is_stored, Network.objects.get().updated_at) == (True, long_ago)
    assert Revision.current() == before


@pytest.mark.parametrize(("number", "waits"), [(1, False), (detection.AT_ONCE + 1, True)])
def test_doubles_are_looked_for_at_once_or_by_the_worker(number, waits):
    Lease.take(detection.WORK, timezone.now() + timezone.timedelta(days=1))
    taken(*(network(f"netz-{each}", f"Forum {chr(65 + each) * 5}") for each in range(number)))
    assert Lease.take(detection.WORK, timezone.now()) is waits


def test_dry_run_stores_nothing():
    before = Revision.current()
    assert judged(*everything()).is_stored is False
    assert (Network.objects.count(), Revision.current()) == (1, before)


# --- when something is in the way -------------------------------------------------------------


def plan_of(*rows):
    return ImportPlan(read("liste.csv", csv(*rows)))


def test_change_in_between_stores_nothing(monkeypatch):
    """Somebody saves after the lines were judged and before they are stored."""
    finish = Writing.finish

    def meanwhile(*args):
        Network.objects.get(slug="runde").save()
        return finish(*args)

    monkeypatch.setattr(Writing, "finish", meanwhile)
    outcome = take_over(read("liste.csv", csv(fact())), name="liste.csv")
    assert (outcome.is_stored, Fact.objects.count()) == (False, 0)
    assert outcome.clash == CLASH


def test_clash_in_the_database_stores_nothing():
    plan = plan_of(network(), fact("neu"), fact())
    Fact.objects.create(network=Network.objects.get(), key="ziel", kind="aim", text="Schon da.")
    with pytest.raises(Refused) as refused:
        plan.writing.finish()
    assert str(refused.value) == "runde: facts: ziel: Diese Kennung gibt es bei diesem Netzwerk schon."
    assert (Network.objects.count(), Fact.objects.count(), Citation.objects.count()) == (1, 1, 0)
    assert Act.objects.count() == 0


def test_clash_is_told_as_a_sentence(monkeypatch):
    def clash(*args):
        raise IntegrityError

    monkeypatch.setattr(Writing, "finish", clash)
    assert taken(fact()).clash == CLASH


def test_other_outcome_than_seen_is_not_stored():
    seen = judged(fact()).fingerprint
    assert taken(fact(), seen=seen).is_stored
    assert taken(fact(), seen=seen).is_stored is False


def test_warnings_must_be_accepted():
    lookalike = network(name="Die Runde")
    assert taken(lookalike, in_spite_of_warnings=False).is_stored is False
    assert taken(lookalike).is_stored


def test_storing_asks_no_question_a_line(django_assert_max_num_queries):
    """Databases take a limited number of rows at once, so a hundred lines may ask a little more than one."""
    rows = [fact(key=f"z{each}", quelle="bericht") for each in range(100)]
    for table in (rows, [{**row, "text": "Anders."} for row in rows]):
        plan = plan_of(*table)
        with django_assert_max_num_queries(60), history.act("Import"):
            plan.writing.finish(Revision.current())
