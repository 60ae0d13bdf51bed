"""How does a test open a page? As a reader who sees it for the first time, counting what it costs."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.reading import Seen

Look = Callable[[str], Seen]
Cost = Callable[..., int]


@pytest.fixture
def look(client: Client) -> Look:
    """What one sees at an address."""

    def look(path: str) -> Seen:
        answer = client.get(path)
        assert answer.status_code == 200, path
        return Seen(answer)

    return look


@pytest.fixture
def cost(client: Client) -> Cost:
    """How many queries an address costs when nobody has asked for it before."""

    def cost(path: str, status: int = 200, **headers: str) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path, headers=headers)
        assert answer.status_code == status, path
        return len(queries)

    return cost
