"""What the company may change of the contacts: whom a customer can turn to, and the distributors by area. Two people, with a source."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from complaints.letters import glyphs
from complaints.record.parsing import BlankLine, Line, Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.rules.contacts import TABLE as CONTACT
from complaints.rules.contacts import history
from complaints.rules.own_changes import Subject
from complaints.rules.own_rows import END, SET, OwnVersion
from complaints.rules.services import fixture, own
from standards.contacts import Contact, contacts_of

DISTRIBUTOR = "distributor"
ROLES = ("ombudsman", "advice", "advice_scotland", "advice_local", "advice_other", "regulator", "emergency_gas", "emergency_gas_text")
NEEDED = ("ombudsman", "advice", "regulator", "emergency_gas")
CODE = re.compile(r"[a-z0-9_-]{1,60}", re.ASCII)
PHONE = re.compile(r"[0-9+][0-9 ()+-]{2,38}", re.ASCII)
WEB = re.compile(r"(https://)?[A-Za-z0-9.-]+\.[A-Za-z]{2,}(/[A-Za-z0-9._~/%-]*)?", re.ASCII)
OWN_FROM = 1000
NO_PHONE = "Give a telephone number in digits, like 0330 440 1624."


class ContactIn(Shape):
    role: str
    name: Line
    name_cy: BlankLine = ""
    phone: BlankLine = ""
    hours: BlankLine = ""
    web: BlankLine = ""
    address: BlankLine = ""


class DistributorIn(Shape):
    company: Line
    area: Line
    connections: BlankLine = ""
    connections_hours: BlankLine = ""
    relations: Line
    relations_hours: BlankLine = ""
    note: BlankLine = ""


def parsed_contact(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Raises Unacceptable with all that is wrong; a role that letters and calls need is never left without a row."""
    _check_code(key)
    if what == SET:
        asked = parse(ContactIn, values)
        _refuse(_wrong_contact(asked))
        _check_needed(key, asked.role, on)
        return asked.model_dump()
    if what == END:
        _check_needed(key, None, on)
    return {}


def _check_code(key: str) -> None:
    if not CODE.fullmatch(key):
        raise Unacceptable.of(name="Give a name with letters or digits.")


def _wrong_contact(asked: ContactIn) -> dict[str, str]:
    wrong = {} if asked.role in ROLES else {"role": "Choose what customers turn to it for."}
    if asked.phone and not PHONE.fullmatch(asked.phone):
        wrong["phone"] = NO_PHONE
    if asked.web and not WEB.fullmatch(asked.web):
        wrong["web"] = "Give an address like www.energyombudsman.org."
    if not asked.phone and not asked.web and not asked.address:
        wrong["phone"] = "Give a telephone number, a web address or a postal address."
    return wrong | _unprintable(asked)


def _unprintable(asked: Shape) -> dict[str, str]:
    found = {name: glyphs.lacking([str(text)]) for name, text in asked.model_dump().items()}
    return {name: glyphs.refusal(lacking) for name, lacking in found.items() if lacking}


def _refuse(wrong: Mapping[str, str]) -> None:
    if wrong:
        raise Unacceptable.of(**wrong)


def _check_needed(key: str, role: str | None, on: date) -> None:
    """What this row was is there in another row, or it stays what it is."""
    others = {row.role for row in history() if row.code != key and row.holds(on)}
    was = {row.role for row in history() if row.code == key and row.holds(on)}
    lost = [name for name in NEEDED if name in was and name not in others and name != role]
    if lost:
        raise Unacceptable.of(_="Letters and calls need this contact. Change it, or add the one that follows it first.")


def parsed_distributor(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Raises Unacceptable with all that is wrong."""
    if not key.isascii() or not key.isdecimal() or len(key) > 6:
        raise Unacceptable.of(company="There is no such row.")
    if what != SET:
        return {}
    asked = parse(DistributorIn, values)
    wrong = {name: NO_PHONE for name in ("connections", "relations") if (text := getattr(asked, name)) and not PHONE.fullmatch(text)}
    _refuse(wrong | _unprintable(asked))
    return asked.model_dump()


def distributors_on(day: date) -> list[Contact]:
    """The shipped rows and the company's own as they hold that day, in the order of the notice, own ones behind."""
    versions = own(DISTRIBUTOR).all_on(day)
    shipped = [row for row in contacts_of(fixture("distributor_contacts"), day) if _stands(versions.get(str(row.row)))]
    added = [_distributor(version) for version in versions.values() if version.what == SET]
    return sorted((*shipped, *added), key=lambda row: row.row)


def _stands(version: OwnVersion | None) -> bool:
    return version is None or version.what not in (SET, END)


def _distributor(version: OwnVersion) -> Contact:
    return Contact(row=int(version.key), **version.values, valid_from=version.valid_from, valid_until=version.valid_until, source=version.source,
                   verified=True)


def next_distributor() -> str:
    """The number of a new row, behind all that ship."""
    taken = [int(key) for key in own(DISTRIBUTOR).by_key if key.isdecimal()]
    return str(max([OWN_FROM, *taken]) + 1)


def code_for(name: str) -> str:
    """The code of a new contact, never one that ships: "own_ombudsman_services"."""
    base = "own_" + (re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40].strip("_") or "contact")
    taken = {row.code for row in history()} | set(own(CONTACT).by_key)
    return next(code for code in (base, *(f"{base}_{number}" for number in range(2, 10_000))) if code not in taken)


CONTACTS = Subject(CONTACT, parsed_contact, two_people=lambda key: True)
DISTRIBUTORS = Subject(DISTRIBUTOR, parsed_distributor, two_people=lambda key: True)
