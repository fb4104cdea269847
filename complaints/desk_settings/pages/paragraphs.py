"""`/settings/letters/`: how the fixed paragraphs of the letters are worded; each version kept, seen on paper before it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import words_field
from complaints.desk_settings.pages import shown
from complaints.desk_settings.pages.asked import Asked, HeldForm, SourcedForm, answer
from complaints.letters import glyphs, paper
from complaints.letters import own_paragraphs as rows
from complaints.letters.document import document
from complaints.letters.fields import SOURCES
from complaints.letters.kinds import HEADINGS, Kind, Language
from complaints.letters.made import tables
from complaints.letters.pages.finding import NAMES
from complaints.letters.pages.pdf import answer as as_pdf
from complaints.letters.rows import Paragraph
from complaints.record.refusals import Unacceptable, Unknown
from complaints.rules.models import OwnRow
from complaints.rules.own_changes import CHANGERS
from complaints.rules.own_rows import SET, SHIPPED
from complaints.rules.services import own as own_rows
from workdays import london

HOME = "/settings/letters/"
LANGUAGES = {Language.ENGLISH: "English", Language.WELSH: "Welsh"}
assert set(LANGUAGES) == set(Language)
CLASSES = {"small_business": "small businesses", "large_business": "large businesses", "not_a_customer": "those who are no customers of ours"}
WHEN = {
    "for_representative": "for a representative", "of_complaint": "where there is a complaint", "of_incident": "to a customer of an incident",
    "other_format": "where another format was asked for", "offer_made": "where an offer was made", "no_offer_recorded": "where no offer is recorded",
    "offer_stays": "where the offer stays open", "offer_ends": "where the offer ends", "offer_dated": "where the offer has a last day",
    "offer_undated": "where the offer has no last day",
}
TWO = "Says what the law or the Ombudsman asks for: another person approves"
ONE = "Our own words: one administrator is enough"


class ParagraphForm(SourcedForm):
    text = words_field("Wording", "Fields in braces are filled in from the case. An empty line parts paragraphs.", rows=8)

    def values(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {"text": typed.get("text", "")}


def spoken(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (("Wording", values["text"]),)


def current(row: Paragraph, now: Any) -> Paragraph:
    return rows.worded([row], now)[0]


def found_or_unknown(key: str) -> Paragraph:
    row = rows.by_id().get(key)
    if row is None:
        raise Unknown("There is no such paragraph.")
    return row


def name_of(row: Paragraph) -> str:
    """"Your right to go to the Energy Ombudsman: right, deadlock letter"."""
    heading = HEADINGS[row.section][Language.ENGLISH] or row.section.replace("_", " ").capitalize()
    return f"{heading}, {row.id.split('.')[1].replace('_', ' ')}" + (" (Welsh)" if row.language is Language.WELSH else "")


def kinds_words(row: Paragraph) -> str:
    return "Every letter" if len(row.kinds) == len(Kind) else ", ".join(NAMES[kind] for kind in row.kinds)


def conditions_words(row: Paragraph) -> str:
    found = [WHEN[name] for name in row.when] + ([f"to {', '.join(CLASSES.get(name, name) for name in row.classes)}"] if row.classes else [])
    return "; ".join(found)


@require_safe
@asking.refusals_as_pages
def paragraphs(request: HttpRequest) -> HttpResponse:
    """All of them in one language, by the section in which they stand."""
    shown.only_those_who_may_see(request.user)
    language = Language.WELSH if request.GET.get("language") == Language.WELSH.value else Language.ENGLISH
    now = asking.now()
    coming, own = shown.upcoming(rows.TABLE, london.day_of(now)), own_rows(rows.TABLE).all_on(london.day_of(now))
    found = rows.worded([row for row in rows.by_id().values() if row.language is language], now)
    sections = dict.fromkeys(row.section for row in found)
    return render(request, "settings/paragraphs.html", {
        "heading": {"title": f"Wording of letters: {len(found)} fixed paragraphs", "small": LANGUAGES[language]},
        "languages": [{"label": label, "href": f"{HOME}?language={one.value}", "current": one is language} for one, label in LANGUAGES.items()],
        "groups": [_group(name, [row for row in found if row.section == name], coming, own) for name in sections],
    })


def _group(section: str, found: Sequence[Paragraph], coming: Mapping[str, OwnRow], own: Mapping[str, Any]) -> dict[str, Any]:
    head = ("Paragraph", "Wording", "In", "Where", "Approval", "State")
    lines = [[{"text": row.id.split(".")[1].replace("_", " ").capitalize(), "href": f"{HOME}{row.id}/"}, {"text": row.text},
              {"text": kinds_words(row)}, {"text": conditions_words(row)}, {"text": "Two people" if rows.is_statutory(row.id) else "One person"},
              {"text": _state(row, coming.get(row.id), own.get(row.id))}] for row in found]
    heading = HEADINGS[section][Language.ENGLISH] or section.replace("_", " ").capitalize()
    return {"name": heading, "table": shown.without_empty_columns({
        "caption": f"Paragraphs under {heading}", "head": [{"text": text} for text in head], "rows": lines})}


def _state(row: Paragraph, coming: OwnRow | None, own: Any) -> str:
    held = "Our own wording" if own is not None and own.what == SET else ""
    return ". ".join(text for text in (held, shown.upcoming_words(coming)) if text)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def paragraph(request: HttpRequest, key: str) -> HttpResponse:
    """One paragraph with its versions; the form of a new wording."""
    shown.only_those_who_may_see(request.user)
    row, now = found_or_unknown(key), asking.now()
    held = {"text": current(row, now).text}
    if request.method != "POST" and "edit" not in request.GET:
        return _page(request, row, held)
    initial = held | {"valid_from": london.day_of(now).isoformat()}
    form = ParagraphForm(request.POST if request.method == "POST" else None, initial=initial)
    return answer(request, Asked(
        f"Wording: {name_of(row)}", rows.SUBJECT, key, form, spoken(held), spoken, f"{HOME}{key}/", "Check the new wording",
        small=TWO if rows.is_statutory(key) else ONE, then=lambda values: _then(), side=_side(row), preview=f"{HOME}{key}/preview.pdf"))


def _then() -> list[str]:
    return ["Letters begun from that day on have it.", "Letters already begun keep their wording and say that a newer one holds.",
            "Sent letters never change."]


def _side(row: Paragraph) -> list[dict[str, Any]]:
    fields = [{"strong": f"{{{name}}}", "text": "", "small": source} for name, source in SOURCES.items()]
    return [{"title": "Where it stands", "lines": _where(row)}, {"title": "Fields", "lines": fields}]


def _where(row: Paragraph) -> list[dict[str, str]]:
    return [{"text": text} for text in (kinds_words(row), conditions_words(row)) if text]


def _page(request: HttpRequest, row: Paragraph, held: Mapping[str, str]) -> HttpResponse:
    acts = [{"label": "Word it otherwise", "href": f"{HOME}{row.id}/?edit=1", "primary": True}]
    if held["text"] != row.text:
        acts.append({"label": "Back to the wording of the product", "href": f"{HOME}{row.id}/shipped/", "primary": False})
    facts = [("Wording", held["text"]), ("In", kinds_words(row)), ("Where", conditions_words(row)), ("Language", LANGUAGES[row.language]),
             ("Approval", TWO if rows.is_statutory(row.id) else ONE), ("Source", row.source)]
    return render(request, "settings/row.html", {
        "heading": {"title": f"Wording: {name_of(row)}", "small": ""}, "acts": acts if request.user.role in CHANGERS else [],
        "facts": [{"name": name, "text": text} for name, text in facts if text],
        "history": shown.history(rows.TABLE, row.id, spoken, spoken({"text": row.text})), "none": "It is worded as it came with the product.",
        "home": {"href": f"{HOME}?language={row.language.value}", "label": "All paragraphs"},
        "preview": {"href": f"{HOME}{row.id}/preview.pdf", "label": "See it on paper"},
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def shipped(request: HttpRequest, key: str) -> HttpResponse:
    """The wording of the product again, from a day on."""
    shown.only_those_who_may_see(request.user)
    row, now = found_or_unknown(key), asking.now()
    form = BackForm(request.POST if request.method == "POST" else None, initial={"valid_from": london.day_of(now).isoformat(), "source": row.source})
    return answer(request, Asked(
        f"Back to the wording of the product: {name_of(row)}", rows.SUBJECT, key, form, spoken({"text": current(row, now).text}), spoken,
        f"{HOME}{key}/", "Check: back to that wording", what=SHIPPED, after=spoken({"text": row.text}), then=lambda values: _then()))


class BackForm(HeldForm, SourcedForm):
    """From when, why, and by which source."""


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The PDF of a letter of invented facts in which the paragraph stands: as typed (POST), as proposed (`row`) or as it holds now."""
    shown.only_those_who_may_see(request.user)
    row, now = found_or_unknown(key), asking.now()
    text = _text(request, row, now)
    if lacking := glyphs.lacking([text]):
        raise Unacceptable(glyphs.refusal(lacking))
    own = tables(now)
    paragraphs = tuple(replace(one, text=text) if one.id == key else one for one in own.paragraphs)
    facts, sections = rows.sample_letter(row, row.kinds[-1], paragraphs, own, london.day_of(now))
    return as_pdf(paper.render(document(facts, sections), at=now), f"{key}-sample.pdf")


def _text(request: HttpRequest, row: Paragraph, now: Any) -> str:
    """What was typed is checked as it will be when it is sent."""
    if request.method == "POST":
        return rows.parsed(row.id, SET, {"text": request.POST.get("text", "").replace("\r\n", "\n")}, london.day_of(now))["text"]
    number = asking.number(request.GET.get("row"))
    asked = OwnRow.objects.filter(table=rows.TABLE, key=row.id, pk=number).first() if number else None
    return asked.values.get("text", row.text) if asked else current(row, now).text
