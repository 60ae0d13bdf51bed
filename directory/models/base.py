"""Base: what do all rows of the catalogue share? Versions, the revision, and partial dates with their bounds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from string import ascii_lowercase
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from directory.models import history
from directory.models.codes import CodeField
from directory.models.revision import Revision
from directory.querysets import CatalogueQuerySet
from directory.rules import constraints, partial_dates
from directory.rules.date_fields import PartialDateColumn
from directory.rules.mail_addresses import refuse_hidden
from directory.rules.unicode_cleaning import CleanColumns

KEY_LENGTH = 12


class Catalogue(CleanColumns, models.Model):
    """A row readers can see. Saving or deleting it moves the directory revision on, and is kept as a version of the
    records that show it.
    """

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        with self.changing([self]):
            super().save(*args, **options)
            self.touch()

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        with self.changing([self]):
            history.touch(*self.places_pointing_here())
            self.touch()
            return super().delete(*args, **options)

    def validate_constraints(self, exclude: Any = None) -> None:
        """As Django, but the database is asked only where other rows matter."""
        errors: dict[str, Any] = {}
        for constraint in self._meta.constraints:
            try:
                constraints.validate(constraint, self, exclude or ())
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def verify(self, **columns: Any) -> None:
        """Note when somebody looked. Nothing was edited, so ``updated_at`` stays; readers' caches are told."""
        with self.changing([self]):
            # Whoever edits a row locks its network by noting the day there; versions are written one after another.
            networks: Any = models.QuerySet(apps.get_model("directory", "Network"))
            list(networks.select_for_update().filter(pk__in=self.belongs_to()).order_by("pk"))
            for name, value in columns.items():
                setattr(self, name, value)
            models.Model.save(self, update_fields=list(columns))
            self.moved()

    @classmethod
    @contextmanager
    def changing(cls, rows: Iterable[Any]) -> Iterator[None]:
        """Whatever happens to these rows inside is kept as versions of the records that show them."""
        with history.joined():
            rows = list(rows) if history.present() else []
            new = [row for row in rows if row.is_record and row.pk is None]
            history.touch(*(place for row in rows if row not in new for place in row.places()))
            yield
            history.touch(*(place for row in new for place in row.places()), is_new=True)

    @property
    def is_record(self) -> bool:
        """Whether it is a record with a document of its own, and no row of one."""
        return self._meta.model_name in history.RECORDS

    def places(self) -> list[history.Place]:
        """The records in whose documents this row stands."""
        if self.is_record:
            return [(str(self._meta.model_name), self.pk)]
        return [("network", number) for number in self.belongs_to()]

    def places_pointing_here(self) -> list[history.Place]:
        """The other records whose documents change when this row goes."""
        pointing: list[Any] = [
            each
            for each in self._meta.related_objects
            if issubclass(each.related_model, Catalogue) and each.field.name not in history.PARENTS
        ]
        rows = (row for each in pointing for row in each.related_model._base_manager.filter(**{each.field.name: self}))
        return [place for row in rows for place in row.places()]

    def belongs_to(self) -> list[int]:
        """The networks (by number) on whose page this row is shown."""
        number = getattr(self, "network_id", None)
        return [number] if number else []

    def touch(self) -> None:
        """Note on those networks that something about them has changed, and move the revision on."""
        networks = apps.get_model("directory", "Network")
        models.QuerySet(networks).filter(pk__in=self.belongs_to()).update(updated_at=timezone.now())
        self.moved()

    @classmethod
    def moved(cls) -> None:
        """Tell the readers' caches that something they show has changed."""
        Revision.move_on()


def made_key() -> str:
    """A key nobody has: letters only, so that no spreadsheet takes it for a number."""
    return get_random_string(KEY_LENGTH, ascii_lowercase)


