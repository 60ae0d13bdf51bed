"""Does the log say in words what a newer source changes, on the real catalogue: a founding, an end with a successor?"""

import pytest

from directory.models import Citation, Fact, Relation, Source, Tenure, history
from tests.directory.history import telling
from tests.directory.real import real

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]


@pytest.fixture
def register(catalogue) -> Source:
    return Source.objects.create(
        slug="register", title="Vereinsregister", publisher="Amtsgericht", dated="2027-03-05", read_on="2027-04-01"
    )


def test_initiative_founded_as_association(register):
    network = real("fvb")
    with history.act("Der Verband ist gegründet und eingetragen."):
        network.status, network.kind, network.name = "active", "association", "Fachverband Bürgerbeteiligung"
        network.save()
        Citation.objects.create(network=network, aspect="status", source=register, first_line=3, last_line=4)
        members = Fact.objects.create(
            network=network, key="mitglieder", kind="figure", number=412, bound="more-than", unit="Mitglieder",
            as_of="2027-03",
        )  # fmt: skip
        Citation.objects.create(fact=members, source=register, locator="Seite 2")
        Relation.objects.create(network=network, kind="grew-out-of", other=real("bipar"))
    assert telling.in_public(network) == [
        [
            "Name: „Fachverband Bürgerbeteiligung (Initiative)“ → „Fachverband Bürgerbeteiligung“",
            "Art: „Initiative“ → „Verband“",
            "Status: „in Gründung“ → „aktiv“",
            "Beleg ergänzt: Vereinsregister, Zeilen 3–4 (zu Status)",
            "Neue Zahl: mehr als 412 Mitglieder (Stand: März 2027)",
            "Beleg ergänzt: Vereinsregister, Seite 2 (zu Zahl „mehr als 412 Mitglieder (Stand: März 2027)“)",
            "Beziehung ergänzt: ist hervorgegangen aus „Berlin Institut für Partizipation“",
        ],
        ["Aus den Quelltexten aufgenommen mit 8 Angaben und 14 Belegen"],
    ]
    assert telling.reasons(network)[0] == "Der Verband ist gegründet und eingetragen."
    assert {fact.figure for fact in network.facts.filter(kind="figure")} == {
        "ca. 350 Aktive",
        "mehr als 412 Mitglieder",
    }


def test_founding_told_on_the_other_network_too(register):
    with history.act("Aus dem Vereinsregister"):
        Relation.objects.create(network=real("fvb"), kind="grew-out-of", other=real("bipar"))
    told = telling.in_public(real("bipar"))
    assert told[0] == ["Beziehung ergänzt: hat hervorgebracht „Fachverband Bürgerbeteiligung (Initiative)“"]


def test_network_ended_with_successor(register):
    network, successor = real("avd"), real("nb")
    tenure = Tenure.objects.get(network=network, role="coordinates", end="")
    with history.act("Laut Vereinsregister aufgelöst"):
        network.status, network.end = "ended", "2024-10"
        network.save()
        tenure.end = "2024-10-31"
        tenure.save()
        Citation.objects.create(network=network, aspect="end", source=register, first_line=9, last_line=9)
        relation = Relation.objects.create(network=network, kind="succeeded-by", other=successor)
        Citation.objects.create(relation=relation, source=register, first_line=10, last_line=10)
    assert telling.in_public(network)[0] == [
        "Ende ergänzt: „Oktober 2024“",
        "Status: „aktiv“ → „beendet“",
        "Beleg ergänzt: Vereinsregister, Zeile 9 (zu Ende)",
        "Koordination beendet: Berlin Institut für Partizipation: koordiniert 1. Juli 2018 bis 31. Oktober 2024",
        "Beziehung ergänzt: wurde abgelöst von „Netzwerk Bürgerbeteiligung“",
        "Beleg ergänzt: Vereinsregister, Zeile 10 (zu Beziehung „wurde abgelöst von „Netzwerk Bürgerbeteiligung““)",
    ]
    assert telling.in_public(successor)[0] == [
        "Beziehung ergänzt: hat abgelöst „Allianz Vielfältige Demokratie“",
        "Beleg ergänzt: Vereinsregister, Zeile 10 (zu Beziehung „wurde abgelöst von „Netzwerk Bürgerbeteiligung““)",
    ]
