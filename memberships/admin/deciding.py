"""What can an officer do with an application? One form for each step of the table; each acts only through actions.

A form carries what its page was made from, so that nobody decides about something that has changed since.
"""

from typing import Any

from django import forms

from memberships import actions, represented, workflow
from memberships.enums import DeclineReason, Role, State, Step
from memberships.fields import LineField, TextField
from memberships.models import Application

ROWS = {"rows": 4}


class StepForm(forms.Form):
    """``done`` is what the officer reads afterwards."""

    step: Step
    button = ""
    done = ""
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, application: Application, data: Any = None) -> None:
        self.application = application
        initial = {"seen": version(application)}
        super().__init__(data, initial=initial, label_suffix="", auto_id=f"{self.step.value}-%s")

    @property
    def is_current(self) -> bool:
        """Whether nothing has happened to the application since the form was shown."""
        return self.data.get("seen") == version(self.application)

    def act(self, by: Any) -> None:
        """Take the step.

        Raises:
            Conflict, NotAllowed, OrganisationTaken: as the actions do.
        """
        raise NotImplementedError


class ApproveForm(StepForm):
    """Where the organisation is a member already, only an exception with its reason leads on."""

    step = Step.APPROVE
    button = "Annehmen"
    done = "Angenommen. Die antragstellende Person bekommt eine E-Mail."
    exception = LineField(
        label="Ausnahme, weil",
        max_length=400,
        widget=forms.TextInput({"class": "vLargeTextField"}),
    )

    def __init__(self, application: Application, data: Any = None) -> None:
        super().__init__(application, data)
        taken = represented.because(application)
        if taken:
            self.button = "Als Ausnahme annehmen"
            self.fields["exception"].help_text = f"{taken} Die Ausnahme wird mit Ihrem Namen festgehalten."
        else:
            del self.fields["exception"]

    def act(self, by: Any) -> None:
        actions.approve(application=self.application, by=by, exception=self.cleaned_data.get("exception", ""))


class DeclineForm(StepForm):
    step = Step.DECLINE
    button = "Ablehnen"
    done = "Abgelehnt. Die antragstellende Person bekommt eine E-Mail."
    reason = forms.ChoiceField(
        label="Grund",
        choices=[("", "bitte wählen"), *DeclineReason.choices],
        help_text="So liest ihn die antragstellende Person.",
    )
    text = TextField(label="In eigenen Worten", max_length=2000, required=False, widget=forms.Textarea(ROWS))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == DeclineReason.OTHER and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Bitte nennen Sie den Grund.")
        return data

    def act(self, by: Any) -> None:
        reason = DeclineReason(self.cleaned_data["reason"])
        actions.decline(application=self.application, by=by, reason=reason, text=self.cleaned_data["text"])


class AskForm(StepForm):
    step = Step.ASK
    button = "Rückfrage senden"
    done = "Die Rückfrage ist unterwegs. Mit der Antwort kommt der Antrag in Ihre Liste zurück."
    question = TextField(label="Ihre Frage", max_length=2000, widget=forms.Textarea(ROWS))

    def act(self, by: Any) -> None:
        actions.ask(application=self.application, by=by, question=self.cleaned_data["question"])


FORMS: dict[Step, type[StepForm]] = {form.step: form for form in (ApproveForm, DeclineForm, AskForm)}


def forms_for(application: Application) -> dict[Step, StepForm]:
    """The forms of exactly the steps the table allows an officer now."""
    steps = workflow.steps(State(application.state), Role.OFFICER)
    return {step: FORMS[step](application) for step in steps}


def version(application: Application) -> str:
    """What an officer has seen of an application: its state and the last thing that happened."""
    last = application.events.order_by("pk").values_list("pk", flat=True).last()
    return f"{application.state}-{last or 0}"


WHO = {
    Role.APPLICANT: "die antragstellende Person",
    Role.OFFICER: "jemand anderes",
    Role.CLOCK: "der Zeitablauf",
}


def overtaken(application: Application) -> str:
    """Who was faster, and what they did."""
    event = application.events.select_related("by").last()
    if event is None:
        return "Inzwischen hat sich an diesem Antrag etwas geändert."
    who = (event.by.get_full_name() or event.by.get_username()) if event.by else WHO[Role(event.role)]
    what = "entschieden" if event.step in (Step.APPROVE, Step.DECLINE) else "etwas geändert"
    done = event.get_step_display() or event
    return f"Inzwischen hat {who} {what}: {done}. Ihr eigener Schritt wurde nicht ausgeführt."
