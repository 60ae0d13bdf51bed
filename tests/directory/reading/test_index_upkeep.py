"""Does the next question find what has just been told, and nothing that has just been taken back?"""

from datetime import date

import pytest
import time_machine

from directory.models import Body, Contact, Fact, Member, Network, Relation, Revision, Scope, Tenure, Topic, Treatment
from directory.reading import index
from tests.directory import making
from tests.directory.asking import facets, hits, known, listed
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]


@pytest.fixture
def network() -> Network:
    """Beside another one, in an index that has been asked already and is not made anew."""
    found = make(Network, name="Bürgerrat", slug="buergerrat", summary="Ein Kreis.")
    make(Network, name="Zweites Netz", summary="Noch einer.")
    assert hits("Bürgerrat") == ["Bürgerrat"]
    return found


@pytest.fixture
def never_anew(network, monkeypatch) -> None:
    """Only what has changed may be read."""

    def refuse() -> None:
        raise AssertionError("made anew")

    monkeypatch.setattr(index, "Index", refuse)


@pytest.mark.parametrize(
    ("row", "columns", "text"),
    [
        (Fact, {"kind": "event", "title": "Große Tagung", "text": ""}, "große tagung"),
        (Fact, {"kind": "event", "title": "Tagung", "place": "Görlitz"}, "Goerlitz"),
        (Fact, {"kind": "name", "title": "Ratschlag Mitte", "text": ""}, "ratschlag"),
        (Fact, {"text": "Sie wollen Bäume pflanzen."}, "baume pflanzen"),
        (Fact, {"kind": "figure", "text": "", "number": 7, "bound": "exactly", "unit": "Gemeinden"}, "7 gemeinden"),
        (Treatment, {"title": "Haushalt", "text": "Berät mit."}, "haushalt beraet"),
        (Scope, {"dimension": "area", "value": "thueringen"}, "Thüringen"),
        (Scope, {"dimension": "level", "value": "kommune"}, "kommune"),
        (Contact, {"name": "Kim Beispiel"}, "Kim Beispiel"),
        (Member, {"name": "Ada Offen", "is_public": True}, "Ada Offen"),
        (Relation, {"other_name": "Nachbarschaft"}, "Nachbarschaft"),
    ],
)
def test_row_comes_and_goes(network, never_anew, row, columns, text):
    assert hits(text) == []
    new = make(row, network=network, **columns)
    assert hits(text) == ["Bürgerrat"]
    new.delete()
    assert hits(text) == []


def test_row_edited(network, never_anew):
    fact = make(Fact, network=network, text="Nur vorübergehend.")
    assert hits("vorübergehend") == ["Bürgerrat"]
    fact.text = "Auf Dauer."
    fact.save()
    assert (hits("vorübergehend"), hits("Dauer")) == ([], ["Bürgerrat"])


def test_network_renamed(network, never_anew):
    network.name = "Planungszelle"
    network.save()
    assert (hits("Bürgerrat"), hits("Planungszelle")) == ([], ["Planungszelle"])
    assert [each.name for each in listed("")] == ["Planungszelle", "Zweites Netz"]


def test_bodies_and_topics_renamed(network, never_anew):
    body, topic = make(Body, name="Stiftung", slug="stelle"), make(Topic, name="Verkehr", slug="thema")
    make(Tenure, network=network, body=body)
    make(Treatment, network=network, topic=topic)
    assert [hits(text) for text in ("Stiftung", "Verkehr")] == [["Bürgerrat"]] * 2
    for row, name in ((body, "Werkhaus"), (topic, "Radwege")):
        row.name = name
        row.save()
    assert [hits(text) for text in ("Stiftung", "Verkehr", "Werkhaus", "Radwege")] == [[], [], *[["Bürgerrat"]] * 2]
    labels = {option.label for facet in facets("") for option in facet.options}
    assert {"Werkhaus", "Radwege"} <= labels
    assert not {"Stiftung", "Verkehr"} & labels


def test_other_network_renamed_or_withdrawn(network, never_anew):
    other = make(Network, name="Zukunftswerkstatt")
    make(Relation, network=network, other=other, other_name="", text="Nachfolgerin.")
    assert hits("Zukunftswerkstatt") == ["Zukunftswerkstatt", "Bürgerrat"]
    other.name = "Planungszelle"
    other.save()
    assert (hits("Zukunftswerkstatt"), hits("Planungszelle")) == ([], ["Planungszelle", "Bürgerrat"])
    other.visibility = "archived"
    other.save()
    assert hits("Planungszelle") == []
    other.delete()
    assert (hits("Planungszelle"), hits("Nachfolgerin")) == ([], [])


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_network_withdrawn(network, never_anew, visibility):
    make(Fact, network=network, text="Sonderwort.")
    network.visibility = visibility
    network.save()
    assert (hits("Sonderwort"), hits("Sonderwrt"), known("Sonderwort")) == ([], [], ["Bürgerrat"])
    assert [each.name for each in listed("")] == ["Zweites Netz"]
    network.visibility = "published"
    network.save()
    assert hits("Sonderwort") == ["Bürgerrat"]


