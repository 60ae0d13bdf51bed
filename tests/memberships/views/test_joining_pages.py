"""Does the page of each way say what is so, never two things at once, and never silence where something is known?"""

import pytest
from django.db import IntegrityError, transaction

from directory.enums import Mode, Status
from directory.models import Network
from directory.rules.membership_paths import Path
from memberships.applications import responsibility
from tests.directory import making as catalogue_making
from tests.directory.real import real
from tests.memberships import making
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOBODY = "Hier kann zurzeit niemand entscheiden"
CLAIMS = ["Ihr Antrag", "Antrag abschicken", "wer entscheidet", "Wer entscheidet"]
SILENCE = ["Quellen nicht", "Quellen nennen", "nicht genannt", "Nicht genannt"]
SITE = "https://netz.example/mitglied/"


def page(client, network: Network) -> Seen:
    return Seen(client.get(f"{network.get_absolute_url()}mitmachen/"))


def joined(path: Path, name: str = "Netz", status: Status = Status.ACTIVE, **columns: object) -> Network:
    network = catalogue_making.network(name, status=status)
    catalogue_making.terms(network, path=path, **columns)
    return network


# --- beim Netzwerk selbst ---------------------------------------------------------------------


def test_elsewhere_leads_to_the_network_itself(client):
    network = joined(Path.ELSEWHERE, mode=Mode.REGISTER, path_url=SITE, mode_text="Man meldet sich im Internet an.")
    seen = page(client, network)
    assert seen.headed("h1") == ["Anmelden: beim Netzwerk selbst"]
    assert SITE in [link.href for link in seen.links]
    assert "Man meldet sich im Internet an." in seen.text
    assert [word for word in CLAIMS if word in seen.text] == []
    assert client.post(f"{network.get_absolute_url()}mitmachen/", making.filled()).status_code == 409


def test_elsewhere_on_paper(client):
    paper = "Das Formular auf Papier gibt es bei der Geschäftsstelle."
    seen = page(client, joined(Path.ELSEWHERE, mode=Mode.APPLY, path_text=paper))
    assert (seen.headed("h1"), paper in seen.text) == (["Mitgliedschaft beantragen: beim Netzwerk selbst"], True)


def test_elsewhere_without_address_or_words_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        joined(Path.ELSEWHERE)


def test_elsewhere_button_of_the_profile(client):
    network = joined(Path.ELSEWHERE, path_url=SITE)
    seen = Seen(client.get(network.get_absolute_url()))
    assert "So geht es beim Netzwerk selbst" in [link.text for link in seen.links]


# --- no page contradicts itself ---------------------------------------------------------------


def test_ways_without_a_form_never_speak_of_an_application(catalogue, client):
    for short in ("nekopa", "sachsen", "inno", "afb", "nb"):
        text = page(client, real(short)).text
        assert [word for word in CLAIMS if word in text] == [], short


def test_no_disagreement_follows_the_form(catalogue, client):
    for short in making.ANSWERS:
        assert "Was die Quellen sonst verschieden sagen" not in page(client, real(short)).text


def test_one_per_organisation_stands_above_the_fields(catalogue, client):
    html = client.get(f"{real('avd').get_absolute_url()}mitmachen/").content.decode()
    assert 0 < html.index("In der Regel nur eine Mitgliedschaft je Organisation.") < html.index('name="party"')


def test_own_site_is_linked(catalogue, client):
    links = [link.href for link in page(client, real("avd")).links]
    assert links.count("https://allianz-vielfaeltige-demokratie.de/") == 1


# --- nobody to decide -------------------------------------------------------------------------


def test_nobody_to_decide_is_said_before_sending(catalogue, client):
    for short in making.ANSWERS:
        assert NOBODY in page(client, real(short)).headed("h2"), short
    making.officer(*(body for short in making.ANSWERS for body in bodies(short)))
    for short in making.ANSWERS:
        assert (NOBODY in page(client, real(short)).headed("h2")) is (short == "fvb"), short


def bodies(short: str) -> list:
    return responsibility.deciders(real(short))


# --- silence ----------------------------------------------------------------------------------


def test_worded_answers_are_never_called_silence(client):
    """Whatever stands in words only is shown; nothing on the page says that no source speaks of it."""
    told = {
        "mode_text": "Man kommt einfach vorbei.",
        "who_text": "Alle aus dem Viertel.",
        "cost_text": "Ein Kuchen.",
        "obligations_text": "Man hilft beim Fest.",
    }
    for number, path in enumerate(each for each in Path if each is not Path.ELSEWHERE):
        status = Status.ENDED if path is Path.ENDED else Status.ACTIVE
        network = joined(path, f"Netz {number}", status=status, **told)
        catalogue_making.fact(network, kind="website", text="", url=SITE)
        seen = page(client, network)
        main = seen.text.partition("Zurück zu")[0]
        assert [word for word in SILENCE if word in main] == [], path
        assert told["mode_text"] in seen.text or path is Path.NOTICE, path


def test_what_is_silent_is_told_in_one_line(client):
    seen = page(client, joined(Path.APPLY))
    assert "Nicht genannt: wer mitmachen kann, Kosten, Verpflichtungen." in seen.text


def test_not_yet_says_why_by_status(client):
    found = [
        page(client, joined(Path.NOTICE, f"Netz {status}", status=status)).text
        for status in (Status.PLANNED, Status.FOUNDING, Status.ACTIVE)
    ]
    lines = [
        "Dieses Netzwerk ist erst geplant.",
        "Dieses Netzwerk wird gerade gegründet.",
        "Dieses Netzwerk nimmt noch niemanden auf.",
    ]
    assert [[line for line in lines if line in text] for text in found] == [[line] for line in lines]
