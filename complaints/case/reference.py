"""References that can be read out: prefix, year, number, check character. Pure.

`LM-26-04417-K`: the number never repeats, so the reference is unique whatever the year. The check character catches
every single wrong digit and every swap of neighbours; its alphabet has no O, I, 0 or 1 to be misheard or misread.
"""

import re

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXY"  # 23 letters, a prime: weights below it catch single errors and swaps
assert len(ALPHABET) == 23 and not set("OI01") & set(ALPHABET)
TYPED = re.compile(r"^(?:([A-Z]{1,4}))?([0-9]{2})([0-9]{5,9})([A-Z])?\Z")


def check_character(digits: str) -> str:
    """The letter for year and number: digits weighted 2, 3, 4 … from the right, modulo 23."""
    return ALPHABET[sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), 2)) % 23]


def reference_of(number: int, year: int, *, prefix: str) -> str:
    """`reference_of(4417, 2026, prefix="LM")` is LM-26-04417 and its letter."""
    digits = f"{year % 100:02d}{number:05d}"
    return f"{prefix}-{digits[:2]}-{digits[2:]}-{check_character(digits)}"


def read_reference(typed: str, *, prefix: str) -> str | None:
    """The reference that a person typed, with or without prefix and separators; None where it can't be one."""
    found = TYPED.match(re.sub(r"[\s\-–—./]", "", typed.upper()))
    if not found or (found[1] and found[1] != prefix):
        return None
    digits, letter = found[2] + found[3], found[4]
    right = check_character(digits)
    if letter and letter != right:
        return None
    return f"{prefix}-{found[2]}-{found[3]}-{right}"
