"""Sending: what do all forms share that strangers send? They come back as they were typed, and say to which address we
write.
"""

from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from memberships.letters.guarded_forms import Guarded
from memberships.views.secret_links import WITHOUT_COOKIE, typed_in

CORRECT = "berichtigen"
CORRECTING = "Bitte berichtigen Sie Ihre E-Mail-Adresse und senden Sie noch einmal. Alles andere steht noch da."
NO_COOKIE = (
    "Das Formular kam ohne das passende Cookie, das vor Missbrauch schützt: Vielleicht lag die Seite lange offen, Sie "
    "haben sich inzwischen neu angemeldet, oder Ihr Browser nimmt keine Cookies an. Gespeichert ist noch nichts, und "
    "Ihre Eingaben stehen noch da. Bitte senden Sie noch einmal. Kommt diese Meldung wieder, erlauben Sie bitte "
    "Cookies für diese Website."
)
CAME_BACK = {CORRECT: CORRECTING, WITHOUT_COOKIE: NO_COOKIE}
"""By what stands beside what was sent."""
Form = TypeVar("Form", bound=Guarded)


def came_back(request: HttpRequest) -> str:
    """What a page says when its form is shown once more as it was typed, and not judged: to correct the address in it,
    or because a cookie was missing. Empty if it is to be judged.
    """
    return next((words for sign, words in CAME_BACK.items() if sign in request.POST), "")


def filled(form: type[Form], request: HttpRequest, **options: Any) -> Form:
    """The form as it was sent, or as it is first shown."""
    if request.method != "POST":
        return form(None, **options)
    if words := came_back(request):
        typed = as_typed(request.POST)
        if CORRECT in request.POST:  # a sending of its own, which takes the other one's place
            typed["corrects"] = typed.pop("submission", None)
        again = form(None, initial=typed, **options)
        again.came_back = words
        return again
    return form(request.POST, **options)


def is_sent(request: HttpRequest) -> bool:
    """Whether the form is to be judged."""
    return request.method == "POST" and not came_back(request)


def as_typed(data: QueryDict) -> dict[str, Any]:
    """What stands in the fields."""
    return {name: values if len(values) > 1 else values[0] for name, values in data.lists() if any(values)}


def sent(request: HttpRequest, template: str = "memberships/sent.html", **context: Any) -> HttpResponse:
    """What happens now: the same words for everybody, so that nobody learns whether an address is known.

    Not a page of its own: only the answer itself can repeat the address, for it is to stand in no other address.
    """
    folder = getattr(settings, "EMAIL_FILE_PATH", "") if settings.DEBUG else ""
    typed = [(name, value) for name, value in typed_in(request) if name != CORRECT]
    email = request.POST.get("email", "").strip()
    return render(request, template, {"mail_folder": folder, "typed": typed, "email": email, **context})
