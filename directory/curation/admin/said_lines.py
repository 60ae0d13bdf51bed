"""Said lines: what becomes of each citation, verdict and reason when its statement is changed? The form asks about
every one of them.
"""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import TextChoices

from directory.curation.admin.citation_fields import Said
from directory.enums import Stance
from directory.models import Citation, Verdict
from directory.rules.unicode_cleaning import CleanField


class Answer(TextChoices):
    """What becomes of something said about a statement that changes."""

    KEPT = "kept", "gilt auch dafür"
    DIFFERS = "differs", "sagt etwas anderes"
    DROPPED = "dropped", "gilt nicht mehr"


class SaidLine:
    """Something said about the statement, and the form's questions about it."""

    def __init__(self, form: Any, said: Said) -> None:
        self.said, self.form = said, form
        self.is_citation = isinstance(said, Citation)
        self.name = f"answer_{said._meta.model_name}_{said.pk}"
        self.claim_name = f"claim_{said.pk}"

    def add_fields(self) -> None:
        choices = [each for each in Answer.choices if self.is_citation or each[0] != Answer.DIFFERS]
        label = f"{self.said._meta.verbose_name} „{self.said}“"
        self.form.fields[self.name] = forms.ChoiceField(
            label=label, required=False, choices=[("", "bitte wählen, wenn Sie die Angabe ändern"), *choices]
        )
        if isinstance(self.said, Citation) and not self.said.claim:
            self.form.fields[self.claim_name] = CleanField(
                label=f"Was sagt „{self.said}“?", required=False, max_length=400, widget=AdminTextInputWidget()
            )

    @property
    def answer(self) -> str:
        """What the editor says; nothing said changes nothing."""
        return str(self.form.cleaned_data.get(self.name) or "")

    @property
    def claim(self) -> str:
        return str(getattr(self.said, "claim", "") or self.form.cleaned_data.get(self.claim_name) or "")

    @property
    def agrees(self) -> bool:
        """Whether it bears out the statement as it is typed."""
        stays = self.answer in {"", Answer.KEPT}
        return stays and not isinstance(self.said, Verdict) and getattr(self.said, "stance", "") != Stance.DIFFERS

    # --- for the template

    @property
    def field(self) -> Any:
        return self.form[self.name]

    @property
    def claim_field(self) -> Any:
        return self.form[self.claim_name] if self.claim_name in self.form.fields else None
