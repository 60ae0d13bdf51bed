"""Record forms: what does every form of the desk that changes a record, or a part of one, do: carry a reason, notice an
edit conflict, keep the conditions of its table?
"""

from copy import copy
from typing import Any, ClassVar

from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, UniqueConstraint

from directory.curation.admin import edit_conflicts
from directory.curation.admin.citation_fields import Said
from directory.curation.admin.preview import EDIT
from directory.curation.admin.similar_records import AlikeForm
from directory.models import FormerAddress, history
from directory.rules import constraints
from directory.rules.unicode_cleaning import CleanField

NEWS = "_news"
"""Put beside what was sent: sentences that say why it cannot be saved now."""


class RecordForm(AlikeForm):
    """A record or a part of it, with the reason of its change. Not saved if the same input cannot be saved now.

    It works on a copy: the page goes on naming the record as it is stored, whatever was typed into the form.
    """

    offered: ClassVar[dict[str, Any]] = {}
    """Values the form is filled in with; nobody has typed or stored them yet."""
    owner: ClassVar[dict[str, Any]] = {}
    """To which row a new one belongs, by the column that says so."""
    editor: ClassVar[Any] = None

    because = CleanField(
        label="Warum ändern Sie das?",
        required=False,
        max_length=history.REASON_LENGTH,
        widget=AdminTextInputWidget(),
        help_text="Freiwillig. Der Grund steht in der Änderungsgeschichte, auch in der öffentlichen.",
    )

    def __init__(self, *args: Any, instance: Any = None, **options: Any) -> None:
        super().__init__(*args, instance=copy(instance) if instance else None, **options)
        for name, row in self.owner.items() if not instance else ():
            setattr(self.instance, name, row)
        self.said: list[Said] = []
        self.stored = dict(self.initial)
        self.initial.update(self.offered)

    @property
    def shown(self) -> str:
        """What the form carries along, so that an edit conflict is noticed; empty for what is not stored yet."""
        if self.is_bound:
            return str(self.data.get(edit_conflicts.SHOWN, ""))
        return edit_conflicts.shown(self) if self.instance.pk else ""

    @property
    def is_only_reopened(self) -> bool:
        """Whether the button that saves nothing has sent it."""
        return EDIT in self.data and NEWS not in self.data

    def clean(self) -> dict[str, Any] | None:
        sent: Any = self.data
        if NEWS in sent or self.is_only_reopened:
            raise ValidationError(sent.getlist(NEWS) or "")
        news = edit_conflicts.meet(self) if self.instance.pk else []
        if news:
            who = edit_conflicts.latest_hand(self.instance, self.editor)
            raise ValidationError([edit_conflicts.LEAD.format(who=who), *news])
        values = super().clean()
        if "slug" in self.changed_data and "slug" in self.cleaned_data:
            self._clean_slug()
        return values

    def add_error(self, field: Any, error: Any) -> None:
        """What is wrong with a column of which this form has no field is said of the whole form."""
        told = error if isinstance(error, ValidationError) else ValidationError(error)
        if hasattr(told, "error_dict"):
            for name, errors in told.error_dict.items():
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field if field in self.fields else None, told)

    def _clean_slug(self) -> None:
        """A former address leads to its record for good; no other takes it."""
        former = FormerAddress.objects.filter(kind=self._meta.model._meta.model_name, slug=self.cleaned_data["slug"])
        if former.exclude(number=self.instance.pk or 0).exists():
            self.add_error("slug", "Unter dieser Adresse finden Leserinnen und Leser schon einen anderen Eintrag.")

    def validate_unique(self) -> None:
        """Also by the conditions that involve columns of which this form has no field; Django leaves those out."""
        super().validate_unique()
        for constraint in self.instance._meta.constraints if self.has_changed() and not self.errors else ():
            try:
                constraints.validate(constraint, self.instance)
            except ValidationError as error:
                self.add_error(*self._complaint(constraint, error))

    def _complaint(self, constraint: BaseConstraint, error: Any) -> tuple[str | None, Any]:
        """Where to say that the row breaks a constraint, and the sentence."""
        if not isinstance(constraint, UniqueConstraint):
            return None, error
        field = constraint.fields[-1] if constraint.fields[-1] in self.fields else None
        return field, constraint.violation_error_message

    @property
    def changes_row(self) -> bool:
        """Whether anything was changed that is a column of the row itself."""
        columns = {column.name for column in self.instance._meta.concrete_fields}
        return not self.instance.pk or not columns.isdisjoint(self.changed_data)