def test_network_removed(network, never_anew):
    make(Fact, network=network, text="Sonderwort.")
    assert hits("Sonderwort") == ["Bürgerrat"]
    network.delete()
    assert (hits("Sonderwort"), known("Sonderwort"), hits("Bürgerrat")) == ([], [], [])


# --- people -----------------------------------------------------------------------------------


def test_person_hidden(network, never_anew):
    person = make(Contact, network=network, name="Ada Zwiebel", email="ada@example.org", purpose="Presse")
    assert [hits(text) for text in ("Zwiebel", "ada@example.org", "Presse")] == [["Bürgerrat"]] * 3
    person.withheld = True
    person.save()
    assert [hits(text) for text in ("Zwiebel", "Zwiebl", "ada@example.org", "Presse")] == [[]] * 4
    assert known("Zwiebel") == []


def test_member_not_named_any_more(network, never_anew):
    member = make(Member, network=network, name="Ada Zwiebel", is_public=True)
    assert hits("Zwiebel") == ["Bürgerrat"]
    member.is_public = False
    member.save()
    assert (hits("Zwiebel"), known("Zwiebel")) == ([], [])


def test_no_suggestion_names_somebody_hidden(network, never_anew):
    """Not even as what may have been meant, in the form in which it once stood there."""
    make(Contact, network=network, name="Ada Zwiebelin", withheld=True)
    assert "Zwiebel" not in str([hits("Zwiebelon"), facets("q=Zwiebelon").sentence(0)]).replace("Zwiebelon", "")


# --- overnight --------------------------------------------------------------------------------


def led_by(slug: str) -> list[str]:
    return [network.name for network in listed(f"stelle={slug}")]


def test_tenure_and_people_overnight(network):
    """Nobody saves a row, yet somebody else coordinates in the morning, and another person is named."""
    with time_machine.travel("2026-11-21 23:30 +0100", tick=False) as clock:
        old, new = make(Body, name="Alt", slug="alt"), make(Body, name="Neu", slug="neu")
        tenure = make(Tenure, network=network, body=old, end="2026-11-21")
        make(Tenure, network=network, body=new, start="2026-11-22")
        make(Contact, network=network, name="Ada Zwiebel", tenure=tenure)
        make(Contact, network=network, name="Kim Lauch", end="2026-11-22")
        make(Member, network=network, name="Beate Porree", is_public=True, end="2026-11-21")
        found = (led_by("alt"), led_by("neu"), hits("Zwiebel"), hits("Lauch"), hits("Porree"))
        assert found == (["Bürgerrat"], [], ["Bürgerrat"], ["Bürgerrat"], ["Bürgerrat"])
        revision = Revision.current()
        clock.move_to("2026-11-22 00:30 +0100")
        assert (led_by("alt"), led_by("neu"), hits("Zwiebel"), hits("Lauch")) == ([], ["Bürgerrat"], [], ["Bürgerrat"])
        assert hits("Porree") == []
        clock.move_to("2026-11-23 00:30 +0100")
        assert hits("Lauch") == []
        assert Revision.current() == revision


def test_stelle_of_the_real_catalogue_overnight(catalogue):
    with time_machine.travel("2018-06-30 12:00 +0200", tick=False) as clock:
        allianz = ["Allianz Vielfältige Demokratie"]
        assert (led_by("bertelsmann-stiftung"), led_by("berlin-institut-fuer-partizipation")) == (allianz, [])
        clock.move_to("2018-07-01 12:00 +0200")
        assert (led_by("bertelsmann-stiftung"), led_by("berlin-institut-fuer-partizipation")) == ([], allianz)


# --- whatever edits came before ---------------------------------------------------------------


def test_long_list_of_options_alike_however_the_index_came_about(network):
    for number in range(25):
        making.tenure(
            making.network(f"Netz {number:02}", verified_on=date(2026, 1, 1)), making.body(f"Stelle {number}")
        )
    told()
    for name in ("Zelle", "Zirkel", "Bürgerrat"):
        network.name = name
        network.save()
        told()
    Tenure.objects.filter(body__slug="stelle-3").delete()
    followed = told()
    index.forget()
    assert told() == followed


def test_words_that_are_gone_make_no_parts(network):
    """Whether ``Stadtrat`` is a Rat depends on whether anybody speaks of a Stadt; not on who once did."""
    network.name = "Stadtrat"
    network.save()
    other = make(Network, name="Stadt")
    assert hits("Rat") == ["Stadtrat"]
    other.delete()
    followed = hits("Rat")
    index.forget()
    assert hits("Rat") == followed


def told() -> list[tuple[str, bool, list[tuple[str, int]]]]:
    return [
        (facet.name, facet.is_long, [(option.value, option.count) for option in facet.options]) for facet in facets("")
    ]


def test_printed_strasse_is_kept_and_found(catalogue):
    address = Fact.objects.get(kind="address")
    assert address.title == "Haus der Demokratie, Greifswalder Strasse 4, 10405 Berlin"
    for text in ("Greifswalder Straße", "Greifswalder Strasse", "GREIFSWALDER STRAẞE 4"):
        assert hits(text) == ["Berlin Institut für Partizipation"]
