"""What typed words may mean to a search: a reference nearly right, the words of a name or of a story. Pure.

Both databases are asked by what stands here, so that they give the same answers.
"""

import re
from collections.abc import Iterator

from complaints.case.reference import ALPHABET, check_character

MOST_WORDS, LONGEST_WORD, SHORTEST_SAID, SHORTEST_NEAR = 6, 40, 3, 4
WORD = re.compile(r"[^\W_]+")
# Signs that are misread for a digit where a reference has only digits.
MISREAD = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2"})
BODY = re.compile(r"(?:[A-Z]{1,4})?([0-9OQILSBZ]{4,11})([A-Z])?\Z")
YEARS_BACK = 8
# Said in every story: they tell nothing apart.
EVERYWHERE = frozenset(WORD.findall(
    "about after again all and any are because been before but can did for from had has have her him his how its just more not now off one our out "
    "over said she some than that the their them then there they this told too was were what when which who why will with would you your"))


def near_references(typed: str, *, prefix: str, year: int) -> set[str]:
    """References that a person may have meant: misread signs, two signs swapped, one wrong, one missing or too many, no year, no prefix."""
    plain = re.sub(r"[\s\-–—./]", "", typed.upper())
    plain = plain.removeprefix(prefix)
    return {reference for digits, letter in _bodies(plain) for reference in _meant(digits, letter, prefix, year % 100)}


def _bodies(plain: str) -> Iterator[tuple[str, str]]:
    """Digits and check character; what ends in a misread digit may be all digits, or digits and the check character."""
    if len(plain) > 12 or not (found := BODY.match(plain)) or not any(sign.isdigit() for sign in plain):
        return
    digits, letter = found[1].translate(MISREAD), found[2] or ""
    yield digits, letter
    if not letter and plain[-1] in ALPHABET:
        yield digits[:-1], plain[-1]


def _meant(digits: str, letter: str, prefix: str, year: int) -> Iterator[str]:
    bodies = {digits} | ({f"{(year - back) % 100:02d}{digits.zfill(5)}" for back in range(YEARS_BACK)} if len(digits) <= 6 else set())
    slipped = {changed for typed in ({digits} if len(digits) >= 6 else bodies) for changed in _changed(typed, told=bool(letter))}
    for body in bodies | slipped:
        right = check_character(body) if 7 <= len(body) <= 11 else ""
        # Without its letter a changed number would mean too many others.
        if right and (not letter or letter == right or body == digits):
            yield f"{prefix}-{body[:2]}-{body[2:]}-{right}"


def _changed(digits: str, *, told: bool) -> Iterator[str]:
    """One slip away; with the check character told, one wrong, missing or extra digit too."""
    for place in range(len(digits) - 1):
        yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2:]
    if told:
        for place in range(len(digits) + 1):
            yield digits[:place] + digits[place + 1:]
            for digit in "0123456789":
                yield digits[:place] + digit + digits[place + 1:]
                yield digits[:place] + digit + digits[place:]


def words_of(text: str) -> list[str]:
    """The words of what was typed, small, at most six."""
    return [word[:LONGEST_WORD] for word in WORD.findall(text.lower())][:MOST_WORDS]


def story_words(text: str) -> list[str]:
    """Beginnings of the words to find in a story; an ending that says nothing is left off. Empty where nothing tells apart."""
    return [_stem(word) for word in words_of(text) if len(word) >= SHORTEST_SAID and word not in EVERYWHERE]


def _stem(word: str) -> str:
    ending = next((ending for ending in ("ing", "ed", "es", "s") if word.endswith(ending) and len(word) - len(ending) >= 4), "")
    return word.removesuffix(ending)


def near_word(word: str) -> re.Pattern[str] | None:
    """Finds a whole word one slip away from this one in a name; None for one too short to guess at."""
    if len(word) < SHORTEST_NEAR or not word.isalpha():
        return None
    forms = {word} | {word[:place] + sign + word[place + skipped:] for place in range(len(word) + 1)
                      for sign, skipped in ((".", 0), (".", 1), ("", 1)) if place + skipped <= len(word)}
    forms |= {word[:place] + word[place + 1] + word[place] + word[place + 2:] for place in range(len(word) - 1)}
    return re.compile(f"(?:^|[ '-])(?:{'|'.join(sorted(forms))})(?:$|[ '-])")


def near_pieces(word: str) -> set[str]:
    """Of these at least one stands in every word that is one slip away; in a word of four or five letters the middle is trusted.

    An index finds them: each has three letters or more.
    """
    half = len(word) // 2
    swapped = {word[:place] + word[place + 1] + word[place] + word[place + 2:] for place in range(len(word) - 1)}
    if half >= 3:
        return {word[:half], word[half:], word[:half - 1] + word[half] + word[half - 1] + word[half + 1:]}
    return {word[:3], word[-3:]} | swapped | {word[:place] + word[place + 1:] for place in range(len(word))}
