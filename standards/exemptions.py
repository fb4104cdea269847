"""Reasons for which no payment is owed, each with what it covers and whether it needs proof. Weighed here; never assumed (A14).

`covers` are the standards' codes, a star standing for the rest. Those that ask for all reasonable steps excuse only with
evidence of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

NO_PAYMENT, ON_HOLD, NOT_COVERED = "no_payment", "on_hold", "not_covered"
EFFECT_WORDS = {NO_PAYMENT: "no payment is owed", ON_HOLD: "the payment waits until this is settled", NOT_COVERED: "the standard does not apply"}
SUPPLIERS = "Electricity and Gas (Standards of Performance) (Suppliers) Regulations 2015"
DISTRIBUTORS = "Electricity (Standards of Performance) Regulations 2015"
CONNECTIONS = "Electricity (Connection Standards of Performance) Regulations 2015"
TRANSPORTERS = "Gas (Standards of Performance) Regulations 2005"


@dataclass(frozen=True, slots=True)
class Exemption:
    """`line` is that of the owner's document, for comments and checks; people are shown `source`."""

    code: str
    line: int
    meaning: str
    regime: str
    source: str
    covers: tuple[str, ...]
    but: tuple[str, ...] = ()
    needs_all_reasonable_steps: bool = False
    effect: str = NO_PAYMENT

    def is_for(self, code: str) -> bool:
        return any(fnmatchcase(code, pattern) for pattern in self.covers) and code not in self.but


def _all(regime: str, source: str, covers: tuple[str, ...], *rows: tuple, **more) -> Iterable[Exemption]:
    return (Exemption(code, line, meaning, regime, source, covers, **more) for code, line, meaning in rows)


SUP, EL, ELC, GAS = ("SUP-*",), ("EL-*",), ("ELC-*",), ("GAS-*",)
VISITS, TRANSFERS = ("SUP-APPT-*",), ("SUP-ET-*",)
FROM_CONTACT = ("SUP-APPT-OFFER", "SUP-METER*", "SUP-ET-RESOLVE", "SUP-ET-OUTCOME")
OUTAGES = ("EL-R5", "EL-R6", "EL-R7", "EL-R8", "EL-R10")
QUOTATIONS, DATES = ("GAS-GS4", "GAS-GS5", "GAS-GS6"), ("GAS-GS9", "GAS-GS10", "GAS-GS11")
ON_SITE = ("ELC-CONTACT-*", "ELC-COMMENCE-*", "ELC-COMPLETE-*", "ELC-ENERGISE-*")

