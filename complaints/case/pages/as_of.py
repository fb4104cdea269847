"""`/c/<reference>/as-of/`: the complaint as its record stood at a past day or moment, and what has changed since. Reads only."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case import channels
from complaints.case.as_of import ERASED, AsOf, as_of
from complaints.case.models import Complaint
from complaints.case.notes import CORRECTED
from complaints.case.pages import asking, heads, printed, sides
from complaints.case.pages.overview import calendar_of, dates_table
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.case.told import LETTER_WORDS
from complaints.clocks import words
from complaints.clocks.forms import EXAMPLE, day_typed, moment_typed
from complaints.letters.kinds import STATES_SHOWN, State
from complaints.record.models import Event
from complaints.record.refusals import Unacceptable
from complaints.reports.periods import as_recorded_by
from workdays import london

MOST = 200
ISO = re.compile(r"\d{4}-\d\d-\d\d")
HOW = f"Give a day like {EXAMPLE}, or a day and a time like {EXAMPLE} 14:10."
NOTHING = "–"


class AsOfForm(forms.Form):
    """A day (its end) or a moment, as people write them."""

    as_of = forms.CharField(label="As the record stood on", required=False, max_length=40, widget=forms.TextInput(
        attrs={"placeholder": f"like {EXAMPLE} or {EXAMPLE} 14:10", "autocomplete": "off", "class": "wide"}))


@require_safe
@asking.refusals_as_pages
def as_of_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Without `as_of` the page asks for it. What can't be read, lies ahead or before the record is refused at the field."""
    complaint, now = asking.complaint_for(request, reference, "as of"), asking.now()
    typed = request.GET.get("as_of", "")
    form = AsOfForm({"as_of": _spoken(typed)} if typed else None)
    context = {
        "heading": {"title": f"{reference} at an earlier moment", "small": heads.name_of(complaint.customer)}, "form": form,
        "back": f"/c/{reference}/", "first": f"On record since {words.moment(complaint.logged_at)}.", "record": None,
    }
    if form.is_bound:
        try:
            at = as_recorded_by(_iso(typed), now=now)
            context |= _record(request, complaint, as_of(complaint, at, request.user))
        except Unacceptable as refused:
            form.add_error("as_of", refused.fields.get("as_of") or [refused.sentence])
    return render(request, "complaints/as_of.html", context, status=422 if form.is_bound and form.errors else 200)


def _spoken(typed: str) -> str:
    """The day of a link as people write days; anything else as it was typed."""
    try:
        return words.plain_day(date.fromisoformat(typed)) if ISO.fullmatch(typed) else typed
    except ValueError:
        return typed


def _iso(typed: str) -> str:
    """ISO text of a day or a moment that was typed in words."""
    text = " ".join(typed.split())
    day = day_typed(text)
    iso = day if day != text else moment_typed(text)
    if not ISO.match(iso):
        raise Unacceptable.of(as_of=HOW)
    return iso


def _record(request: HttpRequest, complaint: Complaint, found: AsOf) -> dict[str, Any]:
    day, calendar, dayless = london.day_of(found.at), calendar_of(found.row), printed.dayless(complaint)
    corrected, since = printed.corrections(found.then), [event for event in found.since if event.kind != CORRECTED]
    since.sort(key=lambda event: (event.at, event.seq), reverse=True)
    stood = words.moment(found.at)
    return {
        "heading": {"title": f"{complaint.reference} as the record stood on {stood}", "small": heads.name_of(found.row.customer)},
        "record": {
            "banner": f"As the record stood on {stood}. What was recorded later, even of days before, is not in it; {_later(since)}",
            "facts": _table(complaint, found), "dates": dates_table(found.deadlines, day, calendar),
            "contacts": [printed.shown(event, day, dayless=dayless, corrected=corrected) for event in reversed(found.contacts())],
            "letters": _letters(found),
            "since": [printed.shown(event, london.day_of(asking.now()), dayless=dayless) for event in since[:MOST]],
            "since_title": f"Recorded since: {words.count_words(len(since), 'event')}" + (f", the newest {MOST}" if len(since) > MOST else ""),
        },
        "foot": f"{complaint.reference} as recorded by {stood}, version {found.row.version} of its record, rebuilt from "
                f"{words.count_words(len(found.then), 'event')}. Printed by {request.user.full_name}, {words.moment(asking.now())}.",
    }


