"""Do networks get into files and out of them at the desk: only for those who may, and only as they were shown?"""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from directory.models import Act, Fact, Network, Revision, Upload
from tests import kept
from tests.directory import making
from tests.directory.curation.admin.exchanging import LIST, START, messages, report, sent, taken, words
from tests.directory.curation.imports import tables
from tests.directory.curation.imports.tables import fact, network

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EXPORT = f"{LIST}export/csv/"
HELP, TEMPLATE = f"{START}help/", f"{START}template/"
RIGHTS = {"curator": ["view_network", "change_network", "add_network"], "chief": ["view_network", "import_network"]}


@pytest.fixture(autouse=True)
def runde() -> Network:
    return tables.base()


@pytest.fixture
def person(client: Client, django_user_model: Any) -> Any:
    """Logs somebody in who has only these rights; says who it is."""

    def log_in(role: str, name: str = "") -> Any:
        user = django_user_model.objects.create_user(name or role, password="geheim", is_staff=True)
        permissions = user.user_permissions.model.objects.filter(content_type__app_label="directory")
        user.user_permissions.set(permissions.filter(codename__in=RIGHTS.get(role, [])))
        client.force_login(user)
        return user

    return log_in


def downloaded(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("chief", START, 200), ("curator", START, 403), ("nobody", START, 403),
        ("chief", EXPORT, 200), ("curator", EXPORT, 200), ("nobody", EXPORT, 403),
        ("chief", HELP, 200), ("curator", HELP, 200), ("nobody", HELP, 403),
        ("chief", TEMPLATE, 200), ("curator", TEMPLATE, 200), ("nobody", TEMPLATE, 403),
    ],
)  # fmt: skip
def test_only_those_who_may(client, person, role, address, status):
    person(role)
    assert client.get(address).status_code == status


def test_strangers_are_asked_to_log_in(client):
    for address in (START, EXPORT, HELP, TEMPLATE):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", [EXPORT, HELP, TEMPLATE])
def test_reading_pages_take_no_post(admin_client, address):
    assert admin_client.post(address).status_code == 405


def test_curator_can_send_no_file(client, person):
    person("curator")
    assert sent(client, fact()).status_code == 403
    assert Upload.objects.count() == 0


def test_file_of_somebody_else_is_not_shown(client, person):
    person("chief")
    page = report(client, fact())
    address = page.request["PATH_INFO"]
    person("chief", "andere")
    for answer in (client.get(address, follow=True), client.post(address, {}, follow=True)):
        assert answer.redirect_chain[-1][0] == START
        assert "Die Datei ist nicht mehr da" in messages(answer)[0]
    person("curator")
    assert client.get(address).status_code == 403
    assert (Upload.objects.count(), Fact.objects.count()) == (1, 0)


def test_buttons_on_the_list_are_those_one_may_use(client, person):
    person("chief")
    assert START in words(client.get(LIST))
    person("curator")
    page = words(client.get(LIST))
    assert (START in page, EXPORT in page) == (False, True)


# --- out --------------------------------------------------------------------------------------


