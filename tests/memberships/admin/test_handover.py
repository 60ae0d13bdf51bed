"""Is whoever enters a new coordinator told what that means for open applications and for the contact person?"""

from typing import Any

import pytest

from directory.models import Tenure
from tests.directory import making as catalogue
from tests.directory.curation.admin.conftest import Desk
from tests.memberships import making

pytestmark = pytest.mark.django_db
CONTACT = "Die Koordination hat sich geändert. Stimmt die Kontaktperson noch? Gezeigt wird: Kim Beispiel."


@pytest.fixture
def tenure() -> Tenure:
    made = catalogue.tenure(making.network("Netz"), catalogue.body("Altes Amt"))
    catalogue.citation(made, 7)
    return made


@pytest.fixture
def desk(admin_client: Any) -> Desk:
    return Desk(admin_client)


def warned(answer: Any) -> list[str]:
    assert answer.status_code == 302
