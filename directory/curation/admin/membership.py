"""Membership: how are the kinds of membership of a network edited, each with its own terms?"""

from django.contrib import admin

from directory.curation.admin.rows import RowAdmin
from directory.models import Membership


@admin.register(Membership)
class MembershipAdmin(RowAdmin):
    fields = (
        ("name", "who"),
        ("fee", "period", "graded"),
        "fee_text",
        ("deadline", "deadline_text"),
        "steps",
        "position",
    )
    list_display = ("__str__", "network", "fee", "period", "graded")
