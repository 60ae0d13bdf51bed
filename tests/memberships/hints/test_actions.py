"""Is a hint taken in once, settled once, answered at most once, and by whoever was first?"""

import uuid
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError

from directory.curation import duplicates
from directory.models import Network
from memberships.enums import Decider, Letter, Move, Refusal, Stage
from memberships.hints import actions as hint_actions
from memberships.inquiries import actions as inquiry_actions, scope as inquiry_scope
from memberships.letters.workflow import HINT, NotAllowed, Overtaken
from memberships.models import Hint, Message
from tests.directory import making as catalogue
from tests.memberships import hinting, making
from tests.memberships.racing import race, raised

pytestmark = pytest.mark.django_db
NOW = "2026-11-22T12:00:00Z"


# --- taking in --------------------------------------------------------------------------------


def test_submit_keeps_what_was_said_and_how_it_stood():
    network = catalogue.network("Netz")
    catalogue.fact(network, text="Es sind viele.")
    with time_machine.travel(NOW, tick=False):
        made = hinting.hint(network, "fact:angabe", text="Es sind 130.", email="anna@stadt.example")
    made.refresh_from_db()
    assert (made.network, made.body, made.about, made.stood) == (network, None, "fact:angabe", "Es sind viele.")
    assert (made.text, made.source, made.flaw, made.stage) == ("Es sind 130.", "Amtsblatt", "wrong", Stage.OPEN)
    assert (made.email, made.consent_at, made.decided_at) == ("anna@stadt.example", made.submitted_at, None)


def test_submit_about_a_body():
    body = catalogue.body("Stelle", legal_form="e.V.")
    made = hinting.hint(body, "body:legal-form")
    assert (made.entry, made.network, made.stood) == (body, None, "e.V.")


def test_submit_about_a_person_keeps_no_name():
    person = hinting.person(catalogue.network("Netz"))
    assert hinting.hint(about=f"contact:{person.pk}").stood == "Die Kontaktperson"


def test_submit_writes_no_letter():
    hinting.hint(email="anna@stadt.example")
    assert Message.objects.count() == 0


def test_submit_same_again_one_row():
    number = uuid.uuid4()
    first = hinting.hint(submission=number)
    assert (hinting.hint(submission=number), Hint.objects.count()) == (first, 1)


@pytest.mark.parametrize("change", [{"text": "Neu."}, {"source": "Neu"}, {"flaw": "other"}, {"about": "network:name"}])
def test_submit_changed_with_same_number_two_rows(change):
    """From the browser's memory: nothing that was written is lost."""
    number = uuid.uuid4()
    hinting.hint(submission=number)
    hinting.hint(submission=number, **change)
    assert Hint.objects.count() == 2


def test_submit_refused_for_another_reason_is_not_hidden():
    with pytest.raises(IntegrityError):
        hinting.hint(flaw="gibt es nicht")


# --- settling ---------------------------------------------------------------------------------

LETTERS = {Move.ACCEPT: Letter.HINT_ACCEPTED, Move.DECLINE: Letter.HINT_DECLINED, Move.MATCH: Letter.HINT_DUPLICATE}


@pytest.mark.parametrize(("stage", "move"), hinting.WAYS.items())
def test_move_notes_who_and_when(stage, move):
    with time_machine.travel(NOW, tick=False):
        made = hinting.hint()
        hinting.move(made, move)
        assert (made.stage, made.decided_at) == (stage, made.submitted_at)
    assert made.decided_by == (None if move is Move.WITHDRAW else making.user("kuratorin"))


@pytest.mark.parametrize(("move", "letter"), LETTERS.items())
def test_move_answers_once_where_an_answer_is_wanted(move, letter):
    made = hinting.hint(email="anna@stadt.example")
    hinting.move(made, move)
    assert [(row.letter, row.to) for row in making.letters()] == [(letter, "anna@stadt.example")]
    with pytest.raises(NotAllowed):
        hinting.move(made, move)
    assert len(making.letters()) == 1


@pytest.mark.parametrize("move", Move)
def test_move_without_address_writes_nothing(move):
    hinting.move(hinting.hint(), move)
    assert Message.objects.count() == 0


def test_decline_nonsense_writes_nothing_and_forgets_the_address():
    made = hinting.hint(email="opfer@stadt.example")
    hinting.move(made, Move.DECLINE, refusal=Refusal.NO_HINT)
    assert (Message.objects.count(), Hint.objects.get().email, made.email) == (0, "", "")


def test_decline_keeps_reason_and_own_words():
    made = hinting.hint(email="anna@stadt.example")
    hinting.move(made, Move.DECLINE, refusal=Refusal.OTHER, answer="Die Quelle nennt <95>.")
    (letter,) = making.letters()
    assert (made.refusal, made.answer) == (Refusal.OTHER, "Die Quelle nennt <95>.")
    assert "Die Quelle nennt <95>." in letter.text
    assert "Die Quelle nennt &lt;95&gt;." in letter.html
    assert "Anderer Grund" not in letter.text


