"""Saved views: named, renamed, shared with the owner's team or not, mailed or not, deleted. The only writer of `SavedView`.

What is kept on record is that a view was saved, changed or deleted, and by whom; its words are in its row alone.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from complaints.case.services import body_of
from complaints.lists import asked
from complaints.lists.models import SavedView
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Line, Shape, parse
from complaints.record.refusals import Forbidden, Unacceptable, Unknown
from complaints.record.services import append_to_desk
from staff.models import Person

MOST_OVER = 500
NO_SUCH = "There is no saved view of this name that you may open."
NOT_YOURS = "Only the person who saved this view changes it."


class SavedIn(Shape):
    name: Line
    seen_by: Literal["me", "team"] = "me"
    digest: Literal["never", "daily", "over"] = "never"
    over: int = Field(default=0, ge=0, le=MOST_OVER)


def save(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, list, name, seen_by, digest, over}`: the list of that id under a name. Ids: `saved`."""
    def do() -> dict:
        wanted = asked.named(str(given.get("list", "")), by=by).wanted
        told = _columns(given, by, but="")
        filters = {name: list(values) for name, values in wanted.filters.items()}
        saved = SavedView.objects.create(id=_new_id(), person=by, view=wanted.view, q=wanted.q, filters=filters, made_at=now, **told)
        return _kept("saved", saved, by=by, now=now)
    return _once("views", given, by, now, do)


def change(ident: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, name, seen_by, digest, over}`: what it narrows by stays."""
    def do() -> dict:
        saved = _own(ident, by)
        for name, value in _columns(given, by, but=saved.pk).items():
            setattr(saved, name, value)
        saved.save()
        return _kept("changed", saved, by=by, now=now)
    return _once(f"views/{ident}", given, by, now, do)


def delete(ident: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    def do() -> dict:
        saved = _own(ident, by)
        told = _kept("deleted", saved, by=by, now=now)
        saved.delete()
        return told
    return _once(f"views/{ident}/delete", given, by, now, do)


def _once(name: str, given: Mapping[str, Any], by: Any, now: datetime, do: Callable[[], dict]) -> Answer:
    call = Call(given.get("op_id"), by, name, given)

    def checked() -> dict:
        # The person's row is the lock: of two views at once with one name the second is refused in words.
        Person.objects.select_for_update().get(pk=by.pk)
        recheck(call)
        require(call)
        return do()
    return once(call, checked, now=now)


def _columns(given: Mapping[str, Any], by: Any, *, but: str) -> dict[str, Any]:
    told = parse(SavedIn, {name: value for name, value in body_of(given).items() if name in SavedIn.model_fields})
    if len(told.name) > 60:
        raise Unacceptable.of(name="Give a name of at most 60 letters.")
    if SavedView.objects.filter(person=by, name=told.name).exclude(pk=but).exists():
        raise Unacceptable.of(name="You have a view of this name. Give another name.")
    if told.seen_by == "team" and not by.team_id:
        raise Unacceptable.of(seen_by="You are in no team, so the view can be seen by you alone.")
    team = by.team_id if told.seen_by == "team" else None
    return {"name": told.name, "team_id": team, "digest": told.digest, "over": told.over}


def _own(ident: str, by: Any) -> SavedView:
    saved = SavedView.objects.select_for_update(of=("self",)).filter(asked.theirs(by), pk=ident).first()
    if saved is None:
        raise Unknown(NO_SUCH)
    if saved.person_id != by.pk:
        raise Forbidden(NOT_YOURS)
    return saved


def _kept(what: str, saved: SavedView, *, by: Any, now: datetime) -> dict[str, Any]:
    append_to_desk([Entry(f"view.{what}", now, {"view": saved.pk, "team": saved.team_id, "digest": saved.digest})], by=by, now=now)
    return {"saved": saved.pk}


def _new_id() -> str:
    return "v" + secrets.token_hex(4)
