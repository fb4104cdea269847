"""What the rooms hand to the frame of every page: one list, read once from `config.urls`. Each provider is cheap: one query at most.

`provide` refuses a name that the frame does not show; a source that is away leaves its piece out of the page.
"""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

import workdays
from complaints.alerts import health
from complaints.clocks import words
from complaints.jobs import following, shown
from complaints.lists.pages.numbers import numbers_of
from complaints.rules import services as rules
from config.frame import Provider, provide
from workdays import london


def tables(request: HttpRequest) -> rules.Tables:
    """Two pieces of one page share the answer of one query."""
    if not hasattr(request, "_frame_tables"):
        request._frame_tables = rules.tables()
    return request._frame_tables


def company(request: HttpRequest) -> str:
    return tables(request).company(london.day_of(timezone.now())).name


def facts(request: HttpRequest) -> list[str]:
    """The rules and the calendar that the dates on this page were worked out by."""
    found = tables(request)
    calendar = found.calendars[workdays.calendar_for(found.company(london.day_of(timezone.now())).nation)]
    known = f"{calendar.title} calendar {calendar.version}, known to {words.plain_day(calendar.published_until)}"
    return [f"Procedure rules version {rules.clock_rules().procedure_version}", known]


def swept_at(request: HttpRequest) -> datetime | None:
    """Comes with the numbers of somebody signed in; asked by itself for nobody."""
    user = getattr(request, "user", None)
    return numbers_of(request).swept_at if user and user.is_authenticated else health.last_sweep_at()


def checked_words(request: HttpRequest) -> str:
    return health.checked_since(swept_at(request), timezone.now())


def stale_words(request: HttpRequest) -> str | None:
    return health.stale_told(swept_at(request), timezone.now())


def alerts(request: HttpRequest) -> int | None:
    return numbers_of(request).alerts


def letters(request: HttpRequest) -> int:
    return numbers_of(request).letters


def jobs(request: HttpRequest) -> list[dict[str, str]]:
    """The person's long work that ended and was not looked at yet; asks nothing where the session follows none."""
    return [shown.ended_told(job) for job in following.ended(getattr(request, "session", {}), request.user)]


def counted(view: str) -> Provider:
    """How many complaints one of the work lists holds; None above a thousand."""
    def count(request: HttpRequest) -> int | None:
        return numbers_of(request).views.get(view)
    return count


def wire() -> None:
    """Hand everything in; a second time changes nothing."""
    for piece, by in (("company", company), ("facts", facts), ("checked_words", checked_words), ("stale_words", stale_words), ("alerts", alerts),
                      ("letters", letters), ("jobs", jobs), ("work", counted("mine")), ("queue", counted("queue")), ("reviews", counted("reviews"))):
        provide(piece, by)
