"""Can whatever a profile shows be found? Each of its words that stands in a row leads to the network; navigation and
what is told of the sources (titles, claims, days of reading) do not count.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import CharField, IntegerField, Model, TextField, URLField

from directory.models import Contact, Member, Network, Relation, Verdict
from directory.models.codes import CodeField
from directory.reading import index, search
from directory.reading.profile import Profile
from directory.rules import partial_dates
from directory.rules.date_fields import PartialDateColumn
from tests.directory import making
from tests.directory.asking import hits
from tests.directory.real import SHORT
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORD = re.compile(r"[^\W_]+")
NO_WORDS = (CodeField, URLField)
UNREAD = {"key", "path", "way", "visibility", "position", "code", "nature", "aspect"}


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


def said(row: Model) -> Iterator[str]:
    """What a row says, and how the records are called that it names."""
    for field in (each for each in row._meta.concrete_fields if not each.primary_key):
        value = getattr(row, field.attname)
        if field.is_relation and value:
            named = getattr(row, field.name)
            yield f"{getattr(named, 'name', '')} {getattr(named, 'short_name', '')}"
        elif value and isinstance(field, CharField | TextField | IntegerField) and field.name not in UNREAD:
            if field.choices and isinstance(row, Relation):
                continue  # read from here it may be called otherwise: see ``ties``
            if field.choices:
                yield str(getattr(row, f"get_{field.name}_display")())
            elif not isinstance(field, NO_WORDS):
                yield partial_dates.in_words(value) if isinstance(field, PartialDateColumn) else str(value)


def told(profile: Profile) -> set[str]:
    """The words of all rows of a profile, of what was decided about them, and of its ties."""
    rows = [*profile.rows(), *profile.named_members]
    verdicts = {verdict for row in profile.rows() for verdict in decided(row)}
    texts = [text for row in (*rows, *verdicts) for text in said(row)]
    texts += [f"{tie['label']} {tie['name']} {getattr(tie['other'], 'name', '')}" for tie in profile.ties]
    texts += [tenure.network.name for tenure in profile.runs]
    return {word for text in texts for word in words(text)}


def decided(row: Any) -> Any:
    column = str(row._meta.model_name)
    return Verdict.objects.filter(**{column: row}) if column in {each.name for each in Verdict._meta.fields} else ()


def missed(client: Any, network: Network) -> list[str]:
    """Words of the page that do not find their network."""
    shown = words(Seen(client.get(network.get_absolute_url())).text)
    wanted = sorted(shown & told(Profile(network)))
    assert len(wanted) > 10
    with index.asked() as known:
        slot = known.slots[network.pk]
        return [word for word in wanted if slot not in search.find(known, word).all]


def test_every_word_of_the_real_profiles(catalogue, client):
    networks = Network.objects.for_cards()
    found = {SHORT[network.slug]: missed(client, network) for network in networks}
    assert {short: words for short, words in found.items() if words} == {}


def test_every_word_of_an_invented_profile(client):
    """With what the real ones lack: members who are named, ties from both sides, a seat, other names, figures."""
    network = making.network("Runde Eins", short_name="RE", start="2015-10", easy_text="Leichte Wörter stehen hier.")
    making.scope(network, "saarland", "seat")
    making.scope(network, "hessen")
    making.tenure(network, making.body("Werkhaus", short_name="WH"), text="Führt die Runde.", start="2016")
    making.terms(network, "person", mode="antrag", cost="kostenlos", membership="Patenschaft", who_text="Wer malt.")
    making.treatment(network, making.topic("Radverkehr"), text="Baut Wege.")
    making.fact(network, "n", "name", "Früher so genannt.", title="Kreis Null")
    making.fact(network, "z", "figure", "So viele.", number=4711, bound="exactly", unit="Aktive", as_of="2024-05")
    make(Contact, network=network, name="Ada Klar", purpose="Presse", email="ada@example.org", phone="0681 1234")
    make(Member, network=network, name="Beate Offen", is_public=True)
    other = making.network("Zweites Bündnis")
    make(Relation, network=other, kind="part-of", other=network, other_name="", text="Gehört dazu.")
    make(Relation, network=network, kind="similar", other=None, other_name="Nachbarschaftsding", text="Ganz ähnlich.")
    assert missed(client, Network.objects.for_cards().get(pk=network.pk)) == []


@pytest.mark.parametrize("text", ["Beate Offen", "Ada Klar", "Zweites Bündnis", "Nachbarschaftsding", "4711", "WH"])
def test_named_on_the_page(text):
    network = making.network("Runde")
    make(Contact, network=network, name="Ada Klar")
    make(Member, network=network, name="Beate Offen", is_public=True)
    make(Relation, network=network, kind="similar", other=None, other_name="Nachbarschaftsding")
    make(Relation, network=making.network("Zweites Bündnis"), kind="part-of", other=network, other_name="")
    making.fact(network, "z", "figure", "So viele.", number=4711, bound="exactly", unit="Aktive")
    making.tenure(network, making.body("Werkhaus", short_name="WH"))
    assert "Runde" in hits(text)
