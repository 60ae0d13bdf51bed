"""Profile: what does the page of one network show? Gathers its rows in a constant number of queries; draws nothing."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Model, Q

from directory.enums import FactKind, Mode, RelationKind, Status
from directory.models import Criterion, Fact, Member, Network, Relation, Scope, Tenure, Terms
from directory.querysets import running
from directory.reading import costs
from directory.reading.provenance import Provenance
from directory.rules.membership_paths import Path

NOT_STATED = Mode.NOT_STATED
STATED = ("mode", "cost", "one_per_organisation", "obligations")


def ties(network: Network, relations: list[Relation]) -> list[dict[str, Any]]:
    """Relations as one reads them from a network's page; drafts are not mentioned."""
    found = []
    for relation in relations:
        outward = relation.network_id == network.pk
        other = relation.other if outward else relation.network
        if other is not None and other.visibility != "published":
            continue
        label = RelationKind(relation.kind).label if outward else relation.reversed_label
        found.append({"row": relation, "label": label, "other": other, "name": relation.other_name})
    return found


def leads_on(network: Network, relation: Relation) -> bool:
    """Whether a relation of the network tells what came after it."""
    after = RelationKind.SUCCEEDED_BY if relation.network_id == network.pk else RelationKind.GREW_OUT_OF
    return relation.kind == after


def successors(network: Network) -> list[dict[str, Any]]:
    """What came after a network, as ``ties`` tells it."""
    after = Q(network=network, kind=RelationKind.SUCCEEDED_BY) | Q(other=network, kind=RelationKind.GREW_OUT_OF)
    return ties(network, list(Relation.objects.filter(after).select_related("network", "other")))


