"""What gas transporters owe. The numbers GS1 to GS14 are the true ones; the owner's document prints some of them shifted (A49)."""

from standards.claiming import Claim
from standards.clocks import AgreedDay, HoldingReply, WorkingDays, WorkingNotice
from standards.exemptions import TRANSPORTERS, exemptions_of
from standards.happenings import AccurateQuotation, Happened
from standards.hours import DayHours, Hours
from standards.pays import ByContract, ByQuotation, Flat, FlowCap, NotKnown, PerHours, PerPeriod, PerWorkingDay, QuotationCap, TotalCap
from standards.scopes import Is, LargeGasSite, Lost, Reaches, TooLargeContract
from standards.standard import EVERYBODY, HOUSEHOLDS, Standard, facts_of

LATE = "GAS-GS12"
UP_TO = Reaches("rate_of_flow_kwh", "flow", below=True, edge=True, otherwise="The rate of flow is above {limit} kWh an hour.")
ABOVE = Reaches("rate_of_flow_kwh", "flow", below=False, edge=True, otherwise="The rate of flow is not above {limit} kWh an hour.")
PRIORITY = Is("on_priority_register", True, "The customer is not on the Priority Services Register.")
QUOTED = ("rate_of_flow_kwh", "quotation_sum_gbp~")
NOT_IN_DOCUMENT = ("The limit and the sum of this standard are missing from the company’s document, so nothing is worked out. "
                   "A person finds them and an officer adds the row.")


def _standard(number: int, *asks: str, pay_from: str = "done", late: str = LATE, customers: tuple[str, ...] = EVERYBODY, **more: object) -> Standard:
    code, connections = f"GAS-GS{number}", 4 <= number <= 11
    return Standard(
        code=code, name=f"GS{number}", regime="gas_transporter", customers=customers, pay_from=pay_from, late=late, asks=asks,
        facts=facts_of("gas_transporter", asks), exemptions=exemptions_of(code), routes=("direct",) if connections else ("direct", "via_supplier"),
        source=TRANSPORTERS, **more,
    )


ROWS = (
    _standard(1, "interrupted_at", "restored_at~", "annual_consumption_kwh~", title="Gas not restored", refuses=(LargeGasSite(),),
              duty="restore the gas",
              clock=Hours("interrupted_at", "restored_at", "the interruption"), pay=PerHours(TotalCap()), lines=(187, 188),
              readings=("A4", "A50", "A60")),
    _standard(2, "works_completed_on", "reinstated_on~", title="Premises not put back after work",
              duty="put the premises back for good after its own work",
              clock=WorkingDays(("works_completed_on",), ("reinstated_on",), "finishing the work"), pay=PerPeriod(), lines=(189,),
              readings=("A5", "A6", "A60")),
    _standard(3, "on_priority_register", "interrupted_at", "customers_affected", "facilities_provided_at~", "supply_restored_at?", "claim_made_on~",
              title="No heating and cooking for a priority household", customers=HOUSEHOLDS, scope=(PRIORITY,),
              duty="provide other heating and cooking",
              clock=DayHours(), pay=Flat(), claim=Claim("interrupted_at", "claim_made_on", in_hours=False), pay_from="gas_claim", lines=(190,),
              readings=("A52", "A60")),
    _standard(13, "notice_given_on~", "interrupted_on", "claim_made_on~", title="Notice of planned gas work",
              duty="tell the customer of planned work that cuts the gas",
              clock=WorkingNotice(), pay=Flat(), claim=Claim("interrupted_on", "claim_made_on", in_hours=False), pay_from="gas_claim", lines=(191,),
              readings=("A53", "A60")),
    _standard(14, "complaint_received_on", "needs_visit_or_third_party", "initial_written_response_on~", "substantive_response_on~",
              title="Reply to a complaint",
              duty="reply in full to a complaint", clock=HoldingReply(), pay=PerPeriod(TotalCap()), lines=(192,), readings=("A5", "A6", "A60")),
    _standard(4, *QUOTED, "requested_on", "quote_issued_on~", title="Standard quotation", scope=(UP_TO,), duty="issue a standard quotation",
              clock=WorkingDays(("requested_on",), ("quote_issued_on",), "the request"), pay=PerWorkingDay(QuotationCap()), lines=(196,),
              readings=("A5", "A60")),
    _standard(5, *QUOTED, "requested_on", "quote_issued_on~", title="Other quotation, smaller flow", scope=(UP_TO,),
              duty="issue a non-standard quotation",
              clock=WorkingDays(("requested_on",), ("quote_issued_on",), "the request"), pay=PerWorkingDay(QuotationCap()), lines=(197,),
              readings=("A5", "A60")),
    _standard(6, *QUOTED, "requested_on", "quote_issued_on~", title="Other quotation, larger flow", scope=(ABOVE,),
              duty="issue a non-standard quotation",
              clock=WorkingDays(("requested_on",), ("quote_issued_on",), "the request"), pay=PerWorkingDay(QuotationCap()), lines=(198,),
              readings=("A5", "A60")),
    _standard(7, *QUOTED, "underlying_standard", "requested_on", "first_quote_on?", "found_inaccurate_on~", "accurate_quote_issued_on~",
              "overcharge_paid_gbp?",
              title="Quotation wrong", duty="issue a right quotation", clock=AccurateQuotation(), pay=ByQuotation(), lines=(200,),
              readings=("A5", "A56", "A60")),
    _standard(8, "rate_of_flow_kwh", "requested_on", "responded_on~", title="Land enquiry", duty="answer a land enquiry",
              clock=WorkingDays(("requested_on",), ("responded_on",), "the enquiry"), pay=PerWorkingDay(FlowCap()), lines=(201,),
              readings=("A5", "A60")),
    _standard(9, *QUOTED, "accepted_on", "dates_offered_on~", title="Dates for the work, smaller flow", scope=(UP_TO,),
              duty="offer days to begin and substantially complete the work",
              clock=WorkingDays(("accepted_on",), ("dates_offered_on",), "the acceptance"),
              pay=PerWorkingDay(QuotationCap()), lines=(202,), readings=("A5", "A60")),
    _standard(10, *QUOTED, "accepted_on", "dates_offered_on~", title="Dates for the work, larger flow", pay_from="", late="",
              refuses=(Lost(NOT_IN_DOCUMENT),), duty="offer days to begin and substantially complete the work",
              clock=Happened("accepted_on", "in a time that the document lost"), pay=NotKnown(), lines=(203,)),
    _standard(11, "contract_sum_gbp", "agreed_on", "varied_to?", "completed_on~", title="Work not substantially complete on the agreed day",
              refuses=(TooLargeContract(),), duty="substantially complete the work", clock=AgreedDay("completed_on"), pay=ByContract(),
              lines=(203, 205, 206, 207, 208, 209), readings=("A5", "A12", "A60")),
    _standard(12, "compensation_due_on", "notified_on~", "paid_on~", title="Transporter tells or pays late",
              duty="write to the customer or the supplier and pay",
              clock=WorkingDays(("compensation_due_on",), ("notified_on", "paid_on"), "the compensation falling due", both=True), pay=Flat(),
              pay_from="", late="",
              lines=(212,), readings=("A60",)),
)
