"""`/settings/categories/`: what a complaint can be about. Added, changed, moved and retired; never deleted."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case import categories as rows
from complaints.case.models import Category
from complaints.case.pages import asking
from complaints.case.pages.forms import choice, line_field, words_field
from complaints.case.reading import visible
from complaints.case.stages import OPEN
from complaints.clocks import words
from complaints.desk_settings.pages import shown
from complaints.desk_settings.pages.asked import Asked, DatedForm, EndForm, HeldForm, answer
from complaints.record.refusals import Unknown
from complaints.rules.own_changes import CHANGERS
from complaints.rules.own_rows import END
from staff.models import Team
from workdays import london

HOME = "/settings/categories/"
SEVERITIES = {1: "1, inconvenience", 2: "2, ordinary", 3: "3, health, safety, loss of supply or of a home"}
COUNTED_TO = 1000


class CategoryForm(DatedForm):
    """Everything that a category is."""

    name = line_field("Name")
    parent = choice("Group", [], "Without a group it is a group itself.", radio=False)
    severity = choice("Severity", [(str(number), label) for number, label in SEVERITIES.items()], radio=False)
    team = choice("Team", [], "Complaints that nobody owns go to this team.", radio=False)
    words = words_field("Words that suggest it", "What callers say, one word or phrase on each line.", rows=4)
    position = line_field("Place", "A number: lists go from the lowest to the highest.")

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        groups = Category.objects.filter(parent=None, retired_on=None).order_by("position", "name").values_list("code", "name")
        self.fields["parent"].choices = [("", "No group: it is one itself"), *groups]
        self.fields["team"].choices = [("", "The first team that answers customers"), *Team.objects.in_use().values_list("slug", "name")]
        self.fields["position"].widget.attrs |= {"inputmode": "numeric", "class": "short"}

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        lines = [line.strip() for line in typed.get("words", "").split("\n")]
        return {"name": "", "parent": None, "team": None} | typed | {
            "severity": whole(typed.get("severity", "2")), "position": whole(typed.get("position", "0")), "words": [line for line in lines if line]}


def whole(typed: str) -> Any:
    text = typed.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else typed


def initial_of(values: Mapping[str, Any], today: Any) -> dict[str, Any]:
    return {**values, "severity": str(values["severity"]), "words": "\n".join(values["words"]), "valid_from": today.isoformat()}


def spoken(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """The lines of a category, in words."""
    groups, teams = dict(Category.objects.filter(parent=None).values_list("code", "name")), dict(Team.objects.values_list("slug", "name"))
    return (
        ("Name", values["name"]), ("Group", groups.get(values["parent"], values["parent"] or "A group itself")),
        ("Severity", SEVERITIES[values["severity"]]), ("Team", teams.get(values["team"], values["team"] or "The first team that answers customers")),
        ("Words that suggest it", ", ".join(values["words"])), ("Place", str(values["position"])),
    )


@require_safe
@asking.refusals_as_pages
def categories(request: HttpRequest) -> HttpResponse:
    """All of them by group, with what is to come."""
    shown.only_those_who_may_see(request.user)
    found = list(Category.objects.select_related("parent", "team").order_by("position", "name"))
    today = london.day_of(asking.now())
    coming = shown.upcoming(rows.TABLE, today)
    groups = [_group(row, [one for one in found if one.parent_id == row.pk], coming) for row in found if row.parent_id is None]
    offered = sum(row.parent_id is not None and row.retired_on is None for row in found)
    return render(request, "settings/categories.html", {
        "heading": {"title": f"Categories: {offered} in use", "small": "What a complaint can be about."}, "groups": groups,
        "may_change": request.user.role in CHANGERS,
        "to_come": [{"text": row.values.get("name") or key, "small": shown.upcoming_words(row)} for key, row in coming.items()
                    if key not in {one.code for one in found}],
    })


def _group(group: Category, held: Sequence[Category], coming: Mapping[str, Any]) -> dict[str, Any]:
    head = ("Category", "Severity", "Team", "Words that suggest it", "Place", "State")
    lines = [[
        {"text": row.name, "href": f"{HOME}{row.code}/"}, {"text": SEVERITIES[row.severity]}, {"text": row.team.name if row.team else ""},
        {"text": ", ".join(row.words)}, {"text": str(row.position), "num": True}, {"text": _state(row, coming)},
    ] for row in held]
    table = shown.without_empty_columns({"caption": f"Categories in {group.name}", "rows": lines,
                                         "head": [{"text": text, "num": text == "Place"} for text in head]})
    return {"name": group.name, "href": f"{HOME}{group.code}/", "count": f"{len(held)} in it", "state": _state(group, coming),
            "table": table if lines else None}


def _state(row: Category, coming: Mapping[str, Any]) -> str:
    retired = f"Retired since {words.plain_day(row.retired_on)}" if row.retired_on else ""
    return ". ".join(text for text in (retired, shown.upcoming_words(coming.get(row.code))) if text)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    """A new category; its code comes from its name and never changes."""
    shown.only_those_who_may_see(request.user)
    today = london.day_of(asking.now())
    data = request.POST if request.method == "POST" else None
    form = CategoryForm(data, initial={"valid_from": today.isoformat(), "severity": "2", "position": "900"})
    code = request.POST.get("code", "")
    code = code if rows.is_own(code) else rows.code_for(request.POST.get("name", ""))
    return answer(request, Asked("Add a category", rows.SUBJECT, code, form, (), spoken, HOME, "Check the new category", then=_offered_then,
                                 carried={"code": code}))


def _offered_then(values: Mapping[str, Any]) -> list[str]:
    return ["The phone form, corrections and the choice of categories offer it from that day."]


def found_or_unknown(code: str) -> Category:
    row = Category.objects.select_related("parent", "team").filter(code=code).first() if code.isascii() else None
    if row is None:
        raise Unknown("There is no category of that code.")
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def category(request: HttpRequest, code: str) -> HttpResponse:
    """The form of one category, with its history and what hangs on it."""
    shown.only_those_who_may_see(request.user)
    row, today = found_or_unknown(code), london.day_of(asking.now())
    values = rows.values_of(row)
    form = CategoryForm(request.POST if request.method == "POST" else None, initial=initial_of(values, today))
    asked = Asked(f"Category: {row.name}", rows.SUBJECT, code, form, spoken(values), spoken, f"{HOME}{code}/", "Check the change",
                  small=_hangs(row, request.user),
                  then=lambda values: _kept(row, request.user), side=_side(row, request.user))
    if request.method == "POST" or "edit" in request.GET:
        return answer(request, asked)
    return _page(request, row, values)


def _page(request: HttpRequest, row: Category, values: Mapping[str, Any]) -> HttpResponse:
    shipped = rows.shipped_values(row.code)
    may = request.user.role in CHANGERS
    acts = [("Change this category", f"{HOME}{row.code}/?edit=1", True)]
    other, step = ("Bring this category back", "bring-back") if row.retired_on else ("Retire this category", "retire")
    acts.append((other, f"{HOME}{row.code}/{step}/", False))
    return render(request, "settings/row.html", {
        "heading": {"title": f"Category: {row.name}", "small": _hangs(row, request.user)}, "acts": [
            {"label": label, "href": href, "primary": primary} for label, href, primary in acts] if may else [],
        "facts": [{"name": name, "text": text} for name, text in spoken(values)] + [
            {"name": "Code", "text": f"{row.code}, {'comes with the product' if shipped else 'the company’s own'}"},
            *([{"name": "Retired", "text": f"since {words.long_day(row.retired_on)}"}] if row.retired_on else [])],
        "history": shown.history(rows.TABLE, row.code, spoken, spoken(shipped) if shipped else ()), "none": "It stands as it came with the product.",
        "home": {"href": HOME, "label": "All categories"}, "preview": None,
    })


def _hangs(row: Category, person: Any) -> str:
    """How many open complaints have it; the count stops at a thousand."""
    found = visible(person).filter(category=row, stage__in=OPEN).values_list("pk", flat=True)[:COUNTED_TO + 1]
    number = len(found)
    return f"More than {COUNTED_TO} open complaints have it" if number > COUNTED_TO else f"{words.count_words(number, 'open complaint')} with it"


def _kept(row: Category, person: Any) -> list[str]:
    return [f"{_hangs(row, person)}: they keep it, with the severity and the team they were given when they were logged."]


def _side(row: Category, person: Any) -> list[dict[str, Any]]:
    lines = [{"text": _hangs(row, person)}, {"text": "Past complaints keep their category, severity and team."}]
    return [{"title": "What hangs on it", "lines": lines}]


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def retire(request: HttpRequest, code: str) -> HttpResponse:
    row, form = _to_end(request, code, EndForm)
    if row.retired_on and request.method != "POST":
        return _nothing_to_do(request, row, "is retired already")
    values = rows.values_of(row)
    return answer(request, Asked(
        f"Retire a category: {row.name}", rows.SUBJECT, code, form, spoken(values), spoken, f"{HOME}{code}/", "Check what retiring it does",
        small=_hangs(row, request.user), what=END, danger=True,
        then=lambda values: ("No new complaint is given it from that day.", "Complaints that have it keep it, and reports count it on.")))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def bring_back(request: HttpRequest, code: str) -> HttpResponse:
    """As it was when it was retired."""
    row, form = _to_end(request, code, HeldForm)
    if row.retired_on is None and request.method != "POST":
        return _nothing_to_do(request, row, "is in use: there is nothing to bring back")
    form.held = values = rows.values_of(row)
    return answer(request, Asked(
        f"Bring back a category: {row.name}", rows.SUBJECT, code, form, spoken(values), spoken, f"{HOME}{code}/", "Check what bringing it back does",
        small=_hangs(row, request.user), then=_offered_then))


def _nothing_to_do(request: HttpRequest, row: Category, why: str) -> HttpResponse:
    messages.info(request, f"“{row.name}” {why}.")
    return HttpResponseRedirect(f"{HOME}{row.code}/")


def _to_end(request: HttpRequest, code: str, kind: type[HeldForm]) -> tuple[Category, HeldForm]:
    shown.only_those_who_may_see(request.user)
    today = london.day_of(asking.now())
    return found_or_unknown(code), kind(request.POST if request.method == "POST" else None, initial={"valid_from": today.isoformat()})
