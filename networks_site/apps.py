"""Which admin site stands at /admin/? Ours, which knows the second factor and the officers' queue."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "networks_site.desk.Desk"
