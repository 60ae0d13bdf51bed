"""Correspondent: which coordinating bodies are asked whether their networks' facts still hold, where, when, and what
did they say?
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from directory.curation.admin.desk import require_get, require_post
from directory.models import Body
from memberships.enums import Said
from memberships.inquiries import actions as inquiry_actions
from memberships.models import Correspondent, Inquiry


class CorrespondentForm(forms.ModelForm):
    """An address, and whether the body wants to be asked at all."""

    declined = forms.BooleanField(label="will nicht gefragt werden", required=False)

    class Meta:
        model = Correspondent
        fields = ("body", "email")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["declined"].initial = self.instance.declined_at is not None

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        declined = self.cleaned_data.get("declined")
        if declined and self.cleaned_data.get("email"):
            self.add_error("email", "Wer nicht gefragt werden will, dessen Adresse brauchen wir nicht.")
        self.instance.declined_at = (self.instance.declined_at or timezone.now()) if declined else None
        return data


@admin.register(Correspondent)
class CorrespondentAdmin(admin.ModelAdmin):
    form = CorrespondentForm
    fields = ("body", "email", "declined")
    view_on_site = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("body",) if obj else ()

    def get_urls(self) -> list[Any]:
        ask = self.admin_site.admin_view(self.ask)
        return [path("<int:number>/ask/", ask, name="memberships_correspondent_ask"), *super().get_urls()]

    def may_ask(self, request: HttpRequest) -> bool:
        return request.user.has_perm("memberships.add_inquiry")

    @require_get
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Every body that leads a published network today, asked or not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Stellen um Bestätigung bitten",
            "opts": self.opts,
            "rows": rows(),
            "may_ask": self.may_ask(request),
            "may_change": self.has_change_permission(request),
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/memberships/correspondent/list.html", context)

    @require_post
    def ask(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask one body now."""
        if not self.may_ask(request):
            raise PermissionDenied
        body = get_object_or_404(Body, pk=number)
        try:
            inquiry_actions.ask(body=body, by=request.user)
        except inquiry_actions.NotAsked as error:
            messages.error(request, f"{body}: {error}")
        else:
            messages.success(request, f"{body}: Die Bitte um Bestätigung ist unterwegs.")
        return redirect("admin:memberships_correspondent_changelist")


def rows() -> list[dict[str, Any]]:
    """One a body: its address and where that is from, when it was asked and what it said. Five queries."""
    bodies = list(inquiry_actions.leading_bodies().select_related("correspondent").by_name())
    known = inquiry_actions.addresses(bodies)
    said = {each: Count("replies", filter=Q(replies__said=each)) for each in Said.values}
    asked = Inquiry.objects.filter(body__in=bodies).annotate(still=said[Said.STILL], no_longer=said[Said.NO_LONGER])
    last = {inquiry.body_id: inquiry for inquiry in asked.select_related("asked_by").order_by("asked_at", "pk")}
    return [
        {
            "body": body,
            "stored": getattr(body, "correspondent", None),
            "address": known.get(body.pk, ""),
            "inquiry": last.get(body.pk),
        }
        for body in bodies
    ]
