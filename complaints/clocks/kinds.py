"""The kinds of clock and the sets that the procedure names. Pure; the rules' numbers lie in `fixtures/clock_rules.json`."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    FIRST_RESPONSE = "first_response"
    SENIOR_REVIEW = "senior_review"
    NEXT_UPDATE = "next_update"
    DEADLOCK_LETTER = "deadlock_letter"
    DEADLOCK_NOTICE = "deadlock_notice"
    EIGHT_WEEK_LETTER = "eight_week_letter"
    OMBUDSMAN_FROM_COMPLAINT = "ombudsman_from_complaint"
    OMBUDSMAN_FROM_LETTER = "ombudsman_from_letter"
    OMBUDSMAN_FILE = "ombudsman_file"
    OMBUDSMAN_COMPLIANCE = "ombudsman_compliance"
    CORRECTIVE_ACTION = "corrective_action"
    TRANSPORTER_REPLY = "transporter_reply"
    INFORMATION_REQUEST = "information_request"
    REFERRAL_REPLY = "referral_reply"
    PROMISE = "promise"
    OFFER_EXPIRES = "offer_expires"
    CONFIRMATION_LETTER = "confirmation_letter"
    STANDARD_PAYMENT = "standard_payment"
    DATA_REQUEST = "data_request"


WINDOWS = frozenset({Kind.OMBUDSMAN_FROM_COMPLAINT, Kind.OMBUDSMAN_FROM_LETTER})
REVIEWS = frozenset({Kind.SENIOR_REVIEW, Kind.NEXT_UPDATE})
DEADLOCK_LETTERS = frozenset({Kind.DEADLOCK_LETTER, Kind.DEADLOCK_NOTICE})

# A person gives the day of these and says when they are done (an offer: accepted, refused or run out); the rule only says so.
GIVEN = frozenset({
    Kind.OMBUDSMAN_FILE, Kind.CORRECTIVE_ACTION, Kind.INFORMATION_REQUEST, Kind.REFERRAL_REPLY, Kind.PROMISE,
    Kind.OFFER_EXPIRES,
})

# Resolving after one of these was missed asks why it was late (contract, "Deadline").
ASKS_WHY_LATE = frozenset({
    Kind.FIRST_RESPONSE, Kind.SENIOR_REVIEW, Kind.NEXT_UPDATE, Kind.DEADLOCK_LETTER, Kind.EIGHT_WEEK_LETTER,
    Kind.TRANSPORTER_REPLY,
})

# The letter that each of these clocks asks for; a draft of it falls when the clock ends in another way.
LETTER_OF: Mapping[Kind, str] = {
    Kind.DEADLOCK_LETTER: "deadlock", Kind.DEADLOCK_NOTICE: "deadlock", Kind.EIGHT_WEEK_LETTER: "eight_week",
    Kind.CONFIRMATION_LETTER: "compliance_confirmation",
}
# Channels in which a holding reply is "in writing" (A54).
WRITTEN = ("letter", "email", "web", "social")

# What an end does to the clocks that are still open (design, section 3).
MET_BY_RESOLVING = frozenset({
    Kind.FIRST_RESPONSE, Kind.SENIOR_REVIEW, Kind.NEXT_UPDATE, Kind.EIGHT_WEEK_LETTER, Kind.TRANSPORTER_REPLY,
})
CANCELLED_BY_RESOLVING = DEADLOCK_LETTERS | WINDOWS | {
    Kind.PROMISE, Kind.INFORMATION_REQUEST, Kind.OFFER_EXPIRES, Kind.OMBUDSMAN_FILE,
}
OUTLIVES_RESOLVING = frozenset({
    Kind.CORRECTIVE_ACTION, Kind.REFERRAL_REPLY, Kind.STANDARD_PAYMENT, Kind.CONFIRMATION_LETTER, Kind.DATA_REQUEST,
    Kind.OMBUDSMAN_COMPLIANCE,
})
OUTLIVES_CLOSING = frozenset({Kind.REFERRAL_REPLY, Kind.STANDARD_PAYMENT, Kind.DATA_REQUEST})

assert set(Kind) == MET_BY_RESOLVING | CANCELLED_BY_RESOLVING | OUTLIVES_RESOLVING
assert not MET_BY_RESOLVING & CANCELLED_BY_RESOLVING and not OUTLIVES_RESOLVING & (MET_BY_RESOLVING | CANCELLED_BY_RESOLVING)

# What was stopped starts again from its old start when the complaint is open again. A review gets fresh days instead; the
# 8-week letter and the window of a letter are worked out from what was sent; a first response is asked for once only.
STARTS_AGAIN = frozenset(Kind) - REVIEWS - OUTLIVES_CLOSING - {
    Kind.FIRST_RESPONSE, Kind.EIGHT_WEEK_LETTER, Kind.OMBUDSMAN_FROM_LETTER, Kind.CONFIRMATION_LETTER,
}
# Stages at which some clocks have no meaning; the others start again at any open stage.
ONLY_AT: Mapping[Kind, frozenset[str]] = {
    Kind.OMBUDSMAN_FROM_COMPLAINT: frozenset({"immediate", "senior_review", "deadlock"}),
    Kind.DEADLOCK_LETTER: frozenset({"deadlock", "ombudsman"}), Kind.DEADLOCK_NOTICE: frozenset({"deadlock", "ombudsman"}),
    Kind.OMBUDSMAN_FILE: frozenset({"ombudsman"}), Kind.OMBUDSMAN_COMPLIANCE: frozenset({"ombudsman"}),
}
