"""Who is told that a job ended: the person who asked for it, on whatever page they are, until they have looked at it.

The session keeps the numbers of a person's jobs that they have not seen ended, so that the pages of everybody else ask nothing.
"""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

from complaints.jobs.models import Job
from complaints.jobs.services import ENDED, KEPT

KEY, MOST = "jobs", 20
Session = MutableMapping[str, Any]


def follow(session: Session, job: Job, person: Any, *, now: datetime) -> None:
    """The person looks at their job: kept in mind while it runs, seen and forgotten once it ended."""
    if job.by_id != person.pk:
        return
    others = [number for number in session.get(KEY, ()) if number != job.pk]
    if job.state in ENDED:
        Job.objects.filter(pk=job.pk, seen_at=None).update(seen_at=now)
        _keep(session, others)
    else:
        _keep(session, [job.pk, *others])


def put_away(session: Session, job: Job, person: Any, *, now: datetime) -> None:
    """The person has read how it ended where they are, and does not go to look: told no more, in no session of theirs."""
    if job.state in ENDED:
        follow(session, job, person, now=now)


def learn(session: Session, person: Any, *, now: datetime) -> None:
    """Once for each session: which jobs of the last week this person has not seen ended."""
    if KEY not in session:
        unseen = Job.objects.filter(by=person, seen_at=None, created_at__gt=now - KEPT).order_by("-pk")
        session[KEY] = list(unseen.values_list("pk", flat=True)[:MOST])


def _keep(session: Session, numbers: list[int]) -> None:
    if session.get(KEY) != numbers[:MOST]:
        session[KEY] = numbers[:MOST]


def ended(session: Session, person: Any) -> list[Job]:
    """The jobs that ended since they were last looked at, the newest first."""
    numbers = session.get(KEY)
    return list(Job.objects.filter(pk__in=numbers, by=person, state__in=ENDED, seen_at=None).order_by("-pk")) if numbers else []
