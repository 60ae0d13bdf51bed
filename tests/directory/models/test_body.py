"""What do bodies, their tenures and contacts say about themselves, and when is a person shown?"""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from directory.models import Body, Contact, Network, Tenure
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db

NOON = "2026-06-15 12:00+02:00"


# --- bodies -----------------------------------------------------------------------------------


def test_body_in_words():
    body = make(Body, name="Stiftung Öffentlichkeit", slug="stiftung")
    assert (str(body), body.sort_key) == ("Stiftung Öffentlichkeit", "stiftung offentlichkeit")
    assert body.get_absolute_url() == "/stellen/stiftung/"


def test_body_with_tenures_stays():
    tenure = make(Tenure)
    with pytest.raises(ProtectedError):
        tenure.body.delete()
    assert Body.objects.count() == 1


def test_body_one_entry_each():
    entry = make(Network)
    make(Body, entry=entry)
    with pytest.raises(ValidationError, match="existiert bereits"):
        fresh(Body, entry=entry).full_clean()


# --- tenures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "Stiftung: koordiniert"),
        ({"role": "hosts", "start": "2015-10"}, "Stiftung: beherbergt seit Oktober 2015"),
        ({"role": "organises", "start": "2015", "end": "2018-06"}, "Stiftung: organisiert 2015 bis Juni 2018"),
        ({"role": "initiated", "start": "2015", "end": "2015"}, "Stiftung: initiiert 2015"),
    ],
)
def test_tenure_in_words(columns, words):
    assert str(make(Tenure, body=make(Body, name="Stiftung"), **columns)) == words


def test_tenure_same_body_again_later():
    first = make(Tenure, start="2015", end="2016")
    second = make(Tenure, network=first.network, body=first.body, start="2018")
    assert list(first.network.tenures.all()) == [first, second]


def test_tenures_in_order_of_their_beginning():
    """A tenure whose beginning no source gives comes first, on either database."""
    network = make(Network)
    late = make(Tenure, network=network, start="2018-07-01")
    early = make(Tenure, network=network, start="2015-10")
    unknown = make(Tenure, network=network)
    assert list(network.tenures.all()) == [unknown, early, late]


def test_tenure_passes():
    tenure = make(Tenure, start="2026-06-10", end="2026-06-20")
    seen = []
    for day in ("2026-06-09", "2026-06-10", "2026-06-20", "2026-06-21"):
        with time_machine.travel(f"{day} 12:00+02:00", tick=False):
            seen.append((tenure.is_coming, tenure.is_running))
    assert seen == [(True, False), (False, True), (False, True), (False, False)]


def test_tenure_without_beginning_is_not_coming():
    assert make(Tenure).is_coming is False


# --- contacts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "during", "shown"),
    [
        ({}, None, True),
        ({"end": "2026-06-15"}, None, True),
        ({"end": "2026-06-14"}, None, False),
        ({"end": "2026"}, None, True),
        ({"withheld": True}, None, False),
        ({}, {"end": "2018-06"}, False),
        ({}, {"start": "2027"}, False),
        ({}, {"start": "2018-07-01"}, True),
        ({"withheld": True}, {"start": "2018-07-01"}, False),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_contact_is_shown(columns, during, shown):
    network = make(Network)
    tenure = None if during is None else make(Tenure, network=network, **during)
    assert make(Contact, network=network, tenure=tenure, **columns).is_shown is shown


def test_contact_hidden_when_the_tenure_passes():
    tenure = make(Tenure, end="2026-06-15")
    contact = make(Contact, network=tenure.network, tenure=tenure)
    with time_machine.travel("2026-06-15 23:59+02:00", tick=False):
        assert contact.is_shown is True
    with time_machine.travel("2026-06-16 00:00+02:00", tick=False):
        assert contact.is_shown is False


@pytest.mark.parametrize(("name", "words"), [("Kim Beispiel", "Kim Beispiel"), ("", "nicht gezeigte Person")])
def test_contact_in_words(name, words):
    assert str(make(Contact, name=name, withheld=True)) == words


def test_contacts_withheld_without_names_may_be_many():
    network = make(Network)
    for _ in range(2):
        fresh(Contact, network=network, name="", withheld=True).full_clean()
        make(Contact, network=network, name="", withheld=True)
    assert network.contacts.count() == 2


@pytest.mark.parametrize("address", ["kein-at", "a@b", "stock(at)example.org", "a b@example.org"])
def test_contact_email_refused(address):
    with pytest.raises(ValidationError) as refusal:
        fresh(Contact, email=address).full_clean()
    assert list(refusal.value.message_dict) == ["email"]
