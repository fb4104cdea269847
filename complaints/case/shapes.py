"""What logging, contacts and corrections take, as the contract names it. Shapes only: what they mean is decided in services."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from complaints.case.meters import digits_of, mpan_problem, mprn_problem
from complaints.clocks.kinds import WRITTEN
from complaints.record.parsing import Blank, BlankLine, Day, Line, Moment, Shape, Words, Yes, at_field

CustomerType = Literal["domestic", "micro_business", "small_business", "large_business", "not_a_customer", "unknown"]
Nation = Literal["england", "wales", "scotland"]
Channel = Literal["telephone", "letter", "email", "in_person", "web", "social"]
Licence = Literal["supplier", "electricity_distributor", "gas_transporter"]
Need = Literal["medical", "off_supply", "priority_services", "mobility", "sight", "hearing", "mental_health", "language",
               "financial", "bereavement", "other"]
Format = Literal["large_print", "braille", "audio", "easy_read"]


def _mpan(typed: str) -> str:
    if problem := typed and mpan_problem(typed):
        raise ValueError(problem)
    return digits_of(typed)


def _mprn(typed: str) -> str:
    if problem := typed and mprn_problem(typed):
        raise ValueError(problem)
    return digits_of(typed)


NOT_IN_ADDRESSES = (*" ,;<>()[]\\\r\n\"", "=?", "..")  # "=?" would be decoded on the way: the mail would go to another address


def _email(typed: str) -> str:
    local, at, domain = typed.rpartition("@")
    if typed and (not at or not local or "." not in domain or any(mark in typed for mark in NOT_IN_ADDRESSES)):
        raise ValueError("Give an email address like name@example.com.")
    return typed


def _phone(typed: str) -> str:
    """A plus sign or an extension is a phone number too."""
    digits = sum(sign.isdigit() for sign in typed)
    if typed and (not 5 <= digits <= 20 or len(typed) > 40):
        raise ValueError("Give a phone number with 5 to 20 digits.")
    return typed


def _postcode(typed: str) -> str:
    if len(typed) > 10:
        raise ValueError("Give a postcode of at most 10 characters.")
    return typed.upper()


Mpan = Annotated[BlankLine, AfterValidator(_mpan)]
Mprn = Annotated[BlankLine, AfterValidator(_mprn)]
Email = Annotated[BlankLine, AfterValidator(_email)]
Phone = Annotated[BlankLine, AfterValidator(_phone)]
Postcode = Annotated[BlankLine, AfterValidator(_postcode)]
Short = Annotated[BlankLine, Field(max_length=40)]
Named = Annotated[Line, Field(max_length=60)]


class Authority(Shape):
    kind: Line
    seen_on: Day | None = None


class Representative(Shape):
    name: Line
    relation: Line
    address: Blank = ""
    email: Email = ""
    phone: Phone = ""
    authority: Authority
    write_to: Literal["customer", "representative", "both"]


class CustomerIn(Shape):
    name: BlankLine = ""
    name_refused: Yes = False
    customer_type: CustomerType = "unknown"
    nation: Nation | None = None
    salutation: Short = ""
    account_number: Short = ""
    mpan: Mpan = ""
    mprn: Mprn = ""
    email: Email = ""
    phone: Phone = ""
    address: Blank = ""
    postcode: Postcode = ""
    preferred_contact: BlankLine = ""
    contact_arrangement: Annotated[Blank, Field(max_length=400)] = ""
    needs: list[Need] = []
    formats: list[Format] = []
    language: Literal["en", "cy"] = "en"
    died_on: Day | None = None
    representative: Representative | None = None

    @model_validator(mode="after")
    def somebody(self):
        if not self.name and not self.name_refused:
            raise at_field("name", "Give the customer's name, or say that they refused to give it.")
        return self


class Premises(Shape):
    address: Blank = ""
    postcode: Postcode = ""
    nation: Nation | None = None


class ComplaintIn(Shape):
    """`POST /complaints` without its op_id."""

    received_at: Moment
    channel: Channel
    description: Words
    customer: CustomerIn
    first_attempted_at: Moment | None = None
    premises: Premises | None = None
    category: Annotated[BlankLine, Field(max_length=60)] = ""
    wanted: Blank = ""
    licence: Licence | None = None
    source: Short = ""
    source_reference: Annotated[BlankLine, Field(max_length=80)] = ""
    incident: Annotated[BlankLine, Field(max_length=80)] = ""
    other_company: Annotated[BlankLine, Field(max_length=120)] = ""


class Promised(Shape):
    what: Words
    due_on: Day


class Who(Shape):
    name: Line
    capacity: Annotated[Line, Field(max_length=60)]


class ContactIn(Shape):
    at: Moment
    direction: Literal["inbound", "outbound"]
    channel: Channel
    summary: Words
    advice: Blank = ""
    promised: Promised | None = None
    signposted: list[Literal["ombudsman", "advice", "procedure_offered", "procedure_sent", "reference_and_name"]] = []
    reached: Yes = True
    who: Who | None = None
    not_satisfied: Yes = False
    recording: Annotated[BlankLine, Field(max_length=120)] = ""
    holding_reply: Literal["visit", "third_party"] | None = None
    substantive_reply: Yes = False

    @model_validator(mode="after")
    def in_writing(self):
        if self.holding_reply and self.channel not in WRITTEN:
            raise at_field("holding_reply", "A holding reply counts in writing only: letter, email, web or social.")
        return self


class ClockIn(Shape):
    kind: Literal["ombudsman_file", "corrective_action", "information_request", "referral_reply", "promise"]
    due_on: Day
    what: Words
    for_customer: Yes = False
    agreed_on: Day | None = None


class ClockMet(Shape):
    at: Moment
    how: Words


class NoteIn(Shape):
    text: Words


class AssignIn(Shape):
    owner: Short | None = None
    team: Short | None = None
    reason: Blank = ""


class RestrictIn(Shape):
    people: list[Named] = Field(max_length=100)
    reason: Words


class CorrectionIn(Shape):
    fields: dict[str, object]
    reason: Words
