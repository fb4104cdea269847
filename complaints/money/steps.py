"""The steps of a connection: which standard each falls under, which of the job's dates are its facts, what it waits for. Pure.

A job's facts are coded JSON: what the connection is, `dates` by name, and `phases` (a name, then dates of its own). Nothing
is judged here: the core of the standards does that from the facts that a step hands it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

ELECTRICITY, GAS = "electricity", "gas"
CATEGORY_WORDS = {
    "LV-SINGLE": "Single low-voltage service", "SMALL": "Small project", "LV-OTHER": "Other low-voltage works",
    "HV": "High-voltage works", "EHV": "Extra-high-voltage works",
}
KIND_WORDS = {"DEM": "demand", "GEN": "generation"}
SMALL = ("LV-SINGLE", "SMALL")
DATE_WORDS: dict[str, str] = {
    "info_complete_on": "All information given", "fees_paid_on": "Fee for the quotation paid", "requested_on": "Quotation asked for",
    "quote_issued_on": "Quotation issued", "found_inaccurate_on": "Quotation found wrong", "accurate_quote_issued_on": "Right quotation issued",
    "accepted_on": "Acceptance received", "paid_on": "Sum of the quotation paid", "contacted_on": "Contact to agree dates",
    "dates_offered_on": "Dates offered", "commence_agreed_on": "Start agreed for", "commence_varied_to": "Start changed to",
    "commenced_on": "Work begun", "complete_agreed_on": "Completion agreed for", "complete_varied_to": "Completion changed to",
    "completed_on": "Work completed", "energise_agreed_on": "Energising agreed for", "energise_varied_to": "Energising changed to",
    "energised_on": "Energised", "land_requested_on": "Land enquiry made", "responded_on": "Land enquiry answered",
    "job_completed_on": "Whole job completed",
}
SUM_WORDS = {"quotation_sum_gbp": "Sum of the quotation", "contract_sum_gbp": "Sum of the contract"}
AGREED = {"commence": "commenced_on", "complete": "completed_on", "energise": "energised_on"}
AHEAD = frozenset(f"{step}_{end}" for step in AGREED for end in ("agreed_on", "varied_to"))
IN_PHASES = AHEAD | set(AGREED.values())
ELECTRICITY_ONLY = {"info_complete_on", "fees_paid_on", "paid_on", "contacted_on", "commence_agreed_on", "commence_varied_to", "commenced_on",
                    "energise_agreed_on", "energise_varied_to", "energised_on"}
GAS_ONLY = {"requested_on", "accurate_quote_issued_on", "dates_offered_on", "land_requested_on", "responded_on"}
BIG_ONLY = {name for name in ELECTRICITY_ONLY if name.startswith(("commence", "energise"))}
assert set(DATE_WORDS) >= IN_PHASES | ELECTRICITY_ONLY | GAS_ONLY


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `facts` as the API takes them, {} while it waits (`waits_for` says for what); `done_on` is the date that ends it."""

    key: str
    title: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    done_on: str | None = None
    waits_for: str = ""

    @property
    def started(self) -> bool:
        return bool(self.facts)


@dataclass(frozen=True, slots=True)
class Connection:
    """A job as its steps see it; `facts` as kept; `small_flow`: up to how many kWh an hour a gas connection is a small one."""

    fuel: str
    customer_type: str
    nation: str
    facts: Mapping[str, Any]
    small_flow: int

    def date(self, name: str, phase: str = "") -> str | None:
        dates = self.facts.get("phases", {}).get(phase, {}) if phase else self.facts.get("dates", {})
        return dates.get(name)

    @property
    def phases(self) -> tuple[str, ...]:
        return tuple(self.facts.get("phases", {}))

    @property
    def about(self) -> dict[str, Any]:
        return {"customer_type": self.customer_type, "nation": self.nation}


def dates_of(job: Connection) -> list[str]:
    """The names of the dates that this job can be given, in the order in which they happen."""
    left_out = GAS_ONLY if job.fuel == ELECTRICITY else ELECTRICITY_ONLY
    if job.fuel == ELECTRICITY and job.facts["elc_category"] in SMALL:
        left_out = left_out | BIG_ONLY
    elif job.fuel == ELECTRICITY:
        left_out = left_out | {"found_inaccurate_on"}
    return [name for name in DATE_WORDS if name not in left_out]


def kind_words(job: Connection) -> str:
    """"Single low-voltage service, demand"; "Gas, 120 kWh an hour"."""
    if job.fuel == GAS:
        return f"Gas, {job.facts['rate_of_flow_kwh']} kWh an hour"
    return f"{CATEGORY_WORDS[job.facts['elc_category']]}, {KIND_WORDS[job.facts['elc_kind']]}"


def steps_of(job: Connection) -> list[Step]:
    """Every step of the job in order; a phase with an agreed date is a step of its own (A44)."""
    return list(_electricity(job) if job.fuel == ELECTRICITY else _gas(job))


def _electricity(job: Connection) -> Iterator[Step]:
    category, kind = job.facts["elc_category"], job.facts["elc_kind"]
    group = "LV-SMALL" if category in SMALL else category
    yield _quotation(job, category, kind)
    if category in SMALL and job.date("found_inaccurate_on"):
        yield Step("accuracy", "Quotation found wrong", f"ELC-QAS-{category}", _elc(job, found_inaccurate_on=job.date("found_inaccurate_on")))
    yield _contact(job, group)
    if category not in SMALL:
        yield from _agreed(job, "commence", f"ELC-COMMENCE-{group}")
    yield from _agreed(job, "complete", f"ELC-COMPLETE-{group}")
    if category not in SMALL and job.facts.get("energisation_required", True):
        yield from _agreed(job, "energise", f"ELC-ENERGISE-{group}")


