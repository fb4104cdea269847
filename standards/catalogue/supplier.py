"""What suppliers owe: visits, meters, transfers, final bills, credit, switching, reconnection, passing network payments on."""

from standards.claiming import Claim
from standards.clocks import CalendarDays, CancelNotice, WorkingDays
from standards.exemptions import SUPPLIERS, exemptions_of
from standards.happenings import Happened, Judged, MeterBundle, SlotShape
from standards.hours import HoursWhenOpen, SlotEnd
from standards.pays import Flat, PerFailure
from standards.scopes import InCredit, Is, NeedsJudgement, Since
from standards.standard import EVERYBODY, HOUSEHOLDS, SMALL, Standard, facts_of

LATE = "SUP-GS-PAYMENT-LATE"
NOT_LOST = Is("supply_lost", False, "The supply was lost, so the standard for doubtful meters does not apply.")
BEGUN = Since("switch_initiated_on", "switches begun")
SWITCHED = Is("closed_because", "switch", "The account was not closed by a change of supplier.")
GAINED = Is("our_role", "new_supplier", "The supplier that gained the supply owes this one.")
LOST_IT = Is("our_role", "old_supplier", "The supplier to which it should come back owes this one.")
ASKED_US = Is("contacted_supplier", "us", "The supplier that the customer got in touch with owes this one.")


def _standard(code: str, *asks: str, customers: tuple[str, ...] = SMALL, pay: object = Flat(), late: str = LATE, **more: object) -> Standard:
    return Standard(
        code=code, regime="supplier", customers=customers, pay=pay, late=late if pay else "", pay_from="failure" if pay else "", asks=asks,
        facts=facts_of("supplier", asks), exemptions=exemptions_of(code), routes=("chosen",), source=SUPPLIERS, **more,
    )


