"""`manage.py check_files`: whether every file and letter lies on the disk as it was kept; prints one JSON line; exit 1 where not."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from complaints.evidence.checking import check
from staff.management.exits import stop


class Command(BaseCommand):
    help = "Compare every attachment and sent letter on the disk with its hash; prints one JSON line."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(now=timezone.now())
        self.stdout.write(json.dumps(found.as_json()))
        if not found.whole:
            stop(f"{len(found.missing)} missing and {len(found.changed)} changed on the disk.", 1)
