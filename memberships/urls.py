"""The site map of the counter."""

from django.urls import path, re_path

from memberships.views import account, applicant, apply, hint, inquiry

LINK = r"(?P<secret>[A-Za-z0-9_-]{24})"

app_name = "memberships"
urlpatterns = [
    path("netzwerke/<slug:slug>/mitmachen/", apply.apply, name="apply"),
    path("netzwerke/<slug:slug>/melden/", hint.network, name="network-hint"),
    path("stellen/<slug:slug>/melden/", hint.body, name="body-hint"),
    path("antrag/link-verloren/", applicant.lost_link, name="lost-link"),
    re_path(rf"^bestaetigen/{LINK}/$", applicant.confirm, name="confirm"),
    re_path(rf"^vormerken/{LINK}/$", applicant.notice_confirm, name="notice-confirm"),
    re_path(rf"^bestaetigung/{LINK}/$", inquiry.inquiry, name="inquiry"),
    re_path(rf"^konto/{LINK}/$", account.account, name="account"),
    re_path(rf"^antrag/{LINK}/$", applicant.page, name="page"),
    re_path(rf"^antrag/{LINK}/antworten/$", applicant.answer, name="answer"),
    re_path(rf"^antrag/{LINK}/berichtigen/$", applicant.correct, name="correct"),
    re_path(rf"^antrag/{LINK}/erklaeren/$", applicant.explain, name="explain"),
    re_path(rf"^antrag/{LINK}/nicht-nennen/$", applicant.unlist, name="unlist"),
    re_path(rf"^antrag/{LINK}/zurueckziehen/$", applicant.withdraw, name="withdraw"),
    re_path(rf"^antrag/{LINK}/loeschen/$", applicant.erase, name="erase"),
    re_path(rf"^antrag/{LINK}/daten/$", applicant.download, name="download"),
]
