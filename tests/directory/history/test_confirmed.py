"""Whatever is edited, reverted and undone: does no citation ever stand behind a value it was not confirmed for?"""

import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from directory.catalogue import Refused, dump, write
from directory.catalogue.acts import snapshots
from directory.catalogue.diff import atoms, flat
from directory.catalogue.registry import NETWORK
from directory.curation import revert, revert_plan
from directory.models import Act, Version, history
from tests.directory.catalogue import invented
from tests.directory.catalogue.test_round_trip import EXAMPLES
from tests.memberships import making as accounts

pytestmark = pytest.mark.django_db

DRAFTS = invented.networks().map(invented.with_few_keys).map(
    lambda document: {name: value for name, value in document.items() if name not in ("visibility", "slug")}
)  # fmt: skip


def confirmed(document: Any) -> set[str]:
    """Each statement with its value, its citations and its verdict; a person who is forgotten states nothing."""
    found = atoms(NETWORK, document).items()
    forgotten = [place for place, atom in found if place[0][:1] == ("contacts",) and "name" not in atom]
    return {json.dumps([*place, atom], sort_keys=True) for place, atom in found if place not in forgotten}


@pytest.mark.once
@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(DRAFTS, min_size=2, max_size=4), st.data())
def test_no_citation_supports_a_value_it_was_not_confirmed_for(drafts, data):
    with transaction.atomic():
        invented.surroundings()
        user, network, known = accounts.user(is_superuser=True), None, set()
        for draft in drafts:
            try:
                with history.act():
                    network = write("network", {"slug": "erfunden", **draft}, network)
            except Refused:  # a verdict's code that another statement has
                continue
            known |= confirmed(dump(network))
        for _ in range(4):
            plan = data.draw(st.sampled_from(list(Version.objects.filter(act__isnull=False, kind="network"))))
            _go_back(plan, data, user)
            network.refresh_from_db()
            now = dump(network)
            assert confirmed(now) <= known
            newest = Version.objects.filter(kind="network", record=network.pk).latest("pk")
            assert newest.document == snapshots("network", [network])[0][0] == now
        transaction.set_rollback(True)


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
