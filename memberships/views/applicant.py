"""The applicant's own page and all they can do there: confirm, answer, correct, withdraw, download, erase."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memberships.applications import (
    actions,
    descriptions,
    lost_links,
    notices,
    one_per_organisation,
    repeats,
    responsibility,
    retention,
)
from memberships.applications.form import CORRECTABLE, CorrectionForm, WhyForm
from memberships.enums import RUNNING_STATES, Actor, ApplicationStep, Purpose, State
from memberships.letters import rate_limits
from memberships.letters.guarded_forms import AnswerForm, LostLinkForm
from memberships.letters.workflow import APPLICATION, NotAllowed, Overtaken
from memberships.models import Application
from memberships.views import sending
from memberships.views.secret_links import find, keeps_what_was_typed, secret_page, too_often

FORM_METHODS = ["GET", "HEAD", "POST"]


@secret_page
@require_http_methods(FORM_METHODS)
@keeps_what_was_typed
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """``/bestaetigen/<secret>/``: GET shows a button, POST confirms, twice is fine."""
    application = find(secret, Purpose.CONFIRM).application
    assert application is not None  # noqa: S101 - confirmation links belong to applications
    earlier = repeats.running(application) if application.state == State.UNCONFIRMED else None
    if earlier is not None:
        return choose(request, earlier, application)
    if request.method == "POST" and application.state == State.UNCONFIRMED:
        try:
            actions.confirm(application=application)
        except Overtaken:
            return confirm(request, secret)  # as it stands now
    context = {
        "application": application,
        "done": application.state in RUNNING_STATES,
        "asks_why": one_per_organisation.asks_why(application),
    }
    return render(request, "memberships/confirm.html", context)


def choose(request: HttpRequest, earlier: Application, later: Application) -> HttpResponse:
    """An application from this address is running already: the person says which words count."""
    act = {"ersetzen": repeats.replace, "behalten": repeats.keep}.get(request.POST.get("antwort", ""))
    context = {"application": earlier, "differences": repeats.differences(earlier, later), "done": act is not None}
    if act is not None:
        try:
            act(earlier=earlier, later=later)
        except (NotAllowed, Overtaken):
            context["done"] = False  # as it stands now
    return render(request, "memberships/repeat.html", context)


@secret_page
@require_safe
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """``/antrag/<secret>/``"""
    return show(request, secret, application_of(secret))


def application_of(secret: str) -> Application:
    """The application a page secret opens."""
    application = find(secret, Purpose.PAGE).application
    assert application is not None  # noqa: S101 - page links belong to applications
    return application


def show(request: HttpRequest, secret: str, application: Application, **forms: Any) -> HttpResponse:
    """The page, with whatever form came back with errors."""
    steps = APPLICATION.steps(State(application.state), Actor.APPLICANT)
    initial = {name: getattr(application, name) for name in CORRECTABLE}
    context = {
        "application": application,
        "secret": secret,
        "events": application.events.all(),
        "deciders": responsibility.of_application(application),
        "steps": [step.value for step in steps],
        "heading": descriptions.heading(application),
        "told": descriptions.told(application),
        "deleted_on": retention.due(application),
        "asks_why": one_per_organisation.asks_why(application),
        "why_form": WhyForm(),
        "answer_form": AnswerForm(label_suffix=""),
        "correction_form": CorrectionForm(initial=initial, application=application),
        **forms,
    }
    return render(request, "memberships/page.html", context)


def act(request: HttpRequest, secret: str, message: str, **call: Any) -> HttpResponse:
    """Take one step and return to the page; a step that no longer exists is said, not hidden."""
    action = call.pop("action")
    try:
        action(**call)
    except (NotAllowed, Overtaken, actions.OrganisationTaken) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, message)
    return redirect("memberships:page", secret)


@secret_page
@require_POST
@keeps_what_was_typed
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    application = application_of(secret)
    form = AnswerForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show(request, secret, application, answer_form=form)
    call = {"application": application, "answer": form.cleaned_data["answer"]}
    return act(request, secret, "Ihre Antwort ist angekommen.", action=actions.answer, **call)


@secret_page
@require_POST
@keeps_what_was_typed
def correct(request: HttpRequest, secret: str) -> HttpResponse:
    application = application_of(secret)
    form = CorrectionForm(request.POST, application=application)
    if not form.is_valid():
        return show(request, secret, application, correction_form=form)
    call = {"application": application, "fields": form.cleaned_data}
    return act(request, secret, "Ihre Angaben sind berichtigt.", action=actions.correct, **call)


@secret_page
@require_POST
@keeps_what_was_typed
def explain(request: HttpRequest, secret: str) -> HttpResponse:
    """Why there should be another member of the organisation."""
    application = application_of(secret)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return show(request, secret, application, why_form=form)
    call = {"application": application, "fields": {"remark": form.cleaned_data["remark"]}}
    return act(request, secret, "Ihre Erklärung ist angekommen.", action=actions.correct, **call)


@secret_page
@require_POST
def unlist(request: HttpRequest, secret: str) -> HttpResponse:
    """As easy as the consent was: one click, no further question. (quality 73)"""
    message = "Sie werden nicht öffentlich genannt."
    return act(request, secret, message, action=actions.unlist, application=application_of(secret))


@secret_page
@require_http_methods(FORM_METHODS)
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks once more, because one can only apply anew afterwards."""
    application = application_of(secret)
    steps = APPLICATION.steps(State(application.state), Actor.APPLICANT)
    leaving = ApplicationStep.LEAVE in steps
    if request.method == "POST":
        message = "Sie sind ausgetreten." if leaving else "Ihr Antrag ist zurückgezogen."
        return act(request, secret, message, action=actions.withdraw, application=application)
    if not leaving and ApplicationStep.WITHDRAW not in steps:
        return redirect("memberships:page", secret)
    context = {"application": application, "secret": secret, "leaving": leaving}
    return render(request, "memberships/withdraw.html", context)


