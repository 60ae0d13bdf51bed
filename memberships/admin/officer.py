"""Officers: who decides for which bodies. Only superusers come here, and a further officer of a body has to agree."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest

from directory.models import Body
from directory.rules.punctuation import closed
from memberships import accounts
from memberships.applications import permissions
from memberships.enums import AccountStep
from memberships.models import Officer


class OfficerForm(forms.ModelForm):
    """Refuses what nobody could agree to."""

    by: Any = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        user = data.get("user") or getattr(self.instance, "user", None)
        if user is None or "bodies" not in data:
            return data
        self.added = new_bodies(self.instance, data["bodies"])
        if self.added and not user.email:
            raise forms.ValidationError("Dieses Konto hat keine E-Mail-Adresse. Bitte tragen Sie zuerst eine ein.")
        alone = [str(body) for body in self.added if not accounts.who_could_agree(body, by=self.by, user=user)]
        if alone:
            self.add_error(
                "bodies",
                f"Hier entscheidet noch niemand, der zustimmen könnte: {closed(', '.join(alone))} Die erste "
                "Mitgliedschaftsstelle richtet der Betrieb auf dem Server ein, mit dem Befehl create_officer.",
            )
        return data


def new_bodies(officer: Officer, wanted: Any) -> list[Body]:
    """The bodies somebody is to decide for and does not yet."""
    return list(wanted.exclude(pk__in=officer.bodies.all())) if officer.pk else list(wanted)


@admin.register(Officer)
class OfficerAdmin(admin.ModelAdmin):
    form = OfficerForm
    fields = ("user", "bodies")
    list_display = ("user", "decides_for")
    list_select_related = ("user",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("bodies")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("user",) if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (form,), {"by": request.user})

    @admin.display(description="zuständig für")
    def decides_for(self, officer: Officer) -> str:
        return ", ".join(str(body) for body in officer.bodies.all())

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        options["widget"] = forms.CheckboxSelectMultiple()  # choosing several needs no script this way
        return super().formfield_for_manytomany(db_field, request, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        permissions.open_desk(obj.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A body is taken away at once; one that is added waits for an officer of that body."""
        officer = form.instance
        officer.bodies.remove(*officer.bodies.exclude(pk__in=form.cleaned_data["bodies"]))
        for body in form.added:
            accounts.ask(user=officer.user, step=AccountStep.BODY, by=request.user, body=body)
        if form.added:
            names = ", ".join(map(str, form.added))
            messages.warning(
                request, f"Das gilt erst, wenn jemand zustimmt, der dort schon entscheidet: {closed(names)} Danach "
                "setzt die Person ein neues Passwort; den Link dazu bekommt sie per E-Mail."
            )  # fmt: skip
