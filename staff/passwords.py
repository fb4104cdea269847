"""What makes a password too weak, and how one-time passwords are drawn. Pure: the list of common ones is handed in."""

import re
import secrets
from collections.abc import Collection, Iterable

SHORTEST = 12
LONGEST = 256
FEWEST_DIFFERENT = 5
FEWEST_LEFT = 8  # letters and digits that must remain once guessable words are taken away
COMPANY_WORDS = (
    "lastmile", "complaint", "complaints", "energy", "ombudsman", "electricity", "supplier", "welcome", "password",
    "passwort", "letmein", "qwerty", "changeme", "administrator", "admin", "manager", "compliance", "summer", "winter",
    "spring", "autumn", "monday", "friday", "london",
)  # fmt: skip
LOOKALIKES = (str.maketrans("013457@$!", "oleastasi"), str.maketrans("013457@$!", "oieastasl"))
ONE_TIME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike when read out
RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1234567890qwertyuiop")


def objection(password: str, *, about: Iterable[str] = (), common: Collection[str] = ()) -> str:
    """Why the password may not be used, as one sentence, or "". `about` is the person's names."""
    if len(password) < SHORTEST:
        return f"The new password needs {SHORTEST} characters or more."
    if len(password) > LONGEST:
        return f"The new password may have up to {LONGEST} characters."
    if is_common(password, common) or is_monotonous(password):
        return "That password is among the first that are guessed. Four unrelated words work well."
    if _left(password, [*COMPANY_WORDS, *_words(about)]) < FEWEST_LEFT:
        return "The new password leans on a name or a word of this company. Four unrelated words work well."
    return ""


def is_common(password: str, common: Collection[str]) -> bool:
    """Whether it is a common password, also with capitals, or with digits and signs before or after it."""
    lower = password.lower()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lower)
    return bool({lower, bare, lower.strip(), *(bare.translate(table) for table in LOOKALIKES)} & _as_set(common))


def is_monotonous(password: str) -> bool:
    """Whether it has hardly any different characters, is a number, or repeats or runs along the keyboard."""
    lower = password.lower()
    if len(set(lower)) < FEWEST_DIFFERENT or re.fullmatch(r"[\d\W_]+", lower):
        return True
    return any(lower in run or lower[::-1] in run for run in RUNS) or _is_repeated(lower)


def one_time_password() -> str:
    """A password for one use, about 79 bits, in four groups that can be read out: "kd7m-x4wq-…"."""
    return "-".join("".join(secrets.choice(ONE_TIME_LETTERS) for _ in range(4)) for _ in range(4))


def _as_set(common: Collection[str]) -> Collection[str]:
    return common if isinstance(common, set | frozenset) else frozenset(common)


def _is_repeated(lower: str) -> bool:
    return any((lower[:size] * len(lower)).startswith(lower) for size in range(1, 7))


def _words(about: Iterable[str]) -> list[str]:
    return [word for text in about for word in re.split(r"[\W_]+", text.lower()) if len(word) >= 3]


def _left(password: str, guessable: Iterable[str]) -> int:
    """Letters and digits that remain when guessable words, and the digits and signs around them, are gone."""
    longest_first = sorted({word for word in guessable if word}, key=len, reverse=True)
    lower = password.lower()
    candidates = (lower, *(lower.translate(table) for table in LOOKALIKES))
    return min(_without(text, longest_first) for text in candidates)


def _without(text: str, words: list[str]) -> int:
    hit = False
    for word in words:
        hit = hit or word in text
        text = text.replace(word, " ")
    rest = re.sub(r"[\W\d_]+", "", text) if hit else re.sub(r"[\W_]+", "", text)
    return len(rest)