def _elc(job: Connection, **facts: Any) -> dict[str, Any]:
    scope = {name: bool(job.facts.get(name)) for name in ("icp_involved", "approved_equipment_no_change", "meter_move_only")}
    return {**job.about, **scope, **facts}


def _quotation(job: Connection, category: str, kind: str) -> Step:
    code, title = f"ELC-QUOTE-{category}-{'DEM' if category in SMALL else kind}", "Issue the quotation"
    waits = _first_missing(job, ("info_complete_on", *(["fees_paid_on"] if job.facts.get("fee_payable") else [])))
    facts = {} if waits else _elc(job, info_complete_on=job.date("info_complete_on"), fees_paid_on=job.date("fees_paid_on"),
                                  quote_issued_on=job.date("quote_issued_on"), job_completed_on=job.date("job_completed_on"))
    return Step("quotation", title, code, facts, job.date("quote_issued_on"), waits)


def _contact(job: Connection, group: str) -> Step:
    waits = _first_missing(job, ("accepted_on", *(["paid_on"] if job.facts.get("sum_payable", True) else [])))
    facts = {} if waits else _elc(job, accepted_on=job.date("accepted_on"), paid_on=job.date("paid_on"),
                                  contacted_on=job.date("contacted_on"), job_completed_on=job.date("job_completed_on"))
    return Step("contact", "Contact the customer to agree dates", f"ELC-CONTACT-{group}", facts, job.date("contacted_on"), waits)


def _first_missing(job: Connection, names: tuple[str, ...]) -> str:
    return next((DATE_WORDS[name] for name in names if not job.date(name)), "")


TITLES = {"commence": "Begin the work", "complete": "Complete the work", "energise": "Energise"}
assert set(TITLES) == set(AGREED)


def _agreed(job: Connection, step: str, code: str) -> Iterator[Step]:
    """A step for the whole job and for each phase that has an agreed day; one that waits where none has."""
    found = [phase for phase in ("", *job.phases) if job.date(f"{step}_agreed_on", phase)]
    if not found:
        yield Step(step, TITLES[step], code, {}, None, DATE_WORDS[f"{step}_agreed_on"])
    for phase in found:
        title = TITLES[step] + (f", {phase}" if phase else "")
        yield Step(f"{step}:{phase}" if phase else step, title, code, _agreed_facts(job, step, phase), job.date(AGREED[step], phase))


def _agreed_facts(job: Connection, step: str, phase: str) -> dict[str, Any]:
    facts = {"agreed_on": job.date(f"{step}_agreed_on", phase), "varied_to": job.date(f"{step}_varied_to", phase),
             AGREED[step]: job.date(AGREED[step], phase)}
    if job.fuel == GAS:
        return {**job.about, **facts, "contract_sum_gbp": job.facts.get("contract_sum_gbp")}
    more = {"energisation_required": True} if step == "energise" else {}
    return _elc(job, **facts, job_completed_on=job.date("job_completed_on"), **more)


def _gas(job: Connection) -> Iterator[Step]:
    flow = Decimal(job.facts["rate_of_flow_kwh"])
    quoted = "GAS-GS6" if flow > job.small_flow else "GAS-GS4" if job.facts.get("quotation") == "standard" else "GAS-GS5"
    if job.date("land_requested_on"):
        yield _gas_step(job, "land", "Answer the land enquiry", "GAS-GS8", "land_requested_on", "responded_on")
    yield _gas_step(job, "quotation", "Issue the quotation", quoted, "requested_on", "quote_issued_on")
    if job.date("found_inaccurate_on") and job.date("requested_on"):
        yield _accuracy(job, quoted)
    offering = "GAS-GS10" if flow > job.small_flow else "GAS-GS9"
    yield _gas_step(job, "dates", "Offer dates to start and complete", offering, "accepted_on", "dates_offered_on")
    if job.facts.get("contract_sum_gbp"):
        yield from _agreed(job, "complete", "GAS-GS11")
    else:
        yield Step("complete", TITLES["complete"], "GAS-GS11", {}, None, SUM_WORDS["contract_sum_gbp"])


def _gas_step(job: Connection, key: str, title: str, code: str, start: str, end: str) -> Step:
    """`start` and `end` are the job's names; a land enquiry's start is the standard's `requested_on` too."""
    if not job.date(start):
        return Step(key, title, code, {}, None, DATE_WORDS[start])
    facts = {**job.about, "rate_of_flow_kwh": job.facts["rate_of_flow_kwh"], "quotation_sum_gbp": job.facts.get("quotation_sum_gbp"),
             start.removeprefix("land_"): job.date(start), end: job.date(end)}
    return Step(key, title, code, facts, job.date(end))


def _accuracy(job: Connection, quoted: str) -> Step:
    facts = {**job.about, "rate_of_flow_kwh": job.facts["rate_of_flow_kwh"], "quotation_sum_gbp": job.facts.get("quotation_sum_gbp"),
             "underlying_standard": quoted, "requested_on": job.date("requested_on"), "first_quote_on": job.date("quote_issued_on"),
             "found_inaccurate_on": job.date("found_inaccurate_on"), "accurate_quote_issued_on": job.date("accurate_quote_issued_on")}
    return Step("accuracy", "Issue a right quotation", "GAS-GS7", facts, job.date("accurate_quote_issued_on"))
