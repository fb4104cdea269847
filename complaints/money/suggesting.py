"""Which standards the facts on file may touch, with a sentence why. Pure: it never decides, a person assesses.

Only what is on file speaks: the licence of the complaint, its category, the customer's words, and what is known of their supply.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from complaints.intake.suggest import plain

MOST = 6
CATEGORY_WEIGHT, SUPPLY_WEIGHT, NEEDS_WEIGHT = 4, 3, 2
ENDINGS = ("", "s", "d", "ed", "ing")
SUPPLIER, DISTRIBUTOR, TRANSPORTER = "supplier", "electricity_distributor", "gas_transporter"


@dataclass(frozen=True, slots=True)
class OnFile:
    """What the case knows: `category` its code, `said` the customer's words, `needs` the coded needs, `reports` linked supply reports."""

    licence: str
    said: str
    category: str = ""
    category_name: str = ""
    customer_type: str = "unknown"
    off_supply: bool = False
    reports: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Hint:
    """One standard and what speaks for it. `supply`: being off supply does; `needs`: a need on file does, beside something else."""

    code: str
    licence: str
    categories: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    supply: bool = False
    needs: bool = False
    households_only: bool = False


NOBODY_CAME = ("did not come", "didn't come", "never came", "nobody came", "no one came", "did not turn up", "didn't turn up", "nobody turned up",
               "no show", "missed appointment", "waited in", "waited all", "took the day off")
MOVED = ("cancelled", "rearranged", "moved the appointment", "changed the appointment", "short notice", "called off")
OFF = ("no power", "no electricity", "power cut", "off supply", "without power", "without electricity", "outage", "blackout", "freezer")
LATE_MONEY = ("compensation", "guaranteed payment", "guaranteed standard", "payment is late")
BY_MISTAKE = ("never asked to switch", "erroneous", "without my consent", "wrong supplier", "switched by mistake", "did not agree to switch")
PUT_BACK = ("put back", "lawn", "paving", "tarmac", "relaid", "reinstate", "left a hole", "left the hole")
WAITING = ("waiting for a connection", "connection date", "new supply", "fuse upgrade", "diversion", "new connection", "service alteration")
QUOTES = ("quote", "quotation", "estimate")
MISTAKE = {"licence": SUPPLIER, "categories": ("erroneous_transfer",), "phrases": BY_MISTAKE, "households_only": True}
METER = {"licence": SUPPLIER, "categories": ("meter_fault",),
         "phrases": ("faulty meter", "meter faulty", "meter is wrong", "meter stopped", "display blank", "reads too high",
                     "meter runs", "meter is running")}

