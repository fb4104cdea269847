"""`manage.py api_token USERNAME`: a person's API token, shown once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from staff import services
from staff.management.exits import one_sentence, refusals_as_exits


class Command(BaseCommand):
    help = "Create or replace a person's API token, and print it."

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        with refusals_as_exits():
            person = services.find(username)
            self.stdout.write(services.make_token(person, by=None, now=timezone.now()))
