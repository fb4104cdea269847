"""Saved views by mail: on working mornings, each at most once a day, the numbers of the view and no customer's name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from complaints.alerts import mail_hours
from complaints.alerts.mails import staff_calendar
from complaints.lists import asked, counting
from complaints.lists.models import SavedView, ViewDigest
from complaints.lists.states import HEADS
from complaints.record import mailing
from complaints.record.models import Outbox
from complaints.record.outbox import Outcome, Outside
from complaints.record.services import post
from complaints.rules.services import company
from workdays import london

KIND = "view_digest"


def post_due(*, now: datetime) -> int:
    """Put every view that is mailed on its way for the next working morning; answers how many were new."""
    goes_at = mail_hours.next_morning(now, staff_calendar(now))
    return sum(_posted(saved, goes_at, now) for saved in SavedView.objects.exclude(digest="never").iterator())


def _posted(saved: SavedView, goes_at: datetime, now: datetime) -> bool:
    """The row of the view and day is unique: who comes second writes nothing."""
    on = london.day_of(goes_at)
    try:
        with transaction.atomic():
            ViewDigest.objects.create(saved=saved, sent_on=on)
            post(KIND, f"view:{saved.pk}:{on}", {"saved": saved.pk}, now=now, not_before=goes_at)
    except IntegrityError:
        return False
    return True


def hand_over(rows: Sequence[Outbox], now: datetime) -> Outcome:
    """One mail about one view to the one who saved it, counted as they may see it now."""
    saved = SavedView.objects.select_related("person").filter(pk=rows[0].payload.get("saved")).first()
    if saved is None or saved.digest == "never" or not saved.person.is_active or not saved.person.email:
        return Outcome("done", why="Not wanted by mail any more.")
    counts = counting.counted(saved.person, asked.named(saved.pk, by=saved.person).wanted, london.day_of(now), now=now)
    if saved.digest == "over" and counts.total <= saved.over:
        return Outcome("done", why="The view holds no more than was set.")
    subject, body = letter_of(saved, counts, company(london.day_of(now)).name)
    return mailing.hand_over(mailing.mail(saved.person.email, subject, body, key=rows[0].key))


def letter_of(saved: SavedView, counts: Any, company_name: str) -> tuple[str, str]:
    told = [f"- {counts.groups[key]} {head.counted}" for key, head in HEADS.items() if counts.groups[key]]
    total = "1 complaint" if counts.total == 1 else f"{counts.total} complaints"
    head, foot = f"Your saved view “{saved.name}” holds {total}:", "Open the complaints desk to work on them."
    lines = [head, "", *(told or ["- none"]), "", foot, company_name]
    return f"{saved.name}: {total}", "\n".join(lines) + "\n"


HANDLERS = {KIND: Outside(hand_over)}
