"""Report: how is the outcome of a file told to people? Line by line, what is refused first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from directory.curation.imports.outcome import ImportOutcome
from directory.rules import line_ranges

MOST = 500  # lines of one kind on the page


@dataclass(frozen=True)
class ReportSection:
    """The lines with the same fate; ``shown`` are the first of them."""

    name: str
    title: str
    lines: list[Any]

    @property
    def shown(self) -> list[Any]:
        return self.lines[:MOST]

    @property
    def more(self) -> int:
        return max(len(self.lines) - MOST, 0)


class Report:
    """The outcome in words."""

    def __init__(self, outcome: ImportOutcome) -> None:
        def lines(fate: str) -> list[Any]:
            return [line for line in outcome.lines if line.fate == fate]

        self.outcome = outcome
        self.refused = lines("refused")
        self.new = lines("new")
        self.changed = lines("changed")
        self.same = lines("same")
        self.warned = [line for line in outcome.lines if line.warnings]

    @property
    def parts(self) -> list[ReportSection]:
        """What is told line by line."""
        parts = (
            ReportSection("refused", "Abgelehnt", self.refused),
            ReportSection("warned", "Bitte ansehen", self.warned),
            ReportSection("changed", "Geändert", self.changed),
            ReportSection("new", "Neu", self.new),
        )
        return [part for part in parts if part.lines]

    @property
    def same_in_words(self) -> str:
        """The lines that change nothing: ``2–48, 50``."""
        return spans(line.number for line in self.same)

    @property
    def summary(self) -> str:
        """``120 Zeilen: 50 neu, 3 abgelehnt.``"""
        counted = (
            (self.new, "neu"),
            (self.changed, "geändert"),
            (self.same, "unverändert"),
            (self.refused, "abgelehnt"),
        )
        told = ", ".join(f"{number(len(lines))} {word}" for lines, word in counted if lines)
        count = len({line.number for line in self.outcome.lines})
        return f"{number(count)} {self.outcome.unit[count > 1]}: {told}."

    @property
    def networks(self) -> str:
        """How many entries would be added."""
        count = self.outcome.new_networks
        return {0: "", 1: "1 neues Netzwerk"}.get(count, f"{number(count)} neue Netzwerke")

    @property
    def done(self) -> str:
        """What was stored."""
        return f"{self.networks}. {self.summary}" if self.networks else self.summary

    @property
    def can_be_taken(self) -> bool:
        """Whether there is something to store and nothing against it."""
        return bool(self.new or self.changed) and not self.refused


def number(count: int) -> str:
    """With points, as one writes it in German."""
    return f"{count:,}".replace(",", ".")


def spans(numbers: Iterable[int]) -> str:
    """Line numbers in few words."""
    joined = line_ranges.joined(numbers)
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in joined)
