"""Assigning: where is it said who decides, if no source names a body? Shows nothing of the applicants."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from directory.models import Body
from directory.rules.punctuation import closed
from memberships import queue
from memberships.applications import actions, permissions, responsibility
from memberships.enums import State
from memberships.letters.workflow import Overtaken


class AssignForm(forms.Form):
    """Only bodies somebody decides for can be chosen."""

    body = forms.ModelChoiceField(Body.objects.none(), label="Stelle", empty_label="bitte wählen")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["body"]
        field.queryset = Body.objects.filter(officers__user__is_active=True).distinct().by_name()


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """``unrouted/``: the applications nobody is responsible for."""
    check(request)
    context = {
        **admin.site.each_context(request),
        "title": "Anträge ohne Zuständigkeit",
        "rows": [(row, queue.STATES[State(row.state)], queue.age(row)) for row in queue.unrouted()],
        "unstaffed": responsibility.unstaffed(),
        "bodies": list(AssignForm().fields["body"].queryset),  # type: ignore[attr-defined]
    }
    return TemplateResponse(request, "admin/memberships/application/unrouted.html", context)


@require_POST
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """``unrouted/<number>/``: make a body responsible."""
    check(request)
    application = get_object_or_404(responsibility.unrouted(), pk=number)
    form = AssignForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Bitte wählen Sie eine Stelle.")
        return redirect("admin:memberships_application_unrouted")
    body = form.cleaned_data["body"]
    try:
        actions.assign(application=application, body=body, by=request.user)
    except Overtaken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, closed(f"Zuständig ist jetzt: {body}"))
    return redirect("admin:memberships_application_unrouted")


def check(request: HttpRequest) -> None:
    if not request.user.has_perm(permissions.ASSIGN):
        raise PermissionDenied
