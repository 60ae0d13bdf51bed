"""Waiting: what waits for whoever opens the desk? The catalogue's tasks and the counter's, each only for those who may
do it.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from directory.curation.review_queue import TASKS
from memberships import accounts, queue
from memberships.applications import permissions, responsibility

PER_PAGE = 100
PARAMETER = "aufgabe"
GOES_ON = {"_continue", "_addanother", "_saveasnew", "_popup"}


@dataclass(frozen=True)
class Waiting:
    """One number on the desk, and the list it opens."""

    label: str
    count: int
    address: str


def overview(user: Any) -> dict[str, Any]:
    """What the first page of the desk tells: what waits, and what is done. One query for each number."""
    tasks = [Waiting(task.label, task.count(), reverse("admin:task", args=[task.key])) for task in tasks_of(user)]
    everything = [*at_the_counter(user), *tasks]
    return {
        "works": bool(everything),
        "waiting": [each for each in everything if each.count],
        "done": [each for each in everything if not each.count],
    }


def tasks_of(user: Any) -> list[Any]:
    """The catalogue's tasks that somebody may do."""
    return [task for task in TASKS if user.has_perm(task.permission)]


def at_the_counter(user: Any) -> list[Waiting]:
    """What people outside have sent, and letters to them that did not arrive."""
    found = applications(user)
    if user.has_perm("memberships.view_hint"):
        address = f"{reverse('admin:memberships_hint_changelist')}?stage=open"
        found.append(Waiting("Hinweise von außen", queue.open_hints().count(), address))
    if user.has_perm("memberships.view_message"):
        address = reverse("admin:memberships_message_changelist")
        found.append(Waiting("Gescheiterte Nachrichten", queue.failed_letters(user).count(), address))
    if settings.INQUIRY_EVERY and user.has_perm("memberships.view_correspondent"):
        address = reverse("admin:memberships_correspondent_changelist")
        found.append(Waiting("Stellen ohne Adresse für Rückfragen", len(queue.unreachable_bodies()), address))
    agreeable = accounts.agreeable_by(user).count()
    if agreeable:
        address = reverse("admin:memberships_accountchange_changelist")
        found.append(Waiting("Änderungen an Konten, denen Sie zustimmen können", agreeable, address))
    return found


def applications(user: Any) -> list[Waiting]:
    """Applications that wait for a decision, or for somebody who may take it."""
    found = []
    if permissions.is_officer(user):
        address = f"{reverse('admin:memberships_application_changelist')}?mine=yes"
        found.append(Waiting("Mitgliedsanträge zu entscheiden", queue.to_decide(user), address))
    if user.has_perm(permissions.ASSIGN):
        address = reverse("admin:memberships_application_unrouted")
        found.append(Waiting("Anträge ohne zuständige Stelle", queue.unrouted().count(), address))
        address = f"{address}#niemand"
        found.append(Waiting("Stellen, für die niemand entscheidet", responsibility.unstaffed().count(), address))
    return found


def show(request: HttpRequest, key: str, common: dict[str, Any]) -> HttpResponse:
    """``/admin/aufgaben/<key>/``: what waits of one kind, and what is to be done about it."""
    task = next((each for each in TASKS if each.key == key), None)
    if task is None:
        raise Http404
    if task not in tasks_of(request.user):
        raise PermissionDenied
    pages: Paginator[Any] = Paginator(task, PER_PAGE)  # type: ignore[arg-type]
    context = {**common, "title": task.label, "task": task, "page": pages.get_page(request.GET.get("p"))}
    return TemplateResponse(request, "admin/task.html", context)


def back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Who has opened a record from such a list and saved it gets the list again."""
    key = request.GET.get(PARAMETER)
    saved = request.method == "POST" and response.status_code == HTTPStatus.FOUND
    if saved and key in {task.key for task in TASKS} and not GOES_ON & request.POST.keys():
        response["Location"] = reverse("admin:task", args=[key])
    return response
