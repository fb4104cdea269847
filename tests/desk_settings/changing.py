"""How the tests of the settings change something: as an administrator, from a day on, by two people where two must."""

from datetime import timedelta

from complaints.rules import own_changes
from tests.factories import MONDAY, make_person, op

TODAY = MONDAY.date()


def given(values=None, *, version=0, days=0, **fields):
    """The body of a change that holds so many days from MONDAY on."""
    return {"op_id": op(), "version": version, "valid_from": (TODAY + timedelta(days=days)).isoformat(), "reason": "Agreed at the desk.",
            "values": values or {}, **fields}


def change(subject, key, values=None, *, by=None, now=MONDAY, **fields):
    return own_changes.change(subject, key, given(values, **fields), by=by or make_person("administrator"), now=now)


def approve(subject, answer, *, by=None, now=MONDAY):
    return own_changes.approve(subject, answer.ids["row"], {"op_id": op()}, by=by or make_person("compliance_officer"), now=now)
