"""`/letters/<id>/versions/`: who changed what when, each version beside the one before, word by word."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.letters.kinds import STATES_SHOWN, Kind, Language, State, spec
from complaints.letters.models import Letter, LetterVersion
from complaints.letters.pages import finding

LONGEST = 4_000
WORD = re.compile(r"\s+|\S+")


@require_safe
@asking.refusals_as_pages
def versions(request: HttpRequest, letter: int) -> HttpResponse:
    row = finding.letter_for(request, letter, "letter versions")
    kept = list(LetterVersion.objects.filter(letter=row).select_related("by").order_by("version"))
    before: dict[str, str] = {}
    shown = []
    for version in kept:
        shown.append(_shown(row, version, before, request.user))
        before = version.texts
    context = {
        "heading": {"title": f"{finding.name_of(row)}: {words.count_words(len(kept), 'version')}",
                    "small": f"{row.complaint.reference}, {heads.name_of(row.complaint.customer)}"},
        "versions": shown[::-1], "back": {"href": f"/letters/{row.pk}/", "label": "Back to the letter"},
    }
    return render(request, "letters/versions.html", context)


def _shown(letter: Letter, version: LetterVersion, before: dict[str, str], me: Any) -> dict[str, Any]:
    changes = [
        {"title": _title(letter, name), "pieces": list(difference(before.get(name, ""), text))}
        for name, text in version.texts.items() if text != before.get(name, "") and name in letter.texts and _is_free(letter, name)
    ]
    return {
        "number": version.version, "state": STATES_SHOWN[State(version.state)], "who": finding.who(version.by, me),
        "when": words.moment(version.at), "changes": changes,
    }


def _is_free(letter: Letter, name: str) -> bool:
    section = spec(Kind(letter.kind), name)
    return section is not None and not section.locked


def _title(letter: Letter, name: str) -> str:
    return spec(Kind(letter.kind), name).heading[Language.ENGLISH] or "Message"


def difference(before: str, after: str) -> Iterable[dict[str, str]]:
    """Runs of words: the same, added or taken out. Texts beyond a few pages are told as replaced whole."""
    if max(len(before), len(after)) > LONGEST:
        yield from ({"text": text, "kind": kind} for text, kind in ((before, "removed"), (after, "added")) if text)
        return
    old, new = WORD.findall(before), WORD.findall(after)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield {"text": "".join(new[c:d]), "kind": ""}
            continue
        if b > a:
            yield {"text": "".join(old[a:b]), "kind": "removed"}
        if d > c:
            yield {"text": "".join(new[c:d]), "kind": "added"}
