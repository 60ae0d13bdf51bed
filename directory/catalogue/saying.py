"""Saying: a row of a document is saved, and what the document says about it: citations, verdicts and reasons for having
no source.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction

from directory.catalogue import references, sourcing
from directory.catalogue.documents import SAID, Document
from directory.catalogue.files import Refused
from directory.catalogue.registry import Kind
from directory.catalogue.values import as_list, by_aspect, citation, gap, sentence, stored, verdict
from directory.models import TARGETS, Citation, Gap, Source, Verdict

TWICE = "Diesen Eintrag gibt es zweimal."
PLACE = ("source", "aspect", "first_line", "last_line", "locator")
"""What tells the citations of a row apart."""


class Saying:
    """Saves rows and what is said about them; ``tally`` counts them as new, changed or unchanged, in German.
    ``refused``: why rows of a whole document cannot be written; of a part the first such row is raised.
    """

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.tally: Counter[str] = Counter()
        self.seen: set[tuple[Any, ...]] = set()
        self.refused: list[Refused] = []
        self.made: set[tuple[type[Any], int]] = set()
        self.sources: dict[str, Any] = {}

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Whatever is refused inside, the other rows of a whole document are looked at as well."""
        try:
            yield
        except Refused as refused:
            if not self.whole:
                raise
            self.refused.append(refused)

    def save(self, row: Any, values: Document, where: str) -> Any:
        """Let a row hold these values, checked as its form would; one that stays as it is stays unjudged.

        Raises:
            Refused: with a German sentence.
        """
        before = None if row._state.adding else stored(row)
        for name, value in values.items():
            setattr(row, name, value)
        try:
            if before != stored(row):
                row.full_clean(validate_unique=False, validate_constraints=False)
            if before == stored(row):
                self.tally["unverändert"] += 1
                return row
            self.tally["geändert" if before else "neu"] += 1
            self._insert(row)
            self.made |= set() if before else {(type(row), row.pk)}
        except ValidationError as error:
            raise Refused(f"{where}: {sentence(error)}") from error
        return row

    def existing(self, model: type[Any], column: str, row: Any) -> list[Any]:
        """What is stored about a row, or below it; none is where the row was made just now."""
        return [] if (type(row), row.pk) in self.made else list(model._base_manager.filter(**{column: row}))

    def _insert(self, row: Any) -> None:
        """Save a row. The database checks its constraints anyway; only when it objects is the sentence looked for.

        Raises:
            ValidationError: with that sentence.
        """
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            row.full_clean()
            raise ValidationError({NON_FIELD_ERRORS: [str(error)]}) from error

    # --- what is said about a row ---------------------------------------------------------------

    def put_said(self, kind: Kind, row: Any, document: Document, where: str) -> None:
        """Store citations, verdicts and reasons for having no source.

        Raises:
            Refused: with a German sentence.
        """
        said = {model: by_aspect(document, *names) for model, *names in SAID}
        self._cite(kind, row, said[Citation], where)
        for model, read in ((Verdict, verdict), (Gap, gap)):
            existing = {each.aspect: each for each in self.existing(model, kind.name, row)}
            for aspect in existing.keys() - said[model].keys() if self.whole else ():
                existing[aspect].delete()
            for aspect, told in said[model].items():
                values = {**dict.fromkeys(TARGETS), kind.name: row, "aspect": aspect, **read(told, where)}
                at = f"{where}: {values['code']}" if values.get("code") else where
                self._refuse_code(values.get("code"), at)
                known = existing.pop(aspect, None)
                moved = _moved(row, values.get("code"))
                if moved and moved != known:
                    # Its place is free now; what stood in this one is written anew if it is told elsewhere.
                    existing = {place: each for place, each in existing.items() if each != moved}
                    if known:
                        known.delete()
                self.save(moved or known or model(), values, at)
        if not self.whole:
            self._require_sources(kind, row, document, where)

    def _require_sources(self, kind: Kind, row: Any, document: Document, where: str) -> None:
        for aspect in sourcing.unproven(kind, row, sourcing.told(document)):
            what = f"Für „{aspect}“ fehlt" if aspect else "Es fehlt"
            raise Refused(f"{where}: {what} die Quelle (cite).")

    def _refuse_code(self, code: Any, where: str) -> None:
        if code and (Verdict, code) in self.seen:
            raise Refused(f"{where}: {TWICE}")
        self.seen.add((Verdict, code))

    def _source(self, slug: str, where: str) -> Any:
        if slug not in self.sources:
            self.sources[slug] = references.find(Source, slug, where, None)
        return self.sources[slug]

    def _cite(self, kind: Kind, row: Any, cites: dict[str, Any], where: str) -> None:
        existing = defaultdict(list)
        for each in sorted(self.existing(Citation, kind.name, row), key=lambda each: -each.pk):
            existing[tuple(getattr(each, "source_id" if name == "source" else name) for name in PLACE)].append(each)
        new = []
        for aspect, items in cites.items():
            for item in as_list(items, f"{where}: cite"):
                values = citation(item, f"{where}: cite", by_hand=not self.whole) | {"aspect": aspect, kind.name: row}
                values["source"] = self._source(values["source"], f"{where}: cite")
                place = tuple(getattr(values[name], "pk", values[name]) for name in PLACE)
                mark = (Citation, kind.name, row.pk, place)
                if mark in self.seen and not self.whole:
                    raise Refused(f"{where}: {item}: {TWICE}")
                self.seen.add(mark)
                known = existing[place].pop() if existing[place] else None
                new.append((known, values, f"{where}: {item}"))
        if self.whole:
            for each in (each for left in existing.values() for each in left):
                each.delete()
        for known, values, at in new:
            self.save(known or Citation(), values, at)


def _moved(row: Any, code: Any) -> Verdict | None:
    """A verdict of this code that was about something else of the same record."""
    found = Verdict.objects.filter(code=code).first() if code else None
    if found is None or found.belongs_to() != row.belongs_to() or (found.body_id and found.body_id != row.pk):
        return None
    return found
