"""Citation fields: how is a place in a source written and read, and what is said about rows so far?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError

from directory.models import Citation, Gap, Verdict
from directory.reading.provenance import about
from directory.rules import line_ranges

PLACE_LENGTH = Citation._meta.get_field("locator").max_length
NO_PLACE = "Wo steht das? Nennen Sie die Textstelle, oder wählen Sie „im ganzen Text“."
TWO_PLACES = "Entweder eine Textstelle oder „im ganzen Text“."


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


class PlacedForm(forms.ModelForm):
    """A form that says where in a source something stands. All of a text is meant only where somebody says so."""

    cite_place = PlaceField()
    cite_whole = forms.BooleanField(label="im ganzen Text", required=False)

    def require_place(self) -> None:
        """Either a place, or the word that it is all of the text."""
        place, whole = (self.cleaned_data.get(name) for name in ("cite_place", "cite_whole"))
        if "cite_place" not in self.errors and bool(place) == bool(whole):
            self.add_error("cite_place", TWO_PLACES if place else NO_PLACE)


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


Said = Citation | Gap | Verdict


def said_of(rows: Sequence[Any]) -> dict[tuple[str, int], list[Said]]:
    """Citations, gaps and verdicts by kind and number of the row they speak about: three queries, however many rows."""
    found: dict[tuple[str, int], list[Said]] = {(row._meta.model_name, row.pk): [] for row in rows}
    for said in (Citation.objects.select_related("source"), Gap.objects.all(), Verdict.objects.all()):
        for each in said.filter(about(rows)).order_by("pk") if rows else ():
            found[each.target_name, getattr(each, f"{each.target_name}_id")].append(each)
    return found
