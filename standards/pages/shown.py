"""How a finding is told on a page: one headline, the rows of "Explain this amount", the instalments. Values in, words out.

Takes the finding as the contract has it, so that one made now and one kept on a case for years are told alike. Holds no rule.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from complaints.clocks import words
from standards import Row, Standard
from standards.exemptions import weigh
from standards.pounds import pounds
from standards.readings import READINGS
from standards.standard import ROUTES
from standards.words import first_sum, named
from workdays import london

Answer = Mapping[str, Any]
BOOK_WORDS = {"documents": "Our documents", "law": "The law"}
SUMS = (("potential_gbp", "Once claimed"), ("other_supplier_gbp", "Owed by the other supplier"), ("refund_gbp", "To give back besides"),
        ("customer_owes_gbp", "The customer still owes"))
MARKS = {"": ("tick", ""), "owed": ("money", ""), "open": ("warn", "is-soon")}
KNOWN_WORDS = {True: "Yes", False: "No", None: "Not known"}


def money(text: str | None) -> str:
    """"£1,234.50" of "1234.50"; "" where there is no sum."""
    return "" if text is None else pounds(Decimal(text))


def when(iso: str | None) -> str:
    """A day or a moment of the contract in words; "" for none."""
    if not iso:
        return ""
    if len(iso) == 10:
        return words.long_day(date.fromisoformat(iso))
    at = datetime.fromisoformat(iso)
    return f"{words.long_day(at.astimezone(london.LONDON).date())}, {words.clock_time(at)}"


def headline(answer: Answer) -> dict[str, str]:
    """The finding in a few words, and a mark: "" nothing to do, "owed", "open" where a person must look."""
    if not answer["applies"]:
        return {"words": "Does not apply", "mark": ""}
    if answer["breached"] is None:
        return {"words": "Can’t be told from these facts", "mark": "open"}
    if not answer["breached"]:
        return {"words": "Can still be kept: nothing is owed yet" if answer.get("provisional") else "Kept: nothing is owed", "mark": ""}
    return _failed(answer)


def _failed(answer: Answer) -> dict[str, str]:
    amount, potential, so_far = answer["amount_gbp"], answer.get("potential_gbp"), " so far" if answer.get("provisional") else ""
    if answer.get("on_hold"):
        return {"words": f"Not kept: {money(amount)} waits until this is settled", "mark": "open"}
    if answer["exempt"]:
        return {"words": "Not kept, but excused: no payment", "mark": ""}
    if amount is None:
        return {"words": "Not kept: the sum is not known", "mark": "open"}
    if Decimal(amount):
        return {"words": f"Not kept: {money(amount)} is owed{so_far}", "mark": "owed"}
    if potential:
        return {"words": f"Not kept: {money(potential)} once it is claimed", "mark": "open"}
    return {"words": "Not kept. No payment under this standard", "mark": ""}


def panel(standard: Standard, answer: Answer, *, row: Row | None = None, other: Answer | None = None, other_words: str = "",
          claimed: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The context of `components/finding.html`. `claimed`: the exemptions among the facts; `other`: the other rulebook's finding.

    `{title, headline, icon, css, facts: [{name, lines: [text]}], sums: [{text, sum}], total, needs: [sentence], how: [sentence]}`.
    """
    told = headline(answer)
    icon, css = MARKS[told["mark"]]
    facts = [(name, [line for line in lines if line]) for name, lines in _rows(standard, answer, row, list(claimed))]
    facts += [("Other rulebook", _other(other, other_words))]
    return {
        "title": named(standard), "headline": told["words"], "icon": icon, "css": css,
        "facts": [{"name": name, "lines": lines} for name, lines in facts if lines],
        "sums": [{"text": _sentence(part["why"]), "sum": money(part["amount_gbp"])} for part in answer["instalments"]],
        "total": money(answer["amount_gbp"]), "needs": list(answer["needs_judgement"]), "how": list(answer["explanation"]),
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows(standard: Standard, answer: Answer, row: Row | None, claimed: list[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    return [
        ("Applies", ["Yes" if answer["applies"] else answer["explanation"][0]]),
        ("Limit", [when(answer["deadline"]), _visit(answer)]),
        ("Failed", [_failure(answer)]),
        *((name, [money(answer[key])]) for key, name in SUMS if answer.get(key) and Decimal(answer[key])),
        *_measures(answer),
        ("Sums on file", [first_sum(standard, row) if row and answer["applies"] else ""]),
        ("Exemptions weighed", _exemptions(standard, answer, claimed)),
        ("Claim", [_claim(standard, answer)]),
        ("Pay by", [when(answer["payment_due_by"])]),
        ("If paid late", [_late(answer)]),
        ("Route", [_route(standard)] if answer["applies"] and answer["amount_gbp"] not in (None, "0.00") else []),
        ("Readings", [READINGS[code].ours for code in standard.readings] if answer["applies"] else []),
        ("Rule", [row.source if row else standard.source, _book(answer)]),
    ]


def _visit(answer: Answer) -> str:
    return f"A visit by {when(answer['deadline_visit'])}" if answer.get("deadline_visit") else ""


def _route(standard: Standard) -> str:
    """"Paid directly to the customer or through the supplier, who must pass it on."."""
    return f"Paid {' or '.join(ROUTES[route] for route in standard.routes)}." if standard.routes else ""


def _failure(answer: Answer) -> str:
    if answer["breached"] and answer["failure_on"]:
        return f"Yes, on {when(answer['failure_on'])}"
    return KNOWN_WORDS[answer["breached"]] if answer["applies"] else ""


def _measures(answer: Answer) -> list[tuple[str, list[str]]]:
    """What licence targets and slots say instead of a sum."""
    found = []
    if answer.get("percent") is not None:
        found.append(("Share", [f"{answer['percent']} %, target {'met' if answer.get('target_met') else 'not met'}"]))
    if answer.get("slot_ok") is not None:
        found.append(("Slot", ["As promised" if answer["slot_ok"] else "Not as promised"]))
    if answer.get("category") is not None:
        found.append(("Severe weather", [f"Category {answer['category']}"]))
    return found


def _exemptions(standard: Standard, answer: Answer, claimed: list[Mapping[str, Any]]) -> list[str]:
    """Each that was claimed, and whether it holds; those of a kept finding may lack what was not asked then."""
    weighed = weigh(standard.code, [{"all_reasonable_steps": False} | dict(item) for item in claimed])
    return [one.why for one in weighed] or (["None claimed."] if answer["applies"] and standard.exemptions else [])


def _claim(standard: Standard, answer: Answer) -> str:
    if not standard.claim_required:
        return "Not needed." if answer["applies"] and standard.pays else ""
    until = f"Needed until {when(answer['claim_window_end'])}" if answer["claim_window_end"] else "Needed"
    return f"{until}. {CLAIM_WORDS[answer['claim_ok']]}"


CLAIM_WORDS = {True: "Claimed in time.", False: "Claimed too late.", None: "No claim yet."}


def _late(answer: Answer) -> str:
    extra = answer["late_extra_gbp"]
    return f"{money(extra)} more, once." if extra and Decimal(extra) else ""


def _book(answer: Answer) -> str:
    return f"{BOOK_WORDS[answer['rulebook']]}, version {answer['version']}"


def _other(other: Answer | None, other_words: str) -> list[str]:
    """What the other book says; it says the same where nobody says otherwise."""
    if other_words:
        return [other_words]
    return [f"{BOOK_WORDS[other['rulebook']]}: the same."] if other else []


assert set(CLAIM_WORDS) == set(KNOWN_WORDS)
