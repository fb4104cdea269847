"""`manage.py load_fixtures`: the rows that come with the product, laid down once and safe to lay down again."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from complaints.case.categories import lay_own, load_categories
from complaints.rules import contacts
from complaints.rules.services import fixture
from workdays import london


class Command(BaseCommand):
    help = "Lay down the categories and contacts that come with the product, the company’s own over them; a second time changes nothing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        laid: Mapping[str, int] = {
            "categories": load_categories(fixture("categories")["rows"]), "contacts": contacts.load(fixture("contacts")["rows"]),
        }
        lay_own(london.day_of(timezone.now()))
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{number} {name}" for name, number in laid.items()))