class Keyed(models.Model):
    """A row that stays the same row in every version of its record, whatever becomes of what it says."""

    key = CodeField("Kennung", max_length=80, editable=False, default=made_key)

    class Meta:
        abstract = True

    @staticmethod
    def key_once(parent: str) -> models.UniqueConstraint:
        """Within one parent. To be listed among the constraints of each heir."""
        return models.UniqueConstraint(
            fields=[parent, "key"],
            name="%(class)s_key_once",
            violation_error_message="Diese Kennung ist schon vergeben.",
        )


class WebAddress(models.URLField):
    """A column for an address browsers open, all of it to be seen; Django's own takes ``ftp:`` as well."""

    default_validators = [
        URLValidator(
            schemes=["http", "https"], message="Bitte eine Webadresse, die mit http:// oder https:// beginnt."
        ),
        refuse_hidden,
    ]

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.URLField", args, options


def partial_date(label: str) -> models.CharField:
    """A column for a partial date; empty where nobody states one."""
    help_text = partial_dates.PARTIAL_HELP
    return PartialDateColumn(label, max_length=partial_dates.MAX_LENGTH, blank=True, help_text=help_text)


def day_bound() -> models.DateField:
    """A column for the first or last day a partial date can mean; computed, for sorting and comparing."""
    return models.DateField(null=True, blank=True, editable=False)


class Dated(models.Model):
    """A row with a span of time, each end as exact as its source."""

    start = partial_date("von")
    start_earliest = day_bound()
    end = partial_date("bis")
    end_latest = day_bound()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        self.set_bounds()
        super().save(*args, **options)

    @staticmethod
    def order() -> models.CheckConstraint:
        """Nothing ends before it begins. To be listed among the constraints of each heir."""
        return models.CheckConstraint(
            condition=Q(start_earliest=None) | Q(end_latest=None) | Q(end_latest__gte=F("start_earliest")),
            name="%(class)s_ends_after_start",
            violation_error_message="Das Ende liegt vor dem Anfang.",
        )

    @staticmethod
    def bounded() -> models.CheckConstraint:
        """A date and its bound stand together or not at all. To be listed among the constraints of each heir."""
        return models.CheckConstraint(
            condition=(Q(start="", start_earliest=None) | (~Q(start="") & Q(start_earliest__isnull=False)))
            & (Q(end="", end_latest=None) | (~Q(end="") & Q(end_latest__isnull=False))),
            name="%(class)s_dates_bounded",
            violation_error_message="Zu jeder Datumsangabe gehören ihre Grenzen.",
        )

    def clean(self) -> None:
        super().clean()
        self.set_bounds()

    def set_bounds(self) -> None:
        """Compute the bounds from the texts.

        Raises:
            ValidationError: naming the field whose text is no date, or that the end precedes the start.
        """
        found = {name: partial(name, getattr(self, name)) for name in ("start", "end")}
        self.start_earliest = found["start"].earliest if found["start"] else None
        self.end_latest = found["end"].latest if found["end"] else None
        if self.start_earliest and self.end_latest and self.end_latest < self.start_earliest:
            self.end_latest = None  # else the constraint would say the same once more
            raise ValidationError({"end": "Das Ende liegt vor dem Anfang."})

    @property
    def span(self) -> str:
        """``seit Oktober 2015``, ``Oktober 2015 bis Juni 2018`` or nothing."""
        return partial_dates.since_in_words(self.start, self.end)


def partial(field: str, text: str) -> partial_dates.PartialDate | None:
    """The partial date typed into a field, or None if it is empty.

    Raises:
        ValidationError: at that field.
    """
    try:
        return partial_dates.parse(text) if text else None
    except partial_dates.NotADate as error:
        raise ValidationError({field: str(error)}) from error


def one_of(choices: type[models.TextChoices], field: str) -> models.CheckConstraint:
    """The column holds one of the closed list's values. To be listed among a model's constraints."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=f"%(class)s_{field}_known",
        violation_error_message=f"Diesen Wert gibt es nicht ({field}).",
    )
