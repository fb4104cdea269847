"""`/letters/<id>/do/<move>/`: one page for each move that asks something, and the buttons that do it at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.pages import asking, heads, story
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.letters import services
from complaints.letters.kinds import Kind
from complaints.letters.made import Made, make, way_now
from complaints.letters.models import Letter
from complaints.letters.moves import MOVES
from complaints.letters.pages import checks_shown, finding
from complaints.letters.pages.letter import AT_ONCE, page
from complaints.letters.pages.move_forms import form_for
from complaints.letters.pages.writing import moved_clash
from complaints.record.refusals import Conflict, Refused, Unacceptable, Unknown

WHAT_NEXT = {
    "return": ("It is a draft again; whoever wrote it sees your reason.",),
    "settle": ("Said to have gone, its dates are met as of the hand-over. Otherwise it stays approved and can be sent again.",),
    "received": ("The customer’s time for the Ombudsman is counted from this day.",),
    "undelivered": ("The time for the Ombudsman that it started is cancelled.", "Its dates are open again and a new draft is made."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def move_page(request: HttpRequest, letter: int, name: str) -> HttpResponse:
    if name not in MOVES:
        raise Unknown("There is no such move of a letter.")
    row = finding.letter_for(request, letter, f"letter {name}")
    if name in AT_ONCE:
        return _at_once(request, row, name) if request.method == "POST" else HttpResponseRedirect(f"/letters/{letter}/")
    if request.method == "POST":
        return _made(request, row, name)
    services.permit(MOVES[name], row, request.user, None)
    made = make(row, way_now(row, asking.now()))
    form = form_for(name, email=bool(made.to.email), post=bool(made.to.addressee.address_lines))
    return _page(request, row, name, form, asking.new_op_id(), row.version, made)


def _at_once(request: HttpRequest, letter: Letter, name: str) -> HttpResponse:
    """Sending for approval asks for a whole letter first: what is missing is listed, with where it is mended."""
    version = asking.number(request.POST.get("version"))
    if name == "submit" and (errors := _missing(letter)):
        return page(request, letter, errors=errors)
    try:
        services.move(letter.pk, name, {"op_id": request.POST.get("op_id"), "version": version}, by=request.user, now=asking.now())
    except Conflict as refused:
        return moved_clash(request, letter, [], MOVES[name].label, refused)
    except Unacceptable as refused:
        return page(request, letter, errors=[{"href": "", "text": refused.sentence}])
    messages.success(request, _done(letter, name))
    return HttpResponseRedirect(f"/letters/{letter.pk}/")


def _missing(letter: Letter) -> list[dict[str, str]]:
    made = make(letter, way_now(letter, asking.now()))
    found = [{"href": checks_shown.mend(item, letter)[0], "text": item.why} for item in made.items if not item.met]
    return ([{"href": f"/c/{letter.complaint.reference}/correct/", "text": made.to.problem}] if made.to.problem else []) + found


def _made(request: HttpRequest, letter: Letter, name: str) -> HttpResponse:
    form, version = form_for(name, request.POST), asking.number(request.POST.get("version"))
    given = form.given() | {"op_id": request.POST.get("op_id"), "version": version}
    try:
        services.move(letter.pk, name, given, by=request.user, now=asking.now())
    except Conflict as refused:
        typed = [{"label": form.fields[field].label, "text": request.POST[field]} for field in form.fields if request.POST.get(field)]
        return moved_clash(request, finding.letter_for(request, letter.pk, "letter"), typed, MOVES[name].label, refused)
    except Unacceptable as refused:
        _refuse(form, refused)
        return _page(request, letter, name, form, given["op_id"], version, make(letter, way_now(letter, asking.now())), status=422)
    messages.success(request, _done(letter, name))
    return HttpResponseRedirect(f"/letters/{letter.pk}/")


def _refuse(form: GatheringForm, refused: Refused) -> None:
    """A checklist is no field of the form: each thing that is missing is a sentence on top."""
    if set(refused.fields) & {"checklist", "words_to_avoid"}:
        texts = [text for sentences in refused.fields.values() for text in sentences]
        refused = Unacceptable("", fields={f"_{place}": [text] for place, text in enumerate(texts)})
    form.refuse(refused)


def _done(letter: Letter, name: str) -> str:
    letter = Letter.objects.get(pk=letter.pk)
    if name == "send" and letter.sending_since:
        return "It is being handed to the mail server. This page says what becomes of it."
    if name == "send":
        return f"{finding.name_of(letter)} sent. It counts as received on {words.long_day(letter.received_on)}."
    return f"{MOVES[name].done}."


def _what_next(letter: Letter, name: str, made: Made) -> list[str]:
    if name != "send":
        return list(WHAT_NEXT[name])
    until = [f"The letter says: until {words.long_day(day)}." for day in (made.facts.windows.law_until,) if day]
    lines = ["The PDF is kept as it goes and never changes.", *until]
    lines += [f"{words.title(clock.kind)} is met." for clock in finding.clocks_of([letter])[letter.pk] if clock.is_open]
    return lines + (["This is the update: the next 5 working days start."] if Kind(letter.kind) == Kind.UPDATE else [])


def _page(request: HttpRequest, letter: Letter, name: str, form: Any, op_id: Any, version: Any, made: Made, *, status: int = 200) -> HttpResponse:
    move = MOVES[name]
    to = made.to
    lines = [{"text": line} for line in (to.addressee.name, *to.addressee.address_lines, to.email) if line]
    context = {
        "heading": {"title": f"{move.label}: {finding.name_of(letter)}",
                    "small": f"{letter.complaint.reference}, {heads.name_of(letter.complaint.customer)}"},
        "form": form, "op_id": op_id, "version": version, "submit": move.label, "danger": name == "undelivered", "action": "",
        "back": {"href": f"/letters/{letter.pk}/", "label": "Leave, change nothing"}, "what_next": _what_next(letter, name, made), "note": None,
        "due": checks_shown.due(letter) if name == "send" else None, "side": [{"title": "Where it goes", "lines": lines or [{"text": to.problem}]},
                                                                            *story.beside(letter.complaint, request.user)],
    }
    return render(request, "complaints/move.html", context, status=status)
