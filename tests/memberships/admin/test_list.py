"""Does the queue say what an officer must know, narrow down as asked, and leave the house without formulas?"""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.enums import CriterionKind
from directory.models import Network, Source
from memberships.applications import actions, reminders
from memberships.enums import Letter, State
from memberships.letters import emails
from memberships.models import Application, Message
from tests.directory import making as catalogue
from tests.memberships import making
from tests.memberships.admin.conftest import DESK, decide, page, said


def names(answer: Any) -> list[str]:
    return [row.name for row in answer.context["cl"].result_list]


def aged(application: Application, days: int) -> Application:
    moment = timezone.now() - timedelta(days=days)
    Application.objects.filter(pk=application.pk).update(submitted_at=moment, confirmed_at=moment)
    return application


@pytest.fixture
def queue(network: Network, foreign: Application) -> None:
    """One application in each state, named for it."""
    for number, state in enumerate(State):
        made = making.in_state(
            state, network, name=f"Frau {state}", email=f"{state}@ort{number}.example", organisation=f"Ort {number}"
        )
        aged(made, days=number)


# --- the list ---------------------------------------------------------------------------------


def test_most_urgent_first(desk: Client, queue: None) -> None:
    order = ["waiting", "asked", "unconfirmed", "approved", "declined", "withdrawn", "expired"]
    assert names(desk.get(DESK)) == [f"Frau {state}" for state in order]


@pytest.mark.once
def test_columns(desk: Client, application: Application) -> None:
    aged(application, days=9)
    shown = desk.get(DESK).content.decode()
    for cell in ("Netz", "zu entscheiden", "Ihre Stelle", '<td class="field-age">9</td>', "Stelle A"):
        assert cell in shown
    decide(desk, application, "approve")
    shown = desk.get(DESK).content.decode()
    assert "niemanden" in shown
    assert '<td class="field-age">–</td>' in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?mine=yes", ["Frau waiting"]),
        ("?state=asked", ["Frau asked"]),
        ("?network=netz&state=declined", ["Frau declined"]),
        ("?network=anderswo", []),
        ("?state=nix", []),
        ("?q=frau+appr", ["Frau approved"]),
        ("?q=ort1.example", ["Frau waiting"]),
        ("?q=Ort+2", ["Frau asked"]),
        ("?q=Fritz", []),
    ],
)
def test_filters_and_search(desk: Client, queue: None, query: str, found: list[str]) -> None:
    assert names(desk.get(f"{DESK}{query}")) == found


@pytest.mark.once
def test_filters_offer_only_ones_own_networks(desk: Client, queue: None) -> None:
    shown = desk.get(DESK).content.decode()
    assert "?network=netz" in shown
    assert "Anderswo" not in shown


def test_sorting_by_every_column(desk: Client, queue: None) -> None:
    for column in range(-9, 10):
        assert desk.get(f"{DESK}?o={column}").status_code == 200


@pytest.mark.once
def test_first_page_counts_by_state(desk: Client, queue: None) -> None:
    shown = desk.get("/admin/").content.decode()
    assert shown.count("<b>1</b>") == len(State) + 1  # that of the decisions to take stands on top as well
    assert f'href="{DESK}?state=asked"' in shown


@pytest.mark.once
def test_queries_do_not_grow_with_the_rows(desk: Client, network: Network) -> None:
    def count(number: int) -> list[int]:
        made = making.waiting(network, email=f"wer{number}@eigen.example", organisation="Stadt Eigen")
        source, kind = catalogue.source(), CriterionKind.SECTOR
        rule = network.terms.criteria.create(kind=kind, value=("verwaltung", "politik", "wirtschaft")[number])
        catalogue.citation(rule, of=source)
        Message.objects.filter(application=made).update(failed_at=timezone.now())
        counts = []
        for path in ("/admin/", DESK, f"{DESK}export/", f"{DESK}{made.pk}/change/", "/admin/memberships/message/"):
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(path).status_code == 200
            counts.append(len(queries))
        return counts

    assert count(0)[:3] == count(1)[:3] == (last := count(2))[:3]
    assert count_again(desk, network, last) == last[3:]


def count_again(desk: Client, network: Network, last: list[int]) -> list[int]:
    """The review page with four others like it, and the list of letters with more of them."""
    made = making.waiting(network, email="noch@eigen.example", organisation="Stadt Eigen")
    Message.objects.filter(application=made).update(failed_at=timezone.now())
    counts = []
    for path in (f"{DESK}{made.pk}/change/", "/admin/memberships/message/"):
        with CaptureQueriesContext(connection) as queries:
            desk.get(path)
        counts.append(len(queries))
    return counts


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.once
def test_page_shows_how_it_fits_and_why(desk: Client, network: Network) -> None:
    rules = {"who": "organisation", "function": "treibt-voran-oder-verantwortet", "land": "sachsen"}
    for kind, value in rules.items():
        rule = network.terms.criteria.create(kind=kind, value=value, text=f"Regel {kind}", binding=kind != "function")
        catalogue.citation(rule, line=7, of=catalogue.source("Satzung"))
    stated = {"kind": "purpose", "value": "gab-es-einmal", "text": "Regel, die es nicht mehr gibt"}
    made = making.waiting(network, party="person", tasks=[stated])
    shown = page(desk, made).content.decode()
    assert "passt nicht; verlangt ist: Regel who" in shown
    assert "verlangt ist: Regel land – dazu sagt der Antrag nichts" in shown
    assert "Beleg: Satzung, Zeile 7" in shown
    assert Source.objects.get().get_absolute_url() in shown
    assert "Regel, die es nicht mehr gibt" in shown


