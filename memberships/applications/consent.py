"""Consent: which consent text is asked for now? The operator's newest, or the one that comes with the software."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from directory.reading import markup
from memberships.models import ConsentText

SHIPPED = "2026-11"
"""The version of templates/memberships/consent.md; a new text there gets a new version."""


@dataclass(frozen=True)
class Consent:
    """A version and its text in Markdown."""

    version: str
    text: str

    @property
    def html(self) -> SafeString:
        """As applicants read it."""
        return markup.to_html(self.text)


def current() -> Consent:
    """What applicants read today."""
    newest = ConsentText.objects.first()
    if newest:
        return Consent(newest.version, newest.text)
    return Consent(SHIPPED, render_to_string("memberships/consent.md").strip())
