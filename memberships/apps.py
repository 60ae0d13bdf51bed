"""The counter: applications for membership, from the form to the decision."""

from django.apps import AppConfig
from django.db.models.signals import post_delete


class MembershipsConfig(AppConfig):
    name = "memberships"
    verbose_name = "Mitgliedschaft"

    def ready(self) -> None:
        from memberships import mailbox  # noqa: PLC0415 - models exist only now

        post_delete.connect(mailbox.forget, sender="memberships.Message", dispatch_uid="mailbox")
