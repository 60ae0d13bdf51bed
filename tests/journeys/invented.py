"""Which texts does somebody enter who knows three networks? Invented ones, like those real networks write about
themselves, line by line with what the directory is told from each.
"""

from typing import Any, NamedTuple

Statement = tuple[str, dict[str, Any]]
"""The section of the sheet, or the statement on it, and the fields filled in beside the place."""


class Pick(str):
    """A record that is there already, found by typing."""


class New(str):
    """A record that is not there yet, entered on the way."""


class Line(NamedTuple):
    """A line of a text, and all that it states."""

    words: str
    statements: list[Statement]


class Text(NamedTuple):
    """What a network says about itself. Its first line is enough to begin an entry."""

    title: str
    publisher: str
    begun: dict[str, str]
    lines: list[Line]


def fact(kind: str, text: str, **more: str) -> Statement:
    return "facts", {"kind": kind, "text": text, **more}


def scope(dimension: str, value: str) -> Statement:
    return "scopes", {"dimension": dimension, "value": value}


FEDERAL = Text(
    "Selbstdarstellung des Bundesnetzes Ehrensache (erfunden)",
    "Bundesnetz Ehrensache",
    {
        "name": "Bundesnetz Ehrensache", "summary": "Verbindet Menschen und Organisationen, die Engagement stärken.",
        "kind": "network", "status": "active", "start": "Juni 2002",
    },
    [
        Line("Das Bundesnetz Ehrensache verbindet seit Juni 2002 als Netzwerk, was Engagement stärkt.", []),
        Line("Es arbeitet bundesweit, mit Bund, Ländern und Kommunen.", [
            scope("area", "bundesweit"), scope("level", "bund"), scope("level", "land"), scope("level", "kommune"),
        ]),
        Line("Unser Ziel ist es, Engagement und Beteiligung als Teil der Demokratie zu stärken.", [
            fact("aim", "Engagement und Beteiligung als Teil der Demokratie stärken."),
        ]),
        Line("Im Mai 2026 hat das Bundesnetz mehr als 280 Mitglieder.", [
            ("facts", {"kind": "figure", "bound": "more-than", "number": "280", "unit": "Mitglieder",
                       "as_of": "Mai 2026"}),
        ]),
        Line("Arbeitsgruppen gibt es zu Demokratiebildung und zu Engagement in der Kommune.", [
            fact("working-group", "Demokratiebildung"), fact("working-group", "Engagement in der Kommune"),
        ]),
        Line("Wir bringen ein, wie Beteiligung verankert wird: mit Leitlinien für Kommunen.", [
            ("treatments", {"topic": Pick("Beteiligungskultur und Verankerung"), "text": "Leitlinien für Kommunen."}),
        ]),
        Line("Die Geschäftsstelle führt der Verein Ehrensache, gemeinsam mit der Stiftung Gemeinsinn.", [
            ("tenures", {"body": New("Verein Ehrensache (erfunden)"), "role": "coordinates"}),
            ("tenures", {"body": New("Stiftung Gemeinsinn (erfunden)"), "role": "coordinates"}),
        ]),
        Line("Mitglied werden Organisationen; der Sprecherrat entscheidet über den Antrag.", [
            ("mode", {"mode": "antrag", "mode_text": "Der Sprecherrat entscheidet über den Antrag."}),
            ("criteria", {"kind": "who", "value": "organisation"}),
        ]),
        Line("Die Mitgliedschaft kostet einen Beitrag; Mitglieder bringen sich in eine Arbeitsgruppe ein.", [
            ("cost", {"cost": "kostenpflichtig"}),
            ("obligations", {"obligations": "yes", "obligations_text": "Mitarbeit in einer Arbeitsgruppe."}),
        ]),
        Line("Ansprechpartnerin ist Ada Beispiel, ada@ehrensache.example.", [
            ("contacts", {"name": "Ada Beispiel", "email": "ada@ehrensache.example"}),
        ]),
        Line("Ordentliche Mitglieder zahlen 100 bis 1.000 Euro im Jahr, fördernde mindestens 50 Euro.", [
            ("memberships", {"name": "Ordentliche Mitgliedschaft", "fee_text": "100 bis 1.000 Euro im Jahr"}),
            ("memberships", {"name": "Fördernde Mitgliedschaft", "fee": "50", "period": "jaehrlich",
                             "fee_text": "mindestens 50 Euro"}),
        ]),
        Line("Landesbüros gibt es in Dresden und Mainz.", [
            fact("branch", "Landesbüro in Dresden"), fact("branch", "Landesbüro in Mainz"),
        ]),
    ],
)  # fmt: skip

