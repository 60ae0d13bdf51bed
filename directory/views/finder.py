"""``/finden/``: which network fits me? Four questions by GET, three groups of answers with reasons and sources."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory import finder
from directory.enums import Area, Level, Sector
from directory.filters import ToleranceField
from directory.joining import AS_WHOM, Task
from directory.models import Network
from directory.provenance import Provenance
from directory.views.public import public

ONE, MANY = forms.RadioSelect, forms.CheckboxSelectMultiple


class Questions(forms.Form):
    """The four questions; every answer may be left out, and unknown ones are forgotten."""

    als = ToleranceField(label="Als wer möchten Sie mitmachen?", choices=AS_WHOM, required=False, widget=MANY)
    bereich = ToleranceField(
        label="In welchem Bereich sind Sie tätig?", choices=Sector.choices, required=False, widget=MANY
    )
    land = ToleranceField(
        label="In welchem Land?", choices=[item for item in Area.choices if item[0] != Area.NATIONWIDE], required=False
    )
    ebene = ToleranceField(label="Auf welcher Ebene?", choices=Level.choices, required=False, widget=MANY)
    aufgabe = ToleranceField(label="Was tun Sie?", choices=Task.choices, required=False, widget=MANY)


@public
def find(request: HttpRequest) -> HttpResponse:
    """The questions, and the answer as far as they have been answered."""
    questions = Questions(request.GET)
    questions.is_valid()
    answers: dict[str, Any] = questions.cleaned_data
    answered = any(answers.values())
    networks = Network.objects.published().for_cards().by_name() if answered else []
    groups = finder.find(networks, finder.candidate(answers))
    everything = [finding for group in groups.values() for finding in group]
    context = {
        "questions": questions,
        "answered": answered,
        "groups": groups,
        "provenance": Provenance(finder.rows(everything)),
    }
    return render(request, "directory/finder.html", context)
