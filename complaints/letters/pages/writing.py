"""Saving the words of a section, and the page of a conflict: nothing typed is ever lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.letters import services
from complaints.letters.kinds import Kind, Language, spec
from complaints.letters.models import Letter, LetterVersion
from complaints.letters.pages import finding
from complaints.letters.pages.letter import page
from complaints.record.refusals import Conflict, Unacceptable

MARKS = ("csrfmiddlewaretoken", "op_id", "version", "draft", "draft_version")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def write(request: HttpRequest, letter: int) -> HttpResponse:
    """Saves the sections that were typed, and goes back to them. A script that saves while somebody types may call it too."""
    row = finding.letter_for(request, letter, "letter")
    if request.method != "POST":
        return HttpResponseRedirect(f"/letters/{letter}/")
    typed = {name: value.replace("\r\n", "\n") for name, value in request.POST.items() if name not in MARKS}
    version = asking.number(request.POST.get("version"))
    try:
        services.edit(letter, {"op_id": request.POST.get("op_id"), "version": version, "sections": typed}, by=request.user, now=asking.now())
    except Conflict as refused:
        return clash(request, finding.letter_for(request, letter, "letter"), typed, refused, seen=version)
    except Unacceptable as refused:
        errors = [{"href": _place(name), "text": text} for name, texts in refused.fields.items() for text in texts]
        return page(request, row, typed=typed, version=version, op_id=request.POST.get("op_id"), errors=errors)
    messages.success(request, "Words saved.")
    return HttpResponseRedirect(f"/letters/{letter}/#part-{next(iter(typed), '')}")


@require_POST
@asking.refusals_as_pages
def take_wording(request: HttpRequest, letter: int) -> HttpResponse:
    """The fixed paragraphs as they are worded now."""
    finding.letter_for(request, letter, "letter")
    version = asking.number(request.POST.get("version"))
    try:
        services.take_wording(letter, {"op_id": request.POST.get("op_id"), "version": version}, by=request.user, now=asking.now())
    except Conflict as refused:
        return moved_clash(request, finding.letter_for(request, letter, "letter"), [], "Take the newer wording", refused)
    messages.success(request, "The letter has the newer wording.")
    return HttpResponseRedirect(f"/letters/{letter}/")


def _place(field: str) -> str:
    return f"#text-{field.removeprefix('sections.')}" if field.startswith("sections.") else ""


def clash(request: HttpRequest, letter: Letter, typed: dict[str, str], refused: Conflict, *, seen: int | None) -> HttpResponse:
    """409: what stands there now beside what was typed, which goes again with one button under the new version."""
    last = LetterVersion.objects.filter(letter=letter).select_related("by").order_by("-version").first()
    who = last.by.full_name if last and last.by else "The desk"
    context = {
        "heading": {"title": f"Changed meanwhile: {finding.name_of(letter)}", "small": "Your words are kept on this page."}, "kept": None,
        "notice": {"title": refused.sentence, "text": f"{who} changed it, {finding.when(last.at)}." if last else ""},
        "changes": [f"{_title(letter, name)}, as it stands now: {letter.texts.get(name) or 'not written yet'}" for name in typed],
        "theirs_head": "", "before_head": "", "fields": [], "typed": [{"label": _title(letter, name), "text": text} for name, text in typed.items()],
        "action": request.path, "op_id": asking.new_op_id(), "version": letter.version,
        "hidden": [{"name": name, "value": text} for name, text in typed.items()], "submit": "Save my words all the same",
        "keep_theirs": {"href": f"/letters/{letter.pk}/", "label": "Keep theirs, drop mine"},
        "leave": {"href": f"/letters/{letter.pk}/versions/", "label": "See the versions"},
    }
    return render(request, "complaints/conflict.html", context, status=409)


def _title(letter: Letter, name: str) -> str:
    section = spec(Kind(letter.kind), name)
    return (section.heading[Language.ENGLISH] or "Message") if section else name


def stale_words(letter: Letter) -> str:
    """Who changed it last, and when: for refusals of a move."""
    last = LetterVersion.objects.filter(letter=letter).select_related("by").order_by("-version").first()
    return f"{last.by.full_name if last.by else 'The desk'} changed it, {words.moment(last.at)}." if last else ""


def moved_clash(request: HttpRequest, letter: Letter, typed: list[dict[str, Any]], label: str, refused: Conflict) -> HttpResponse:
    """409 of a move: what was typed stands on the page and goes again under the new version."""
    hidden = [{"name": name, "value": value} for name, value in request.POST.items() if name not in MARKS]
    context = {
        "heading": {"title": f"Changed meanwhile: {finding.name_of(letter)}", "small": f"{label}. What you typed is kept on this page."},
        "kept": None, "notice": {"title": refused.sentence, "text": stale_words(letter)}, "changes": [], "theirs_head": "", "before_head": "",
        "fields": [], "typed": typed, "action": request.path, "op_id": asking.new_op_id(), "version": letter.version, "hidden": hidden,
        "submit": f"{label} all the same" if refused.code == "stale_version" else "",
        "keep_theirs": {"href": f"/letters/{letter.pk}/", "label": "Go to the letter"}, "leave": None,
    }
    return render(request, "complaints/conflict.html", context, status=409)
