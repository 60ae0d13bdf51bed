"""Does a hint open the form it is about, filled in, and does saving lead back to it and tell the history why?"""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from directory.curation.admin.said_lines import Answer
from directory.models import Fact, Network
from memberships.hints import actions as hint_actions
from memberships.models import Hint
from tests import kept
from tests.directory import making as catalogue
from tests.directory.curation.admin.conftest import Desk
from tests.memberships import hinting, making
from tests.memberships.admin.conftest import enter
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DESK = "/admin/memberships/hint/"


@pytest.fixture
def desk(admin_user: Any) -> Client:
    return enter(admin_user)


@pytest.fixture
def network(db: None) -> Network:
    return catalogue.network("Netz")


@pytest.fixture
def fact(network: Network) -> Fact:
    made = catalogue.fact(network, text="Es sind viele.")
    catalogue.citation(made, 7)
    return made


def edit(client: Client, made: Hint) -> str:
    """Where the hint's page leads to."""
    return client.get(f"{DESK}{made.pk}/change/").context["edit"]


def form_of(page: Any, **changes: Any) -> dict[str, Any]:
    """What the browser would send if nothing but this were typed, and if all that is said so far held for it, too."""
    kept = {line.name: Answer.KEPT for line in getattr(page.context["adminform"].form, "lines", ())}
    return Desk(Client()).typed(page, {**kept, **changes})


# --- where to ---------------------------------------------------------------------------------


def test_edit_opens_the_statement_or_the_entry(desk, network, fact):
    tenure, terms = catalogue.tenure(network, catalogue.body()), catalogue.terms(network, cost="kostenlos")
    relation, person = make_relation(network), hinting.person(network)
    body = catalogue.body("Zweite", legal_form="e.V.")
    entry = f"/admin/directory/network/{network.pk}/change/"
    expected = {
        "": (entry, ""), "network:status": (entry, "&angabe=status"), "fact:gibt-es-nicht": (entry, ""),
        "fact:angabe": (f"/admin/directory/fact/{fact.pk}/change/", "&text=Es+ist+anders."),
        "terms:cost": (f"/admin/directory/terms/{terms.pk}/change/", "&angabe=cost"),
        f"tenure:{tenure.pk}": (f"/admin/directory/tenure/{tenure.pk}/change/", ""),
        f"relation:{relation.pk}": (f"/admin/directory/relation/{relation.pk}/change/", ""),
        f"contact:{person.pk}": (f"/admin/directory/contact/{person.pk}/change/", ""),
    }  # fmt: skip
    for about, (page, told) in expected.items():
        made = hinting.hint(network, about)
        assert edit(desk, made) == f"{page}?vorschlag={made.reference}{told}"
        assert "Zurück zum Hinweis" in Seen(desk.get(edit(desk, made))).text
    made = hinting.hint(body, "body:legal-form")
    page = f"/admin/directory/body/{body.pk}/change/"
    assert edit(desk, made) == f"{page}?vorschlag={made.reference}&angabe=legal-form"
    assert "Zurück zum Hinweis" in Seen(desk.get(edit(desk, made))).text


def make_relation(network: Network) -> Any:
    return network.relations.create(kind="similar", other_name="Anderswo")


def test_edit_of_something_missing_leads_to_the_place_for_it(desk, network):
    made = hinting.hint(network, flaw="missing")
    told = f"vorschlag={made.reference}&network={network.pk}&text=Es+ist+anders."
    assert edit(desk, made) == f"/admin/directory/fact/add/?{told}"


def test_settled_hint_leads_nowhere(desk, network):
    assert edit(desk, hinting.in_stage("declined")) == ""


@pytest.mark.parametrize(("source", "field"), [("https://a.example/neu?x=1&y=2", "url"), ("Amtsblatt & mehr", "title")])
def test_new_source_is_filled_in_with_what_the_sender_said(desk, network, source, field):
    made = hinting.hint(network, source=source)
    address = desk.get(f"{DESK}{made.pk}/change/").context["source_address"]
    page = desk.get(address)
    assert page.context["adminform"].form[field].value() == source
    sent = form_of(page, slug="neu", title="Neu", publisher="Verlag", read_on="2026-11-22")
    assert desk.post(address, sent).headers["Location"] == f"{DESK}{made.pk}/change/"


# --- the panel --------------------------------------------------------------------------------


def test_panel_shows_the_hint_above_the_form(desk, network, fact):
    made = hinting.hint(network, "fact:angabe", text="Es sind <130>.", email="anna@stadt.example")
    answer = desk.get(edit(desk, made))
    text = Seen(answer).text
    assert f"Hinweis vom {made.day}: Ziel So stand es Es sind viele." in text
    assert "Es sind <130>." in text
    assert b"anna@" not in answer.content


GARBAGE = ["x", "", "1", "%00", "../..", "00000000-0000-0000-0000-000000000000", "' OR 1=1 --", "a" * 5000]


@pytest.mark.parametrize("reference", GARBAGE)
def test_panel_of_nothing(desk, network, reference):
    answer = desk.get(f"/admin/directory/network/{network.pk}/change/?vorschlag={reference}")
    assert answer.status_code == (400 if reference == "%00" else 200)
    assert "Zurück zum Hinweis" not in answer.content.decode()


def test_panel_not_for_who_may_not_see_hints(network, fact):
    made = hinting.hint(network, text="Geheimer Hinweis")
    user = making.user("nur", is_staff=True)
    user.user_permissions.add(*permissions("view_network", "change_network"))
    client = enter(user)
    path = f"/admin/directory/network/{network.pk}/change/?vorschlag={made.reference}&angabe=summary"
    page = client.get(path)
    assert "Geheimer Hinweis" not in page.content.decode()
    answer = client.post(path, form_of(page, summary="Neu."))
    assert (answer.status_code, "hint" in answer.headers["Location"]) == (302, False)
    assert kept.why(network) == ""


