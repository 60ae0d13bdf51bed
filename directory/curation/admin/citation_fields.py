"""Citation fields: which fields hold the source of one statement, and how is a place in a source written and read?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError

from directory.enums import Aspect
from directory.models import Citation, Gap
from directory.models.about import NOT_STATED
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
ARRANGED = {"key", "position", "verified_on", "confirmed_on", "withheld", "slug", "visibility", "path", "tenure"}
"""What editors decide themselves; no source tells it."""
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
    """Room for the source of a whole row, or of one aspect of it, which ``field`` states and ``words`` tell more of."""

    aspect: str = ""
    field: str = ""
    words: tuple[str, ...] = ()

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
        """What is said about it, first what is about exactly it.

        A row cited only for one of its aspects is not without source.
        """
        found: list[Citation | Gap] = [each for each in said if each.aspect == self.aspect or not self.aspect]
        return sorted(found, key=lambda each: (each.aspect != self.aspect, each.pk))

    def is_stated(self, value: Any) -> bool:
        """Whether its field, having this value, says anything that needs a source."""
        return not self.field or value not in NOT_STATED

    def is_retold(self, row: Any, changed: Iterable[str]) -> bool:
        """Whether the changed fields are among those its source has to bear out."""
        told = {self.field, *self.words} if self.field else {column.name for column in row._meta.concrete_fields}
        return bool((told - ARRANGED) & set(changed))
