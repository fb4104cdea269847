"""`/payments/`: the one ledger. Sums by state and kind that reconcile to the penny, what waits on top, pages by key."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.pages import asking
from complaints.case.reading import visible
from complaints.clocks import words
from complaints.money.models import PAYMENT_KINDS, PAYMENT_STATES, Payment
from complaints.money.naming import KIND_WORDS, STATE_WORDS, lower_first, pounds, standard_words, what_for
from complaints.money.pages import shown
from complaints.money.totals import Totals, totals
from workdays import london

MOST, PAGE = 25, 100
NO_DAY = date(9999, 12, 31)
HEAD = ("Payment", "Complaint or incident", "Customer", "Pay by", "How long")
ICONS = {"proposed": "person", "approved": "money", "held": "stopped", "paid": "tick", "refused": ""}
assert set(ICONS) == set(PAYMENT_STATES)
FILTERS = ("state", "kind", "standard")
NONE_YET = {"title": "No payments yet",
            "text": "A finding on a complaint or an incident proposes what is owed. It then waits here for a second person.",
            "action": {"href": "/standards/", "label": "See the standards"}}
NONE_FITS = {"title": "No payment fits", "text": "Looked at every payment that you may see: none has this state, kind and standard together.",
             "action": {"href": "/payments/", "label": "Show all payments"}}


def seen_by(person: Any) -> QuerySet[Payment]:
    """The payments that this person may see."""
    return Payment.objects.filter(Q(complaint=None) | Q(complaint__in=visible(person)))


@require_safe
@asking.refusals_as_pages
def ledger(request: HttpRequest) -> HttpResponse:
    asked = {name: value for name in FILTERS if (value := request.GET.get(name, "")) and value in OPTIONS[name]()}
    rows = narrowed(seen_by(request.user), asked)
    told, now = totals(rows), asking.now()
    groups, following = _one_state(rows, asked, request, now) if "state" in asked else (_groups(rows, asked, told, now), None)
    context = {
        "heading": _heading(told, asked), "as_of": f"As at {words.moment(now)}.", "filters": _filters(asked),
        "totals": _totals_table(told) if told.cells else None, "groups": groups, "empty": NONE_FITS if asked else NONE_YET,
        "pages": {"words": f"{PAGE} a page", "previous": None, "next": following} if following else None,
    }
    return render(request, "money/ledger.html", context)


def narrowed(rows: QuerySet[Payment], asked: dict[str, str]) -> QuerySet[Payment]:
    columns = {"state": "state", "kind": "kind", "standard": "code"}
    return rows.filter(**{columns[name]: value for name, value in asked.items()})


def _codes() -> dict[str, str]:
    return {standard.code: standard_words(standard.code) for standard in standards.CATALOGUE if standard.pays}


OPTIONS = {"state": lambda: STATE_WORDS, "kind": lambda: KIND_WORDS, "standard": _codes}
LABELS = {"state": "State", "kind": "Kind", "standard": "Standard"}


def _filters(asked: dict[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "label": LABELS[name], "options": [
        {"value": "", "label": "All", "chosen": name not in asked},
        *({"value": value, "label": label, "chosen": asked.get(name) == value} for value, label in OPTIONS[name]().items()),
    ]} for name in FILTERS]


def _heading(told: Totals, asked: dict[str, str]) -> dict[str, str]:
    """What waits, and for how much; of one state alone, how many there are of it."""
    if state := asked.get("state"):
        only = told.of_state(state)
        return {"title": f"Payments: {only.count:,} {lower_first(STATE_WORDS[state])}", "small": pounds(only.gbp)}
    to_approve, to_pay = told.of_state("proposed"), told.of_state("approved")
    return {"title": f"Payments: {to_approve.count:,} to approve, {to_pay.count:,} to pay",
            "small": f"{pounds(to_approve.gbp)} proposed, {pounds(to_pay.gbp)} approved, {pounds(told.of_state('paid').gbp)} paid"}


def _totals_table(told: Totals) -> dict[str, Any]:
    """A row for each kind that has payments, a column for each state; both ways it comes to the same sum."""
    kinds = [kind for kind in PAYMENT_KINDS if told.of_kind(kind).count]
    head = [{"text": "Kind"}, *({"text": STATE_WORDS[state], "num": True} for state in PAYMENT_STATES), {"text": "In all", "num": True}]
    lines = [[{"text": KIND_WORDS[kind]}, *(_cell(told.of(state, kind)) for state in PAYMENT_STATES), _cell(told.of_kind(kind))] for kind in kinds]
    foot = [{"text": "In all"}, *(_cell(told.of_state(state)) for state in PAYMENT_STATES), _cell(told.all())]
    return {"caption": "The ledger by kind and state, with what was added because it was late", "head": head, "rows": lines, "foot": foot}


def _cell(total: Any) -> dict[str, Any]:
    return {"text": f"{pounds(total.gbp)} ({total.count:,})" if total.count else "–", "num": True}


def ordered(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    """Those due first on top, those without a day last."""
    parts = ("complaint__customer", "incident", "incident_customer", "job")
    return rows.select_related(*parts).annotate(by_day=Coalesce("pass_on_due_on", "due_on", NO_DAY)).order_by("by_day", "pk")


def _groups(rows: QuerySet[Payment], asked: dict[str, str], told: Totals, now: datetime) -> list[dict[str, Any]]:
    found = []
    for state in PAYMENT_STATES:
        if told.of_state(state).count:
            some = list(ordered(rows.filter(state=state))[:MOST])
            found.append(_group(state, some, told, now, asked if told.of_state(state).count > MOST else None))
    return found


def _group(state: str, some: list[Payment], told: Totals, now: datetime, more: dict[str, str] | None) -> dict[str, Any]:
    total, today = told.of_state(state), london.day_of(now)
    lines = [_line(row, today) for row in some]
    first = next((line[4]["status"] for line in lines if line[4]["status"]), None)
    link = f"/payments/?{urlencode({**more, 'state': state})}" if more is not None else ""
    table = {"caption": STATE_WORDS[state], "head": [*({"text": text} for text in HEAD), {"text": "Sum", "num": True}], "rows": lines}
    return {
        "state": (first or "") if state in ("proposed", "approved", "held") else "", "icon": ICONS[state], "name": STATE_WORDS[state],
        "count": f"{total.count:,}", "sum": pounds(total.gbp), "table": table,
        "more": {"href": link, "label": f"All {total.count:,}"} if link else None,
    }


def _line(payment: Payment, today: date) -> list[dict[str, Any]]:
    reference, href, name = shown.whose(payment)
    due = shown.due_on(payment)
    return [
        {"text": what_for(payment), "href": f"/payments/{payment.pk}/"}, {"text": reference, "href": href}, {"text": name},
        {"text": words.short_day(due) if due else "No day set"}, {"text": "", "status": shown.status(payment, today)},
        {"text": shown.total(payment), "num": True},
    ]


def _one_state(rows: QuerySet[Payment], asked: dict[str, str], request: HttpRequest, now: datetime) -> tuple[list[dict[str, Any]], str | None]:
    """One page of one state, and the address of the next."""
    told = totals(rows)
    if not told.cells:
        return [], None
    found = list(_behind(ordered(rows), request.GET.get("after", ""))[: PAGE + 1])
    page = found[:PAGE]
    following = f"/payments/?{urlencode({**asked, 'after': f'{page[-1].by_day.isoformat()}.{page[-1].pk}'})}" if len(found) > PAGE else None
    return [_group(asked["state"], page, told, now, None)], following


def _behind(rows: QuerySet[Payment], after: str) -> QuerySet[Payment]:
    """Behind the place that the page before ended on; anything else is the beginning."""
    day, _, number = after.partition(".")
    try:
        on, last = date.fromisoformat(day), int(number) if number.isascii() and number.isdecimal() and len(number) < 18 else 0
    except ValueError:
        return rows
    return rows.filter(Q(by_day__gt=on) | Q(by_day=on, pk__gt=last))
