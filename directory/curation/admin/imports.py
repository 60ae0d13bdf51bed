"""Imports: how do networks get into a file and out of it? Downloads of any list; a file is first checked, then taken
over.

Between the two steps the file waits in the database, for whoever sent it. The second step takes over only what the
first one showed: if anything else would become of a line by now, the report is shown again.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from directory.catalogue import Refused
from directory.curation.admin.base import RecordAdmin
from directory.curation.imports import export, files, guide, overview
from directory.curation.imports.columns import NAMES, OVERVIEW
from directory.curation.imports.encoding import MAX_BYTES, MAX_LINES
from directory.curation.imports.json_files import Json
from directory.curation.imports.outcome import ImportOutcome, judge, take_over
from directory.curation.imports.report import Report, number
from directory.models import Upload
from directory.querysets import today

MAY_IMPORT = "directory.import_network"
DOWNLOADS: dict[str, tuple[str, str, Any]] = {
    "csv": ("netzwerke-{}.csv", files.Csv.content_type, lambda each: files.Csv.stream(NAMES, export.lines(each))),
    "json": ("netzwerke-{}.json", Json.content_type, lambda each: Json.stream(export.documents(each))),
    "uebersicht": ("uebersicht-{}.csv", files.Csv.content_type,
                   lambda each: files.Csv.stream(OVERVIEW, overview.rows(each))),
}  # fmt: skip
"""How a list leaves as a file: its name, its kind, and what makes it."""
GONE = "Die Datei ist nicht mehr da; sie wird höchstens einen Tag aufgehoben. Bitte laden Sie sie noch einmal hoch."
OTHERWISE = "Nichts wurde übernommen: Seit Ihrer Prüfung hat sich etwas geändert. Bitte sehen Sie den Bericht noch an."
UNSEEN = "Nichts wurde übernommen: Bitte sehen Sie die Hinweise an und bestätigen Sie, dass es andere Netzwerke sind."
NAME_LENGTH = Upload._meta.get_field("name").max_length


class FileForm(forms.Form):
    """A file that can be read."""

    file = forms.FileField(
        label="Datei",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,.tsv,.txt"}),
        help_text=f"CSV oder JSON, in UTF-8; höchstens {number(MAX_LINES)} Zeilen oder Angaben und "
        f"{MAX_BYTES // 1_000_000} MB.",
        error_messages={"required": "Bitte wählen Sie eine Datei.", "empty": "Die Datei ist leer."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:  # before it is read
            raise forms.ValidationError(f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB.")
        self.content = file.read()
        try:
            files.read(file.name, self.content)
        except Refused as error:
            raise forms.ValidationError(str(error)) from error
        return file


class Exchange:
    """Mixed into the networks' admin."""

    admin_site: Any
    opts: Any
    actions: Any = (*RecordAdmin.actions, "export_csv", "export_json", "export_overview")

    def get_urls(self) -> list[Any]:
        def view(address: str, name: str, function: Any) -> Any:
            return path(address, self.admin_site.admin_view(function), name=f"directory_network_{name}")

        return [
            view("export/<slug:form>/", "export", require_safe(self.export_view)),
            view("import/", "import", require_http_methods(["GET", "HEAD", "POST"])(self.import_view)),
            view("import/help/", "import_help", require_safe(self.help_view)),
            view("import/template/", "import_template", require_safe(self.template_view)),
            view("import/overview/", "import_overview", require_safe(self.overview_view)),
            view("import/<uuid:token>/", "import_file", require_http_methods(["GET", "HEAD", "POST"])(self.file_view)),
            *super().get_urls(),  # type: ignore[misc]
        ]

    # --- out --------------------------------------------------------------------------------

    def export_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The list as it is filtered, searched and ordered, as a file."""
        host: Any = self
        if form not in DOWNLOADS:
            raise Http404
        if not host.has_view_permission(request):
            raise PermissionDenied
        try:
            networks = host.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect("admin:directory_network_changelist")
        return download(networks, form)

    @admin.action(description="Ausgewählte als CSV herunterladen", permissions=["view"])
    def export_csv(self, request: HttpRequest, networks: QuerySet[Any]) -> HttpResponseBase:
        return download(networks, "csv")

    @admin.action(description="Ausgewählte als JSON herunterladen", permissions=["view"])
    def export_json(self, request: HttpRequest, networks: QuerySet[Any]) -> HttpResponseBase:
        return download(networks, "json")

    @admin.action(description="Ausgewählte als Übersicht herunterladen", permissions=["view"])
    def export_overview(self, request: HttpRequest, networks: QuerySet[Any]) -> HttpResponseBase:
        return download(networks, "uebersicht")

    # --- in ---------------------------------------------------------------------------------

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """A file is chosen; if it can be read it is kept, and its report is shown."""
        require_permission(request)
        form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
        if form.is_valid():
            name = form.cleaned_data["file"].name[:NAME_LENGTH]
            return redirect("admin:directory_network_import_file", Upload.keep(request.user, name, form.content).token)
        return self._show(request, "start", "Netzwerke importieren", form=form)

    def file_view(self, request: HttpRequest, token: UUID) -> HttpResponse:
        """GET tells what would become of each line; POST takes the file over if that has not changed since."""
        require_permission(request)
        upload = Upload.of(request.user, token)
        if upload is None:
            messages.error(request, GONE)
            return redirect("admin:directory_network_import")
        file = files.read(upload.name, bytes(upload.content))
        if request.method != "POST":
            return self._report(request, upload, judge(file))
        seen, confirmed = request.POST.get("seen", ""), "confirmed" in request.POST
        outcome = take_over(file, name=upload.name, by=request.user, seen=seen, in_spite_of_warnings=confirmed)
        if outcome.is_stored:
            upload.delete()
            messages.success(request, f"„{upload.name}“ ist übernommen. {Report(outcome).done}")
            return redirect("admin:directory_network_changelist")
        problem = outcome.clash or (OTHERWISE if outcome.fingerprint != seen else UNSEEN)
        return self._report(request, upload, outcome, problem)

    def _report(self, request: HttpRequest, upload: Upload, outcome: ImportOutcome, problem: str = "") -> HttpResponse:
        report = Report(outcome)
        return self._show(request, "report", "Bericht", upload=upload, report=report, problem=problem)

    # --- what people need to know -----------------------------------------------------------

    def help_view(self, request: HttpRequest) -> HttpResponse:
        self._require_view(request)
        return self._show(
            request,
            "help",
            "So ist die Datei aufgebaut",
            kinds=list(guide.kinds()),
            columns=list(guide.columns()),
            overview=OVERVIEW,
            most=number(MAX_LINES),
        )

    def template_view(self, request: HttpRequest) -> HttpResponseBase:
        self._require_view(request)
        return as_file(files.Csv.stream(NAMES, guide.EXAMPLES), "netzwerke-vorlage.csv", files.Csv.content_type)

    def overview_view(self, request: HttpRequest) -> HttpResponseBase:
        """The table with one row per network, without rows."""
        self._require_view(request)
        return as_file(files.Csv.stream(OVERVIEW, ()), "netzwerke-uebersicht.csv", files.Csv.content_type)

    def _require_view(self, request: HttpRequest) -> None:
        host: Any = self
        if not host.has_view_permission(request) and not request.user.has_perm(MAY_IMPORT):
            raise PermissionDenied

    def _show(self, request: HttpRequest, page: str, title: str, **context: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/directory/network/import/{page}.html", context)


def require_permission(request: HttpRequest) -> None:
    """Let only those go on who may import.

    Raises:
        PermissionDenied: for all others.
    """
    if not request.user.has_perm(MAY_IMPORT):
        raise PermissionDenied


def download(networks: QuerySet[Any], form: str) -> StreamingHttpResponse:
    """Networks as a file, read and sent piece by piece."""
    name, kind, pieces = DOWNLOADS[form]
    return as_file(pieces(networks), name.format(today()), kind)


def as_file(pieces: Any, name: str, kind: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=f"{kind}; charset=utf-8", headers=headers)
