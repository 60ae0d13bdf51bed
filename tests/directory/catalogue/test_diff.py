"""Do documents differ where a statement differs, and do three of them become one without taking statements apart?"""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from directory.catalogue.diff import Merged, atoms, changes, flat, three_way, with_row
from directory.catalogue.registry import NETWORK
from tests.directory.catalogue import invented

pytestmark = pytest.mark.once

DOCUMENTS = invented.networks().map(invented.with_few_keys)
MANY = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def statements(*documents: Any) -> set[str]:
    """Every statement of these documents with all that is said about it."""
    return {
        json.dumps([*place, atom], sort_keys=True) for each in documents for place, atom in atoms(NETWORK, each).items()
    }


@MANY
@given(DOCUMENTS, DOCUMENTS)
def test_what_only_one_has_changed_is_taken_from_there(base, other):
    assert three_way(NETWORK, base, base, other) == Merged(other, [])
    assert three_way(NETWORK, base, other, base) == Merged(other, [])
    assert three_way(NETWORK, base, other, other) == Merged(other, [])


@MANY
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_no_statement_is_taken_apart(base, theirs, ours):
    merged = three_way(NETWORK, base, theirs, ours)
    assert merged.document is not None
    assert statements(merged.document) <= statements(theirs, ours)


@MANY
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_conflicts_keep_what_is_ours(base, theirs, ours):
    merged = three_way(NETWORK, base, theirs, ours)
    old, new, own = (atoms(NETWORK, document) for document in (base, theirs, ours))
    found = atoms(NETWORK, merged.document)
    for atom in merged.conflicts:
        assert (own.get(atom) not in (old.get(atom), new.get(atom)), new.get(atom) == old.get(atom)) == (True, False)
        assert found.get(atom) in (own.get(atom), None)  # gone only with what it was part of


@MANY
@given(DOCUMENTS, DOCUMENTS, st.data())
def test_a_row_from_another_document(document, other, data):
    path = data.draw(st.sampled_from(sorted({*flat(NETWORK, document), *flat(NETWORK, other)})))
    made = with_row(NETWORK, document, other, path)
    assert made is not None
    assert with_row(NETWORK, document, document, path) == document
    if len(path) != 3 or "terms" in document:  # a condition needs terms to belong to
        assert flat(NETWORK, made).get(path) == flat(NETWORK, other).get(path)
    elsewhere = {at: row for at, row in flat(NETWORK, document).items() if not path or at[: len(path)] != path}
    assert {at: row for at, row in flat(NETWORK, made).items() if at in elsewhere} == {
        at: row for at, row in elsewhere.items() if at != path
    } | ({(): flat(NETWORK, made)[()]} if not path else {})


@MANY
@given(DOCUMENTS, DOCUMENTS)
def test_changes_are_the_rows_that_differ(before, after):
    old, new = flat(NETWORK, before), flat(NETWORK, after)
    differing = {path for path in {*old, *new} if old.get(path, (0, 0))[1] != new.get(path, (0, 0))[1]}
    found = changes(NETWORK, before, after)
    assert {each.path for each in found} == differing
    assert all(each.before == old.get(each.path, (0, None))[1] for each in found)
    assert all(each.after == new.get(each.path, (0, None))[1] for each in found)


def test_nothing_and_something():
    document = {"slug": "a", "name": "A"}
    assert [(each.path, each.before, each.after) for each in changes(NETWORK, None, document)] == [((), None, document)]
    assert [(each.path, each.before, each.after) for each in changes(NETWORK, document, None)] == [((), document, None)]
    assert three_way(NETWORK, document, None, document) == Merged(None, [])
    assert three_way(NETWORK, document, None, {"slug": "b"}).conflicts == [((), "")]


def test_a_row_without_what_it_belongs_to_is_left_out():
    document = {"slug": "a", "name": "A"}
    other = {**document, "terms": {"criteria": [{"key": "zeile-0", "kind": "who", "value": "person"}]}}
    assert with_row(NETWORK, document, other, ("terms", "criteria", "zeile-0")) == document
