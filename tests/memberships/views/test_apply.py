"""What happens at ``/netzwerke/<slug>/mitmachen/``: the form or the honest other path, and what sending it leads to."""

import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from directory.enums import Status, Visibility
from directory.models import Network
from directory.rules.membership_paths import Path
from memberships.applications import actions
from memberships.enums import Letter, State
from memberships.models import Application, Message, Notice
from tests.directory import making as catalogue_making
from tests.directory.real import SLUGS
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

SENT = "Bitte sehen Sie in Ihr Postfach"
REASON = "In der Regel ist nur eine Mitgliedschaft je Organisation möglich"


def address(short: str = "") -> str:
    return f"/netzwerke/{SLUGS.get(short, short or 'netz')}/mitmachen/"


def send(client: Client, short: str = "", **changes: Any) -> HttpResponse:
    return client.post(address(short), making.filled(**{**making.ANSWERS.get(short, {}), **changes}))


def went_well(answer: HttpResponse) -> bool:
    return (answer.status_code, Seen(answer).headed("h1")) == (200, [SENT])


def stored() -> tuple[int, int, int]:
    return Application.objects.count(), Notice.objects.count(), Message.objects.count()


# --- which path -------------------------------------------------------------------------------

HEADINGS = {
    "avd": "Mitgliedschaft beantragen",
    "bipar": "Assoziierte Mitgliedschaft beantragen",
    "fvb": "Zur Mitwirkung melden",
    "bnbw": "Anmelden",
    "nbh": "Mitglied werden",
    "nekopa": "So werden Sie Mitglied: mit einer Nachricht",
    "inno": "Dieses Netzwerk ist beendet",
    "sachsen": "Noch kann man nicht beitreten",
    "afb": "Wie man beitritt, sagen die Quellen nicht",
    "nb": "Wie man beitritt, sagen die Quellen nicht",
}


@pytest.mark.parametrize(("short", "heading"), HEADINGS.items())
def test_path_of_real_network(catalogue, client, short, heading):
    answer = client.get(address(short))
    assert (answer.status_code, Seen(answer).headed("h1")) == (200, [heading])
    with_form = short in making.ANSWERS or short == "sachsen"
    assert ('name="submission"' in answer.content.decode()) is with_form


