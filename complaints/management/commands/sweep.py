"""`manage.py sweep`: one sweep, and one line of JSON about it."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from complaints.alerts import sweep as service
from staff.management.exits import one_sentence, stop
from workdays import london


class Command(BaseCommand):
    help = "Sweep once: raise the alerts and draft the letters that have come due."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", metavar="ISO", help="the moment to sweep as of; a future one only in demo mode")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be done")

    def handle(self, *args: Any, as_of: str | None, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        moment = moment_of(as_of, now) if as_of is not None else now
        swept = asdict(service.sweep(now=moment, dry_run=dry_run, living=as_of is None))
        self.stdout.write(json.dumps(swept | {"seconds": round(swept["seconds"], 6)}))


def moment_of(text: str, now: datetime) -> datetime:
    """The moment that was typed; without an offset it is London time, a day alone its first moment."""
    try:
        told = datetime.fromisoformat(text)
        moment = told if told.tzinfo else london.moment(told.date(), told.time())
    except (ValueError, OverflowError):
        stop("Give --as-of as 2026-05-11T10:02:00+01:00.", 2)
    if not 2000 <= moment.year <= 2040:
        stop("Give --as-of between 2000 and 2040.", 2)
    if moment > now and not settings.DEMO:
        stop("A future --as-of is only possible in demo mode.", 2)
    return moment