ROWS = (
    _standard("SUP-APPT-OFFER", "requested_on", "reasonable_appointment_arranged~", "judged_failed_on?",
              title="Visit not arranged in a reasonable time",
              duty="arrange a visit that a customer asks for", clock=Judged(), refuses=(NeedsJudgement(),), lines=(16, 18), readings=("A19",)),
    _standard("SUP-APPT-SLOT", "slot_start", "slot_end", "customer_requested_specific", title="Shape of the time offered for a visit", pay=None,
              duty="offer a time for a visit", clock=SlotShape(), lines=(14, 15), readings=("A17", "A9")),
    _standard("SUP-APPT-MISSED", "slot_start", "slot_end", "attended_at~", title="Missed visit", duty="come to a booked visit", clock=SlotEnd(),
              lines=(17,), readings=("A7", "A19")),
    _standard("SUP-APPT-SHORT-NOTICE", "appointment_on", "notice_given_on", "cancelled_by", title="Visit cancelled or moved at short notice",
              duty="cancel or move a visit only", clock=CancelNotice(), lines=(17, 51), readings=("A18", "A7")),
    _standard("SUP-METER-ASSESS", "contacted_on", "assessed_on~", "supply_lost", title="Doubtful meter not assessed", scope=(NOT_LOST,),
              duty="make a first assessment of a credit meter in doubt", clock=WorkingDays(("contacted_on",), ("assessed_on",), "the contact"),
              lines=(20, 21), readings=("A10", "A20", "A28")),
    _standard("SUP-METER-EXPLAIN", "contacted_on", "explained_on~", "visit_offered_on~", "supply_lost", title="Doubtful meter not explained",
              scope=(NOT_LOST,), duty="explain the probable reason, or offer a contractor’s visit,",
              clock=WorkingDays(("contacted_on",), ("explained_on", "visit_offered_on"), "the contact"), lines=(20, 22), readings=("A20",)),
    _standard("SUP-METER-EMAIL", "contacted_on", "emailed_on~", "supply_lost", title="Explanation of the meter not emailed", scope=(NOT_LOST,),
              duty="email the explanation", clock=WorkingDays(("contacted_on",), ("emailed_on",), "the contact"), lines=(20, 23), readings=("A20",)),
    _standard("SUP-ET-AGREED", "switch_initiated_on", "et_agreed_on", "our_role", title="Switched without a valid contract", customers=HOUSEHOLDS,
              scope=(BEGUN,), ours=GAINED, duty="take over a supply only with a valid contract",
              clock=Happened("et_agreed_on", "it fails on the day on which both suppliers agree that it was a mistake"), lines=(25,)),
    _standard("SUP-ET-RESOLVE", "switch_initiated_on", "first_contact_on", "resolved_on~", title="Mistaken switch not settled between suppliers",
              customers=HOUSEHOLDS, scope=(BEGUN,), other_supplier=True, duty="settle a mistaken switch with the other supplier",
              clock=WorkingDays(("first_contact_on",), ("resolved_on",), "the customer’s first contact"), lines=(25,)),
    _standard("SUP-ET-OUTCOME", "switch_initiated_on", "first_contact_on", "outcome_told_on~", "contacted_supplier", ours=ASKED_US,
              title="Outcome of a mistaken switch not told", customers=HOUSEHOLDS, scope=(BEGUN,),
              duty="tell the customer the outcome of a mistaken switch",
              clock=WorkingDays(("first_contact_on",), ("outcome_told_on",), "the customer’s first contact"), lines=(25,)),
    _standard("SUP-ET-RETURN", "switch_initiated_on", "et_agreed_on", "returned_on~", "our_role", title="Supply not returned after a mistaken switch",
              customers=HOUSEHOLDS, scope=(BEGUN,), ours=LOST_IT, duty="have the supply back",
              clock=WorkingDays(("et_agreed_on",), ("returned_on",), "agreeing that it was a mistake"), lines=(25,)),
    _standard("SUP-FINAL-BILL", "closed_because", "ended_on", "notified_on", "final_bill_sent_on~", "solr_direction_on?", title="Final bill late",
              customers=HOUSEHOLDS, scope=(Since("ended_on", "supplies that ended"),), duty="send the final bill",
              clock=CalendarDays(("ended_on", "notified_on"), "final_bill_sent_on", "the end of the supply or of our being told, whichever is later"),
              lines=(30,)),
    _standard("SUP-CREDIT-REFUND", "closed_because", "switch_initiated_on", "final_bill_issued_on", "credit_balance_gbp", "refunded_on~",
              title="Credit not returned after a switch", customers=HOUSEHOLDS, scope=(SWITCHED, BEGUN, InCredit()), duty="return a credit balance",
              clock=WorkingDays(("final_bill_issued_on",), ("refunded_on",), "issuing the final bill"), lines=(36,)),
    _standard("SUP-SWITCH-15WD", "switch_initiated_on", "switch_agreed_on", "info_complete_on", "switched_on~", title="Switch to us late",
              customers=HOUSEHOLDS, scope=(BEGUN,), duty="complete a switch to us",
              clock=WorkingDays(("switch_agreed_on", "info_complete_on"), ("switched_on",), "agreeing it with all information held"), lines=(37,)),
    _standard(LATE, "original_failure_on", "paid_on~", title="Our own payment made late", duty="make a payment that we owe under these standards",
              late="",
              clock=WorkingDays(("original_failure_on",), ("paid_on",), "the failure"), lines=(43,), readings=("A7",)),
    _standard("SUP-RECONNECT", "paid_at", "reconnected_at~", "disconnection_fee_gbp?", "reconnection_fee_gbp?", "security_deposit_gbp?",
              title="Not reconnected after a debt was settled", duty="reconnect a customer disconnected for debt",
              clock=HoursWhenOpen("paid_at", "reconnected_at", "all being paid, or a plan agreed"), lines=(45, 46),
              readings=("A9", "A11", "A19", "A26")),
    _standard("SUP-DNO-PASS-ON", "received_on", "passed_on_on~", "network_amount_gbp?", title="Network’s payment passed on late", customers=EVERYBODY,
              duty="pass a network’s payment on to the customer", clock=WorkingDays(("received_on",), ("passed_on_on",), "receiving it"),
              lines=(48,), readings=("A19",)),
)
BUNDLE = _standard(
    "SUP-METER", "contacted_on", "assessed_on~", "explained_on~", "visit_offered_on~", "emailed_on~", "supply_lost",
    title="Doubtful meter, all three duties",
    scope=(NOT_LOST,), duty="assess a credit meter in doubt, explain the probable reason or offer a visit, and email the explanation,",
    clock=MeterBundle(), pay=PerFailure(), lines=(20, 21, 22, 23), readings=("A20", "A28"),
)
assert all(not isinstance(row.claim, Claim) for row in ROWS), "no supplier standard waits for a claim"
