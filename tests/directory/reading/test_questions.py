"""What do people find who ask the way people ask? Each question is answered by the real catalogue."""

import pytest

from tests.directory.asking import about, listed
from tests.directory.real import SHORT

pytestmark = pytest.mark.django_db

NAMES = {
    "NeKoPa": "nekopa | afb bnbw sachsen",
    "nekopa": "nekopa",
    "NEKOPA": "nekopa",
    "Netzwerk kommunale Partizipationsbeauftragte (NeKoPa)": "nekopa",
    "Netzwerk der kommunalen Partizipationsbeauftragten": "nekopa",
    "bipar": "bipar … avd | nekopa sachsen",
    "BIPAR": "bipar",
    "berlin institut": "bipar",
    "Berlin Institut für Partizipation": "bipar",
    "Berliner Institut": "bipar",
    "Allianz für Beteiligung": "afb",
    "Allianz fuer Beteiligung": "afb",
    "Allianz für Beteiligung e.V.": "afb",
    "allianz beteiligung": "afb",
    "Allianz Vielfältige Demokratie": "avd",
    "die Vielfältige Demokratie": "avd | inno",
    "Vielfaeltige Demokratie": "avd",
    "vielfaltige demokratie": "avd",
    "Allianz": "afb avd",
    "Netzwerk Bürgerhaushalt": "nbh | nb nekopa",
    "netzwerk-buergerhaushalt": "nbh",
    "Netzwerk Bürgerbeteiligung": "nb",
    "Innovationsdialog": "inno | *",
    "Fachverband": "fvb | *",
    "Fachverband Bürgerbeteiligung": "fvb",
    "Beteiligungsnetzwerk": "bnbw … afb",
    "Beteiligungsnetzwerk Baden-Württemberg": "bnbw | sachsen nbh",
    "Erfahrungs- und Beratungsnetzwerk": "sachsen",
    "Beratungsnetzwerk Sachsen": "sachsen | *",
}
PEOPLE = {
    "Marion Stock": "nekopa | *",
    "marion stock": "nekopa | *",
    "Stock": "nekopa | *",
    "stock@netzwerk-buergerbeteiligung.de": "nekopa",
    "Jörg Sommer": "avd | *",
    "Joerg Sommer": "avd | *",
    "jorg sommer": "avd | *",
    "Herr Sommer": "avd",
    "Wer ist Jörg Sommer?": "avd | *",
}
QUESTIONS = {
    "Gibt es in Sachsen ein Netzwerk?": "sachsen | *",
    "Was gibt es in Baden-Württemberg?": "… afb bnbw | avd nbh sachsen nekopa inno fvb nb",
    "Gibt es Netzwerke in Bayern?": "| *",
    "NeKoPa Kontakt": "nekopa",
    "Kontakt zu bipar": "bipar",
    "Netzwerk für Stadtverwaltung": "… nekopa avd inno",
    "Netzwerk für Kommunen": "… nekopa nbh avd sachsen",
    "Wer koordiniert die Allianz Vielfältige Demokratie?": "avd",
    "Wie werde ich Mitglied im Netzwerk Bürgerhaushalt?": "nbh",
    "Was kostet die Mitgliedschaft bei bipar?": "bipar",
    "Gibt es einen Berufsverband für Bürgerbeteiligung?": "fvb | *",
    "Wo finde ich das Haus der Demokratie?": "bipar | *",
    "Wann war die Fachtagung?": "inno | *",
    "Ich suche Hilfe beim Bürgerhaushalt": "nbh",
    "Wer organisiert das Beteiligungsnetzwerk Baden-Württemberg?": "bnbw",
    "Was macht die Bundeszentrale für politische Bildung?": "nbh",
    "Wie viele Mitglieder hat NeKoPa?": "nekopa",
}
FORMS = {
    "Haushalt": "nbh | *",
    "Haushalte": "nbh | *",
    "Bürgerhaushalte": "nbh | *",
    "des Bürgerhaushalts": "nbh | *",
    "bei Bürgerhaushalten": "nbh | *",
    "Beauftragte": "nekopa",
    "Partizipationsbeauftragter": "nekopa",
    "Beratungsnetzwerks": "sachsen | *",
    "Institutes": "bipar",
    "Allianzen": "afb avd",
    "Fachverbände": "fvb | *",
    "Verbände": "fvb … bipar",
    "Arbeitskreise": "inno",
    "Tagungen": "inno | *",
    "Broschüren": "nekopa | *",
    "Städte": "sachsen",
    "Stadt": "sachsen",
    "Geschäftsstellen": "afb",
    "Thesen": "inno | *",
}
SPELLINGS = {
    "Buergerhaushalt": "nbh | *",
    "Burgerhaushalt": "nbh | *",
    "BÜRGERHAUSHALT": "nbh | *",
    "Greifswalder Straße": "bipar | *",
    "Greifswalder Strasse 4": "bipar | *",
    "GREIFSWALDER STRAẞE": "bipar | *",
    "Praktiker:innen": "nbh | *",
    "Praktiker*innen": "nbh | *",
    "Praktiker_innen": "nbh | *",
    "PraktikerInnen": "nbh | *",
    "Praktikerinnen": "nbh | *",
    "Akteur:innen": "… afb sachsen",
    "Multiplikator*innen": "avd | *",
    "Bürger-Haushalt": "nbh",
    "Bürger\u00adhaushalt": "nbh | *",
    "Beteiligungs-Atlas": "avd",
    "NeKoPa-AG": "nekopa | *",
    "NeKoPa AG": "nekopa | *",
    "Bu\u0308rgerhaushalt": "nbh | *",
}
COMPOUNDS = {
    "Rat": "| avd bipar nekopa sachsen",
    "Stadtrat": "| *",
    "Beratung": "… afb avd bipar nekopa | nb nbh",
    "Atlas": "avd | *",
    "Beteiligungsatlas": "avd | *",
    "Kommunalpolitik": "nbh | *",
    "Verwaltung": "… avd inno nbh nekopa",
    "Forschung": "bipar | *",
    "Partizipationsforschung": "bipar | *",
    "Demokratieförderung": "bipar | *",
    "Fördermittel": "sachsen | *",
    "Berufsverband": "fvb | *",
    "Berufsbild": "nekopa | *",
    "Qualitätsstandards": "avd | *",
    "Standards": "avd | *",
    "Veranstaltungen": "… afb inno",
    "Verwaltungskräfte": "inno | *",
    "Treffen": "… nekopa inno",
    "Beteiligungshaushalt": "| afb avd bnbw",
    "Gesamtstrategie": "… nekopa afb",
}
ERRORS = {
    "Bürgerhaushlat": "nbh | *",
    "Burgerhaushallt": "nbh | *",
    "Nekoap": "nekopa",
    "bipra": "bipar",
    "Innovationsdilaog": "inno | *",
    "Bertelsman": "avd … inno",
    "Alianz": "afb avd",
    "Demokartie": "avd",
    "Sachsn": "sachsen | *",
    "Marion Stok": "nekopa | *",
    "Jörg Somer": "avd | *",
    "Fachverbnd": "fvb | *",
    "Tranzparenz": "avd",
    "Bundeszentrle": "nbh | *",
    "Netzwek Bürgerhaushalt": "nbh",
}
PLACES = {
    "Sachsen": "sachsen | *",
    "Bürgerbeteiligung in Sachsen": "sachsen | *",
    "Qualität in Sachsen": "sachsen | *",
    "Methoden Baden-Württemberg": "afb | avd inno bipar sachsen",
    "Baden Württemberg": "… afb bnbw | avd nbh sachsen nekopa inno fvb nb",
    "Baden-Wuerttemberg Zivilgesellschaft": "… afb bnbw | avd nbh sachsen",
    "bundesweit": "… avd fvb nbh | *",
    "bundesweites Netzwerk": "… avd fvb nbh | *",
    "bundesweit kostenlos": "… avd nbh | *",
    "Haus in Berlin": "bipar | *",
}
SUBJECTS = {
    "Direkte Demokratie": "bipar",
    "Politische Alltagskultur": "bipar | *",
    "Chancen und Risiken": "afb inno | *",
    "Transparenz": "avd | *",
    "Teilhabe": "afb … inno",
    "Kompetenzen": "avd inno nekopa",
    "Politik gewinnen": "nekopa",
    "Bundeszentrale": "nbh | *",
    "Bertelsmann Stiftung": "avd … inno",
    "Netzwerktreffen 2024": "nekopa | *",
    "November 2013": "inno | *",
    "120 Mitglieder": "… nekopa",
    "Demokratiemonitor": "inno | *",
    "kostenlos": "… avd bipar bnbw nbh | *",
    "beendet": "inno",
    "in Gründung": "fvb",
    "Karte": "nekopa | *",
    "Newsletter": "| *",
    "gibtesnicht": "| *",
    "Erfahrungsaustausch": "nbh",
    "Selbstverständnis der Allianz für Beteiligung": "afb",
}
ASKED = NAMES | PEOPLE | QUESTIONS | FORMS | SPELLINGS | COMPOUNDS | ERRORS | PLACES | SUBJECTS
"""Each with the first hits in their order, behind ``…`` further ones, behind ``|`` those that must not be found (``*``:
all others).
"""


def complaints(hits: list[str], expected: str) -> list[str]:
    wanted, _, unwanted = (part.strip() for part in expected.partition("|"))
    first, _, also = (part.split() for part in wanted.partition("…"))
    wrong = set(hits) - {*first, *also} if unwanted == "*" else set(hits) & set(unwanted.split())
    return [
        *([f"first {hits[: len(first)]}"] if hits[: len(first)] != first else []),
        *([f"missing {sorted(set(also) - set(hits))}"] if set(also) - set(hits) else []),
        *([f"must not find {sorted(wrong)}"] if wrong else []),
    ]


def test_questions(catalogue):
    assert len(ASKED) >= 100
    found = {text: [SHORT[network.slug] for network in listed(about(text))] for text in ASKED}
    told = {text: complaints(hits, ASKED[text]) for text, hits in found.items()}
    assert {text: [ASKED[text], *wrong] for text, wrong in told.items() if wrong} == {}