@pytest.mark.once
def test_page_shows_stated_conditions_as_met(desk: Client, network: Network) -> None:
    network.terms.criteria.create(kind="land", value="sachsen", text="Einsatz in Sachsen")
    stated = {"kind": "land", "value": "sachsen", "text": "Einsatz in Sachsen"}
    network.terms.criteria.create(kind="sector", value="verwaltung", text="aus der Verwaltung")
    shown = page(desk, making.waiting(network, tasks=[stated], sector="verwaltung")).content.decode()
    assert "passt: Einsatz in Sachsen" in shown
    assert "passt: aus der Verwaltung" in shown


def test_page_names_others_like_it(
    desk: Client, network: Network, bob: Any, application: Application, foreign: Application
) -> None:
    same = making.waiting(network, name="Ben Gleich", email="ben@eigen.example", organisation="anders")
    actions.withdraw(application=making.waiting(network, name="Rita Rück", email="rita@weg.example"))
    given_away = making.waiting(network, name="Gerd Weg", email="gerd@eigen.example", organisation="x")
    given_away.body = catalogue.body("Stelle B")
    given_away.save()
    shown = page(desk, application).content.decode()
    assert f'href="{DESK}{same.pk}/change/">Ben Gleich</a>' in shown
    assert "Gerd" not in shown
    assert "1 weiterer Antrag, über den eine andere Stelle entscheidet" in shown
    assert "Rita" not in shown
    assert "Fritz" not in shown


def test_page_names_earlier_applications_of_the_address(desk: Client, network: Network) -> None:
    earlier = making.in_state(State.DECLINED, network, email="ina@gmx.de", organisation="")
    again = making.waiting(network, email="INA@gmx.de", organisation="")
    assert f"{DESK}{earlier.pk}/change/" in page(desk, again).content.decode()


@pytest.mark.once
def test_page_escapes_what_strangers_typed(desk: Client, network: Network) -> None:
    made = making.waiting(network, name="<script>x</script>", statement="<b>fett</b>\nneu")
    shown = page(desk, made).content.decode()
    assert "<script>x" not in shown
    assert "&lt;b&gt;fett&lt;/b&gt;<br>neu" in shown


@pytest.mark.once
def test_history_stands_on_the_page(desk: Client, application: Application) -> None:
    answer = desk.get(f"{DESK}{application.pk}/history/")
    assert answer["Location"] == f"{DESK}{application.pk}/change/#verlauf"
    assert "E-Mail-Adresse bestätigt, durch antragstellende Person" in page(desk, application).content.decode()


def test_a_reminder_leads_to_the_page(desk: Client, ada: Any, application: Application) -> None:
    aged(application, days=8)
    assert reminders.send() == 1
    letter = Message.objects.get(letter=Letter.REMINDER)
    assert letter.to == ada.email
    assert desk.get(making.path_in(letter)).status_code == 200


# --- letters that failed ----------------------------------------------------------------------


def test_failed_letters_are_shown_and_tried_again(desk: Client, application: Application) -> None:
    letter = making.letters(application=application)[-1]
    assert "gescheitert" not in page(desk, application).content.decode()
    Message.objects.filter(pk=letter.pk).update(failed_at=timezone.now(), attempts=10, error="SMTPServerDisconnected")
    one = f"/admin/memberships/message/{letter.pk}/"
    pages = [desk.get(path).content.decode() for path in (one + "change/", "/admin/memberships/message/")]
    pages.append(page(desk, application).content.decode())
    secret = making.path_in(letter)
    assert all(secret not in shown and "Guten Tag" not in shown for shown in pages)
    assert all(f"{one}retry/" in shown for shown in (pages[0], pages[2]))
    assert said(desk.post(f"{one}retry/", follow=True)) == ["Die Nachricht wird noch einmal versucht."]
    letter.refresh_from_db()
    assert (letter.failed_at, letter.attempts, letter.error) == (None, 0, "")
    assert letter.text
    assert desk.post(f"{one}retry/").status_code == 404


def test_letters_under_way_are_nobodys_business(desk: Client, application: Application) -> None:
    emails.received(application)
    assert desk.get("/admin/memberships/message/").context["cl"].result_count == 0


# --- the export -------------------------------------------------------------------------------


def table(answer: Any) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.once
def test_export_of_a_page_that_does_not_exist(desk: Client, application: Application) -> None:
    assert desk.get(f"{DESK}export/?p=99").status_code in (200, 302)


@pytest.mark.once
def test_export_is_the_filtered_list(desk: Client, queue: None) -> None:
    answer = desk.get(f"{DESK}export/?state=asked")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    (row,) = table(answer)
    assert row["Name"] == "Frau asked"
    assert row["Stand"] == "Rückfrage gestellt"
    assert row["wartet auf"] == "antragstellende Person"
    assert row["zuständig"] == "Stelle A"
    assert row["öffentlich nennen"] == "nein"
    assert len(table(desk.get(f"{DESK}export/"))) == len(State)
    assert "export/?state=asked" in desk.get(f"{DESK}?state=asked").content.decode()


@pytest.mark.once
@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " =", "\n=", "＝", '"='])
def test_export_has_no_formulas(desk: Client, network: Network, begin: str) -> None:
    making.waiting(network, name=f"{begin}1+1", statement=f"{begin}cmd|' /C calc'!A0")
    (row,) = table(desk.get(f"{DESK}export/"))
    assert row["Name"].startswith("'")
    assert row["Tätigkeit"].startswith("'")
