"""What do the logs tell? As plain sentences."""

from typing import Any

from directory.history import public
from directory.history.log import Log, of_record
from directory.models import Network


def in_public(network: Network) -> list[list[str]]:
    """What readers are told of a network: a list of sentences for each act, the newest first."""
    log = public.of_network(network)
    return [[line.text for line in entry.lines] for entry in log.entries(log.acts)]


def lately() -> list[list[tuple[str, str]]]:
    """What readers are told on the list of recent changes: network and sentence, act by act."""
    log = public.recent()
    return [
        [(part.record.name, line.text) for part in entry.parts for line in part.lines]
        for entry in log.entries(log.acts)
    ]


def log_of(record: Any) -> Log:
    """The log editors see of a record."""
    versions = of_record(record._meta.model_name, record.pk)
    return Log(versions, here=record.pk if isinstance(record, Network) else None)


def to_editors(record: Any) -> list[list[str]]:
    """What editors are told of a record."""
    log = log_of(record)
    return [[line.text for line in entry.lines] for entry in log.entries(log.acts)]


def reasons(network: Network) -> list[str]:
    """The reasons readers are told."""
    log = public.of_network(network)
    return [entry.reason for entry in log.entries(log.acts)]
