"""`/letters/<id>/`: the letter as it will be printed, what is missing, and the one thing to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.letters import own_paragraphs
from complaints.letters.kinds import STATES_SHOWN, WITHOUT_APPROVAL, Kind, State
from complaints.letters.made import AS_SENT, Made, make, sections_as_sent, signed_as_sent, tables, way_now, worded_at
from complaints.letters.models import Letter
from complaints.letters.moves import CHECKERS, MOVES, may_edit, offers_edit, sources_of, who_of
from complaints.letters.pages import checks_shown, finding, paper_shown

AT_ONCE = ("submit", "approve")
FIRST = ("approve", "send", "submit", "settle")
READY = {State.DRAFT: "ready", State.SUBMITTED: "waiting to be checked", State.APPROVED: "approved, to send"}


@require_safe
@asking.refusals_as_pages
def letter_page(request: HttpRequest, letter: int) -> HttpResponse:
    return page(request, finding.letter_for(request, letter, "letter"), open_name=request.GET.get("edit", ""))


def page(
    request: HttpRequest, letter: Letter, *, open_name: str = "", typed: dict[str, str] | None = None, version: int | None = None,
    op_id: str | None = None, errors: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """The page, also after a refusal: what was typed stands in its form, the sentences on top."""
    made = make(letter, way_now(letter, asking.now()))
    newer = _newer_sections(letter, made)
    editing = {
        "action": f"/letters/{letter.pk}/write/", "op_id": op_id or asking.new_op_id(), "version": version or letter.version, "typed": typed or {},
    }
    context = {
        "errors": errors or [], "due": checks_shown.due(letter), "steps": checks_shown.steps(letter, request.user),
        "steps_note": checks_shown.steps_note(letter, request.user), **_acts(letter, request.user, newer), "versions": None,
        "side": [*_newer(newer), *_side(letter, made)],
        **(_gone(letter, made) if letter.state in AS_SENT else _in_work(letter, made, editing, open_name, request.user)),
    }
    return render(request, "letters/letter.html", context, status=422 if errors else 200)


def _in_work(letter: Letter, made: Made, editing: dict[str, Any], open_name: str, me: Any) -> dict[str, Any]:
    editable, state = offers_edit(State(letter.state)), State(letter.state)
    parts = paper_shown.parts_of(
        made, tables().avoid, href=f"/letters/{letter.pk}/", may_edit=editable, written=checks_shown.written(letter, me), open_name=open_name,
        editing=editing)
    to_fix = checks_shown.to_fix(made)
    known = state in READY and not letter.sending_since
    title = f"{finding.name_of(letter)}: " + (f"{words.count_words(to_fix, 'thing')} to fix" if to_fix else READY.get(state, ""))
    return {
        "letter": _head(letter, title if known else finding.name_of(letter)),
        "paper": paper_shown.paper(made.document, letter.complaint.reference, parts),
        "checklist": checks_shown.checklist(made, letter, may_edit=editable),
    }


def _gone(letter: Letter, made: Made) -> dict[str, Any]:
    """A letter that went, or may have: its words as they were then."""
    document = paper_shown.sent_document(made.document, letter, signed_as_sent(letter, made.facts.company.name))
    if letter.sent_on:
        document |= {"date": words.plain_day(letter.sent_on)}
    parts = paper_shown.plain_parts(sections_as_sent(letter))
    state = f"sent {words.short_day(letter.sent_on)} by {letter.method}" if letter.sent_on else "nobody knows yet whether it went"
    return {
        "letter": _head(letter, f"{finding.name_of(letter)}: {state}"), "paper": paper_shown.paper(document, letter.complaint.reference, parts),
        "checklist": None, "side": [],
    }


def _head(letter: Letter, title: str) -> dict[str, Any]:
    saved = letter.versions.order_by("-version").values_list("at", flat=True).first()
    draft = State(letter.state) in (State.DRAFT, State.SUBMITTED) and saved
    return {
        "title": title, "reference": letter.complaint.reference, "case_href": f"/c/{letter.complaint.reference}/letters/",
        "customer": heads.name_of(letter.complaint.customer), "saved": f"Draft saved {finding.when(saved)}" if draft else "",
        "state_words": STATES_SHOWN[State(letter.state)],
    }


def _acts(letter: Letter, me: Any, newer: tuple[str, ...]) -> dict[str, Any]:
    """One primary for the state and the person; the rest beside it."""
    names = open_moves(letter, me)
    primary = next((name for name in FIRST if name in names), None)
    rest = [_act(letter, name) for name in names if name != primary]
    rest += [_posted(letter, "Take the newer wording", f"/letters/{letter.pk}/wording/")] if newer else []
    pdf = {"label": "Open the PDF", "href": f"/letters/{letter.pk}/letter.pdf"} if letter.state in AS_SENT else \
        {"label": "Preview PDF", "href": f"/letters/{letter.pk}/preview.pdf"}
    count = letter.versions.count()
    versions = {"label": f"Versions {count}", "href": f"/letters/{letter.pk}/versions/"}
    return {"primary": _act(letter, primary) if primary else None, "others": [*rest, *([pdf] if letter.state != State.SUPERSEDED else []), versions]}


def open_moves(letter: Letter, me: Any) -> list[str]:
    """What this person may do with this letter now, in the order of its way."""
    kind, state = Kind(letter.kind), State(letter.state)
    if state == State.APPROVED and letter.sending_since:
        return []
    found = [move.name for move in MOVES.values() if state in sources_of(move, kind) and me.role in who_of(move, kind)]
    dropped = {"approve"} if me.pk in letter.authors else set()
    if letter.undelivered_on:
        dropped |= {"received", "undelivered"}
    if kind in WITHOUT_APPROVAL and "send" in found and me.role not in CHECKERS:
        dropped |= {"submit"}
    return [name for name in found if name not in dropped]


def _act(letter: Letter, name: str) -> dict[str, Any]:
    move = MOVES[name]
    href = f"/letters/{letter.pk}/do/{name}/"
    if name not in AT_ONCE:
        return {"label": move.label, "href": href}
    return _posted(letter, move.label, href)


def _posted(letter: Letter, label: str, href: str) -> dict[str, Any]:
    """A button that does it at once."""
    fields = [{"name": "op_id", "value": asking.new_op_id()}, {"name": "version", "value": letter.version}]
    return {"label": label, "action": href, "fields": fields}


def _newer_sections(letter: Letter, made: Made) -> tuple[str, ...]:
    """The headings of the fixed sections that are worded otherwise by now; nothing for a letter whose words stand."""
    if not may_edit(State(letter.state)) or letter.sending_since:
        return ()
    names = own_paragraphs.newer(made.sections, worded_at(letter), asking.now(), made.facts)
    return tuple(section.heading or "The opening" for section in made.sections if section.name in names)


def _newer(headings: tuple[str, ...]) -> list[dict[str, Any]]:
    """What is said beside a draft that keeps the wording of the day it was begun."""
    lines = [{"text": heading} for heading in headings]
    return [{"title": "A newer wording holds for", "lines": [*lines, {"text": "This letter keeps the wording it was begun with."}]}] if lines else []


def _side(letter: Letter, made: Made) -> list[dict[str, Any]]:
    """Who gets it, and by which way it can go."""
    to = made.to
    lines = [{"text": f"By post: {', '.join(to.addressee.address_lines)}" if to.addressee.address_lines else "No postal address on the case."},
             {"text": f"By email: {to.email}" if to.email else "No email address on the case."}]
    lines += [{"text": f"A copy goes to {to.copy_to}."}] if to.copy_to else []
    asked = [heads.FORMAT_WORDS[name] for name in letter.complaint.customer.formats]
    lines += [{"text": f"Asked for: {', '.join(asked)}."}] if asked else []
    return [{"title": "Where it goes", "lines": lines}]
