"""When is a page answered without being drawn? Where a test reads the status or the forms only: drawing is most of the
work, and others see what is drawn.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.template.response import SimpleTemplateResponse, TemplateResponse


@contextmanager
def undrawn() -> Iterator[None]:
    """Leave pages of templates empty while the block runs; their status and headers are as always."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SimpleTemplateResponse, "rendered_content", "")
        yield


class Blank(TemplateResponse):
    """A page that was not drawn; whoever looks for words on it, or for their absence, is told so."""

    @property
    def content(self) -> bytes:
        raise AssertionError("This page was not drawn.")


def blank(ask: Callable[..., Any], *arguments: Any) -> Any:
    """What is answered, with the forms of the page in its context, but not their words."""
    with undrawn():
        answer = ask(*arguments)
    if isinstance(answer, TemplateResponse):
        answer.__class__ = Blank
        answer.context = answer.context_data
    return answer
