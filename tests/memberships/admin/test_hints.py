"""What do editors find, read and settle at ``/admin/memberships/hint/``, and who else gets there?"""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import Fact, Network
from memberships import queue
from memberships.enums import Refusal, Stage
from memberships.models import Hint, Message
from tests.directory import making as catalogue
from tests.memberships import hinting, making
from tests.memberships.admin.conftest import enter, said
from tests.reading import Seen

pytestmark = pytest.mark.django_db

DESK = "/admin/memberships/hint/"
EDITS = (
    "view_hint",
    "change_hint",
    "view_message",
    "view_network",
    "change_network",
    "view_fact",
    "change_fact",
)


def editor(name: str = "kuratorin", *rights: str) -> Any:
    user = making.user(name, is_staff=True, first_name="Kira", last_name="Kurator")
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights or EDITS))
    return user


@pytest.fixture
def desk(db: None) -> Client:
    return enter(editor())


@pytest.fixture
def network(db: None) -> Network:
    return catalogue.network("Netz")


@pytest.fixture
def fact(network: Network) -> Fact:
    made = catalogue.fact(network, text="Es sind viele.")
    catalogue.citation(made, 7)
    return made


@pytest.fixture
def hint(fact: Fact) -> Hint:
    return hinting.hint(fact.network, "fact:angabe", text="Es sind 130.", email="anna@stadt.example")


def page(client: Client, made: Hint) -> Any:
    return client.get(f"{DESK}{made.pk}/change/")


def decide(client: Client, made: Hint, move: str, seen: str | None = None, **fields: Any) -> Any:
    if seen is None:
        seen = page(client, made).context["forms"][0]["seen"].value()
    fields = {"answer": "Danke."} | fields if move == "accept" else fields
    return client.post(f"{DESK}{made.pk}/decide/{move}/", {"seen": seen, **fields}, follow=True)


# --- the list ---------------------------------------------------------------------------------


def test_list_shows_and_filters(desk, hint):
    body = hinting.body("Stelle")
    hinting.hint(body, flaw="missing", text="Der Sitz.")
    Hint.objects.filter(body=body).update(informant=body)
    settled = hinting.in_stage(Stage.DECLINED)
    queries = {
        "": {hint.pk, settled.pk, Hint.objects.get(body=body).pk},
        "?stage=open": {hint.pk, Hint.objects.get(body=body).pk},
        "?flaw=missing": {Hint.objects.get(body=body).pk},
        "?sender=body": {Hint.objects.get(body=body).pk},
        "?sender=public": {hint.pk, settled.pk},
        "?network=netz": {hint.pk, settled.pk},
        "?q=130": {hint.pk},
        "?q=Stelle": {Hint.objects.get(body=body).pk},
    }
    for query, expected in queries.items():
        found = desk.get(f"{DESK}{query}").content.decode()
        assert {int(number) for number in re.findall(rf"{DESK}(\d+)/change/", found)} == expected, query
    Hint.objects.filter(pk=hint.pk).update(text="Es sind\n130, und zwar " + "sehr " * 20)
    told = f"Angabe: Es sind viele. {hint.get_flaw_display()} Es sind 130, und zwar sehr sehr"
    assert told in Seen(desk.get(DESK)).text


@pytest.mark.once
@pytest.mark.parametrize("query", ["stage=x", "sender=x", "flaw=x", "network=x", "q=%00", "q='--", "p=999", "o=99"])
def test_list_never_fails(desk, hint, query):
    assert desk.get(f"{DESK}?{query}").status_code in (200, 302, 400)


@pytest.mark.once
@pytest.mark.parametrize("lookup", ["email__startswith=a", "email=x", "decided_by__password__startswith=m", "text=x"])
def test_list_answers_no_question_of_ones_own_making(desk, hint, lookup):
    assert desk.get(f"{DESK}?{lookup}").status_code == 400


def test_list_and_page_name_no_address(desk, hint):
    for path in (DESK, f"{DESK}{hint.pk}/change/"):
        assert b"anna@" not in desk.get(path).content
    assert "Antwort gewünscht ja" in Seen(page(desk, hint)).text


