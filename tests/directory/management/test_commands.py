"""Do the curator's commands say what they did, and fail with one sentence where they cannot?"""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from directory.models import Citation, Network, Silence, Source, Topic
from directory.rules import line_ranges
from tests.directory.smallest import make

TEXT = ["Überschrift", "", "Das Netzwerk entstand 2013.", "Es hat 120 Mitglieder."]


def said(command, *arguments, **options):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "text.txt").write_text("\n".join(TEXT), encoding="utf-8")
    return tmp_path


# --- load_fixtures ----------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.django_db
def test_load_fixtures():
    [line] = said("load_fixtures")
    number, what = line.split()
    assert (int(number) > 500, what, Network.objects.count()) == (True, "neu", 10)


@pytest.mark.once
def test_load_fixtures_again(catalogue):
    [line] = said("load_fixtures", settings.BASE_DIR / "fixtures")
    assert line.split()[1:] == ["unverändert"]


def test_load_fixtures_if_empty(catalogue, tmp_path):
    assert said("load_fixtures", tmp_path, if_empty=True) == ["Das Verzeichnis ist schon gefüllt; nichts geladen."]


@pytest.mark.django_db
def test_load_fixtures_if_empty_and_it_is(tmp_path):
    for name in ("sources", "bodies", "topics"):
        (tmp_path / f"{name}.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "topics.yaml").write_text("- {slug: a, name: A}\n- {slug: b, name: B}\n", encoding="utf-8")
    assert said("load_fixtures", tmp_path, if_empty=True) == ["2 neu"]
    (tmp_path / "topics.yaml").write_text("- {slug: a, name: Ä}\n- {slug: c, name: C}\n", encoding="utf-8")
    assert said("load_fixtures", tmp_path) == ["1 geändert, 1 neu"]
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["B", "C", "Ä"]


@pytest.mark.django_db
def test_load_fixtures_refused(tmp_path):
    (tmp_path / "sources.yaml").write_text("a: 1", encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        said("load_fixtures", tmp_path)
    assert str(refusal.value) == "Nichts geladen. sources.yaml: Hier wird eine Liste erwartet."


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["fehlt", "text.txt", ""])
def test_load_fixtures_no_folder_of_fixtures(folder, name):
    with pytest.raises(CommandError, match=r"^Nichts geladen\. "):
        said("load_fixtures", folder / name)


# --- fingerprint ------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "first", "last"), [("3", 3, 3), ("1-4", 1, 4)])
def test_fingerprint(folder, lines, first, last):
    assert said("fingerprint", folder / "text.txt", lines) == [line_ranges.fingerprint(TEXT, first, last)]


@pytest.mark.parametrize(
    ("name", "lines", "sentence"),
    [
        ("text.txt", "0", "„0“ nennt keine Zeilen"),
        ("text.txt", "drei", "„drei“ nennt keine Zeilen"),
        ("text.txt", "4-3", "„4-3“ endet vor dem Anfang."),
        ("text.txt", "5", "Die Zeilen 5–5 gibt es nicht; der Text hat 4."),
        ("fehlt.txt", "1", "No such file"),
        ("", "1", "Is a directory"),
        ("latin.txt", "1", "codec can't decode"),
    ],
)
def test_fingerprint_refused(folder, name, lines, sentence):
    (folder / "latin.txt").write_bytes(b"B\xfcrger")
    with pytest.raises(CommandError) as refusal:
        said("fingerprint", folder / name, lines)
    assert sentence in str(refusal.value)


# --- check_citations --------------------------------------------------------------------------


@pytest.fixture
def source(db):
    return make(Source, slug="quelle", file="text.txt")


def cite(source, line, mark=None):
    mark = line_ranges.fingerprint(TEXT, line, line) if mark is None else mark
    return make(Citation, source=source, first_line=line, last_line=line, fingerprint=mark)


def test_check_citations(source, folder):
    for line in (1, 3):
        cite(source, line)
    assert said("check_citations", folder) == ["2 Belege verglichen, 0 passen nicht mehr."]


def test_check_citations_broken(source, folder):
    cite(source, 1)
    cite(source, 3, "0123456789ab")
    out = StringIO()
    with pytest.raises(CommandError, match=r"^Bitte die genannten Belege prüfen\.$"):
        call_command("check_citations", str(folder), stdout=out)
    assert out.getvalue().splitlines() == [
        f"quelle, Zeile 3: Der Wortlaut hat sich geändert (jetzt {line_ranges.fingerprint(TEXT, 3, 3)}).",
        "2 Belege verglichen, 1 passen nicht mehr.",
    ]


def test_check_citations_real_without_texts(catalogue, tmp_path):
    """The source texts are not the project's to give away, so a fresh copy has none."""
    out = StringIO()
    number = Citation.objects.count()
    with pytest.raises(CommandError):
        call_command("check_citations", str(tmp_path), stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[-1] == f"{number} Belege verglichen, {number} passen nicht mehr."
    assert {line.rpartition(": ")[2] for line in lines[:-1]} == {"Der Text fehlt."}


# --- coverage ---------------------------------------------------------------------------------


def test_coverage(source, folder):
    cite(source, 3)
    make(Silence, source=source, first_line=1, last_line=1)
    assert said("coverage", folder) == [
        "quelle: 1 Zeilen belegt, 1 ohne Angabe, 1 offen",
        "  Zeile 4: Es hat 120 Mitglieder.",
    ]


def test_coverage_long_line(source, folder):
    (folder / "text.txt").write_text("x" * 300, encoding="utf-8")
    assert said("coverage", folder)[1] == f"  Zeile 1: {'x' * 100}"


def test_coverage_text_missing(source, tmp_path):
    make(Source, slug="ohne-datei", file="")
    assert said("coverage", tmp_path) == ["quelle: Die Datei text.txt fehlt."]


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["check_citations", "coverage"])
@pytest.mark.parametrize("name", ["fehlt", "text.txt"])
def test_no_folder(folder, command, name):
    with pytest.raises(CommandError) as refusal:
        said(command, folder / name)
    assert str(refusal.value) == f"{folder / name} ist kein Ordner."
