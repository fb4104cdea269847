"""`/settings/contacts/`: whom a customer can turn to, and the distributors by area. Proposed by one, approved by another, by a source."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import choice, day_field, line_field
from complaints.clocks import words
from complaints.desk_settings.pages import shown
from complaints.desk_settings.pages.asked import Asked, EndForm, SourcedForm, answer
from complaints.record.refusals import Unknown
from complaints.rules import own_contacts as rows
from complaints.rules.contacts import DatedContact, history
from complaints.rules.own_changes import CHANGERS
from complaints.rules.own_rows import END
from complaints.rules.pages import ROLE_WORDS
from standards.contacts import Contact
from workdays import london

HOME = "/settings/contacts/"
DISTRIBUTORS = "/settings/distributors/"
CONTACT_LABELS = {
    "role": "For", "name": "Name", "name_cy": "Name in Welsh", "phone": "Phone", "hours": "Hours", "web": "On the web", "address": "Address"}
DISTRIBUTOR_LABELS = {
    "area": "Area", "company": "Company", "connections": "Connections", "connections_hours": "Hours for connections",
    "relations": "Customer relations", "relations_hours": "Hours for customer relations", "note": "Note",
}
USED = {
    "ombudsman": "letters, the call script and the case’s own page", "advice": "letters and the call script",
    "advice_scotland": "letters to Scotland", "regulator": "payment notices", "emergency_gas": "the head of the phone form",
}
CLOSED_THEN = ("It is named no more from that day: on no letter, in no script.", "Letters that went keep what they said.")
SET_THEN = ("Letters, scripts and pages name it from that day.", "Letters that went keep what they said.")


class ContactForm(SourcedForm):
    role = choice(CONTACT_LABELS["role"], [(role, ROLE_WORDS[role]) for role in rows.ROLES], radio=False)
    name = line_field(CONTACT_LABELS["name"])
    name_cy = line_field(CONTACT_LABELS["name_cy"], "Leave empty where there is none.")
    phone = line_field(CONTACT_LABELS["phone"])
    hours = line_field(CONTACT_LABELS["hours"])
    web = line_field(CONTACT_LABELS["web"])
    address = line_field(CONTACT_LABELS["address"])
    valid_until = day_field("Until", "Leave empty where no end is known.")
    dated_section = ("From when and why", ["valid_from", "valid_until", "source", "reason"])


class DistributorForm(SourcedForm):
    valid_until = day_field("Until", "Leave empty where no end is known.")
    dated_section = ("From when and why", ["valid_from", "valid_until", "source", "reason"])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        own: dict[str, forms.Field] = {name: line_field(label) for name, label in DISTRIBUTOR_LABELS.items()}
        self.fields = own | dict(self.fields)
        self.sections = [("", list(own)), self.dated_section]


class CloseForm(EndForm, SourcedForm):
    """From when it is named no more, by which source, and why."""


def spoken_contact(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return [(label, ROLE_WORDS.get(values[name], values[name]) if name == "role" else values[name]) for name, label in CONTACT_LABELS.items()]


def spoken_distributor(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return [(label, values[name]) for name, label in DISTRIBUTOR_LABELS.items()]


def contact_values(row: DatedContact) -> dict[str, Any]:
    return {name: asdict(row)[name] for name in CONTACT_LABELS}


def distributor_values(row: Contact) -> dict[str, Any]:
    return {name: asdict(row)[name] for name in DISTRIBUTOR_LABELS}


def contact_now(code: str, on: date) -> DatedContact | None:
    """The row of that code that holds that day, else its nearest."""
    found = [row for row in history() if row.code == code]
    return next((row for row in found if row.holds(on)), found[-1] if found else None)


def distributor_now(key: str, on: date) -> Contact | None:
    return next((row for row in rows.distributors_on(on) if str(row.row) == key), None)


@require_safe
@asking.refusals_as_pages
def contacts(request: HttpRequest) -> HttpResponse:
    """Those in force, then those that were, then the distributors."""
    shown.only_those_who_may_see(request.user)
    today = london.day_of(asking.now())
    found, coming = history(), shown.upcoming(rows.CONTACT, today)
    held = [row for row in found if row.holds(today)]
    past = [row for row in found if not row.holds(today)]
    distributors = rows.distributors_on(today)
    return render(request, "settings/contacts.html", {
        "heading": {"title": f"Contacts: {len(held)} in force today", "small": "Whom a customer can turn to."},
        "may_change": request.user.role in CHANGERS, "held": _contacts("Contacts in force today", held, coming),
        "past": _contacts("Contacts of other days", past, {}) if past else None,
        "distributors": _distributors(distributors, shown.upcoming(rows.DISTRIBUTOR, today)), "count": len(distributors),
    })


def _contacts(caption: str, found: Sequence[DatedContact], coming: Mapping[str, Any]) -> dict[str, Any]:
    head = ("Name", "For", "Phone", "Hours", "On the web", "Holds", "Named in", "State")
    lines = [[{"text": row.name, "href": f"{HOME}{row.code}/"}, {"text": ROLE_WORDS.get(row.role, row.role)}, {"text": row.phone},
              {"text": row.hours}, {"text": row.web}, {"text": days(row.valid_from, row.valid_until)}, {"text": USED.get(row.role, "")},
              {"text": shown.upcoming_words(coming.get(row.code))}] for row in found]
    return shown.without_empty_columns({"caption": caption, "head": [{"text": text} for text in head], "rows": lines})


def _distributors(found: Sequence[Contact], coming: Mapping[str, Any]) -> dict[str, Any]:
    head = ("Area", "Company", "Connections", "Customer relations", "Note", "State")
    lines = [[{"text": row.area, "href": f"{DISTRIBUTORS}{row.row}/"}, {"text": row.company}, {"text": row.connections}, {"text": row.relations},
              {"text": row.note}, {"text": shown.upcoming_words(coming.get(str(row.row)))}] for row in found]
    return shown.without_empty_columns({"caption": "Distributors by area", "head": [{"text": text} for text in head], "rows": lines})


def days(first: date | None, last: date | None) -> str:
    """"From 1 April 2012 to 31 March 2014"."""
    begun = f"From {words.plain_day(first)}" if first else "Always"
    return begun + (f" to {words.plain_day(last)}" if last else "")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_contact(request: HttpRequest) -> HttpResponse:
    shown.only_those_who_may_see(request.user)
    code = request.POST.get("code", "")
    code = code if code.startswith("own_") and rows.CODE.fullmatch(code) else rows.code_for(request.POST.get("name", ""))
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_today())
    return answer(request, Asked("Add a contact", rows.CONTACTS, code, form, (), spoken_contact, HOME, "Check the new contact",
                                 then=lambda values: SET_THEN, carried={"code": code}))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """One contact with its history; the form of a change."""
    row = _contact_found(request, code)
    values, address = contact_values(row), f"{HOME}{code}/"
    if request.method == "POST" or "edit" in request.GET:
        form = ContactForm(request.POST if request.method == "POST" else None, initial=values | _today())
        return answer(request, Asked(f"Contact: {row.name}", rows.CONTACTS, code, form, spoken_contact(values), spoken_contact, address,
                                     "Check the change", small=_used(row), then=lambda values: SET_THEN))
    facts = [*spoken_contact(values), ("Holds", days(row.valid_from, row.valid_until)), ("Named in", USED.get(row.role, "")), ("Source", row.source)]
    return _page(request, f"Contact: {row.name}", address, facts, shown.history(rows.CONTACT, code, spoken_contact, spoken_contact(values)))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def close_contact(request: HttpRequest, code: str) -> HttpResponse:
    row = _contact_found(request, code)
    form = CloseForm(request.POST if request.method == "POST" else None, initial=_today())
    return answer(request, Asked(f"Close a contact: {row.name}", rows.CONTACTS, code, form, spoken_contact(contact_values(row)), spoken_contact,
                                 f"{HOME}{code}/", "Check: close it", small=_used(row), what=END, danger=True, then=lambda values: CLOSED_THEN))


def _contact_found(request: HttpRequest, code: str) -> DatedContact:
    shown.only_those_who_may_see(request.user)
    row = contact_now(code, london.day_of(asking.now()))
    if row is None:
        raise Unknown("There is no contact of that code.")
    return row


def _used(row: DatedContact) -> str:
    return f"Named in {USED[row.role]}" if row.role in USED else ""


def _today() -> dict[str, str]:
    return {"valid_from": london.day_of(asking.now()).isoformat()}


def _page(request: HttpRequest, title: str, address: str, facts: Sequence[tuple[str, str]], history_shown: Any) -> HttpResponse:
    acts = [{"label": "Change this contact", "href": f"{address}?edit=1", "primary": True},
            {"label": "Close this contact", "href": f"{address}close/", "primary": False}]
    return render(request, "settings/row.html", {
        "heading": {"title": title, "small": ""}, "acts": acts if request.user.role in CHANGERS else [],
        "facts": [{"name": name, "text": text} for name, text in facts if text], "history": history_shown,
        "none": "It stands as it came with the product.", "home": {"href": HOME, "label": "All contacts"}, "preview": None,
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_distributor(request: HttpRequest) -> HttpResponse:
    shown.only_those_who_may_see(request.user)
    key = request.POST.get("row", "")
    key = key if key.isascii() and key.isdecimal() and int(key[:6]) > rows.OWN_FROM else rows.next_distributor()
    form = DistributorForm(request.POST if request.method == "POST" else None, initial=_today())
    return answer(request, Asked("Add a distributor’s contact", rows.DISTRIBUTORS, key, form, (), spoken_distributor, HOME, "Check the new row",
                                 carried={"row": key}))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def distributor(request: HttpRequest, row: int) -> HttpResponse:
    """One distributor's numbers for an area, with their history; the form of a change."""
    found, address = _distributor_found(request, row), f"{DISTRIBUTORS}{row}/"
    values = distributor_values(found)
    if request.method == "POST" or "edit" in request.GET:
        form = DistributorForm(request.POST if request.method == "POST" else None, initial=values | _today())
        return answer(request, Asked(f"Distributor: {found.area}", rows.DISTRIBUTORS, str(row), form, spoken_distributor(values), spoken_distributor,
                                     address, "Check the change", small=found.company))
    facts = [*spoken_distributor(values), ("Holds", days(found.valid_from, found.valid_until)), ("Source", found.source)]
    return _page(request, f"Distributor: {found.area}", address, facts,
                 shown.history(rows.DISTRIBUTOR, str(row), spoken_distributor, spoken_distributor(values)))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def close_distributor(request: HttpRequest, row: int) -> HttpResponse:
    found = _distributor_found(request, row)
    form = CloseForm(request.POST if request.method == "POST" else None, initial=_today())
    return answer(request, Asked(f"Close a distributor’s contact: {found.area}", rows.DISTRIBUTORS, str(row), form,
                                 spoken_distributor(distributor_values(found)), spoken_distributor, HOME, "Check: close it", what=END, danger=True,
                                 small=found.company))


def _distributor_found(request: HttpRequest, row: int) -> Contact:
    shown.only_those_who_may_see(request.user)
    found = distributor_now(str(row), london.day_of(asking.now()))
    if found is None:
        raise Unknown("There is no distributor’s contact of that number today.")
    return found
