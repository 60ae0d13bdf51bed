"""The site map of the reference work."""

from django.urls import URLPattern

app_name = "directory"
urlpatterns: list[URLPattern] = []
