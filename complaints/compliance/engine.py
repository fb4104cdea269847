"""How the engine is: sweep, worker, clockwork, what waits to go out, and how far the bank holidays are known. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from complaints.alerts import heartbeat
from complaints.alerts.health import stale_since
from complaints.alerts.models import Heartbeat
from complaints.record.models import Outbox
from complaints.rules import holiday_failures
from complaints.rules.services import HOLIDAYS_AHEAD, holidays_until
from workdays import london

SILENT = timedelta(minutes=3)
WAITS_LONG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Engine:
    """Signs of life by name (None: never), the oldest parcel that should have gone, the last one that went, the last day up to which the
    bank holidays of every nation are published, and what is said of a list that could not be loaded ("": none)."""

    lived: dict[str, datetime | None]
    oldest: datetime | None
    last_out: datetime | None
    holidays_until: date
    not_loaded: str

    def troubles(self, now: datetime) -> list[str]:
        """What is wrong, in words; none while it is healthy."""
        found = ["deadlines are not being checked"] if stale_since(self.lived[heartbeat.SWEEP], now) else []
        for name, words in ((heartbeat.WORKER, "no worker answers"), (heartbeat.BEAT, "the clockwork stands still")):
            found += [words] if self.lived[name] is None or now - self.lived[name] > SILENT else []
        found += ["something waits to go out"] if self.oldest and now - self.oldest > WAITS_LONG else []
        found += ["bank holidays are known for less than 60 days"] if self.holidays_until - london.day_of(now) < HOLIDAYS_AHEAD else []
        found += ["a list of bank holidays could not be loaded"] if self.not_loaded else []
        return found


def engine(now: datetime) -> Engine:
    """Four small statements, each on an index."""
    lived = dict(Heartbeat.objects.values_list("name", "at"))
    waits = Outbox.objects.filter(state=Outbox.State.WAITING, not_before__lte=now).order_by("not_before").values_list("not_before", flat=True).first()
    out = Outbox.objects.filter(done_at__isnull=False).order_by("-pk").values_list("done_at", flat=True).first()
    names = (heartbeat.SWEEP, heartbeat.WORKER, heartbeat.BEAT)
    return Engine({name: lived.get(name) for name in names}, waits, out, holidays_until(), holiday_failures.standing())