@pytest.mark.once
def test_costs_the_same_for_one_hint_and_for_many(desk, hint, fact):
    def queries(path: str) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(path).status_code == 200
        return len(asked)

    hinting.in_stage(Stage.DECLINED)
    before = [queries(DESK), queries(f"{DESK}{hint.pk}/change/")]
    for number in range(4):
        hinting.hint(catalogue.network(f"N{number}"))
        hinting.hint(hinting.body(f"S{number}", f"s{number}@b.example"))
        hinting.hint(fact.network)
        catalogue.citation(fact, number + 20)
    assert [queries(DESK), queries(f"{DESK}{hint.pk}/change/")] == before
    assert max(before) <= 25


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.once
def test_page_shows_then_and_now(desk, hint, fact):
    assert "Als der Hinweis kam Es sind viele. Jetzt unverändert Belege jetzt Quelle, Zeile 7" in (
        Seen(page(desk, hint)).text
    )
    fact.text = "Es sind 129."
    fact.save()
    assert "Als der Hinweis kam Es sind viele. Jetzt Es sind 129." in Seen(page(desk, hint)).text
    fact.delete()
    assert "Jetzt Diese Angabe gibt es so nicht mehr. Belege jetzt keine" in Seen(page(desk, hint)).text


@pytest.mark.once
def test_page_escapes_what_a_stranger_wrote(desk):
    made = hinting.hint(text="<script>alert(1)</script>", source='"><img src=x>')
    content = page(desk, made).content.decode()
    assert "<script>alert(1)" not in content
    assert "<img src=x>" not in content


@pytest.mark.once
def test_page_of_a_settled_hint_tells_who_and_why(desk, hint):
    decide(desk, hint, "decline", refusal="other", answer="Es gibt zwei Zählungen.")
    text = Seen(page(desk, hint)).text
    assert "nicht übernommen, durch Kira Kurator. Anderer Grund Es gibt zwei Zählungen." in text
    assert page(desk, hint).context["forms"] == []


def test_page_says_when_the_answer_failed(desk, hint):
    decide(desk, hint, "accept")
    Message.objects.update(failed_at=timezone.now())
    answer = page(desk, hint)
    assert "Die Antwort ist am" in Seen(answer).text
    assert b"anna@" not in answer.content


# --- deciding ---------------------------------------------------------------------------------


def test_accept_sends_the_answer(desk, hint):
    answer = decide(desk, hint, "accept", answer="Vielen Dank!")
    assert said(answer) == ["Als übernommen vermerkt."]
    hint.refresh_from_db()
    assert (hint.stage, hint.decided_by.username, hint.answer) == (Stage.ACCEPTED, "kuratorin", "Vielen Dank!")
    assert making.kinds() == ["hint-accepted"]


UNCHANGED = "Seit dem Hinweis hat sich hier nichts geändert."


def test_accept_only_what_was_changed_or_with_a_reason(desk, hint, fact):
    """A change somewhere else is no change of the statement that is said to be wrong."""
    catalogue.fact(fact.network, key="andere", text="Etwas Neues.")
    assert UNCHANGED in Seen(decide(desk, hint, "accept", answer="")).text
    assert Hint.objects.get(pk=hint.pk).stage == Stage.OPEN
    fact.text = "Es sind 130."
    fact.save()
    assert said(decide(desk, hint, "accept", answer="")) == ["Als übernommen vermerkt."]


def test_accept_after_a_new_source_or_a_change_anywhere_in_the_entry(versions, desk, hint, fact):
    whole = hinting.hint(fact.network, text="Etwas fehlt.", flaw="missing")
    assert UNCHANGED in Seen(decide(desk, whole, "accept", answer="")).text
    catalogue.citation(fact, 9)
    for each in (hint, whole):
        assert said(decide(desk, each, "accept", answer="")) == ["Als übernommen vermerkt."]


@pytest.mark.once
@pytest.mark.parametrize(
    ("fields", "error"),
    [({}, "refusal"), ({"refusal": "x"}, "refusal"), ({"refusal": "other"}, "answer"),
     ({"refusal": "no-source", "answer": "<b>"}, "answer"), ({"refusal": "no-source", "answer": "a" * 1001}, "answer")],
)  # fmt: skip
def test_decline_needs_a_reason(desk, hint, fields, error):
    answer = decide(desk, hint, "decline", **fields)
    (form,) = [form for form in answer.context["forms"] if form.errors]
    assert set(form.errors) == {error}
    assert Seen(answer).title.startswith("Fehler: ")
    assert Hint.objects.get().stage == Stage.OPEN


