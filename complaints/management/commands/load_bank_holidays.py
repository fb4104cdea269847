"""`manage.py load_bank_holidays FILE [--apply]`, or `--withdraw DATE --calendar C --reason R [--apply]`: what changes, then the change."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from complaints.clocks import words
from complaints.record.parsing import day_of_text
from complaints.record.refusals import Refused
from complaints.rules import holiday_asked, holiday_failures, holiday_lists, holidays
from complaints.rules import services as rules
from complaints.rules.holiday_moves import Move, alerted_already
from complaints.rules.holiday_shown import references
from complaints.rules.holidays import Asked
from staff.management.exits import one_sentence, stop
from workdays.calendars import NAMES

LARGEST = 5_000_000


class Command(BaseCommand):
    help = "Load a published list of bank holidays, or withdraw a day; without --apply only says what would change."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="JSON in the shape of gov.uk’s bank-holidays.json")
        parser.add_argument("--withdraw", metavar="DATE", help="take this wrong day back, as 2022-09-19")
        parser.add_argument("--calendar", choices=NAMES)
        parser.add_argument("--reason", help="why the day is taken back")
        parser.add_argument("--apply", action="store_true", help="make the change; without it nothing is written")

    def handle(self, *args: Any, file: Path | None, apply: bool, **options: Any) -> None:
        """A list that was to be applied and was not leaves its trace for those who open the pages: what a timer prints nobody reads."""
        try:
            self._load(file, options, apply=apply)
        except holiday_lists.NotAList as problem:
            _failed(file, str(problem), apply=apply)
            stop(str(problem), 1)
        except Exception as fault:
            with suppress(DatabaseError):
                _failed(file, f"The command ended with a fault ({type(fault).__name__}).", apply=apply)
            raise

    def _load(self, file: Path | None, options: Mapping[str, Any], *, apply: bool) -> None:
        asked, warnings = self._asked(file, options)
        now = timezone.now()
        found = holidays.preview(asked, now=now)
        for line in (*_days(asked), *(f"Warning: {text}" for text in warnings), *_moves(found)):
            self.stdout.write(line)
        if not apply:
            self.stdout.write("Nothing was changed. Add --apply to make the change.")
            return
        moved = holidays.apply_here(asked, now=now)
        if file:
            holiday_failures.settle()
        self.stdout.write(f"Applied. {words.count_words(moved, 'open deadline')} moved.")

    def _asked(self, file: Path | None, options: Mapping[str, Any]) -> tuple[Asked, tuple[str, ...]]:
        if (file is None) == (options["withdraw"] is None):
            stop("Give a file, or --withdraw with a day.", 2)
        if file is None:
            return _withdrawal(options), ()
        if options["calendar"] or options["reason"]:
            stop("--calendar and --reason go with --withdraw.", 2)
        return _list(file)


def _failed(file: Path | None, why: str, *, apply: bool) -> None:
    if file and apply:
        holiday_failures.keep(f"file {file.name}", why, now=timezone.now())


def _withdrawal(options: Mapping[str, Any]) -> Asked:
    if not options["calendar"] or not options["reason"]:
        stop("Give --calendar and --reason with --withdraw.", 2)
    try:
        day: date = day_of_text(options["withdraw"])
    except ValueError:
        stop("Give --withdraw as 2022-09-19.", 2)
    try:
        given = {"calendar": options["calendar"], "day": day, "reason": options["reason"]}
        return holiday_asked.withdrawn(given, rules.all_calendars())
    except Refused as refused:
        stop(refused.sentence, 1)


def _list(file: Path) -> tuple[Asked, tuple[str, ...]]:
    """Raises NotAList."""
    try:
        if file.stat().st_size > LARGEST:
            raise holiday_lists.NotAList(f"The file {file.name} is larger than a list of bank holidays can be.")
        told = holiday_lists.compared(holiday_lists.read(file.read_bytes()), rules.all_calendars())
    except OSError:
        raise holiday_lists.NotAList(f"There is no file {file} that can be read.") from None
    return Asked(told.days, f"File {file.name}"[:200], told.published), told.warnings


def _days(asked: Asked) -> list[str]:
    if asked.is_nothing:
        return ["No day would change."]
    lines = [f"{'Withdraw' if one.withdrawn else 'Add'} {one.day} {one.name} ({one.calendar})" for one in asked.days]
    return lines + [f"Bank holidays of {name} would be known to {until}." for name, until in asked.published]


def _moves(found: holidays.Preview) -> list[str]:
    """Every deadline by its complaint, the earliest complaint first."""
    number = len(found.moves)
    head = f"{words.count_words(number, 'open deadline')} would move, {found.alerted:,} of them alerted already."
    named = references(found.moves)
    more = [f"{found.earlier:,} would move to an earlier day."] if found.earlier else []
    return [head, *more, *(_line(move, named) for move in found.moves)]


def _line(move: Move, named: Mapping[int, str]) -> str:
    told = "  alerted already" if alerted_already(move.row) else ""
    name = named.get(move.row.complaint_id or 0, "request for personal data")
    return f"  {name}  {move.row.kind}  {move.row.due_on} -> {move.to}{told}"
