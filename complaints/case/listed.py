"""Where a complaint stands in every list, as the database works it out and keeps it. Expressions and indexes only; the columns are the model's."""

from datetime import UTC, date, datetime

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce

from complaints.case.stages import CLOSED, RESOLVED, Stage

# What stands for no day, and for a customer nobody spoke to, where a list sorts by them.
NO_DAY, NEVER = date(9999, 12, 31), datetime(1900, 1, 1, tzinfo=UTC)


class Listed(models.IntegerChoices):
    """Where a complaint stands in every list, whatever day it is. The order is the lists' own."""

    FIRST = 0  # off supply together with a priority-services or medical need
    DATED = 1
    WAITING = 2  # nothing is due from us; the customer's window runs
    STOPPED = 3
    UNDATED = 4  # open, and no day by which anything happens: somebody must act
    ENDED = 5


def place() -> Case:
    ended = Q(stage__in=[RESOLVED.value, CLOSED.value], next_due_on=None) & ~Q(waits="stopped")
    return Case(
        When(ended, then=Value(Listed.ENDED.value)), When(ordinary=False, then=Value(Listed.FIRST.value)),
        When(next_due_on__isnull=False, then=Value(Listed.DATED.value)), When(waits="stopped", then=Value(Listed.STOPPED.value)),
        When(waits="window", then=Value(Listed.WAITING.value)), default=Value(Listed.UNDATED.value),
    )


# The order of the procedure, for lists that are sorted by stage.
STAGE_PLACE = Case(*(When(stage=stage.value, then=Value(at)) for at, stage in enumerate(Stage)), output_field=models.SmallIntegerField())
OPEN = Q(listed__lt=Listed.ENDED.value)
LIST_INDEXES = (
    models.Index(fields=["owner", "listed", "listed_on", "id"], condition=OPEN, name="complaint_own_list"),
    models.Index(fields=["team", "listed", "listed_on", "id"], condition=OPEN, name="complaint_team_list"),
    models.Index(fields=["stage", "listed", "listed_on", "id"], condition=OPEN, name="complaint_stage_list"),
    models.Index(fields=["listed", "listed_on", "id"], condition=OPEN, name="complaint_list"),
    models.Index(fields=["ordinary", "received_at", "id"], condition=OPEN, name="complaint_list_received"),
    models.Index("ordinary", Coalesce("last_contact_at", Value(NEVER)), "id", condition=OPEN, name="complaint_list_contact"),
    models.Index("ordinary", STAGE_PLACE, "listed_on", "id", condition=OPEN, name="complaint_list_stage"),
    models.Index(fields=["team", "listed", "listed_on", "id"], condition=OPEN & Q(owner=None), name="complaint_queue_list"),
    models.Index(fields=["stage_since", "id"], condition=Q(listed=Listed.ENDED.value), name="complaint_list_ended"),
)
