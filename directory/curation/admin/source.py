"""Source: how are sources edited, and the lines in them that state nothing?"""

from django.contrib import admin

from directory.curation.admin.base import RecordAdmin
from directory.curation.admin.desk import Desk
from directory.curation.admin.inline_forms import RowForm, RowFormSet
from directory.curation.admin.source_coverage import CoverageMixin
from directory.models import Silence, Source


class SilenceInline(Desk, admin.StackedInline):
    model = Silence
    form = RowForm
    formset = RowFormSet
    template = "admin/directory/rows.html"
    fields = (("first_line", "last_line", "reason"),)
    extra = 0


@admin.register(Source)
class SourceAdmin(CoverageMixin, RecordAdmin):
    folded = "slug"
    fields = ("title", "slug", "publisher", "url", "dated", "read_on", "file", ("lines", "blank_lines"), "note")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (SilenceInline,)
    list_display = ("title", "publisher", "dated", "read_on", "file")
    list_filter = ("read_on", "publisher")
    search_fields = ("title", "publisher", "slug", "url")
