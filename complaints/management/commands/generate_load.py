"""`manage.py generate_load --complaints N [--open SHARE] [--due-now N] [--seed S]`: complaints to measure with. In demo mode alone."""

import json
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from complaints.intake.load import Asked, TooFew, load
from staff.demo import load_demo_people
from staff.management.exits import one_sentence, stop


class Command(BaseCommand):
    help = "Write realistic complaints with events and deadlines, for benchmarks; prints one JSON line."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--complaints", type=int, required=True, help="how many")
        parser.add_argument("--open", type=float, default=0.08, help="which share of them is open, 0 to 1")
        parser.add_argument("--due-now", type=int, default=0, help="how many deadlines the next sweep finds due")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same load")

    def handle(self, *args: Any, complaints: int, open: float, due_now: int, seed: int, **options: Any) -> None:
        if not settings.DEMO:
            stop("A load is written in demo mode only.", 1)
        if complaints < 0 or due_now < 0 or not 0 <= open <= 1:
            stop("Give a number of complaints and of deadlines, none below 0, and a share from 0 to 1.", 2)
        load_demo_people(settings.DEMO_PASSWORD, now=timezone.now())
        began = time.perf_counter()
        try:
            told = load(Asked(complaints, open, due_now, seed), now=timezone.now())
        except TooFew as problem:
            stop(str(problem), 2)
        self.stdout.write(json.dumps(told | {"seconds": round(time.perf_counter() - began, 3)}))
