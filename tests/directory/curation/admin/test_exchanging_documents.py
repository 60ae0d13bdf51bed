"""Do whole networks get out of the desk as JSON and back in, told in words first?"""

import json
from typing import Any

import pytest

from directory.catalogue import dump
from directory.models import Network
from tests.directory.curation.admin.exchanging import LIST, messages, report, taken, words
from tests.directory.curation.imports import tables

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def runde() -> Network:
    return tables.base()


def test_json_downloaded(admin_client):
    answer = admin_client.get(f"{LIST}export/json/")
    assert json.loads(b"".join(answer.streaming_content)) == [dump(Network.objects.get())]
    assert answer["Content-Disposition"].endswith('.json"')


def test_document_is_changed_checked_and_taken_over(admin_client, runde):
    (document,) = json.loads(b"".join(admin_client.get(f"{LIST}export/json/").streaming_content))

    def told(**fields: Any) -> Any:
        content = json.dumps([{**document, **fields}]).encode()
        return report(admin_client, name="netze.json", content=content)

    assert "es gibt nichts zu übernehmen" in words(told())
    assert "Runde: Das Feld „&lt;b&gt;“ gibt es hier nicht." in words(told(slug="", **{"<b>": 1}))
    assert "runde: kind: Hier wird ein einzelner Text oder eine Zahl erwartet." in words(told(kind=["network"]))
    page = told(summary="Die <i>ganze</i> Runde.")
    assert "In einem Satz: „Eine Runde.“ → „Die &lt;i&gt;ganze&lt;/i&gt; Runde.“" in words(page)
    assert "1 Netzwerk: 1 geändert." in words(page)
    assert messages(taken(admin_client, page)) == ["„netze.json“ ist übernommen. 1 Netzwerk: 1 geändert."]
    runde.refresh_from_db()
    assert (runde.summary, runde.visibility) == ("Die <i>ganze</i> Runde.", "published")
