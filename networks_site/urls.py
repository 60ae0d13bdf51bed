"""The site map: which storey answers which address."""

from django.contrib import admin
from django.urls import include, path

from networks_site import metrics

urlpatterns = [
    path("admin/", admin.site.urls),
    path("metrics", metrics.metrics),
    path("", include("memberships.urls")),
    path("", include("directory.urls")),
]

handler400 = "networks_site.errors.bad_request"
handler403 = "networks_site.errors.permission_denied"
handler404 = "networks_site.errors.not_found"
handler500 = "networks_site.errors.server_error"
