"""Pages of the guaranteed standards, told by their own functions over the shipped rows."""
# ruff: noqa: E501 (sample words stay on one line)

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import standards
from complaints.record.refusals import Unacceptable
from complaints.rules.services import fixture
from standards.contacts import contacts_of
from standards.pages import calculator, catalogue, standard, which
from standards.pages.shown import panel
from tests.look.samples import frame, table
from workdays import calendars

TODAY, NOW = date(2026, 5, 11), datetime(2026, 5, 11, 9, 2, tzinfo=UTC)
CUT = {"customer_type": "domestic", "nation": "england", "aware_at": "2026-05-08T08:00", "restored_at": "2026-05-09T21:30", "weather": "normal",
       "premises_affected": "200", "rulebook": "documents", "exemptions__EX-EL-NO-ACCESS": "on"}



@cache
def tables() -> standards.Tables:
    return standards.tables_from(fixture("standards_rules"), calendars.shipped())


def the_catalogue(**asked: str) -> dict[str, Any]:
    told = catalogue.catalogue_told(tables(), "documents", TODAY, **asked)
    return told | {"frame": frame("standards"), "actions": [*catalogue.ACTIONS, catalogue.ROWS_WAITING]}


def the_standard(code: str) -> dict[str, Any]:
    told = standard.standard_told(standards.BY_CODE[code], tables(), "documents", TODAY)
    return told | {"frame": frame("standards"), "acts": [{"label": "Add a row to the law", "href": "#"}]}


def the_calculation(code: str, given: dict[str, str]) -> dict[str, Any]:
    form = calculator.CalculatorForm(standards.BY_CODE[code], given, book="documents")
    return calculator.work_out_told(form, tables(), _finding(form)) | {"frame": frame("standards")}


def _finding(form: Any) -> dict[str, Any] | None:
    try:
        facts = standards.read_facts(form.standard, form.given()) if form.is_valid() else None
    except standards.FactsWrong as wrong:
        form.refuse(Unacceptable(str(wrong), fields=wrong.fields))
        return None
    if facts is None:
        return None
    finding = standards.assess(form.standard, facts, tables(), rulebook="documents", as_of=NOW)
    return panel(form.standard, finding.as_json(), claimed=facts["exemptions"] or (), other_words="By the law (version 2023-09) £95.00 is owed.")


def the_question() -> dict[str, Any]:
    form = which.WhichForm("connection", {"ask": "connection", "premises": "single_premises", "phases": "1"})
    return {"frame": frame("standards"), "form": form, "asks": which.asks_told("connection"),
            "answer": which.connection({"elc_category": "LV-SINGLE", "elc_kind": "DEM"})}


def the_rows() -> dict[str, Any]:
    lines = [{"name": "First sum, household", "now": "£90.00", "then": "£95.00", "other": True}, {"name": "Limit", "now": "12 hours", "then": "12 hours", "other": False}]
    waiting = {"title": "Regulation 5, supply not restored, normal weather", "href": "#", "lines": lines, "source": "Ofgem, guaranteed standards, table of 2026",
               "by": "Proposed by Asha Verma, Mon 11 May 2026 10:02", "refuse": "#", "op_id": "op"}
    return {"frame": frame("standards"), "heading": {"title": "Rows of the law: 2 waiting", "small": "Proposed by one compliance officer, approved by another."},
            "waiting": [waiting | {"days": "from 1 April 2026, no end", "approve": "#", "own": ""},
                        waiting | {"days": "from 1 April 2025 to 31 March 2026", "approve": None, "own": "You proposed it: another officer approves."}],
            "ended": table("Approved and refused", ("Standard", "Holds", "Why"), ("Regulation 17, missed appointment", "from 1 April 2024, no end", "The page is undated."))}


def pages() -> dict[str, tuple[str, dict]]:
    return {
        "standards": ("standards/catalogue.html", the_catalogue()),
        "standards-none": ("standards/catalogue.html", the_catalogue(q="xyzzy")),
        "standards-terms": ("standards/terms.html", catalogue.terms_told(contacts_of(fixture("distributor_contacts"), TODAY)) | {"frame": frame("standards")}),
        "standard": ("standards/standard.html", the_standard("EL-R5")),
        "standard-lines": ("standards/standard.html", the_standard("EL-R10")),
        "standard-target": ("standards/standard.html", the_standard("LC-D10-2F")),
        "work-out": ("standards/work_out.html", the_calculation("EL-R5", CUT)),
        "work-out-error": ("standards/work_out.html", the_calculation("EL-R10", {"interruptions__0__start": "2025-10-26T01:30", "customer_type": "domestic"})),
        "which": ("standards/which.html", the_question()),
        "standard-rows": ("standards/rows.html", the_rows()),
    }