def _later(since: list[Event]) -> str:
    return f"{words.count_words(len(since), 'event')} came after it." if since else "nothing came after it."


def _table(complaint: Complaint, found: AsOf) -> dict[str, Any]:
    """Field by field, then and now; what differs is set in bold."""
    rows = []
    pairs = zip(_facts(found.row, found.erased), _facts(complaint, set()), strict=True)
    for (name, then), (_, now) in pairs:
        if then or now:
            changed = then != now
            rows.append([{"text": name}, {"text": then or NOTHING, "strong": changed}, {"text": (now or NOTHING) if changed else "The same"}])
    return {"caption": "The facts then and now", "head": [{"text": text} for text in ("What", "Then", "Now")], "rows": rows}


def _facts(row: Complaint, erased: set[str]) -> Iterator[tuple[str, str]]:
    """Each fact of the case in words."""
    customer = row.customer
    yield "Stage", f"{STAGE_WORDS[Stage(row.stage)]} since {words.short_day(london.day_of(row.stage_since))}"
    yield "Owner", row.owner.full_name if row.owner else "Nobody"
    yield "Team", row.team.name if row.team else ""
    yield "Next date", f"{words.title(row.next_kind)}, {words.short_day(row.next_due_on)}" if row.next_due_on else "Nothing due"
    yield "Received", _moment(row) + f" {channels.BY[row.channel]}"
    yield "First tried", words.moment(row.first_attempted_at) if row.first_attempted_at else ""
    yield "Customer", heads.name_of(customer)
    yield "Class", heads.TYPE_WORDS[customer.customer_type].capitalize()
    for label, name in (("Account", "account_number"), ("MPAN", "mpan"), ("MPRN", "mprn"), ("Telephone", "phone"), ("Email", "email"),
                        ("Address", "address"), ("Postcode", "postcode"), ("How to reach them", "preferred_contact"),
                        ("Contact arrangement", "contact_arrangement")):
        yield label, sides.spaced(customer.mpan) if name == "mpan" else getattr(customer, name)
    yield "Needs", ", ".join(heads.NEED_WORDS[need] for need in customer.needs) or (ERASED if "needs" in erased else "")
    yield "Formats", ", ".join(heads.FORMAT_WORDS[name] for name in customer.formats) or (ERASED if "formats" in erased else "")
    yield "Speaks for them", _speaker(customer.representative) or (ERASED if "representative" in erased else "")
    yield "Died", words.short_day(customer.died_on) if customer.died_on else ""
    yield "Nation", row.nation.title() + (", assumed" if row.nation_assumed else "")
    yield "Premises", ", ".join(part for part in (row.premises_address, row.premises_postcode) if part)
    yield "Category", row.category.name if row.category else ""
    yield "Severity", str(row.severity)
    yield "Licence", row.licence.replace("_", " ").capitalize()
    yield "Rules", heads.RULEBOOK_WORDS[row.rulebook].capitalize()
    yield "What happened", row.description
    yield "What they want", row.wanted
    yield "Root cause", row.root_cause
    yield "Who may see it", "Named people only" if row.restricted else "The desk"


def _moment(row: Complaint) -> str:
    day = london.day_of(row.received_at)
    return words.moment(row.received_at) if row.received_time_known else words.short_day(day)


def _speaker(speaker: dict[str, Any] | None) -> str:
    return f"{speaker['name']}, {speaker['relation']}" if speaker else ""


def _letters(found: AsOf) -> dict[str, Any] | None:
    rows = [
        [{"text": LETTER_WORDS.get(letter.kind, letter.kind).capitalize(), **({"href": f"/letters/{letter.number}/"} if letter.number else {})},
         {"text": STATES_SHOWN[State(letter.state)] + (", came back" if letter.came_back else "") + (" (imported)" if letter.imported else "")},
         {"text": _day(letter.sent_on)}, {"text": _day(letter.received_on)}]
        for letter in found.stood.letters.values()
    ]
    head = [{"text": text} for text in ("Letter", "How it stood", "Sent", "Receipt recorded")]
    return {"caption": "Letters as they stood", "head": head, "rows": rows} if rows else None


def _day(day: date | None) -> str:
    return words.short_day(day) if day else NOTHING
