"""What happens at ``…/melden/``: which statement it shows, what sending leads to, and what it withstands."""

import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.enums import Visibility
from directory.models import FormerAddress, Network
from memberships.models import Attempt, Hint, Message
from memberships.views import hint
from tests.directory import making as catalogue_making
from tests.memberships import hinting
from tests.memberships.views.test_hostile import HOSTILE_ADDRESSES, HOSTILE_LINES, HOSTILE_TEXTS, flat, hidden
from tests.reading import Seen

pytestmark = pytest.mark.django_db

FORM = "/netzwerke/netz/melden/"
BODY = "/stellen/berlin-institut-fuer-partizipation/"
THANKS = "Danke für Ihren Hinweis"


@pytest.fixture
def network() -> Network:
    made = catalogue_making.network("Netz")
    fact = catalogue_making.fact(made, text="Es sind viele.")
    catalogue_making.citation(fact, 7)
    return made


def send(client: Client, path: str = FORM, **changes: Any) -> HttpResponse:
    return client.post(path, hinting.filled(**changes))


# --- what it shows ----------------------------------------------------------------------------


def test_form_shows_the_statement_with_its_source(network, client):
    text = Seen(client.get(f"{FORM}?zu=fact:angabe")).text
    assert "So steht es jetzt da: Ziel Es sind viele. Quelle, Zeile 7" in text


@pytest.mark.parametrize(
    "about", ["", "?zu=", "?zu=fact:gibt-es-nicht", "?zu=contact:1", "?zu=" + "x" * 5000, "?zu=%F0"]
)
def test_form_without_known_statement_is_about_the_entry(network, client, about):
    answer = client.get(f"{FORM}{about}")
    if about == "?zu=%F0":
        assert answer.status_code == 400  # broken UTF-8, as everywhere
        return
    assert (answer.status_code, answer.context["statement"]) == (200, None)
    assert "Ihr Hinweis gilt dem ganzen Eintrag." in Seen(answer).text


def test_form_shows_no_hidden_person(network, client):
    person = hinting.person(network, withheld=True)
    answer = client.get(f"{FORM}?zu=contact:{person.pk}")
    assert "Kim Beispiel" not in answer.content.decode()


def test_form_of_a_body(client):
    catalogue_making.body("Stelle", legal_form="e.V.")
    answer = client.get("/stellen/stelle/melden/?zu=body:legal-form")
    assert "So steht es jetzt da: Rechtsform e.V." in Seen(answer).text


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.ARCHIVED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_unpublished_is_not_there(network, client, visibility, method):
    Network.objects.update(visibility=visibility)
    assert getattr(client, method)(FORM, hinting.filled()).status_code == 404
    assert Hint.objects.count() == 0


@pytest.mark.parametrize("path", ["/netzwerke/nix/melden/", "/stellen/nix/melden/"])
def test_unknown_entry_is_not_there(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("kind", "path"), [("network", "netzwerke"), ("body", "stellen")])
def test_former_address_leads_on(network, client, kind, path):
    entry = network if kind == "network" else catalogue_making.body("Stelle")
    FormerAddress.objects.create(kind=kind, slug="frueher", number=entry.pk)
    answer = client.get(f"/{path}/frueher/melden/?zu=fact:angabe")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{path}/{entry.slug}/melden/?zu=fact:angabe")


@pytest.mark.once
def test_form_not_for_search_engines_nor_stores(network, client):
    answer = client.get(FORM)
    assert Seen(answer).heads["robots"] == "noindex"
    assert "no-store" in answer.headers["Cache-Control"]


# --- sending ----------------------------------------------------------------------------------


def test_sending_thanks_and_keeps_one_row(network, client):
    answer = send(client, f"{FORM}?zu=fact:angabe")
    made = Hint.objects.get()
    assert (answer.status_code, Seen(answer).headed("h1")) == (200, [THANKS])
    assert (made.entry, made.about, made.stood, made.text) == (
        network, "fact:angabe", "Es sind viele.", "Es sind 130 Mitglieder.",
    )  # fmt: skip


def test_sending_about_a_body(client):
    body = catalogue_making.body("Stelle")
    answer = send(client, "/stellen/stelle/melden/")
    assert (Seen(answer).headed("h1"), Hint.objects.get().entry) == ([THANKS], body)


def test_sending_twice_one_row_same_words(network, client):
    sent = hinting.filled()
    answers = [client.post(FORM, sent) for _ in range(3)]
    assert [Seen(answer).headed("h1") for answer in answers] == [[THANKS]] * 3
    assert Hint.objects.count() == 1


def test_mistakes_are_listed_and_all_that_was_typed_is_kept(network, client):
    answer = send(client, f"{FORM}?zu=fact:angabe", text="", source="Amtsblatt Nr. 7", email="anna@stadt.example")
    page, content = Seen(answer), answer.content.decode()
    assert answer.status_code == 200
    assert page.title.startswith("Fehler: ")
    assert {"#id_text", "#id_consent"} <= set(page.addresses)
    assert "So steht es jetzt da: Ziel" in page.text
    assert 'value="Amtsblatt Nr. 7"' in content
    assert 'value="anna@stadt.example"' in content
    assert [row["value"] for row in page.inputs if row["checked"]] == ["wrong"]
    assert Hint.objects.count() == 0


# --- protection -------------------------------------------------------------------------------


