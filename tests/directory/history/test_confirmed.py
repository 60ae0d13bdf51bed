"""Edited, taken in, merged, reverted, undone: does no citation ever stand behind a value it was not confirmed for?"""

import json
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from directory.catalogue import Refused, dump, write
from directory.catalogue.acts import snapshots
from directory.catalogue.diff import atoms, flat
from directory.catalogue.registry import NETWORK
from directory.curation import duplicates, revert, revert_plan
from directory.models import Act, Network, Version, history
from tests.directory.catalogue import invented
from tests.directory.catalogue.test_round_trip import EXAMPLES
from tests.directory.curation.duplicates.test_documents import backed
from tests.directory.history.desk_edits import edit
from tests.memberships import making as accounts

pytestmark = pytest.mark.django_db

DRAFTS = invented.networks().map(invented.with_few_keys).map(
    lambda document: {name: value for name, value in document.items() if name not in ("visibility", "slug")}
)  # fmt: skip

STEPS = st.tuples(*[st.just("edit")] * 3, DRAFTS, *[st.sampled_from(["edit", "edit", "back", "merge"])] * 7)


def confirmed(document: Any) -> set[str]:
    """Each statement with its value, its citations and its verdict; a person who is forgotten states nothing."""
    found = atoms(NETWORK, document).items()
    forgotten = [place for place, atom in found if place[0][:1] == ("contacts",) and "name" not in atom]
    return {json.dumps([*place, atom], sort_keys=True) for place, atom in found if place not in forgotten}


@pytest.mark.once
@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(DRAFTS, STEPS, st.data())
def test_no_citation_supports_a_value_it_was_not_confirmed_for(first, steps, data):
    with transaction.atomic():
        invented.surroundings()
        user, network, known = accounts.user(is_superuser=True, is_staff=True), None, set()
        for step in (first, *steps):
            if step == "back":
                versions = Version.objects.filter(act__isnull=False, kind="network")
                _go_back(data.draw(st.sampled_from(list(versions))), data, user)
                network.refresh_from_db()
                assert confirmed(dump(network)) <= known
            elif step == "edit":
                edit(network, data, user)
            elif step == "merge":
                _merged(network, data.draw(DRAFTS), user)
            else:
                network = _written(step, network)
            network = Network.objects.get(slug=network.slug)
            now = dump(network)
            known |= confirmed(now)
            newest = Version.objects.filter(kind="network", record=network.pk).latest("pk")
            assert newest.document == snapshots("network", [network])[0] == now
        transaction.set_rollback(True)


def _written(draft: Any, network: Network | None, slug: str = "erfunden") -> Network | None:
    try:
        with history.act():
            return write("network", {"slug": slug, **draft}, network)
    except Refused:  # a verdict's code that another statement has
        return network


def _merged(network: Network, draft: Any, user: Any) -> None:
    """With another network; nothing backs what it backed in neither of them."""
    other = _written(draft, None, f"anderes-{Network.objects.count()}")
    if other is not None:
        before = {*backed(dump(network)), *backed(dump(other))}
        with suppress(duplicates.Refused):
            duplicates.merge("network", network.pk, other.pk, by=user, reason="Dasselbe.", keep_name=False)
        assert set(backed(dump(Network.objects.get(pk=network.pk)))) <= before


def _go_back(version: Version, data: Any, user: Any) -> None:
    """To one row of a version, or behind its act, if that can be."""
    places = sorted(flat(NETWORK, version.document))
    path = data.draw(st.sampled_from([None, *places]))
    try:
        if path is None and version.before_id:
            plan = revert_plan.of_act(Act.objects.get(pk=version.act_id))
        else:
            plan = revert_plan.of_version(version, path or ())
        revert.go_back(plan, plan.token, user)
    except revert_plan.Impossible:
        return
