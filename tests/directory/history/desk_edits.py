"""An edit at the desk with answers drawn at random, and what it may have done to citations if it was saved."""

from typing import Any

from django.test import Client
from hypothesis import strategies as st

from directory.curation.admin.citation_fields import said_of
from directory.curation.admin.said_lines import Answer
from directory.enums import Stance
from directory.models import Citation, Network, Source
from tests.directory.catalogue import invented
from tests.directory.curation.admin.conftest import Desk, filled, of, page_of
from tests.undrawn import blank

ROWS = {"scopes": "text", "tenures": "start", "contacts": "purpose", "facts": "place", "treatments": "text",
        "relations": "text"}  # fmt: skip
OWN = {"name": "short_name", "start": "start", "kind": "kind"}
TERMS = {"mode": "mode_text", "who": "who_text", "cost": "cost_text"}
VALUES = {"start": invented.YEARS | st.just(""), "kind": st.sampled_from(["network", "initiative"])}
ANSWERS = st.sampled_from([*Answer.values, ""])


def statements(network: Network) -> list[tuple[Any, str, str]]:
    """What can be edited: row, aspect, and the field that tells it; first of all what something is said about."""
    found: list[tuple[Any, str, str]] = [(network, aspect, field) for aspect, field in OWN.items()]
    found += [(row, "", field) for name, field in ROWS.items() for row in getattr(network, name).all()]
    if hasattr(network, "terms"):
        found += [(network.terms, aspect, field) for aspect, field in TERMS.items()]
        found += [(row, "", "text") for row in network.terms.criteria.all()]
    cited = [each for each in found if said_of([each[0]])[each[0]._meta.model_name, each[0].pk]]
    return cited or found


def citations() -> dict[int, dict[str, Any]]:
    return {row["id"]: {name: row[name] for name in row if name != "updated_at"} for row in Citation.objects.values()}


def edit(network: Network, data: Any, user: Any) -> None:
    """Change a statement, and say anything of its citations: none is changed but as it was answered."""
    client = Client()
    client.force_login(user)
    desk = Desk(client)
    row, aspect, field = data.draw(st.sampled_from(statements(network)))
    path = page_of(row, aspect)
    page = blank(desk.open, path)
    form = page.context["adminform"].form
    value = data.draw(st.just(dict(filled(form)).get(field, "")) | VALUES.get(field, invented.WORDS | st.just("")))
    typed = {field: value} | {line.name: data.draw(ANSWERS) for line in form.lines}
    typed |= {line.claim_name: data.draw(invented.WORDS | st.just("")) for line in form.lines if line.claim_field}
    new = data.draw(st.none() | st.tuples(st.sampled_from(list(Source.objects.all())), st.integers(1, 9)))
    gap = invented.maybe(cite_gap=invented.WORDS)
    typed |= {"cite_source": new[0].pk, "cite_place": new[1]} if new else data.draw(gap)
    told, before = getattr(row, field), citations()
    answer = blank(desk.post, path, desk.typed(page, typed))
    if answer.status_code != 302:
        assert citations() == before
        return
    row = type(row)._base_manager.get(pk=row.pk)
    asked = {line.said.pk for line in form.lines if line.is_citation}
    for number, now in citations().items():
        if number in asked:
            _as_answered(before[number], now, typed[of(Citation(pk=number))], getattr(row, field) != told)
        elif number in before:
            assert now == before[number]
        else:
            assert new
            assert (now["source_id"], now["first_line"], now["fingerprint"]) == (new[0].pk, new[1], "")


def _as_answered(before: dict[str, Any], now: dict[str, Any], answer: str, is_new: bool) -> None:
    """A citation that was asked about keeps its place, and bears out a new value only if somebody says so."""
    said = {"stance", "claim"}
    assert {name: now[name] for name in now.keys() - said} == {name: before[name] for name in before.keys() - said}
    assert before["claim"] in ("", now["claim"])
    assert answer != Answer.DROPPED
    if is_new:
        assert answer == (Answer.DIFFERS if now["stance"] == Stance.DIFFERS else Answer.KEPT)
    elif not answer:
        assert now["stance"] == before["stance"]
