"""The counter: applications for membership, from the form to the decision."""

from django.apps import AppConfig


class MembershipsConfig(AppConfig):
    name = "memberships"
    verbose_name = "Mitgliedschaft"