# In the order in which equals are shown: what is failed most often first.
HINTS: tuple[Hint, ...] = (
    Hint("SUP-APPT-MISSED", SUPPLIER, ("missed_appointment",), NOBODY_CAME),
    Hint("SUP-APPT-SHORT-NOTICE", SUPPLIER, ("missed_appointment",), MOVED),
    Hint("SUP-APPT-OFFER", SUPPLIER, (), ("no appointment", "earliest appointment", "get an appointment", "weeks for an appointment")),
    Hint("SUP-METER-ASSESS", **METER), Hint("SUP-METER-EXPLAIN", **METER),
    Hint("SUP-FINAL-BILL", SUPPLIER, ("bill_late", "moving_home"), ("final bill", "closing bill", "last bill"), households_only=True),
    Hint("SUP-CREDIT-REFUND", SUPPLIER, ("refund",), ("refund", "credit balance", "in credit", "owe me"), households_only=True),
    Hint("SUP-SWITCH-15WD", SUPPLIER, ("switch_delay",),
         ("the switch", "switching", "switch to", "changing supplier", "transfer delayed"), households_only=True),
    Hint("SUP-ET-OUTCOME", **MISTAKE), Hint("SUP-ET-RESOLVE", **MISTAKE), Hint("SUP-ET-RETURN", **MISTAKE), Hint("SUP-ET-AGREED", **MISTAKE),
    Hint("SUP-RECONNECT", SUPPLIER, ("disconnection",), ("reconnect", "disconnected for debt", "cut off for debt", "cut me off")),
    Hint("SUP-GS-PAYMENT-LATE", SUPPLIER, ("late_payment",), LATE_MONEY),
    Hint("SUP-DNO-PASS-ON", SUPPLIER, ("late_payment",), ("network payment", "from the network", "passed on")),
    Hint("EL-R5", DISTRIBUTOR, ("power_cut",), OFF, supply=True),
    Hint("EL-R7", DISTRIBUTOR, ("power_cut",), ("storm", "lightning", "gale", "snow", "high winds"), supply=True),
    Hint("EL-R17", DISTRIBUTOR, ("missed_appointment",), (*NOBODY_CAME, *MOVED)),
    Hint("EL-R12", DISTRIBUTOR, ("planned_work",), ("planned", "notice", "notified", "card through the door", "switched off for work")),
    Hint("EL-R10", DISTRIBUTOR, ("repeated_power_cuts",), ("again and again", "every week", "keeps going off", "goes off", "trips")),
    Hint("EL-R11", DISTRIBUTOR, ("cut_out",), ("main fuse", "fuse", "cut-out", "service head")),
    Hint("EL-R13", DISTRIBUTOR, ("voltage",), ("voltage", "flicker", "lights dim", "surge")),
    Hint("EL-R8", DISTRIBUTOR, (), ("rota", "in turns")),
    Hint("EL-R6", DISTRIBUTOR, (), ("whole town", "whole village", "thousands of homes"), supply=True),
    Hint("EL-R19", DISTRIBUTOR, ("late_payment",), LATE_MONEY),
    Hint("ELC-COMPLETE-LV-SMALL", DISTRIBUTOR, ("connection_delay",), WAITING),
    Hint("ELC-CONTACT-LV-SMALL", DISTRIBUTOR, ("connection_delay",), WAITING),
    Hint("ELC-QUOTE-LV-SINGLE-DEM", DISTRIBUTOR, ("connection_cost",), QUOTES),
    Hint("ELC-QAS-LV-SINGLE", DISTRIBUTOR, ("connection_cost",), ("charged more", "quote was wrong", "quotation was wrong")),
    Hint("ELC-QUOTE-LV-OTHER-GEN", DISTRIBUTOR, ("solar_export",), ("solar", "panels", "battery", "wind turbine")),
    Hint("GAS-GS1", TRANSPORTER, ("gas_interruption",), ("no gas", "gas off", "gas is off", "without gas"), supply=True),
    Hint("GAS-GS3", TRANSPORTER, ("gas_interruption",), ("no heating", "no cooking", "heater", "hot plate"), needs=True),
    Hint("GAS-GS13", TRANSPORTER, ("planned_work",), ("planned", "notice", "notified", "card through the door")),
    Hint("GAS-GS2", TRANSPORTER, ("reinstatement", "street_works"), PUT_BACK),
    Hint("GAS-GS14", TRANSPORTER, ("correspondence", "complaint_handling"), ("no reply", "unanswered", "complaint ignored", "nobody answers")),
    Hint("GAS-GS12", TRANSPORTER, ("late_payment",), LATE_MONEY),
    Hint("GAS-GS11", TRANSPORTER, ("connection_delay",), WAITING), Hint("GAS-GS9", TRANSPORTER, ("connection_delay",), ()),
    Hint("GAS-GS4", TRANSPORTER, ("connection_cost",), QUOTES), Hint("GAS-GS7", TRANSPORTER, ("connection_cost",), ("charged more",)),
)
assert len({hint.code for hint in HINTS}) == len(HINTS)


def suggest(facts: OnFile) -> tuple[Suggestion, ...]:
    """At most six, the one that most speaks for first; nothing where nothing on file does."""
    said = plain(facts.said)
    found = [(weight, hint, why) for hint in HINTS if _may_touch(hint, facts) for weight, why in [_weighed(hint, facts, said)] if weight]
    found.sort(key=lambda one: -one[0])
    return tuple(Suggestion(hint.code, _sentence(why)) for _, hint, why in found[:MOST])


def _may_touch(hint: Hint, facts: OnFile) -> bool:
    """Of the company's own licence; a standard for households is not suggested for a business that is known as one (A19)."""
    return hint.licence == facts.licence and (not hint.households_only or facts.customer_type in ("domestic", "unknown"))


def _weighed(hint: Hint, facts: OnFile, said: str) -> tuple[int, list[str]]:
    told = list(_reasons(hint, facts, said))
    return sum(weight for weight, _ in told), [why for _, why in told]


def _reasons(hint: Hint, facts: OnFile, said: str) -> Iterator[tuple[int, str]]:
    spoken = [phrase for phrase in hint.phrases if _in(phrase, said)]
    if facts.category in hint.categories:
        yield CATEGORY_WEIGHT, f"the category is “{facts.category_name or facts.category.replace('_', ' ')}”"
    if spoken:
        yield sum(len(phrase.split()) for phrase in spoken), f"they said “{max(spoken, key=len)}”"
    if hint.supply and facts.reports:
        yield SUPPLY_WEIGHT, "a report that they are off supply is linked"
    elif hint.supply and facts.off_supply:
        yield SUPPLY_WEIGHT, "they are recorded as off supply"
    if hint.needs and facts.needs and (spoken or facts.category in hint.categories):
        yield NEEDS_WEIGHT, "they may be on the Priority Services Register"


def _in(phrase: str, said: str) -> bool:
    """Whole words with their endings: a surge is no surgeon."""
    stem = plain(phrase).rstrip()
    return any(f"{stem}{end} " in said for end in ENDINGS)


def _sentence(reasons: list[str]) -> str:
    told = "; ".join(reasons)
    return f"{told[0].upper()}{told[1:]}."
