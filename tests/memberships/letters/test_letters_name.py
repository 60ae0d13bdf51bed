"""Do letters name the network in their subject, however long, and the body that decided?"""

import pytest

from memberships.applications import actions, notices
from memberships.enums import DeclineReason, Letter
from memberships.letters import emails
from tests.directory import making as catalogue
from tests.memberships import making

pytestmark = pytest.mark.django_db


def test_letter_subject_of_the_longest_names_fits():
    network = making.network("N" * 160, slug="netz")
    for letter in (Letter.CONFIRM, Letter.OPENED):
        notices.wish(network=network, email=f"{letter}@stadt.example", consent="1")
    emails.news("amt@stelle.example", [("N" * 160, 1), ("M" * 160, 2)], decides=True)
    assert {len(row.subject) for row in making.letters()} <= {*range(150, 201)}


def test_letter_says_which_body_decided():
    made = making.applied(making.network("Netz"))
    actions.confirm(application=made)
    catalogue.tenure(made.network, catalogue.body("Erstes Amt"))
    second = catalogue.body("Zweites Amt")
    catalogue.tenure(made.network, second)
    actions.decline(application=made, by=making.officer(second).user, reason=DeclineReason.OTHER)
    assert "Entschieden hat: Zweites Amt." in making.letters(letter=Letter.DECLINED)[0].text
