"""The site map of the reference work."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from directory.sitemaps import SITEMAPS
from directory.views import bodies, changes, finder, machines, networks, pages, sources, topics

XML = "application/xml; charset=utf-8"

app_name = "directory"
urlpatterns = [
    path("", pages.home, name="home"),
    path("netzwerke/", networks.network_list, name="network-list"),
    path("netzwerke/<slug:slug>/", networks.network_detail, name="network"),
    path("netzwerke/<slug:slug>/aenderungen/", changes.network_changes, name="network-changes"),
    path("aenderungen/", changes.change_list, name="change-list"),
    path("stellen/", bodies.body_list, name="body-list"),
    path("stellen/<slug:slug>/", bodies.body_detail, name="body"),
    path("themen/", topics.topic_list, name="topic-list"),
    path("themen/<slug:slug>/", topics.topic_detail, name="topic"),
    path("quellen/", sources.source_list, name="source-list"),
    path("quellen/<slug:slug>/", sources.source_detail, name="source"),
    path("finden/", finder.find, name="finder"),
    # for machines
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("favicon.ico", machines.favicon),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS, "content_type": XML}, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
    # the operator's own pages; last, because any name may be one
    re_path(r"^(?P<slug>[a-z-]{2,40})/$", pages.page, name="page"),
]
