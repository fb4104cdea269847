"""`manage.py import_complaints FILE [--map MAP.json] [--dry-run]`: CSV or XLSX in, one JSON line out."""

import json
import tempfile
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from complaints.intake import files, importing
from complaints.intake.mapping import Map, MapProblem, map_of
from complaints.record.refusals import Refused
from staff.management.exits import one_sentence, stop


class Command(BaseCommand):
    help = "Import complaints from a CSV or XLSX file; prints one JSON line with every row that was rejected, and why."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path, help="JSON: which field comes from which column")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args: Any, file: Path, map: Path | None, dry_run: bool, **options: Any) -> None:
        told = read_map(map) if map else None
        with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
            try:
                with files.opened(file, told) as table:
                    keep = Kept(errors)
                    counts = importing.run(table, by=None, now=timezone.now(), report=keep.add, dry_run=dry_run)
            except (files.Unreadable, MapProblem) as problem:
                stop(str(problem), 1)
            except Refused as refused:
                stop(refused.sentence, 1)
            self.print(counts, errors)

    def print(self, counts: importing.Counts, errors: IO[str]) -> None:
        told = {"rows": counts.rows, "created": counts.created, "unchanged": counts.unchanged, "rejected": counts.rejected}
        self.stdout.write(json.dumps(told)[:-1] + ', "errors": [', ending="")
        errors.seek(0)
        for text in errors:
            self.stdout.write(text.rstrip("\n"), ending="")
        self.stdout.write("]}")


class Kept:
    """Rejected rows on their way to the answer, outside memory however many they are."""

    def __init__(self, file: IO[str]):
        self.file, self.any = file, False

    def add(self, problem: importing.Problem) -> None:
        told = {"line": problem.line, "column": problem.column, "reason": problem.reason}
        self.file.write((", " if self.any else "") + json.dumps(told) + "\n")
        self.any = True


def read_map(path: Path) -> Map:
    try:
        return map_of(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError:
        stop(f"There is no map {path.name} that can be read.", 1)
    except ValueError as problem:
        stop(str(problem) if isinstance(problem, MapProblem) else f"The map {path.name} is not JSON.", 1)
