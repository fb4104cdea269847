"""What every tab of a case shows: identity bar with the moves this person may make, tabs, and the side panel."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from complaints.case.models import Complaint
from complaints.case.moving import moves_of
from complaints.case.stages import MOVES, STAGE_WORDS, Stage
from complaints.clocks import words
from complaints.money.naming import STATE_WORDS, pounds, what_for
from workdays import london

KEYS = {"send_update": "u", "resolve": "r", "escalate": "Shift+E"}
FIRST = ("send_update", "confirm_compliance", "record_decision", "resolve", "escalate", "declare_deadlock", "reopen")
LETTER_CLOCKS = {
    "deadlock_notice": ("deadlock", "Open the deadlock letter"), "deadlock_letter": ("deadlock", "Open the deadlock letter"),
    "eight_week_letter": ("eight_week", "Open the 8-week letter"),
    "confirmation_letter": ("compliance_confirmation", "Open the confirming letter"),
}
RULEBOOK_WORDS = {"documents": "rules of the company’s documents", "law": "rules of the law"}
NEED_WORDS = {
    "medical": "Medical need", "off_supply": "Off supply", "priority_services": "Priority services", "mobility": "Mobility", "sight": "Sight",
    "hearing": "Hearing", "mental_health": "Mental health", "language": "Language", "financial": "Money worries",
    "bereavement": "Bereavement", "other": "Other need",
}
TYPE_WORDS = {
    "domestic": "domestic", "micro_business": "micro business", "small_business": "small business", "large_business": "large business",
    "not_a_customer": "not a customer", "unknown": "class not known yet",
}
FORMAT_WORDS = {"large_print": "Large print", "braille": "Braille", "audio": "Audio", "easy_read": "Easy read"}


def stage_words(complaint: Complaint) -> str:
    """The stage's name; an action still owed is named, never called resolved."""
    return "Agreed, waiting for us" if complaint.awaiting_us else STAGE_WORDS[Stage(complaint.stage)]


def name_of(customer: Any) -> str:
    if not customer.name:
        return "Name not given"
    salutation = customer.salutation.strip()
    return f"{salutation} {customer.name}" if salutation and not customer.name.startswith(salutation) else customer.name


def identity(complaint: Complaint, person: Any, tab: str) -> dict[str, Any]:
    """The context `case` of components/identity.html."""
    base = f"/c/{complaint.reference}/"
    moves = [{"label": MOVES[name].label, "href": f"{base}do/{name}/", "key": KEYS.get(name), "name": name}
             for name in moves_of(complaint, person, today=london.day_of(timezone.now()))]
    primary = _letter_due(complaint) or next((link for name in FIRST for link in moves if link["name"] == name), None)
    entries = [
        {"label": "Record a contact", "href": f"{base}contacts/new/", "key": "m"},
        {"label": "Add a note", "href": f"{base}timeline/#note", "key": "n"}, {"label": "Correct facts", "href": f"{base}correct/"},
        {"label": "Set a date", "href": f"{base}clocks/new/"}, {"label": "Write a letter", "href": f"{base}letters/new/"},
        {"label": "Assess a standard", "href": f"{base}standards/#assess"}, {"label": "Record a payment", "href": f"{base}payments/new/"},
        {"label": "Make an offer", "href": f"{base}offers/new/"},
        {"label": "Assign", "href": f"{base}assign/", "key": "a"}, {"label": "Case file for the Ombudsman", "href": f"{base}file/"},
    ]
    rest = [link for link in moves if link is not primary]
    return {
        "reference": complaint.reference, "name": name_of(complaint.customer), "stage": stage_words(complaint), "since": _since(complaint, person),
        "here": None, "primary": primary, "more": [*rest, *entries], "more_note": None, "place": None, "tabs": tabs(complaint, base, tab),
    }


def quietly(case: dict[str, Any]) -> dict[str, Any]:
    """The identity bar of a page that has a first act of its own: the move that comes first elsewhere goes under the others."""
    first = [case["primary"]] if case["primary"] else []
    return case | {"primary": None, "more": [*first, *case["more"]]}


def _letter_due(complaint: Complaint) -> dict[str, Any] | None:
    """The letter in work that the next date waits for: then nothing else comes first."""
    kind, label = LETTER_CLOCKS.get(complaint.next_kind or "", ("", ""))
    waiting = complaint.letters.filter(kind=kind, state__in=("draft", "submitted", "approved")).order_by("-pk").first() if kind else None
    return {"label": label, "href": f"/letters/{waiting.pk}/", "key": None, "name": "letter"} if waiting else None


def _since(complaint: Complaint, person: Any) -> str:
    owner = complaint.owner
    who = "With you" if owner and owner.pk == person.pk else f"With {owner.full_name}" if owner else _with_team(complaint)
    return f"{who} since {words.tiny_day(london.day_of(complaint.stage_since))}"


def _with_team(complaint: Complaint) -> str:
    return f"With {complaint.team.name}, nobody yet" if complaint.team else "With nobody yet"


def tabs(complaint: Complaint, base: str, current: str) -> list[dict[str, Any]]:
    counts = Complaint.objects.filter(pk=complaint.pk).aggregate(
        events=Count("events", distinct=True), letters=Count("letters", distinct=True), files=Count("files", distinct=True),
        findings=Count("findings", filter=Q(findings__replaced_by=None, findings__fell_at=None), distinct=True),
        assessments=Count("assessments", distinct=True))
    rows = (("Overview", "", None, None), ("Timeline", "timeline/", counts["events"], "t"), ("Letters", "letters/", counts["letters"], "l"),
            ("Files", "files/", counts["files"], None), ("Standards", "standards/", counts["findings"], None),
            ("Eligibility", "eligibility/", counts["assessments"], None))
    return [{"label": label, "href": base + path, "count": count, "key": key, "current": label == current} for label, path, count, key in rows]


