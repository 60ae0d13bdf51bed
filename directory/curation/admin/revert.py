"""What follows when rows go back to what they were: rights, addresses, sources, search. All or nothing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from directory.catalogue import redirects
from directory.curation import publishing
from directory.enums import Visibility
from directory.history.revert_plan import Impossible, Plan, Step
from directory.history.undo import carry_out
from directory.models import Body, FormerAddress, Network, Topic
from directory.reading import search

KEPT = ("visibility",)
BY_STEPS = "Von „{}“ geht es nicht zurück zu „{}“. Das geht nur über die Schritte der Veröffentlichung."
TAKEN = "Unter der Adresse „{}“ finden Leserinnen und Leser inzwischen einen anderen Eintrag."
LACKING = "Der Eintrag „{}“ ist veröffentlicht, und dann würde ihm etwas fehlen: {}"


def kept(version: Any, user: Any) -> tuple[str, ...]:
    """What a version does not bring back: whether readers see an entry, unless this user may decide that here."""
    if version.instance_type is not Network:
        return ()
    today = Network.objects.filter(pk=version.id).values_list("visibility", flat=True).first()
    if today is None or today == version.visibility:
        return ()
    may = user.has_perm(publishing.PERMISSION) and version.visibility in publishing.STEPS[Visibility(today)]
    return () if may else KEPT


def go_back(plan: Plan, token: str, user: Any) -> None:
    """Carry a plan out.

    Raises:
        PermissionDenied: if the user may not do all of it.
        Impossible: if it cannot be done; then nothing has happened.
    """
    if not user.has_perms(plan.permissions):
        raise PermissionDenied
    with transaction.atomic():
        numbers = {number for step in plan.steps for number in _networks(step)}
        before = {network.pk: _lacks(network) for network in Network.objects.published().filter(pk__in=numbers)}
        for step in plan.steps:
            _require(step)
        carry_out(plan, token)
        for step in plan.steps:
            _settle(step)
        for network in Network.objects.published().filter(pk__in=numbers):
            missing = _lacks(network) - before.get(network.pk, set())
            if missing:
                raise Impossible(LACKING.format(network, "; ".join(sorted(missing))))
        _refresh(plan, numbers)


def _networks(step: Step) -> set[int]:
    """The networks whose page shows the row, before or after."""
    versions = (step.latest, step.target)
    own = {step.number} if step.model is Network else set()
    return own | {version.of_network for version in versions if version and version.of_network}


def _lacks(network: Network) -> set[str]:
    return {str(lack) for lack in publishing.lacks(network)}


def _require(step: Step) -> None:
    """Readers' addresses stay theirs, and visibility takes its steps."""
    goal = step.change.after
    if goal is None or not _has_address(step):
        return
    others = FormerAddress.objects.filter(kind=step.model._meta.model_name, slug=goal.slug).exclude(number=step.number)
    if others.exists():
        raise Impossible(TAKEN.format(goal.slug))
    today = step.change.before
    if step.model is not Network or today is None or today.visibility == goal.visibility:
        return
    if goal.visibility not in publishing.STEPS[Visibility(today.visibility)]:
        raise Impossible(BY_STEPS.format(today.get_visibility_display(), goal.get_visibility_display()))


def _settle(step: Step) -> None:
    """An address that goes leads to the record from now on."""
    if step.change.after is not None and _has_address(step):
        before = step.change.before.slug if step.change.before else ""
        redirects.update_redirects(step.model._base_manager.get(pk=step.number), before)


def _has_address(step: Step) -> bool:
    """Whether a record has an address that may become a former one."""
    return step.model in redirects.RECORDS.values() and hasattr(step.model, "slug")


def _refresh(plan: Plan, numbers: set[int]) -> None:
    """Tell the search."""
    if {Body, Topic} & {step.model for step in plan.steps}:
        search.refresh_all()
        return
    for network in Network.objects.filter(pk__in=numbers):
        search.refresh(network)