OPEN = Text(
    "Über das Netz Offenes Regieren (erfunden)",
    "Netz Offenes Regieren",
    {
        "name": "Netz Offenes Regieren", "summary": "Setzt sich für offenes Regieren in Bund und Ländern ein.",
        "kind": "network", "status": "active", "start": "2011",
    },
    [
        Line("Das Netz Offenes Regieren ist seit 2011 das Netzwerk für Transparenz und Teilhabe.", []),
        Line("Es ist in ganz Deutschland tätig und wendet sich an Bund und Länder.", [
            scope("area", "bundesweit"), scope("level", "bund"), scope("level", "land"),
        ]),
        Line("Es begleitet die Aktionspläne der Regierung und fordert offene Daten.", [
            fact("process", "Begleitet die Aktionspläne der Regierung."), fact("aim", "Offene Daten."),
        ]),
        Line("Zwei Vereine koordinieren: Klare Sicht und Daten für alle.", [
            ("tenures", {"body": New("Klare Sicht (erfunden)"), "role": "coordinates"}),
            ("tenures", {"body": New("Daten für alle (erfunden)"), "role": "coordinates"}),
        ]),
        Line("Wer mitmachen will, meldet sich bei der Koordination; es kostet nichts.", [
            ("mode", {"mode": "mitwirkung"}), ("cost", {"cost": "kostenlos"}),
        ]),
        Line("Willkommen sind Einzelpersonen und Organisationen.", [
            ("criteria", {"kind": "who", "value": "person"}), ("criteria", {"kind": "who", "value": "organisation"}),
        ]),
        Line("Es gehört zur weltweiten Partnerschaft für offenes Regieren.", [
            ("relations", {"kind": "part-of", "other_name": "Weltweite Partnerschaft für offenes Regieren"}),
        ]),
        Line("Mit Schwesternetzen wirkt es in ganz Europa.", [scope("area", "europaweit")]),
    ],
)  # fmt: skip

WORLD = Text(
    "Satzung des Weltrats Beteiligung (erfunden)",
    "Weltrat Beteiligung",
    {
        "name": "Weltrat Beteiligung", "summary": "Bringt Städte zusammen, die Beteiligung erproben.",
        "kind": "network", "status": "active", "start": "November 2001",
    },
    [
        Line("Der Weltrat Beteiligung besteht seit November 2001 als Netzwerk von Städten.", []),
        Line("Er wendet sich an Kommunen.", [scope("level", "kommune")]),
        Line("Ziel ist es, Verfahren der Beteiligung zu vergleichen und bekannt zu machen.", [
            fact("aim", "Verfahren der Beteiligung vergleichen."), fact("aim", "Sie bekannt machen."),
        ]),
        Line("Er sammelt, was Städte mit Bürgerhaushalten erproben.", [
            ("treatments", {"topic": Pick("Bürgerhaushalt"), "text": "Sammelt, was Städte erproben."}),
        ]),
        Line("Das Sekretariat liegt seit 2006 bei der Stadt Musterhafen.", [
            ("tenures", {"body": New("Stadt Musterhafen (erfunden)"), "role": "hosts", "start": "2006"}),
        ]),
        Line("Städte beantragen die Mitgliedschaft; sie ist kostenlos.", [
            ("mode", {"mode": "antrag"}), ("cost", {"cost": "kostenlos"}),
        ]),
        Line("Auch Hochschulen können beitreten.", [("criteria", {"kind": "sector", "value": "wissenschaft"})]),
        Line("Er arbeitet weltweit, mit einem Büro für Afrika und einem für Südamerika.", [
            scope("area", "weltweit"), fact("branch", "Büro für Afrika"), fact("branch", "Büro für Südamerika"),
        ]),
        Line("Arbeitssprachen sind Spanisch, Englisch und Französisch.", [
            ("facts", {"kind": "language", "language": "es"}), ("facts", {"kind": "language", "language": "en"}),
            ("facts", {"kind": "language", "language": "fr"}),
        ]),
    ],
)  # fmt: skip
