"""Opening an import file: CSV or XLSX as rows with the physical line each begins on. Streaming; nothing is held in memory.

`opened` reads the whole file once, so that one that can't be read as declared is refused before anything is written.
"""

import codecs
import csv
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any, NamedTuple

from openpyxl import load_workbook

from complaints.intake.mapping import Map, plain_map

LONGEST_CELL = 4_000_000
MOST_UNPACKED = 1 << 30
UNPACKED_ALWAYS, MOST_PRESSED = 1 << 26, 100  # no honest workbook is a hundred times its file
MOST_ROWS, MOST_CELLS = 1_048_576, 50_000_000  # a few bytes can name a row or a column far away, and each on the way is a cell
PACKED = b"PK\x03\x04"


class Unreadable(ValueError):
    """The file can't be read as declared; the message is the sentence for people."""


class Row(NamedTuple):
    """`line` is the physical line that it begins on (XLSX: the row's number)."""

    line: int
    cells: list[Any]


@dataclass(frozen=True)
class Table:
    """A readable file: its header, how many rows follow, and a way to read them from the start."""

    header: list[str]
    count: int
    told: Map
    path: Path
    spool: IO[str] | None

    def rows(self) -> Iterator[Row]:
        if self.spool is None:
            rows = _csv_rows(self.path, self.told)
            next(rows)
            yield from rows
            return
        self.spool.seek(0)
        yield from (_unspooled(text) for text in self.spool)


@contextmanager
def opened(path: Path, told: Map | None) -> Iterator[Table]:
    """The table in the file; Unreadable with one sentence that names line or column where it is not one."""
    if not path.is_file():
        raise Unreadable(f"There is no file {path.name}.")
    with path.open("rb") as file:
        packed = file.read(4) == PACKED
    if packed:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
            yield _from_workbook(path, told, spool)
    else:
        yield _from_csv(path, told)


def _from_csv(path: Path, told: Map | None) -> Table:
    rows = _csv_rows(path, told or Map({}))
    header, told = _headed(next(rows, None), told)
    return Table(header, sum(1 for _ in rows), told, path, None)


def _headed(first: Row | None, told: Map | None) -> tuple[list[str], Map]:
    if first is None:
        raise Unreadable("The file is empty: it has no line of column headers.")
    header = ["" if cell is None else str(cell).strip() for cell in first.cells]
    told = told or plain_map(header)
    for name in told.headers():
        if name not in header:
            raise Unreadable(f"Line {first.line} has no column called “{name}”; its columns are {_listed(header)}.")
        if header.count(name) > 1:
            raise Unreadable(f"Line {first.line} has two columns called “{name}”.")
    return header, told


def _listed(header: list[str]) -> str:
    shown = [name if len(name) <= 40 else f"{name[:39]}…" for name in header[:20]]
    return ", ".join(f"“{' '.join(name.split())}”" for name in shown) + (" and more" if len(header) > 20 else "")


def _csv_rows(path: Path, told: Map) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    began, reader = 1, None
    try:
        with path.open(encoding=_without_mark(told.encoding), newline="") as file:
            reader = csv.reader(file, delimiter=told.delimiter, strict=True)
            for cells in reader:
                if cells:
                    yield Row(began, cells)
                began = reader.line_num + 1
    except UnicodeError:
        raise Unreadable(f"On line {began} or after it the file is not {told.encoding} text.") from None
    except csv.Error as error:
        raise Unreadable(f"The row that begins on line {began} can't be read: {error}.") from None
    except OSError as error:
        raise Unreadable(f"The file can't be read: {error.strerror}.") from None


def _without_mark(encoding: str) -> str:
    """UTF-8 files may begin with a byte order mark, which is no part of the first header."""
    return "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding


def _from_workbook(path: Path, told: Map | None, spool: IO[str]) -> Table:
    rows = _sheet_rows(path)
    header, told = _headed(next(rows, None), told)
    count = 0
    for row in rows:
        cells = [*row.cells, *[None] * (len(header) - len(row.cells))]
        while len(cells) > len(header) and cells[-1] is None:
            cells.pop()
        spool.write(json.dumps([row.line, [_spoolable(cell) for cell in cells]]) + "\n")
        count += 1
    return Table(header, count, told, path, spool)


def _sheet_rows(path: Path) -> Iterator[Row]:
    """The rows of the first sheet that hold anything."""
    try:
        _check_unpacked(path)
        with path.open("rb") as file:  # by its path openpyxl asks for a name that ends in .xlsx; uploads are kept under names of ours
            yield from _rows_of(load_workbook(file, read_only=True, data_only=True).worksheets[0])
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken workbook makes its reader raise
        raise Unreadable(f"The file begins like a workbook but can't be read as one ({type(error).__name__}).") from None


def _rows_of(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        seen += len(cells)
        if number > MOST_ROWS or seen > MOST_CELLS:
            raise Unreadable("The workbook reaches further than 1,048,576 rows or 50 million cells.")
        if any(cell is not None for cell in cells):
            yield Row(number, _trimmed(cells))


def _check_unpacked(path: Path) -> None:
    """Refused before anything is unpacked."""
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > min(MOST_UNPACKED, max(UNPACKED_ALWAYS, MOST_PRESSED * path.stat().st_size)):
        raise Unreadable("The workbook unpacks to more than 1 GB, or to more than a hundred times its size.")


def _trimmed(cells: tuple[Any, ...]) -> list[Any]:
    found = list(cells)
    while found and found[-1] is None:
        found.pop()
    return found


def _spoolable(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return {"at": cell.isoformat()}
    if isinstance(cell, date):
        return {"at": datetime.combine(cell, time()).isoformat()}
    return cell if cell is None or isinstance(cell, (str, int, float, bool)) else str(cell)


def _unspooled(text: str) -> Row:
    line, cells = json.loads(text)
    return Row(line, [datetime.fromisoformat(cell["at"]) if isinstance(cell, dict) else "" if cell is None else cell for cell in cells])
