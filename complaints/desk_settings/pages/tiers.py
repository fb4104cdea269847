"""`/settings/alerts/`: who hears of each deadline ahead, on the day and late, and when an alert that nobody answers goes further."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.alerts import own_tiers as rows
from complaints.case.pages import asking
from complaints.case.pages.forms import choice, line_field
from complaints.case.reading import visible
from complaints.clocks import words
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.models import Deadline
from complaints.clocks.rows import TIERS
from complaints.desk_settings.pages import shown
from complaints.desk_settings.pages.asked import Asked, DatedForm, answer
from complaints.desk_settings.pages.categories import whole
from complaints.record.refusals import Unknown
from complaints.rules.own_changes import CHANGERS
from workdays import london

HOME = "/settings/alerts/"
TOLD = {"owner": "Owner, else the team", "managers": "Also senior managers", "compliance": "Also compliance"}
assert set(TOLD) == set(rows.NAMES)
LABELS = {"ahead": "Ahead of the day", "due": "On the day", "late": "Late"}
assert tuple(LABELS) == TIERS
COUNTED_TO = 1000


class TierForm(DatedForm):
    ahead = choice(LABELS["ahead"], list(TOLD.items()), radio=False)
    due = choice(LABELS["due"], list(TOLD.items()), radio=False)
    late = choice(LABELS["late"], list(TOLD.items()), radio=False)
    ahead_days = line_field("How long ahead", "Working days before its day, never before its start; 0: not ahead. Empty: as the clock’s rule says.")
    further_after = line_field("Goes further after", "Working days without an answer; then it goes one step further, once.")

    def __init__(self, kind: str, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("further_after", "ahead_days"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "short"}
        if kind in WINDOWS:
            del self.fields["late"]
            self.sections = [("", ["ahead", "ahead_days", "due", "further_after"]), self.dated_section]

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        days = typed.get("ahead_days", "").strip()
        return typed | {"further_after": whole(typed.get("further_after", "")), "ahead_days": whole(days) if days else None}


def spoken(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    told = [(label, TOLD[values[tier]] if values[tier] else "A window closes: it is never late") for tier, label in LABELS.items()]
    days = values.get("ahead_days")
    ahead = "As the clock’s rule says" if days is None else words.working_days_words(days) if days else "Not ahead"
    return [told[0], ("How long ahead", ahead), *told[1:], ("Goes further after", words.working_days_words(values["further_after"]))]


@require_safe
@asking.refusals_as_pages
def tiers(request: HttpRequest) -> HttpResponse:
    """Every kind of deadline with who hears of it today."""
    shown.only_those_who_may_see(request.user)
    today = london.day_of(asking.now())
    coming = shown.upcoming(rows.TABLE, today)
    head = ("Deadline", LABELS["ahead"], "How long ahead", LABELS["due"], LABELS["late"], "Goes further after", "State")
    kinds = [kind for kind in Kind if kind not in rows.FIXED]
    lines = [[{"text": words.title(kind), "href": f"{HOME}{kind.value}/"}, *({"text": text} for _, text in spoken(rows.values_on(kind, today))),
              {"text": shown.upcoming_words(coming.get(kind.value))}] for kind in kinds]
    table = shown.without_empty_columns({"caption": "Who hears of each deadline", "head": [{"text": text} for text in head], "rows": lines})
    return render(request, "settings/table.html", {
        "heading": {"title": f"Alerts: {len(kinds)} kinds of deadline", "small": "Who hears of them, and when."}, "table": table, "links": [],
        "add": None, "empty": None,
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def tier(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind with its history; the form of a change."""
    shown.only_those_who_may_see(request.user)
    if kind not in set(Kind) or kind in rows.FIXED:
        raise Unknown("Who hears of this deadline can’t be changed.")
    today = london.day_of(asking.now())
    held = rows.values_on(kind, today)
    if request.method == "POST" or "edit" in request.GET:
        form = TierForm(kind, request.POST if request.method == "POST" else None, initial=held | {"valid_from": today.isoformat()})
        return answer(request, Asked(f"Alerts: {words.title(kind)}", rows.SUBJECT, kind, form, spoken(held), spoken, f"{HOME}{kind}/",
                                     "Check the change", then=lambda values: _then(kind, request.user)))
    return render(request, "settings/row.html", {
        "heading": {"title": f"Alerts: {words.title(kind)}", "small": ""}, "preview": None, "home": {"href": HOME, "label": "All deadlines"},
        "acts": [{"label": "Change these alerts", "href": f"{HOME}{kind}/?edit=1", "primary": True}] if request.user.role in CHANGERS else [],
        "facts": [{"name": name, "text": text} for name, text in spoken(held)], "none": "It stands as it came with the product.",
        "history": shown.history(rows.TABLE, kind, spoken),
    })


def _then(kind: str, person: Any) -> list[str]:
    """How many open deadlines it reaches; the count stops at a thousand."""
    found = Deadline.objects.filter(kind=kind, alert_at__isnull=False, complaint__in=visible(person)).values_list("pk", flat=True)[:COUNTED_TO + 1]
    number = len(found)
    many = f"More than {COUNTED_TO} open deadlines" if number > COUNTED_TO else words.count_words(number, "open deadline")
    return [f"{many} of this kind have an alert to come: from that day on it goes to those named here.",
            "What was alerted already is not alerted again. How long ahead holds for deadlines that start from then on; those that run keep theirs."]
