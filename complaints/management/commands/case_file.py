"""`manage.py case_file REF OUT.zip`: the Ombudsman case file of one complaint, written whole or not at all."""

import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from complaints.case.models import Complaint
from complaints.case.reading import clean, loosely
from complaints.evidence.casefile import services
from complaints.letters import paper
from staff.management.exits import one_sentence, stop


class Command(BaseCommand):
    help = "Write the Ombudsman case file of one complaint; prints its sha256. Told in the complaint's chain as done by the desk."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return one_sentence(super().create_parser(*args, **options))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="the complaint, with or without prefix and separators")
        parser.add_argument("out", type=Path, help="where the ZIP goes")

    def handle(self, *args: Any, reference: str, out: Path, **options: Any) -> None:
        complaint = found(reference)
        if not has_place(out):
            stop(f"There is no folder in which {out.name or out} can be written.", 2)
        now = timezone.now()
        try:
            made = services.write_to(out.with_name(f".{out.name[:80]}-{secrets.token_hex(4)}"), services.gathered(complaint), {}, now=now)
            made.path.replace(out)
        except OSError as problem:
            stop(f"The case file could not be written: {problem.strerror or problem}.", 1)
        except paper.PrintingFailed:
            stop("The papers of the case file could not be printed; nothing was written.", 1)
        with transaction.atomic():
            services.told(Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk), made, by=None, now=now)
        self.stdout.write(made.sha256)


def has_place(out: Path) -> bool:
    """Whether a file of that name can lie there; a name that the disk does not take has no place."""
    try:
        return out.parent.is_dir() and not out.is_dir()
    except OSError:
        return False


def found(reference: str) -> Complaint:
    """The complaint, or the end of the command: a reference that is none is a bad argument."""
    written = loosely(reference)
    complaint = Complaint.objects.filter(reference=written).first() if clean(written) else None
    if complaint is None:
        stop("There is no complaint with this reference.", 2)
    return complaint
