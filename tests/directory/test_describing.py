"""Is every field tied to its hint and its error, so that a screen reader reads them?"""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

HINT = "Nur zur Sicherheit."


class Questions(forms.Form):
    name = forms.CharField()
    tasks = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)


def described(component: str, field: str, hint: str = "", data: dict | None = None) -> list[str]:
    """What a component says it is described by, once all of that is found on it."""
    form = Questions(data, label_suffix="")
    html = render_to_string(f"components/{component}.html", {"field": form[field], "hint": hint})
    found = re.findall(r'aria-describedby="([^"]*)"', html)
    ids = found[0].split() if found else []
    assert set(ids) <= set(re.findall(r' id="([^"]*)"', html))
    return ids


@pytest.mark.parametrize(("component", "field"), [("field", "name"), ("choices", "tasks")])
def test_field_described(component, field):
    hint, error = f"id_{field}_helptext", f"id_{field}_error"
    assert described(component, field) == []
    assert described(component, field, HINT) == [hint]
    assert described(component, field, data={}) == [error]
    assert described(component, field, HINT, {}) == [hint, error]
