"""Saying: a row of a document is judged, and what the document says about it: citations, verdicts and reasons for
having no source. What is right waits to be stored.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model

from directory.catalogue import references, sourcing
from directory.catalogue.documents import SAID, Document, Reader
from directory.catalogue.files import Refused
from directory.catalogue.registry import Kind
from directory.catalogue.storing import Saving, Store
from directory.catalogue.values import Faults, as_list, by_aspect, citation, faults, gap, sentence, stored, verdict
from directory.models import TARGETS, Citation, Gap, Source, Tenure, Verdict

TWICE = "Diesen Eintrag gibt es zweimal."
PLACE = ("source", "aspect", "first_line", "last_line", "locator")
"""What tells the citations of a row apart."""


class Saying:
    """Judges rows and what is said about them; ``tally`` counts them as new, changed or unchanged, in German.
    ``refused``: why rows of a whole document cannot be written; of a part the first such row is raised.
    """

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.tally: Counter[str] = Counter()
        self.seen: set[tuple[Any, ...]] = set()
        self.refused: list[Refused] = []
        self.store = Store()
        self.record: Any = None
        self.reader: Reader | None = None
        self.found: dict[type[Any], dict[str, Any]] = {}
        self.tenures: list[Any] = []
        self.codes: dict[str, Verdict] = {}
        self.alive: list[Any] = []

    @contextmanager
    def going_on(self, part: Any = None) -> Iterator[None]:
        """Whatever is refused inside, the other rows of a whole document are looked at as well; ``part`` is what of the
        document is looked at here.
        """
        try:
            yield
        except Refused as refused:
            refused.part = part if refused.part is None else refused.part
            if not self.whole:
                raise
            self.refused.append(refused)

    def save(self, row: Any, values: Document, where: str, wrong: Faults | None = None) -> None:
        """Let a row hold these values, checked as its form would; one that stays as it is stays unjudged. ``wrong`` is
        what is known to be wrong with them.

        Raises:
            Refused: with a German sentence.
        """
        before = {} if row._state.adding else stored(row)
        for name, value in values.items():
            setattr(row, name, value)
        new_links = {f"{name}_id" for name, value in values.items() if isinstance(value, Model) and value.pk is None}
        if before and before == stored(row) and not wrong and not new_links:
            self.tally["unverändert"] += 1
            return
        if found := faults(row, wrong or {}):
            columns = (row._meta.get_field(name) for name in wrong or ())
            missing = [column.related_model for column in columns if column.is_relation]
            text = f"{where}: {sentence(found)}"
            refused = references.Missing(missing[0], text) if missing else Refused(text)
            refused.faults = found
            raise refused
        now = stored(row).items() if before else ()
        changed = frozenset(name for name, value in now if before[name] != value or name in new_links)
        self.tally["geändert" if changed else "unverändert" if before else "neu"] += 1
        if changed or not before:
            self.store.savings.append(Saving(row, self.record, where, changed))

    def remove(self, row: Any) -> None:
        """Let a stored row go."""
        self.store.gone.append(Saving(row, self.record))

    def below(self, model: type[Any], row: Any) -> list[Any]:
        """The stored rows below this one."""
        return list(self.reader.children.get((model, row.pk), ())) if self.reader else []

    def said(self, model: type[Any], kind: Kind, row: Any) -> list[Any]:
        """What is stored about a row."""
        found = self.reader.said.get((model, kind.name, row.pk), []) if self.reader else []
        for each in found:
            if getattr(each, f"{kind.name}_id") == row.pk:
                setattr(each, kind.name, row)
        return list(found)

    def find(self, model: type[Any], text: Any, where: str) -> Any:
        """The record meant by a slug; a tenure by its key, or by body and role.

        Raises:
            Missing: if there is none, or more than one.
        """
        text = str(text)
        if model is Tenure:
            here = [each for each in self.tenures if text in (each.key, f"{each.body.slug} {each.role}")]
            elsewhere = None if self.whole else self.record.pk
            return here[0] if len(here) == 1 else references.find(model, text, where, elsewhere)
        known = self.found.setdefault(model, {})
        if text not in known:
            known[text] = references.find(model, text, where)
        if known[text] is None:
            raise references.Missing(model, f"{where}: {references.NOT_THERE.format(text)}")
        return known[text]

    # --- what is said about a row ---------------------------------------------------------------

    def put_said(self, kind: Kind, row: Any, document: Document, where: str) -> None:
        """Judge citations, verdicts and reasons for having no source.

        Raises:
            Refused: with a German sentence.
        """
        said = {model: by_aspect(document, *names) for model, *names in SAID}
        self._cite(kind, row, said[Citation], where)
        for model, read in ((Verdict, verdict), (Gap, gap)):
            existing = {each.aspect: each for each in self.said(model, kind, row) if self._is_about(each, kind, row)}
            for aspect in existing.keys() - said[model].keys() if self.whole else ():
                self.remove(existing[aspect])
            for aspect, told in said[model].items():
                values = {**dict.fromkeys(TARGETS), kind.name: row, "aspect": aspect, **read(told, where)}
                at = f"{where}: {values['code']}" if values.get("code") else where
                self._refuse_code(values.get("code"), at)
                known = existing.pop(aspect, None)
                moved = self._moved(row, values.get("code"))
                if moved and moved != known:
                    # Its place is free now; what stood in this one is written anew if it is told elsewhere.
                    existing = {place: each for place, each in existing.items() if each != moved}
                    if known:
                        self.remove(known)
                self.save(moved or known or model(), values, at)
        if not self.whole:
            self._require_sources(kind, row, document, where)

    @staticmethod
    def _is_about(each: Any, kind: Kind, row: Any) -> bool:
        """Whether it has not become about something else."""
        return getattr(each, kind.name) is row

    def _moved(self, row: Any, code: Any) -> Verdict | None:
        """A verdict of this code that was about something else of the same record."""
        found = self.codes.get(code)
        is_gone = any(found is each.row for each in self.store.gone)
        return None if found is None or is_gone or (found.body_id and found.body_id != row.pk) else found

    def _require_sources(self, kind: Kind, row: Any, document: Document, where: str) -> None:
        for aspect in sourcing.unproven(kind, row, sourcing.told(document)):
            what = f"Für „{aspect}“ fehlt" if aspect else "Es fehlt"
            raise Refused(f"{where}: {what} die Quelle (cite).")

    def _refuse_code(self, code: Any, where: str) -> None:
        if code and (Verdict, code) in self.seen:
            raise Refused(f"{where}: {TWICE}")
        self.seen.add((Verdict, code))

    def _cite(self, kind: Kind, row: Any, cites: dict[str, Any], where: str) -> None:
        existing = defaultdict(list)
        for each in sorted(self.said(Citation, kind, row), key=lambda each: -each.pk):
            existing[tuple(getattr(each, "source_id" if name == "source" else name) for name in PLACE)].append(each)
        for aspect, items in cites.items():
            for item in as_list(items, f"{where}: cite"):
                with self.going_on(item):
                    values = citation(item, f"{where}: cite", by_hand=not self.whole) | {"aspect": aspect}
                    values |= {kind.name: row, "source": self.find(Source, values["source"], f"{where}: cite")}
                    place = tuple(getattr(values[name], "pk", values[name]) for name in PLACE)
                    mark = (Citation, kind.name, self.mark(row), place)
                    if mark in self.seen and not self.whole:
                        raise Refused(f"{where}: {item}: {TWICE}")
                    self.seen.add(mark)
                    known = existing[place].pop() if existing[place] else None
                    self.save(known or Citation(), values, f"{where}: {item}")
        for each in (each for left in existing.values() for each in left if self.whole):
            self.remove(each)

    def mark(self, value: Any) -> Any:
        """What tells a value, or a row that may have no number yet, from others as long as this lasts."""
        if not hasattr(value, "pk"):
            return value
        self.alive.append(value)
        return id(value) if value.pk is None else (type(value), value.pk)
