"""Does the page behind a source say what of it the directory represents, and what no longer fits a given text?"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from directory.models import Citation, Fact, Network, Silence, Source
from directory.rules import line_ranges
from tests import kept
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TEXT = ["Überschrift", "", "Das Netzwerk entstand 2013.", "Es hat 120 Mitglieder.", "<b>Bild</b>"]
WHOLE = "\n".join(TEXT)


@pytest.fixture
def source() -> Source:
    made = make(Source, title="Satzung", file="text.txt")
    make(Silence, source=made, first_line=1, last_line=1)
    return made


def cite(source: Source, line: int, mark: str | None = None, **columns: Any) -> Citation:
    mark = line_ranges.fingerprint(TEXT, line, line) if mark is None else mark
    fact = make(Fact, text=f"Aussage aus Zeile {line}.", network=make(Network, name="Netz", **columns))
    return make(Citation, source=source, first_line=line, last_line=line, fingerprint=mark, fact=fact)


def path(source: Source) -> str:
    return f"/admin/directory/source/{source.pk}/coverage/"


def look(client: Client, source: Source, **data: Any) -> Seen:
    answer = client.post(path(source), data) if data else client.get(path(source))
    assert answer.status_code == 200
    return Seen(answer)


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("text.txt", content)


# --- what is represented ----------------------------------------------------------------------


def test_source_leads_to_its_coverage(admin_client: Client, source: Source) -> None:
    page = Seen(admin_client.get(f"/admin/directory/source/{source.pk}/change/"))
    assert page.href("Text vergleichen") == path(source)


@pytest.mark.parametrize("visibility", ["published", "draft", "archived"])
def test_passages_lead_to_the_rows_they_stand_behind(admin_client: Client, source: Source, visibility: str) -> None:
    fact = cite(source, 3, visibility=visibility).fact
    page = look(admin_client, source)
    assert "Zeile 3" in page.headed("h3")
    assert page.href("Netz – Angabe: Aussage aus Zeile 3.") == f"/admin/directory/fact/{fact.pk}/change/"


def test_nothing_represented(admin_client: Client) -> None:
    assert "Noch nichts." in look(admin_client, make(Source)).text


def test_open_lines(admin_client: Client, source: Source) -> None:
    cite(source, 3)
    Source.objects.update(lines=5, blank_lines="2")
    page = look(admin_client, source)
    assert "Diese Zeilen gibt noch keine Angabe wieder: 4–5." in page.text
    assert "Der Text hat 4 Zeilen mit Wörtern. 1 davon steht hinter Angaben, 1 enthält keine." in page.text


def test_long_source_page_by_page(admin_client: Client, source: Source, django_assert_max_num_queries: Any) -> None:
    for line in range(1, 103):
        cite(source, line, mark="")
    with django_assert_max_num_queries(12):
        first = look(admin_client, source)
    assert ("Zeile 100" in first.headed("h3"), "Zeile 101" in first.headed("h3")) == (True, False)
    assert first.href("Nächste Seite") == "?p=2"
    assert "Zeile 102" in Seen(admin_client.get(f"{path(source)}?p=2")).headed("h3")


# --- a text to compare ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        lambda: {"text": WHOLE},
        lambda: {"text": WHOLE.replace("\n", "\r\n")},
        lambda: {"file": upload(WHOLE.encode())},
        lambda: {"file": upload(WHOLE.encode("utf-8-sig"))},
        lambda: {"file": upload(WHOLE.encode()), "text": ""},
    ],
)
def test_text_that_still_fits(admin_client: Client, source: Source, given: Any) -> None:
    for line in (1, 3):
        cite(source, line)
    page = look(admin_client, source, **given())
    for sentence in (
        "Der Text hat 5 Zeilen; leer sind 2. 2 stehen hinter Angaben, 0 enthalten keine, 2 sind offen.",
        "2 Belege verglichen; alle passen.",
        "Zeile 4: Es hat 120 Mitglieder.",
        "Zeile 5: <b>Bild</b>",
    ):
        assert sentence in page.text


def test_text_that_no_longer_fits(admin_client: Client, source: Source) -> None:
    cite(source, 3)
    changed = cite(source, 4, mark="0123456789ab").fact
    gone = make(Citation, source=source, first_line=6, last_line=8, fingerprint="0123456789ab").fact
    page = look(admin_client, source, text=WHOLE)
    assert "3 Belege verglichen; 2 passen nicht mehr:" in page.text
    now = line_ranges.fingerprint(TEXT, 4, 4)
    assert f"Zeile 4: Der Wortlaut hat sich geändert (jetzt {now}). Netz – Angabe: Aussage aus Zeile 4." in page.text
    assert "Zeilen 6–8: Die Zeilen 6–8 gibt es nicht; der Text hat 5." in page.text
    assert {f"/admin/directory/fact/{row.pk}/change/" for row in (changed, gone)} <= set(page.addresses)


def test_citations_of_other_sources_are_not_compared(admin_client: Client, source: Source) -> None:
    cite(make(Source), 3, mark="0123456789ab")
    make(Citation, source=source, first_line=None, last_line=None, locator="Seite 3")
    assert "0 Belege verglichen; alle passen." in look(admin_client, source, text=WHOLE).text


def test_citations_entered_without_fingerprint_cannot_be_compared(admin_client: Client, source: Source) -> None:
    cite(source, 1)
    cite(source, 3, mark="")
    text = look(admin_client, source, text=WHOLE).text
    assert "1 Beleg verglichen; alle passen." in text
    assert "1 Beleg mehr nennt Zeilen, wurde aber ohne Fingerabdruck eingetragen." in text
    cite(source, 4, mark="")
    assert "2 Belege mehr nennen Zeilen, wurden aber ohne" in look(admin_client, source, text=WHOLE).text


def test_all_lines_represented(admin_client: Client, source: Source) -> None:
    cite(source, 3)
    page = look(admin_client, source, text="\n".join(TEXT[:3]))
    assert "Welche Zeilen sind offen? Keine." in page.text


def test_long_report_cut(admin_client: Client, source: Source) -> None:
    page = look(admin_client, source, text="\n".join(f"Zeile mit {number}" for number in range(300)))
    assert "299 sind offen" in page.text
    assert ("Zeile 201: " in page.text, "Zeile 202: " in page.text) == (True, False)
    assert "Gezeigt sind nur die ersten 200." in page.text


def test_text_is_not_stored(admin_client: Client, source: Source) -> None:
    before = {field.attname: getattr(source, field.attname) for field in Source._meta.concrete_fields}
    look(admin_client, source, text=WHOLE)
    source.refresh_from_db()
    assert {name: getattr(source, name) for name in before} == before
    assert kept.versions(source) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (lambda: {"text": ""}, "Bitte wählen Sie eine Datei oder fügen Sie einen Text ein, nicht beides."),
        (
            lambda: {"text": "a", "file": upload(b"a")},
            "Bitte wählen Sie eine Datei oder fügen Sie einen Text ein, nicht beides.",
        ),
        (lambda: {"text": " \n \n"}, "Der Text ist leer."),
        (lambda: {"file": upload(b"")}, "Der Text ist leer."),
        (lambda: {"file": upload(b" \n")}, "Der Text ist leer."),
        (lambda: {"file": upload("Bürger".encode("latin-1"))}, "nicht in UTF-8 gespeichert (erstes falsches Byte: 2)."),
        (lambda: {"file": upload("Bürger".encode("utf-16"))}, "nicht in UTF-8 gespeichert (erstes falsches Byte: 1)."),
        (lambda: {"file": upload(b"a\0b")}, "Das ist keine Textdatei."),
        (lambda: {"file": upload(b"x" * 1_000_001)}, "Die Datei ist größer als 1 MB."),
        (lambda: {"text": "x" * 200_001}, "höchstens 200000 Zeichen"),
        (lambda: {"text": "a\0b"}, "Nullzeichen sind nicht erlaubt."),
    ],
)
def test_text_refused(admin_client: Client, source: Source, given: Any, sentence: str) -> None:
    page = look(admin_client, source, **given())
    assert sentence in page.text
    assert "Der Vergleich" not in page.headed("h2")


def test_file_of_the_greatest_size(admin_client: Client, source: Source) -> None:
    page = look(admin_client, source, file=upload(b"x" * 1_000_000))
    assert "Der Text hat 1 Zeile. 0 stehen hinter Angaben, 1 enthalten keine, 0 sind offen." in page.text


# --- rights -----------------------------------------------------------------------------------


def test_coverage_of_nothing(admin_client: Client) -> None:
    assert admin_client.get("/admin/directory/source/999999/coverage/").status_code == 404


def test_other_methods(admin_client: Client, source: Source) -> None:
    assert admin_client.put(path(source)).status_code == 405


@pytest.mark.parametrize(("right", "status"), [("view_source", 200), ("view_page", 403)])
def test_who_may_see_a_source_may_compare_it(
    client: Client, source: Source, django_user_model: Any, right: str, status: int
) -> None:
    user = django_user_model.objects.create_user("leserin", is_staff=True)
    user.user_permissions.add(user.user_permissions.model.objects.get(codename=right))
    client.force_login(user)
    assert client.get(path(source)).status_code == status
    assert client.post(path(source), {"text": WHOLE}).status_code == status


def test_strangers_log_in_first(client: Client, source: Source) -> None:
    assert client.get(path(source)).url.startswith("/admin/login/")
