"""Is the list of records that look alike complete, free of silly pairs, and does it remember what was judged?"""

from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.curation.duplicates import detection
from directory.models import Body, Contact, Fact, Lease, Member, Network, Pair, Relation, Source, Topic
from directory.rules.similarity import Signs, spellings
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db
LETTERS = str.maketrans("0123456789", "ghijklmnop")


def pairs() -> list[tuple[str, str, str, str]]:
    return list(Pair.objects.order_by("kind", "first").values_list("kind", "first_name", "second_name", "because"))


def test_the_real_catalogue_has_no_doubles(catalogue):
    assert detection.find_pairs() == 0
    assert pairs() == []


def test_a_double_of_each_real_network_is_found(catalogue):
    names = list(Network.objects.values_list("name", flat=True))
    for name in names:
        make(Network, name=f"{name[:-2]}{name[-1]}")  # a letter lost
    assert detection.find_pairs() == len(names) == 10


def test_each_kind_by_what_it_is_recognised_by():
    one, two = make(Network, name="Runde"), make(Network, name="Forum")
    make(Fact, network=one, kind="website", text="", url="https://www.netz.example/")
    make(Fact, network=two, kind="website", text="", url="http://netz.example")
    make(Fact, network=make(Network, name="Tafel"), kind="name", text="", title="Rundfunkrat")
    make(Fact, network=make(Network, name="Dach"), kind="address", text="Hauptstraße 5, 12345 Ort")
    make(Fact, network=make(Network, name="Haus"), kind="address", title="Hauptstr. 5, 12345 Ort", text="Büro")
    make(Network, name="Rundfunkrat")
    make(Body, name="Berlin Institut", short_name="bipar")
    make(Body, name="BIPAR")
    make(Topic, name="Haushalt")
    make(Topic, name="Haushalte")
    for _ in range(2):
        make(Source, title="Satzung", publisher="Verein Nord")
    make(Source, title="Satzung", publisher="Verein Süd")
    for _ in range(2):
        make(Source, title=f"Seite {_}", url="https://example.org/seite")
    owner = make(Network, name="Anders")
    for name in ("Stadt Köln", "Stadt Koeln", "", ""):
        make(Member, network=owner, name=name)
    make(Member, name="Stadt Köln", network=one)
    detection.find_pairs()
    members = [
        f"Mitglied {member.pk}" for member in Member.objects.filter(network=owner).exclude(name="").order_by("pk")
    ]
    assert pairs() == [
        ("body", "Berlin Institut", "BIPAR", "Name gleich"),
        ("member", *members, "Name gleich"),
        ("network", "Runde", "Forum", "gleiche Webadresse"),
        ("network", "Tafel", "Rundfunkrat", "Name gleich"),
        ("network", "Dach", "Haus", "gleiche Anschrift"),
        ("source", "Satzung", "Satzung", "Name gleich"),
        ("source", "Seite 0", "Seite 1", "gleiche Webadresse"),
        ("topic", "Haushalt", "Haushalte", "Name fast gleich"),
    ]


def test_mail_addresses_count_while_the_person_is_shown():
    one, two = make(Network, name="Runde"), make(Network, name="Forum")
    for owner, address in ((one, "post@netz.example"), (two, "POST@netz.example")):
        make(Contact, network=owner, email=address)
    detection.find_pairs()
    assert [pair[-1] for pair in pairs()] == ["gleiche E-Mail-Adresse"]
    Contact.objects.filter(network=one).update(withheld=True)
    assert detection.find_pairs() == 0


def test_a_part_may_share_the_page_of_the_whole_but_not_its_name():
    one, two = make(Network, name="Runde"), make(Network, name="Forum")
    for owner in (one, two):
        make(Fact, network=owner, kind="website", text="", url="https://netz.example/runde/")
    relation = Relation.objects.create(network=one, kind="part-of", other=two)
    assert detection.find_pairs() == 0
    Network.objects.update(name="Runde")
    detection.find_pairs()
    assert [pair[-1] for pair in pairs()] == ["Name gleich"]
    relation.delete()
    detection.find_pairs()
    assert [pair[-1] for pair in pairs()] == ["Name gleich, gleiche Webadresse"]


def test_the_list_follows_what_is_stored():
    one, two = make(Network, name="Runde Sache"), make(Network, name="Runde Sachen")
    assert detection.find_pairs() == 1
    found = Pair.objects.get()
    Network.objects.filter(pk=two.pk).update(name="Runde Sache")
    detection.find_pairs()
    assert (Pair.objects.get().pk, pairs()[0][2:]) == (found.pk, ("Runde Sache", "Name gleich"))
    one.delete()
    assert detection.find_pairs() == 0
    assert pairs() == []


