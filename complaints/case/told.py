"""What each event says in a sentence: timeline, API, letters' summaries and exports take it from here. Pure.

Coded data and, where it was not erased, the sealed words come in; a sentence without a subject goes out ("asked for a
senior review"). Who did it is printed beside it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from complaints.case.channels import BY, WORDS
from complaints.case.stages import MOVES, STANDS
from complaints.case.told_money import INCIDENT_STEPS, OFFER_STEPS, PAYMENT_STEPS, assessed, dated, day, standard_row
from complaints.clocks import words

Data = Mapping[str, Any]
FIELD_WORDS = {
    "wanted": "what they want", "received_at": "the receipt", "channel": "how it came", "nation": "the nation", "customer_type": "the class",
    "category": "the category", "licence": "the licence", "description": "what happened", "first_attempted_at": "the first attempt",
    "account_number": "the account number", "mpan": "the MPAN", "mprn": "the MPRN", "phone": "the phone number", "email": "the email address",
    "address": "the address", "postcode": "the postcode", "preferred_contact": "how to reach them", "needs": "needs", "formats": "the format",
    "language": "the language", "representative": "who speaks for them", "name": "the name", "salutation": "the salutation",
}
LETTER_WORDS = {"acknowledgement": "acknowledgement", "resolution": "resolution letter", "update": "update letter",
                "deadlock": "deadlock letter", "eight_week": "8-week letter", "compliance_confirmation": "confirming letter",
                "payment_notice": "payment notice"}


def _logged(data: Data) -> str:
    how = BY[data["channel"]]
    return f"logged the complaint, received {how}"


def _contact(data: Data) -> str:
    how = BY[data["channel"]]
    if data["direction"] == "inbound":
        said = ", not satisfied" if data.get("not_satisfied") else ""
        return f"recorded that the customer contacted us {how}{said}"
    if data.get("update"):
        return f"told the customer our position {how}"
    return WORDS[data["channel"]].outward if data.get("reached") else f"tried to reach the customer {how}"


def _assigned(data: Data) -> str:
    if data.get("undoes"):
        return f"took back the assignment of event {data['undoes']}"
    return "gave it to another owner" if data.get("owner") else "gave it back to the team"


def _edited(data: Data) -> str:
    if "restricted" in data:
        return "restricted the complaint to named people" if data["restricted"] else "lifted the restriction"
    last = [name.rsplit(".", 1)[-1] for name in data.get("fields", ())]
    verb = "corrected " if any(data.get("before", {}).values()) else "recorded "
    return verb + (", ".join(FIELD_WORDS.get(name, name.replace("_", " ")) for name in last) or "facts of the complaint")


def _deadline(what: str) -> Callable[[Data], str]:
    def sentence(data: Data) -> str:
        name = words.title(data["clock_kind"])
        if what in WINDOWS.get(data["clock_kind"], {}):
            return WINDOWS[data["clock_kind"]][what].format(**{"day": day(data["due_on"])} if what == "started" else {})
        if what == "started":
            return f"{name} started, due {day(data['due_on'])}"
        if what == "moved":
            return f"{name} moved from {day(data['from'])} to {day(data['due_on'])}: {data['because']}"
        if what == "met":
            return f"{name} met late, it was due {day(data['due_on'])}" if data.get("late") else f"{name} met"
        return f"{name} ended: {data.get('because', 'no longer needed')}"
    return sentence


# The customer's own: nobody here meets them.
WINDOWS = {f"ombudsman_from_{since}": {
    "started": f"The customer may go to the Ombudsman until {{day}}, counted from {named}",
    "met": f"The customer went to the Ombudsman within the window from {named}"}
    for since, named in (("complaint", "the complaint"), ("letter", "our letter"))}
MET_BY_HAND = {
    "promise": "kept the promise to the customer", "information_request": "answered what was asked", "referral_reply": "replied to the referral",
    "corrective_action": "recorded that what we promised is done", "ombudsman_file": "sent the file to the Ombudsman",
}


def _met(data: Data) -> str:
    """By what happened, or by a person's word."""
    if not data.get("by_hand") or data["clock_kind"] not in MET_BY_HAND:
        return _deadline("met")(data)
    return MET_BY_HAND[data["clock_kind"]] + (f", late: it was due {day(data['due_on'])}" if data.get("late") else "")


def _undone(data: Data) -> str:
    """What a person set or said was met, and took back at once."""
    done = MET_BY_HAND.get(data["clock_kind"], "met") if data["undid"] == "met" else f"{words.title(data['clock_kind'])}, due {day(data['due_on'])}"
    return f"took back event {data['undoes']}: {done}"


