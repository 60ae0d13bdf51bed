"""Is a verdict refused that has nothing to weigh, with all that was typed kept?"""

import pytest

from directory.models import Citation, Verdict
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

VERDICT = {
    "code": "U1", "nature": "conflict", "subject": "Ziel der Runde", "reading": "Es ist das Ziel.",
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


def test_verdict_on_two_citations_is_taken(desk, fact):
    make(Citation, fact=fact, stance="differs", claim="Es ist kein Ziel.")
    page = desk.shown(f"fact/{fact.pk}/change/", verdicts=[VERDICT])
    assert page.status_code == 302
    assert Verdict.objects.get().fact == fact


def test_verdict_together_with_its_second_citation_is_taken(desk, fact, source):
    second = {"source": source.pk, "place": "9", "stance": "differs", "claim": "Es ist kein Ziel."}
    page = desk.shown(f"fact/{fact.pk}/change/", verdicts=[VERDICT], citations=[second])
    assert page.status_code == 302
    assert Verdict.objects.count() == 1


def test_citation_a_verdict_weighs_stays(desk, fact):
    second = make(Citation, fact=fact, stance="differs", claim="Es ist kein Ziel.")
    make(Verdict, fact=fact, subject="Ziel der Runde")
    page = desk.shown(f"fact/{fact.pk}/change/", {"citations-1-DELETE": "on"})
    assert page.context["adminform"].form.non_field_errors() == [complaint("nur ein Beleg")]
    assert Citation.objects.filter(pk=second.pk).exists()
