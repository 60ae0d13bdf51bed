"""The secrets behind mailed links, as hashes; each for one purpose of one application, notice, inquiry or account."""

from django.db import models

from directory.models.about import exactly_one
from directory.models.base import one_of
from memberships.enums import Purpose
from memberships.models.account import AccountChange
from memberships.models.application import Application
from memberships.models.inquiry import Inquiry
from memberships.models.notice import Notice


class Secret(models.Model):
    """A link that was mailed out."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="secrets", editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="secrets", editable=False)
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, null=True, related_name="secrets", editable=False)
    account_change = models.ForeignKey(AccountChange, models.CASCADE, null=True, related_name="secrets", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "geheimer Link"
        verbose_name_plural = "geheime Links"
        constraints = [
            one_of(Purpose, "purpose"),
            models.CheckConstraint(
                condition=exactly_one(("application", "notice", "inquiry", "account_change")),
                name="secret_one_owner",
                violation_error_message="Ein Link gehört zu genau einer Sache, die er öffnet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.created_at:%d.%m.%Y}"
