"""A report's answer as a file for a spreadsheet: one plain CSV table, or a workbook or an archive of CSV files with every list, what the
figures mean and how they were made. The same figures as its page; names as the API has them. No cell of it runs anything. Answers in,
bytes out; asks no database.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from complaints.intake import safe_cells
from complaints.intake.safe_cells import BOM, FIGURE

TOTAL = "total"
WIDEST = 60
Cell = str | int | None
Answer = Mapping[str, Any]
Tables = Mapping[str, Sequence[Sequence[Cell]]]
Sheets = Iterator[tuple[str, Sequence[Sequence[Cell]]]]
EMPTY: Mapping[str, Any] = MappingProxyType({})
# The same answer is the same archive, byte for byte.
STAMP = (1980, 1, 1, 0, 0, 0)


def as_csv(answer: Answer) -> bytes:
    """The rows and the totals under them: one table, so that every program reads it. All else is in the archive."""
    return _lines(table_of(answer["rows"], answer["totals"]))


def as_zip(answer: Answer, made: Mapping[str, str], more: Tables = EMPTY) -> bytes:
    """Each sheet of the workbook as a plain CSV table: the rows under the report's name, the others with theirs behind it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (name, lines) in enumerate(_sheets(answer, made, more)):
            member = zipfile.ZipInfo(f"{answer['name']}{f'-{name}' if place else ''}.csv", STAMP)
            archive.writestr(member, _lines(lines), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _lines(lines: Sequence[Sequence[Cell]]) -> bytes:
    return (BOM + "".join(safe_cells.line(cells, safe_cells.figure) for cells in lines)).encode()


def as_xlsx(answer: Answer, made: Mapping[str, str] = EMPTY, more: Tables = EMPTY) -> bytes:
    """One sheet of the rows, one of each further list of the report and of `more`, one of what the figures mean, one of how it was made:
    `made` says when and for whom."""
    out = io.BytesIO()
    book = safe_cells.workbook(out, in_memory=True)
    formats = {"head": book.add_format({"bold": True}), "sum": book.add_format({"num_format": "#,##0.00"})}
    for name, lines in _sheets(answer, made, more):
        _write(book.add_worksheet(name[:31]), list(lines), formats)
    book.close()
    return out.getvalue()


def _sheets(answer: Answer, made: Mapping[str, str], more: Tables) -> Sheets:
    yield answer["name"], table_of(answer["rows"], answer["totals"])
    for name, told in answer.items():
        if name != "rows" and is_table(told):
            yield name, table_of(told, None)
    yield from more.items()
    yield "definitions", [("name", "definition"), *answer["definitions"].items()]
    yield "made", [*_made(answer), *made.items()]


def is_table(told: Any) -> bool:
    return isinstance(told, list) and bool(told) and all(isinstance(row, Mapping) for row in told)


def _made(answer: Answer) -> Iterator[tuple[str, Cell]]:
    """Period, moment, rules, calendars and the fingerprint of the figures."""
    for name in ("name", "from", "to", "as_of", "sha256"):
        yield name, answer[name]
    yield "rulebook", answer["rules"]["rulebook"]
    for row in answer["rules"]["versions"]:
        yield "rule", f"{row['rulebook']} {row['version']}"
    for name, version in answer["calendar"].items():
        yield "calendar", f"{name} {version}"


def table_of(rows: Sequence[Answer], totals: Answer | None) -> list[list[Cell]]:
    """Head, rows, and the totals named so in the first column. Columns as the rows have them, what lies inside one beside the others."""
    flat = [dict(flattened(row)) for row in rows]
    under = [dict(flattened(totals))] if totals else []
    # Without rows the totals name the columns, and nothing in them names the line.
    first = next(iter(flat[0]), "") if flat else "row"
    columns = list(dict.fromkeys([first, *(name for row in (*flat, *under) for name in row)]))
    return [columns, *([row.get(name) for name in columns] for row in (*flat, *({first: TOTAL, **row} for row in under)))]


def flattened(row: Answer, before: str = "") -> Iterator[tuple[str, Cell]]:
    """`ledger: {paid_gbp}` is `ledger_paid_gbp`; a list of plain values stands in one cell."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from flattened(value, f"{before}{name}_")
        elif isinstance(value, list):
            yield f"{before}{name}", "; ".join(map(str, value))
        else:
            yield f"{before}{name}", value


def _write(sheet: Any, lines: list[Sequence[Cell]], formats: Mapping[str, Any]) -> None:
    for place, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            _cell(sheet, place, column, cell, formats["head"] if place == 0 else None, formats["sum"])
    for column in range(len(lines[0]) if lines else 0):
        sheet.set_column(column, column, min(WIDEST, 2 + max(len(str(cells[column] or "")) for cells in lines if column < len(cells))))
    sheet.freeze_panes(1, 0)


def _cell(sheet: Any, place: int, column: int, cell: Cell, head: Any, sums: Any) -> None:
    if isinstance(cell, int) and not isinstance(cell, bool):
        sheet.write_number(place, column, cell)
    elif isinstance(cell, str) and FIGURE.match(cell):
        sheet.write_number(place, column, Decimal(cell), sums if "." in cell else None)
    elif cell is not None:
        safe_cells.put(sheet, place, column, str(cell), head)
