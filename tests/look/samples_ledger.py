"""Made-up contexts of the ledger's pages, without a database."""
# ruff: noqa: E501 (sample words stay on one line)

from typing import Any

from complaints.clocks.words import State
from tests.look.samples import DUE, LATE, frame, left, status
from tests.look.samples_incidents import table

STATES = ("Proposed", "Approved, to pay", "Paid", "On hold", "Refused")
HELD = status(State.STOPPED, "Clock stopped since 6 May (in dispute)")


def line(name: str, reference: str, who: str, day: str, how: Any, amount: str) -> tuple:
    return {"text": name, "href": "#"}, {"text": reference, "href": "#"}, who, day, {"text": "", "status": how}, amount


def group(state: Any, icon: str, name: str, count: str, total: str, *lines: tuple, more: dict | None = None) -> dict[str, Any]:
    head = ("Payment", "Complaint or incident", "Customer", "Pay by", "How long", "Sum")
    return {"state": state, "icon": icon, "name": name, "count": count, "sum": total, "table": table(name, head, *lines, num=(5,)), "more": more}


def the_ledger(**changes: Any) -> dict[str, Any]:
    options = [{"value": "", "label": "All", "chosen": True}, {"value": "x", "label": "Regulation 17, distributor appointments", "chosen": False}]
    return {
        "frame": frame("payments"), "heading": {"title": "Payments: 2 to approve, 91,991 to pay", "small": "£70.00 proposed, £6,888,840.00 approved, £40.00 paid"},
        "as_of": "As at Mon 11 May 2026 10:02.", "filters": [{"name": name.lower(), "label": name, "options": options} for name in ("State", "Kind", "Standard")],
        "totals": table("The ledger by kind and state", ("Kind", *STATES, "In all"),
                        ("Guaranteed standard", "£40.00 (1)", "£6,888,840.00 (91,991)", "£40.00 (1)", "£30.00 (1)", "–", "£6,888,950.00 (91,994)"),
                        ("Goodwill", "£30.00 (1)", "–", "–", "–", "–", "£30.00 (1)"),
                        foot=("In all", "£70.00 (2)", "£6,888,840.00 (91,991)", "£40.00 (1)", "£30.00 (1)", "–", "£6,888,980.00 (91,995)"), num=(1, 2, 3, 4, 5, 6)),
        "groups": [
            group(LATE, "person", "Proposed", "2", "£70.00", line("Missed visit", "LM-26-04391-K", "Amira Shah", "Fri 8 May 2026", LATE, "£40.00"),
                  line("Goodwill", "LM-26-04402-C", "Imran Qureshi", "No day set", None, "£30.00")),
            group(left(8), "money", "Approved, to pay", "91,991", "£6,888,840.00", line("Regulation 7, supply restoration in severe weather", "Storm Nora", "A000012", "Fri 22 May 2026", left(8), "£70.00"),
                  more={"href": "#", "label": "All 91,991"}),
            group(HELD, "stopped", "On hold", "1", "£30.00", line("Missed visit", "LM-26-04229-J", "Imran Qureshi", "Fri 8 May 2026", HELD, "£30.00")),
        ],
        "empty": {"title": "No payments", "text": "A finding on a case proposes what is owed.", "lines": [], "action": None, "note": "", "second": None},
        "pages": {"words": "100 a page", "previous": None, "next": "#"}, **changes,
    }


def the_payment(**changes: Any) -> dict[str, Any]:
    facts = [{"name": "Sum", "text": "£40.00"},
             {"name": "Once more", "text": "£40.00, because it was not paid in time (our own payment made late), to be paid by Monday 8 June 2026"},
             {"name": "Proposed", "text": "Tom Ashby, Mon 11 May 2026 10:02"}]
    return {
        "frame": frame("payments"), "heading": {"title": "Missed visit: £80.00", "of": "LM-26-04391-K", "href": "#", "rest": "Amira Shah, proposed"},
        "primary": {"label": "Approve the payment", "href": "#"}, "others": [{"label": "Put the payment on hold", "href": "#"}, {"label": "Refuse the payment", "href": "#"}],
        "note": "", "due": DUE, "facts": facts, "finding": None,
        "late": ["Missed visit: £40.00 was to be paid by Friday 22 May 2026 and was not.", "Our own payment made late: £40.00 is owed once more, once."],
        "links": [{"href": "#", "label": "See all payments"}], **changes,
    }


def pages() -> dict[str, tuple[str, dict]]:
    nobody = {"primary": None, "others": [], "note": "You proposed this payment, so somebody else approves it.", "due": None, "late": []}
    return {
        "ledger": ("money/ledger.html", the_ledger()), "ledger-dark": ("money/ledger.html", the_ledger(frame=frame("payments", theme="dark"))),
        "ledger-empty": ("money/ledger.html", the_ledger(groups=[], totals=None, pages=None)),
        "payment": ("money/payment.html", the_payment()), "payment-own": ("money/payment.html", the_payment(**nobody)),
    }
