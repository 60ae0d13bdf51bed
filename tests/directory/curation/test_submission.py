"""Does a draft get onto the desk of those who may publish it, and does whoever handed it over see what became of it?"""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from directory.curation import publishing
from directory.curation.publishing import Lacking, NotPossible
from directory.curation.review_queue.submissions import PAGES, RETURNED, SUBMITTED
from directory.models import Network, Page, Submission
from tests.directory import making

pytestmark = pytest.mark.django_db

WHY = "Bitte auf die Zahlen achten."


def member(users: Any, *groups: str) -> Any:
    user = users.objects.create_user(groups[0], is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def curator(django_user_model: Any) -> Any:
    return member(django_user_model, "Kuratorium")


@pytest.fixture
def chief(django_user_model: Any) -> Any:
    return member(django_user_model, "Leitung des Kuratoriums", "Kuratorium")


@pytest.fixture
def draft() -> Network:
    network = making.draft("Runde")
    for aspect in ("name", "kind", "status"):
        making.citation(network, aspect=aspect)
    return network


def waits(task: Any) -> list[tuple[Any, str]]:
    found = [(item.record, item.why) for item in task[0:10]]
    assert len(found) == task.count()
    return found


def test_submitted_returned_submitted_again_and_published(draft: Network, curator: Any, chief: Any) -> None:
    publishing.submit(draft, by=curator, reason=WHY)
    assert (waits(SUBMITTED), waits(RETURNED)) == ([(draft, WHY)], [])
    publishing.send_back(draft, by=chief, reason="Der Beginn fehlt.")
    assert (waits(SUBMITTED), waits(RETURNED)) == ([], [(draft, "Der Beginn fehlt.")])
    publishing.submit(draft, by=curator, reason="Ist ergänzt.")
    assert (waits(SUBMITTED), waits(RETURNED)) == ([(draft, "Ist ergänzt.")], [])
    publishing.publish(draft, by=chief, reason="Alles belegt.")
    assert (waits(SUBMITTED), waits(RETURNED)) == ([], [])
    assert [each.is_accepted for each in Submission.objects.order_by("pk")] == [False, True]


def test_what_cannot_be_submitted_or_sent_back(
    draft: Network, curator: Any, chief: Any, django_user_model: Any
) -> None:
    nobody = django_user_model.objects.create_user("nobody")
    refused = {
        (PermissionDenied, publishing.submit): (draft, nobody, WHY),
        (NotPossible, publishing.submit): (draft, curator, " "),
        (Lacking, publishing.submit): (making.draft("Leer"), curator, WHY),
        (PermissionDenied, publishing.send_back): (draft, curator, WHY),
        (NotPossible, publishing.send_back): (draft, chief, WHY),
    }
    for (error, act), (network, by, reason) in refused.items():
        with pytest.raises(error):
            act(network, by=by, reason=reason)
    publishing.submit(draft, by=curator, reason=WHY)
    with pytest.raises(NotPossible, match="liegt schon"):
        publishing.submit(draft, by=curator, reason=WHY)
    assert Submission.objects.count() == 1


def test_on_the_sheet_and_by_its_buttons(draft: Network, curator: Any, chief: Any, client: Client) -> None:
    sheet = f"/admin/directory/network/{draft.pk}/change/"
    client.force_login(curator)
    assert "Zur Veröffentlichung vorlegen" in client.get(sheet).content.decode()
    assert client.post(sheet.replace("change", "return"), {"reason": "x"}).status_code == 403
    assert client.post(sheet.replace("change", "submit"), {"reason": WHY}).url == sheet
    told = client.get(sheet).content.decode()
    assert f"von Kuratorium: „{WHY}“ Noch nicht entschieden." in told
    assert "Zur Veröffentlichung vorlegen" not in told
    client.force_login(chief)
    assert client.post(sheet.replace("change", "return"), {"reason": "Es fehlt der Beginn."}).url == sheet
    client.force_login(curator)
    assert "„Es fehlt der Beginn.“" in client.get(sheet).content.decode()
    assert "Zurückgegebene Entwürfe" in client.get("/admin/").content.decode()


@pytest.mark.once
def test_open_pages_of_the_operator_are_a_task(catalogue: None) -> None:
    Page.objects.exclude(slug="impressum").delete()
    [(page, _)] = waits(PAGES)
    page.is_complete = True
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["is_complete"]
    page.text = page.text.replace("**[", "").replace("]**", "")
    page.full_clean()
    page.save()
    assert waits(PAGES) == []
