"""What must hold for a row that stands below another record: its form, and all rows of its kind together.

Django leaves the constraints that involve the parent out of such forms; without this file they would surface as
errors of the database.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, CheckConstraint, Model, UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField

from directory.curation.admin.autocomplete import set_choice
from directory.rules import normalisation
from directory.rules.constraints import validate

KEY_LENGTH = 60
KEYLESS = "angabe"


class RowForm(forms.ModelForm):
    """A row inside its parent's page. Uniqueness among the parent's rows is the formset's business.

    It works on a copy: the page goes on naming the row as it is stored, whatever was typed into the form.
    """

    checks: ClassVar[type[BaseConstraint]] = CheckConstraint

    def __init__(self, *args: Any, instance: Any = None, **options: Any) -> None:
        options["instance"] = copy(instance) if instance else None
        super().__init__(*args, **options)
        self.heading = self.name_row() if self.instance.pk else ""
        for relation in self.instance._meta.concrete_fields:
            if relation.is_relation and relation.name in self.fields and relation.is_cached(self.instance):
                record = getattr(self.instance, relation.name)
                if record:
                    set_choice(self.fields[relation.name], record)

    def name_row(self) -> str:
        """How the page names a stored row."""
        return str(self.instance)

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.errors or not self.has_changed():
            return
        unsaved = {
            name
            for name, field in self.fields.items()
            if isinstance(field, InlineForeignKeyField) and field.parent_instance.pk is None
        }
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, self.checks):
                try:
                    validate(constraint, self.instance, unsaved)
                except ValidationError as error:
                    self.add_error(*complaint(self, constraint, error))


class LoneRowForm(RowForm):
    """A row on a page of its own, where no formset sees its siblings."""

    checks = BaseConstraint


def changes_row(form: forms.ModelForm) -> bool:
    """Whether anything was changed that is a column of the row itself."""
    return not {column.name for column in form.instance._meta.concrete_fields}.isdisjoint(form.changed_data)


def complaint(form: forms.ModelForm, constraint: BaseConstraint, error: Any = None) -> tuple[str | None, Any]:
    """Where to say that a row breaks a constraint, and the sentence."""
    if not isinstance(constraint, UniqueConstraint):
        return None, error
    field = constraint.fields[-1] if constraint.fields[-1] in form.fields else None
    return field, constraint.violation_error_message


class RowFormSet(BaseInlineFormSet):
    """All rows of one kind: each once; keys and positions an editor left empty are found for them. ``siblings`` are all
    formsets of the page.
    """

    def __init__(self, *args: Any, siblings: list[Any] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.siblings = [] if siblings is None else siblings
        self.siblings.append(self)

    def add_fields(self, form: Any, index: int | None) -> None:
        """A page may hold a hundred rows; those stored that nobody has touched are not checked once more."""
        super().add_fields(form, index)
        form.empty_permitted = form.empty_permitted or form.instance.pk is not None
        for name in {"key", "position"} & form.fields.keys():
            form.fields[name].required = False

    def clean(self) -> None:
        self._find_keys()
        self._find_positions()
        super().clean()

    def live(self) -> Iterator[Any]:
        """The valid forms whose rows will exist after saving."""
        for form in self.forms:
            exists = form.is_valid() and (form.instance.pk or form.cleaned_data)
            if exists and not form.cleaned_data.get(DELETION_FIELD_NAME):
                yield form

    def validate_unique(self) -> None:
        seen = set()
        for form in self.live():
            for constraint in form.instance._meta.constraints:
                if isinstance(constraint, UniqueConstraint):
                    values = self._unique_values(constraint, form.instance)
                    if values in seen:
                        form.add_error(*complaint(form, constraint))
                    seen.add(values)

    def _unique_values(self, constraint: UniqueConstraint, row: Model) -> tuple[Any, ...]:
        columns = [column for column in row._meta.concrete_fields if column.name in constraint.fields]
        values = tuple(getattr(row, column.attname) for column in columns if column != self.fk)
        # Not bound: what is NULL, and by a conditional constraint rows without a name and verdicts on something else.
        nameless = "" in values and constraint.fields[-1] != "aspect"
        elsewhere = self.fk.name not in constraint.fields
        free = None in values or (constraint.condition is not None and (nameless or elsewhere))
        return (constraint.name, id(row) if free else None, *values)

    def _find_keys(self) -> None:
        forms = [form for form in self.live() if "key" in form.fields]
        keyless = [form for form in forms if not form.instance.key]
        if not keyless:
            return
        # Also those of rows that somebody else has added since the page was opened.
        siblings = type(keyless[0].instance)._base_manager.filter(**{self.fk.name: self.instance.pk})
        stored = siblings.values_list("key", flat=True) if self.instance.pk else ()
        taken = {form.instance.key for form in forms}.union(stored)
        for form in keyless:
            form.instance.key = free_key(str(form.instance), taken)
            taken.add(form.instance.key)

    def _find_positions(self) -> None:
        forms = [form for form in self.live() if "position" in form.fields]
        last = max((form.instance.position or 0 for form in forms), default=0)
        for form in forms:
            if not form.instance.position:
                last += 1
                form.instance.position = last


def free_key(text: str, taken: set[str]) -> str:
    """A key made of the text's words that none of the others has."""
    stem = key_of(text) or KEYLESS
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def key_of(text: str) -> str:
    """The text's words in small letters without umlauts, joined by hyphens; cut between words where it gets long."""
    key = normalisation.sort_key(normalisation.in_ascii(text)).replace(" ", "-")
    if len(key) <= KEY_LENGTH:
        return key
    return key[: KEY_LENGTH + 1].rpartition("-")[0] or key[:KEY_LENGTH]
