"""Does every record of every kind say in words what has changed, and has every column words of its own?"""

import pytest
from django.apps import apps

from directory.curation.admin.history import ROWS
from directory.history import descriptions
from directory.history.sentences import compared
from directory.models import Body, Page, Silence, Source, Topic
from tests.directory import making
from tests.directory.history import telling
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("versions")]


@pytest.mark.parametrize(
    ("model", "columns", "expected"),
    [
        (Body, {"legal_form": "e.V."}, "koordinierende Stelle „Stelle“ – Rechtsform ergänzt: „e.V.“"),
        (Topic, {"name": "Losen"}, "Thema: „Thema“ → „Losen“"),
        (Source, {"dated": "2024-05"}, "Quelle „Quelle“ – Datum des Textes ergänzt: „Mai 2024“"),
        (Source, {"lines": 1200}, "Quelle „Quelle“ – Zeilen ergänzt: „1.200“"),
        (Page, {"is_complete": True}, "Seite „Seite“ – Ausgefüllt: „nein“ → „ja“"),
    ],
)
def test_record_changed(model, columns, expected):
    record = make(model)
    for name, value in columns.items():
        setattr(record, name, value)
    record.save()
    assert telling.to_editors(record)[0] == [expected]


def test_kind_of_membership_tells_its_fee_and_its_deadline_together():
    row = making.network("Runde").memberships.create(name="Förderer", fee="50", period="jaehrlich")
    row.fee, row.deadline, row.graded, row.fee_text = "60.50", "2026-09", True, "je nach Größe"
    row.save()
    assert telling.to_editors(row.network)[0] == [
        "Art der Mitgliedschaft „Förderer“ – Beitrag: „50 € jährlich“ → „ab 60,50 € jährlich, je nach Größe“; "
        "Frist ergänzt: „September 2026“"
    ]


def test_source_tells_of_its_silent_lines():
    row = make(Silence, reason="Bildnachweis")
    assert telling.to_editors(row.source)[0] == ["Textstelle ohne Angabe ergänzt: Zeile 1: Bildnachweis"]


def test_body_tells_what_is_said_about_it():
    body = making.body("Stelle")
    making.citation(body, aspect="name")
    assert telling.to_editors(body)[0] == ["Beleg ergänzt: Quelle, Zeile 1 (zu koordinierende Stelle „Stelle“: Name)"]


def test_what_is_gone_without_a_trace_still_has_words():
    tenure = making.tenure(making.network("Runde"), making.body("Stelle"))
    network = tenure.network
    tenure.delete()
    Body.objects.all().delete()
    assert telling.to_editors(network)[0] == [
        "Koordination entfernt: ein Eintrag, den es nicht mehr gibt: koordiniert"
    ]  # fmt: skip


def test_long_text_compared_line_by_line():
    assert compared("eins\nzwei\ndrei", "eins\nzwo\ndrei\nvier") == [
        ("", "eins"), ("del", "zwei"), ("ins", "zwo"), ("", "drei"), ("ins", "vier"),
    ]  # fmt: skip


# --- completeness -------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [apps.get_model("directory", name) for name in ROWS])
def test_every_column_has_words_or_is_left_out_on_purpose(model):
    """Whoever adds a column gets its words for nothing, under a label no other column of the row has."""
    columns = [
        column for column in model._meta.concrete_fields if column.editable and column.name not in descriptions.UNSAID
    ]
    groups = {column: group.label for group in descriptions.TOGETHER.get(model, ()) for column in group.columns}
    labels = [descriptions.label(column) for column in columns if column.name not in groups]
    assert len({*labels, *groups.values()}) == len(labels) + len(set(groups.values()))
