"""What a letter is made from, gathered by the caller. Plain frozen values; no wording, no clock, no database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from complaints.letters.kinds import Format, Kind, Language


@dataclass(frozen=True, slots=True)
class Company:
    """The letterhead and how the customer reaches us. `name` is all that must be there."""

    name: str
    strapline: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the letter is addressed to. For a representative, `acts_for` is the customer's name."""

    name: str
    salutation: str
    address_lines: tuple[str, ...] = ()
    acts_for: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer on the record. `stays_open`: it stands even if the customer goes to the Ombudsman."""

    text: str
    stays_open: bool
    open_until: date | None = None


@dataclass(frozen=True, slots=True)
class Windows:
    """The last day for the Ombudsman by each rulebook; None where that book has none. The letter prints the later."""

    documents_until: date | None = None
    law_until: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Explanation, apology or corrective action: given with its words, or not given with the reason."""

    given: bool
    text: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    explanation: Part
    apology: Part
    corrective_action: Part
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """What a payment notice tells. `about` completes "I am writing about", `why` is a whole sentence."""

    amount_gbp: Decimal
    about: str
    why: str = ""
    pay_by: date | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one letter is made from. Dates are London days; `communications` are (moment, words) from the log.

    `of_complaint` is False for a customer of an incident, who made none.
    """

    kind: Kind
    company: Company
    today: date
    reference: str
    addressee: Addressee
    received_on: date
    about: str
    language: Language = Language.ENGLISH
    format: Format = Format.PLAIN
    told_otherwise: str = ""
    email: str = ""
    owner_name: str = ""
    owner_role: str = ""
    about_is_quoted: bool = False
    communications: tuple[tuple[datetime, str], ...] = ()
    escalated_at: datetime | None = None
    not_satisfied_at: datetime | None = None
    eight_weeks_on: date | None = None
    next_update_on: date | None = None
    handling: str = ""
    recorded_position: str = ""
    offer: Offer | None = None
    windows: Windows = field(default_factory=Windows)
    customer_class: str = "unknown"
    nation: str = ""
    resolution: Resolution | None = None
    decided_on: date | None = None
    done: tuple[tuple[str, date], ...] = ()
    payment: Payment | None = None
    of_complaint: bool = True


def until(windows: Windows) -> date | None:
    """The last day to print: the later of the two, so that it is never shorter than the law's row."""
    return max((day for day in (windows.documents_until, windows.law_until) if day), default=None)