def permissions(*codes: str) -> Any:
    return Permission.objects.filter(codename__in=codes)


# --- filled in --------------------------------------------------------------------------------


def test_fact_is_filled_in_with_the_proposed_words(desk, network, fact):
    made = hinting.hint(network, "fact:angabe", text="Es sind\r\n130.")
    path = edit(desk, made)
    page = desk.get(path)
    assert page.context["adminform"].form["text"].value() == "Es sind 130."
    assert "Der Vorschlag steht schon im Formular" in Seen(page).text
    answer = desk.post(path, form_of(page))
    fact.refresh_from_db()
    assert (answer.headers["Location"], fact.text) == (f"{DESK}{made.pk}/change/", "Es sind 130.")
    assert kept.why(fact) == f"auf Hinweis von außen vom {made.day}"


def test_own_reason_of_the_editor_stands(desk, network, fact):
    path = edit(desk, hinting.hint(network, "fact:angabe"))
    desk.post(path, form_of(desk.get(path), because="Neue Zählung"))
    assert kept.why(fact) == "Neue Zählung"


def test_figure_is_not_overwritten_with_words(desk, network):
    figure = {"kind": "figure", "text": "", "number": 95, "bound": "exactly", "unit": "Kommunen"}
    catalogue.fact(network, **figure)
    page = desk.get(edit(desk, hinting.hint(network, "fact:angabe", text="Es sind 130.")))
    assert page.context["adminform"].form["text"].value() == ""


def test_an_outdated_figure_stays_and_a_new_one_is_prepared(versions, desk, network):
    figure = {"kind": "figure", "text": "", "number": 95, "bound": "about", "unit": "Kommunen", "as_of": "2020"}
    old = catalogue.fact(network, **figure)
    catalogue.citation(old, 7)
    made = hinting.hint(network, "fact:angabe", flaw="outdated", text="Es sind 130.")
    path = edit(desk, made)
    assert path.startswith(f"/admin/directory/fact/add/?vorschlag={made.reference}&network={network.pk}&kind=figure&")
    page = desk.get(path)
    new = page.context["adminform"].form
    told = {name: new[name].value() or "" for name in ("kind", "bound", "unit", "number", "as_of", "text")}
    assert told == {"kind": "figure", "bound": "about", "unit": "Kommunen", "number": "", "as_of": "", "text": ""}
    assert f"Die alte Zahl bleibt mit ihrem Stand stehen: {old.figure}, Stand: 2020." in Seen(page).text
    assert hint_actions.unchanged(made)
    cited = {"cite_source": catalogue.source().pk, "cite_place": "3"}
    answer = desk.post(path, form_of(page, number="130", as_of="2026-10", **cited))
    assert answer.headers["Location"] == f"{DESK}{made.pk}/change/"
    figures = network.facts.order_by("number").values_list("number", "bound", "unit", "as_of")
    assert list(figures) == [(95, "about", "Kommunen", "2020"), (130, "about", "Kommunen", "2026-10")]
    assert not hint_actions.unchanged(made)


def test_a_figure_said_to_be_wrong_is_put_right_where_it_stands(desk, network):
    figure = {"kind": "figure", "text": "", "number": 95, "bound": "exactly", "unit": "Kommunen"}
    row = catalogue.fact(network, **figure)
    made = hinting.hint(network, "fact:angabe", flaw="wrong")
    assert edit(desk, made) == f"/admin/directory/fact/{row.pk}/change/?vorschlag={made.reference}"


def test_missing_fact_is_filled_in(desk, network):
    made = hinting.hint(network, flaw="missing", text="Treffen im Mai.")
    path = edit(desk, made)
    page = desk.get(path)
    assert page.context["adminform"].form["text"].value() == "Treffen im Mai."
    sent = form_of(page, kind="event", cite_source=catalogue.source().pk, cite_place="3")
    answer = desk.post(path, sent)
    assert answer.headers["Location"] == f"{DESK}{made.pk}/change/"
    assert network.facts.filter(kind="event", text="Treffen im Mai.").exists()


def test_hint_about_the_entry_is_carried_along_its_sheet(desk, network, fact):
    made = hinting.hint(network)
    path = f"/admin/directory/fact/{fact.pk}/change/?vorschlag={made.reference}"
    assert path in [link.href for link in Seen(desk.get(edit(desk, made))).links]
    answer = desk.post(path, form_of(desk.get(path), text="Neu."))
    assert answer.headers["Location"] == f"{DESK}{made.pk}/change/"


def test_the_next_one_at_once_is_for_the_same_hint(desk, network):
    path = edit(desk, hinting.hint(network, flaw="missing"))
    sent = form_of(desk.get(path), kind="aim", cite_gap="Gesagt.", _addanother="1")
    assert desk.post(path, sent).headers["Location"] == f"{path}&kind=aim"


def test_mistake_in_the_form_keeps_what_was_typed(desk, network, fact):
    path = edit(desk, hinting.hint(network, "fact:angabe"))
    answer = desk.post(path, form_of(desk.get(path), text="Neu.", start="unsinn"))
    assert (answer.status_code, answer.context["adminform"].form["text"].value()) == (200, "Neu.")
    assert "Zurück zum Hinweis" in Seen(answer).text


def test_suggestion_is_no_longer_than_the_field(desk, network):
    page = desk.get(edit(desk, hinting.hint(network, flaw="missing", text="ä" * 2000)))
    suggested = page.context["adminform"].form["text"].value()
    assert len(suggested) == Fact._meta.get_field("text").max_length
