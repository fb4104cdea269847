"""Whether words about an offer say if it stays open. Read from the words a person wrote; pure."""

import re

from complaints.letters.kinds import Language
from complaints.letters.wording import folded

_NO_OFFER = {
    Language.ENGLISH: (
        r"\bno\b[^.]*\b(offers?|payment|compensation|money)\b",
        r"\b(not|cannot|n't|nothing|never)\b[^.]*\boffer(ed|ing)?\b",
        r"\bnothing (more|further|else)\b",
        r"^(none|no|nil)\b",
    ),
    Language.WELSH: (r"\b(dim|nid|nad)\b[^.]*\b(cynnig|cynnyg|cynigion|cynigwyd)\b", r"^(dim|na)\b"),
}
_STAYS = {
    Language.ENGLISH: (
        r"\b(stays?|stands?|remains?|keeps?|kept|leave|still)\b",
        r"\b(is|are|be|will be) (still )?(open|available|there)\b",
        r"\bopen (until|to you|for|even|whether|if)\b",
        r"\b(withdrawn?|withdraws?|withdrawing|lapses?|expires?|closes?|ends?|falls? away|taken back)\b",
        r"\b(even if|whether or not)\b",
    ),
    Language.WELSH: (r"\b(aros|ar agor|parhau|dal|sefyll|ar gael)\b", r"\b(tynnu'n ol|dynnu'n ol|tynnu'n ôl|dynnu'n ôl|dod i ben)\b"),
}  # fmt: skip
# Narrower than `_NO_OFFER`: only words after which nothing is left to accept.
_NONE_AT_ALL = {
    Language.ENGLISH: (
        r"\bno (further |new |other )?offers?\b",
        r"\b(not|cannot|can't|don't|won't) (have|make|making) (an|any|another|a further) (further )?offer\b",
        r"\bnothing (more|further|else) to offer\b",
        r"^(none|no|nil)\b",
    ),
    Language.WELSH: (r"\bnid oes\b[^.]*\b(cynnig|gynnig)\b",),
}
_SOMETHING = r"[£\d]|accept|dderbyn"
assert set(_NO_OFFER) == set(_STAYS) == set(_NONE_AT_ALL) == set(Language)


def _any(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.MULTILINE) for pattern in patterns)


def says_whether_it_stays(text: str, language: Language) -> bool:
    """True where the words say that there is no offer, that it stays, or that it ends when the Ombudsman is asked."""
    said = folded(text)
    return _any(_NO_OFFER[language], said) or _any(_STAYS[language], said)


def says_there_is_none(text: str, language: Language) -> bool:
    """True only where the words plainly say that there is no offer, and name nothing that could be accepted."""
    said = folded(text)
    return _any(_NONE_AT_ALL[language], said) and not _any(_STAYS[language], said) and not re.search(_SOMETHING, said)
