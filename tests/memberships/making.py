"""How does a test get applications, officers and filled-in forms? By the acts of the counter itself, as in life."""

import re
import time
import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing

from directory.enums import OnePerOrganisation
from directory.models import Body, Network
from directory.rules.membership_paths import Path
from memberships.applications import actions
from memberships.applications.consent import SHIPPED as CONSENT
from memberships.enums import DeclineReason, Letter, State
from memberships.letters.guarded_forms import SALT
from memberships.models import Application, Message, Officer
from tests.directory import making

FIELDS = {
    "party": "person",
    "name": "Anna Beispiel",
    "email": "anna@stadt.example",
    "organisation": "Stadt Beispiel",
    "consent_version": CONSENT,
}


def network(name: str = "Netz", *who: str, one_only: bool = False, **columns: Any) -> Network:
    """A network one applies to here; with ``one_only`` it takes one per organisation as a rule."""
    owner = making.network(name, **columns)
    rule = OnePerOrganisation.AS_A_RULE if one_only else OnePerOrganisation.NOT_STATED
    making.terms(owner, *who, path=Path.APPLY, one_per_organisation=rule)
    return owner


def officer(*bodies: Body, name: str = "amt", email: str = "amt@stelle.example", **columns: Any) -> Officer:
    made = Officer.objects.create(user=user(name, email=email, **columns))
    made.bodies.set(bodies)
    return made


def user(name: str = "amt", **columns: Any) -> Any:
    found = get_user_model().objects.filter(username=name).first()
    return found or get_user_model().objects.create_user(name, **columns)


# --- applications -----------------------------------------------------------------------------


def applied(owner: Network | None = None, submission: uuid.UUID | None = None, **columns: Any) -> Application:
    """An application that waits for its confirmation."""
    owner = owner or Network.objects.filter(slug="netz").first() or network()
    made = actions.submit(network=owner, fields={**FIELDS, **columns}, submission=submission or uuid.uuid4())
    assert made is not None
    return made


def waiting(owner: Network | None = None, **columns: Any) -> Application:
    made = applied(owner, **columns)
    actions.confirm(application=made)
    return made


def in_state(state: State, owner: Network | None = None, **columns: Any) -> Application:
    """An application that has got where it stands on the shortest way."""
    made = applied(owner, **columns)
    if state is State.EXPIRED:
        actions.expire(application=made)
    elif state is not State.UNCONFIRMED:
        actions.confirm(application=made)
        leave_waiting(made, state)
    assert made.state == state
    return made


def leave_waiting(made: Application, state: State) -> None:
    if state is State.ASKED:
        actions.ask(application=made, by=user(), question="Was tun Sie?")
    elif state is State.APPROVED:
        actions.approve(application=made, by=user())
    elif state is State.DECLINED:
        actions.decline(application=made, by=user(), reason=DeclineReason.OTHER)
    elif state is State.WITHDRAWN:
        actions.withdraw(application=made)


# --- letters ----------------------------------------------------------------------------------

LINK = re.compile(r"^https?://[^/\s]+(/\S*)$", re.MULTILINE)


def letters(**owner: Any) -> list[Message]:
    """The letters written, oldest first."""
    return list(Message.objects.filter(**owner).order_by("pk"))


def kinds(**owner: Any) -> list[str]:
    return [message.letter for message in letters(**owner)]


def path_in(message: Message) -> str:
    """The address a letter links to, without the site's name; the signature's has no path."""
    (path,) = LINK.findall(message.text)
    return path


def link(application: Application, letter: Letter | None = None) -> str:
    """The address in the newest letter, or the newest of one kind."""
    wanted = {"letter": letter} if letter else {}
    return path_in(letters(application=application, **wanted)[-1])


def page_of(application: Application) -> str:
    """The applicant's own page."""
    return link(application)


# --- forms ------------------------------------------------------------------------------------

ANSWERS: dict[str, dict[str, Any]] = {
    "avd": {"condition_function": ["treibt-voran-oder-verantwortet"], "organisation": "Stadt Beispiel"}
    | {"sector": "verwaltung", "function": "Beauftragte", "statement": "Ich leite Verfahren."},
    "bipar": {"condition_activity": ["buergerbeteiligung"], "statement": "Ich moderiere."},
    "fvb": {"party": "person", "condition_purpose": ["interesse-an-mitwirkung"]},
    "bnbw": {"party": "initiative", "organisation": "Initiative Beispiel", "condition_land": ["baden-wuerttemberg"]}
    | {"condition_purpose": ["mehr-beteiligung-und-starke-zivilgesellschaft"]},
    "nbh": {"party": "person", "condition_purpose": ["interesse-am-austausch"]},
}
"""What somebody who fits answers to each network that takes applications here."""


def filled(**changes: Any) -> dict[str, Any]:
    """A filled-in form, opened a minute ago; a value of None leaves the field out."""
    usual = {
        "party": "person", "name": "Anna Beispiel", "email": "anna@stadt.example", "consent": "on", "website": "",
        "began": began(60), "submission": str(uuid.uuid4()),
    }  # fmt: skip
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def began(ago: float) -> str:
    """What a form that was opened so many seconds ago carries."""
    return signing.dumps(time.time() - ago, salt=SALT)
