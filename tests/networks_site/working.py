"""What is one piece of each kind of work, and what does the desk say about it?"""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from directory.curation.review_queue import TASKS
from directory.models import Citation, Contact, Fact, Link, Network, Page, Pair, Source, Submission
from tests.directory import making as catalogue
from tests.directory.smallest import make
from tests.memberships import making
from tests.reading import Seen

START = "/admin/"
KEYS = [task.key for task in TASKS]
CURATORS, CHIEFS, OPERATORS = "Kuratorium", "Leitung des Kuratoriums", "Betrieb"
WHO = {**dict.fromkeys(KEYS, CURATORS), "vorgelegt": CHIEFS, "seiten": OPERATORS}
"""Whose work each kind is; chiefs do what curators do, too."""
FIGURE = {"kind": "figure", "text": "", "number": 3, "bound": "exactly", "unit": "Treffen"}
URL = "https://a.example.org/"


def user_in(group: str) -> Any:
    user = making.user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def enter(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sourced() -> Source:
    return catalogue.source("Quelle")


def cited(row: Any) -> Any:
    make(Citation, **{row._meta.model_name: row}, source=sourced(), claim="So.")
    return row


def submitted(**columns: Any) -> Submission:
    draft = make(Network, visibility="draft", name="Entwurf")
    return Submission.objects.create(network=draft, note="Fertig.", **columns)


def piece(key: str, network: Network) -> Any:
    """One piece of work of a kind and no other; what its list is to name."""
    url = {"url": f"{URL}{key}"}
    makers: dict[str, Any] = {
        "ohne-quelle": lambda: make(Fact, network=network, text="Aussage ohne alles."),
        "ohne-urteil": lambda: make(
            Citation, fact=cited(make(Fact, network=network)), stance="differs", claim="Anders.", source=sourced()
        ),
        "geplantes": lambda: cited(make(Fact, network=network, planned=True, start="2020", text="Das Fest.")),
        "kontakte": lambda: cited(make(Contact, network=network, name="Kim Muster")),
        "pruefung": lambda: Network.objects.filter(pk=network.pk).update(verified_on=None),
        "zahlen": lambda: cited(make(Fact, network=network, **FIGURE)),
        "tote-adressen": lambda: (cited(make(Fact, network=network, **url)), make(Link, **url, state="dead")),
        "umgezogene-adressen": lambda: (cited(make(Fact, network=network, **url)), make(Link, **url, state="moved")),
        "dubletten": lambda: make(Pair, first_name="Netz A", second_name="Netz B"),
        "vorgelegt": submitted,
        "zurueckgegeben": lambda: submitted(decided_at=timezone.now(), is_accepted=False, answer="Ohne Satzung."),
        "seiten": lambda: make(Page, title="Impressum", text="Anbieter ist **[Name]**."),
    }
    return makers[key]()


NAMED = {
    "ohne-quelle": "Angabe: Aussage ohne alles.", "ohne-urteil": "Angabe: Ein Ziel.", "geplantes": "Das Fest.",
    "kontakte": "Kim Muster", "pruefung": "Netz", "zahlen": "3 Treffen", "tote-adressen": URL,
    "umgezogene-adressen": URL, "dubletten": "Netz A / Netz B", "vorgelegt": "Entwurf", "zurueckgegeben": "Entwurf",
    "seiten": "Impressum",
}  # fmt: skip


def seen(client: Client, path: str = START) -> Seen:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return Seen(answer)


def numbers(client: Client) -> dict[str, int]:
    """What the first page says is waiting, by label; what it says is done has the number 0."""
    context = client.get(START).context
    return {each.label: each.count for each in [*context.get("waiting", []), *context.get("done", [])]}
