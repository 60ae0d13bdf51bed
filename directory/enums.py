"""The closed lists everything else is built from. Slugs are stable English; labels are the German the page speaks."""

from django.db.models import TextChoices


class NetworkKind(TextChoices):
    """What sort of body an entry is."""

    NETWORK = "network", "Netzwerk"
    WORKING_CIRCLE = "working-circle", "Arbeitskreis"
    INITIATIVE = "initiative", "Initiative"
    INSTITUTE = "institute", "Institut"
    ASSOCIATION = "association", "Verband"


class Status(TextChoices):
    """Where in its life a network stands."""

    PLANNED = "planned", "geplant"
    FOUNDING = "founding", "in Gründung"
    ACTIVE = "active", "aktiv"
    ENDED = "ended", "beendet"


class Visibility(TextChoices):
    """Whether the public sees an entry."""

    DRAFT = "draft", "Entwurf"
    PUBLISHED = "published", "veröffentlicht"
    ARCHIVED = "archived", "archiviert"


class Dimension(TextChoices):
    """What a network's scope tells. A seat is a mere address: it says nothing about where the network works."""

    LEVEL = "level", "Ebene"
    AREA = "area", "Gebiet"
    SEAT = "seat", "Sitz"


class Level(TextChoices):
    """Levels of government."""

    FEDERAL = "bund", "Bund"
    STATE = "land", "Land"
    MUNICIPAL = "kommune", "Kommune"


class Area(TextChoices):
    """The whole country or more, one of its sixteen Länder, or (as a seat only) somewhere abroad."""

    NATIONWIDE = "bundesweit", "bundesweit"
    EUROPE = "europaweit", "europaweit"
    WORLDWIDE = "weltweit", "weltweit"
    ABROAD = "ausland", "im Ausland"
    BW = "baden-wuerttemberg", "Baden-Württemberg"
    BY = "bayern", "Bayern"
    BE = "berlin", "Berlin"
    BB = "brandenburg", "Brandenburg"
    HB = "bremen", "Bremen"
    HH = "hamburg", "Hamburg"
    HE = "hessen", "Hessen"
    MV = "mecklenburg-vorpommern", "Mecklenburg-Vorpommern"
    NI = "niedersachsen", "Niedersachsen"
    NW = "nordrhein-westfalen", "Nordrhein-Westfalen"
    RP = "rheinland-pfalz", "Rheinland-Pfalz"
    SL = "saarland", "Saarland"
    SN = "sachsen", "Sachsen"
    ST = "sachsen-anhalt", "Sachsen-Anhalt"
    SH = "schleswig-holstein", "Schleswig-Holstein"
    TH = "thueringen", "Thüringen"


WIDE = (Area.NATIONWIDE, Area.EUROPE, Area.WORLDWIDE)
"""Areas that every Land belongs to."""
LAENDER = [(area.value, area.label) for area in Area if area not in (*WIDE, Area.ABROAD)]
"""The Länder, with their names."""
REACHES = [(area.value, area.label) for area in Area if area != Area.ABROAD]
"""Where a network can work."""


class Role(TextChoices):
    """What a body does for a network during a tenure."""

    INITIATED = "initiated", "initiiert"
    COORDINATES = "coordinates", "koordiniert"
    ORGANISES = "organises", "organisiert"
    HOSTS = "hosts", "beherbergt"


LEADING_ROLES = (Role.COORDINATES, Role.ORGANISES, Role.HOSTS)
"""The roles that answer "who runs it?"; having initiated a network does not."""


class Mode(TextChoices):
    """How one joins, as the sources tell it."""

    APPLY = "antrag", "Mitgliedschaft beantragen"
    REGISTER = "anmeldung", "online anmelden"
    TAKE_PART = "mitwirkung", "zur Mitwirkung melden"
    WRITE = "anschreiben", "Kontaktperson anschreiben"
    NOT_YET = "noch-nicht", "noch nicht möglich"
    ENDED = "beendet", "nicht mehr möglich"
    NOT_STATED = "nicht-genannt", "nicht genannt"


class Cost(TextChoices):
    """What membership costs. Free only where a source says so."""

    FREE = "kostenlos", "kostenlos"
    PAID = "kostenpflichtig", "kostenpflichtig"
    NOT_STATED = "nicht-genannt", "nicht genannt"


class Answer(TextChoices):
    """Yes, no, and the third answer: the sources are silent."""

    YES = "yes", "ja"
    NO = "no", "nein"
    NOT_STATED = "nicht-genannt", "nicht genannt"


class OnePerOrganisation(TextChoices):
    """Whether several people of one organisation may be members."""

    RULE = "rule", "nur eine Mitgliedschaft je Organisation"
    AS_A_RULE = "as-a-rule", "in der Regel nur eine Mitgliedschaft je Organisation"
    NO = "no", "mehrere Mitgliedschaften je Organisation möglich"
    NOT_STATED = "nicht-genannt", "nicht genannt"


