"""What a customer was told about the Ombudsman, free advice and our procedure: when, how, in which letter; and what is missing.

Evidence, so it is read from what is on record: contacts as they were marked, letters in the version that went, the script that stood
on the screen. Reads; writes nothing. Regulations 6 and 10 of the complaints handling regulations; readings P10, P15.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from complaints.case.models import Complaint
from complaints.case.stages import OPEN, Stage
from complaints.case.to_ombudsman import opens_on
from complaints.clocks import words
from complaints.letters.checklist import checklist
from complaints.letters.facts_of import Way, facts_of
from complaints.letters.kinds import Kind, State
from complaints.letters.made import contacts as contact_rows
from complaints.letters.made import sections_as_sent, signer_of, tables
from complaints.letters.models import OF_RIGHTS, Letter
from complaints.record.models import Event
from complaints.rules.contacts import contacts_on
from complaints.rules.services import shipped_clock_rules
from workdays import london

ADVICE_ROLES = frozenset({"advice", "advice_other", "advice_scotland", "advice_local"})
ROLE_OF = {"ombudsman": "ombudsman"} | dict.fromkeys(ADVICE_ROLES, "advice")
SIGNPOST_ITEMS = frozenset({"R1", "R2", "R3", "R4", "R5", "R6", "R7", "D5", "E3", "O1"})
UNRESOLVED = OPEN - {Stage.OMBUDSMAN}
ADVICE = "where free, independent advice is to be had"
SCRIPT, CONTACT, LETTER = "script", "contact", "letter"


@dataclass(frozen=True, slots=True)
class Told:
    """`what`: ombudsman, advice, procedure_offered, procedure_sent, reference_and_name. `named`: the bodies, as their rows stood that day.

    `source`: contact, letter, or script (it stood on the screen; whether it was said is not on record). `event` is its place in the record.
    """

    at: datetime
    how: str
    what: str
    named: str
    source: str
    event: int | None = None
    letter: int | None = None
    letter_kind: str = ""
    version: int | None = None
    came_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """`code`: deadlock_letter, eight_week_letter, no_advice, letter_lacks; a sentence; the letter it is about, if one."""

    code: str
    sentence: str
    letter: int | None = None


def told_to(complaint: Complaint) -> list[Told]:
    """Everything the customer was told, oldest first."""
    found = [*_script(complaint), *_contacts(complaint), *_letters(complaint)]
    return sorted(found, key=lambda one: (one.at, one.source, one.event or 0, one.letter or 0, one.what))


def named_on(day: date, nation: str, what: str) -> str:
    """The Ombudsman, or the advice bodies, whose rows are in force that day for that nation."""
    rows = contacts_on(day, nation)
    return "; ".join(row.name for row in rows if ROLE_OF.get(row.role) == what)


def _script(complaint: Complaint) -> Iterator[Told]:
    """The phone form shows a script; imported complaints and other channels have none."""
    if complaint.channel == "telephone" and not complaint.imported:
        for what in ("ombudsman", "advice"):
            named = named_on(london.day_of(complaint.logged_at), complaint.nation, what)
            yield Told(complaint.logged_at, "telephone", what, named, SCRIPT, event=1)


def _contacts(complaint: Complaint) -> Iterator[Told]:
    for row in complaint.contacts.exclude(signposted=[]).select_related("event").order_by("at", "pk"):
        for what in row.signposted:
            named = named_on(london.day_of(row.at), complaint.nation, what) if what in ("ombudsman", "advice") else ""
            yield Told(row.at, row.channel, what, named, CONTACT, event=row.event.seq)


def sent_letters(complaint: Complaint) -> list[Letter]:
    return list(Letter.objects.filter(complaint=complaint, state=State.SENT, sent_at__isnull=False)
                .select_related("complaint__customer", "complaint__owner", "author", "submitted_by").order_by("sent_at", "pk"))


def sent_events(complaint: Complaint) -> list[Event]:
    """Letters as the record tells that they went; imported history has the event alone."""
    return list(Event.objects.filter(complaint=complaint, kind="letter.sent").order_by("at", "seq"))


def _letters(complaint: Complaint) -> Iterator[Told]:
    """By the names that stand in the version that went. Where its words are not kept, its kind alone says what it told."""
    kept = {letter.pk: letter for letter in sent_letters(complaint)}
    for event in sent_events(complaint):
        letter, kind = kept.get(event.data.get("letter")), event.data["letter_kind"]
        named = _named_in(letter) if letter else {}
        if not named and kind in OF_RIGHTS:
            named = {"ombudsman": []}
        how = "email" if event.data.get("method") == "email" else "letter"
        for what, names in named.items():
            yield Told(event.at, how, what, "; ".join(names), LETTER, event.seq, letter.pk if letter else None, kind,
                       _version(letter) if letter else None, letter.undelivered_on if letter else None)


def _version(letter: Letter) -> int | None:
    return letter.versions.filter(state=State.SENT).order_by("-version").values_list("version", flat=True).first()


def _named_in(letter: Letter) -> dict[str, list[str]]:
    text = "\n".join(section.text for section in sections_as_sent(letter))
    found: dict[str, list[str]] = {}
    for row in contact_rows():
        what = ROLE_OF.get(row.role)
        if what and any(name and name in text for name in (row.name, row.name_cy)):
            found.setdefault(what, []).append(row.name)
    return {what: list(dict.fromkeys(names)) for what, names in sorted(found.items())}


def gaps(complaint: Complaint, today: date) -> list[Gap]:
    """What a customer should have been told by today and was not."""
    letters = sent_letters(complaint)
    back = {letter.pk for letter in letters if letter.undelivered_on}
    of_rights = [event for event in sent_events(complaint) if event.data["letter_kind"] in OF_RIGHTS and event.data.get("letter") not in back]
    events = list(Event.objects.filter(complaint=complaint, kind__startswith="moved.").order_by("at", "seq"))
    found = [*_no_letter(complaint, events, of_rights, today), *_no_advice(complaint, events, of_rights, today)]
    return found + [gap for letter in letters for gap in lacks(letter)]


def _no_letter(complaint: Complaint, events: Sequence[Event], letters: Sequence[Event], today: date) -> Iterator[Gap]:
    day_56 = opens_on(london.day_of(complaint.received_at), complaint.rulebook, shipped_clock_rules())
    declared = next((event for event in reversed(events) if event.kind == "moved.declare_deadlock"), None)
    if declared and not letters:
        yield Gap("deadlock_letter", f"Deadlock was declared on {words.long_day(london.day_of(declared.at))} and no letter that tells the customer "
                                     "of the Ombudsman has gone.")
    elif not letters and today >= day_56 and stage_on(events, day_56) in UNRESOLVED:
        yield Gap("eight_week_letter", f"The complaint was unresolved on {words.long_day(day_56)}, day 56, and no 8-week letter has gone. "
                                       "A suspected breach of our own.")


def stage_on(events: Sequence[Event], day: date) -> str:
    """The stage at the end of that London day, from the moves in their order."""
    stage = Stage.IMMEDIATE.value
    for event in events:
        if london.day_of(event.at) <= day and event.data.get("to"):
            stage = event.data["to"]
    return stage


def _no_advice(complaint: Complaint, events: Sequence[Event], letters: Sequence[Event], today: date) -> Iterator[Gap]:
    """From deadlock, or from day 56 while unresolved, somebody must have said where free advice is to be had. A letter that an import tells of
    may have said it: its words did not come along."""
    day_56 = opens_on(london.day_of(complaint.received_at), complaint.rulebook, shipped_clock_rules())
    begun = any(event.kind == "moved.declare_deadlock" for event in events)
    if not begun and not (today >= day_56 and stage_on(events, day_56) in UNRESOLVED):
        return
    if not any(one.what == "advice" and one.source != SCRIPT and one.came_back_on is None for one in told_to(complaint)):
        sent = next((event for event in letters if event.data.get("imported")), None)
        yield Gap("no_advice", f"The letter of {words.long_day(london.day_of(sent.at))} was imported without its words: nothing on record says that "
                               f"this customer was told {ADVICE}." if sent else f"Nobody has told this customer {ADVICE}.")


def lacks(letter: Letter) -> Iterator[Gap]:
    """Items about the Ombudsman and advice that the letter as sent does not say, by the rows in force on its day."""
    sections = sections_as_sent(letter)
    if not sections or letter.undelivered_on:
        return
    way = Way(letter.sent_on, letter.method or "post", letter.approved_at)
    facts, _ = facts_of(letter.complaint, Kind(letter.kind), way, signer=signer_of(letter))
    for item in checklist(facts, sections, tables()):
        if item.id in SIGNPOST_ITEMS and not item.met:
            yield Gap("letter_lacks", f"The letter of {words.long_day(letter.sent_on)} lacks: {item.label}. {item.why}".strip(), letter.pk)


def whom(day: date, nation: str) -> list[Any]:
    """The contact rows for a customer of that nation on that day, the Ombudsman first, advice next."""
    return sorted((row for row in contacts_on(day, nation) if row.role in ROLE_OF), key=lambda row: (ROLE_OF[row.role] != "ombudsman", row.name))
