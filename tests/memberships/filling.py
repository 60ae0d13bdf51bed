"""How does a test fill in an application, and what does the form say to it?"""

from typing import Any

from directory.models import Network
from memberships.applications.form import ApplicationForm
from tests.memberships import making

REQUIRED = "Dieses Feld ist zwingend erforderlich."


def form(network: Network, /, **data: Any) -> ApplicationForm:
    return ApplicationForm(making.filled(**data), network=network)


def errors(made: Any) -> dict[str, list[str]]:
    made.is_valid()
    return {name: list(found) for name, found in made.errors.items()}
