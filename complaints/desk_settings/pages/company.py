"""`/settings/company/`: what the company says of itself, from a day on; `/settings/accounts/`: how many accounts it has, by month."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.models import LICENCES, NATIONS, Complaint
from complaints.case.pages import asking
from complaints.case.pages.forms import choice, line_field, number_field
from complaints.clocks import words
from complaints.clocks.rules import BOOK_WORDS
from complaints.desk_settings.pages import shown
from complaints.desk_settings.pages.asked import Asked, DatedForm, SourcedForm, answer
from complaints.desk_settings.pages.categories import whole
from complaints.record.refusals import Unknown
from complaints.rules import own_company as rows
from complaints.rules import rule_effects
from complaints.rules import services as rules
from complaints.rules.own_changes import CHANGERS
from complaints.rules.own_rows import SET
from workdays import london

HOME, ACCOUNTS = "/settings/company/", "/settings/accounts/"
LABELS = {
    "name": "Name", "line": "Line under the name", "address": "Address", "complaints_phone": "Phone", "complaints_email": "Email",
    "opening_hours": "Opening hours", "prefix": "Prefix of references", "nation": "Nation where none is known",
    "licence": "Licence where none is said", "rulebook": "Rulebook in force",
    "same_day_until": "Same-day hour", "post_working_days": "Working days that the post takes",
}
assert set(LABELS) == set(rows.READ)
USED = {
    "name": "Every page and letter.", "line": "The head of letters.", "address": "The head of letters and the help page.",
    "complaints_phone": "Letters, the call script and the help page.", "complaints_email": "Letters and the help page.",
    "opening_hours": "The help page.",
    "prefix": "Fixed once a complaint has it.", "nation": "Complaints without a postcode, until a person confirms it.",
    "licence": "New complaints where nothing else is said.",
    "rulebook": "Complaints received from its day on; the others keep for life the rulebook of the day they were received.",
    "same_day_until": "Received before it, the same day is the target for an answer.",
    "post_working_days": "When a posted letter counts as received. Complaints keep the number of the day they were received.",
}
assert set(USED) == set(LABELS)
LICENCE_WORDS = {"supplier": "Supplier", "electricity_distributor": "Electricity distributor", "gas_transporter": "Gas transporter"}
assert set(LICENCE_WORDS) == set(LICENCES)
CHOICES = {
    "rulebook": [(book, told.capitalize()) for book, told in BOOK_WORDS.items()],
    "nation": [(name, name.capitalize()) for name in NATIONS], "licence": list(LICENCE_WORDS.items())}
MONTHS_SHOWN = 60


class FactForm(SourcedForm):
    """One fact; its question depends on which. What dates hang on is checked by a second person against its source."""

    value = line_field("Value")

    def __init__(self, name: str, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.name = name
        if name not in rows.DECIDES_DATES:
            del self.fields["source"]
            self.sections = [("", ["value"]), DatedForm.dated_section]
        chosen = CHOICES.get(name)
        self.fields["value"] = choice(LABELS[name], chosen, USED[name], radio=False) if chosen else line_field(LABELS[name], USED[name])

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {"value": whole(typed.get("value", "")) if self.name == "post_working_days" else typed.get("value", "")}


def spoken_for(name: str) -> Any:
    """The lines of one fact, in words."""
    def spoken(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        return ((LABELS.get(name, name), fact_words(name, values["value"])),)
    return spoken


def fact_words(name: str, value: Any) -> str:
    return dict(CHOICES.get(name, ())).get(value, str(value))


@require_safe
@asking.refusals_as_pages
def company(request: HttpRequest) -> HttpResponse:
    """Every fact as it holds today, where it is used, and what is to come."""
    shown.only_those_who_may_see(request.user)
    today = london.day_of(asking.now())
    own, coming = rules.company(today), shown.upcoming(rows.OWN_COMPANY, today)
    head = ("Fact", "Today", "Where it is used", "State")
    lines = [[{"text": label, "href": f"{HOME}{name}/"}, {"text": fact_words(name, getattr(own, name))}, {"text": USED[name]},
              {"text": shown.upcoming_words(coming.get(name))}] for name, label in LABELS.items()]
    table = shown.without_empty_columns({"caption": "Facts of the company", "head": [{"text": text} for text in head], "rows": lines})
    return render(request, "settings/table.html", {
        "heading": {"title": f"The company: {own.name}", "small": "Letters that went keep what they said."}, "table": table, "add": None,
        "empty": None, "links": [{"href": ACCOUNTS, "label": "Accounts by month"}],
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def fact(request: HttpRequest, name: str) -> HttpResponse:
    """One fact with its history; the form of a change."""
    shown.only_those_who_may_see(request.user)
    if name not in LABELS:
        raise Unknown("The company has no such fact.")
    today, spoken = london.day_of(asking.now()), spoken_for(name)
    held = {"value": getattr(rules.company(today), name)}
    if request.method == "POST" or "edit" in request.GET:
        form = FactForm(name, request.POST if request.method == "POST" else None, initial=held | {"valid_from": today.isoformat()})
        return answer(request, Asked(f"The company: {LABELS[name].lower()}", rows.COMPANY, name, form, spoken(held), spoken, f"{HOME}{name}/",
                                     "Check the change", then=lambda values: _then(name, values, request.user)))
    may = request.user.role in CHANGERS and not (name == "prefix" and Complaint.objects.exists())
    return render(request, "settings/row.html", {
        "heading": {"title": f"The company: {LABELS[name].lower()}", "small": ""},
        "acts": [{"label": "Change this fact", "href": f"{HOME}{name}/?edit=1", "primary": True}] if may else [],
        "facts": [{"name": label, "text": text} for label, text in (*spoken(held), ("Where it is used", USED[name]))], "preview": None,
        "history": shown.history(rows.OWN_COMPANY, name, spoken, spoken({"value": rules.shipped_company()[name]})),
        "none": "It stands as it came with the product.", "home": {"href": HOME, "label": "All facts of the company"},
    })


def _then(name: str, values: Mapping[str, Any], person: Any) -> Sequence[str]:
    return rule_effects.of_fact(name, values["value"], person) if name in rows.DECIDES_DATES else ("Letters that went keep what they said.",)


class AccountsForm(DatedForm):
    licence = choice("Licence", list(LICENCE_WORDS.items()), radio=False)
    month = number_field("Month", "As 2026-04.", inputmode="text")
    accounts = number_field("Accounts", "How many there were in that month.", inputmode="numeric")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["valid_from"]
        self.sections = [("", ["licence", "month", "accounts", "reason"])]

    def given(self) -> dict[str, Any]:
        """It holds from the day it is said on; which month it is of lies in its key."""
        return super().given() | {"valid_from": london.day_of(asking.now()).isoformat()}

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {"accounts": whole(typed.get("accounts", "").replace(",", ""))}


def spoken_accounts(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (("Accounts", f"{values['accounts']:,}"),)


def month_words(key: str) -> str:
    """"Electricity distributor, April 2026"."""
    licence, _, month = key.partition(":")
    return f"{LICENCE_WORDS.get(licence, licence)}, {words.month_name(month)}"


@require_safe
@asking.refusals_as_pages
def accounts(request: HttpRequest) -> HttpResponse:
    """The number of each month and licence, the newest first, with who said it."""
    shown.only_those_who_may_see(request.user)
    found = shown.newest_of_each(rows.ACCOUNTS)
    head = ("Month", "Licence", "Accounts", "Said by", "Why")
    newest = sorted(found, key=lambda row: (row.key.partition(":")[2], row.key), reverse=True)
    lines = [_account_line(row) for row in newest[:MONTHS_SHOWN]]
    table = {"caption": "Accounts by month", "head": [{"text": text, "num": text == "Accounts"} for text in head], "rows": lines}
    return render(request, "settings/table.html", {
        "heading": {"title": f"Accounts by month: {len(lines)} known", "small": "What the figures per 100,000 accounts are worked out with."},
        "table": table if lines else None, "links": [{"href": HOME, "label": "The company"}], "empty": NO_ACCOUNTS,
        "add": {"href": f"{ACCOUNTS}new/", "label": "Add a month"} if request.user.role in CHANGERS else None,
    })


def _account_line(row: Any) -> list[dict[str, Any]]:
    licence, _, of = row.key.partition(":")
    return [{"text": words.month_name(of), "href": f"{ACCOUNTS}{row.key}/"}, {"text": LICENCE_WORDS[licence]},
            {"text": f"{row.values['accounts']:,}", "num": True}, {"text": f"{row.by.full_name}, {words.moment(row.at)}"}, {"text": row.reason}]


NO_ACCOUNTS = {"title": "No month is known yet", "text": "Figures per 100,000 accounts need the number of accounts of their months.", "lines": [],
               "action": None, "second": None, "note": ""}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_accounts(request: HttpRequest) -> HttpResponse:
    """The number of a month; said again, it corrects the one before, which stays on record."""
    shown.only_those_who_may_see(request.user)
    form = AccountsForm(request.POST if request.method == "POST" else None, initial={"month": f"{london.day_of(asking.now()):%Y-%m}"})
    key = f"{request.POST.get('licence', '')[:40]}:{request.POST.get('month', '').strip()[:7]}".replace("\0", "")
    return answer(request, Asked("Accounts of a month", rows.ACCOUNT_NUMBERS, key, form, (), spoken_accounts, ACCOUNTS, "Check the number"))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def month(request: HttpRequest, key: str) -> HttpResponse:
    """One month with every number that was said of it; the form that corrects it."""
    shown.only_those_who_may_see(request.user)
    row = next((row for row in shown.newest_of_each(rows.ACCOUNTS) if row.key == key and row.what == SET), None)
    if row is None:
        raise Unknown("The number of accounts of that month is not known.")
    licence, _, of = key.partition(":")
    if request.method == "POST" or "edit" in request.GET:
        form = AccountsForm(request.POST if request.method == "POST" else None, initial={"licence": licence, "month": of, **row.values})
        form.fields["licence"].disabled = form.fields["month"].disabled = True
        return answer(request, Asked(f"Accounts: {month_words(key)}", rows.ACCOUNT_NUMBERS, key, form, spoken_accounts(row.values), spoken_accounts,
                                     f"{ACCOUNTS}{key}/", "Check the number"))
    return render(request, "settings/row.html", {
        "heading": {"title": f"Accounts: {month_words(key)}", "small": ""}, "preview": None, "home": {"href": ACCOUNTS, "label": "All months"},
        "acts": [{"label": "Correct this month", "href": f"{ACCOUNTS}{key}/?edit=1", "primary": True}] if request.user.role in CHANGERS else [],
        "facts": [{"name": name, "text": text} for name, text in spoken_accounts(row.values)],
        "history": shown.history(rows.ACCOUNTS, key, spoken_accounts), "none": "",
    })
