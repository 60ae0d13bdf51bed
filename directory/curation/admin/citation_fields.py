"""Citation fields: which fields hold the source of one statement, and how is a place in a source written and read?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError

from directory.catalogue import sourcing
from directory.catalogue.registry import Kind
from directory.enums import Aspect
from directory.models import Citation, Gap
from directory.reading.provenance import about
from directory.rules import line_ranges

NO_SOURCE = (
    "Ohne Quelle keine Angabe: Bitte nennen Sie, woher das bekannt ist. "
    "Gibt es keine Quelle, sagen Sie unter „ohne Quelle, weil“, warum."
)
BOTH = "Entweder eine Quelle oder der Grund, warum es keine gibt: Bitte leeren Sie eines von beiden."
OTHERS = "Diese Angabe hat noch andere Belege. Solange sie gelten, ist sie nicht ohne Quelle."
RETOLD = (
    "Sie haben die Angabe geändert, ihren Beleg nicht. Sagt er auch das Neue, dann kreuzen Sie es an. "
    "Sonst nennen Sie die neue Quelle oder den Grund, warum es keine gibt."
)
USUAL = "usual_source"
"""The form field that names one source for all that is new on a page."""
PLACE_LENGTH = Citation._meta.get_field("locator").max_length


class PlaceField(forms.CharField):
    """A place in a source: ``19`` or ``11-14`` means lines, any other text is a locator."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"label": "Textstelle", "required": False, "max_length": PLACE_LENGTH, **options},
            widget=AdminTextInputWidget(),
            help_text="Zeilen wie 19 oder 11-14; sonst Seite oder Abschnitt.",
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        bare = text.replace("–", "-").replace(" ", "")
        if not line_ranges.LOCATOR.fullmatch(bare):
            return text
        try:
            line_ranges.parse(bare)
        except line_ranges.NotAPassage as error:
            raise ValidationError(str(error)) from error
        return bare


def place_of(citation: Citation) -> str:
    """The place of a citation as ``PlaceField`` reads it."""
    if not citation.first_line or not citation.last_line:
        return citation.locator
    same = citation.first_line == citation.last_line
    return f"{citation.first_line}" if same else f"{citation.first_line}-{citation.last_line}"


def put_place(citation: Citation, place: str) -> None:
    """Let a citation point elsewhere; the fingerprint of the old place is void then."""
    citation.first_line = citation.last_line = None
    citation.locator = citation.fingerprint = ""
    if line_ranges.LOCATOR.fullmatch(place):
        citation.first_line, citation.last_line = line_ranges.parse(place)
    else:
        citation.locator = place


@dataclass(frozen=True)
class Slot:
    """Room for the source of a whole row, or of one aspect of it, which ``field`` states."""

    aspect: str = ""
    field: str = ""

    @property
    def stem(self) -> str:
        return f"cite_{self.aspect}_".replace("-", "_") if self.aspect else "cite_"

    @property
    def names(self) -> tuple[str, str, str]:
        """The form fields of its citation: source, place, claim."""
        return f"{self.stem}source", f"{self.stem}place", f"{self.stem}claim"

    @property
    def gap(self) -> str:
        """The form field that says why there is no source."""
        return f"{self.stem}gap"

    @property
    def kept(self) -> str:
        """The form field that says that the source holds for what has changed, too."""
        return f"{self.stem}kept"

    @property
    def fields(self) -> tuple[str, ...]:
        """All its form fields, as they stand in a line."""
        return (*self.names, self.gap, self.kept)

    def label(self, words: str) -> str:
        """How one of its fields is called, so that no two on a page are called the same."""
        return f"{words} ({Aspect(self.aspect).label})" if self.aspect else words

    def fitting(self, said: Iterable[Any]) -> list[Any]:
        """What is said about it, first what is about exactly it."""
        found: list[Citation | Gap] = [each for each in said if sourcing.proves(each.aspect, self.aspect)]
        return sorted(found, key=lambda each: (each.aspect != self.aspect, each.pk))

    def is_stated(self, value: Any) -> bool:
        """Whether its field, having this value, says anything that needs a source."""
        return sourcing.is_stated(self.field, value)

    def is_retold(self, row: Any, changed: Iterable[str]) -> bool:
        """Whether the changed fields are among those its source has to bear out."""
        return sourcing.is_retold(type(row), self.aspect, changed)


def slots_of(kind: Kind) -> tuple[Slot, ...]:
    """Room for each source a row of this kind needs."""
    return tuple(Slot(aspect, field) for aspect, field in sourcing.needed(kind).items())


Said = dict[tuple[str, int], tuple[list[Citation], list[Gap]]]
"""Citations and gaps by kind and number of the row they speak about."""


def said_of(rows: Sequence[Any]) -> Said:
    """What is said about rows of any kinds: two queries, however many rows."""
    found: Said = {(row._meta.model_name, row.pk): ([], []) for row in rows}
    for kind, said in enumerate((Citation.objects.select_related("source"), Gap.objects.all())):
        for each in said.filter(about(rows)).order_by("pk") if rows else ():
            name = each.target_name
            found[name, getattr(each, f"{name}_id")][kind].append(each)
    return found