@pytest.mark.parametrize("short", ["nekopa", "inno", "afb", "nb"])
def test_direct_post_without_form_refused(catalogue, client, short):
    assert send(client, short).status_code == 409
    assert stored() == (0, 0, 0)


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.ARCHIVED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_unpublished_is_not_there(client, visibility, method):
    making.network(visibility=visibility)
    assert getattr(client, method)(address(), making.filled()).status_code == 404
    assert stored() == (0, 0, 0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_network_is_not_there(client, method):
    assert getattr(client, method)(address("gibt-es-nicht")).status_code == 404


def test_ended_network_refuses_whatever_its_terms_say(client):
    making.network(status=Status.ENDED)
    assert Seen(client.get(address())).headed("h1") == ["Dieses Netzwerk ist beendet"]
    assert (send(client).status_code, stored()) == (409, (0, 0, 0))


def test_network_without_terms_has_no_path(client):
    catalogue_making.network("Netz")
    assert client.get(address()).context["path"] == Path.NONE


def test_ended_names_running_networks_with_shared_topics_most_first(client):
    ended = catalogue_making.network("Netz", status=Status.ENDED)
    networks = [catalogue_making.network(name) for name in ("Eins", "Zwei", "Keins")]
    over = catalogue_making.network("Vorbei", status=Status.ENDED)
    for number, owners in enumerate([networks[:2], networks[1:2], [over, catalogue_making.draft()]]):
        for owner in [ended, *owners]:
            catalogue_making.treatment(owner, catalogue_making.topic(f"Thema {number}"), key=f"t{number}")
    assert [row.name for row in client.get(address()).context["related"]] == ["Zwei", "Eins"]


# --- sending ----------------------------------------------------------------------------------


@pytest.mark.parametrize("short", making.ANSWERS)
def test_send_to_every_real_network(catalogue, client, short):
    assert went_well(send(client, short))
    made = Application.objects.get()
    assert (made.network.slug, made.state, made.email) == (SLUGS[short], State.UNCONFIRMED, "anna@stadt.example")
    assert making.kinds() == [Letter.CONFIRM]


def test_send_stores_what_was_typed(catalogue, client):
    send(client, "avd", place="Ulm", remark="Gern!", list_publicly="on")
    made = Application.objects.get()
    typed = {name: value for name, value in making.ANSWERS["avd"].items() if not name.startswith("condition_")}
    expected = typed | {"place": "Ulm", "remark": "Gern!", "name": "Anna Beispiel"}
    assert {name: getattr(made, name) for name in expected} == expected
    assert [(row["kind"], row["value"]) for row in made.tasks] == [("function", "treibt-voran-oder-verantwortet")]
    assert (made.list_publicly, made.list_publicly_at is not None, made.party) == (True, True, "person")


def test_send_twice_stores_once(client):
    making.network()
    number = str(uuid.uuid4())
    assert [went_well(send(client, submission=number)) for _ in range(3)] == [True] * 3
    assert stored() == (1, 0, 1)


def test_send_known_address_looks_the_same(client):
    making.waiting()
    assert went_well(send(client))
    assert (Application.objects.count(), making.kinds()[-1]) == (2, Letter.CONFIRM)


def test_send_error_keeps_what_was_typed(catalogue, client):
    answer = send(client, "avd", email="keine", remark="Mein Wort")
    seen = Seen(answer)
    assert (answer.status_code, seen.title.startswith("Fehler: ")) == (200, True)
    values = {row["name"]: row["value"] for row in seen.inputs}
    assert (values["email"], values["organisation"]) == ("keine", "Stadt Beispiel")
    assert "Mein Wort" in answer.content.decode()
    assert stored() == (0, 0, 0)


def test_send_error_keeps_began_and_submission(client):
    making.network()
    sent = making.filled(email="")
    values = {row["name"]: row["value"] for row in Seen(client.post(address(), sent)).inputs}
    assert (values["began"], values["submission"]) == (sent["began"], sent["submission"])


def test_send_without_a_condition_tells_it_at_its_question(catalogue, client):
    answer = send(client, "bnbw", condition_land=None)
    assert list(answer.context["form"].errors) == ["condition_land"]
    assert 'id="id_condition_land_error">Fehler: Das Netzwerk verlangt: Einsatz in' in answer.content.decode()
    assert stored() == (0, 0, 0)


def test_send_smuggled_columns_ignored(client):
    making.network()
    send(client, state="approved", organisation_slot="x", body="1", decided_at="2020-01-01")
    made = Application.objects.get()
    assert (made.state, made.organisation_slot, made.body, made.decided_at) == (State.UNCONFIRMED, "", None, None)


# --- being told -------------------------------------------------------------------------------


def test_notice_noted(catalogue, client):
    assert went_well(send(client, "sachsen"))
    assert stored() == (0, 1, 1)
    assert Notice.objects.get().email == "anna@stadt.example"


@pytest.mark.parametrize("changes", [{"email": "x"}, {"consent": None}])
def test_notice_error(catalogue, client, changes):
    answer = send(client, "sachsen", **changes)
    assert (answer.status_code, Seen(answer).title.startswith("Fehler: "), stored()) == (200, True, (0, 0, 0))


# --- protection -------------------------------------------------------------------------------


def test_too_often_429_with_pause(client, settings):
    making.network()
    settings.LIMIT_PER_EMAIL = 2
    answers = [send(client) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "3600"
    assert Seen(answers[2]).headed("h1") == ["Zu viele Versuche"]
    assert Application.objects.count() == 1


def test_mistakes_do_not_count_against_the_address(client, settings):
    """Whoever corrects a form several times must not lose what they typed."""
    making.network()
    settings.LIMIT_PER_EMAIL = 1
    answers = [send(client, consent="") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}
    assert went_well(send(client))


def test_too_often_from_one_network(client, settings):
    making.network()
    settings.LIMIT_PER_NETWORK = 3
    answers = [send(client, email=f"a{number}@b.example", consent="") for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_without_csrf_token_refused():
    making.network()
    assert send(Client(enforce_csrf_checks=True)).status_code == 403
    assert stored() == (0, 0, 0)


def test_form_page_never_stored(client):
    making.network()
    answer = client.get(address())
    assert "no-store" in answer.headers["Cache-Control"]
    assert list(answer.cookies) == ["csrftoken"]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/netzwerke/netz/mitmachen/", "/antrag/link-verloren/"])
def test_other_methods_refused(client, method, path):
    making.network()
    assert getattr(client, method)(path).status_code == 405


def test_after_network_is_gone_from_view(client):
    made = making.waiting()
    Network.objects.update(visibility=Visibility.ARCHIVED)
    assert client.get(making.link(made)).status_code == 200
    actions.withdraw(application=made)


@pytest.mark.once
def test_summary_sets_no_colon_after_a_full_stop(client):
    making.network()
    said = Seen(send(client, consent="", name="")).text
    assert "meine Angaben für diesen Antrag verarbeitet werden. Dieses Feld ist zwingend" in said
    assert "Ihr Name: Dieses Feld ist zwingend" in said
