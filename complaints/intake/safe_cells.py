"""Cells that a spreadsheet won't run: whatever could begin a formula is led by an apostrophe. The one way in which every file for a
spreadsheet writes its cells. Pure.

OWASP's list (= + - @ tab CR) with NUL, line feed and the full-width forms that spreadsheets fold to the plain ones.
"""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from workdays import london

STARTS = frozenset("=+-@\t\r\n\x00＝＋－＠")
# The mark by which spreadsheets know UTF-8.
BOM = "\ufeff"
# What a workbook is opened with, so that words stay words.
PLAIN_CELLS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def safe(text: str) -> str:
    """The text as a cell may hold it; outer space does not hide a start."""
    starts = {text[:1], text.lstrip()[:1]} - {""}
    return f"'{text}" if starts & STARTS else text


def written(cell: Any) -> str:
    """Any value as a cell of a CSV file: days as 2026-05-11, moments as 2026-05-11 10:02 in London."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell.astimezone(london.LONDON) if cell.tzinfo else cell:%Y-%m-%d %H:%M}"
    return safe(cell) if isinstance(cell, str) else str(cell)


def line(cells: Iterable[Any]) -> str:
    """One line of a CSV file."""
    out = io.StringIO()
    csv.writer(out).writerow([written(cell) for cell in cells])
    return out.getvalue()
