"""What do topics, and what networks do about them, say about themselves?"""

import pytest
from django.db.models import ProtectedError

from directory.models import Topic, Treatment
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


def test_topic_in_words():
    topic = make(Topic, name="Öffentlichkeit & Rat", slug="oeffentlichkeit")
    assert (str(topic), topic.sort_key) == ("Öffentlichkeit & Rat", "offentlichkeit rat")
    assert topic.get_absolute_url() == "/themen/oeffentlichkeit/"


def test_topic_treated_stays():
    treatment = make(Treatment)
    with pytest.raises(ProtectedError):
        treatment.topic.delete()
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(("title", "words"), [("", "Transparenz"), ("Beteiligungsatlas", "Beteiligungsatlas")])
def test_treatment_in_words(title, words):
    assert str(make(Treatment, topic=make(Topic, name="Transparenz"), title=title)) == words


def test_treatments_in_their_order():
    second = make(Treatment, position=2)
    first = make(Treatment, network=second.network, topic=second.topic, position=1)
    assert list(second.network.treatments.all()) == [first, second]
    assert list(second.topic.treatments.all()) == [first, second]
