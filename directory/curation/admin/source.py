"""Source: how are sources edited, and the lines in them that state nothing?"""

from django.contrib import admin

from directory.curation.admin.base import RecordAdmin
from directory.curation.admin.rows import BelongingAdmin
from directory.curation.admin.source_coverage import CoverageMixin
from directory.models import Silence, Source


@admin.register(Silence)
class SilenceAdmin(BelongingAdmin):
    parent = "source"
    fields = (("first_line", "last_line", "reason"),)


@admin.register(Source)
class SourceAdmin(CoverageMixin, RecordAdmin):
    folded = "slug"
    fields = ("title", "slug", "publisher", "url", "dated", "read_on", "file", ("lines", "blank_lines"), "note")
    prepopulated_fields = {"slug": ("title",)}
    list_display = ("title", "publisher", "dated", "read_on", "file")
    list_filter = ("read_on", "publisher")
    search_fields = ("title", "publisher", "slug", "url")
