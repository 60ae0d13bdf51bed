"""Does a form come back as it was typed when its cookie is missing or the login has ended? And none from elsewhere?"""

from typing import Any

import pytest
from django.test import Client

from directory.models import Fact, Topic
from memberships.models import Application, Hint, Notice
from memberships.views.sending import NO_COOKIE
from tests.directory import making as catalogue
from tests.directory.curation.admin.conftest import Desk
from tests.memberships import hinting, making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

ADD, LOGIN = "/admin/directory/topic/add/", "/admin/login/"
TYPED = {"name": "Ein langer Name", "slug": "lang", "summary": "Mühsam getippt"}


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def forms() -> dict[str, dict[str, Any]]:
    making.network("Netz")
    catalogue.terms(catalogue.network("Plan"), path="notice")
    return {
        "/netzwerke/netz/mitmachen/": making.filled(place="Ulm", remark="Mühsam getippt"),
        "/netzwerke/plan/mitmachen/": making.filled(),
        "/antrag/link-verloren/": making.filled(network="netz"),
        "/netzwerke/netz/melden/": hinting.filled(text="Mühsam getippt", email="anna@stadt.example", consent="on"),
    }


def again(answer: Any) -> dict[str, str]:
    """What stands in a page to be sent once more."""
    return {row["name"]: row["value"] for row in Seen(answer).inputs if row["type"] in ("hidden", "text")}


def resent(client: Client, page: str, answer: Any, **more: str) -> Any:
    """Send what came back, with the token of that page."""
    values = again(answer)
    return client.post(page, {**values, **more})


def test_public_forms_come_back_without_their_cookie(strict, forms):
    for page, typed in forms.items():
        answer = strict.post(page, typed)
        assert (answer.status_code, NO_COOKIE in Seen(answer).text) == (403, True), page
        form = answer.context["form"]
        asked = {name: str(value) for name, value in typed.items() if name in form.fields}
        assert {name: str(form[name].value() or "") for name in asked} == asked
        passed = strict.post(page, {**typed, "csrfmiddlewaretoken": str(answer.context["csrf_token"])})
        assert (passed.status_code, Seen(passed).headed("h1")[0][:5] in ("Bitte", "Danke")) == (200, True), page
    assert [model.objects.count() for model in (Application, Notice, Hint)] == [1, 1, 1]


def test_form_of_another_site_does_not_come_back(strict, forms):
    for page, typed in forms.items():
        answer = strict.post(page, typed, headers={"Origin": "https://evil.example"})
        assert (answer.status_code, "anna@stadt.example" in answer.content.decode()) == (403, False)


def test_login_comes_back_with_the_name_and_without_the_password(strict):
    answer = strict.post(LOGIN, {"username": "ada", "password": "geheim-geheim", "next": ADD})
    content = answer.content.decode()
    assert (answer.status_code, NO_COOKIE in Seen(answer).text) == (403, True)
    assert ('value="ada"' in content, "geheim-geheim" in content, f'value="{ADD}"' in content) == (True, False, True)


def test_login_without_its_cookie_and_without_anything_typed(strict):
    answers = [strict.post(LOGIN), strict.put(LOGIN), strict.delete(LOGIN)]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_admin_form_comes_back_without_its_cookie(strict, admin_user):
    strict.force_login(admin_user)
    answer = strict.post(ADD, TYPED)
    assert (answer.status_code, Seen(answer).headed("h1")) == (403, ["Bitte senden Sie noch einmal"])
    rows = {row["name"]: row["value"] for row in Seen(answer).inputs}
    assert {name: rows[name] for name in TYPED} == TYPED
    strict.get(ADD)
    assert strict.post(ADD, rows).status_code != 403


def test_ended_login_keeps_what_was_typed(strict, admin_user):
    answer = strict.post(ADD, {**TYPED, "csrfmiddlewaretoken": "x"}, follow=True)
    assert answer.status_code == 403
    browser = Client()
    ended = browser.post(ADD, TYPED)
    assert (ended.status_code, Seen(ended).headed("h1")) == (403, ["Sie sind nicht mehr angemeldet"])
    assert Seen(ended).href("In einem neuen Fenster anmelden") == LOGIN
    browser.force_login(admin_user)
    assert resent(browser, ADD, ended).status_code == 302
    assert Topic.objects.get().summary == TYPED["summary"]


@pytest.mark.parametrize("kind", ["new", "stored"])
def test_ended_login_gives_back_a_statement(strict, admin_user, kind):
    admin_user.set_password("ein-langes-passwort")
    admin_user.save()
    network = catalogue.network("Runde")
    before = catalogue.fact(network, text="Vorher.") if kind == "stored" else None
    path = f"fact/{before.pk}/change/" if before else f"fact/add/?network={network.pk}"
    address = f"/admin/directory/{path}"
    strict.force_login(admin_user)
    opened = strict.get(address)
    typed = Desk(strict).typed(opened, {"kind": "aim", "text": "Mühsam getippt", "cite_gap": "Gesagt."})
    typed |= {"csrfmiddlewaretoken": str(opened.context["csrf_token"]), "_save": "Sichern"}
    strict.cookies.pop("sessionid")
    ended = strict.post(address, typed)
    assert (ended.status_code, Seen(ended).headed("h1")) == (403, ["Sie sind nicht mehr angemeldet"])
    token = {"csrfmiddlewaretoken": str(strict.get(LOGIN).context["csrf_token"])}
    login = {"username": admin_user.username, "password": "ein-langes-passwort", "next": "/admin/"}
    assert strict.post(LOGIN, {**login, **token}).status_code == 302
    once_more = resent(strict, address, ended, _edit="1")  # its token is the one from before the login
    assert (once_more.status_code, Seen(once_more).headed("h1")) == (403, ["Bitte senden Sie noch einmal"])
    form = resent(strict, address, once_more)
    back = form.context["adminform"].form["text"].value()
    assert (form.status_code, back, list(Fact.objects.all())) == (200, "Mühsam getippt", [before] if before else [])
    without = {name: value for name, value in again(once_more).items() if name != "_edit"}
    assert strict.post(address, without).status_code == 302
    assert (Fact.objects.get().text, Fact.objects.get().gaps.get().reason) == ("Mühsam getippt", "Gesagt.")


def test_only_forms_that_can_be_opened_again_offer_it():
    offers = [b'name="_edit"' in Client().post(page, TYPED).content for page in (ADD, "/admin/auth/group/add/")]
    assert offers == [True, False]