def test_too_often_from_one_network(network, client, settings):
    settings.LIMIT_PER_NETWORK = 2
    answers = [send(client) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "3600"
    assert Hint.objects.count() == 2


def test_too_often_for_one_address(network, client, settings):
    settings.LIMIT_PER_EMAIL = 2
    answers = [send(client, email="opfer@stadt.example", consent="on") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "opfer" not in repr(list(Attempt.objects.values_list()))


def test_without_csrf_token_refused(network):
    assert send(Client(enforce_csrf_checks=True)).status_code == 403
    assert Hint.objects.count() == 0


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_refused(network, client, method):
    assert getattr(client, method)(FORM).status_code == 405


def test_hostile_value_message_at_field_nothing_stored(network, client, settings):
    settings.RATE_LIMITS = False
    kinds = {"source": HOSTILE_LINES, "text": HOSTILE_TEXTS, "email": HOSTILE_ADDRESSES}
    for field, value in ((field, value) for field, values in kinds.items() for value in values.values()):
        answer = send(client, **{"consent": "on", field: value})
        assert (answer.status_code, set(answer.context["form"].errors)) == (200, {field}), value[:60]
        assert f'id="id_{field}_error"' in answer.content.decode(), value[:60]
        assert "<script>alert(1)" not in answer.content.decode(), value[:60]
    assert (Hint.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.once
@pytest.mark.parametrize("field", ["flaw", "submission", "began", "consent", "website"])
@pytest.mark.parametrize("value", ["\0", "<script>", "a" * 10_000, "' OR 1=1 --", "\u202e", "٣"])
def test_hostile_choice_never_fails(network, client, field, value):
    assert send(client, **{field: value}).status_code in (200, 302)


def test_locked_database_keeps_all_that_was_typed(network, client, monkeypatch):
    def locked(**_: object) -> None:
        raise OperationalError

    sent = hinting.filled(text='Wort "eins" & <zwei>'.replace("<zwei>", "zwei"), submission=str(uuid.uuid4()))
    with monkeypatch.context() as patch:
        patch.setattr(hint.hint_actions, "submit", locked)
        answer = client.post(f"{FORM}?zu=fact:angabe", sent)
    assert (answer.status_code, answer.headers["Retry-After"], hidden(answer)) == (503, "30", flat(sent))
    client.post(f"{FORM}?zu=fact:angabe", dict(hidden(answer)))
    assert Hint.objects.get().text == 'Wort "eins" & zwei'


# --- the links that lead here -----------------------------------------------------------------


@pytest.mark.once
def test_no_page_asks_for_hints_at_every_statement(catalogue, client):
    """One way in a page; whoever takes it sees a link at every statement."""
    for address in (*(network.get_absolute_url() for network in Network.objects.published()), BODY):
        page = Seen(client.get(address))
        assert [link.text for link in page.links if "melden" in link.href] == ["Fehler melden"]
        assert page.href("Fehler melden") == "?melden=1"
        assert page.heads.get("robots") is None


@pytest.mark.once
def test_profile_links_lead_to_what_they_stand_beside(catalogue, client):
    for network in Network.objects.published():
        page = Seen(client.get(f"{network.get_absolute_url()}?melden=1"))
        assert (page.heads["robots"], page.heads["canonical"].partition("?")[1]) == ("noindex, follow", "")
        first, *links = [link for link in page.links if "/melden/" in link.href]
        assert first.text == "Etwas zum ganzen Eintrag melden"
        assert {f"fact:{key}" for key in network.facts.values_list("key", flat=True)} <= {
            link.href.partition("?zu=")[2] for link in links
        }
        for link in links:
            answer = client.get(link.href)
            assert (link.text, answer.status_code) == ("melden", 200)
            assert f"{FORM}?zu={answer.context['statement'].name}".endswith(link.href.partition("melden/")[2])


@pytest.mark.once
@pytest.mark.parametrize("query", ["?melden=0", "?melden=", "?melden=11", "?melden=1&melden=0"])
def test_links_are_asked_for_in_one_way(network, client, query):
    assert 'class="hint-link"' not in client.get(f"/netzwerke/netz/{query}").content.decode()


def test_copies_of_a_page_with_and_without_links_are_kept_apart(network, client):
    plain, with_links = (client.get(f"/netzwerke/netz/{query}") for query in ("", "?melden=1"))
    assert plain["ETag"] != with_links["ETag"]
    again = client.get("/netzwerke/netz/", headers={"if-none-match": with_links["ETag"]})
    assert (again.status_code, again.content) == (200, plain.content)


@pytest.mark.once
def test_body_page_leads_here(catalogue, client):
    hrefs = Seen(client.get(f"{BODY}?melden=1")).addresses
    assert f"{BODY}melden/" in hrefs


@pytest.mark.once
def test_links_name_what_they_are_about(network, client):
    assert 'aria-label="melden: Angabe Es sind viele."' in client.get("/netzwerke/netz/?melden=1").content.decode()


@pytest.mark.once
def test_link_needs_a_row_and_an_entry(network):
    tag = Template("{% load hints %}{% hint_link row %}")
    row = network.facts.get()
    assert [tag.render(Context(known)) for known in ({}, {"row": row}, {"network": network})] == [""] * 3
    assert tag.render(Context({"row": row, "network": network})) == ""
    assert "melden" in tag.render(Context({"row": row, "network": network, "hinting": True}))


def queries(client: Client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.once
def test_links_cost_nothing(network, client):
    before = queries(client, "/netzwerke/netz/?melden=1")
    for number in range(3):
        catalogue_making.citation(catalogue_making.fact(network, key=f"f{number}"), number + 20)
    assert queries(client, "/netzwerke/netz/?melden=1") == before == queries(client, "/netzwerke/netz/")


@pytest.mark.once
def test_form_costs_the_same_for_one_source_and_for_three(network, client):
    before = queries(client, f"{FORM}?zu=fact:angabe")
    for line in (20, 21):
        catalogue_making.citation(network.facts.get(), line)
    assert queries(client, f"{FORM}?zu=fact:angabe") == before <= 5
