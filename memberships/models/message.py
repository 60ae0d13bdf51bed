"""The outbox: letters written in the same transaction as what they tell, sent later by the worker."""

from django.db import models
from django.db.models import F, Q

from directory.models.base import one_of
from memberships.enums import Letter
from memberships.models.application import Application
from memberships.models.hint import Hint
from memberships.models.inquiry import Inquiry
from memberships.models.notice import Notice

RETURNED = "kam zurück"


class Message(models.Model):
    """One letter. ``claimed_at`` is set before sending, so that no two workers send it; the text is blanked after.

    ``due_at`` is the next try. A letter is finished when ``sent_at`` or ``failed_at`` is set.
    """

    letter = models.CharField("Brief", max_length=20, choices=Letter.choices)
    to = models.EmailField("an", max_length=254)
    subject = models.CharField("Betreff", max_length=200)
    text = models.TextField("Text", blank=True)
    html = models.TextField("HTML", blank=True)
    application = models.ForeignKey(
        Application, models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name="Antrag"
    )
    notice = models.ForeignKey(Notice, models.SET_NULL, null=True, blank=True, related_name="messages")
    hint = models.ForeignKey(Hint, models.CASCADE, null=True, blank=True, related_name="messages")
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, null=True, blank=True, related_name="messages")
    created_at = models.DateTimeField("geschrieben", auto_now_add=True)
    due_at = models.DateTimeField("fällig", db_index=True)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    claimed_at = models.DateTimeField("in Arbeit seit", null=True, blank=True)
    sent_at = models.DateTimeField("gesendet", null=True, blank=True)
    failed_at = models.DateTimeField("gescheitert", null=True, blank=True)
    error = models.CharField("letzter Fehler", max_length=200, blank=True)

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of(Letter, "letter"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None),
                name="message_sent_or_failed",
                violation_error_message="Gesendet oder gescheitert, nicht beides.",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("created_at")),
                name="message_sent_after_written",
                violation_error_message="Gesendet wird nach dem Schreiben.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_letter_display()} ({self.created_at:%d.%m.%Y})"

    @property
    def is_returned(self) -> bool:
        """Whether the address takes no mail, said its server."""
        return self.error.startswith(RETURNED)
