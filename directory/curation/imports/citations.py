"""Citations: where is a statement known from? Its lines name sources, or why there is none; what is stated must have
either.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any

from directory.catalogue import sourcing
from directory.curation.imports.codecs import tidy
from directory.curation.imports.lines import CellChange, TableLine, label
from directory.curation.imports.lookup import Identity, Known, about
from directory.curation.imports.schema import SOURCE
from directory.curation.imports.statements import PlannedStatement, Saving, complaints
from directory.enums import Aspect
from directory.models import Citation, Gap, Source

NO_SOURCE = "Es fehlt die Quelle, oder warum es keine gibt."
UNSAID = "Hier steht nichts; zu dieser Angabe gibt es ein Urteil, das die Aussagen der Quellen abwägt."
PROOF = {"quelle", "ohne_quelle_weil", "belegt"}
WORDS = {"aussage_der_quelle": "claim", "verhaeltnis": "stance", "fingerabdruck": "fingerprint"}


def cite(statement: PlannedStatement, known: Known) -> None:
    """Find what the lines say about their source, and insist that nothing new or changed goes without."""
    cited: dict[Identity, int] = {}
    for line in statement.lines:
        found = list(_said(statement, line, known))
        if line is not statement.lines[0] and all(key in cited for key in found) and not line.complaints:
            where = min((cited[key] for key in found), default=statement.lines[0].number)
            line.refuse("", f"Dasselbe steht schon in Zeile {where}.")
        for key in found:
            if cited.setdefault(key, line.number) == line.number:
                (_reason if len(key) == 1 else _citation)(statement, line, key, known)
    _decide(statement, {key[1] for key in cited if len(key) > 1}, {key[0] for key in cited if len(key) == 1}, known)
    if not any(line.wrong & PROOF for line in statement.lines):
        _require(statement, {key[0] if len(key) == 1 else key[1] for key in cited})


def _decide(statement: PlannedStatement, sourced: set[str], unsourced: set[str], known: Known) -> None:
    """A statement has sources or a reason why it has none. A source makes the stored reason void."""
    sources = {each.aspect for each in _stored(statement, known.citations).values()}
    gaps = {each.aspect: each for each in _stored(statement, known.gaps).values()}
    if (unsourced - gaps.keys()) & (sourced | sources):
        statement.refuse("ohne_quelle_weil", "Diese Angabe hat eine Quelle; dann bleibt diese Spalte leer.")
    for aspect, gap in gaps.items():
        if aspect in sourced - unsourced:
            statement.said.append(Saving(gap, is_new=False, void=True))
            statement.holder("quelle").changes.append(CellChange(label("ohne_quelle_weil"), gap.reason, ""))


def _said(statement: PlannedStatement, line: TableLine, known: Known) -> Iterator[Identity]:
    """What a line names: keys of citations as in ``lookup``, or the aspect of a gap alone."""
    source, reason = line.source.get("quelle"), line.source.get("ohne_quelle_weil")
    if not source and not reason:
        if any(line.states(column) for column in SOURCE):
            line.refuse("quelle", "Welche Quelle ist gemeint?")
        return
    if source and reason:
        line.refuse("ohne_quelle_weil", "Entweder eine Quelle oder warum es keine gibt, nicht beides.")
        return
    for aspect in _aspects(statement, line):
        place = (source, aspect, line.source.get("zeilen", (None, None)), line.source.get("fundstelle", ""))
        key = (*place, *(line.source.get(column) for column in WORDS))
        yield (key if key in _stored(statement, known.citations) else place) if source else (aspect,)


def _aspects(statement: PlannedStatement, line: TableLine) -> list[str]:
    """What the source of a line proves: what it says it does, else all that is stated and needs proof."""
    kind, named = statement.kind, line.source.get("belegt") or []
    for aspect in named:
        if aspect not in kind.aspects:
            able = ", ".join(str(each.label) for each in kind.aspects) or "die ganze Zeile (leer)"
            line.refuse("belegt", f"„{Aspect(aspect).label}“ lässt sich hier nicht belegen, nur: {able}.")
    if named or not kind.shape.aspects:
        return named or [""]
    stated = sourcing.stated(kind.shape, statement.row)
    if not stated:
        line.refuse("belegt", "Was belegt die Quelle? Die Zeile nennt nichts, das eine braucht.")
    return stated


def _citation(statement: PlannedStatement, line: TableLine, key: Identity, known: Known) -> None:
    slug, aspect, passage, locator = key[:4]
    source = known.records[Source].get(slug)
    if not source:
        return  # complained about already
    stored = _stored(statement, known.citations).get(key)
    first, last = passage
    citation = copy(stored) or Citation(
        source=source, aspect=aspect, first_line=first, last_line=last, locator=locator, **_about(statement)
    )
    where = "; ".join(filter(None, (str(citation), citation.get_aspect_display())))
    saving = Saving(citation, not stored)
    _keep(statement, line, saving, where, WORDS)
    is_weighed = not statement.is_new and (*about(statement.stored), aspect) in known.weighed
    if is_weighed and (saving.is_new or saving.changed) and not citation.claim:
        line.refuse("aussage_der_quelle", UNSAID)


def _reason(statement: PlannedStatement, line: TableLine, key: Identity, known: Known) -> None:
    stored = _stored(statement, known.gaps).get(key)
    gap = copy(stored) or Gap(aspect=key[0], **_about(statement))
    _keep(statement, line, Saving(gap, not stored), line.source["ohne_quelle_weil"], {"ohne_quelle_weil": "reason"})


def _stored(statement: PlannedStatement, said: dict[tuple[str, int], dict[Identity, Any]]) -> dict[Identity, Any]:
    """What is said about the statement already."""
    return {} if statement.is_new else said[about(statement.stored)]


def _about(statement: PlannedStatement) -> dict[str, Any]:
    return {statement.row._meta.model_name: statement.row}


def _keep(statement: PlannedStatement, line: TableLine, saving: Saving, name: str, words: dict[str, str]) -> None:
    """Fill a citation or gap from its line, judge it, and note what is new about it."""
    changes = []
    for column, field in words.items():
        old = getattr(saving.row, field)
        if column in line.source and tidy(old) != line.source[column]:
            setattr(saving.row, field, line.source[column])
            saving.changed.add(field)
            cell = SOURCE[column]
            changes.append(CellChange(f"{label(column)} ({name})", cell.write(old), cell.write(line.source[column])))
    if saving.is_new:
        column = "quelle" if isinstance(saving.row, Citation) else "ohne_quelle_weil"
        changes = [CellChange(label(column), "", name)]
    if saving.is_new or saving.changed:
        by_field = {field: column for column, field in words.items()} | {"locator": "fundstelle"}
        for column, sentence in complaints(saving.row, set(), lambda field: by_field.get(field, "")):
            line.refuse(column, sentence)
        statement.said.append(saving)
        if not statement.is_new:
            line.changes += changes


def _require(statement: PlannedStatement, cited: set[str]) -> None:
    kind, row = statement.kind.shape, statement.row
    for aspect in sourcing.unproven(kind, row, cited):
        if statement.is_new or sourcing.is_retold(kind.model, aspect, statement.changed):
            statement.refuse("quelle", f"Für „{Aspect(aspect).label}“: {NO_SOURCE}" if aspect else NO_SOURCE)
