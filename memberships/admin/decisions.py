"""Decision forms: one for each step of a workflow that the desk may take, and the pages that show and take them.

A form carries what its page was made from, so that nobody decides about something that has changed since.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from directory.curation.admin.desk import require_get, require_post
from memberships.admin.desk import OwnOnly
from memberships.applications.actions import OrganisationTaken
from memberships.enums import Actor, ApplicationStep, Decider, Move
from memberships.letters.workflow import NotAllowed, Overtaken, Workflow


class DecisionForm(forms.Form):
    """``done`` is what is read afterwards; heirs say what of a record is ``seen``, and how to act."""

    step: ClassVar[ApplicationStep | Move]
    button = ""
    done = ""
    is_default = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, record: Any, data: Any = None) -> None:
        self.record = record
        initial = {"seen": self.version(record)}
        super().__init__(data, initial=initial, label_suffix="", auto_id=f"{self.step.value}-%s")

    @property
    def is_current(self) -> bool:
        """Whether nothing has happened to the record since the form was shown."""
        return self.data.get("seen") == self.version(self.record)

    @property
    def is_offered(self) -> bool:
        """Whether there is anything to choose."""
        return True

    @property
    def action(self) -> str:
        """Where it is sent."""
        name = f"admin:memberships_{self.record._meta.model_name}_decide"
        return reverse(name, args=[self.record.pk, self.step.value])

    @staticmethod
    def version(record: Any) -> str:
        """What somebody has seen of a record."""
        raise NotImplementedError

    def require_reason(self, choice: str, other: str, words: str) -> None:
        """Whoever takes none of the reasons from the list gives one in own words."""
        data = self.cleaned_data
        if data.get(choice) == other and not data.get(words) and words not in self.errors:
            self.add_error(words, "Bitte nennen Sie den Grund.")

    def act(self, by: Any) -> None:
        """Take the step.

        Raises:
            Overtaken, NotAllowed, OrganisationTaken: as the acts do.
        """
        raise NotImplementedError


class DecisionAdmin(OwnOnly):
    """Pages with decision forms; heirs say what else a page shows, and who was faster (``overtaken``)."""

    workflow: ClassVar[Workflow[Any, Any, Any]]
    role: ClassVar[Actor | Decider]
    decisions: ClassVar[Sequence[type[Any]]]
    overtaken: Callable[[Any], str]

    def may_decide(self, request: HttpRequest, record: Any) -> bool:
        """The right to change is the right to decide; no form of the admin's own is opened by it."""
        return request.user.has_perm(f"memberships.change_{self.opts.model_name}")

    def context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the page shows beside its forms, with its title."""
        raise NotImplementedError

    def steps(self, record: Any) -> list[Any]:
        """The steps the table allows the desk now."""
        return self.workflow.steps(self.workflow.state(record), self.role)

    def offered(self, record: Any, **refused: DecisionForm) -> list[DecisionForm]:
        """The forms of exactly the steps the table allows the desk now."""
        makers = {maker.step: maker for maker in self.decisions}
        made = [refused.get(step.value) or makers[step](record) for step in self.steps(record)]
        return [form for form in made if form.is_offered]

    def get_urls(self) -> list[Any]:
        decide = self.admin_site.admin_view(self.decide)
        name = f"memberships_{self.opts.model_name}_decide"
        return [path("<path:object_id>/decide/<slug:name>/", decide, name=name), *super().get_urls()]

    @require_get
    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """The page on which one reads and decides."""
        return self._show(request, self._seen(request, object_id))

    @require_get
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """What happened stands on the page itself."""
        return redirect(f"{self._address(self._seen(request, object_id))}#verlauf")

    def _seen(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record

    def _show(self, request: HttpRequest, record: Any, **refused: DecisionForm) -> HttpResponse:
        """The page; ``refused`` replaces forms that came back with errors."""
        may = self.may_decide(request, record)
        context = {
            **self.admin_site.each_context(request),
            **self.context(request, record),
            "opts": self.opts,
            "forms": self.offered(record, **refused) if may else [],
            "errors": bool(refused),
            "may_decide": may,
        }
        return TemplateResponse(request, f"admin/memberships/{self.opts.model_name}/review.html", context)

    @require_post
    def decide(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Take one step. Whoever comes second is told, and changes nothing."""
        record = self.get_object(request, unquote(object_id))
        if not self.may_decide(request, record):
            raise PermissionDenied
        maker = next((each for each in self.decisions if each.step == name), None)
        if maker is None:
            raise Http404
        form = maker(record, request.POST)
        if not form.is_current:
            messages.error(request, self.overtaken(record))
        elif form.step not in self.steps(record):
            messages.error(request, "Dieser Schritt ist im jetzigen Stand nicht möglich.")
        elif not form.is_valid():
            return self._show(request, record, **{name: form})
        else:
            self._take(request, form)
        return redirect(self._address(record))

    def _take(self, request: HttpRequest, form: DecisionForm) -> None:
        try:
            form.act(request.user)
        except Overtaken as error:
            form.record.refresh_from_db()
            messages.error(request, str(error) if form.is_current else self.overtaken(form.record))
        except (NotAllowed, OrganisationTaken) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, form.done)

    def _address(self, record: Any) -> str:
        """Where a record is read."""
        return reverse(f"admin:memberships_{self.opts.model_name}_change", args=[record.pk])
