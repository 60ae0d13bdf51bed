"""Edit conflicts: what has happened to an entry since an editor opened its page? Each page says what it showed; what
somebody else has changed since then is named, and nothing of it is overwritten unseen.
"""

import re
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from directory.curation.admin.desk import only_looking
from directory.curation.admin.form_snapshots import Shown, in_words, mark, sent
from directory.models import Act, Revision, Version

SEEN = "_seen"
STAMP = "_stamp"
NEWS = "_news"
"""Put beside what was sent: sentences that say why it cannot be saved now."""
LEAD = (
    "Inzwischen {who} diesen Eintrag gespeichert. Es ist nichts überschrieben: Felder, die Sie nicht angefasst haben, "
    "zeigen den neuen Stand; was Sie eingegeben haben, ist noch da. Wenn es so stimmt, speichern Sie noch einmal."
)
BOTH = "Sie haben hier etwas anderes eingegeben; Ihre Eingabe steht noch im Feld."
GONE = "Entfernt: {}."
GONE_TYPED = "Entfernt: {}. Sie haben daran geschrieben; Ihre Eingabe steht als neue Zeile da."

Row = dict[str, str]


class Meanwhile:
    """Mixed into admin pages: compares what is stored with what the page had shown, before anything is saved. What is
    sent is one act, and so one transaction.
    """

    def root_of(self, record: Any) -> Any:
        """The row that everybody who edits the record locks first."""
        return record

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        host: Any = super()
        if request.method != "POST" or object_id is None or not request.POST.get(SEEN):
            extra = {**(extra_context or {}), "stamp": stamp()}
            return host.changeform_view(request, object_id, form_url, extra)
        record = self._locked(request, object_id)
        extra = {**(extra_context or {}), "stamp": stamp()}
        if record is not None and seen_by(request.POST).get(STAMP) != extra["stamp"]:
            page = host.changeform_view(only_looking(request), object_id, form_url, extra).context_data
            meeting = Meeting(request.POST, Shown(page))
            if meeting.news:
                refuse(request, meeting.data, [LEAD.format(who=latest_hand(record, request.user)), *meeting.news])
        return host.changeform_view(request, object_id, form_url, extra)

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        host: Any = self
        record = host.get_object(request, unquote(object_id))
        if record is not None:
            root = self.root_of(record)
            models.QuerySet(type(root)).select_for_update().filter(pk=root.pk).first()
        return record

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        host: Any = super()
        if options.get("change") and context.get("original") is not None:
            context["seen"] = f"{STAMP}={context['stamp']} {Shown(context)}"
        return host.render_change_form(request, context, *args, **options)


def stamp() -> str:
    """What moves with every change to what pages show: where it is the same, nobody has saved anything since. To be
    asked for before the page is read.
    """
    return str(Revision.current())


def seen_by(data: QueryDict) -> Row:
    """What the page had shown: its fields by name, each with the mark of its value, and its stamp."""
    return dict(pair.split("=", 1) for pair in str(data[SEEN]).split(" ") if "=" in pair)


def refuse(request: HttpRequest, data: QueryDict, sentences: list[str]) -> None:
    """Let the form take this for what was sent, and say with these sentences why it cannot be saved now."""
    data = data.copy()
    data.setlist(NEWS, sentences)
    request.POST = data  # type: ignore[assignment]


def latest_hand(record: Any, user: Any) -> str:
    """Who saved the record last, and when: the first words of a sentence."""
    places = record.places()
    own = reduce(or_, (models.Q(kind=kind, record=number) for kind, number in places))
    last = Act.objects.filter(pk__in=Version.objects.filter(own).values("act")).select_related("by").first()
    if last is None or last.by is None:
        return "hat jemand anderes"
    if last.by == user:
        return "haben Sie selbst in einem anderen Fenster"
    return f"hat {last.by.get_full_name() or last.by} um {timezone.localtime(last.at):%H:%M} Uhr"


class Meeting:
    """What an editor sent meets what is stored. ``data`` is brought up to date where they touched nothing; ``news``
    tells, sentence by sentence, what others have changed.
    """

    def __init__(self, data: QueryDict, now: Shown) -> None:
        self.data = data.copy()
        self.now = now
        self.seen = seen_by(data)
        self.news: list[str] = []
        own: Row = {name: self.data.get(name, "") for name in now.fields if ":" not in name}
        before = dict(own)
        self._update("", own)
        for name in own:
            if own[name] != before[name]:
                self._put(name, own[name])
        for formset in now.formsets:
            self._meet(formset)

    def _update(self, stem: str, row: Row) -> None:
        """Bring the fields of one row up to date; what was typed stays."""
        for name, field in self.now.fields.items():
            head, _, short = name.rpartition(":")
            if head != stem or self.seen.get(name) in (None, mark(sent(field))):
                continue
            words, typed = in_words(field), row.get(short, "")
            told = f"{self.now.label(name)}: jetzt {f'„{words}“' if words else 'leer'}."
            if mark(typed) == self.seen[name]:
                row[short] = sent(field)
            elif mark(typed) != mark(sent(field)):
                told = f"{told} {BOTH}"
            self.news.append(told)

    def _put(self, name: str, value: str) -> None:
        if value:
            self.data[name] = value
        else:
            self.data.pop(name, None)

    # --- rows ---------------------------------------------------------------------------------

    def _meet(self, formset: Any) -> None:
        """The stored rows in their order, each as it was sent, or as it is stored if it was not there yet."""
        prefix = formset.prefix
        rows = [(row.pop("id", ""), row) for row in self._sent_rows(prefix)]
        stored = {number: row for number, row in rows if number}
        added = [row for number, row in rows if not number]
        kept = []
        for form in formset.initial_forms:
            place = f"{prefix}:{form.instance.pk}"
            row = stored.pop(str(form.instance.pk), None)
            if row is None:
                row = {field.name: sent(field) for field in form}
                self.news.append(f"Neu: {self.now.rows[place]}.")
            self._update(place, row)
            kept.append({**row, "id": str(form.instance.pk)})
        for number, row in stored.items():
            typed = any(
                mark(value) != self.seen.get(f"{prefix}:{number}:{name}", mark(value)) for name, value in row.items()
            )
            told = next((row[name] for name in ("title", "name", "text", "reason", "subject") if row.get(name)), number)
            what = f"{formset.model._meta.verbose_name} „{told}“"
            self.news.append((GONE_TYPED if typed else GONE).format(what))
            if typed:
                added.insert(0, row)
        self._write(prefix, kept, added)

    def _sent_rows(self, prefix: str) -> list[Row]:
        rows: dict[int, Row] = {}
        for name, value in self.data.items():
            found = re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)", name)
            if found:
                rows.setdefault(int(found[1]), {})[found[2]] = str(value)
        return [rows[number] for number in sorted(rows)]

    def _write(self, prefix: str, kept: list[Row], added: list[Row]) -> None:
        for name in [name for name in self.data if re.match(rf"{re.escape(prefix)}-\d", name)]:
            del self.data[name]
        for number, row in enumerate([*kept, *added]):
            for name, value in row.items():
                self._put(f"{prefix}-{number}-{name}", value)
        self.data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(kept) + len(added))
