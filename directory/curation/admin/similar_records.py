"""Similar records: is a record there already? Its form asks before it takes in a second one, and its page offers to
merge the two.
"""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from directory.catalogue import redirects
from directory.curation.duplicates import detection
from directory.models import RecordKind
from directory.rules.similarity import Likeness, Signs, spellings

WARNING = "Das sieht aus wie ein Eintrag, den es schon gibt. Bitte vergleichen Sie unter „Gibt es das schon?“."
RECOGNISED_BY = {"name", "short_name", "office", "title", "publisher", "url"}
MERGE = "directory.add_merger"


class AlikeForm(forms.ModelForm):
    """Refuses a record that looks like others (``alike``), unless somebody says that it is another."""

    is_other = forms.BooleanField(label="Es ist wirklich ein anderer Eintrag", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.alike: list[tuple[Likeness, str]] = []

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        kind = str(self._meta.model._meta.model_name)
        asks = kind in redirects.RECORDS and (not self.instance.pk or RECOGNISED_BY & set(self.changed_data))
        if asks:
            found = detection.similar(kind, self._signs(kind))
            self.alike = [(like, reverse(f"admin:directory_{kind}_change", args=[like.number])) for like in found]
        if self.alike and not self.cleaned_data.get("is_other"):
            self.add_error(None, WARNING)
        return values

    def _signs(self, kind: str) -> Signs:
        """What the typed record would be recognised by."""
        typed = {name: self.cleaned_data.get(name) or "" for name in RECOGNISED_BY}
        mine = Signs(self.instance.pk or 0)
        if kind == RecordKind.SOURCE:
            mine.names = spellings(f"{typed['title']} {typed['publisher']}") if typed["title"] else set()
            mine.learn(web=typed["url"])
        else:
            mine.names = spellings(typed["name"]) | spellings(typed["short_name"])
            mine.learn(place=typed["office"])
        if kind == RecordKind.MEMBER:
            network = self.cleaned_data.get("network")
            mine.group = network.pk if network else 0
        return mine


class Alike:
    """Mixed into the admin pages of records."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The list of pairs follows what was saved, and knows which are none."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        record = form.instance
        if record._meta.model_name in redirects.RECORDS:
            for like, _ in form.alike:
                reason = form.cleaned_data.get("because") or "beim Eintragen bestätigt"
                detection.tell_apart(record._meta.model_name, record.pk, like.number, reason)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        record: Any = context.get("original")
        if record and record._meta.model_name in redirects.RECORDS and request.user.has_perm(MERGE):
            which = [record._meta.model_name, record.pk]
            context["merge_address"] = reverse("admin:directory_merger_choose", args=which)
        return super().render_change_form(request, context, *args, **options)  # type: ignore[misc]
