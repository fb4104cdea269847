"""One page for every change of a setting: the form, then what will change and from when, then the change itself. Nothing typed is lost.

A page says what it asks as an `Asked`; the service decides, also on the page that only checks, where what it wrote is taken back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm, day_field, line_field, words_field
from complaints.clocks import words
from complaints.record.refusals import Conflict, Unacceptable
from complaints.rules import own_changes
from complaints.rules.models import OwnRow
from complaints.rules.own_changes import Subject
from complaints.rules.own_rows import SET
from workdays import london

NOTE = "You see what will change before it does."
MARKS = ("csrfmiddlewaretoken", "op_id", "version", "step")
DATED = ("valid_from", "valid_until", "reason", "source")


@dataclass(frozen=True)
class Asked:
    """One change. `before` and `spoken` are the same lines in the same order, (label, words): of what holds, and of given values.

    `then(values)` says what follows, in sentences; `back` is the page it came from and goes to; `carried` goes along unseen.
    `after` are the lines that hold then where the change has no values; `preview` is an address that shows what was typed at work.
    """

    title: str
    subject: Subject
    key: str
    form: GatheringForm
    before: Sequence[tuple[str, str]]
    spoken: Callable[[Mapping[str, Any]], Sequence[tuple[str, str]]]
    back: str
    submit: str
    small: str = ""
    what: str = SET
    then: Callable[[Mapping[str, Any]], Sequence[str]] = lambda values: ()
    danger: bool = False
    side: Any = None
    carried: Mapping[str, str] = field(default_factory=dict)
    after: Sequence[tuple[str, str]] | None = None
    preview: str = ""


class DatedForm(GatheringForm):
    """What every change asks beside its own fields: from when, and why."""

    valid_from = day_field("From", "The first day it holds. Past days keep what held on them.")
    reason = words_field("Why", "Kept on record with your name.", rows=2)
    dated_section = ("From when and why", ["valid_from", "reason"])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in DATED]
        self.sections = ([("", own)] if own else []) + [self.dated_section]
        self.fields["valid_from"].widget.attrs["class"] = "short"

    def given(self) -> dict[str, Any]:
        """Days, reason and source on top, the rest as `values`."""
        found = super().given()
        own = {name: value for name, value in found.items() if name not in DATED}
        return {name: found.get(name) for name in DATED} | {"values": self.values(own)}

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What was typed as the service takes it."""
        return typed

    def _field_of(self, name: str) -> str | None:
        return super()._field_of(name.removeprefix("values."))

    def _as_asked(self, field: str | None, name: str, sentence: str) -> str:
        return super()._as_asked(field, name.removeprefix("values."), sentence)


class SourcedForm(DatedForm):
    """A change that a second person checks against its source."""

    source = line_field("Source", "The document that it stands in, so that another person can check it.")
    dated_section = ("From when and why", ["valid_from", "source", "reason"])


class HeldForm(DatedForm):
    """From when, and why; the values are those that it has."""

    held: Mapping[str, Any] = {}

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        return dict(self.held)


