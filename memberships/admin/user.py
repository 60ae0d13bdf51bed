"""User accounts: whoever manages them without being a superuser cannot give themselves or others more than groups.

What would open an officer's account to somebody else is asked for, not done: see ``memberships.accounts``.
"""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin as Brought
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
    UserCreationForm,
)
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import user_has_device

from directory.rules.mail_addresses import AddressField
from memberships import accounts
from memberships.admin.rights import GivesRights
from memberships.applications import permissions
from memberships.enums import AccountStep, Result
from memberships.models import AccountChange

User: Any = get_user_model()
PERSON = ("first_name", "last_name", "email")
RIGHTS = ("is_active", "is_staff", "groups")
OFFICE = ("decides_for", "second_factor")
STAFF = (
    "Darf sich hier anmelden. Was jemand danach sieht und ändern darf, bestimmen die Gruppen. Wer über "
    "Mitgliedsanträge entscheidet, bekommt beides von selbst."
)

admin.site.unregister(User)


class Hidden(ReadOnlyPasswordHashWidget):
    """That there is a password, and the way to set another one."""

    def get_context(self, *args: Any) -> dict[str, Any]:
        return {**super().get_context(*args), "button_label": "Passwort setzen"}


class PersonForm(UserChangeForm):
    """An account; its password is set on a page of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "is_staff" in self.fields:
            self.fields["is_staff"].help_text = STAFF
        self.fields["password"].widget = Hidden()
        self.fields["password"].help_text = (
            "Gespeichert ist nur eine Prüfsumme; das Passwort selbst kann niemand sehen."
            if self.instance.has_usable_password()
            else "Ohne Passwort kann sich niemand mit diesem Konto anmelden."
        )


class NewPasswordForm(AdminPasswordChangeForm):
    """Sets a password, and takes none away: an account is switched off instead."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


@admin.register(User)
class UserAdmin(GivesRights, Brought):
    list_display = ("username", *PERSON[:2], "in_groups", "is_staff", "is_active")
    list_filter = ("is_staff", "is_active", "groups")
    view_on_site = False
    formfield_overrides = {models.EmailField: {"form_class": AddressField}}
    form, add_form, change_password_form = PersonForm, UserCreationForm, NewPasswordForm
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        office = ("Mitgliedsanträge", {"fields": OFFICE})
        if request.user.is_superuser:
            return (*super().get_fieldsets(request, obj), office)
        return (
            (None, {"fields": ("username", "password")}),
            ("Person", {"fields": PERSON}),
            ("Rechte", {"fields": RIGHTS}),
            office,
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *OFFICE)

    @admin.display(description="Gruppen")
    def in_groups(self, user: Any) -> str:
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description="zuständig für")
    def decides_for(self, user: Any) -> str:
        """The bodies, and those for which somebody has still to agree."""
        told = [str(body) for body in permissions.bodies_of(user)]
        asked = AccountChange.objects.filter(user=user, step=AccountStep.BODY, outcome=Result.OPEN)
        told += [f"{change.body} (wartet auf Zustimmung)" for change in asked.select_related("body")]
        return ", ".join(told) or "keine Stelle"

    @admin.display(description="zweiter Faktor")
    def second_factor(self, user: Any) -> str:
        if user_has_device(user):
            return "eingerichtet"
        is_needed = settings.OFFICERS_NEED_OTP and permissions.is_officer(user)
        return "keiner; wird bei der nächsten Anmeldung eingerichtet" if is_needed else "keiner"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_below(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_below(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        below: Any = [obj for obj in objs if self._is_below(request, obj)]
        return super().get_deleted_objects(below, request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        if not request.user.is_superuser:
            queryset = queryset.filter(is_superuser=False).exclude(pk=request.user.pk)
        super().delete_queryset(request, queryset)

    # --- accounts of officers -----------------------------------------------------------------

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The officers' group follows from the bodies somebody decides for; nobody gives it by itself."""
        field: Any = super().formfield_for_manytomany(db_field, request, **options)
        if db_field.name == "groups" and field is not None:
            field.queryset = field.queryset.exclude(name=permissions.OFFICERS)
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and "email" in form.changed_data and permissions.is_officer(obj):
            wanted, obj.email = obj.email, form.initial["email"]
            accounts.ask(user=obj, step=AccountStep.EMAIL, by=request.user, email=wanted)
            messages.warning(request, accounts.WAITS)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        was_officer = permissions.is_officer(form.instance)
        super().save_related(request, form, formsets, change)
        if was_officer:
            permissions.join_group(form.instance)

    @method_decorator(sensitive_post_parameters())
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        user: Any = self.get_object(request, unquote(id))
        if user is None or not self.has_change_permission(request, user) or not permissions.is_officer(user):
            return super().user_change_password(request, id, form_url)
        if user == request.user:
            return redirect("admin:password_change")
        if request.method == "POST":
            accounts.ask(user=user, step=AccountStep.PASSWORD, by=request.user)
            messages.success(request, accounts.LINK_SENT)
            return redirect("admin:auth_user_change", user.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": user,
            "title": "Neues Passwort",
        }
        return TemplateResponse(request, "admin/memberships/password_link.html", context)

    @staticmethod
    def _is_below(request: HttpRequest, obj: Any) -> bool:
        """Nobody but a superuser touches superusers, or their own rights."""
        return request.user.is_superuser or obj is None or not (obj.is_superuser or obj.pk == request.user.pk)
