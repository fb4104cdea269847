"""MPAN and MPRN and their check digits. Pure.

MPAN core: 13 digits, the last is the sum of the first twelve times the primes 3 5 7 13 17 19 23 29 31 37 41 43,
modulo 11, modulo 10. MPRN: 6 to 10 digits, the last two are the rest times its place weights, modulo 11.
"""

import re

MPAN_WEIGHTS = (3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43)


def digits_of(typed: str) -> str:
    return re.sub(r"[\s\-]", "", typed)


def mpan_problem(typed: str) -> str | None:
    """A sentence if this is no MPAN core (the 13 digits of the bottom line), else None."""
    digits = digits_of(typed)
    if not re.fullmatch(r"[0-9]{13}", digits):
        return "An MPAN has 13 digits: the bottom line on the bill."
    return None if mpan_of(digits[:12]) == digits else "This MPAN has a wrong digit: its last digit does not fit the others."


def mpan_of(twelve: str) -> str:
    """The core with its check digit behind the first twelve."""
    return f"{twelve}{sum(int(digit) * weight for digit, weight in zip(twelve, MPAN_WEIGHTS, strict=True)) % 11 % 10}"


def mprn_problem(typed: str) -> str | None:
    """A sentence if this is no MPRN, else None. The last two digits check the ones before them."""
    digits = digits_of(typed)
    if not re.fullmatch(r"[0-9]{6,10}", digits):
        return "An MPRN has 6 to 10 digits."
    body, check = digits[:-2], int(digits[-2:])
    expected = sum(int(digit) * weight for weight, digit in zip(range(len(body), 0, -1), body, strict=True)) % 11
    return None if expected == check else "This MPRN has a wrong digit: its last two digits do not fit the others."
