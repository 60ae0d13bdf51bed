"""What all pages of the officers' desk share: what is not one's own does not exist."""

from typing import Any

from django.http import Http404, HttpRequest

from directory.curation.admin.desk import ReadOnlyAdmin


class OwnOnly(ReadOnlyAdmin):
    """``get_queryset`` says what is one's own; every other page asks it."""

    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()
        return own and super().has_view_permission(request, obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Answers 404 for what is not there and for what is not one's own alike."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """The address asks for nothing but the filters the page shows."""
        filters: Any = self.list_filter
        return lookup in {each.parameter_name for each in filters}
