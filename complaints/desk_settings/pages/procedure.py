"""`/settings/procedure/`: the numbers of the company's own procedure, changed from a day of receipt on by two people, with the source."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import line_field
from complaints.clocks import words
from complaints.clocks.rules import Rule
from complaints.desk_settings.pages import shown
from complaints.desk_settings.pages.asked import Asked, SourcedForm, answer
from complaints.desk_settings.pages.categories import whole
from complaints.record.refusals import Unknown
from complaints.rules import own_clocks as rows
from complaints.rules import rule_effects
from complaints.rules import services as rules
from complaints.rules.own_changes import APPROVERS, Subject
from workdays import london

HOME = "/settings/procedure/"
SUBJECT = Subject(rows.TABLE, rows.parsed, two_people=lambda key: True, changers=APPROVERS)


class NumberForm(SourcedForm):
    amount = line_field("Working days", "For complaints received from the day below on.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs |= {"inputmode": "numeric", "class": "short"}

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {"amount": whole(typed.get("amount", ""))}


def spoken(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (("Within", words.working_days_words(values["amount"])),)


def rule_on(kind: str, day: date) -> Rule:
    """The row of a kind for complaints received that day."""
    return rules.clock_rules().pick(kind, "documents", day)


def values_on(kind: str, day: date) -> dict[str, Any]:
    return {"amount": rule_on(kind, day).amount}


@require_safe
@asking.refusals_as_pages
def numbers(request: HttpRequest) -> HttpResponse:
    """Every number with what holds for complaints received today."""
    shown.only_those_who_may_see(request.user)
    today = london.day_of(asking.now())
    coming = shown.upcoming(rows.TABLE, today)
    lines = [[{"text": words.title(kind), "href": f"{HOME}{kind}/"}, {"text": words.working_days_words(rule.amount)}, {"text": rule.source},
              {"text": shown.upcoming_words(coming.get(kind))}] for kind in rows.OWN_KINDS if (rule := rule_on(kind, today))]
    head = ("Deadline", "Within", "Source", "State")
    table = shown.without_empty_columns({"caption": "Numbers of our procedure", "head": [{"text": text} for text in head], "rows": lines})
    return render(request, "settings/table.html", {
        "heading": {"title": f"Our procedure: {len(lines)} numbers", "small": "All other numbers are the law’s or the Ombudsman’s."}, "table": table,
        "links": [{"href": "/rules/", "label": "Rules in force"}], "add": None, "empty": None,
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def number(request: HttpRequest, kind: str) -> HttpResponse:
    """One number with its history; the form that proposes another."""
    shown.only_those_who_may_see(request.user)
    if kind not in rows.OWN_KINDS:
        raise Unknown("Only the numbers of the company’s own procedure can be changed.")
    today, title = london.day_of(asking.now()), f"Our procedure: {words.title(kind).lower()}"
    held = values_on(kind, today)
    if request.method == "POST" or "edit" in request.GET:
        form = NumberForm(request.POST if request.method == "POST" else None, initial=held | {"valid_from": today.isoformat()})
        return answer(request, Asked(title, SUBJECT, kind, form, spoken(held), spoken, f"{HOME}{kind}/", "Check the change",
                                     then=lambda values: rule_effects.of_number(kind, values["amount"], request.user)))
    return render(request, "settings/row.html", {
        "heading": {"title": title, "small": ""}, "preview": None, "home": {"href": HOME, "label": "All numbers of our procedure"},
        "acts": [{"label": "Change this number", "href": f"{HOME}{kind}/?edit=1", "primary": True}],
        "facts": [{"name": name, "text": text} for name, text in spoken(held)], "none": "It stands as it came with the product.",
        "history": shown.history(rows.TABLE, kind, spoken, spoken(shipped(kind))),
    })


def shipped(kind: str) -> dict[str, Any]:
    return {"amount": next(rule.amount for rule in rules.shipped_clock_rules().rows if rule.kind == kind)}
