"""How are sources edited, and the lines in them that state nothing?"""

from django.contrib import admin

from directory.admin.coverage import CoverageMixin
from directory.admin.desk import Desk
from directory.admin.record import RecordAdmin
from directory.admin.rows import RowForm, RowFormSet
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
