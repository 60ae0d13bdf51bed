"""Whom can we write to? A form field and a column for exactly one mail address; knows no table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from directory.rules import domains

TYPED = {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
"""Browsers rewrite what stands in fields of type "email", some of them ß to ss; so the type is text."""


def refuse_unreachable(address: str) -> None:
    """A validator: whoever could not be written to is refused here, with the reason.

    Raises:
        ValidationError: the reason, in German.
    """
    try:
        domains.mail_in_ascii(address)
    except domains.Unreachable as error:
        raise ValidationError(str(error)) from None
    validate_email(address)


def refuse_hidden(address: str) -> None:
    """A validator for web addresses: what stands there is what one sees.

    Raises:
        ValidationError: naming the sign nobody sees.
    """
    try:
        domains.refuse_invisible(address)
    except domains.Unreachable as error:
        raise ValidationError(str(error)) from None


class AddressField(forms.EmailField):
    """Exactly one e-mail address, stored as typed."""

    default_validators = [refuse_unreachable]

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": None})  # what SMTP carries is less, and counted in ASCII

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if text.count("@") > 1 or any(sign in text for sign in ",; \r\n\0"):
            raise ValidationError("Bitte geben Sie genau eine E-Mail-Adresse an.")
        return super().clean(text)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        widget.input_type = "text"
        return {**super().widget_attrs(widget), **TYPED}


class OwnAddressField(AddressField):
    """The address of whoever fills in the form; the browser may know it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.EmailInput({"autocomplete": "email"})
        super().__init__(**{"label": "Ihre E-Mail-Adresse", "widget": widget, **options})


class MailField(models.EmailField):
    """A column for a mail address one can write to; in migrations it is Django's own."""

    default_validators = [refuse_unreachable]

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.EmailField", args, options

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": AddressField, **options})