def test_decline_letter_names_the_reason_from_the_list():
    hinting.move(hinting.hint(email="anna@stadt.example"), Move.DECLINE, refusal=Refusal.NO_SOURCE)
    assert f"Der Grund: {Refusal.NO_SOURCE.label}" in making.letters()[0].text


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.OPEN])
@pytest.mark.parametrize("move", Move)
def test_settled_stays_settled(stage, move):
    made = hinting.in_stage(stage)
    with pytest.raises(NotAllowed):
        hinting.move(made, move)
    assert Hint.objects.get(pk=made.pk).stage == stage


@pytest.mark.parametrize("move", Move)
def test_move_on_an_old_copy_is_overtaken(move):
    made = hinting.hint(email="anna@stadt.example")
    old = Hint.objects.get(pk=made.pk)
    hinting.move(made, Move.ACCEPT)
    with pytest.raises(Overtaken):
        hinting.move(old, move)
    assert (Hint.objects.get(pk=made.pk).stage, len(making.letters())) == (Stage.ACCEPTED, 1)


def test_curators_move_nothing_of_the_body():
    with pytest.raises(NotAllowed):
        HINT.look_up(Stage.OPEN, Move.WITHDRAW, Decider.CURATOR)


# --- matching ---------------------------------------------------------------------------------


def test_match_names_the_other():
    made, other = hinting.hint(), hinting.hint()
    hint_actions.match(hint=made, by=making.user(), earlier=other)
    assert (made.stage, made.same_as, list(other.repeats.all())) == (Stage.DUPLICATE, other, [made])


@pytest.mark.parametrize("which", ["itself", "a repeat", "gone"])
def test_match_refuses(which):
    made, other = hinting.hint(), hinting.in_stage(Stage.DUPLICATE)
    earlier = {"itself": made, "a repeat": other}.get(which) or hinting.hint()
    if which == "gone":
        Hint.objects.filter(pk=earlier.pk).delete()
    with pytest.raises(Overtaken):
        hint_actions.match(hint=made, by=making.user(), earlier=earlier)
    assert Hint.objects.get(pk=made.pk).stage == Stage.OPEN


# --- at the same moment -----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_same_form_many_times_one_row():
    network, number = catalogue.network("Netz"), uuid.uuid4()
    outcomes = race([lambda: hinting.hint(network, submission=number)] * 16, 4)
    assert (raised(outcomes), set(outcomes)) == ([], {Hint.objects.get()})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", [Move.ACCEPT, Move.DECLINE, Move.MATCH, Move.WITHDRAW])
def test_two_decisions_at_once_one_holds(other):
    making.user("kuratorin")
    for _ in range(4):
        made = hinting.hint(email="anna@stadt.example")
        acts = [partial(hinting.move, Hint.objects.get(pk=made.pk), each) for each in (Move.ACCEPT, other)]
        assert raised(race(acts)) == ["Overtaken"]
        settled = Hint.objects.get(pk=made.pk)
        assert settled.stage in {Stage.ACCEPTED, *(row for row, way in hinting.WAYS.items() if way is other)}
        assert len(making.letters(hint=made)) == (0 if settled.stage == Stage.WITHDRAWN else 1)


@pytest.mark.django_db(transaction=True)
def test_two_hints_matched_with_each_other_at_once():
    for _ in range(4):
        Hint.objects.all().delete()
        Network.objects.all().delete()
        one, two = hinting.hint(), hinting.hint()
        acts = [partial(hint_actions.match, hint=one, by=None, earlier=two)]
        acts += [partial(hint_actions.match, hint=two, by=None, earlier=one)]
        assert raised(race(acts)) == ["Overtaken"]
        assert sorted(Hint.objects.values_list("stage", flat=True)) == [Stage.DUPLICATE, Stage.OPEN]


# --- entries that become one ------------------------------------------------------------------


def test_hints_and_replies_follow_a_merged_network_and_are_not_quoted():
    kept, gone = catalogue.network("Eins"), catalogue.network("Zwei")
    fact = catalogue.fact(gone)
    body = hinting.body("Stelle", hinting.ADDRESS, kept, gone)
    inquiry = hinting.asked(body)
    hint = hinting.hint(gone, "fact:angabe", text="Zwiebelkuchen", email="anna@stadt.example")
    inquiry_actions.confirm_all(inquiry=inquiry, network=gone, seen=inquiry_scope.mark(gone))
    inquiry_actions.object_to(inquiry=inquiry, target=kept, text="Zwiebelkuchen")
    merger = duplicates.merge("network", kept.pk, gone.pk, by=None, reason="Dasselbe.")
    hint.refresh_from_db()
    assert hint.network == kept
    assert [word for word in ("Zwiebelkuchen", "anna@") if word in str(merger.moved)] == []
    assert inquiry.replies.filter(fact=fact).count() == 1
    assert inquiry.replies.filter(network=kept).count() == 1
