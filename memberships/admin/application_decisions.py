"""Decision forms of officers for applications; each acts only through ``actions``."""

from typing import Any

from django import forms

from memberships.admin.decisions import DecisionForm
from memberships.applications import actions, one_per_organisation
from memberships.enums import Actor, ApplicationStep, DeclineReason
from memberships.letters.field_checks import LineField, TextField
from memberships.models import Application

ROWS = {"rows": 4}


class ApplicationDecision(DecisionForm):
    """Seen of an application are its state and the last thing that happened."""

    @staticmethod
    def version(record: Application) -> str:
        last = record.events.order_by("pk").values_list("pk", flat=True).last()
        return f"{record.state}-{last or 0}"


class ApproveForm(ApplicationDecision):
    """Where the organisation is a member already, only an exception with its reason leads on."""

    step = ApplicationStep.APPROVE
    is_default = True
    button = "Annehmen"
    done = "Angenommen. Die antragstellende Person bekommt eine E-Mail."
    exception = LineField(
        label="Ausnahme, weil",
        max_length=400,
        widget=forms.TextInput({"class": "vLargeTextField"}),
    )

    def __init__(self, record: Application, data: Any = None) -> None:
        super().__init__(record, data)
        taken = one_per_organisation.because(record)
        if taken:
            self.button = "Als Ausnahme annehmen"
            self.fields["exception"].help_text = f"{taken} Die Ausnahme wird mit Ihrem Namen festgehalten."
        else:
            del self.fields["exception"]

    def act(self, by: Any) -> None:
        actions.approve(application=self.record, by=by, exception=self.cleaned_data.get("exception", ""))


class DeclineApplicationForm(ApplicationDecision):
    step = ApplicationStep.DECLINE
    button = "Ablehnen"
    done = "Abgelehnt. Die antragstellende Person bekommt eine E-Mail."
    reason = forms.ChoiceField(
        label="Grund",
        choices=[("", "bitte wählen"), *DeclineReason.choices],
        help_text="So liest ihn die antragstellende Person.",
    )
    text = TextField(label="In eigenen Worten", max_length=2000, required=False, widget=forms.Textarea(ROWS))

    def clean(self) -> None:
        self.require_reason("reason", DeclineReason.OTHER, "text")

    def act(self, by: Any) -> None:
        reason = DeclineReason(self.cleaned_data["reason"])
        actions.decline(application=self.record, by=by, reason=reason, text=self.cleaned_data["text"])


class AskForm(ApplicationDecision):
    step = ApplicationStep.ASK
    button = "Rückfrage senden"
    done = "Die Rückfrage ist unterwegs. Mit der Antwort kommt der Antrag in Ihre Liste zurück."
    question = TextField(label="Ihre Frage", max_length=2000, widget=forms.Textarea(ROWS))

    def act(self, by: Any) -> None:
        actions.ask(application=self.record, by=by, question=self.cleaned_data["question"])


FORMS = (ApproveForm, DeclineApplicationForm, AskForm)
WHO = {
    Actor.APPLICANT: "die antragstellende Person",
    Actor.OFFICER: "jemand anderes",
    Actor.CLOCK: "der Zeitablauf",
}


def overtaken(application: Application) -> str:
    """Who was faster, and what they did."""
    event = application.events.select_related("by").last()
    if event is None:
        return "Inzwischen hat sich an diesem Antrag etwas geändert."
    who = (event.by.get_full_name() or event.by.get_username()) if event.by else WHO[Actor(event.role)]
    what = "entschieden" if event.step in (ApplicationStep.APPROVE, ApplicationStep.DECLINE) else "etwas geändert"
    done = event.get_step_display() or event
    return f"Inzwischen hat {who} {what}: {done}. Ihr eigener Schritt wurde nicht ausgeführt."
