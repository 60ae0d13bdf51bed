"""Are our letters short, polite, harmless and in order: subject, text, HTML, one link?"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from memberships import accounts
from memberships.applications import actions, lost_links, notices
from memberships.enums import AccountStep, DeclineReason, Letter, Purpose, Refusal, State
from memberships.hints import actions as hint_actions
from memberships.letters import emails
from memberships.models import Application, Message, Notice, Secret
from tests.directory.real import real
from tests.memberships import hinting, making

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MARKER = "Zwiebelkuchen"
TYPED = {
    "name": f"{MARKER} eins", "function": f"{MARKER} zwei", "place": f"{MARKER} drei",
    "statement": f"{MARKER} vier", "remark": f"{MARKER} fünf",
}  # fmt: skip


ABOUT_HINTS = {
    Letter.HINT_ACCEPTED: lambda made: hint_actions.accept(hint=made, by=making.user()),
    Letter.HINT_DECLINED: lambda made: hint_actions.decline(
        hint=made, by=making.user(), refusal=Refusal.NO_SOURCE, answer="Das Netz nennt keine Zahl."
    ),
    Letter.HINT_DUPLICATE: lambda made: hint_actions.match(
        hint=made, by=making.user(), earlier=hinting.hint(making.network("Anderes"))
    ),
}


ABOUT_ACCOUNTS = (Letter.ACCOUNT, Letter.ACCOUNT_SETTLED)


def about_account(letter: Letter) -> None:
    user = making.user("kim", email="anna@stadt.example")
    change = accounts.ask(user=user, step=AccountStep.DEVICE, by=making.user())
    if letter is Letter.ACCOUNT_SETTLED:
        accounts.agree(change=change)


def application() -> Application:
    return making.applied(making.network("Netz"), **TYPED)


def write(letter: Letter) -> Message:
    """One letter of each kind, as it arises."""
    if letter in ABOUT_HINTS:
        ABOUT_HINTS[letter](hinting.hint(making.network(), email="anna@stadt.example", text=MARKER, source=MARKER))
    elif letter is Letter.INQUIRY:
        hinting.asked(email="anna@stadt.example")
    elif letter in ABOUT_ACCOUNTS:
        about_account(letter)
    elif letter in (Letter.NOTICE, Letter.OPENED):
        notices.wish(network=making.network(), email="anna@stadt.example", consent="1")
        if letter is Letter.OPENED:
            notices.confirm(notice=Notice.objects.get())
            notices.tell_opened()
    else:
        write_about(application(), letter)
    return Message.objects.filter(letter=letter).latest("pk")


def write_about(made: Application, letter: Letter) -> None:
    if letter is not Letter.CONFIRM:
        actions.confirm(application=made)
    officer = making.user()
    acts = {
        Letter.QUESTION: lambda: actions.ask(application=made, by=officer, question=f"{MARKER}?"),
        Letter.APPROVED: lambda: actions.approve(application=made, by=officer, exception=MARKER),
        Letter.DECLINED: lambda: actions.decline(
            application=made, by=officer, reason=DeclineReason.OTHER, text=f"{MARKER}!"
        ),
        Letter.WITHDRAWN: lambda: actions.withdraw(application=made),
        Letter.LOST_LINK: lambda: emails.lost_link(made),
        Letter.REMINDER: lambda: emails.reminder(made, "amt@stelle.example", decides=True),
        Letter.NEWS: lambda: emails.news("amt@stelle.example", [("Netz", 2)], decides=True),
    }
    acts.get(letter, lambda: None)()


# --- every letter -----------------------------------------------------------------------------


@pytest.mark.parametrize("letter", Letter)
def test_letter_form(letter):
    message = write(letter)
    assert message.subject == message.subject.strip() != ""
    assert not re.search(r"[\r\n]", message.subject)
    assert message.text.startswith("Guten Tag,\n")
    assert message.text.endswith(f"--\nNetzwerke der Bürgerbeteiligung\n{settings.SITE_URL}")
    assert message.due_at <= timezone.now()


@pytest.mark.parametrize("letter", Letter)
def test_letter_says_sie(letter):
    text = write(letter).text
    assert re.search(r"\b(Sie|Ihr|Ihre|Ihren|Ihrer|Ihnen)\b", text)
    assert not re.search(r"\b(du|dein\w*|dich|dir)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("letter", Letter)
def test_letter_carries_nothing_typed(letter):
    message = write(letter)
    assert MARKER not in message.subject + message.text + message.html
    assert "anna@" not in message.subject + message.text + message.html


@pytest.mark.parametrize("letter", [letter for letter in Letter if letter not in ABOUT_ACCOUNTS])
def test_letter_names_network(letter):
    message = write(letter)
    for text in (message.text, message.subject):
        assert "Netz" in text.replace("Netzwerk", "")


@pytest.mark.parametrize("letter", Letter)
def test_letter_lines_short(letter):
    assert max(map(len, write(letter).text.splitlines())) < 76


@pytest.mark.parametrize("letter", Letter)
def test_letter_html_says_the_same(letter):
    message = write(letter)
    path = making.path_in(message)
    assert message.html.count(f'href="{settings.SITE_URL}{path}"') == 1
    assert f"<title>{message.subject}</title>" in message.html
    assert not re.search(r"<(img|script|style|link|iframe)", message.html)


@pytest.mark.parametrize("letter", Letter)
def test_letter_to(letter):
    expected = "amt@stelle.example" if letter in (Letter.REMINDER, Letter.NEWS) else "anna@stadt.example"
    assert write(letter).to == expected


SECRET = {
    Letter.CONFIRM: "/bestaetigen/",
    Letter.NOTICE: "/vormerken/",
    Letter.INQUIRY: "/bestaetigung/",
    Letter.ACCOUNT: "/konto/",
}
PLAIN = {
    Letter.REMINDER: "/admin/",
    Letter.NEWS: "/admin/",
    Letter.ACCOUNT_SETTLED: "/admin/",
    Letter.OPENED: "/netzwerke/netz/",
} | dict.fromkeys(ABOUT_HINTS, "/netzwerke/netz/")


@pytest.mark.parametrize("letter", Letter)
def test_letter_link_leads_where_it_should(letter, client):
    path = making.path_in(write(letter))
    assert path.startswith((SECRET | PLAIN).get(letter, "/antrag/"))
    if letter not in PLAIN:
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("letter", [Letter.CONFIRM, Letter.NOTICE])
def test_letter_of_confirmation_says_until_when_and_what_if_not(letter):
    text = write(letter).text
    assert "Der Link gilt sieben Tage." in text
    assert "Waren Sie es nicht, müssen Sie nichts tun" in text


@pytest.mark.parametrize(
    ("letter", "purpose", "days"),
    [
        (Letter.CONFIRM, Purpose.CONFIRM, 7),
        (Letter.NOTICE, Purpose.NOTICE, 7),
        (Letter.RECEIVED, Purpose.PAGE, None),
        (Letter.INQUIRY, Purpose.INQUIRY, 60),
    ],
)
def test_letter_secret_lifetime(letter, purpose, days):
    with time_machine.travel("2026-11-22T12:00:00+00:00", tick=False):
        write(letter)
    secret = Secret.objects.filter(purpose=purpose).latest("pk")
    assert (secret.expires_at and (secret.expires_at - secret.created_at).days) == days


@pytest.mark.parametrize("letter", Letter)
def test_letter_keeps_only_hash_of_secret(letter):
    path = making.path_in(write(letter))
    assert not [row for row in Secret.objects.values_list("digest", flat=True) if row in path]


def test_letter_of_real_network_long_name(catalogue):
    made = making.applied(real("nbh"))
    emails.lost_link(made)
    assert max(len(line) for row in making.letters() for line in row.text.splitlines() if "://" in line) < 76


# --- the organisation's name ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Stadt Beispiel", "Stadt Beispiel"),
        ("Bürgerverein e.V.", "Bürgerverein e. V."),
        ("http://spam.example jetzt", "jetzt"),
        ("HTTPS://spam.example/x", ""),
        ("www.spam.example", ""),
        ("WWW.spam.example", ""),
        ("spam.example", "spam. example"),
        ("Gewinn: spam.example/los jetzt", "Gewinn: jetzt"),
        ("info@spam.example", ""),
        ("\\\\spam\\x", ""),
        ("a  b\nc", "a b c"),
        ("x" * 41, "x" * 39 + "…"),
        ("x" * 40, "x" * 40),
        ("", ""),
    ],
)
def test_shortened(name, expected):
    assert emails.shortened(name) == expected


HOSTILE = [
    "http://spam.example", "Gewinnen Sie! https://spam.example/x?y=1", "www.spam.example", "spam.example",
    "spam.com", "a@spam.example", "mailto:a@spam.example", "javascript:alert(1)", "<b>fett</b>",
    '<a href="http://spam.example">x</a>', "<img src=x onerror=alert(1)>", "{{ settings.SECRET_KEY }}",
    "{% load x %}", "//spam.example", "spam。com", "ftp://spam.example", "[x](http://spam.example)", "x" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_confirm_hostile_organisation_makes_no_link(name):
    message = making.letters(application=making.applied(organisation=name[:160]))[0]
    links = re.findall(r'href="([^"]*)"', message.html)
    assert links == [f"{settings.SITE_URL}{making.path_in(message)}", settings.SITE_URL]
    tags = set(re.findall(r"<(\w+)", message.html))
    assert tags == {"html", "head", "meta", "title", "body", "p", "br", "a"}
    (line,) = [line for line in message.text.splitlines() if line.startswith("Angegebene")] or [""]
    assert len(line) <= len("Angegebene Organisation: ") + emails.SHORT


def test_confirm_organisation_escaped_in_html_only():
    message = making.letters(application=making.applied(organisation="Müller & Söhne"))[0]
    assert "Angegebene Organisation: Müller & Söhne" in message.text
    assert "Angegebene Organisation: Müller &amp; Söhne" in message.html


# --- a new link -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "letter"),
    [
        (State.UNCONFIRMED, Letter.CONFIRM),
        *((state, Letter.LOST_LINK) for state in (State.WAITING, State.ASKED, State.APPROVED, State.DECLINED)),
        (State.WITHDRAWN, Letter.LOST_LINK),
    ],
)
def test_lost_link_ends_older_ones_soon(state, letter, client):
    made = making.in_state(state)
    old = making.link(made)
    assert lost_links.send(network=made.network, email="ANNA@stadt.example") == 1
    assert making.letters()[-1].letter == letter
    new = making.link(made)
    assert [client.get(path).status_code for path in (old, new)] == [200, 200]  # letters overtake one another
    with time_machine.travel(timezone.now() + emails.OVERLAP + timedelta(seconds=1)):
        assert [client.get(path).status_code for path in (old, new)] == [404, 200]


def test_lost_link_withdrawn_before_confirmation_asks_for_none():
    made = making.applied()
    actions.withdraw(application=made)
    emails.lost_link(made)
    assert making.letters()[-1].letter == Letter.LOST_LINK


@pytest.mark.parametrize("email", ["fremd@stadt.example", ""])
def test_lost_link_unknown_address(email):
    made = making.waiting()
    before = making.kinds()
    assert lost_links.send(network=made.network, email=email) == 0
    assert making.kinds() == before


def test_lost_link_expired_or_elsewhere():
    made = making.in_state(State.EXPIRED)
    assert lost_links.send(network=made.network, email=made.email) == 0
    assert lost_links.send(network=making.network("Zweites"), email=made.email) == 0
