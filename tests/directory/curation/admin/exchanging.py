"""How does a test send a file to the desk and read the report?"""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.directory.curation.imports import tables

LIST = "/admin/directory/network/"
START = f"{LIST}import/"


def sent(client: Client, *rows: dict[str, str], name: str = "liste.csv", content: bytes | None = None) -> Any:
    """The answer to a file."""
    content = tables.csv(*rows) if content is None else content
    return client.post(START, {"file": SimpleUploadedFile(name, content)})


def report(client: Client, *rows: dict[str, str], **options: Any) -> Any:
    """The page that tells what would become of a file."""
    answer = sent(client, *rows, **options)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(answer["Location"])
    assert page.status_code == 200
    return page


def taken(client: Client, page: Any, **values: str) -> Any:
    """The answer to the button on a report."""
    seen = {"seen": page.context["report"].outcome.fingerprint}
    return client.post(page.request["PATH_INFO"], {**seen, **values}, follow=True)


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def messages(page: Any) -> list[str]:
    return [str(each) for each in page.context["messages"]]
