"""`manage.py seed_demo`: staff and some 60 complaints in every stage, dated around today. In demo mode alone."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from complaints.intake import demo
from staff.management.exits import one_sentence, stop


class Command(BaseCommand):
    help = "Add the demonstration's staff and complaints; what is there already is left as it is."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        if not settings.DEMO:
            stop("Demonstration complaints are written in demo mode only.", 1)
        told = demo.seed(settings.DEMO_PASSWORD, now=timezone.now())
        if verbosity:
            self.stdout.write(f"{told} complaints added.")
