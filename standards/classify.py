"""Which standard, category or route the facts point to; only what can be told from them is answered. Pure.

Thresholds are those of the owner's documents, handed in as rows.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from standards.facts import Fact, FactsWrong, read
from standards.hours import weather_category
from standards.known_facts import KNOWN, _yes
from standards.rows import Tables

PREMISES = (("domestic_development", "Homes"), ("single_premises", "One premises of another kind"))
ONE_PREMISES = frozenset({"premises", "single", "business", "non_domestic", "single_non_domestic", "single_domestic", "commercial", "other"})
OWN = {fact.name: fact for fact in (
    Fact("premises", "choice", "What is connected", options=PREMISES), Fact("units", "whole", "How many homes"),
    Fact("phases", "whole", "Phases"), _yes("lv_extension", "Low-voltage network is extended"), _yes("hv_works", "High-voltage work"),
    _yes("ehv_works", "Extra-high-voltage work"), _yes("whole_current", "Whole-current metering"), _yes("demand", "Demand connection"),
    Fact("sseg_units", "whole", "Small generators"), _yes("g59", "Large-scale generation"), Fact("of", "word", "Standard"),
)}
ASKED = ("event_type", "fault_multiple", "very_large_event", "weather", "premises_affected")


def ask() -> tuple[Fact, ...]:
    """Every fact that classifying can use, none of them required."""
    known = {**OWN, **{name: KNOWN[name] for name in ASKED}}
    return tuple(Fact(fact.name, fact.kind, fact.label, fact.hint, fact.options, fact.unit, required=False, nullable=True) for fact in known.values())


def classify(given: Any, tables: Tables, routes_of: Callable[[str], tuple[str, ...] | None]) -> dict[str, Any]:
    """`elc_category`, `elc_kind`, `outage_standard`, `weather_category`, `routes`: those that the facts decide. FactsWrong for the rest."""
    facts = read(ask(), _one_of_two(given), {*OWN, *KNOWN})
    told: dict[str, Any] = {}
    if any(facts[name] is not None for name in ("premises", "hv_works", "ehv_works", "lv_extension")):
        told["elc_category"] = elc_category(facts)
    if any(facts[name] is not None for name in ("sseg_units", "g59", "demand")):
        told["elc_kind"] = elc_kind(facts)
    told |= _weather(facts, tables)
    if facts["of"] is not None:
        told["routes"] = _routes(facts["of"], routes_of)
    return told


def _one_of_two(given: Any) -> Any:
    """One premises of any kind goes by several names."""
    named = given.get("premises") if isinstance(given, Mapping) else None
    return {**given, "premises": "single_premises"} if isinstance(named, str) and named in ONE_PREMISES else given


def elc_category(facts: Mapping[str, Any]) -> str | None:
    """Extra-high before high before low voltage (A43). None where what decides is not known."""
    for name, category in (("ehv_works", "EHV"), ("hv_works", "HV")):
        if facts[name] is not False:
            return category if facts[name] else None
    if facts["premises"] is None:
        return None
    homes = facts["premises"] == "domestic_development"
    units = facts["units"] if homes or facts["units"] else 1
    return None if units is None else _low_voltage(units, facts["phases"], facts["lv_extension"], facts["whole_current"], homes=homes)


def _low_voltage(units: int, phases: int | None, extended: Any, whole_current: Any, *, homes: bool) -> str | None:
    """One service; else the small project: 2 to 4 homes, 1 home with an extension, or one premises with 2 or 3 phases and none."""
    if units > 4 or (units > 1 and not homes):
        return "LV-OTHER"
    if units == 1:
        if extended is None or (phases is None and not extended):
            return None
        if not extended and phases == 1:
            return "LV-SINGLE"
        if (extended and not homes) or (not extended and phases > 3):
            return "LV-OTHER"
    return {True: "SMALL", False: "LV-OTHER", None: None}[whole_current]


def elc_kind(facts: Mapping[str, Any]) -> str | None:
    """Several small generators or large-scale generation: generation times; demand with one at most: demand times."""
    if facts["g59"] or (facts["sseg_units"] or 0) > 1:
        return "GEN"
    return "DEM" if facts["demand"] is not False else None


def _weather(facts: Mapping[str, Any], tables: Tables) -> dict[str, Any]:
    told: dict[str, Any] = {}
    known = facts["event_type"] is not None and facts["fault_multiple"] is not None
    if known or facts["very_large_event"]:
        filled = {**facts, "fault_multiple": facts["fault_multiple"] or Decimal(0), "very_large_event": bool(facts["very_large_event"])}
        told["weather_category"] = weather_category(filled, _values("EL-R7", tables))
    severe = facts["weather"] == "severe" and told.get("weather_category", 0) is not None
    if severe:
        told["outage_standard"] = "EL-R7"
    elif facts["weather"] is not None and facts["premises_affected"] is not None:
        large = facts["premises_affected"] >= _values("EL-R6", tables)["premises"]
        told["outage_standard"] = "EL-R6" if large else "EL-R5"
    return told


def _values(code: str, tables: Tables) -> Mapping[str, Any]:
    return tables.of(code, "documents")[0].values


def _routes(code: str, routes_of: Callable[[str], tuple[str, ...] | None]) -> list[str]:
    found = routes_of(code)
    if found is None:
        raise FactsWrong({"of": ["There is no standard with this code."]})
    return list(found)