def _started(data: Data) -> str:
    """A date that the desk worked out or a person gave; a question and a referral say whose it is."""
    if data.get("asked_team") or data.get("asked_person"):
        return f"asked {data.get('asked_team') or 'a colleague'} for an answer, due {day(data['due_on'])}"
    if data.get("referred_by"):
        return f"recorded that {REFERRED_BY[data['referred_by']]} referred it on {day(data['referred_on'])}, reply due {day(data['due_on'])}"
    return _deadline("started")(data)


REFERRED_BY = {"citizens_advice": "Citizens Advice", "extra_help_unit": "the Extra Help Unit", "mp": "an MP", "ofgem": "Ofgem"}


def _letter(what: str) -> Callable[[Data], str]:
    def sentence(data: Data) -> str:
        name = LETTER_WORDS.get(data.get("letter_kind", ""), "letter")
        if what == "sent":
            how = "" if data.get("imported") else f" by {data['method']}"  # an import tells the day alone
            return f"sent the {name}{how} on {day(data['sent_on'])}"
        if what == "received":
            return f"recorded that the customer received the {name} on {day(data['received_on'])}"
        return f"{LETTER_STEPS[what]} the {name}"
    return sentence


LETTER_STEPS = {
    "drafted": "drafted", "edited": "edited", "submitted": "submitted", "approved": "approved", "returned": "returned", "sent": "sent",
    "sending": "handed over", "uncertain": "could not tell whether the mail server took", "refused": "could not hand over",
    "settled": "settled what happened to", "received": "received", "undelivered": "recorded the return of", "superseded": "set aside",
    "draft": "drafted", "printed": "printed",
}
FURTHER = {1: "the senior managers", 2: "compliance"}
TIER_WORDS = {"ahead": "deadline is near", "due": "deadline is today", "late": "deadline has passed"}
WHY_WORDS = {"not_satisfied": "the customer is not satisfied in senior review", "unappointed": "nobody is appointed to the review",
             "letterless": "no deadlock or 8-week letter went out after the 8 weeks, our own suspected breach",
             "incomplete": "the deadlock or 8-week letter that went out is incomplete, our own suspected breach",
             "record_broken": "the check of the record found a fault",
             "off_supply": "the customer is off supply and has a priority need"}


def _alert(what: str) -> Callable[[Data], str]:
    def sentence(data: Data) -> str:
        why = WHY_WORDS.get(data.get("why", "")) or _tier(data)
        if "further" in data:
            return f"told {FURTHER[data['further']]} too, since nobody acknowledged the alert: {why}"
        if data.get("undoes"):
            return f"took back the acknowledgement of the alert: {why}"
        return f"raised an alert: {why}" if what == "raised" else f"acknowledged the alert: {why}"
    return sentence


def _tier(data: Data) -> str:
    name = words.title(data["clock_kind"]) + ", " if data.get("clock_kind") else ""
    return name + TIER_WORDS.get(data.get("tier", ""), "a deadline needs attention")


def _duty(what: str) -> Callable[[Data], str]:
    def sentence(data: Data) -> str:
        name = data["standard"] if data.get("standard") else words.title(data["clock_kind"])
        return f"{what}: {name}, due {day(data['due_on'])}"
    return sentence


BREACH_STEPS = {"written": "wrote down why a duty was missed", "signed": "signed off what was written about a missed duty",
                "reopened": "opened again what was written about a missed duty",
                "done": "recorded that what was to be done about a missed duty is done"}
FILES = {"breaches": "the register of missed duties", "incident": "the customers of an incident",
         "incident_letters": "letters of an incident", "holiday_moves": "deadlines that a bank holiday moves",
         "disposal": "the certificate of a disposal"}
A_FILE = "a file"  # of a kind that a later release knows
SETTINGS = {"category": "a category", "paragraph": "a paragraph of the letters", "contact": "a contact", "distributor": "a distributor’s contact",
            "tier": "who hears of a deadline", "company": "a fact of the company", "accounts": "the number of accounts",
            "clock": "a number of the procedure"}


def _setting(what: str) -> Callable[[Data], str]:
    return lambda data: f"{what} {SETTINGS.get(data.get('table', ''), 'a setting')}"


def _erased(data: Data) -> str:
    if data.get("named"):
        return "erased the name of somebody who spoke or rang for the customer, at their request"
    why = "at the person’s request" if data["because"] == "request" else "because they are kept no longer"
    return f"erased the words of this complaint, {why}"


def _move(name: str) -> Callable[[Data], str]:
    def sentence(data: Data) -> str:
        came = STANDS[data["to"]] if data.get("to") and name in ("reopen", "return_from_ombudsman") else ""
        return MOVES[name].done[0].lower() + MOVES[name].done[1:] + (f", now {came}" if came else "") + on_review(data)
    return sentence


REVIEWED = {"error_of_fact": "an error of fact", "new_evidence": "new evidence"}


