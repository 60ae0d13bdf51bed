"""Decision forms of editors for hints; each acts only through ``hints.actions``."""

import zlib
from typing import Any

from django import forms

from memberships import hint_context
from memberships.admin.decisions import DecisionForm
from memberships.enums import Move, Refusal, Stage
from memberships.hints import actions as hint_actions
from memberships.letters.field_checks import TextField
from memberships.models import Hint

WORDS = {"rows": 3}


class HintDecision(DecisionForm):
    """Seen of a hint are where it stands, and its words, which its body may still change."""

    @staticmethod
    def version(record: Hint) -> str:
        return f"{record.stage}-{zlib.crc32(record.text.encode())}"


class AnswerField(TextField):
    """What the sender reads beside the standing words of the letter."""

    def __init__(self) -> None:
        super().__init__(
            label="In eigenen Worten",
            max_length=1000,
            required=False,
            widget=forms.Textarea(WORDS),
            help_text="Steht in der Antwort, wenn die Person eine möchte.",
        )


class AcceptForm(HintDecision):
    step = Move.ACCEPT
    is_default = True
    button = "Übernommen, Antwort senden"
    done = "Als übernommen vermerkt."
    answer = AnswerField()

    def clean(self) -> None:
        if not self.cleaned_data.get("answer") and "answer" not in self.errors and hint_actions.unchanged(self.record):
            self.add_error(
                "answer",
                "Seit dem Hinweis hat sich hier nichts geändert. Bitte ändern Sie zuerst den Eintrag, oder sagen Sie, "
                "warum nichts zu ändern war.",
            )

    def act(self, by: Any) -> None:
        hint_actions.accept(hint=self.record, by=by, answer=self.cleaned_data["answer"])


class DeclineHintForm(HintDecision):
    step = Move.DECLINE
    button = "Nicht übernehmen"
    done = "Als nicht übernommen vermerkt."
    refusal = forms.ChoiceField(label="Grund", choices=[("", "bitte wählen"), *Refusal.choices])
    answer = AnswerField()

    def clean(self) -> None:
        self.require_reason("refusal", Refusal.OTHER, "answer")

    def act(self, by: Any) -> None:
        refusal = Refusal(self.cleaned_data["refusal"])
        hint_actions.decline(hint=self.record, by=by, refusal=refusal, answer=self.cleaned_data["answer"])


class OtherHint(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.day}: {hint_context.beginning(obj.text)}"


class MatchForm(HintDecision):
    """Offers the other hints about the same entry that are no repeats themselves."""

    step = Move.MATCH
    button = "Als doppelt vermerken"
    done = "Als doppelt vermerkt."
    earlier = OtherHint(Hint.objects.none(), label="Dasselbe sagt schon", empty_label="bitte wählen")

    def __init__(self, record: Hint, data: Any = None) -> None:
        super().__init__(record, data)
        others = Hint.objects.filter(network=record.network_id, body=record.body_id).exclude(pk=record.pk)
        field: Any = self.fields["earlier"]
        field.queryset = others.exclude(stage__in=(Stage.DUPLICATE, Stage.WITHDRAWN))

    @property
    def is_offered(self) -> bool:
        field: Any = self.fields["earlier"]
        return field.queryset.exists()

    def act(self, by: Any) -> None:
        hint_actions.match(hint=self.record, by=by, earlier=self.cleaned_data["earlier"])


FORMS = (AcceptForm, DeclineHintForm, MatchForm)


def overtaken(hint: Hint) -> str:
    """Who was faster, and what they did."""
    if hint.stage == Stage.OPEN:
        return "Inzwischen hat die Stelle ihren Hinweis geändert. Bitte lesen Sie ihn noch einmal."
    by = hint.decided_by
    who = (by.get_full_name() or by.get_username()) if by else "die koordinierende Stelle"
    stage = hint.get_stage_display()
    return f"Inzwischen hat {who} entschieden: {stage}. Ihr eigener Schritt wurde nicht ausgeführt."