def test_filtered_list_downloaded_as_it_is(admin_client):
    making.draft("Entwurf A"), making.draft("Entwurf B")
    answer = admin_client.get(EXPORT, {"visibility__exact": "draft", "q": "entwurf", "o": "-1"})
    assert [row["netzwerk"] for row in downloaded(answer)] == ["entwurf-b", "entwurf-a"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="netzwerke-')


def test_unknown_format_and_filter(admin_client):
    assert admin_client.get(f"{LIST}export/xlsx/").status_code == 404
    assert admin_client.get(EXPORT, {"farbe": "blau"})["Location"] == LIST


@pytest.mark.parametrize("form", ["csv", "json"])
def test_selected_networks_downloaded(admin_client, runde, form):
    making.network("Andere")
    answer = admin_client.post(LIST, {"action": f"export_{form}", "_selected_action": [runde.pk]})
    text = b"".join(answer.streaming_content).decode()
    assert ('"runde"' in text, '"andere"' in text) == (True, False)


def test_formula_does_not_leave_the_house(admin_client, runde):
    Network.objects.update(summary="=HYPERLINK(1)")
    assert downloaded(admin_client.get(EXPORT))[0]["text"] == "'=HYPERLINK(1)"


# --- in ---------------------------------------------------------------------------------------


def test_file_without_a_table_is_refused_at_once(admin_client):
    for content, sentence in (
        (b"\xff\xfea\0", "Die Datei ist in UTF-16 gespeichert"),
        (b"netzwerk;farbe\n", "Die Spalte „farbe“ gibt es nicht."),
        (b"", "Die Datei ist leer."),
        (b"x" * 5_000_001, "Die Datei ist größer als 5 MB."),
    ):
        assert sentence in str(sent(admin_client, content=content).context["form"].errors)
    assert "Bitte wählen Sie eine Datei." in str(admin_client.post(START).context["form"].errors)
    assert Upload.objects.count() == 0


def test_report_tells_of_every_line_and_stores_nothing(admin_client):
    tables.taken(fact(key="alt"), fact(key="bleibt"))
    before = Revision.current()
    page = words(report(admin_client, fact(key="alt", text="Anders."), fact(key="bleibt"), fact(key="neu"), fact("x")))
    for told in (
        "4 Zeilen: 1 neu, 1 geändert, 1 unverändert, 1 abgelehnt.",
        "„x“ gibt es nicht, und keine Zeile „netzwerk“ legt es an.",
        "<del>Ein Ziel.</del> → <ins>Anders.</ins>",
        "Nichts wird übernommen, solange etwas abgelehnt ist.",
    ):
        assert told in page
    assert ("Alles übernehmen" in page, Revision.current()) == (False, before)


def test_words_of_a_file_are_shown_not_run(admin_client):
    page = words(report(admin_client, fact(key="<b>", name="x"), name="<i>.csv"))
    assert ("<b> " in page.split("</thead>")[1], "&lt;b&gt;" in page, "&lt;i&gt;.csv" in page) == (False, True, True)


def test_agreed_file_is_taken_over(client, person):
    user = person("chief")
    done = taken(client, report(client, network(), fact("neu")))
    assert done.redirect_chain == [(LIST, 302)]
    assert messages(done) == ["„liste.csv“ ist übernommen. 1 neues Netzwerk. 2 Zeilen: 2 neu."]
    act = kept.act_of(Fact.objects.get())
    assert (act.by, act.reason) == (user, "Import aus liste.csv")
    assert (Network.objects.get(slug="neu").visibility, Upload.objects.count()) == ("draft", 0)


def test_nothing_to_take_over(admin_client):
    tables.taken(fact())
    assert "es gibt nichts zu übernehmen" in words(report(admin_client, fact()))


def test_second_click_finds_no_file(admin_client):
    page = report(admin_client, fact())
    taken(admin_client, page)
    assert "Die Datei ist nicht mehr da" in messages(taken(admin_client, page))[0]
    assert Fact.objects.count() == 1


def test_catalogue_changed_since_the_report(admin_client):
    """Else the file would silently undo what somebody has entered in the meantime."""
    tables.taken(fact())
    page = report(admin_client, fact(text="Aus der Datei."))
    tables.taken(fact(text="Von Hand."))
    again = taken(admin_client, page)
    assert "Seit Ihrer Prüfung hat sich etwas geändert." in words(again)
    assert "<del>Von Hand.</del>" in words(again)
    assert Fact.objects.get().text == "Von Hand."
    taken(admin_client, again)
    assert Fact.objects.get().text == "Aus der Datei."


def test_refused_line_cannot_be_forced(admin_client):
    page = report(admin_client, fact(), fact("x"))
    assert taken(admin_client, page).status_code == 200
    assert Fact.objects.count() == 0


def test_lookalike_needs_a_tick(admin_client):
    page = report(admin_client, network(name="Die Runde"))
    assert "Sieht aus wie „Runde“: Name gleich." in words(page)
    again = taken(admin_client, page)
    assert "bestätigen Sie, dass es andere Netzwerke sind" in words(again)
    assert not Network.objects.filter(slug="neu").exists()
    taken(admin_client, again, confirmed="on")
    assert Network.objects.filter(slug="neu").exists()


def test_fifty_networks_with_three_faulty_lines(admin_client):
    """Sent, mended, sent again."""
    rows = [row for number in range(50) for row in (
        network(f"netz-{number}", f"{chr(65 + number % 26) * 3}{number} Forum"), fact(f"netz-{number}"))]  # fmt: skip
    faulty = [dict(row) for row in rows]
    faulty[0]["status"], faulty[51]["quelle"], faulty[99]["art"] = "ruhend", "gibts-nicht", "Farbe"
    page = report(admin_client, *faulty)
    assert [line.number for line in page.context["report"].refused] == [2, 53, 101]
    assert page.context["report"].summary == "100 Zeilen: 97 neu, 3 abgelehnt."
    assert (taken(admin_client, page).status_code, Network.objects.count()) == (200, 1)
    mended = report(admin_client, *rows)
    assert mended.context["report"].networks == "50 neue Netzwerke"
    taken(admin_client, mended)
    assert (Network.objects.count(), Fact.objects.count(), Upload.objects.count()) == (51, 50, 0)
    assert Act.objects.count() == 1


def test_ones_own_download_taken_back(admin_client):
    tables.taken(fact(), network())
    content = b"".join(admin_client.get(EXPORT).streaming_content)
    page = report(admin_client, content=content)
    assert page.context["report"].summary == "3 Zeilen: 3 unverändert."


def test_template_shows_how_and_is_refused(admin_client):
    answer = admin_client.get(TEMPLATE)
    content = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"] == 'attachment; filename="netzwerke-vorlage.csv"'
    assert [line.number for line in report(admin_client, content=content).context["report"].refused] == [2, 3]


def test_help_explains_every_column(admin_client):
    page = words(admin_client.get(HELP))
    for told in ("<code>ohne_quelle_weil</code>", "höchstens 10.000 Zeilen", "geplant · in Gründung · aktiv · beendet"):
        assert told in page


def test_overview_is_filled_in_checked_and_taken_over(admin_client):
    header = b"".join(admin_client.get("/admin/directory/network/import/overview/").streaming_content).decode()
    cells = {"name": "Neue Runde", "status": "aktiv", "zusammenfassung": "Eine.", "quelle": "satzung", "land": "Hessen"}
    names = [name.strip('"') for name in header.lstrip("\ufeff").strip().split(";")]
    content = header + ";".join(cells.get(name, "") for name in names)
    page = report(admin_client, name="uebersicht.csv", content=content.encode())
    assert "1 Zeile: 2 neu. 1 neues Netzwerk, als Entwurf." in words(page)
    taken(admin_client, page)
    assert [str(each) for each in Network.objects.get(slug="neue-runde").areas] == ["Hessen"]
    rows = downloaded(admin_client.get("/admin/directory/network/export/uebersicht/?q=Neue"))
    assert [{name: row[name] for name in cells} for row in rows] == [cells]
