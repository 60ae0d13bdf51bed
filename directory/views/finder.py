"""``/finden/``: which network fits me? Questions by GET; for each network the next step, its reasons and sources."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from directory.enums import LAENDER, Level, Sector
from directory.models import Network
from directory.reading import costs, finder, freshness
from directory.reading.advice import REACHED_BY, Advice
from directory.reading.facet_filters import ToleranceField
from directory.reading.provenance import Provenance
from directory.rules.membership_paths import AS_WHOM, NOTHING_ELSE, Task
from directory.views.public import public

MANY = forms.CheckboxSelectMultiple
TASKS = [(task.value, NOTHING_ELSE if task is Task.INTERESTED else task.label) for task in Task]


class Questions(forms.Form):
    """The four questions; every answer may be left out, and unknown ones are forgotten."""

    als = ToleranceField(label="Als wer möchten Sie mitmachen?", choices=AS_WHOM, required=False, widget=MANY)
    bereich = ToleranceField(
        label="In welchem Bereich sind Sie tätig?", choices=Sector.choices, required=False, widget=MANY
    )
    land = ToleranceField(label="In welchem Land?", choices=LAENDER, required=False)
    ebene = ToleranceField(label="Auf welcher Ebene?", choices=Level.choices, required=False, widget=MANY)
    aufgabe = ToleranceField(label="Was tun Sie?", choices=TASKS, required=False, widget=MANY)


@public
def find(request: HttpRequest) -> HttpResponse:
    """The questions, and the answer as far as they have been answered."""
    questions = Questions(request.GET)
    questions.is_valid()
    answers: dict[str, Any] = questions.cleaned_data
    answered = any(answers.values())
    groups = advised(answers) if answered else {}
    everything = [advice for group in groups.values() for advice in group]
    cited = [row for advice in everything for line in advice.lines for row in line.rows]
    cited += [row for advice in everything for row in costs.fees(advice.network)]
    cited += [row for advice in everything for row in advice.question_rows]
    terms = [advice.terms for advice in everything if advice.terms]
    context = {
        "questions": questions,
        "answered": answered,
        "groups": groups,
        "provenance": Provenance([*cited, *terms, *(advice.network for advice in everything)]),
    }
    return render(request, "directory/finder.html", context)


def advised(answers: Mapping[str, Any]) -> dict[str, list[Advice]]:
    """All published networks in groups, each with what to do next. A constant number of queries."""
    networks = list(Network.objects.published().for_cards().prefetch_related("contacts__tenure").by_name())
    prefetch_related_objects(networks, *freshness.ROWS, REACHED_BY)
    data = QueryDict(mutable=True)
    for name, values in answers.items():
        if values:
            data.setlist(name, values)
    found = finder.find(networks, finder.candidate(answers))
    return {name: [Advice(finding, data) for finding in group] for name, group in found.items()}
