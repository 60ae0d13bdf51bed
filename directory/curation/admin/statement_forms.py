"""Statement forms: how is one statement edited together with its sources? A new value never stands on an old source:
whoever changes a statement says of each citation whether it bears out the new one, and new sources are added, never put
in place of others.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError

from directory.catalogue import sourcing
from directory.catalogue.registry import Kind, kind_of
from directory.curation.admin.citation_fields import PlacedForm, put_place, said_of
from directory.curation.admin.record_forms import RecordForm
from directory.curation.admin.said_lines import Answer, SaidLine
from directory.enums import Stance
from directory.models import TARGETS, Citation, Gap, Source, Verdict
from directory.rules.unicode_cleaning import CleanField

NO_SOURCE = (
    "Ohne Quelle keine Angabe: Bitte nennen Sie, woher das bekannt ist. "
    "Gibt es keine Quelle, sagen Sie unter „ohne Quelle, weil“, warum."
)
BOTH = "Entweder eine Quelle oder der Grund, warum es keine gibt: Bitte leeren Sie eines von beiden."
OTHERS = "Diese Angabe hat noch Belege. Solange sie gelten, ist sie nicht ohne Quelle."
UNANSWERED = "Sie haben die Angabe geändert. Gilt das hier auch für das Neue?"
EMPTY = "Die Angabe ist leer: Dafür kann kein Beleg stehen."
WHICH = "Aus welcher Quelle ist das?"
UNSAID = "Zu dieser Angabe gibt es ein Urteil, das die Belege abwägt. Bitte tragen Sie ein, was die Quelle sagt."
NOT_SAID = "Bitte tragen Sie ein, was diese Quelle anderes sagt."
WEIGHS_NOTHING = (
    "Ein Urteil wägt mindestens zwei Belege ab. Bitte lassen Sie es wegfallen, oder behalten Sie die Belege."
)
OFFERED = 30  # claims to choose from
ENOUGH = 2  # citations a verdict weighs at least
SOURCE_LINES = (
    ("cite_source", "cite_place", "cite_whole"),
    ("cite_claim", "cite_stance", "cite_aspect"),
    ("cite_gap",),
)


class StatementForm(PlacedForm, RecordForm):
    """A statement: a whole row, or those fields of a row that state one of its ``aspects``. A form for a new row of
    several aspects names one source for all of them. Without aspects it states nothing that needs a source.
    """

    aspects: ClassVar[tuple[str, ...]] = ("",)
    sitting: ClassVar[Source | None] = None

    cite_claim = CleanField(
        label="Was die Quelle sagt",
        required=False,
        max_length=400,
        widget=AdminTextInputWidget(attrs={"list": "claims"}),
    )
    cite_stance = forms.ChoiceField(
        label="Im Verhältnis zur Angabe", required=False, choices=Stance.choices, initial=Stance.AGREES
    )
    cite_gap = CleanField(label="Ohne Quelle, weil", required=False, max_length=300, widget=AdminTextInputWidget())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        told = said_of([row])[row._meta.model_name, row.pk] if row.pk and self.aspects else []
        self.lines = [
            SaidLine(self, each) for each in told if any(sourcing.proves(each.aspect, a) for a in self.aspects)
        ]
        self.said = [line.said for line in self.lines]
        self.due: list[Any] = []
        self.void: list[Any] = []
        if self.sitting and not self.lines:
            self.initial["cite_source"] = self.sitting.pk
        for line in self.lines:
            line.add_fields()
        kind = self.kind
        if not kind.aspects and sourcing.citable(kind):
            self.fields["cite_aspect"] = AspectField(kind)
        if any(isinstance(said, Gap) for said in self.said):
            del self.fields["cite_gap"]
        if not self.lines:
            del self.fields["cite_stance"]

    @property
    def kind(self) -> Kind:
        model: Any = self._meta.model
        return kind_of(model)

    @property
    def source_lines(self) -> list[list[Any]]:
        """The fields of a new source, in lines."""
        return [[self[name] for name in names if name in self.fields] for names in SOURCE_LINES]

    @property
    def claims(self) -> list[str]:
        """What the source of the sitting says of other statements, to be said again."""
        said = (
            Citation.objects.filter(source=self.sitting).exclude(claim="") if self.sitting else Citation.objects.none()
        )
        return list(said.order_by("claim").values_list("claim", flat=True).distinct()[:OFFERED])

    @property
    def about(self) -> dict[str, Any]:
        """The row, by the column of what is said about it."""
        return {str(self.instance._meta.model_name): self.instance}

    # --- checking -----------------------------------------------------------------------------

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        self._clean_place()
        for aspect in self.aspects if not self.errors else ():
            self._clean_aspect(aspect)
        if self.aspects and not self.errors:
            self._clean_verdict()
        return values

    def _given(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def _clean_place(self) -> None:
        """A new citation names its source and its place."""
        if not self.aspects or "cite_source" in self.errors:
            return
        if self._is_only_offered():
            self.cleaned_data["cite_source"] = None
        if self.cleaned_data.get("cite_source"):
            self.require_place()
            if self._given("cite_gap"):
                self.add_error("cite_gap", BOTH)
        elif self._given("cite_place") or self._given("cite_whole") or self._given("cite_claim"):
            self.add_error("cite_source", WHICH)

    def _is_only_offered(self) -> bool:
        """Whether the source is only that of the sitting, with nothing that it would bear out."""
        told = any(self._given(name) for name in ("cite_place", "cite_whole", "cite_claim"))
        is_offered = self.sitting is not None and self.cleaned_data.get("cite_source") == self.sitting
        changes = not self.instance.pk or self.changes_row
        return is_offered and not told and (bool(self._given("cite_gap")) or not changes)

    def _clean_aspect(self, aspect: str) -> None:
        """Whether the statement, as it is typed, has its proof."""
        row = self.instance
        field = sourcing.needed(self.kind).get(aspect)
        is_stated = not field or sourcing.is_stated(field, self.cleaned_data.get(field))
        is_retold = bool(row.pk) and field is not None and sourcing.is_retold(type(row), aspect, self.changed_data)
        lines = [line for line in self.lines if sourcing.proves(line.said.aspect, aspect)]
        for line in lines:
            self._clean_answer(line, is_retold, is_stated)
        source, gap = self.cleaned_data.get("cite_source"), self._given("cite_gap")
        if not is_stated:
            if row.pk and (source or gap):
                self.add_error("cite_source", EMPTY)
            return
        if gap and any(line.is_citation and line.answer != Answer.DROPPED for line in lines):
            self.add_error("cite_gap", OTHERS)
        if field is not None:
            self._require_proof(lines, is_retold or not row.pk)
        if source and not self.errors:
            self._add_citation(aspect or self._given("cite_aspect"), source)
        elif gap:
            self.due.append(Gap(aspect=aspect, reason=gap))

    def _require_proof(self, lines: list[SaidLine], is_new: bool) -> None:
        """What was stored without a source hinders no other change."""
        source, gap = self.cleaned_data.get("cite_source"), self._given("cite_gap")
        bears_out = source and (self._given("cite_stance") or Stance.AGREES) != Stance.DIFFERS
        kept = [line for line in lines if line.agrees]
        if (is_new or any(line.answer for line in lines)) and not (
            bears_out or gap or kept or "cite_source" in self.errors
        ):
            self.add_error("cite_source", NO_SOURCE)
        reasons = [line for line in kept if isinstance(line.said, Gap)]
        if reasons and (source or len(kept) > len(reasons)):
            self.add_error(reasons[0].name, BOTH)

    def _clean_answer(self, line: SaidLine, is_retold: bool, is_stated: bool) -> None:
        if is_retold and not line.answer:
            self.add_error(line.name, UNANSWERED)
        elif is_retold and not is_stated and line.answer == Answer.KEPT:
            self.add_error(line.name, EMPTY)
        elif line.answer == Answer.DROPPED:
            self.void.append(line.said)
        elif isinstance(line.said, Citation):
            self._keep_citation(line)

    def _keep_citation(self, line: SaidLine) -> None:
        """A citation that stays is changed only in what it says of the statement: never in its source or place."""
        citation: Any = line.said
        stance = citation.stance
        if line.answer:
            differs = line.answer == Answer.DIFFERS
            stance = Stance.DIFFERS if differs else Stance.AGREES if stance == Stance.DIFFERS else stance
        if stance == Stance.DIFFERS and not line.claim.strip():
            self.add_error(line.claim_name, NOT_SAID)
        elif (stance, line.claim) != (citation.stance, citation.claim):
            citation.stance, citation.claim = stance, line.claim
            self.due.append(citation)

    def _add_citation(self, aspect: str, source: Any) -> None:
        stance = self._given("cite_stance") or Stance.AGREES
        new = Citation(aspect=aspect, source=source, claim=self._given("cite_claim"), stance=stance)
        put_place(new, self._given("cite_place"))
        try:
            new.full_clean(exclude=TARGETS)
        except ValidationError as error:
            self.add_error("cite_claim", error.messages)
        self.due.append(new)

    def _clean_verdict(self) -> None:
        """A verdict that stays has two claims to weigh, side by side."""
        verdicts = [line for line in self.lines if isinstance(line.said, Verdict) and line.answer != Answer.DROPPED]
        for verdict in verdicts:
            weighed = list(self._weighed(verdict.said.aspect))
            if len(weighed) < ENOUGH:
                self.add_error(verdict.name, WEIGHS_NOTHING)
            for name, claim in weighed:
                if not claim.strip():
                    self.add_error(name, UNSAID)

    def _weighed(self, aspect: str) -> Iterator[tuple[str, str]]:
        """The claims there will be about an aspect, each with the field that holds it."""
        for line in self.lines:
            if line.is_citation and line.said.aspect == aspect and line.answer != Answer.DROPPED:
                yield line.claim_name, line.claim
        if any(isinstance(each, Citation) and not each.pk and each.aspect == aspect for each in self.due):
            yield "cite_claim", self._given("cite_claim")

    # --- saving -------------------------------------------------------------------------------

    def save_sources(self) -> None:
        """To be called once the row itself is stored, by whoever stores it."""
        for said in self.void:
            said.delete()
        for said in self.due:
            for name, row in self.about.items():
                setattr(said, name, row)
            said.save()


class AspectField(forms.ChoiceField):
    """To which part of a row a new citation belongs, where one can say so."""

    def __init__(self, kind: Any) -> None:
        choices = [("", "die ganze Angabe"), *((aspect.value, aspect.label) for aspect in sourcing.citable(kind))]
        super().__init__(label="Belegt", required=False, choices=choices)
