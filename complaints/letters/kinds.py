"""The kinds of letter, the states of one, and the sections each kind has. Names only; no wording of paragraphs."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    RESOLUTION = "resolution"
    UPDATE = "update"
    DEADLOCK = "deadlock"
    EIGHT_WEEK = "eight_week"
    COMPLIANCE_CONFIRMATION = "compliance_confirmation"
    PAYMENT_NOTICE = "payment_notice"


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    SUPERSEDED = "superseded"


STATES_SHOWN: dict[State, str] = {
    State.DRAFT: "Draft", State.SUBMITTED: "Waiting to be checked", State.APPROVED: "Approved", State.SENT: "Sent",
    State.UNCERTAIN: "Uncertain", State.SUPERSEDED: "Set aside",
}
assert set(STATES_SHOWN) == set(State), "every state has its words"


class Language(StrEnum):
    ENGLISH = "en"
    WELSH = "cy"


class Format(StrEnum):
    """How the customer asked to be written to. Only the first two can be printed as a PDF."""

    PLAIN = "plain"
    LARGE_PRINT = "large_print"
    BRAILLE = "braille"
    AUDIO = "audio"
    EASY_READ = "easy_read"


PRINTABLE_FORMATS = frozenset({Format.PLAIN, Format.LARGE_PRINT})
WITHOUT_APPROVAL = frozenset({Kind.ACKNOWLEDGEMENT, Kind.PAYMENT_NOTICE})
"""Kinds that whoever may draft may also send; every other kind needs an approver."""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of a kind of letter. `required` means: a person must write it, and it is empty until then."""

    name: str
    locked: bool
    required: bool
    heading: dict[Language, str]


def _heading(english: str, welsh: str) -> dict[Language, str]:
    return {Language.ENGLISH: english, Language.WELSH: welsh}


HEADINGS: dict[str, dict[Language, str]] = {
    "opening": _heading("", ""),
    "what_happens": _heading("What happens next", "Beth fydd yn digwydd nesaf"),
    "summary": _heading("What has happened so far", "Beth sydd wedi digwydd hyd yma"),
    "position": _heading("Our position", "Ein safbwynt"),
    "final_position": _heading("Our final position", "Ein safbwynt terfynol"),
    "handling": _heading("How we dealt with your complaint", "Sut y gwnaethom ddelio â’ch cwyn"),
    "next_steps": _heading("What can happen next", "Beth all ddigwydd nesaf"),
    "next_update": _heading("When you will hear from me", "Pryd y byddwch yn clywed gennyf"),
    "offer": _heading("Our offer", "Ein cynnig"),
    "accept_offer": _heading("How to accept our offer", "Sut i dderbyn ein cynnig"),
    "explanation": _heading("What went wrong", "Beth aeth o’i le"),
    "apology": _heading("Our apology", "Ein hymddiheuriad"),
    "corrective_action": _heading("What we are putting right", "Beth rydym yn ei gywiro"),
    "not_settled": _heading("If it is not settled for you", "Os nad yw wedi’i datrys i chi"),
    "done": _heading("What we have done", "Beth rydym wedi’i wneud"),
    "payment": _heading("The payment", "Y taliad"),
    "dispute": _heading("If you do not agree", "Os nad ydych yn cytuno"),
    "message": _heading("", ""),
    "ombudsman": _heading("The Energy Ombudsman", "Yr Ombwdsmon Ynni"),
    "ombudsman_right": _heading("Your right to go to the Energy Ombudsman", "Eich hawl i fynd at yr Ombwdsmon Ynni"),
    "class_note": _heading("", ""),
    "how_long": _heading("How long you have", "Faint o amser sydd gennych"),
    "advice": _heading("Free, independent advice", "Cyngor annibynnol am ddim"),
    "closing": _heading("How to reach me", "Sut i gysylltu â mi"),
}

