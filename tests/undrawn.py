"""When is a page answered without being drawn? Where a test reads the status or the forms only: drawing is most of the
work, and others see what is drawn.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.template.response import SimpleTemplateResponse


@contextmanager
def undrawn() -> Iterator[None]:
    """Leave pages of templates empty while the block runs; their status, headers and context are as always."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SimpleTemplateResponse, "rendered_content", "")
        yield