def side(complaint: Complaint, deadlines: list) -> list[dict[str, Any]]:
    """The side panel: customer, to know, payments due, people, linked, letters, and who may see it."""
    parts = [_customer(complaint), _to_know(complaint), _payments(complaint), _people(complaint), _linked(complaint), _files(complaint),
             _letters(complaint, deadlines)]
    return [part for part in parts if part]


def _customer(complaint: Complaint) -> dict[str, Any]:
    nation = f"{complaint.nation.title()}" + (" (assumed, nobody has confirmed it)" if complaint.nation_assumed else "")
    part = customer_part(complaint.customer)
    return part | {"lines": [*part["lines"], {"text": nation}]}


def customer_part(customer: Any) -> dict[str, Any]:
    """Who they are, where, by which numbers, and who speaks for them."""
    numbers = [("Account", customer.account_number), ("MPAN", _spaced(customer.mpan)), ("MPRN", customer.mprn)]
    lines = [{"strong": name_of(customer), "text": f", {TYPE_WORDS[customer.customer_type]}"}]
    place = ", ".join(part for part in (customer.address.replace("\n", ", "), customer.postcode) if part)
    lines += [{"text": place}] if place else []
    lines += [{"text": f"{name} {number}"} for name, number in numbers if number]
    lines += [{"text": text} for text in (customer.phone, customer.email, customer.preferred_contact) if text]
    speaker = customer.representative
    if speaker:
        lines.append({"strong": speaker["name"], "text": f", {speaker['relation']}, speaks for them", "small": speaker["authority"]["kind"]})
    return {"title": "Customer", "lines": lines}


def _spaced(mpan: str) -> str:
    return f"{mpan[:2]} {mpan[2:6]} {mpan[6:10]} {mpan[10:]}" if mpan else ""


def _to_know(complaint: Complaint) -> dict[str, Any] | None:
    customer = complaint.customer
    tags = [NEED_WORDS[need] for need in customer.needs] + [FORMAT_WORDS[name] for name in customer.formats]
    tags += ["Welsh"] if customer.language == "cy" else []
    died = [{"strong": "Has died", "text": f" on {words.short_day(customer.died_on)}: no letter is addressed to them"}] if customer.died_on else []
    lines = died + ([{"text": customer.contact_arrangement}] if customer.contact_arrangement else [])
    return {"title": "To know", "tags": tags, "lines": lines} if tags or lines else None


def _payments(complaint: Complaint) -> dict[str, Any] | None:
    """What is not paid yet: sum, what for, and by when."""
    rows = complaint.payments.exclude(state__in=("paid", "refused")).order_by("due_on", "pk")
    lines = [{"strong": pounds(row.amount_gbp + row.late_extra_gbp), "text": f" {STATE_WORDS[row.state].lower()}:", "href": f"/payments/{row.pk}/",
              "link": what_for(row), "small": f"pay by {words.short_day(row.due_on)}" if row.due_on and row.state != "held" else ""} for row in rows]
    return {"title": "Payments due", "lines": lines} if lines else None


def _people(complaint: Complaint) -> dict[str, Any]:
    team = f", {complaint.team.name}" if complaint.team else ""
    owner = complaint.owner.full_name if complaint.owner else "nobody yet"
    logged = complaint.logged_by.full_name if complaint.logged_by else "an import"
    return {"title": "People", "lines": [{"text": "Owner: ", "small": f"{owner}{team}"}, {"text": f"Logged by {logged}"}]}


def _linked(complaint: Complaint) -> dict[str, Any] | None:
    links = [(link.other.reference, link.kind) for link in complaint.links.select_related("other")]
    links += [(link.complaint.reference, link.kind) for link in complaint.linked_from.select_related("complaint")]
    lines = [{"text": kind.replace("_", " ").capitalize() + ":", "href": f"/c/{reference}/", "link": reference} for reference, kind in links]
    reports = [{"text": "Supply report", "href": f"/supply-reports/{report.pk}/", "link": report.reference,
                "small": words.tiny_day(london.day_of(report.reported_at))} for report in complaint.supply_reports.all()]
    jobs = [{"text": "Connection:", "href": f"/connections/{job.pk}/", "link": job.label} for job in complaint.connection_jobs.all()]
    found = reports + jobs + lines
    return {"title": "Linked", "lines": found} if found else None


def _files(complaint: Complaint) -> dict[str, Any]:
    base = f"/c/{complaint.reference}/files/"
    lines = [{"text": "", "href": f"{base}{file.pk}/", "link": file.name, "small": f"{max(1, file.size // 1024)} kB"}
             for file in complaint.files.all()[:5]]
    return {"title": "Files", "link": {"href": base, "label": "Add a file"}, "lines": lines or [{"text": "None yet."}]}


def _letters(complaint: Complaint, deadlines: list) -> dict[str, Any]:
    from complaints.case.told import LETTER_WORDS

    lines = [{"text": "", "href": f"/letters/{letter.pk}/", "link": LETTER_WORDS[letter.kind].capitalize(), "small": letter.state}
             for letter in complaint.letters.all()[:5]]
    seen = "Seen by compliance and named people." if complaint.restricted else "Seen by all staff."
    ahead = next((row for row in deadlines if row.is_open and row.kind == "eight_week_letter"), None)
    none = f"None yet. An 8-week letter would be due on {words.long_day(ahead.due_on)}." if ahead else "None yet."
    link = {"href": f"/c/{complaint.reference}/signposting/", "label": "What they were told"}
    return {"title": "Letters", "link": link, "lines": lines or [{"text": none}],
            "note": f"{seen} Version {complaint.version}, {RULEBOOK_WORDS[complaint.rulebook]}."}
