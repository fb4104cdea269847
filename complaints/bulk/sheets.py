"""A file for a spreadsheet, row by row: CSV or XLSX. No cell of it runs anything. It stands under its name only when it is whole."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from complaints.intake import safe_cells
from workdays import london

FORMATS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class Sheet(Protocol):
    def row(self, cells: Sequence[Any]) -> None: ...

    def end(self) -> None: ...


class CsvSheet:
    """With the mark by which spreadsheets know UTF-8; days as 2026-05-11, moments as 2026-05-11 10:02, London time."""

    def __init__(self, path: Path, head: Sequence[str]):
        self._path, self._beside = path, path.with_suffix(".part")
        self._beside.touch(mode=0o600)
        self._file = self._beside.open("w", encoding="utf-8-sig", newline="")
        self.row(head)

    def row(self, cells: Sequence[Any]) -> None:
        self._file.write(safe_cells.line(cells))

    def end(self) -> None:
        self._file.close()
        self._beside.replace(self._path)


class XlsxSheet:
    """Days and moments are real ones, words are words."""

    def __init__(self, path: Path, head: Sequence[str]):
        self._path, self._beside, self._line = path, path.with_suffix(".part"), 0
        self._book = safe_cells.workbook(self._beside, constant_memory=True)
        self._sheet = self._book.add_worksheet("Complaints")
        self._day, self._moment = (self._book.add_format({"num_format": told}) for told in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
        safe_cells.put_head(self._sheet, head, self._book.add_format({"bold": True}))

    def row(self, cells: Sequence[Any]) -> None:
        self._line += 1
        for place, cell in enumerate(cells):
            self._write(place, cell)

    def _write(self, place: int, cell: Any) -> None:
        if isinstance(cell, datetime):
            self._sheet.write_datetime(self._line, place, cell.astimezone(london.LONDON).replace(tzinfo=None), self._moment)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._line, place, datetime.combine(cell, datetime.min.time()), self._day)
        elif cell:
            safe_cells.put(self._sheet, self._line, place, str(cell))

    def end(self) -> None:
        self._book.close()
        self._beside.chmod(0o600)
        self._beside.replace(self._path)


SHEETS = {"csv": CsvSheet, "xlsx": XlsxSheet}
assert set(SHEETS) == set(FORMATS)
