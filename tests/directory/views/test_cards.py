"""Do the cards of the list say what matters, and of what nobody states no more than one line?"""

import pytest

from tests.directory import making

pytestmark = pytest.mark.django_db

LIST = "/netzwerke/"


def test_list_cards_say_in_one_line_what_is_not_stated(catalogue, look):
    """And never of what somebody states, if only in words."""
    assert "Nicht genannt: wo, wer koordiniert, wer mitmachen kann, Kosten." in look(f"{LIST}?thema=nicht-genannt").text
    cards = look(LIST).text
    assert cards.count("Nicht genannt:") == 7  # all but three
    assert "unter Bedingungen" not in cards
    worded = making.network("Netz mit Worten")
    making.terms(worded, who_text="Wer am Ort wohnt.", cost_text="Es gibt eine Umlage.")
    making.tenure(worded, making.body(), end="2018")
    assert "Nicht genannt: wo." in look(f"{LIST}?sort=name").text
