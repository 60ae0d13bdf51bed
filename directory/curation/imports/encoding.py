"""Encoding: the text of a file, or one sentence why it is none; and how large files may be."""

from directory.catalogue import Refused

MAX_BYTES = 5_000_000
MAX_LINES = 10_000
SAVE_AS = "Bitte speichern Sie die Tabelle als „CSV UTF-8“."


def decoded(content: bytes) -> str:
    """The text of a file.

    Raises:
        Refused: unless it is UTF-8 without NUL.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"Die Datei ist in UTF-16 gespeichert, nicht in UTF-8. {SAVE_AS}")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Refused(f"Die Datei ist keine Textdatei, sondern zum Beispiel eine Arbeitsmappe. {SAVE_AS}")
    if b"\0" in content:
        number = content[: content.index(b"\0")].count(b"\n") + 1
        raise Refused(f"Zeile {number} enthält ein Nullzeichen; das ist keine Textdatei. {SAVE_AS}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        raise Refused(f"Zeile {number} ist nicht in UTF-8 gespeichert; Umlaute gingen verloren. {SAVE_AS}") from None
    if not text.strip():
        raise Refused("Die Datei ist leer.")
    return text
