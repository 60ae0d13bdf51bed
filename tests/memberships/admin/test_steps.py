"""Can an officer do exactly what the table allows, once, and is whoever comes second told?"""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from directory.models import Body, Member, Network, Tenure
from memberships.applications import actions, one_per_organisation, permissions
from memberships.enums import Actor, ApplicationStep, DeclineReason, State
from memberships.letters.workflow import APPLICATION, Overtaken
from memberships.models import Application
from tests.directory import making as catalogue
from tests.memberships import making
from tests.memberships.admin.conftest import DESK, decide, enter, officer, page, said, seen

FIELDS = {
    ApplicationStep.APPROVE: {},
    ApplicationStep.DECLINE: {"reason": DeclineReason.NOT_ELIGIBLE.value, "text": "Leider nicht."},
    ApplicationStep.ASK: {"question": "Was tun Sie?"},
}
OPEN = (State.WAITING, State.ASKED)


def current(application: Application) -> str:
    application.refresh_from_db()
    return application.state


def version_of(application: Application) -> str:
    return f"{application.state}-{application.events.order_by('pk').last().pk}"


# --- the table --------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("state", State)
def test_page_offers_exactly_the_tables_steps(desk: Client, network: Network, state: State) -> None:
    made = making.in_state(state, network)
    answer = page(desk, made)
    offered = [form.step for form in answer.context["forms"]]
    assert offered == APPLICATION.steps(state, Actor.OFFICER)
    assert answer.content.decode().count("/decide/") == len(offered)


@pytest.mark.once
@pytest.mark.parametrize("step", FIELDS)
@pytest.mark.parametrize("state", State)
def test_each_step_from_each_state(
    desk: Client, ada: Any, network: Network, state: State, step: ApplicationStep
) -> None:
    made = making.in_state(state, network)
    row = APPLICATION.table.get((state, step))
    answer = decide(desk, made, step.value, version_of(made), **FIELDS[step])
    if row is None:
        assert said(answer) == ["Dieser Schritt ist im jetzigen Stand nicht möglich."]
        assert current(made) == state
        return
    assert current(made) == row.to
    assert len(said(answer)) == 1
    event = made.events.order_by("pk").last()
    assert (event.step, event.before, event.after, event.by, event.role) == (step, state, row.to, ada, Actor.OFFICER)
    assert making.letters(application=made)[-1].letter == row.letter


@pytest.mark.once
@pytest.mark.parametrize("step", ["confirm", "withdraw", "leave", "expire", "answer", "nix"])
def test_steps_of_others_do_not_exist(desk: Client, application: Application, step: str) -> None:
    assert decide(desk, application, step).status_code == 404
    assert current(application) == State.WAITING


def test_approval_makes_a_member(desk: Client, ada: Any, application: Application) -> None:
    decide(desk, application, "approve")
    application.refresh_from_db()
    assert application.member == Member.objects.get()
    assert application.decided_by == ada


def test_the_question_and_the_refusal_are_kept(desk: Client, application: Application) -> None:
    decide(desk, application, "ask", question="Was tun Sie?\nUnd wo?")
    assert "Was tun Sie?<br>Und wo?" in page(desk, application).content.decode()
    decide(desk, application, "decline", reason="other", text="Es passt nicht.")
    application.refresh_from_db()
    assert (application.decline_reason, application.decline_text) == ("other", "Es passt nicht.")


@pytest.mark.once
@pytest.mark.parametrize(
    ("step", "fields", "field"),
    [
        ("decline", {"reason": ""}, "reason"),
        ("decline", {"reason": "weil"}, "reason"),
        ("decline", {"reason": "other"}, "text"),
        ("decline", {"reason": "duplicate", "text": "x" * 2001}, "text"),
        ("decline", {"reason": "duplicate", "text": "a\0b"}, "text"),
        ("ask", {"question": " "}, "question"),
        ("ask", {"question": "x" * 2001}, "question"),
        ("ask", {"question": "<b>?</b>"}, "question"),
    ],
)
def test_incomplete_forms_come_back(
    desk: Client, application: Application, step: str, fields: dict[str, str], field: str
) -> None:
    answer = decide(desk, application, step, **fields)
    (form,) = (form for form in answer.context["forms"] if form.step == step)
    assert field in form.errors
    assert "<title>Fehler:" in answer.content.decode()
    assert current(application) == State.WAITING


# --- two at once ------------------------------------------------------------------------------


def test_the_second_officer_is_told(desk: Client, network: Network, application: Application) -> None:
    second = enter(officer("cleo", "Stelle A"))
    before = seen(second, application)
    decide(desk, application, "approve")
    answer = decide(second, application, "decline", before, **FIELDS[ApplicationStep.DECLINE])
    assert said(answer) == [
        "Inzwischen hat Ada Amt entschieden: angenommen. Ihr eigener Schritt wurde nicht ausgeführt."
    ]
    assert current(application) == State.APPROVED
    assert application.decline_reason == ""


def test_nobody_decides_about_what_the_applicant_has_changed_since(desk: Client, application: Application) -> None:
    before = seen(desk, application)
    actions.correct(application=application, fields={"name": "Anna Neu", "email": application.email})
    answer = decide(desk, application, "approve", before)
    assert "Inzwischen hat die antragstellende Person etwas geändert: Angaben berichtigt." in said(answer)[0]
    assert current(application) == State.WAITING


@pytest.mark.once
@pytest.mark.parametrize("version", ["", "waiting", "waiting-0", "approved-1"])
def test_a_form_of_unknown_age_decides_nothing(desk: Client, application: Application, version: str) -> None:
    assert "Inzwischen" in said(decide(desk, application, "approve", version))[0]
    assert current(application) == State.WAITING


