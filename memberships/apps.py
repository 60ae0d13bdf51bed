"""The counter: applications for membership, from the form to the decision."""

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_save


class MembershipsConfig(AppConfig):
    name = "memberships"
    verbose_name = "Mitgliedschaft"

    def ready(self) -> None:
        from memberships import after_restore  # noqa: PLC0415
        from memberships.letters import mailbox  # noqa: PLC0415 - models exist only now

        post_delete.connect(mailbox.forget, sender="memberships.Message", dispatch_uid="mailbox")
        for model in after_restore.KEYS:
            post_delete.connect(after_restore.gone, sender=model, dispatch_uid=f"gone {model.__name__}")
        post_save.connect(after_restore.closed, sender=get_user_model(), dispatch_uid="closed")
