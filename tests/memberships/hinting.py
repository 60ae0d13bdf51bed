"""How does a test get hints, bodies that can be asked, and inquiries? By the acts themselves, as in life."""

import uuid
from typing import Any

from directory.models import Body, Contact, Network
from memberships.enums import Letter, Move, Refusal, Stage
from memberships.hints import actions as hint_actions, references
from memberships.hints.references import Entry
from memberships.inquiries import actions as inquiry_actions
from memberships.models import Correspondent, Hint, Inquiry
from tests.directory import making as catalogue
from tests.memberships import making

ADDRESS = "stelle@beispiel.example"


def hint(entry: Entry | None = None, about: str = "", submission: uuid.UUID | None = None, **columns: Any) -> Hint:
    """A hint from the public, about a statement of the entry or about all of it."""
    entry = entry or Network.objects.filter(slug="netz").first() or catalogue.network("Netz")
    usual = {"flaw": "wrong", "text": "Es ist anders.", "source": "Amtsblatt", "email": "", "consent_version": ""}
    return hint_actions.submit(
        entry=entry,
        statement=references.find(entry, about),
        fields={**usual, **columns},
        submission=submission or uuid.uuid4(),
    )


def move(made: Hint, to: Move, **options: Any) -> None:
    """Make a move of the table."""
    by = making.user("kuratorin")
    acts = {
        Move.ACCEPT: lambda: hint_actions.accept(hint=made, by=by, **options),
        Move.DECLINE: lambda: hint_actions.decline(hint=made, by=by, **{"refusal": Refusal.NOT_CONFIRMED, **options}),
        Move.MATCH: lambda: hint_actions.match(hint=made, by=by, earlier=hint(made.entry, text="Dasselbe.")),
        Move.WITHDRAW: lambda: hint_actions.withdraw(hint=made),
    }
    acts[to]()


WAYS = {Stage.ACCEPTED: Move.ACCEPT, Stage.DECLINED: Move.DECLINE, Stage.DUPLICATE: Move.MATCH}
WAYS |= {Stage.WITHDRAWN: Move.WITHDRAW}
"""The move that leads to each stage."""


def in_stage(stage: Stage, **columns: Any) -> Hint:
    made = hint(**columns)
    if stage in WAYS:
        move(made, WAYS[stage])
    assert made.stage == stage
    return made


def filled(**changes: Any) -> dict[str, Any]:
    """A filled-in form, opened a minute ago; a value of None leaves the field out."""
    usual = {
        "flaw": "wrong", "text": "Es sind 130 Mitglieder.", "source": "https://beispiel.example/2026", "email": "",
        "website": "", "began": making.began(60), "submission": str(uuid.uuid4()),
    }  # fmt: skip
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


# --- bodies and inquiries ---------------------------------------------------------------------


def body(name: str = "Stelle", email: str = ADDRESS, *networks: Network) -> Body:
    """A body that leads networks today, "Netz" if none is named, and can be asked there."""
    of = catalogue.body(name)
    for network in networks or (Network.objects.filter(slug="netz").first() or catalogue.network("Netz"),):
        catalogue.tenure(network, of)
    if email:
        Correspondent.objects.create(body=of, email=email)
    return of


def asked(of: Body | None = None, email: str = ADDRESS) -> Inquiry:
    return inquiry_actions.ask(body=of or body(email=email), by=None)


def page_of(inquiry: Inquiry) -> str:
    """The address in the letter."""
    text = making.letters(inquiry=inquiry, letter=Letter.INQUIRY)[-1].text
    return making.LINK.findall(text)[0]


def person(network: Network, **columns: Any) -> Contact:
    return Contact.objects.create(network=network, **{"name": "Kim Beispiel", **columns})
