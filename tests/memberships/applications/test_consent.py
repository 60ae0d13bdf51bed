"""Which consent text do applicants read, and what if it changes while they fill in the form?"""

import pytest
from django.urls import reverse

from memberships.applications import consent
from memberships.models import Application, ConsentText
from tests.memberships import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fast(settings, monkeypatch):
    settings.RATE_LIMITS = False
    monkeypatch.setattr("memberships.letters.guarded_forms.MINIMUM", 0)


@pytest.fixture
def address():
    network = making.network()
    return reverse("memberships:apply", args=[network.slug])


def test_consent_that_comes_with_the_software():
    assert consent.current().version == consent.SHIPPED
    assert "Ihre Angaben sehen nur die Menschen" in consent.current().html


def test_consent_newest_of_the_operator():
    ConsentText.objects.create(version="2027-01", text="Alt")
    ConsentText.objects.create(version="2027-02", text="**Neu** <script>alert(1)</script>")
    assert consent.current().version == "2027-02"
    assert consent.current().html == "<p><strong>Neu</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_consent_stored_with_the_application(client, address):
    ConsentText.objects.create(version="2027-02", text="Neuer Text")
    assert b"Neuer Text" in client.get(address).content
    client.post(address, making.filled(consent_version="2027-02"))
    assert Application.objects.get().consent_version == "2027-02"


def test_consent_changed_meanwhile_is_asked_again(client, address):
    ConsentText.objects.create(version="2027-02", text="Neuer Text")
    answer = client.post(address, making.filled(consent_version=consent.SHIPPED, name="Anna Beispiel"))
    page = answer.content.decode()
    assert "Der Text darüber hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal." in page
    assert 'value="Anna Beispiel"' in page
    assert 'name="consent_version" value="2027-02"' in page
    assert Application.objects.count() == 0
