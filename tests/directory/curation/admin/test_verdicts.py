"""Does a verdict weigh what its sources say, side by side?"""

import pytest
from django.utils import timezone

from directory.curation.admin import statement_forms
from directory.curation.admin.said_lines import Answer
from directory.enums import Stance
from directory.models import Citation, Fact, Network, Source, Verdict
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, cited, complaints, of, page_of
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = pytest.mark.once

VERDICT = {"nature": "open", "subject": "Wer", "reading": "Unklar.", "reason": "Beide sagen etwas.",
           "decided_on": "02.01.2026"}  # fmt: skip


def test_a_verdict_weighs_two_claims(desk: Desk, fact: Fact, source: Source) -> None:
    page = f"verdict/add/?fact={fact.pk}"
    assert complaints(desk.send(page, VERDICT)) == {"__all__": [statement_forms.WEIGHS_NOTHING]}
    Citation.objects.create(fact=fact, source=source, claim="Anders.", stance=Stance.DIFFERS)
    [told] = complaints(desk.send(page, VERDICT))["__all__"]
    assert told == f"{statement_forms.UNSAID} Bei: Satzung, Zeile 3."
    fact.citations.update(claim="So.")
    answer = desk.send(page, VERDICT)
    assert answer.url == f"/admin/directory/network/{fact.network_id}/change/#verdict-{Verdict.objects.get().pk}"
    assert Verdict.objects.get().code == "K1"
    assert "schon ein Urteil" in str(complaints(desk.send(page, VERDICT)))


def test_a_verdict_that_stays_keeps_what_it_weighs(desk: Desk, fact: Fact, source: Source) -> None:
    first = fact.citations.get()
    second = Citation.objects.create(fact=fact, source=source, claim="Anders.", stance=Stance.DIFFERS)
    verdict = Verdict.objects.create(**{**VERDICT, "decided_on": "2026-01-02"}, code="K1", fact=fact)
    dropped = {of(second): Answer.DROPPED}
    found = complaints(desk.send(page_of(fact), dropped))
    assert found[of(verdict)] == [statement_forms.WEIGHS_NOTHING]
    assert complaints(desk.send(page_of(fact), cited(source))) == {
        f"claim_{first.pk}": [statement_forms.UNSAID],
        "cite_claim": [statement_forms.UNSAID],
    }
    assert desk.send(page_of(fact), {**dropped, of(verdict): Answer.DROPPED}).status_code == 302
    assert not Verdict.objects.exists()


def test_a_weighed_citation_goes_on_saying_something(desk: Desk, fact: Fact, source: Source) -> None:
    fact.citations.update(claim="So.")
    Citation.objects.create(fact=fact, source=source, claim="Anders.", stance=Stance.DIFFERS)
    Verdict.objects.create(**{**VERDICT, "decided_on": "2026-01-02"}, code="K1", fact=fact)
    page = page_of(fact.citations.get(claim="So."))
    assert complaints(desk.send(page, {"claim": " "})) == {"claim": [statement_forms.UNSAID]}
    assert desk.send(page, {"claim": "Doch.", "cite_place": "4"}).status_code == 302
    moved = fact.citations.get(claim="Doch.")
    assert (moved.first_line, moved.fingerprint) == (4, "")


def test_verdicts_are_of_one_aspect_and_numbered(desk: Desk, network: Network) -> None:
    for number, code in enumerate(("K12", "andere", "A7")):
        make(Verdict, network=make(Network, name=f"Netz {number}"), aspect="start", code=code)
    for claim in ("So.", "Anders."):
        making.citation(network, aspect="name", claim=claim)
    page = f"verdict/add/?network={network.pk}&aspect="
    assert complaints(desk.send(f"{page}kind", VERDICT)) == {"__all__": [statement_forms.WEIGHS_NOTHING]}
    assert "reading" in complaints(desk.send(f"{page}name", {**VERDICT, "reading": " "}))
    assert desk.send(f"{page}name", {**VERDICT, "decided_on": str(timezone.localdate())}).status_code == 302
    stored = network.verdicts.get()
    assert (stored.aspect, stored.code, stored.decided_on) == ("name", "K13", timezone.localdate())
    assert stored.code not in Seen(desk.open(page_of(network))).text
