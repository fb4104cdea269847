"""`manage.py create_admin USERNAME`: the way in for a new installation, and for administrators who lost theirs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from staff import services
from staff.management.exits import one_sentence, refusals_as_exits


class Command(BaseCommand):
    help = "Make or unlock an administrator, and print a one-time password that must be changed at the first sign-in."

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        with refusals_as_exits():
            one_time = services.make_administrator(username, by=None, now=timezone.now())
            self.stdout.write(one_time)
