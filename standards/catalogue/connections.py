"""What electricity distributors owe on connections: estimates, quotations, their accuracy, contact, and the agreed days."""

from collections.abc import Iterable

from standards.clocks import AgreedDay, WorkingDays
from standards.exemptions import CONNECTIONS, exemptions_of
from standards.happenings import Happened
from standards.pays import Flat, PerWorkingDay
from standards.scopes import Is, Reaches
from standards.standard import Standard, facts_of

LATE = "ELC-NOTIFY"
NO_ICP = Is("icp_involved", False, "An independent connections provider does part of the work; other standards hold for that.")
CHANGED = Is("approved_equipment_no_change", False, "The connection itself is not changed and nothing is charged.")
NOT_METER = Is("meter_move_only", False, "Only a meter is moved; that is covered for estimates, quotations and their accuracy alone.")
DESK_TOP = Is("visit_required", False, "The estimate needs a visit.")
ENERGISED = Is("energisation_required", True, "Energising is no part of the job.")
SMALLER = Reaches("capacity_kva", "capacity", below=True, edge=False, otherwise="The capacity is {limit} kVA or more.")
LARGER = Reaches("capacity_kva", "capacity", below=False, edge=False, otherwise="The capacity is less than {limit} kVA.")
SIZES = {"LV-SINGLE": "one low-voltage service", "SMALL": "a small project", "LV-OTHER": "other low-voltage work", "HV": "high-voltage work",
         "EHV": "extra-high-voltage work", "LV-SMALL": "one low-voltage service or a small project"}
KINDS = {"DEM": "demand", "GEN": "generation"}


def _standard(code: str, *asks: str, scope: tuple = (), pay_from: str = "job", late: str = LATE, **more: object) -> Standard:
    return Standard(
        code=f"ELC-{code}", regime="electricity_connections", scope=(NO_ICP, CHANGED, *scope), pay_from=pay_from, late=late, asks=asks,
        facts=facts_of("electricity_connections", asks), exemptions=exemptions_of(f"ELC-{code}"),
        routes=("electronic", "credit_to_connection_invoice"),
        source=CONNECTIONS, **more,
    )


def _estimate(code: str, size: Reaches, title: str, line: int) -> Standard:
    return _standard(
        f"BUDGET-{code}", "capacity_kva", "visit_required", "info_complete_on", "fees_paid_on~", "provided_on~", title=f"Budget estimate, {title}",
        scope=(DESK_TOP, size), duty="give a desk-top estimate", pay=Flat(), pay_from="failure", lines=(106, line, 109),
        clock=WorkingDays(("info_complete_on", "fees_paid_on"), ("provided_on",), "having all information and any fee"),
    )


def _quotation(size: str, kind: str, line: int) -> Standard:
    return _standard(
        f"QUOTE-{size}-{kind}", "info_complete_on", "fees_paid_on~", "quote_issued_on~", "job_completed_on~",
        title=f"Quotation, {SIZES[size]}, {KINDS[kind]}",
        duty="give a quotation", pay=PerWorkingDay(), lines=(111, line), readings=("A5", "A43"),
        clock=WorkingDays(("info_complete_on", "fees_paid_on"), ("quote_issued_on",), "having all information and any fee"),
    )


def _accuracy(size: str, line: int) -> Standard:
    return _standard(
        f"QAS-{size}", "challenged_on?", "found_inaccurate_on~", "overpaid_gbp?", "undercharged_gbp?", title=f"Quotation wrong, {SIZES[size]}",
        duty="give a right and complete quotation",
        clock=Happened("found_inaccurate_on", "it fails on the day on which it is found wrong or incomplete"),
        pay=Flat(), pay_from="failure", lines=(119, 120, line),
    )


def _contact(size: str, line: int) -> Standard:
    return _standard(
        f"CONTACT-{size}", "accepted_on", "paid_on~", "contacted_on~", "job_completed_on~", title=f"No contact to plan the work, {SIZES[size]}",
        scope=(NOT_METER,), duty="get in touch to plan the work", pay=PerWorkingDay(), lines=(125 if size == "LV-SMALL" else 127, line),
        readings=("A5",),
        clock=WorkingDays(("accepted_on", "paid_on"), ("contacted_on",), "the written acceptance and any payment"),
    )


STEPS = {"COMMENCE": ("commenced_on", "begin the work", "Work not begun on the agreed day"),
         "COMPLETE": ("completed_on", "complete the work", "Work not completed on the agreed day"),
         "ENERGISE": ("energised_on", "energise the supply", "Not energised on the agreed day")}


def _agreed(step: str, size: str, line: int) -> Standard:
    done, duty, title = STEPS[step]
    more = ("energisation_required",) if step == "ENERGISE" else ()
    return _standard(
        f"{step}-{size}", "agreed_on", "varied_to?", f"{done}~", "job_completed_on~", *more, title=f"{title}, {SIZES[size]}",
        scope=(NOT_METER, ENERGISED) if more else (NOT_METER,), duty=duty, clock=AgreedDay(done), pay=PerWorkingDay(),
        lines=(125,) if size == "LV-SMALL" else (132, line), readings=("A5",),
    )


def _quotations() -> Iterable[Standard]:
    yield _quotation("LV-SINGLE", "DEM", 113)
    yield _quotation("SMALL", "DEM", 114)
    for size, line in (("LV-OTHER", 115), ("HV", 116), ("EHV", 117)):
        yield from (_quotation(size, kind, line) for kind in KINDS)


ROWS = (
    _estimate("LT1MVA", SMALLER, "under 1 MVA", 107), _estimate("GE1MVA", LARGER, "1 MVA or more", 108),
    *_quotations(),
    _accuracy("LV-SINGLE", 122), _accuracy("SMALL", 123),
    *(_contact(size, line) for size, line in (("LV-SMALL", 125), ("LV-OTHER", 129), ("HV", 130), ("EHV", 131))),
    _agreed("COMPLETE", "LV-SMALL", 125),
    *(_agreed(step, size, line) for size, line in (("LV-OTHER", 134), ("HV", 135), ("EHV", 136)) for step in STEPS),
    _standard("NOTIFY", "original_standard", "base_on", "paid_on~", title="Connection payment late", duty="make a connection payment", pay=Flat(),
              pay_from="",
              late="", clock=WorkingDays(("base_on",), ("paid_on",), "the failure, the finding or the job’s completion, by the kind of standard"),
              lines=(138,)),
)
