"""Edit conflicts: what has happened to a statement since an editor opened its form? The form says what it showed; what
was shown, what is stored and what was typed meet, and nothing somebody else has saved is overwritten unseen.
"""

import zlib
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import Truncator

from directory.history import descriptions
from directory.models import Act, Version

SHOWN = "_shown"
"""Beside the fields: what they showed, each by name with a short mark of its value."""
LEAD = (
    "Inzwischen {who} diesen Eintrag gespeichert. Es ist nichts überschrieben: Felder, die Sie nicht angefasst haben, "
    "zeigen den neuen Stand; was Sie eingegeben haben, ist noch da. Wenn es so stimmt, speichern Sie noch einmal."
)
BOTH = "Sie haben hier etwas anderes eingegeben; Ihre Eingabe steht noch im Feld."
SOURCES = "Die Belege dieser Angabe sind geändert worden; bitte sehen Sie sie noch einmal durch."
GONE = (
    "Diese Angabe ist inzwischen entfernt worden. Was Sie eingegeben haben, steht noch da; speichern Sie es, wird es "
    "eine neue Angabe."
)
SAID = "said"
WORDS = 80  # characters of a value in a sentence


def shown(form: Any) -> str:
    """What a form shows of what is stored: names and marks of its fields, and of what is said about the statement."""
    return " ".join(f"{name}={mark}" for name, mark in _stored(form).items())


def meet(form: Any) -> list[str]:
    """Bring what was sent up to date where the editor touched nothing.

    Returns:
        A sentence for everything that others have changed; empty where nothing is in the way of saving.
    """
    before, now = dict(_pairs(form.data.get(SHOWN, ""))), _stored(form)
    news = [name for name in now if name in before and before[name] != now[name]]
    if not news:
        return []
    form.data = form.data.copy()
    found = [_told(form, name, before[name]) for name in news if name != SAID]
    form.data[SHOWN] = shown(form)
    return [*found, SOURCES] if SAID in news else found


def _told(form: Any, name: str, before: str) -> str:
    """What became of one field. What nobody has typed over shows it, too."""
    words = Truncator(descriptions.value(form.instance, form.instance._meta.get_field(name))).chars(WORDS)
    told = f"{form.fields[name].label}: jetzt {f'„{words}“' if words else 'leer'}."
    key = form.add_prefix(name)
    typed, stored = _mark(form.data.get(key, "")), _sent(form[name])
    if typed == before:
        _put(form.data, key, stored)
    elif typed != _mark(stored):
        return f"{told} {BOTH}"
    return told


def _put(data: QueryDict, name: str, value: str) -> None:
    if value:
        data[name] = value
    else:
        data.pop(name, None)


def _pairs(text: str) -> list[list[str]]:
    return [pair.split("=", 1) for pair in text.split(" ") if "=" in pair]


def _stored(form: Any) -> dict[str, str]:
    columns = {column.name for column in form.instance._meta.concrete_fields}
    marks = {name: _mark(_sent(form[name])) for name in form.fields if name in columns}
    return {**marks, SAID: _mark("\n".join(map(_words, form.said)))}


def _words(said: Any) -> str:
    values = (getattr(said, column.attname) for column in said._meta.concrete_fields if column.name != "updated_at")
    return f"{said._meta.model_name} {list(values)}"


def _sent(field: BoundField) -> str:
    """What a browser sends of a field that nobody touches."""
    widget = field.field.widget
    form: Any = field.form
    value = field.field.prepare_value(form.stored.get(field.name))
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    text = widget.format_value(value)
    if isinstance(text, list):
        text = text[0] if text else ""
    return str(text or "")


def _mark(text: str) -> str:
    """A short mark of a value; browsers send line ends their own way."""
    return f"{zlib.crc32(text.replace(chr(13), '').encode()):x}"


def lock(record: Any) -> None:
    """Let nobody else save the record, of which this may be a row, before the present act ends."""
    models.QuerySet(type(record)).select_for_update().filter(pk=record.pk).first()


def latest_hand(record: Any, user: Any) -> str:
    """Who saved the record last, and when: the first words of a sentence."""
    own = reduce(or_, (models.Q(kind=kind, record=number) for kind, number in record.places()))
    found: QuerySet[Act] = Act.objects.filter(pk__in=Version.objects.filter(own).values("act"))
    last = found.select_related("by").first()
    if last is None or last.by is None:
        return "hat jemand anderes"
    if last.by == user:
        return "haben Sie selbst in einem anderen Fenster"
    return f"hat {last.by.get_full_name() or last.by} um {timezone.localtime(last.at):%H:%M} Uhr"