def test_what_somebody_has_judged_stays():
    one, two = make(Network, name="Runde"), make(Network, name="Runde")
    detection.tell_apart("network", two.pk, one.pk, "Verschiedene Städte.")
    Network.objects.filter(pk=two.pk).update(name="Ganz anders")
    assert detection.find_pairs() == 0
    assert Pair.objects.get().distinct_reason == "Verschiedene Städte."
    Network.objects.filter(pk=two.pk).update(name="Runde")
    assert detection.find_pairs() == 0


def test_judging_what_is_on_the_list_and_what_is_not():
    one, two, three = (make(Network, name=name) for name in ("Runde", "Runde", "Forum"))
    detection.find_pairs()
    detection.tell_apart("network", one.pk, two.pk, "x" * 400)
    detection.tell_apart("network", three.pk, one.pk, "")
    detection.tell_apart("network", one.pk, 987654, "gibt es nicht")
    assert pairs() == [
        ("network", "Runde", "Runde", "Name gleich"),
        ("network", "Runde", "Forum", ""),
        ("network", "Runde", "", ""),
    ]
    assert Pair.objects.filter(distinct_at=None).count() == 0


def test_one_record_is_compared_when_it_was_saved():
    one, two, three = (make(Network, name="Runde") for _ in range(3))
    detection.note("network", two.pk)
    assert set(Pair.objects.values_list("first", "second")) == {(one.pk, two.pk), (two.pk, three.pk)}
    two.name = "Anders"
    two.save()
    detection.note("network", two.pk)
    assert pairs() == []


def test_a_nameless_member_is_like_nobody():
    detection.note("member", make(Member).pk)
    assert pairs() == []


def test_similar_records_most_alike_first_without_those_told_apart():
    near, same, apart = (make(Topic, name=name) for name in ("Haushalte", "Haushalt", "haushalt"))
    mine = make(Topic, name="Haushalt!")
    detection.tell_apart("topic", mine.pk, apart.pk, "")
    found = detection.similar("topic", Signs(mine.pk, "", spellings("Haushalt!")))
    assert [like.number for like in found] == [same.pk, near.pk]
    assert [like.number for like in detection.similar("topic", Signs(0, "", spellings("Haushalt")))] == [
        same.pk, apart.pk, mine.pk, near.pk,
    ]  # fmt: skip


def test_queries_do_not_grow():
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            detection.find_pairs()
        return len(queries)

    make(Network, name="Runde 1")
    few = cost()
    for number in range(2, 5):
        make(
            Fact,
            network=make(Network, name=f"Runde {number}"),
            kind="website",
            text="",
            url=f"https://n{number}.example",
        )
    assert cost() == few


def test_a_thousand_names_are_compared_at_once():
    names = [f"Forum {sha256(str(number).encode()).hexdigest()[:16].translate(LETTERS)}" for number in range(1000)]
    Topic.objects.bulk_create(Topic(slug=f"t{number}", name=name) for number, name in enumerate(names))
    Topic.objects.create(slug="x", name=names[500].upper())
    began = timezone.now()
    assert detection.find_pairs() == 1
    assert timezone.now() - began < timedelta(seconds=20)
    assert Pair.objects.get().first_name == names[500]


def test_the_command_says_what_it_has_found():
    make(Topic, name="Haushalt")
    make(Topic, name="Haushalte")
    said = StringIO()
    call_command("find_duplicates", stdout=said)
    assert said.getvalue() == "1 mögliche Dubletten.\n  Thema: Haushalt / Haushalte – Name fast gleich\n"


def test_the_worker_looks_once_a_day():
    detection.keep_up()
    make(Topic, name="Haushalt")
    make(Topic, name="Haushalt")
    detection.keep_up()
    assert Pair.objects.count() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        detection.keep_up()
    assert Pair.objects.count() == 1


def test_a_look_that_failed_is_taken_again(monkeypatch):
    def fail() -> int:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(detection, "find_pairs", fail)
        with pytest.raises(RuntimeError):
            detection.keep_up()
    make(Topic, name="Haushalt")
    make(Topic, name="Haushalt")
    detection.keep_up()
    assert (Pair.objects.count(), Lease.objects.count()) == (1, 1)