TITLES: dict[Kind, dict[Language, str]] = {
    Kind.ACKNOWLEDGEMENT: _heading("We have received your complaint", "Rydym wedi derbyn eich cwyn"),
    Kind.RESOLUTION: _heading("How we have settled your complaint", "Sut rydym wedi datrys eich cwyn"),
    Kind.UPDATE: _heading("Where your complaint stands", "Ble mae eich cwyn arni"),
    Kind.DEADLOCK: _heading("This is our final position on your complaint", "Dyma ein safbwynt terfynol ar eich cwyn"),
    Kind.EIGHT_WEEK: _heading("This is our eight-week letter about your complaint", "Dyma ein llythyr wyth wythnos am eich cwyn"),
    Kind.COMPLIANCE_CONFIRMATION: _heading(
        "We have done what the Energy Ombudsman decided", "Rydym wedi gwneud yr hyn a benderfynodd yr Ombwdsmon Ynni"
    ),
    Kind.PAYMENT_NOTICE: _heading("A payment we owe you", "Taliad sy’n ddyledus i chi"),
}


def _locked(name: str, heading: str = "") -> SectionSpec:
    return SectionSpec(name, locked=True, required=False, heading=HEADINGS[heading or name])


def _written(name: str, heading: str = "") -> SectionSpec:
    return SectionSpec(name, locked=False, required=True, heading=HEADINGS[heading or name])


def _optional(name: str) -> SectionSpec:
    return SectionSpec(name, locked=False, required=False, heading=HEADINGS[name])


_OPENING, _SUMMARY, _ADVICE, _CLOSING = (_locked(name) for name in ("opening", "summary", "advice", "closing"))
_RIGHT, _CLASS_NOTE, _HOW_LONG = _locked("ombudsman", "ombudsman_right"), _locked("class_note"), _locked("how_long")

SECTIONS: dict[Kind, tuple[SectionSpec, ...]] = {
    Kind.ACKNOWLEDGEMENT: (
        _OPENING, _locked("what_happens"), _optional("message"), _locked("ombudsman"), _ADVICE, _CLOSING,
    ),
    Kind.RESOLUTION: (
        _OPENING, _written("explanation"), _written("apology"), _written("corrective_action"), _optional("handling"),
        _locked("not_settled"), _locked("ombudsman"), _CLASS_NOTE, _ADVICE, _CLOSING,
    ),
    Kind.UPDATE: (
        _OPENING, _written("position"), _optional("next_steps"), _locked("next_update"), _locked("ombudsman"),
        _ADVICE, _CLOSING,
    ),
    Kind.DEADLOCK: (
        _OPENING, _SUMMARY, _written("position", "final_position"), _optional("handling"), _written("offer"),
        _locked("accept_offer"), _RIGHT, _CLASS_NOTE, _HOW_LONG, _ADVICE, _CLOSING,
    ),
    Kind.EIGHT_WEEK: (
        _OPENING, _SUMMARY, _written("position"), _written("next_steps"), _locked("accept_offer"), _RIGHT, _CLASS_NOTE,
        _HOW_LONG, _ADVICE, _CLOSING,
    ),
    Kind.COMPLIANCE_CONFIRMATION: (
        _OPENING, _locked("done"), _optional("message"), _locked("not_settled"), _ADVICE, _CLOSING,
    ),
    Kind.PAYMENT_NOTICE: (
        _OPENING, _locked("payment"), _optional("message"), _locked("dispute"), _ADVICE, _CLOSING,
    ),
}  # fmt: skip

assert set(SECTIONS) == set(TITLES) == set(Kind), "every kind of letter has sections and a title"
assert all(set(words) == set(Language) for words in (*HEADINGS.values(), *TITLES.values())), "headings in each language"


def spec(kind: Kind, name: str) -> SectionSpec | None:
    """The section of that name in this kind of letter, or None where the kind has no such section."""
    return next((section for section in SECTIONS[kind] if section.name == name), None)
