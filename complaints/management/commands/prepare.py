"""`manage.py prepare`: what must be done before the first request; safe to run again at any time."""

import hashlib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.utils import timezone

from staff.demo import load_demo_people


class Command(BaseCommand):
    help = "Bring the database, the shipped rows, the demo data and the static files up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if "load_fixtures" in get_commands():
            call_command("load_fixtures", verbosity=0)
        if settings.DEMO:
            prepare_demo()
        collect_static()


def prepare_demo() -> None:
    """The demo staff with the password that is printed, and on the first start their complaints."""
    load_demo_people(settings.DEMO_PASSWORD, now=timezone.now())
    if "seed_demo" in get_commands() and is_empty():
        call_command("seed_demo", verbosity=0)


def is_empty() -> bool:
    """Whether no complaint was ever logged here."""
    return not apps.get_model("complaints", "Complaint").objects.exists()


def collect_static() -> None:
    """Gathers the static files when any of them changed since the last time."""
    stamp = settings.STATIC_ROOT / "collected.sha256"
    wanted = fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)


def fingerprint() -> str:
    """One hash over name, size and time of every static file there is to gather."""
    lines = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            lines.append(f"{name} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
