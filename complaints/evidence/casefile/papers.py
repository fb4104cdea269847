"""The two papers of a case file, as plain data and as tagged PDF: the index and the chronology. Printed as letters are.

No words can stop them: a character that the fonts lack is printed as its code, and long words are cut with a note where the whole stands.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from complaints.case import channels, told
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import words
from complaints.evidence.casefile.packing import Member
from complaints.evidence.casefile.record import Record, ombudsman_reference
from complaints.evidence.casefile.tables import said, who
from complaints.letters import paper
from complaints.letters.printable import all_printable, spaced
from complaints.record.services import words_of
from complaints.rules.services import company
from workdays import london

TEMPLATE = "record.typ"
LONGEST = 1_500
CUT = " … (the whole is in chronology.csv)"
OUTCOME_WORDS = {"upheld": "Upheld", "partly_upheld": "Partly upheld", "not_upheld": "Not upheld", "settled": "Settled early"}
NO_TABLE: Mapping[str, Any] = {"head": [], "rows": [], "widths": []}
Section = dict[str, Any]


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + CUT


def section(heading: str, paragraphs: Sequence[str] = (), head: Sequence[str] = (), rows: Sequence[Sequence[str]] = (),
            widths: Sequence[float] = ()) -> Section:
    """One heading with paragraphs and at most one table."""
    return {"heading": heading, "paragraphs": list(paragraphs),
            "table": {"head": list(head), "rows": [list(row) for row in rows], "widths": list(widths)} if rows else dict(NO_TABLE)}


def printed(title: str, lead: Sequence[str], sections: Sequence[Section], record: Record) -> bytes:
    """The PDF. Its moment is that of the last event, so that the same record prints the same bytes."""
    at = record.last.recorded_at
    document = all_printable({"title": title, "company": company(london.day_of(at)).name, "lead": list(lead), "sections": list(sections)})
    return paper.render(document, at=at, template=TEMPLATE)


def chronology(record: Record, left: Mapping[str, str]) -> bytes:
    """Every event: when, who, what, in whose words."""
    rows = [_line(event, record, left) for event in record.events]
    lead = ["Everything on record, in the order in which it was recorded. The hashes that chain the events stand in chronology.csv."]
    told_of = section(words.count_words(len(rows), "event").capitalize(), head=("No.", "When", "Who", "What", "Words"), rows=rows,
                      widths=(0.5, 1.9, 1.7, 3, 5))
    return printed(f"Chronology of {record.complaint.reference}", lead, [told_of], record)


def _line(event: Any, record: Record, left: Mapping[str, str]) -> tuple[str, ...]:
    by = "The desk" if _counted(event) else who(event.by)
    return str(event.seq), _when(event), by, _sentence(event), cut(said(event, record, left))


def _counted(event: Any) -> bool:
    """Clocks are counted by the desk, whoever made the move that started them."""
    return event.kind.startswith("deadline.")


def _when(event: Any) -> str:
    """A date worked out from a day alone has no time, so none is made up."""
    at = event.at.astimezone(london.LONDON)
    return words.short_day(at.date()) if _counted(event) and (at.hour, at.minute, at.second) == (12, 0, 0) else words.moment(event.at)


def _sentence(event: Any) -> str:
    sentence = told.summary(event.kind, event.data)
    return sentence[:1].upper() + sentence[1:]


def index(record: Record, members: Sequence[Member], left: Sequence[Mapping[str, Any]], missing: Sequence[Mapping[str, Any]]) -> bytes:
    """What the case is, what is in the file, what was left out and why."""
    last = record.last
    lead = [f"Made from the record up to event {last.seq}. The hash of that event is {spaced(last.hash)}.",
            "Every file named here stands in manifest.json with its size and sha256, which is printed here in pieces."]
    sections = [_case(record), section("The complaint, as it came", [cut(record.complaint.description)]), *_wanted(record), *_decisions(record),
                _contents(members), *_without(left, "Left out"), *_without(missing, "Not on the disk")]
    return printed(f"Case file of {record.complaint.reference}", lead, sections, record)


def _case(record: Record) -> Section:
    complaint = record.complaint
    customer = complaint.customer
    address = ", ".join(part for part in (customer.address.replace("\n", ", "), customer.postcode) if part)
    facts = [
        ("Our reference", complaint.reference), ("The Ombudsman’s reference", ombudsman_reference(record)),
        ("Customer", customer.name or "Name not given"), ("Address", address), ("Account", customer.account_number), ("MPAN", customer.mpan),
        ("MPRN", customer.mprn), ("Class", customer.customer_type.replace("_", " ")), ("Speaks for them", _speaker(customer)),
        ("Received", f"{words.moment(complaint.received_at)}, {channels.BY[complaint.channel]}"),
        ("Stage", f"{STAGE_WORDS[Stage(complaint.stage)]} since {words.long_day(london.day_of(complaint.stage_since))}"),
        ("About", complaint.category.name if complaint.category else ""),
    ]
    return section("The case", head=("What", "As recorded"), rows=[fact for fact in facts if fact[1]], widths=(1, 3))


def _speaker(customer: Any) -> str:
    speaker = customer.representative
    return f"{speaker['name']}, {speaker['relation']}" if speaker else ""


def _wanted(record: Record) -> list[Section]:
    """What they want, and our position as it was last told."""
    out = [section("What the customer wants", [cut(record.complaint.wanted)])] if record.complaint.wanted else []
    for event in reversed(record.events):
        position = words_of(event).get("final_position") if event.kind == "moved.declare_deadlock" else ""
        if position:
            return [*out, section("Our final position", [cut(position)])]
    return out


def _decisions(record: Record) -> list[Section]:
    rows = [(words.short_day(decision.decided_on), OUTCOME_WORDS[decision.outcome], _answer(decision), _required(decision))
            for decision in record.decisions]
    head = ("On", "Outcome", "The customer", "Required of us")
    return [section("Decisions of the Ombudsman", head=head, rows=rows, widths=(1, 1, 1, 3))] if rows else []


def _answer(decision: Any) -> str:
    told_on = f", we were told on {words.short_day(decision.we_were_told_on)}" if decision.we_were_told_on else ""
    return {True: "accepted", False: "did not accept", None: "has not answered"}[decision.accepted] + told_on


def _required(decision: Any) -> str:
    parts = [f"{item['kind'].capitalize()}: {item['text']}" + (f" (£{item['amount_gbp']})" if item.get("amount_gbp") else "")
             + _done(item) for item in decision.required]
    return "\n".join(parts) or "Nothing"


def _done(item: Mapping[str, Any]) -> str:
    shown = ", shown by a file of this case" if item.get("proof") else ""
    return f", done on {words.short_day(date.fromisoformat(item['done_on']))}{shown}" if item.get("done_on") else ""


def _contents(members: Sequence[Member]) -> Section:
    rows = [(member.name, member.what, f"{member.size:,}", spaced(member.sha256)) for member in members]
    return section("What is in this file", head=("File", "What it is", "Bytes", "sha256"), rows=rows, widths=(3, 3, 0.9, 3.2))


def _without(rows: Sequence[Mapping[str, Any]], heading: str) -> list[Section]:
    told_of = [(row["what"], row["why"]) for row in rows]
    return [section(heading, head=("What", "Why"), rows=told_of, widths=(2, 3))] if told_of else []
