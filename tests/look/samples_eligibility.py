"""Samples of who may go to the Ombudsman: the tab of a case, keeping an assessment, the calculator, what closes when, a report of one table."""
# ruff: noqa: E501 (sample words stay on one line)

from datetime import date
from decimal import Decimal

from complaints.entitlement.pages.keep_form import KeepForm
from eligibility.forms import QuestionForm
from eligibility.pages.asking import parts_of
from tests.look.samples import case, frame, table, the_case

BOOK = "Worked out by the company’s own documents."
ANSWERS = {"decision_on": date(2026, 5, 11), "complaint_began_on": date(2026, 3, 2), "began_on": date(2010, 4, 1)}


def result(headline: str = "Needs judgement", icon: str = "warn", css: str = "is-soon", of: str = "") -> dict:
    criteria = table(f"Criteria{of}", ("Criterion", "Answer", "Why"), ("Electricity", "Not known", "Unknown without the day on which the electricity supply began."), ("Staff", "Met", "9 staff, the average over the whole time: within the limit of fewer than 10 staff (Micro business, since 19 December 2024)."))
    return {"headline": headline, "icon": icon, "css": css, "open": "In time. Open from Monday 27 April 2026, until Wednesday 2 December 2026.", "criteria": criteria, "settle": ["the turnover", "the balance sheet"], "how": ["No criterion is met so far, and not all of them are known.", "This says what is likely. The Ombudsman decides, and may use discretion."], "rules": ["Ombudsman, 9 months from the complaint, version 1. Ombudsman terms of reference as kept by the company"]}


def questions(last: str = "turnover") -> dict:
    steps = (("who", "Who complains", ("class_of", "complaint_began_on")), ("staff", "Its staff", ("staff",)), ("turnover", "Its turnover", ("turnover_currency", "turnover_1_year_end", "turnover_1_amount", "turnover_2_year_end", "turnover_2_amount")))
    sections = [{"title": title, "name": name, "last": name == last, "alone": len(fields) == 1, "parts": parts_of(QuestionForm(fields, ANSWERS))} for name, title, fields in steps]
    return {"sections": sections, "seen": "who,staff,turnover", "shown": "class_of,complaint_began_on,staff", "more": True, "errors": [], "book": BOOK, "next_place": "/eligibility/?answers=Zm9vYmFyYmF6"}


def the_tab(**changes) -> dict:
    opened = {"headline": "Open to the Ombudsman since Mon 27 Apr 2026", "sentence": "The Ombudsman has been open since Monday 27 April 2026, 8 weeks after the complaint. Until Wednesday 2 December 2026 by the company’s own documents (9 months from the complaint).", "facts": [{"name": "Open from", "text": "Monday 27 April 2026, 8 weeks after the complaint"}]}
    rests = table("Answers and what they rest on, assessment 2", ("Answer", "They say", "Our records", "Rests on", "File"), ("Staff", "9", "12. They differ. It may be checked against the supplier’s records.", "Their statement", "–"))
    kept = [{"title": f"Assessment {number}", "small": "Priya Raman, Mon 11 May 2026 10:02. This one stands.", "stands": number == 2, "result": result("Likely eligible", "tick", "", f", assessment {number}"), "evidence": rests if number == 2 else None} for number in (2, 1)]
    return the_case(case=case("Eligibility"), open=opened, kept=kept, action="#", result=result(), **questions()) | changes


def the_keeping() -> dict:
    form = KeepForm([("staff", "Full-time staff", Decimal(9)), ("turnover_1_amount", "Turnover, last year", Decimal(1_200_000))], {"staff": "12"}, [])
    return the_case(case=case("Eligibility") | {"primary": None}, result=result(), book=BOOK, form=form, op_id="op", hidden=[("seen", "who")], back="#", place="#")


def the_calculator() -> dict:
    return {"frame": frame("ombudsman"), "heading": {"title": "Who may go to the Ombudsman", "small": "Nothing goes on record here: an assessment is kept on its case."}, "as_of": "As at Mon 11 May 2026 10:02.", "action": "/eligibility/", "result": result(), **questions()}


def the_windows() -> dict:
    months = [{"label": f"{name} 2026", "count": count, "href": "#", "current": name == "Jun"} for name, count in (("May", 3), ("Jun", 12), ("Jul", 0))]
    rows = table("Windows that close", ("Complaint", "Customer", "Closes", "How long", "Rule", "By the other rulebook", "Stage"), ({"text": "LM-26-00062-M", "href": "#"}, "Ann Harper", {"text": "Mon 1 Jun 2026", "strong": True}, "Window closes 1 June 2026 (21 days left)", "Ombudsman, from our letter", "The law: until Tue 1 Dec 2026", "Deadlock"))
    return {"frame": frame("ombudsman"), "heading": {"title": "What closes when: 12 in June 2026", "small": "Last days to go to the Ombudsman, by each complaint’s rulebook."}, "as_of": "As at Mon 11 May 2026 10:02.", "months": months, "table": rows, "empty": "", "pages": None}


def pages() -> dict[str, tuple[str, dict]]:
    error = [{"href": "#id_staff", "text": "Give a number of nought or more under “Full-time staff”."}]
    return {
        "case-eligibility": ("complaints/eligibility.html", the_tab()), "case-eligibility-error": ("complaints/eligibility.html", the_tab(errors=error)),
        "case-eligibility-keep": ("complaints/eligibility_keep.html", the_keeping()), "eligibility": ("eligibility/calculator.html", the_calculator()),
        "windows": ("eligibility/windows.html", the_windows()),
    }
