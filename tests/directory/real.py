"""What do the tests call the networks of the real catalogue? By the short names of the list of facts."""

from directory.models import Network

SLUGS = {
    "avd": "allianz-vielfaeltige-demokratie",
    "bipar": "berlin-institut-fuer-partizipation",
    "fvb": "fachverband-buergerbeteiligung",
    "bnbw": "beteiligungsnetzwerk-baden-wuerttemberg",
    "nbh": "netzwerk-buergerhaushalt",
    "nekopa": "netzwerk-kommunale-partizipationsbeauftragte",
    "inno": "innovationsdialog-buergerbeteiligung",
    "sachsen": "erfahrungs-und-beratungsnetzwerk-buergerbeteiligung-sachsen",
    "afb": "allianz-fuer-beteiligung",
    "nb": "netzwerk-buergerbeteiligung",
}
SHORT = {slug: short for short, slug in SLUGS.items()}
GROUPS = {
    "avd": "bestimmte", "bipar": "alle", "fvb": "alle", "bnbw": "organisationen", "nbh": "alle", "nekopa": "bestimmte",
    "inno": "nicht-mehr", "sachsen": "noch-nicht", "afb": "in-worten", "nb": "in-worten",
}  # fmt: skip
"""The group of the start page each stands in."""


def real(short: str) -> Network:
    """A network of the real catalogue, as the pages fetch it."""
    return Network.objects.for_cards().get(slug=SLUGS[short])
