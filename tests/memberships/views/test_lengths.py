"""Is nothing cut that somebody has pasted: does the server say how much is too much, and count as browsers do?"""

import re

import pytest
from django.test import Client

from directory.models import Fact, Page
from memberships.enums import State
from memberships.models import Application, ConsentText
from tests.directory import making as catalogue
from tests.directory.smallest import make
from tests.memberships import hinting, making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

REPORT = "/netzwerke/netz/melden/"
TOO_LONG = "3 Zeichen zu viel: Es sind 2.003, möglich sind höchstens 2.000."


@pytest.fixture
def page() -> str:
    """An applicant's page with a question on it."""
    network = catalogue.network("Netz")
    catalogue.fact(network)
    return making.page_of(making.in_state(State.ASKED, making.network("Anderes")))


def test_no_field_cuts(page, client, admin_client):
    row, text = Fact.objects.get(), make(Page, slug="seite")
    network = row.network
    public = [REPORT, "/netzwerke/anderes/mitmachen/", "/antrag/link-verloren/", page, "/", "/netzwerke/"]
    admin = [
        f"/admin/directory/network/{network.pk}/change/", f"/admin/directory/page/{text.pk}/change/",
        "/admin/memberships/consenttext/add/", "/admin/auth/user/add/", "/admin/directory/topic/add/",
    ]  # fmt: skip
    for browser, addresses in ((client, public), (admin_client, admin), (Client(), ["/admin/login/"])):
        for address in addresses:
            content = browser.get(address).content.decode()
            assert re.findall(r"<(?:input|textarea)[^>]*maxlength", content) == [], address
    assert "Höchstens 2.000 Zeichen." in Seen(client.get(REPORT)).text
    assert 'title="höchstens 120 Zeichen"' in admin_client.get("/admin/directory/topic/add/").content.decode()


def test_limit_says_how_much_is_too_much_and_keeps_the_text(page, client):
    text = "ä" * 2003
    hint = client.post(REPORT, hinting.filled(text=text))
    answer = client.post(f"{page}antworten/", {"answer": text})
    for sent, form in ((hint, "form"), (answer, "answer_form")):
        errors = list(sent.context[form].errors.values())
        assert (errors, text in sent.content.decode()) == ([[TOO_LONG]], True)
    assert Application.objects.get().answer == ""


def test_end_of_line_counts_once(page, client, admin_client):
    lines = "\r\n".join(["a"] * 1000)  # 1,999 signs for browsers, 2,998 as they are sent
    client.post(f"{page}antworten/", {"answer": lines})
    assert Application.objects.get().answer == lines.replace("\r\n", "\n")
    long = "\r\n".join(["a"] * 2500)
    admin_client.post("/admin/memberships/consenttext/add/", {"version": "2027-01", "text": long})
    assert len(ConsentText.objects.get(version="2027-01").text) == 4999


def test_search_text_is_kept_and_told(client):
    text = "x" * 203
    answer = client.get("/netzwerke/", {"q": text})
    assert "der Suchtext ab dem 201. Zeichen (3 zu viel)" in Seen(answer).text
    assert f'value="{text}"' in answer.content.decode()
