"""Loading of the fixture files: all of them or nothing, each record as its document says."""

from collections import Counter
from pathlib import Path
from typing import Any

from directory.catalogue.files import read_page, read_yaml
from directory.catalogue.registry import BODY, NETWORK, PAGE, SOURCE, TOPIC, Kind
from directory.catalogue.values import as_list, as_mapping
from directory.catalogue.writing import Writing
from directory.models import history

LATER = {"relations", "entry"}
"""What may name a network that another file describes."""


class Loading:
    """One run of the loader; ``tally`` counts rows as new, changed or unchanged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writing = Writing(whole=False)
        self.waiting: list[tuple[Kind, Any, dict[str, Any], str]] = []

    def run(self) -> Counter[str]:
        """Load everything below the folder.

        Raises:
            Refused: naming the first record that cannot be loaded; then nothing is.
        """
        with history.act(history.FROM_TEXTS):
            for name, kind in (("sources.yaml", SOURCE), ("bodies.yaml", BODY), ("topics.yaml", TOPIC)):
                for number, record in enumerate(as_list(read_yaml(self.folder / name), name), start=1):
                    self.put(kind, as_mapping(record, f"{name}: Eintrag {number}"), name)
            for path in sorted((self.folder / "networks").glob("*.yaml")):
                self.put(NETWORK, as_mapping(read_yaml(path), path.name), path.name)
            for kind, row, later, where in self.waiting:
                self.writing.add(kind, row, later, where)
            for path in sorted((self.folder / "pages").glob("*.md")):
                self.put(PAGE, read_page(path), path.name)
        return self.writing.tally

    def put(self, kind: Kind, document: dict[str, Any], where: str) -> None:
        later = {name: document.pop(name) for name in LATER & document.keys()}
        row = self.writing.put(kind, document, where)
        if later:
            self.waiting.append((kind, row, later, where if kind is NETWORK else f"{where}: {row.slug}"))
