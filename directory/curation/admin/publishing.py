"""Publishing: how does an editor publish an entry, archive it, or begin anew? On a page of its own that shows what is
missing and asks for the reason; only POST acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from directory.curation import publishing
from directory.enums import Visibility
from directory.models import Network, history
from directory.rules.unicode_cleaning import CleanField


@dataclass(frozen=True)
class VisibilityStep:
    """One step with an entry: its address, where it leads (nowhere: it stays what it is), the words of its button, what
    follows, what is said then, and who may take it.
    """

    address: str
    to: Visibility | None
    take: Callable[..., None]
    button: str
    follows: str
    done: str
    permission: str = publishing.PERMISSION
    asks: str = "Der Grund steht in der Änderungsgeschichte, auch in der öffentlichen."

    def is_possible(self, network: Network) -> bool:
        """Whether it can be taken from where the entry is."""
        if self.to is not None:
            return self.to in publishing.steps(network)
        return publishing.may_submit(network) if self is SUBMIT else publishing.waiting(network) is not None

    @property
    def needs_all(self) -> bool:
        """Whether nothing may be missing."""
        return self is SUBMIT or self.to == Visibility.PUBLISHED


SUBMIT = VisibilityStep(
    "submit",
    None,
    publishing.submit,
    "Zur Veröffentlichung vorlegen",
    "Der Entwurf kommt auf den Tisch der Leitung des Kuratoriums. Hier sehen Sie, was daraus geworden ist.",
    "Zur Veröffentlichung vorgelegt.",
    publishing.EDIT,
    "Ein Satz für die Leitung: was neu ist, worauf zu achten ist. Er steht nicht öffentlich.",
)
STEPS = (
    SUBMIT,
    VisibilityStep(
        "publish",
        Visibility.PUBLISHED,
        publishing.publish,
        "Veröffentlichen",
        "Leserinnen und Leser sehen den Eintrag sofort: in der Liste, in der Suche und unter seiner Adresse.",
        "Veröffentlicht.",
    ),
    VisibilityStep(
        "return",
        None,
        publishing.send_back,
        "Zurückgeben",
        "Der Entwurf bleibt ein Entwurf; das Kuratorium sieht, dass er zurückkommt, und warum.",
        "Zurückgegeben.",
        asks="Was fehlt noch? Das liest, wer den Eintrag vorgelegt hat.",
    ),
    VisibilityStep(
        "archive",
        Visibility.ARCHIVED,
        publishing.archive,
        "Archivieren",
        "Leserinnen und Leser sehen den Eintrag nicht mehr. Unter seiner Adresse steht, wann und warum er entfernt "
        "wurde, und Anträge sind nicht mehr möglich. Hier bleibt er mit seiner Geschichte erhalten. Hat das Netzwerk "
        "nur aufgehört, zu arbeiten, genügt der Status „beendet“.",
        "Archiviert.",
    ),
    VisibilityStep(
        "draft",
        Visibility.DRAFT,
        publishing.to_draft,
        "Zurück zum Entwurf",
        "Der Eintrag wird wieder ein Entwurf. Leserinnen und Leser sehen ihn weiterhin nicht.",
        "Der Eintrag ist wieder ein Entwurf.",
    ),
)


class ReasonForm(forms.Form):
    """Every step has its reason."""

    reason = CleanField(
        label="Warum?",
        max_length=history.REASON_LENGTH,
        widget=AdminTextInputWidget(),
        help_text="Der Grund steht in der Änderungsgeschichte, auch in der öffentlichen.",
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )


class Publishing:
    """Mixed into the networks' admin."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        own = [
            path(
                f"<path:object_id>/{step.address}/",
                self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.step_view)),
                {"step": step},
                name=f"directory_network_{step.address}",
            )
            for step in STEPS
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def step_view(self, request: HttpRequest, object_id: str, step: VisibilityStep) -> HttpResponse:
        """GET shows what is missing and what follows; POST takes the step. Who may not take it only looks."""
        host: Any = self
        network = host.get_object(request, unquote(object_id))
        if network is None:
            raise Http404
        if not host.has_view_or_change_permission(request, network):
            raise PermissionDenied
        may = request.user.has_perm(step.permission)
        form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
        form.fields["reason"].help_text = step.asks
        if request.method == "POST" and not may:
            raise PermissionDenied
        problem = ""
        if form.is_valid():
            try:
                step.take(network, by=request.user, reason=form.cleaned_data["reason"])
            except publishing.Lacking:
                problem = "Nicht veröffentlicht: Erst muss ergänzt werden, was unten steht."
            except publishing.NotPossible as error:
                problem = str(error)
            else:
                messages.success(request, step.done)
                return redirect("admin:directory_network_change", network.pk)
        return self._show_step(request, network, step, form=form, may=may, problem=problem)

    def _show_step(self, request: HttpRequest, network: Network, step: VisibilityStep, **context: Any) -> HttpResponse:
        is_possible = step.is_possible(network)
        lacks = publishing.lacks(network) if step.needs_all else []
        context |= {
            **self.admin_site.each_context(request),
            "title": step.button,
            "network": network,
            "step": step,
            "lacks": lacks,
            "is_possible": is_possible,
            "can_act": context["may"] and is_possible and not lacks,
        }
        return TemplateResponse(request, "admin/directory/network/step.html", context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        network = context.get("original")
        if network is not None:
            mine = [step for step in STEPS if request.user.has_perm(step.permission)]
            context["steps"] = [step for step in mine if step.is_possible(network)]
            context["submission"] = publishing.latest(network)
        return super().render_change_form(request, context, *args, **options)  # type: ignore[misc]
