"""Is a verdict refused that has nothing to weigh, or a source that says nothing, with all that was typed kept?"""

import pytest

from directory.curation.admin.citation_checks import UNSAID
from directory.models import Citation, Verdict
from tests.directory.curation.admin.conftest import complaints
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

VERDICT = {
    "nature": "conflict", "subject": "Ziel der Runde", "reading": "Es ist das Ziel.",
    "reason": "So steht es da.", "decided_on": "22.11.2026",
}  # fmt: skip


def complaint(found):
    return (
        f"Nicht gespeichert: Das Urteil „Ziel der Runde“ hat nichts abzuwägen, denn zu dieser Angabe steht {found}. "
        "Bitte tragen Sie zuerst ein, was die andere Quelle sagt."
    )


def test_verdict_with_one_source_is_refused(desk, fact):
    page = desk.shown(f"fact/{fact.pk}/change/", verdicts=[VERDICT])
    assert page.context["adminform"].form.non_field_errors() == [complaint("nur ein Beleg")]
    assert b"Es ist das Ziel." in page.content
    assert Verdict.objects.count() == 0


def test_verdict_on_another_aspect_is_refused(desk, network, source):
    for name in ("name", "kind", "status"):
        make(Citation, network=network, aspect=name, source=source)
    page = desk.shown(f"network/{network.pk}/change/", verdicts=[{**VERDICT, "aspect": "members"}])
    assert page.context["adminform"].form.non_field_errors() == [complaint("kein Beleg")]


@pytest.fixture
def said(fact):
    """A fact whose citation says what stands there."""
    fact.citations.update(claim="Es ist ein Ziel.")
    return fact


def test_verdict_on_a_source_that_says_nothing_is_refused(desk, fact):
    make(Citation, fact=fact, stance="differs", claim="Es ist kein Ziel.")
    page = desk.shown(f"fact/{fact.pk}/change/", verdicts=[VERDICT])
    assert page.context["adminform"].form.non_field_errors() == [
        "Nicht gespeichert: Das Urteil „Ziel der Runde“ stellt die Aussagen der Quellen nebeneinander. "
        "Bitte tragen Sie bei diesen Belegen ein, was die Quelle sagt: Satzung, Zeile 3."
    ]
    assert Verdict.objects.count() == 0


def test_what_a_verdict_weighs_is_not_emptied_afterwards(desk, said):
    second = make(Citation, fact=said, stance="adds", claim="Es ist ein Ziel unter vielen.")
    make(Verdict, fact=said, subject="Ziel der Runde")
    page = desk.send(f"network/{said.network_id}/change/", {"facts-0-cite_claim": " "})
    assert complaints(page)["facts-0-cite_claim"] == [UNSAID]
    page = desk.send(f"fact/{said.pk}/change/", {"citations-1-claim": "", "citations-1-stance": "agrees"})
    assert "stellt die Aussagen der Quellen nebeneinander" in complaints(page)["__all__"][0]
    assert [each.claim for each in said.citations.order_by("pk")] == ["Es ist ein Ziel.", second.claim]


def test_verdict_on_two_citations_is_taken(desk, said):
    make(Citation, fact=said, stance="differs", claim="Es ist kein Ziel.")
    page = desk.shown(f"fact/{said.pk}/change/", verdicts=[VERDICT])
    assert page.status_code == 302
    assert Verdict.objects.get().fact == said


def test_verdict_together_with_its_second_citation_is_taken(desk, said, source):
    second = {"source": source.pk, "place": "9", "stance": "differs", "claim": "Es ist kein Ziel."}
    page = desk.shown(f"fact/{said.pk}/change/", verdicts=[VERDICT], citations=[second])
    assert page.status_code == 302
    assert Verdict.objects.count() == 1


def test_citation_a_verdict_weighs_stays(desk, fact):
    second = make(Citation, fact=fact, stance="differs", claim="Es ist kein Ziel.")
    make(Verdict, fact=fact, subject="Ziel der Runde")
    page = desk.shown(f"fact/{fact.pk}/change/", {"citations-1-DELETE": "on"})
    assert page.context["adminform"].form.non_field_errors() == [complaint("nur ein Beleg")]
    assert Citation.objects.filter(pk=second.pk).exists()
