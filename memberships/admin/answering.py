"""What can an editor do with a hint? One form for each move of the table; each acts only through ``proposals``."""

import zlib
from typing import Any

from django import forms

from memberships import proposals, stages
from memberships.enums import Decider, Move, Refusal, Stage
from memberships.fields import TextField
from memberships.models import Proposal

WORDS = {"rows": 3}
SHOWN = 60  # characters of another hint's text in the list to choose from


class MoveForm(forms.Form):
    """``done`` is what the editor reads afterwards. ``seen`` tells whether the hint has changed since."""

    move: Move
    button = ""
    done = ""
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        self.proposal = proposal
        super().__init__(data, initial={"seen": version(proposal)}, label_suffix="", auto_id=f"{self.move.value}-%s")

    @property
    def is_current(self) -> bool:
        """Whether the hint is still what the editor has read."""
        return self.data.get("seen") == version(self.proposal)

    def act(self, by: Any) -> None:
        """Make the move.

        Raises:
            Overtaken, TooLate: as ``proposals`` does.
        """
        raise NotImplementedError


class Words(TextField):
    """What the sender reads beside the standing words of the letter."""

    def __init__(self) -> None:
        super().__init__(
            label="In eigenen Worten",
            max_length=1000,
            required=False,
            widget=forms.Textarea(WORDS),
            help_text="Steht in der Antwort, wenn die Person eine möchte.",
        )


class AcceptForm(MoveForm):
    move = Move.ACCEPT
    button = "Übernommen, Antwort senden"
    done = "Als übernommen vermerkt."
    answer = Words()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("answer") and "answer" not in self.errors and proposals.unchanged(self.proposal):
            self.add_error(
                "answer",
                "Seit dem Hinweis hat sich hier nichts geändert. Bitte ändern Sie zuerst den Eintrag, oder sagen Sie, "
                "warum nichts zu ändern war.",
            )
        return data

    def act(self, by: Any) -> None:
        proposals.accept(proposal=self.proposal, by=by, answer=self.cleaned_data["answer"])


class DeclineForm(MoveForm):
    move = Move.DECLINE
    button = "Nicht übernehmen"
    done = "Als nicht übernommen vermerkt."
    refusal = forms.ChoiceField(label="Grund", choices=[("", "bitte wählen"), *Refusal.choices])
    answer = Words()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("refusal") == Refusal.OTHER and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Bitte nennen Sie den Grund.")
        return data

    def act(self, by: Any) -> None:
        refusal = Refusal(self.cleaned_data["refusal"])
        proposals.decline(proposal=self.proposal, by=by, refusal=refusal, answer=self.cleaned_data["answer"])


class OtherHint(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        text = " ".join(obj.text.split())
        cut = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
        return f"{obj.short}, {obj.submitted_at:%d.%m.%Y}: {cut}"


class MatchForm(MoveForm):
    """Offers the other hints about the same entry that are no repeats themselves."""

    move = Move.MATCH
    button = "Als doppelt vermerken"
    done = "Als doppelt vermerkt."
    earlier = OtherHint(Proposal.objects.none(), label="Dasselbe sagt schon", empty_label="bitte wählen")

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        super().__init__(proposal, data)
        others = Proposal.objects.filter(network=proposal.network_id, body=proposal.body_id).exclude(pk=proposal.pk)
        field: Any = self.fields["earlier"]
        field.queryset = others.exclude(stage__in=(Stage.DUPLICATE, Stage.WITHDRAWN))

    @property
    def is_offered(self) -> bool:
        """Whether there is anything to choose."""
        field: Any = self.fields["earlier"]
        return field.queryset.exists()

    def act(self, by: Any) -> None:
        proposals.match(proposal=self.proposal, by=by, earlier=self.cleaned_data["earlier"])


FORMS: dict[Move, type[MoveForm]] = {form.move: form for form in (AcceptForm, DeclineForm, MatchForm)}


def forms_for(proposal: Proposal) -> dict[Move, MoveForm]:
    """The forms of exactly the moves the table allows an editor now."""
    made = {move: FORMS[move](proposal) for move in stages.moves(Stage(proposal.stage), Decider.CURATOR)}
    return {move: form for move, form in made.items() if not isinstance(form, MatchForm) or form.is_offered}


def version(proposal: Proposal) -> str:
    """What an editor has seen of a hint: where it stands, and its words, which its body may still change."""
    return f"{proposal.stage}-{zlib.crc32(proposal.text.encode())}"


def overtaken(proposal: Proposal) -> str:
    """Who was faster, and what they did."""
    if proposal.stage == Stage.OPEN:
        return "Inzwischen hat die Stelle ihren Hinweis geändert. Bitte lesen Sie ihn noch einmal."
    by = proposal.decided_by
    who = (by.get_full_name() or by.get_username()) if by else "die koordinierende Stelle"
    stage = proposal.get_stage_display()
    return f"Inzwischen hat {who} entschieden: {stage}. Ihr eigener Schritt wurde nicht ausgeführt."
