"""Cells that a spreadsheet won't run: whatever could begin a formula is led by an apostrophe, and can be read back. The one way in which
every file for a spreadsheet is written, CSV and workbook alike. Pure.

OWASP's list (= + - @ tab CR) with NUL, line feed and the full-width forms that spreadsheets fold to the plain ones.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import xlsxwriter

from workdays import london

STARTS = frozenset("=+-@\t\r\n\x00＝＋－＠")
MARK = "'"
# The mark by which spreadsheets know UTF-8.
BOM = "\ufeff"
FIGURE = re.compile(r"-?\d{1,15}(\.\d{1,9})?\Z")
# What a workbook is opened with, so that words stay words.
PLAIN_CELLS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could run it: by the first sign that is seen, or what stands unseen before it."""
    for sign in text:
        if sign in STARTS:
            return True
        if not (sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")):
            return False
    return False


def safe(text: str) -> str:
    """The text as a cell may hold it. One whose own apostrophes stand before a start gets one more, so that it reads back as it was."""
    return f"{MARK}{text}" if is_risky(text.lstrip(MARK)) else text


def read_back(cell: str) -> str:
    """The text of a cell that `safe` wrote."""
    return cell[1:] if cell.startswith(MARK) and is_risky(cell.lstrip(MARK)) else cell


def written(cell: Any) -> str:
    """Any value as a cell of a CSV file: days as 2026-05-11, moments as 2026-05-11 10:02 in London."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell.astimezone(london.LONDON) if cell.tzinfo else cell:%Y-%m-%d %H:%M}"
    return safe(cell) if isinstance(cell, str) else str(cell)


def figure(cell: Any) -> str:
    """The same in a table of figures, where a number told as text is a number, a negative one too."""
    return cell if isinstance(cell, str) and FIGURE.match(cell) else written(cell)


def line(cells: Iterable[Any], write: Any = written) -> str:
    """One line of a CSV file; `write` is `written` or `figure`."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([write(cell) for cell in cells])
    return out.getvalue()


def workbook(to: Any, **options: Any) -> xlsxwriter.Workbook:
    """A workbook that takes words for words; `to` is a path or a file of bytes."""
    return xlsxwriter.Workbook(to, {**options, **PLAIN_CELLS})


def put(sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
    """Words into a cell of a workbook."""
    sheet.write_string(row, column, safe(text), look)


def put_head(sheet: Any, head: Iterable[str], look: Any) -> None:
    for place, text in enumerate(head):
        put(sheet, 0, place, text, look)
