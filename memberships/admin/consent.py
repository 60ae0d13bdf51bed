"""Consent: how does the operator change what applicants consent to? By a new version; the old ones stay as they were
asked.
"""

from django.contrib import admin
from django.db import models

from directory.curation.admin.desk import Lines, ReadOnlyAdmin
from memberships.models import ConsentText


@admin.register(ConsentText)
class ConsentTextAdmin(ReadOnlyAdmin):
    allowed = ("add",)
    fields = ("version", "text")
    list_display = ("version", "created_at")
    formfield_overrides = {models.TextField: {"widget": Lines}}
