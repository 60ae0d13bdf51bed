"""What does one of the operator's pages say about itself?"""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from directory.models import Page
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db


def test_page_in_words():
    page = make(Page, slug="impressum", title="Impressum")
    assert (str(page), page.get_absolute_url(), page.is_complete) == ("Impressum", "/impressum/", False)


def test_pages_in_order_of_their_slugs():
    for slug in ("hilfe", "datenschutz"):
        make(Page, slug=slug)
    assert list(Page.objects.values_list("slug", flat=True)) == ["datenschutz", "hilfe"]


@pytest.mark.parametrize("slug", ["faq-2", "x", "FAQ", "leichte_sprache", "netzwerke", "admin", "healthz"])
def test_page_with_a_slug_no_address_leads_to(client, slug):
    """Either the form refuses the slug, or readers find the page under it."""
    page = fresh(Page, slug=slug, title="Gesuchte Seite")
    with suppress(ValidationError):
        page.full_clean()
        page.save()
        assert "Gesuchte Seite" in client.get(page.get_absolute_url(), follow=True).content.decode()
