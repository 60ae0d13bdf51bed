"""Do the tasks people can name cover what the real rules ask for, and has each network its honest path?"""

import pytest

from directory.enums import CriterionKind, Status
from directory.models import Criterion, Network
from directory.rules.membership_paths import INTEREST, MEETS, TASK_KINDS, Path, Task
from tests.directory.real import SLUGS

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PATHS = {
    "avd": Path.APPLY, "bipar": Path.APPLY, "fvb": Path.APPLY, "bnbw": Path.APPLY, "nbh": Path.APPLY,
    "nekopa": Path.WRITE, "inno": Path.ENDED, "sachsen": Path.NOTICE, "afb": Path.NONE, "nb": Path.NONE,
}  # fmt: skip


def met() -> set[tuple[str, str]]:
    """All values of criteria that some task meets, or mere interest."""
    sets = [*MEETS.values(), INTEREST]
    return {(kind, value) for values in sets for kind, found in values.items() for value in found}


def test_meets_every_task():
    assert list(MEETS) == list(Task)


def test_meets_task_kinds_and_where_one_is_charged():
    assert {kind for kind, _ in met()} == {*TASK_KINDS, "sector", "level"}
    assert MEETS[Task.CHARGED]["sector"] == {"verwaltung"}


def test_task_kinds_are_kinds():
    assert set(TASK_KINDS) <= set(CriterionKind.values)


def test_meets_exactly_what_real_rules_ask(catalogue):
    asked = set(Criterion.objects.filter(kind__in=TASK_KINDS).values_list("kind", "value"))
    assert {(kind, value) for kind, value in met() if kind in TASK_KINDS} == asked


def test_task_labels_distinct():
    assert len(set(Task.labels)) == len(Task)


@pytest.mark.parametrize(("short", "path"), PATHS.items())
def test_path_of_real_network(catalogue, short, path):
    assert Network.objects.get(slug=SLUGS[short]).terms.path == path


def test_path_every_network():
    assert PATHS.keys() == SLUGS.keys()


def test_path_ended_exactly_where_network_ended(catalogue):
    paths = dict(Network.objects.values_list("status", "terms__path"))
    assert paths[Status.ENDED] == Path.ENDED
    ended = Network.objects.filter(terms__path=Path.ENDED).values_list("status", flat=True)
    assert list(ended) == [Status.ENDED]
