"""`manage.py state_diagram`: Mermaid of the stages, from the code. `docs/stages.md` holds it; a test keeps it current."""

from typing import Any

from django.core.management.base import BaseCommand

from complaints.case.diagram import mermaid


class Command(BaseCommand):
    help = "Print the stages and moves as a Mermaid state diagram."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(mermaid(), ending="")
