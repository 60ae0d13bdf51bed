"""Do applications of before keep what was ticked, as the conditions it met and in the words that were read?"""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from memberships.models import Application
from tests.memberships import making

migration = import_module("memberships.migrations.0006_conditions")


@pytest.mark.django_db
def test_ticked_tasks_become_conditions_in_words():
    network = making.network()
    network.terms.criteria.create(kind="activity", value="buergerbeteiligung", text="tätig in der Bürgerbeteiligung")
    told, none = (making.applied(network, email=f"{name}@b.example") for name in ("a", "b"))
    Application.objects.filter(pk=told.pk).update(tasks=["taetigkeit", "interesse", "gab-es-einmal"])
    migration.tell_in_words(apps, connection.schema_editor())
    told.refresh_from_db()
    none.refresh_from_db()
    assert none.tasks == []
    assert told.tasks == [
        {
            "kind": "activity",
            "value": "buergerbeteiligung",
            "text": "Ich bin in der Bürgerbeteiligung tätig.",
        },
        {"kind": "", "value": "", "text": "Ich möchte mich austauschen und mitwirken."},
        {"kind": "", "value": "", "text": "gab-es-einmal"},
    ]
