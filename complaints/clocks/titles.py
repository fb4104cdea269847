"""What each kind of clock is called and what it asks to be done. Pure; reached through `words`."""
from dataclasses import dataclass
from datetime import date

from complaints.clocks import spoken
from complaints.clocks.kinds import Kind


@dataclass(frozen=True, slots=True)
class KindWords:
    """`title` names the clock, `rule` adds its count ("" where a person gives the day), `sentence` says what by when. No two clocks that
    can run at once on a complaint have one sentence: the two windows close on two days, and until the later one the customer may go.

    `{day}` in the sentence is the due day in long form.
    """

    title: str
    rule: str
    sentence: str


KINDS = {
    Kind.FIRST_RESPONSE: KindWords("First response", "next working day", "Resolve or contact the customer by {day}"),
    Kind.SENIOR_REVIEW: KindWords("Senior review", "5 working days", "Resolve or send an update by {day}"),
    Kind.NEXT_UPDATE: KindWords("Next update", "5 working days", "Resolve or send an update by {day}"),
    Kind.DEADLOCK_LETTER: KindWords("Deadlock letter", "5 working days", "Send the deadlock letter by {day}"),
    Kind.DEADLOCK_NOTICE: KindWords("Deadlock notice", "next working day", "Send the deadlock letter as notice by {day}"),
    Kind.EIGHT_WEEK_LETTER: KindWords("8-week letter", "56 days", "Resolve or send the 8-week letter by {day}"),
    Kind.OMBUDSMAN_FROM_COMPLAINT: KindWords(
        "Ombudsman, from the complaint", "9 months", "The Ombudsman’s window from the complaint is open until {day}"),
    Kind.OMBUDSMAN_FROM_LETTER: KindWords(
        "Ombudsman, from our letter", "7 months", "The Ombudsman’s window from our letter is open until {day}"),
    Kind.OMBUDSMAN_FILE: KindWords("File for the Ombudsman", "", "Send the file to the Ombudsman by {day}"),
    Kind.OMBUDSMAN_COMPLIANCE: KindWords(
        "Ombudsman’s decision", "28 days", "Do what the Ombudsman decided by {day}"),
    Kind.CORRECTIVE_ACTION: KindWords("Action we promised", "", "Do what we promised by {day}"),
    Kind.TRANSPORTER_REPLY: KindWords("Full reply", "10 working days", "Send a full reply by {day}"),
    Kind.INFORMATION_REQUEST: KindWords("Information asked for", "", "Get the information by {day}"),
    Kind.REFERRAL_REPLY: KindWords("Reply to a referral", "", "Answer the referral by {day}"),
    Kind.PROMISE: KindWords("Promise to the customer", "", "Keep our promise to the customer by {day}"),
    Kind.OFFER_EXPIRES: KindWords("Offer to the customer", "", "Our offer stays open until {day}"),
    Kind.CONFIRMATION_LETTER: KindWords("Confirming letter", "5 working days", "Send the confirming letter by {day}"),
    Kind.STANDARD_PAYMENT: KindWords("Standard payment", "10 working days", "Pay the customer by {day}"),
    Kind.DATA_REQUEST: KindWords("Data request", "1 month", "Answer the data request by {day}"),
}

assert set(KINDS) == set(Kind)


def title(kind: str) -> str:
    """"Senior review"."""
    return KINDS[kind].title


def rule_words(kind: str, count: str | None = None) -> str:
    """"Senior review, 5 working days". `count` stands in for the usual one where another row is in force ("12 months").

    A clock whose day a person gave is only named.
    """
    counted = KINDS[kind].rule if count is None else count
    return f"{KINDS[kind].title}, {counted}" if counted else KINDS[kind].title


def short_rule_words(kind: str, count: str | None = None) -> str:
    """"Senior review, 5 days": the narrow column of a list."""
    return rule_words(kind, count).replace(" working day", " day")


def sentence(kind: str, due_on: date) -> str:
    """"Resolve or send an update by Friday 8 May 2026"."""
    return KINDS[kind].sentence.format(day=spoken.long_day(due_on))


def task(kind: str) -> str:
    """"Resolve or send an update": the sentence without its day, for calendars and mail subjects."""
    words = KINDS[kind].sentence
    return words.removesuffix(" by {day}").removesuffix(" until {day}")


def outcome(kind: str, *, met: bool, late: bool = False) -> str:
    """"First response met", "First response met late", "Senior review missed": names in the picture of a case."""
    ended = "met late" if late else "met"
    return f"{KINDS[kind].title} {ended if met else 'missed'}"