OUTCOMES = {"upheld": "upheld", "partly_upheld": "partly upheld", "not_upheld": "not upheld", "settled": "settled"}


def came_out(kind: str, data: Data) -> str:
    """": partly upheld", ": accepted": what the Ombudsman decided or the customer answered; "" for every other event."""
    if kind == "moved.record_decision" and data.get("outcome") in OUTCOMES:
        return f": {OUTCOMES[data['outcome']]}"
    if kind == "moved.record_acceptance" and "accepted" in data:
        return ": accepted" if data["accepted"] else ": not accepted"
    return ""


def on_review(data: Data) -> str:
    """Why the Ombudsman changed a decision; "" for every other event."""
    return f", changed on review for {REVIEWED[data['on_review']]}" if data.get("on_review") else ""


REPORT_MAIL_STEPS = {"made": "set a report by mail", "changed": "changed a report by mail", "stopped": "stopped a report by mail",
                     "started": "let a report by mail go out again", "posted": "put a report by mail on its way",
                     "settled": "settled what became of a report by mail"}


def _report_mail(what: str) -> Callable[[Data], str]:
    return lambda data: REPORT_MAIL_STEPS[what]


SENTENCES: dict[str, Callable[[Data], str]] = {
    "logged": _logged, "contact": _contact, "edited": _edited, "note": lambda data: "added a note",
    "note.corrected": lambda data: f"corrected the note of event {data['of']}", "file": lambda data: "added a file",
    "assigned": _assigned,
    "assessed": assessed, "linked": lambda data: "linked another complaint",
    **{f"moved.{name}": _move(name) for name in MOVES},
    **{f"deadline.{what}": _deadline(what) for what in ("moved", "cancelled")},
    "deadline.started": _started, "deadline.met": _met, "deadline.undone": _undone,
    "ask.chased": lambda data: f"reminded whoever was asked of the answer that was due {day(data['due_on'])}",
    **{f"letter.{what}": _letter(what) for what in LETTER_STEPS},
    **{f"payment.{what}": sentence for what, sentence in PAYMENT_STEPS.items()},
    **{f"offer.{what}": sentence for what, sentence in OFFER_STEPS.items()},
    **{f"standard_row.{what}": standard_row(what) for what in ("proposed", "approved", "refused")},
    **{f"breach.{what}": _duty(sentence) for what, sentence in BREACH_STEPS.items()},
    **{f"setting.{what}": _setting(what) for what in ("changed", "proposed", "approved", "refused")},
    "holiday.added": lambda data: f"added the bank holiday {data['name']}, {day(data['day'])}",
    "holiday.withdrawn": lambda data: f"withdrew the bank holiday {data['name']}, {day(data['day'])}",
    "holiday.listed": lambda data: f"loaded a list of bank holidays that goes to {day(data['until'])}",
    "holiday.not_loaded": lambda data: "could not load a list of bank holidays",
    **{f"alert.{what}": _alert(what) for what in ("raised", "acknowledged")},
    **{f"incident.{what}": sentence for what, sentence in INCIDENT_STEPS.items()},
    "job.stop": lambda data: "stopped long work", "job.resume": lambda data: "let long work go on",
    "job.retry": lambda data: "asked for the failed part of long work again",
    "case_file": lambda data: "made the case file for the Ombudsman" + (" with something left out" if data.get("left_out") else ""),
    "exported": lambda data: f"exported {words.count_words(data['rows'], 'complaint')}",
    "file.taken": lambda data: f"took a file: {FILES.get(data['what'], A_FILE)}",
    "report.exported": lambda data: f"took the report {data['report']} as a file", "report_pack.made": lambda data: "made a board pack",
    **{f"report_mail.{what}": _report_mail(what) for what in ("made", "changed", "stopped", "started", "posted", "settled")},
    "hold.set": lambda data: "put it on hold: it is not erased or destroyed", "hold.lifted": lambda data: "lifted the hold", "erased": _erased,
    "connection.created": lambda data: "began to follow a connection", "connection.dated": dated,
}


def summary(kind: str, data: Data) -> str:
    """The sentence of one event, in lower case; a kind of a later release is named as it stands. History that was imported is marked."""
    sentence = SENTENCES.get(kind)
    told = sentence(data) if sentence else kind.replace(".", " ").replace("_", " ")
    return told + (" (imported)" if data.get("imported") else "")


SPOKEN = ("description", "summary", "text", "reason", "customer_said", "final_position", "basis", "handling", "advice", "what", "how", "name",
          "position", "why_late_entry", "late_reason", "passed_to", "why", "harm", "evidence")


def quoted(sealed: Mapping[str, Any]) -> str:
    """The words of an event for its reader, in a fixed order, one paragraph each; "" where none or erased."""
    return "\n".join(str(sealed[name]) for name in SPOKEN if sealed.get(name))