class EndForm(HeldForm):
    """What is taken out of use: the day asked for is the first without it."""

    valid_from = day_field("First day without it", "Past days keep what held on them.")


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of one change, whichever step it is at."""
    own_changes.check_may_change(request.user, asked.subject.changers)
    if request.method != "POST":
        return _form(request, asked, asking.new_op_id(), _version(asked), status=200)
    op_id, version, step = request.POST.get("op_id"), asking.number(request.POST.get("version")), request.POST.get("step")
    if step == "edit":
        return _form(request, asked, op_id, version, status=200)
    given = {**asked.form.given(), "what": asked.what, "op_id": op_id, "version": version}
    try:
        return _made(request, asked, given) if step == "apply" else _checked(request, asked, given)
    except Conflict as refused:
        return _clash(request, asked, refused)
    except Unacceptable as refused:
        asked.form.refuse(refused)
        return _form(request, asked, op_id, version, status=422)


def _version(asked: Asked) -> int:
    last = own_changes.last_of(asked.subject.table, asked.key)
    return last.number if last else 0


def _made(request: HttpRequest, asked: Asked, given: Mapping[str, Any]) -> HttpResponse:
    made = own_changes.change(asked.subject, asked.key, given, by=request.user, now=asking.now())
    row = OwnRow.objects.get(pk=made.ids["row"])
    if row.approved_at is None:
        messages.success(request, "Proposed. Another administrator or a compliance officer approves it, under “Waiting for a second person”.")
    else:
        messages.success(request, f"Changed. It holds {_from_words(row)}.")
    return HttpResponseRedirect(asked.back)


def _from_words(row: OwnRow) -> str:
    return "from now on" if row.valid_from <= london.day_of(row.at) else f"from {words.long_day(row.valid_from)}"


def _checked(request: HttpRequest, asked: Asked, given: Mapping[str, Any]) -> HttpResponse:
    """What the change would do, by making it and taking it back."""
    with transaction.atomic():
        made = own_changes.change(asked.subject, asked.key, given, by=request.user, now=asking.now())
        row = OwnRow.objects.get(pk=made.ids["row"])
        then = asked.then(row.values)
        transaction.set_rollback(True)
    return render(request, "settings/check.html", {
        "heading": {"title": f"Check: {asked.title}", "small": ""}, "lines": lines_of(asked.before, _after(asked, row)),
        "facts": _facts(row), "then": [*_who_next(row), *then], "op_id": request.POST.get("op_id"), "version": request.POST.get("version"),
        "hidden": hidden_of(request, asked), "submit": "Propose this change" if row.two_people else "Make this change", "action": request.path,
        "back": asked.back, "danger": asked.danger, "side": asked.side, "preview": asked.preview,
    })


def _after(asked: Asked, row: OwnRow) -> Sequence[tuple[str, str]] | None:
    return asked.spoken(row.values) if row.what == SET else asked.after


def lines_of(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]] | None) -> list[dict[str, Any]]:
    """Each line as it is and as it would be; without `after` there is nothing to compare."""
    if after is None:
        return [{"name": name, "now": now, "then": "", "other": False} for name, now in before]
    known = dict(before)
    return [{"name": name, "now": known.get(name, ""), "then": then, "other": known.get(name, "") != then} for name, then in after]


def _facts(row: OwnRow) -> list[dict[str, str]]:
    until = f" to {words.long_day(row.valid_until)}" if row.valid_until else ""
    found = [("Holds", f"from {words.long_day(row.valid_from)}{until}"), ("Why", row.reason), ("Source", row.source)]
    return [{"name": name, "text": text} for name, text in found if text]


def _who_next(row: OwnRow) -> list[str]:
    if row.two_people:
        return ["Another administrator or a compliance officer approves it before it holds."]
    return ["It holds on every page and for every person at once; nothing is started anew."] if row.valid_from <= london.day_of(row.at) else []


def hidden_of(request: HttpRequest, asked: Asked) -> list[dict[str, str]]:
    """Everything that was typed, to be sent again, with what the change carries along."""
    typed = [{"name": name, "value": value} for name, values in request.POST.lists() for value in values
             if name not in MARKS and name not in asked.carried]
    return typed + [{"name": name, "value": value} for name, value in asked.carried.items()]


def _form(request: HttpRequest, asked: Asked, op_id: Any, version: Any, *, status: int) -> HttpResponse:
    return render(request, "complaints/move.html", {
        "heading": {"title": asked.title, "small": asked.small}, "form": asked.form, "op_id": op_id, "version": version, "what_next": (),
        "not_yet": "changed" if asked.before else "saved", "submit": asked.submit, "danger": False, "action": request.path, "due": None,
        "side": asked.side, "note": NOTE,
        "back": {"href": asked.back, "label": "Leave, change nothing"},
    }, status=status)


def _clash(request: HttpRequest, asked: Asked, refused: Conflict) -> HttpResponse:
    """409: what stands there now beside what was typed, which goes again with one button under the new version."""
    last = own_changes.last_of(asked.subject.table, asked.key)
    typed = [{"label": field.label, "text": text} for name, field in asked.form.fields.items() if (text := _typed(asked.form, name))]
    theirs, again = asked.spoken(last.values) if last and last.what == SET else (), refused.code == "stale_version"
    return render(request, "complaints/conflict.html", {
        "heading": {"title": f"Changed meanwhile: {asked.title}", "small": "What you typed is kept on this page."}, "kept": None,
        "notice": {"title": refused.sentence, "text": f"{last.by.full_name} changed it, {words.moment(last.at)}: {last.reason}" if last else ""},
        "changes": [f"{name}, as it stands now: {text or 'nothing'}" for name, text in theirs],
        "theirs_head": "", "before_head": "", "fields": [], "typed": typed, "action": request.path, "op_id": asking.new_op_id(),
        "version": last.number if last else 0, "hidden": hidden_of(request, asked), "submit": "Go on with mine: check it again" if again else "",
        "keep_theirs": {"href": asked.back, "label": "Keep theirs, drop mine"}, "leave": None,
    }, status=409)


def _typed(form: GatheringForm, name: str) -> str:
    """What was typed or chosen, in words."""
    value = form._value(name)
    chosen = dict(getattr(form.fields[name], "choices", ()) or ())
    flat = {key: label for key, label in chosen.items() if isinstance(label, str)}
    return str(flat.get(value, value) or "")
