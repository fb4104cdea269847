"""What electricity distributors owe for lost supply, fuses, notices, voltage, visits, and for paying late."""

from standards.claiming import Claim
from standards.clocks import CalendarNotice, ExplainOrVisit, WorkingDays
from standards.exemptions import DISTRIBUTORS, exemptions_of
from standards.happenings import Occasions, OfferedAndKept
from standards.hours import Attendance, Hours, RotaTime, SevereHours
from standards.pays import Flat, PerHours, TotalCap
from standards.scopes import Is, NeedsHours, NoDaysForSevereWeather, Reaches, SevereWeather
from standards.standard import Standard, facts_of

LATE = "EL-R19"
METERED = Is("metered_demand", True, "The supply is not metered demand.")
PUBLIC = Is("private_network", False, "The supply comes through a landlord’s or private network.")
NORMAL = Is("weather", "normal", "The weather was severe: regulation 7 applies.")
AT_LEAST = "The incident cut off {limit} premises or more: regulation 6 applies."
FEWER = "The incident cut off fewer than {limit} premises: regulation 5 applies."
SMALL = Reaches("premises_affected", "premises", below=True, edge=False, otherwise=AT_LEAST)
LARGE = Reaches("premises_affected", "premises", below=False, edge=False, otherwise=FEWER)
OUTAGE = ("aware_at", "restored_at~", "weather", "premises_affected", "supply_lost_at?")
CLAIM_HOURS = {"made": "claim_made_at", "in_hours": True}


def _standard(number: int, *asks: str, scope: tuple = (), pay_from: str = "known", late: str = LATE, **more: object) -> Standard:
    code = f"EL-R{number}"
    return Standard(
        code=code, name=f"Regulation {number}", regime="electricity_distribution", scope=(METERED, PUBLIC, *scope), pay_from=pay_from, late=late,
        asks=asks,
        facts=facts_of("electricity_distribution", asks), exemptions=exemptions_of(code), routes=("direct", "via_supplier"),
        source=f"{DISTRIBUTORS}, regulation {number}", **more,
    )


ROWS = (
    _standard(5, *OUTAGE, title="Supply not restored, normal weather", scope=(NORMAL, SMALL), duty="restore the supply",
              clock=Hours("aware_at", "restored_at", "first knowing of the fault"), pay=PerHours(), lines=(72,), readings=("A4",)),
    _standard(6, *OUTAGE, title="Supply not restored, normal weather, large incident", scope=(NORMAL, LARGE), duty="restore the supply",
              clock=Hours("aware_at", "restored_at", "first knowing of the fault"), pay=PerHours(TotalCap()), lines=(74,), readings=("A4", "A31")),
    _standard(7, "aware_at", "restored_at~", "event_type", "fault_multiple", "very_large_event", "prescribed_hours~", scope=(SevereWeather(),),
              title="Supply not restored, severe weather", refuses=(NeedsHours(),), duty="restore the supply", clock=SevereHours(),
              pay=PerHours(TotalCap()), pay_from="", late="", lines=(76, 78, 79, 80, 81), readings=("A4", "A32", "A39")),
    _standard(8, "rota_minutes_off", "pre_rota_minutes_off?", title="Rota disconnections", duty="share a shortage by rota", clock=RotaTime(),
              pay=Flat(),
              lines=(83,)),
    _standard(10, "year_ending", "interruptions", "claim_made_at~", "claim_out_of_hours?", title="Supply lost again and again",
              duty="keep the supply on, so that a customer is off", clock=Occasions(), pay=Flat(), pay_from="claim",
              claim=Claim("year_ending", **CLAIM_HOURS), lines=(85, 97), readings=("A34", "A10")),
    _standard(11, "notified_at", "attended_at~", title="Main fuse", duty="come to a main fuse that has or might have failed", clock=Attendance(),
              pay=Flat(),
              lines=(87,), readings=("A9", "A11")),
    _standard(12, "notice_given_on~", "notified_for~", "interrupted_on", "claim_made_at~", "claim_out_of_hours?",
              title="Notice of a planned interruption",
              duty="tell the customer of planned work that cuts the supply", clock=CalendarNotice(), pay=Flat(), pay_from="claim",
              claim=Claim("interrupted_on", **CLAIM_HOURS), lines=(89, 97), readings=("A10", "A36")),
    _standard(13, "reported_at", "explanation_sent_on~", "visit_offered_on~", "visit_for?", title="Voltage complaint",
              duty="send an explanation of a voltage problem", clock=ExplainOrVisit(), pay=Flat(), lines=(91,), readings=("A10", "A37")),
    _standard(17, "appointment_offered", "appointment_kept~", "connection_visit", "failure_on?", title="Missed appointment",
              scope=(Is("connection_visit", False, "The visit was about a connection."),), duty="offer an appointment", clock=OfferedAndKept(),
              pay=Flat(),
              lines=(93,), readings=("A38",)),
    _standard(19, "original_standard", "failure_known_on", "paid_on~", title="Distributor’s payment late", refuses=(NoDaysForSevereWeather(),),
              duty="send a payment it owes under these regulations", clock=WorkingDays(("failure_known_on",), ("paid_on",), "knowing of the failure"),
              pay=Flat(), pay_from="", late="", lines=(95,), readings=("A39",)),
)
