"""The side panel of a case: customer, what to know, money, people, standards, what is linked, files, letters, who may see it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import workdays
from complaints.case.models import CUSTOMER_TYPES, Complaint
from complaints.case.pages.around import Around, around
from complaints.case.told import LETTER_WORDS
from complaints.clocks import words
from complaints.clocks.rules import BOOK_WORDS
from complaints.letters.kinds import STATES_SHOWN, State
from complaints.money.naming import STATE_WORDS, pounds, standard_words, what_for
from complaints.rules.services import all_calendars
from workdays import london

Part = dict[str, Any]
RULEBOOK_WORDS = {book: f"rules of {told}" for book, told in BOOK_WORDS.items()}
NEED_WORDS = {
    "medical": "Medical need", "off_supply": "Off supply", "priority_services": "Priority services", "mobility": "Mobility", "sight": "Sight",
    "hearing": "Hearing", "mental_health": "Mental health", "language": "Language", "financial": "Money worries",
    "bereavement": "Bereavement", "other": "Other need",
}
TYPE_WORDS = {
    "domestic": "domestic", "micro_business": "micro business", "small_business": "small business", "large_business": "large business",
    "not_a_customer": "not a customer", "unknown": "class not known yet",
}
assert set(TYPE_WORDS) == set(CUSTOMER_TYPES)
FORMAT_WORDS = {"large_print": "Large print", "braille": "Braille", "audio": "Audio", "easy_read": "Easy read"}
ANSWER_WORDS = {"missed": "missed", "kept": "kept", "": "a person has to judge"}
DONE_WITH = ("paid", "refused")
SHOWN = 5


def name_of(customer: Any) -> str:
    if not customer.name:
        return "Name not given"
    salutation = customer.salutation.strip()
    return f"{salutation} {customer.name}" if salutation and not customer.name.startswith(salutation) else customer.name


def side(complaint: Complaint, deadlines: list, person: Any = None) -> list[Part]:
    """What stands beside every tab. `person` is who looks, where the page has not said so before."""
    found = around(complaint, person)
    parts = [whose(complaint), to_know(complaint), _payments(complaint, found), people(complaint, person), _standards(complaint, found),
             _linked(found), _files(complaint, found), _letters(complaint, deadlines, found), _origin(complaint),
             _seen(complaint)]
    return [part for part in parts if part]


def whose(complaint: Complaint) -> Part:
    nation = f"{complaint.nation.title()}" + (" (assumed, nobody has confirmed it)" if complaint.nation_assumed else "")
    part = customer_part(complaint.customer)
    return part | {"lines": [*part["lines"], {"text": nation}]}


def customer_part(customer: Any) -> Part:
    """Who they are, where, by which numbers, and who speaks for them."""
    numbers = [("Account", customer.account_number), ("MPAN", spaced(customer.mpan)), ("MPRN", customer.mprn)]
    lines = [{"strong": name_of(customer), "text": f", {TYPE_WORDS[customer.customer_type]}"}]
    place = ", ".join(part for part in (customer.address.replace("\n", ", "), customer.postcode) if part)
    lines += [{"text": place}] if place else []
    lines += [{"text": f"{name} {number}"} for name, number in numbers if number]
    lines += [{"text": text} for text in (customer.phone, customer.email, customer.preferred_contact) if text]
    speaker = customer.representative
    if speaker:
        lines.append({"strong": speaker["name"], "text": f", {speaker['relation']}, speaks for them", "small": speaker["authority"]["kind"]})
    return {"title": "Customer", "lines": lines}


def spaced(mpan: str) -> str:
    return f"{mpan[:2]} {mpan[2:6]} {mpan[6:10]} {mpan[10:]}" if mpan else ""


def to_know(complaint: Complaint) -> Part | None:
    customer = complaint.customer
    tags = [NEED_WORDS[need] for need in customer.needs] + [FORMAT_WORDS[name] for name in customer.formats]
    tags += ["Welsh"] if customer.language == "cy" else []
    died = [{"strong": "Has died", "text": f" on {words.short_day(customer.died_on)}: no letter is addressed to them"}] if customer.died_on else []
    lines = died + ([{"text": customer.contact_arrangement}] if customer.contact_arrangement else [])
    return {"title": "To know", "tags": tags, "lines": lines} if tags or lines else None


def _payments(complaint: Complaint, found: Around) -> Part | None:
    """What is not paid yet: sum, what for, and by when. Asked for only where there is one."""
    if not any(piece.state not in DONE_WITH for piece in found.of("payment")):
        return None
    rows = complaint.payments.exclude(state__in=DONE_WITH).order_by("due_on", "pk")
    lines = [{"strong": pounds(row.amount_gbp + row.late_extra_gbp), "text": f" {STATE_WORDS[row.state].lower()}:", "href": f"/payments/{row.pk}/",
              "link": what_for(row), "small": f"pay by {words.short_day(row.due_on)}" if row.due_on and row.state != "held" else ""} for row in rows]
    return {"title": "Payments due", "lines": lines}


def people(complaint: Complaint, person: Any) -> Part:
    logger = complaint.logged_by
    return {"title": "People", "lines": [
        _with_team("Owner: ", _you(complaint.owner, person, "nobody yet"), complaint.team),
        _with_team("Logged by ", _you(logger, person, "an import"), logger.team if logger else None)]}


def _you(who: Any, reader: Any, nobody: str) -> str:
    return nobody if who is None else "you" if who.pk == getattr(reader, "pk", None) else who.full_name


def _with_team(before: str, who: str, team: Any) -> Part:
    return {"text": before, "after": f"{who}," if team else who, "small": team.name if team else ""}


def _standards(complaint: Complaint, found: Around) -> Part | None:
    """What was found of each guaranteed standard, in a few words."""
    lines = [{"text": f"{standard_words(piece.name)}: {'exempt' if piece.more else ANSWER_WORDS[piece.state]}."} for piece in found.of("finding")]
    link = {"href": f"/c/{complaint.reference}/standards/", "label": "Open"}
    return {"title": "Standards", "link": link, "lines": lines[:SHOWN]} if lines else None


def _linked(found: Around) -> Part | None:
    reports = [{"text": "Supply report", "href": f"/supply-reports/{piece.number}/", "link": piece.name, "small": _day_of(piece.more)}
               for piece in found.of("report")]
    jobs = [{"text": "Connection:", "href": f"/connections/{piece.number}/", "link": piece.name} for piece in found.of("job")]
    lines = [{"text": piece.state.replace("_", " ").capitalize() + ":", "href": f"/c/{piece.name}/", "link": piece.name}
             for piece in found.of("link")]
    parts = [*reports, *jobs, *lines]
    return {"title": "Linked", "lines": parts} if parts else None


def _day_of(text: str) -> str:
    """Both databases write the moment of a row in UTC; only one of them says so."""
    at = datetime.fromisoformat(text if "+" in text else f"{text}+00:00")
    return words.tiny_day(london.day_of(at))


def _files(complaint: Complaint, found: Around) -> Part:
    base = f"/c/{complaint.reference}/files/"
    lines: list[Part] = [{"text": "", "href": f"{base}{piece.number}/", "link": piece.name, "small": f"{max(1, int(piece.more) // 1024)} kB"}
                         for piece in found.of("file")[:SHOWN]]
    return {"title": "Files", "link": {"href": base, "label": "Add a file"}, "lines": lines or [{"text": "None yet."}]}


def _letters(complaint: Complaint, deadlines: Iterable[Any], found: Around) -> Part:
    lines: list[Part] = [{"text": "", "href": f"/letters/{piece.number}/", "link": LETTER_WORDS[piece.name].capitalize(),
                          "small": STATES_SHOWN[State(piece.state)].lower()}
                         for piece in found.of("letter")[:SHOWN]]
    ahead = next((row for row in deadlines if row.is_open and row.kind == "eight_week_letter"), None)
    none = f"None yet. An 8-week letter would be due on {words.long_day(ahead.due_on)}." if ahead else "None yet."
    link = {"href": f"/c/{complaint.reference}/signposting/", "label": "What they were told"}
    return {"title": "Letters", "link": link, "lines": lines or [{"text": none}]}


def _origin(complaint: Complaint) -> Part | None:
    """That what lies before the import is told by a file, where it is."""
    if not complaint.imported:
        return None
    who = f" by {complaint.logged_by.full_name}" if complaint.logged_by else ""
    lines = [{"text": f"Imported {words.moment(complaint.logged_at)}{who}"},
             {"text": "What happened before that stands here as the file told it: its days, and no more."}]
    return {"title": "Where the record comes from", "lines": lines}


def _seen(complaint: Complaint) -> Part:
    seen = "Seen by compliance and named people." if complaint.restricted else "Seen by all staff."
    return {"title": "", "lines": [], "note": f"{seen} Version {complaint.version} of this record, {RULEBOOK_WORDS[complaint.rulebook]}."}


KEY = {"title": "Key", "lines": [
    {"text": "Round mark: a person did it"}, {"text": "Dashed square: the desk did it"}, {"text": "Dashed box: internal note, never sent"},
]}


def beside_timeline(complaint: Complaint, events: int, today: date) -> list[Part]:
    """Beside the timeline stands what is next, what the marks mean, and what kind of record this is."""
    record = {"title": "Record", "link": {"href": f"/c/{complaint.reference}/audit/", "label": "Audit"}, "lines": [
        {"text": f"{words.count_words(events, 'event')}. Events can’t be changed; a mistake is corrected by a new event."}]}
    return [next_due(complaint, today), KEY, record, _seen(complaint)]


def next_due(complaint: Complaint, today: date) -> Part:
    if not complaint.next_due_on:
        return {"title": "Next", "lines": [{"text": "Nothing is due."}]}
    calendar = all_calendars()[workdays.calendar_for(complaint.nation)]
    return {"title": "Next", "lines": [
        {"strong": words.short_day(complaint.next_due_on), "text": "", "status": words.status_of(complaint.next_due_on, today, calendar)},
        {"text": f"{words.task(complaint.next_kind)}. {words.title(complaint.next_kind)}.", "href": f"/c/{complaint.reference}/?explain=1",
         "link": "Explain this date"}]}
