"""Account confirmation page: a person agrees to a change at their own account, or refuses it. GET changes nothing."""

from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from memberships import accounts
from memberships.enums import AccountStep, Purpose
from memberships.letters.workflow import NotAllowed
from memberships.views.secret_links import find, secret_page

REFUSE = "ablehnen"


@sensitive_post_parameters()
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, secret: str) -> HttpResponse:
    """``/konto/<secret>/``: a link works once; an unsettled one lapses after a week."""
    change = find(secret, Purpose.ACCOUNT).account_change
    assert change is not None  # noqa: S101 - account links belong to changes
    sent = request.method == "POST" and request.POST.get("antwort") != REFUSE
    form = None
    if change.step == AccountStep.PASSWORD:
        form = SetPasswordForm(change.user, request.POST if sent else None, label_suffix="")
    if request.method == "POST" and (form is None or not sent or form.is_valid()):
        try:
            settle(change, form.cleaned_data["new_password1"] if form and sent else "", sent)
        except NotAllowed:
            change.refresh_from_db()  # as it stands now
    return render(request, "memberships/account.html", {"change": change, "form": form})


def settle(change: accounts.AccountChange, password: str, agreed: bool) -> None:
    if agreed:
        accounts.agree(change=change, password=password)
    else:
        accounts.refuse(change=change)
