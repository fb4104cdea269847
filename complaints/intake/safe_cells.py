"""Cells that a spreadsheet won't run: whatever could begin a formula is led by an apostrophe. Pure.

OWASP's list (= + - @ tab CR) with NUL, line feed and the full-width forms that spreadsheets fold to the plain ones.
"""

STARTS = frozenset("=+-@\t\r\n\x00＝＋－＠")


def safe(text: str) -> str:
    """The text as a cell may hold it; outer space does not hide a start."""
    starts = {text[:1], text.lstrip()[:1]} - {""}
    return f"'{text}" if starts & STARTS else text
