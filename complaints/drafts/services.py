"""Keeping, finding and dropping drafts. A draft is no record: it has no event, and goes when its form is sent or after 30 days.

An autosave has no answer to replay: sent twice it leaves the same words. What a form holds is bounded here, once.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from complaints.drafts.models import Draft
from complaints.record.models import Operation
from complaints.record.refusals import Conflict, Unacceptable

KEPT = timedelta(days=30)
LONGEST_PLACE, LONGEST_NAME, MOST_FIELDS, MOST_SIGNS = 200, 100, 400, 150_000
NOT_WORDS = frozenset({"csrfmiddlewaretoken", "draft", "draft_version", "do", "pick", "instead", "use"})
# A database's texts hold no NUL and no half of a pair.
NOT_TEXT = re.compile(r"[\x00\ud800-\udfff]")
TOO_LONG = "This is too long to be kept as a draft. Send it in parts, or keep a copy of your own."
Fields = Mapping[str, Iterable[str]]


def is_place(place: str) -> bool:
    return 0 < len(place) <= LONGEST_PLACE and not NOT_TEXT.search(place)


def keep(person: int, place: str, typed: Fields, *, now: datetime, version: int | None = None) -> Draft:
    """Keep what was typed in place of what was kept. With `version` 409 where another window kept words since."""
    if not is_place(place):
        raise Unacceptable.of(draft="There is no form at this address.")
    fields = _bounded(typed)
    with transaction.atomic():
        # Of two windows that keep their first words at once one makes the row, the other waits for it and sees it.
        row, fresh = Draft.objects.select_for_update().get_or_create(person_id=person, place=place, defaults={"fields": fields, "saved_at": now})
        if fresh:
            return row
        if version is not None and row.version != version:
            raise Conflict("This form is open in another window too.", code="draft_elsewhere")
        row.fields, row.saved_at, row.version = fields, now, row.version + 1
        row.save(update_fields=["fields", "saved_at", "version"])
        return row


def _bounded(typed: Fields) -> dict[str, list[str]]:
    """The fields that hold words; passwords and what the page itself carries along are left out."""
    fields = {name: [NOT_TEXT.sub("", value) for value in values] for name, values in typed.items() if _is_kept(name)}
    if len(fields) > MOST_FIELDS or len(json.dumps(fields)) > MOST_SIGNS:
        raise Unacceptable.of(draft=TOO_LONG)
    return fields


def _is_kept(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and name not in NOT_WORDS and "password" not in name and not NOT_TEXT.search(name)


def of(person: int, place: str) -> Draft | None:
    """The person's own draft of that form; one whose form was sent already is none."""
    found = Draft.objects.filter(person_id=person, place=place).first() if is_place(place) else None
    return None if found is None or sent(found.fields) else found


def sent(fields: Fields) -> bool:
    """Whether the call that these words belong to was answered: its op_id is spent."""
    op_ids = [op_id for op_id in fields.get("op_id", ()) if op_id and not NOT_TEXT.search(op_id)]
    return bool(op_ids) and Operation.objects.filter(op_id=op_ids[-1][:64]).exists()


def drop(person: int, place: str) -> int:
    """The words were sent, or are not wanted any more."""
    return Draft.objects.filter(person_id=person, place=place).delete()[0] if is_place(place) else 0


def drop_old(*, now: datetime) -> int:
    """Drop what nobody has touched for 30 days; for the daily tidying."""
    return Draft.objects.filter(saved_at__lt=now - KEPT).delete()[0]


def value_of(fields: Mapping[str, list[str]], name: str) -> Any:
    """One text of a draft; empty where the form had none of that name."""
    values = fields.get(name) or [""]
    return values[-1]
