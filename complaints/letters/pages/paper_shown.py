"""The letter on its page as it will be printed: parts with fixed, filled in, written and missing words. No decision lives here."""

from collections.abc import Iterable, Sequence
from typing import Any

from complaints.clocks import words
from complaints.letters.avoid import marked
from complaints.letters.checklist import Item
from complaints.letters.compose import Section
from complaints.letters.fields import BULLET
from complaints.letters.made import Made
from complaints.letters.models import Letter
from complaints.letters.rows import AvoidWord

Run = dict[str, str]


def paper(document: dict[str, Any], reference: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """`paper` of letters/letter.html, from the document that is printed."""
    return {
        "company": document["company"]["name"], "line": document["company"]["strapline"], "address": document["company_address"],
        "to": document["address"], "on": document["date"], "reference": reference, "heading": document["title"],
        "dear": document["salutation"], "parts": parts, "sign_off": [document["sign_off"], *document["signed"]],
        "lang": "cy" if document["language"] == "cy" else "en-GB",
    }


def parts_of(made: Made, avoid: Sequence[AvoidWord], *, href: str, may_edit: bool, written: str, open_name: str,
             editing: dict[str, Any]) -> list[dict[str, Any]]:
    """One part a section; the one that is open is a form, filled with its words or with what the case suggests. `written`: who writes what is
    not fixed, to whoever looks."""
    missing = {item.section: item for item in reversed(made.items) if not item.met}
    parts = []
    for section in made.sections:
        part = _part(section, avoid) | {"by_words": written}
        if not section.locked and may_edit:
            part["edit_href"] = f"{href}?edit={section.name}#part-{section.name}"
            if section.name == open_name or section.name in editing.get("typed", {}):
                part["editing"] = _editing(section, editing)
        if section.locked:
            part["by_words"] = _by_words(section, made)
        elif not any(char.isalnum() for char in section.text) and section.required:
            part["unwritten"] = _unwritten(section, missing.get(section.name))
        parts.append(part)
    return parts


def plain_parts(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """The parts of a letter that went: nothing is tinted and nothing can be edited."""
    return [_part(section, ()) | {"by_words": ""} for section in sections]


def _part(section: Section, avoid: Sequence[AvoidWord]) -> dict[str, Any]:
    runs = [_run(piece.text, "filled" if piece.field else "") for piece in section.pieces]
    if not section.pieces:
        runs = [_run(text, "avoid" if hit else "") for text, hit in marked(section.text, tuple(avoid))]
    return {
        "name": section.name, "title": section.heading, "icon": "lock" if section.locked else "pen", "by_words": "",
        "edit_href": "", "blocks": blocks(runs), "unwritten": "", "editing": None,
    }


def _run(text: str, kind: str) -> Run:
    return {"text": text, "kind": kind}


def blocks(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """Paragraphs and lists of lines, each line in its runs: an empty line parts paragraphs, a bullet begins an item."""
    found: list[dict[str, Any]] = []
    gap = True
    for line in _lines(runs):
        text = "".join(run["text"] for run in line)
        is_item = text.startswith(BULLET)
        kind = "list" if is_item else "text"
        if not text.strip():
            gap = True
            continue
        if gap or found[-1]["kind"] != kind:
            found.append({"kind": kind, "lines": []})
        found[-1]["lines"].append(_without_bullet(line) if is_item else line)
        gap = False
    return found


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run["text"].split("\n")
        lines[-1] += [_run(first, run["kind"])] if first else []
        lines += [[_run(text, run["kind"])] if text else [] for text in rest]
    return lines


def _without_bullet(line: list[Run]) -> list[Run]:
    first, *rest = line
    short = first["text"].removeprefix(BULLET)
    return [*([_run(short, first["kind"])] if short else []), *rest]


def _by_words(section: Section, made: Made) -> str:
    if section.name == "summary":
        count = len(made.facts.communications)
        return f"from the log, {words.count_words(count, 'contact')}" if count else "from the log"
    return "fixed words" if section.heading else ""


def _unwritten(section: Section, item: Item | None) -> str:
    return item.why if item and item.why.startswith("Not written yet") else f"Not written yet: {section.heading.lower()}."


def _editing(section: Section, editing: dict[str, Any]) -> dict[str, Any]:
    typed = editing.get("typed", {}).get(section.name)
    return {
        "action": editing["action"], "op_id": editing["op_id"], "version": editing["version"], "name": section.name,
        "text": section.text or section.suggestion if typed is None else typed, "submit": "Save these words",
        "note": "Taken from what was recorded when deadlock was declared. Check it, then save it." if typed is None and _suggests(section) else "",
        "errors": editing.get("errors", {}).get(section.name, []),
    }


def _suggests(section: Section) -> bool:
    return bool(section.suggestion) and not section.text


def sent_document(document: dict[str, Any], letter: Letter, signed: list[str]) -> dict[str, Any]:
    """Of a letter that went, the address is the one it went to, and its signature that of whoever signed it then."""
    kept = [line for line in letter.to_address.splitlines() if "@" not in line]
    return document | {"address": kept or document["address"], "signed": signed}