@pytest.mark.once
def test_decline_nonsense_without_answer(desk, hint):
    decide(desk, hint, "decline", refusal=Refusal.NO_HINT.value)
    assert (Hint.objects.get().stage, Message.objects.count()) == (Stage.DECLINED, 0)


def test_match_offers_only_hints_about_the_same_entry(desk, hint):
    assert [form.step for form in page(desk, hint).context["forms"]] == ["accept", "decline"]
    same, repeat = hinting.hint(hint.network), hinting.in_stage(Stage.DUPLICATE)
    hinting.hint(catalogue.network("Anderes"))
    hinting.hint(catalogue.body("Stelle"))
    form = page(desk, hint).context["forms"][-1]
    assert set(form.fields["earlier"].queryset) == {same, repeat.same_as}
    decide(desk, hint, "match", earlier=same.pk)
    hint.refresh_from_db()
    assert (hint.stage, hint.same_as) == (Stage.DUPLICATE, same)


@pytest.mark.once
@pytest.mark.parametrize("earlier", ["", "0", "x", "self", "\0", "9" * 40])
def test_match_refuses_anything_else(desk, hint, earlier):
    hinting.hint(hint.network)
    decide(desk, hint, "match", earlier=hint.pk if earlier == "self" else earlier)
    assert Hint.objects.get(pk=hint.pk).stage == Stage.OPEN


def test_second_editor_is_told(desk, hint):
    seen = page(desk, hint).context["forms"][0]["seen"].value()
    other = enter(editor("zweite"))
    decide(desk, hint, "accept", seen)
    answer = decide(other, hint, "decline", seen, refusal="no-source")
    assert said(answer) == [
        "Inzwischen hat Kira Kurator entschieden: übernommen. Ihr eigener Schritt wurde nicht ausgeführt."
    ]
    assert (Hint.objects.get().stage, making.kinds()) == (Stage.ACCEPTED, ["hint-accepted"])


def test_editor_is_told_that_the_body_has_changed_its_words(desk, hint):
    seen = page(desk, hint).context["forms"][0]["seen"].value()
    Hint.objects.update(text="Es sind 131.")
    assert said(decide(desk, hint, "accept", seen)) == [
        "Inzwischen hat die Stelle ihren Hinweis geändert. Bitte lesen Sie ihn noch einmal."
    ]
    Hint.objects.update(stage=Stage.WITHDRAWN, decided_at=timezone.now())
    assert "die koordinierende Stelle entschieden: zurückgenommen" in said(decide(desk, hint, "accept", seen))[0]


def test_overtaken_in_the_very_moment(desk, hint, monkeypatch):
    seen = page(desk, hint).context["forms"][0]["seen"].value()
    is_valid = "memberships.admin.hint_decisions.AcceptForm.is_valid"

    def slow(form: Any) -> bool:
        form.full_clean()
        Hint.objects.update(stage=Stage.DECLINED, refusal="no-source", decided_at=timezone.now())
        return True

    monkeypatch.setattr(is_valid, slow)
    assert (
        "nicht übernommen. Ihr eigener Schritt wurde nicht ausgeführt." in said(decide(desk, hint, "accept", seen))[0]
    )


def test_failed_letters_of_hints_are_the_editors(desk, hint):
    decide(desk, hint, "accept")
    applied = making.waiting(making.network("Mitmachnetz"))
    Message.objects.update(failed_at=timezone.now())
    user = editor()
    assert list(queue.failed_letters(user)) == making.letters(hint=hint)
    assert list(queue.failed_letters(editor("ohne", "view_message"))) == []
    assert list(queue.failed_letters(editor("blind", "view_hint"))) == []
    (letter,) = making.letters(hint=hint)
    foreign = making.letters(application=applied)[0]
    paths = [f"/admin/memberships/message/{row.pk}/change/" for row in (letter, foreign)]
    assert [desk.get(path).status_code for path in paths] == [200, 404]
    answer = desk.post(f"/admin/memberships/message/{letter.pk}/retry/")
    assert answer.headers["Location"] == f"{DESK}{hint.pk}/change/"
