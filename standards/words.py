"""A standard and its dated rows in words: from the same terms and values that the sums are worked out with. Pure."""

from standards.pounds import count, pounds
from standards.rows import Row
from standards.standard import CLASS_WORDS, PAY_FROM, ROUTES, WHO, Standard


def named(standard: Standard) -> str:
    """"Regulation 17, distributor appointments"; the title alone where it has no number."""
    return f"{standard.name}, {standard.title[:1].lower()}{standard.title[1:]}" if standard.name else standard.title


def rule_words(standard: Standard, row: Row) -> list[str]:
    """One sentence each: whom it covers, what must be done by when, what is owed, claim, time to pay, paying late, route."""
    values = row.values
    return [sentence for sentence in (
        _duty(standard, row), _covers(standard), _pays(standard, row), _claim(standard, row), _by(standard, row), _late(standard, row),
        f"Paid {' or '.join(ROUTES[route] for route in standard.routes)}." if standard.routes and values else "",
    ) if sentence]


def _duty(standard: Standard, row: Row) -> str:
    limit = standard.clock.words(row.values)
    joint = "; " if limit.startswith("it fails") else " "
    return f"{WHO[standard.regime]} must {standard.duty}{joint}{limit}."


def _covers(standard: Standard) -> str:
    if standard.regime == "licence_condition":
        return "A yearly target: nothing is paid to a customer."
    return f"It covers {CLASS_WORDS[standard.customers]}."


def _pays(standard: Standard, row: Row) -> str:
    if standard.pay is None:
        return "" if standard.regime == "licence_condition" else "Nothing is paid for it."
    return f"If it is failed: {standard.pay.words(row.values)}."


def _claim(standard: Standard, row: Row) -> str:
    return f"It is paid on a claim: {standard.claim.words(row.values)}." if standard.claim else ""


def _by(standard: Standard, row: Row) -> str:
    if not standard.pay_from:
        return ""
    return f"It must be paid within {count(row.values['pay_days'], 'working day')} {PAY_FROM[standard.pay_from]}."


def _late(standard: Standard, row: Row) -> str:
    return f"Paid later than that, {pounds(row.values['late_extra'])} is owed once more, once." if standard.late else ""


def first_sum(standard: Standard, row: Row) -> str:
    """The sum of a first failure as a catalogue prints it, "" where none is fixed."""
    home, firm = row.values.get("first_domestic"), row.values.get("first_business")
    if standard.pay is None or home is None:
        return ""
    return pounds(home) if firm in (None, home) else f"{pounds(home)} or {pounds(firm)}"