def test_a_withdrawal_in_the_very_moment(desk: Client, application: Application, monkeypatch: Any) -> None:
    approve = actions.approve

    def late(**call: Any) -> None:
        actions.withdraw(application=Application.objects.get(pk=application.pk))
        approve(**call)

    monkeypatch.setattr(actions, "approve", late)
    assert (
        "Inzwischen hat die antragstellende Person etwas geändert: zurückgezogen."
        in said(decide(desk, application, "approve"))[0]
    )
    assert current(application) == State.WITHDRAWN
    assert not Member.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_in_the_same_moment(ada: Any, application: Application) -> None:
    clients = {"approve": enter(ada), "decline": enter(officer("cleo", "Stelle A"))}
    version = seen(clients["approve"], application)
    gate = threading.Barrier(len(clients))
    answers: dict[str, str] = {}

    def press(step: str, client: Client) -> None:
        try:
            gate.wait()
            answers[step] = said(decide(client, application, step, version, **FIELDS[ApplicationStep(step)]))[0]
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=each) for each in clients.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = {"approved": "approve", "declined": "decline"}[current(application)]
    lost = ({"approve", "decline"} - {won}).pop()
    assert "bekommt eine E-Mail" in answers[won]
    assert "Inzwischen hat" in answers[lost]
    assert application.events.filter(step__in=("approve", "decline")).count() == 1


# --- one per organisation ---------------------------------------------------------------------


@pytest.fixture
def second(network: Network, application: Application) -> Application:
    """A second application of an organisation that is a member already."""
    actions.approve(application=application, by=making.user("wer"))
    return making.waiting(network, name="Ben Zweit", email="ben@eigen.example", organisation="Stadt Eigen e. V.")


def test_an_exception_needs_its_reason(desk: Client, second: Application) -> None:
    answer = decide(desk, second, "approve")
    (form,) = (form for form in answer.context["forms"] if form.step == "approve")
    assert "exception" in form.errors
    assert current(second) == State.WAITING


def test_a_granted_exception_is_logged(desk: Client, ada: Any, second: Application) -> None:
    decide(desk, second, "approve", exception="Zwei Dezernate.")
    assert current(second) == State.APPROVED
    assert (second.exception_text, second.organisation_slot) == ("Zwei Dezernate.", "")
    event = second.events.order_by("pk").last()
    assert event.note.startswith("Ausnahme")
    assert event.by == ada
    shown = page(desk, second).content.decode()
    assert "Zwei Dezernate." in shown
    assert "Ausnahme von" in shown


def test_the_first_needs_no_exception(desk: Client, application: Application) -> None:
    decide(desk, application, "approve", exception="Wird nicht gebraucht.")
    application.refresh_from_db()
    assert application.exception_text == ""
    assert application.organisation_slot


def test_a_seat_taken_in_the_very_moment(desk: Client, network: Network, monkeypatch: Any) -> None:
    first, other = (making.waiting(network, email=f"{name}@eigen.example") for name in ("a", "b"))
    monkeypatch.setattr(one_per_organisation, "because", lambda application: "")
    decide(desk, first, "approve")
    assert said(decide(desk, other, "approve")) == ["Diese Organisation ist in diesem Netzwerk schon vertreten."]
    assert current(other) == State.WAITING


# --- without a body ---------------------------------------------------------------------------


@pytest.fixture
def lost(db: None) -> Application:
    """An application to a network nobody is known to lead."""
    return making.waiting(making.network("Verwaist"), name="Lena Los")


def assign(client: Client, application: Application, body: Body | None) -> Any:
    data = {"body": body.pk if body else ""}
    return client.post(f"{DESK}unrouted/{application.pk}/", data, follow=True)


def test_assigning_by_hand(desk: Client, admin_client: Client, ada: Any, lost: Application) -> None:
    assert page(desk, lost).status_code == 404
    shown = admin_client.get(f"{DESK}unrouted/").content.decode()
    assert "Verwaist" in shown
    assert "Lena" not in shown
    assert "Anträge ohne zuständige Stelle" in admin_client.get("/admin/").content.decode()
    answer = assign(admin_client, lost, Body.objects.get())
    assert said(answer) == ["Zuständig ist jetzt: Stelle A."]
    assert str(lost.events.order_by("pk").last()) == "Zuständig gemacht: Stelle A"
    assert "von Hand zugewiesen" in page(desk, lost).content.decode()
    assert assign(admin_client, lost, Body.objects.get()).status_code == 404
    assert decide(desk, lost, "approve").status_code == 200
    assert current(lost) == State.APPROVED


def test_only_bodies_somebody_decides_for(admin_client: Client, ada: Any, lost: Application) -> None:
    for body in (None, catalogue.body("Leere Stelle")):
        assert said(assign(admin_client, lost, body)) == ["Bitte wählen Sie eine Stelle."]
    lost.refresh_from_db()
    assert lost.body is None


def test_assigned_meanwhile(admin_client: Client, ada: Any, lost: Application, monkeypatch: Any) -> None:
    def late(**call: Any) -> None:
        raise Overtaken("Für diesen Antrag ist inzwischen eine Stelle zuständig.")

    monkeypatch.setattr(actions, "assign", late)
    assert "inzwischen" in said(assign(admin_client, lost, Body.objects.get()))[0]


def test_a_hand_beats_the_tenure(desk: Client, bob: Any, application: Application) -> None:
    application.body = permissions.bodies_of(bob).get()
    application.save()
    assert Tenure.objects.filter(network=application.network).exists()
    assert page(desk, application).status_code == 404
    assert page(enter(bob), application).status_code == 200