@secret_page
@require_http_methods(FORM_METHODS)
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks once more, because it cannot be undone."""
    application = application_of(secret)
    if request.method == "POST":
        retention.erase(application)
        return render(request, "memberships/erased.html")
    return render(request, "memberships/erase.html", {"application": application, "secret": secret})


@secret_page
@require_safe
def download(request: HttpRequest, secret: str) -> HttpResponse:
    """Everything stored about the applicant, for reading by machines."""
    data = retention.everything(application_of(secret))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mein-antrag.json"'
    return response


@require_http_methods(FORM_METHODS)
@keeps_what_was_typed
def lost_link(request: HttpRequest) -> HttpResponse:
    """``/antrag/link-verloren/``: the same answer for known and unknown addresses."""
    form = sending.filled(LostLinkForm, request)
    if sending.is_sent(request):
        if rate_limits.exceeded(request, form.cleaned_data["email"] if form.is_valid() else ""):
            return too_often(request)
        if form.is_valid():
            lost_links.ask(network=form.cleaned_data["network"], email=form.cleaned_data["email"])
            return sending.sent(request)
    return render(request, "memberships/lost_link.html", {"form": form})


@secret_page
@require_http_methods(FORM_METHODS)
def notice_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows buttons, POST confirms the wish to be told or takes it back."""
    notice = find(secret, Purpose.NOTICE).notice
    assert notice is not None  # noqa: S101 - notice links belong to notices
    if request.method == "POST" and request.POST.get("antwort") == "abbestellen":
        notices.withdraw(notice=notice)
        return render(request, "memberships/notice.html", {"notice": notice, "withdrawn": True})
    if request.method == "POST":
        notices.confirm(notice=notice)
        notice.refresh_from_db()
    return render(request, "memberships/notice.html", {"notice": notice})
