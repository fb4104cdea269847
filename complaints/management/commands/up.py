"""`manage.py up`: everything the desk needs, under one supervisor, until Ctrl+C."""

import os
import shutil
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import programs, supervisor

DEMO_STAFF = "agent, manager, manager2, compliance, admin"


class Command(BaseCommand):
    help = "Run web, workers and beat under one supervisor until Ctrl+C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stand_in_the_house()
        supervisor.block_signals()
        try:
            lock = supervisor.hold(settings.VAR_DIR / "up.lock")
        except supervisor.AlreadyRunning as running:
            raise CommandError(f"The desk already runs from {settings.VAR_DIR} (process {running}).") from None
        with lock:
            self.run_all()

    def run_all(self) -> None:
        if not supervisor.port_comes_free(settings.HOST, settings.PORT):
            raise CommandError(f"Port {settings.PORT} of {settings.HOST} is in use; set PORT to another.")
        forget_messages()
        prepared = supervisor.run_to_end(programs.prepare())
        if prepared is None:
            return
        if prepared:
            raise CommandError("The desk could not be prepared; the reason stands above.")
        supervisor.Supervisor(
            programs.children(),
            say=self.say,
            ready=partial(supervisor.answers, settings.HOST, settings.PORT),
            when_ready=self.greet,
        ).run()

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def greet(self) -> None:
        host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        self.say(f"The complaints desk answers at http://{host}:{settings.PORT}/  (Ctrl+C stops it)")
        if settings.DEMO:
            self.say(f"Demo sign-ins: {DEMO_STAFF}; password: {settings.DEMO_PASSWORD}")


def stand_in_the_house() -> None:
    """The programs are found from the folder of the house, wherever `up` was called; a relative VAR_DIR keeps its meaning."""
    os.environ["VAR_DIR"] = str(settings.VAR_DIR)
    os.chdir(settings.BASE_DIR)


def forget_messages() -> None:
    """Empties the embedded broker: messages are hints, and a half-written one must not outlive a crash."""
    for folder in (settings.BROKER_DIR / "messages", settings.BROKER_DIR / "control", settings.BROKER_DIR / "taken"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.rmtree(settings.VAR_DIR / "alive", ignore_errors=True)
