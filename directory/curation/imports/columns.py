"""Columns: which columns does the table have? Declared once: name in the file, words for people, and what belongs
there.
"""

from dataclasses import dataclass

from directory.rules.partial_dates import DAY_HELP, PARTIAL_HELP

PLACE = "netzwerk"
KIND = "zeilenart"
NUMBER = "#"  # added while reading: where a line stands in its file
RENAMED, COMPLAINTS = "?", "!"  # added while reading rows: what they call the columns, and what is wrong with them
SOURCE_DATE = "quelle_datum"
EXAMPLE = "BEISPIEL"  # how the template marks the lines that are none


@dataclass(frozen=True)
class Column:
    """One column of the table."""

    name: str
    label: str
    help: str = ""


COLUMNS = (
    Column(PLACE, "Netzwerk", "Letzter Teil der Adresse des Eintrags, zum Beispiel netzwerk-buergerhaushalt."),
    Column(KIND, "Art der Zeile", "Was diese Zeile sagt. Davon hängt ab, welche Spalten sie braucht."),
    Column("kennung", "Kennung", "Kurzes Wort, das die Angabe in ihrem Netzwerk erkennbar macht: mitglieder-2024."),
    Column("name", "Name"),
    Column("kurzname", "Kurzname", "Nur, wo eine Quelle ihn nennt."),
    Column("art", "Art", "Bei einem Netzwerk, was es ist; bei einer Angabe, wovon sie handelt."),
    Column("status", "Status"),
    Column("titel", "Titel", "Nur, wo die Quelle einen Titel nennt."),
    Column("text", "Text", "Ein Satz in eigenen Worten; bei Ebene, Gebiet, Sitz und Bedingung eine Erläuterung."),
    Column("wert", "Wert", "Ebene, Gebiet, Sitz oder Bedingung."),
    Column("stelle", "Stelle", "Letzter Teil der Adresse einer koordinierenden Stelle, die es schon gibt."),
    Column("rolle", "Rolle"),
    Column("von", "von", PARTIAL_HELP),
    Column("bis", "bis", "Wie „von“."),
    Column("wort_vor_datum", "Wort vor dem Datum", "Wie „Anfang“ oder „vermutlich“."),
    Column("geplant", "geplant", "Die Quelle kündigt es nur an."),
    Column("ort", "Ort"),
    Column("webadresse", "Webadresse"),
    Column("sprache", "Sprache", "Nur bei einer Angabe der Art „Weiterer Name“ oder „Sprache“."),
    Column("zahl", "Zahl", "Nur bei einer Angabe der Art „Zahl“, ohne Punkte: 1200."),
    Column("genauigkeit", "wie genau"),
    Column("einheit", "wovon", "Was gezählt wird: Mitglieder."),
    Column("stand", "Stand", "Der Tag, den die Quelle für die Zahl nennt. Wie „von“; leer, wenn sie keinen nennt."),
    Column("thema", "Thema", "Letzter Teil der Adresse eines Themas, das es schon gibt."),
    Column("weg", "gilt nur für", "Leer: für den Beitrittsweg. Sonst für diesen weiteren Weg daneben."),
    Column("frage", "Frage", "Wonach die Bedingung fragt."),
    Column("feste_regel", "feste Regel", "„nein“, wenn es nur aus einer Beschreibung folgt."),
    Column("beziehung", "Beziehung"),
    Column("anderes_netzwerk", "anderes Netzwerk", "Letzter Teil seiner Adresse, wenn es im Verzeichnis steht …"),
    Column("nur_genannt", "nur genannt", "… sonst sein Name."),
    Column("beitrittsweg", "Beitrittsweg"),
    Column("beitrittsweg_text", "Beitrittsweg in Worten"),
    Column("weg_hier", "Weg über dieses Verzeichnis", "Nur „hier beantragen“ öffnet das Formular."),
    Column("weg_selbst_adresse", "Weg beim Netzwerk selbst: Webadresse"),
    Column("weg_selbst_text", "Weg beim Netzwerk selbst, in Worten"),
    Column("mitgliedschaft", "Name der Mitgliedschaft"),
    Column("beitrag", "Beitrag", "In Euro: 50 oder 12,50. Null nur, wo eine Quelle sagt, dass er entfällt."),
    Column("zeitraum", "wie oft"),
    Column("beitrag_haengt_ab", "der Beitrag hängt von etwas ab"),
    Column("beitrag_text", "Beitrag in Worten"),
    Column("frist", "Frist", "Wie „von“."),
    Column("frist_text", "Frist in Worten"),
    Column("entscheidung", "wie entschieden wird"),
    Column("wer_kurz", "Wer, ganz kurz", "Für Karten und Listen, höchstens 80 Zeichen."),
    Column("wer_text", "Wer, in Worten"),
    Column("kosten", "Kosten"),
    Column("kosten_text", "Kosten in Worten"),
    Column("je_organisation", "je Organisation"),
    Column("verpflichtungen", "Verpflichtungen"),
    Column("verpflichtungen_text", "Verpflichtungen in Worten"),
    Column("leichte_sprache", "in Leichter Sprache"),
    Column("leichte_sprache_geprueft_am", "Leichte Sprache geprüft am", DAY_HELP),
    Column("geprueft_am", "zuletzt geprüft am", "Tag, an dem ein Mensch es geprüft hat: 30.09.2026."),
    Column("reihenfolge", "Reihenfolge", "Eine Zahl. Leer: Die Zeile bleibt, wo sie ist; eine neue kommt ans Ende."),
    Column("quelle", "Quelle", "Letzter Teil der Adresse einer Quelle, die es schon gibt."),
    Column("zeilen", "Zeilen der Quelle", "Wie 19 oder 11-14, wenn die Quelle als Textfassung gelesen wurde …"),
    Column("fundstelle", "Textstelle in der Quelle", "… sonst Seite oder Abschnitt."),
    Column("fingerabdruck", "Fingerabdruck der Textstelle", "Zwölf Zeichen, an denen eine spätere Änderung auffällt."),
    Column("aussage_der_quelle", "was die Quelle sagt", "Nötig, wenn sie etwas anderes sagt als diese Zeile."),
    Column("verhaeltnis", "im Verhältnis zur Lesart", "Leer: Sie sagt dasselbe."),
    Column("belegt", "was die Quelle belegt", "Mehreres mit Semikolon getrennt. Leer: alles, was die Zeile nennt."),
    Column("ohne_quelle_weil", "ohne Quelle, weil", "Statt einer Quelle: warum es keine gibt."),
)  # fmt: skip

NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = (PLACE, KIND)
LABELS = {column.name: column.label for column in COLUMNS}

OVERVIEW = (
    "netzwerk", "name", "kurzname", "art", "anschrift", "land", "ebene", "status", "beginn", "koordination", "webseite",
    "kontakt", "wer", "kosten", "themen", "zusammenfassung", "quelle", SOURCE_DATE,
)  # fmt: skip
"""The columns of the table with one row per network."""