class Profile:
    """One network (as ``NetworkQuerySet.for_cards`` fetches it) with all that is known about it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.terms: Terms | None = getattr(network, "terms", None)
        self.scopes = list(network.scopes.all())
        self.tenures = list(network.tenures.all())
        self.contacts = list(network.contacts.select_related("tenure__body"))
        self.criteria: list[Criterion] = network.criteria
        self.memberships = list(network.memberships.all())
        self.treatments = list(network.treatments.select_related("topic"))
        self.relations = list(
            Relation.objects.filter(Q(network=network) | Q(other=network)).select_related("network", "other")
        )
        self.members = list(Member.objects.filter(running(), network=network))
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in network.facts.all():
            self._facts[fact.kind].append(fact)
        self.provenance = Provenance(self.rows())
        self._hand_over()

    def _hand_over(self) -> None:
        """Spare ``freshness`` the queries for what is here already."""
        given = {
            "status_citations": self.provenance.of(self.network, "status"),
            "dated_facts": [fact for facts in self._facts.values() for fact in facts],
            "dated_contacts": self.contacts,
        }
        vars(self.network).update(given)

    def rows(self) -> Iterator[Model]:
        """Every row of the page that can carry a citation."""
        yield self.network
        if self.terms:
            yield self.terms
        groups = self.scopes, self.tenures, self.contacts, self.criteria, self.memberships, self.treatments
        for group in (*groups, self.relations):
            yield from group
        for facts in self._facts.values():
            yield from facts

    # --- facts, by what they are about --------------------------------------------------------

    @cached_property
    def facts(self) -> dict[str, list[Fact]]:
        """Facts by kind; keys are the enum's names in lower case, so that templates can ask for them. The newest
        figure comes first, those without a date last.
        """
        found = {kind.name.lower(): self._facts.get(kind, []) for kind in FactKind}
        found["figure"].sort(key=lambda fact: fact.as_of_latest or date.min, reverse=True)
        return found

    @property
    def online(self) -> list[Fact]:
        """Where it is found on the web."""
        return [*self.facts["website"], *self.facts["social"]]

    @property
    def path(self) -> str:
        """What the button to the way in says; empty where no way is known or the network has ended."""
        words = {
            Path.APPLY: "Hier mitmachen",
            Path.WRITE: "So schreiben Sie dem Netzwerk",
            Path.ELSEWHERE: "So geht es beim Netzwerk selbst",
            Path.NOTICE: "Bescheid geben lassen",
        }
        return words.get(Path(self.terms.path), "") if self.terms and self.network.status != Status.ENDED else ""

    @property
    def has_content(self) -> bool:
        """Whether anything is said about what the network is about."""
        kinds = ("character", "aim", "offer", "process", "working_group", "question")
        return bool(self.treatments) or any(self.facts[kind] for kind in kinds)

    @property
    def has_structure(self) -> bool:
        """Whether anything is said about how it is made up."""
        return any(self.facts[kind] for kind in ("legal_form", "organ", "branch", "founding"))

    @property
    def has_results(self) -> bool:
        """Whether anything came of it."""
        return any(self.facts[kind] for kind in ("event", "publication", "product"))

    # --- people and bodies --------------------------------------------------------------------

    @property
    def people(self) -> list[Any]:
        return [contact for contact in self.contacts if contact.is_shown]

    @property
    def withheld_people(self) -> int:
        return len(self.contacts) - len(self.people)

    @cached_property
    def runs(self) -> list[Tenure]:
        """What the network itself coordinates, where it is also a coordinating body."""
        body = getattr(self.network, "as_body", None)
        if body is None:
            return []
        return list(
            Tenure.objects.filter(body=body).of_published().exclude(network=self.network).select_related("network")
        )

    @property
    def named_members(self) -> list[Member]:
        return [member for member in self.members if member.is_public]

    # --- relations, read from here --------------------------------------------------------------

    @property
    def ties(self) -> list[dict[str, Any]]:
        """Relations both ways, each as one reads it from this page; drafts are not mentioned."""
        return ties(self.network, self.relations)

    @property
    def successors(self) -> list[dict[str, Any]]:
        """What came after the network, for readers to go on to."""
        return [tie for tie in self.ties if leads_on(self.network, tie["row"])]

    # --- joining ------------------------------------------------------------------------------------

    @property
    def offers_anything(self) -> bool:
        """Whether anything at all is said about joining."""
        answers = [
            self.path,
            *self.criteria,
            *self.memberships,
            getattr(self.terms, "who_text", ""),
            *(stated(self.terms, name) for name in STATED),
        ]
        return any(answers)

    @property
    def has_fees(self) -> bool:
        """Whether a fee is known of any kind of membership."""
        return any(each.costs for each in self.memberships)

    # --- silence ------------------------------------------------------------------------------------

    @property
    def reach(self) -> list[list[Scope]]:
        """Areas and levels, each where any is known."""
        return [scopes for scopes in (self.network.areas, self.network.levels) if scopes]

    @property
    def unstated(self) -> list[str]:
        """What a reader would ask and no source answers."""
        network, facts, terms = self.network, self.facts, self.terms
        running = network.status != Status.ENDED
        figures = any("mitglied" in fact.unit.lower() or "aktive" in fact.unit.lower() for fact in facts["figure"])
        questions: dict[str, Any] = {
            "Beginn": network.start,
            "Ende": network.end or running,
            "wer koordiniert": network.leaders or self.tenures,
            "Gebiet": network.areas,
            "Ebene": network.levels,
            "wer mitmachen kann": self.criteria or getattr(terms, "who_text", "") or not running,
            "Weg zum Mitmachen": stated(terms, "mode") or not running,
            "Kosten": costs.in_short(network) or not running,
            "Verpflichtungen": stated(terms, "obligations") or not running,
            "Kontakt": self.contacts or facts["phone"] or facts["address"],
            "Webadresse": [fact for fact in facts["website"] if fact.url],
            "Mitgliederzahl": figures,
        }
        return [question for question, answer in questions.items() if not answer]


def stated(terms: Terms | None, name: str) -> bool:
    """Whether a source speaks of it: by one of the answers of the closed list, or in words."""
    return getattr(terms, name, NOT_STATED) != NOT_STATED or bool(getattr(terms, f"{name}_text", ""))