ALL = (
    *_all("supplier", SUPPLIERS, VISITS,
          ("EX-SUP-APPT-NOTICE", 51, "We gave at least one working day’s notice that we could not come"),
          ("EX-SUP-DEBT-DISCONNECTION-VISIT", 52, "The visit was to disconnect for a debt")),
    Exemption("EX-SUP-GENUINE-DISPUTE", 53, "Whether a payment is owed is genuinely disputed", "supplier", SUPPLIERS, SUP, effect=ON_HOLD),
    *_all("supplier", SUPPLIERS, SUP,
          ("EX-SUP-NO-ACTION-WANTED", 54, "The customer wants nothing done, or nothing more"),
          ("EX-SUP-ACCEPTED-ALTERNATIVE", 55, "The customer took what was done in time as enough")),
    *_all("supplier", SUPPLIERS, FROM_CONTACT,
          ("EX-SUP-CONTACT-CHANNEL", 56, "The customer told us outside our call hours, or at an address or number that we do not publish")),
    *_all("supplier", SUPPLIERS, SUP,
          ("EX-SUP-SEVERE-WEATHER", 58, "Severe weather"),
          ("EX-SUP-THIRD-PARTY", 59, "Something done or left undone by somebody who does not work for us"),
          ("EX-SUP-NO-ACCESS", 60, "We could not get into the property"),
          ("EX-SUP-BREACH-LAW", 61, "We reasonably thought that it would break the law"),
          ("EX-SUP-EMERGENCY-REGS", 62, "Emergency regulations are in force"),
          ("EX-SUP-EXCEPTIONAL", 63, "Exceptional circumstances beyond our control"),
          needs_all_reasonable_steps=True),
    *_all("supplier", SUPPLIERS, SUP,
          ("EX-SUP-FRIVOLOUS", 65, "What the customer told us is reasonably taken as frivolous or vexatious"),
          ("EX-SUP-TAMPERED", 66, "The customer tampered with the meter or damaged it")),
    *_all("supplier", SUPPLIERS, TRANSFERS, ("EX-SUP-ET-FRAUD", 27, "Both suppliers agree that it happened through fraud")),
    Exemption("EX-SUP-ET-NO-DETAILS", 28, "We have neither contact details nor a way to pay; we go on trying", "supplier", SUPPLIERS, TRANSFERS,
              effect=ON_HOLD),
    *_all("supplier", SUPPLIERS, ("SUP-FINAL-BILL",),
          ("EX-SUP-FB-DISPUTE", 32, "The final bill is formally disputed"),
          ("EX-SUP-FB-NO-ADDRESS", 33, "We were given no right address, by post or email"),
          ("EX-SUP-FB-SOLR", 34, "The customer came to us by a last-resort direction in the three months before switching away")),
    *_all("supplier", SUPPLIERS, ("SUP-SWITCH-15WD",),
          ("EX-SUP-SW-WITHDRAWN", 39, "The customer withdrew under the contract or a legal right"),
          ("EX-SUP-SW-INSUFFICIENT", 40, "The details are not enough to go ahead"), ("EX-SUP-SW-OBJECTION", 41, "The present supplier objects")),
    *_all("electricity_distribution", DISTRIBUTORS, EL,
          ("EX-EL-THIRD-PARTY", 69, "Others’ actions, beyond the distributor’s control"),
          ("EX-EL-NO-ACCESS", 69, "No access to the premises or to the distributor’s own equipment"),
          ("EX-EL-BEYOND-CONTROL", 69, "Something else beyond the distributor’s control"), needs_all_reasonable_steps=True),
    *_all("electricity_distribution", DISTRIBUTORS, OUTAGES,
          ("EX-EL-UNIDENTIFIED", 69, "The customers affected could not be identified"), needs_all_reasonable_steps=True),
    *_all("electricity_distribution", DISTRIBUTORS, EL,
          ("EX-EL-SEVERE-WEATHER", 69, "Severe weather, in some cases"), needs_all_reasonable_steps=True, but=("EL-R7",)),
    *_all("electricity_distribution", DISTRIBUTORS, EL,
          ("SCOPE-EL-PRIVATE-NETWORK", 69, "Supplied through a landlord’s cable or a private network"), effect=NOT_COVERED),
    *_all("electricity_connections", CONNECTIONS, ELC,
          ("EX-ELC-EXCEPTIONAL", 101, "Exceptional circumstances, or events beyond control"), ("EX-ELC-INDUSTRIAL-ACTION", 101, "Industrial action"),
          ("EX-ELC-THIRD-PARTY", 101, "Others’ actions"), ("EX-ELC-NO-ACCESS", 101, "No access to the premises"), needs_all_reasonable_steps=True),
    *_all("electricity_connections", CONNECTIONS, ELC,
          ("SCOPE-ELC-ICP", 102, "An independent connections provider does part of the work"),
          ("SCOPE-ELC-NO-CHANGE", 102, "Reinforcement for approved equipment at a home or small business, connection unchanged, free"),
          effect=NOT_COVERED),
    *_all("electricity_connections", CONNECTIONS, ON_SITE, ("SCOPE-ELC-METER-MOVE", 104, "Only the meter is moved"), effect=NOT_COVERED),
    *_all("gas_transporter", TRANSPORTERS, GAS,
          ("EX-GAS-SEVERE-WEATHER", 215, "Severe weather"), ("EX-GAS-INDUSTRIAL-ACTION", 215, "Industrial action or a labour dispute"),
          ("EX-GAS-CUSTOMER-DAMAGE", 215, "Damage done by the customer"), ("EX-GAS-THIRD-PARTY", 215, "Others’ actions"),
          ("EX-GAS-BEYOND-CONTROL", 215, "Something else beyond the transporter’s control"), ("EX-GAS-LEGISLATIVE", 215, "The law stands in the way"),
          ("EX-GAS-NO-ACCESS", 216, "No access to the premises"), ("EX-GAS-SAFETY", 216, "It can’t be finished safely"),
          needs_all_reasonable_steps=True),
    *_all("gas_transporter", TRANSPORTERS, QUOTATIONS,
          ("EX-GAS-INFO-INCOMPLETE", 199, "What the customer told was wrong or incomplete"),
          ("EX-GAS-THIRD-PARTY-CONSENT", 199, "Others must consent")),
    *_all("gas_transporter", TRANSPORTERS, DATES, ("EX-GAS-CUSTOMER-DELAY", 210, "The customer asked for the work to wait")),
)
EXEMPTIONS: Mapping[str, Exemption] = {exemption.code: exemption for exemption in ALL}
assert len(EXEMPTIONS) == len(ALL) == 46


def exemptions_of(code: str) -> tuple[str, ...]:
    """The codes that may excuse this standard. An `EL-` code is none of `ELC-`."""
    return tuple(exemption.code for exemption in ALL if exemption.is_for(code))


class Weighed(NamedTuple):
    """One exemption that was claimed, whether it holds, and why in a sentence."""

    exemption: Exemption
    holds: bool
    why: str


def weigh(code: str, claimed: Iterable[Mapping] | None) -> tuple[Weighed, ...]:
    """Each claimed exemption in turn."""
    return tuple(_weighed(code, EXEMPTIONS[item["code"]], proved=bool(item["all_reasonable_steps"])) for item in claimed or ())


def _weighed(code: str, exemption: Exemption, *, proved: bool) -> Weighed:
    if not exemption.is_for(code):
        return Weighed(exemption, False, f"{exemption.meaning}: does not belong to this standard.")
    if exemption.needs_all_reasonable_steps and not proved:
        return Weighed(exemption, False, f"{exemption.meaning}: there is no evidence that all reasonable steps were taken, so the payment stands.")
    return Weighed(exemption, True, f"{exemption.meaning}: {EFFECT_WORDS[exemption.effect]}.")