class CriterionKind(TextChoices):
    """The questions a joining rule can ask."""

    WHO = "who", "Wer"
    SECTOR = "sector", "Bereich"
    LAND = "land", "Land"
    LEVEL = "level", "Ebene"
    FUNCTION = "function", "Aufgabe"
    EXPERIENCE = "experience", "Erfahrung"
    ACTIVITY = "activity", "Tätigkeit"
    PURPOSE = "purpose", "Anliegen"
    WORDS = "words", "Außerdem"


class Who(TextChoices):
    """Who can become a member."""

    PERSON = "person", "Einzelpersonen"
    ORGANISATION = "organisation", "Organisationen"
    INITIATIVE = "initiative", "Initiativen"


class Sector(TextChoices):
    """Where somebody works or is engaged."""

    ADMINISTRATION = "verwaltung", "Verwaltung"
    POLITICS = "politik", "Politik"
    SCIENCE = "wissenschaft", "Wissenschaft"
    BUSINESS = "wirtschaft", "Wirtschaft"
    CIVIL_SOCIETY = "zivilgesellschaft", "Zivilgesellschaft"


class FactKind(TextChoices):
    """What a dated statement about a network is about. The order is that of the profile."""

    NAME = "name", "Weiterer Name"
    CHARACTER = "character", "Selbstverständnis"
    AIM = "aim", "Ziel"
    OFFER = "offer", "Angebot"
    PROCESS = "process", "Arbeitsweise"
    MEMBERS = "members", "Wer dabei ist"
    FIGURE = "figure", "Zahl"
    EVENT = "event", "Veranstaltung oder Ereignis"
    PUBLICATION = "publication", "Veröffentlichung"
    PRODUCT = "product", "Produkt"
    WORKING_GROUP = "working-group", "Arbeitsgruppe"
    QUESTION = "question", "Leitfrage"
    SUBSCRIPTION = "subscription", "Abonnement"
    WEBSITE = "website", "Webadresse"
    PHONE = "phone", "Telefon"
    ADDRESS = "address", "Anschrift"
    SOCIAL = "social-media", "Soziale Medien"
    LEGAL_FORM = "legal-form", "Rechtsform"
    LANGUAGE = "language", "Sprache"
    ORGAN = "organ", "Gremium"
    BRANCH = "branch", "Regionalstelle"
    FOUNDING = "founding-document", "Gründungsdokument"


class RelationKind(TextChoices):
    """How two networks, or a network and something outside the directory, belong together."""

    PART_OF = "part-of", "ist Teil von"
    GREW_OUT_OF = "grew-out-of", "ist hervorgegangen aus"
    SUCCEEDED_BY = "succeeded-by", "wurde abgelöst von"
    SAME_ORGANISER = "same-organiser", "wird organisiert von"
    SIMILAR = "similar", "ist ähnlich wie"
    LISTED_IN = "listed-in", "wird aufgeführt in"


class Stance(TextChoices):
    """How a source stands to the curator's reading of a statement."""

    AGREES = "agrees", "sagt dasselbe"
    ADDS = "adds", "ergänzt"
    IMPLIES = "implies", "daraus folgt es"
    DIFFERS = "differs", "sagt etwas anderes"


class Nature(TextChoices):
    """What a disagreement between sources turned out to be."""

    CONFLICT = "conflict", "Widerspruch"
    COMPATIBLE = "compatible", "vereinbar"
    COMPLEMENTARY = "complementary", "ergänzen sich"
    WORDING = "wording", "verschiedene Wörter"
    OUTDATED = "outdated", "eine Angabe ist veraltet"
    OPEN = "open", "offen"


class Aspect(TextChoices):
    """Which field of a row a citation or verdict speaks about; empty where it speaks about the whole row."""

    NAME = "name", "Name"
    KIND = "kind", "Art"
    STATUS = "status", "Status"
    START = "start", "Beginn"
    END = "end", "Ende"
    MEMBERS = "members", "Wer dabei ist"
    MEMBER_WORD = "member-word", "Wort für die Mitglieder"
    IDENTITY = "identity", "Was der Eintrag ist"
    ROLES = "roles", "Rollen"
    LISTING = "listing", "Verzeichnet in"
    OBJECT = "object", "Gegenstand"
    LEGAL_FORM = "legal-form", "Rechtsform"
    OFFICE = "office", "Geschäftsstelle"
    URL = "url", "Webadresse"
    MODE = "mode", "Beitrittsweg"
    COST = "cost", "Kosten"
    ONE_PER_ORGANISATION = "one-per-organisation", "Mitgliedschaften je Organisation"
    OBLIGATIONS = "obligations", "Verpflichtungen"
    WHO = "who", "Wer Mitglied werden kann"


class Party(TextChoices):
    """What a member is."""

    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"
