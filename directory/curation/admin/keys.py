"""Keys and places of new rows: made, never asked for."""

from typing import Any

from directory.rules import normalisation

KEY_LENGTH = 60
KEYLESS = "angabe"


def give_place(row: Any, parent: str) -> None:
    """A key made of the row's words, and the last place among its siblings, where the row has neither."""
    siblings = type(row)._base_manager.filter(**{parent: getattr(row, parent)})
    if not getattr(row, "key", "-"):
        row.key = free_key(str(row), set(siblings.values_list("key", flat=True)))
    if getattr(row, "position", None) == 0:
        row.position = max(siblings.values_list("position", flat=True), default=0) + 1


def free_key(text: str, taken: set[str]) -> str:
    """A key made of the text's words that none of the others has."""
    stem = key_of(text) or KEYLESS
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def key_of(text: str) -> str:
    """The text's words in small letters without umlauts, joined by hyphens; cut between words where it gets long."""
    key = normalisation.sort_key(normalisation.in_ascii(text)).replace(" ", "-")
    if len(key) <= KEY_LENGTH:
        return key
    return key[: KEY_LENGTH + 1].rpartition("-")[0] or key[:KEY_LENGTH]
