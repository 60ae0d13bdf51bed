"""Processing register: which personal data are processed, what for, how long? The register of Art. 30 DSGVO, from what
the code declares.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import models

from memberships.personal_data import REGISTRY, Personal

HEAD = """# Verzeichnis von Verarbeitungstätigkeiten (Artikel 30 Absatz 1 DSGVO)

- Verantwortlich: **[Bitte eintragen: Name und Kontakt, auch der oder des Datenschutzbeauftragten]**
- Wer Server und Datenbank betreibt, wer E-Mails versendet: **[Bitte eintragen, mit Verträgen nach Artikel 28]**
- Übermittlung in Drittländer: **[Bitte eintragen; die Anwendung selbst sendet nur E-Mails]**

Zweck, Angaben und Fristen stammen aus derselben Aufstellung, nach der die Anwendung löscht.
"""
MEASURES = """
## Technische und organisatorische Maßnahmen (Artikel 32)

- Verbindungen nur verschlüsselt; Mitgliedschaftsstellen melden sich mit einem zweiten Faktor an.
- Jede Stelle sieht nur Anträge, über die sie entscheidet.
- Geheime Links und Prüfwerte nur als Hash; Protokolle ohne Namen, Adressen und Links.
- Gelöschtes wird in SQLite überschrieben; Sicherungen sind nur für das Konto der Anwendung lesbar.
- Nach dem Zurückspielen einer Sicherung wird erneut gelöscht, was seither gelöscht wurde.
- **[Bitte eintragen: Zugang zum Server, Ort und Verschlüsselung der Sicherungen, Schulung]**
"""


class Command(BaseCommand):
    help = "Druckt das Verzeichnis von Verarbeitungstätigkeiten als Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        parts = [HEAD, *(entry(each) for each in REGISTRY), MEASURES]
        self.stdout.write("\n".join(parts))


def entry(personal: Personal) -> str:
    """One activity."""
    meta = personal.model._meta
    return f"""
## {meta.verbose_name_plural}

- Zweck: {personal.purpose}
- Betroffene: {personal.people}
- Angaben: {", ".join(words(meta.get_field(name)) for name in sorted(personal.columns))}
- Empfänger: {personal.seen_by}
- Löschung: {personal.kept}
"""


def words(column: Any) -> str:
    """What people call a column; some are for comparing only and have no name of their own."""
    assert isinstance(column, models.Field)  # noqa: S101 - a test sees to it
    technical = not column.editable and column.verbose_name == column.name.replace("_", " ")
    return f"{column.name} (nur zum Vergleichen)" if technical else str(column.verbose_name)
