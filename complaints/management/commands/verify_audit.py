"""`manage.py verify_audit`: checks every hash chain; prints one JSON line; exit 1 names the first broken event."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from complaints.record.verifying import verify
from staff.management.exits import stop


class Command(BaseCommand):
    help = "Check every hash chain of the record, its sealed words, and the stages and versions that it tells."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        self.stdout.write(json.dumps(verdict.as_json()))
        if verdict.broken:
            place = f"event {verdict.broken['seq']} of " if verdict.broken["seq"] else ""
            stop(f"The record is broken at {place}{verdict.broken['complaint']}: {verdict.broken['why']}.", 1)
