"""History stays: no row of evidence can be changed or deleted from within the product, by whoever, through whatever door.

Below every service lies a trigger: each way in which a program of ours can write (one row, many, raw) is tried on each table of evidence.
Above it no address offers it: every address, with every method, by the most powerful people, leaves all of them as they were.
"""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F

from complaints.audit import checking
from complaints.audit.models import AuditCheck
from complaints.compliance import register
from complaints.compliance.models import Breach
from complaints.record import access
from complaints.record.models import Access, Event, Sealed
from complaints.rules.models import HolidayChange, OwnRow
from staff.models import StaffEvent, StaffEventKind
from staff.security_log import record
from tests.factories import MONDAY, do_contact, make_complaint, make_person, op
from tests.walk import addresses

# Erasing takes sealed words away and never rewrites them; how a missed duty stands changes and is never taken away; a proposed row is
# decided on once. Everything else of these tables is refused.
EVIDENCE = {
    Event: ("update", "delete"), Access: ("update", "delete"), StaffEvent: ("update", "delete"), AuditCheck: ("update", "delete"),
    HolidayChange: ("update", "delete"), Sealed: ("update",), Breach: ("delete",), OwnRow: ("update", "delete"),
}
# A column of each that would tell another story.
COLUMN = {Event: "kind", Access: "what", StaffEvent: "detail", AuditCheck: "broken_why", HolidayChange: "name", Sealed: "body", OwnRow: "reason"}
ROLES = ("administrator", "compliance_officer")
METHODS = ("get", "post", "put", "patch", "delete")
CASES = [(model, verb) for model, verbs in EVIDENCE.items() for verb in verbs]


@pytest.fixture
def history(db):
    """One row or more of every table of evidence."""
    officer = make_person("compliance_officer")
    complaint = do_contact(make_complaint(), MONDAY + timedelta(days=2))
    access.looked(officer, complaint, "case", now=MONDAY)
    record(StaffEventKind.SIGNED_IN, now=MONDAY, by=officer, person=officer)
    HolidayChange.objects.create(calendar="scotland", day=date(2026, 6, 15), name="A day off", at=MONDAY)
    row = complaint.deadlines.get(kind="first_response")
    body = {"op_id": op(), "version": 0, "cause": "workload", "harm": "none"}
    register.write(f"d{row.pk}", body, by=officer, now=MONDAY + timedelta(days=3))
    checking.check(clock=lambda: MONDAY).save(force_insert=True)
    OwnRow.objects.create(table="tier", key="x", number=1, what="set", valid_from=date(2026, 5, 11), reason="Wanted so.", by=officer, at=MONDAY,
                          approved_by=officer, approved_at=MONDAY)
    return complaint


def ways(model, verb):
    """Every way in which the product could write it: one row, many at once, and a bare statement."""
    row, table = model.objects.order_by("pk").first(), model._meta.db_table
    if verb == "delete":
        yield lambda: row.delete()
        yield lambda: model.objects.filter(pk=row.pk).delete()
        yield lambda: model.objects.filter(pk=row.pk)._raw_delete(model.objects.db)
        yield lambda: bare(f"DELETE FROM {table}")
        return
    column = COLUMN[model]
    changed = model.objects.get(pk=row.pk)
    setattr(changed, column, "other")
    yield lambda: changed.save()
    yield lambda: changed.save(update_fields=[column])
    yield lambda: model.objects.filter(pk=row.pk).update(**{column: "other"})
    yield lambda: model.objects.bulk_update([changed], [column])
    yield lambda: model.objects.update_or_create(pk=row.pk, defaults={column: "other"})
    yield lambda: bare(f"UPDATE {table} SET {column} = {column}")


def bare(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(("model", "verb"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_the_database_refuses_every_way_to_write_history_anew(history, model, verb):
    before = list(model.objects.order_by("pk").values())
    assert before
    for way in ways(model, verb):
        with pytest.raises((DatabaseError, models.ProtectedError)), transaction.atomic():
            way()
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.postgres
@pytest.mark.parametrize("model", [model for model, verbs in EVIDENCE.items() if "delete" in verbs], ids=lambda model: model.__name__)
def test_no_table_of_history_is_emptied_at_a_stroke(history, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        bare(f"TRUNCATE {model._meta.db_table} CASCADE")


# No row of these is made here: that each keeps what it says is the database's, by the same guard that is tried above.
ALSO_GUARDED = {f"complaints_{name}" for name in ("holidaylist", "accesscopy", "batch", "batchitem", "erased", "erasure", "extension", "hold")}


def guarded(verb):
    """The tables of which the database refuses to delete (or update) a row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT event_object_table FROM information_schema.triggers WHERE event_manipulation = %s AND "
                           "(action_statement LIKE '%%append_only%%' OR action_statement LIKE '%%staff_event_refuse%%')", [verb])
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%%append-only%%' "
                           "AND sql LIKE %s", [f"%BEFORE {verb}%"])
        return {name for (name,) in cursor.fetchall()}


def test_every_table_with_a_guard_is_tried_here_or_named(db):
    own = {model._meta.db_table for model, verbs in EVIDENCE.items() if "delete" in verbs}
    assert guarded("DELETE") == own | ALSO_GUARDED
    assert {model._meta.db_table for model, verbs in EVIDENCE.items() if "update" in verbs} <= guarded("UPDATE")


def stories():
    """Every row of evidence by its table and key, as it is told."""
    return {(model.__name__, row["pk"]): str(row) for model in EVIDENCE if model is not Breach
            for row in model.objects.annotate(pk_=F("pk")).values("pk", *[field.attname for field in model._meta.concrete_fields])}


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_no_address_changes_history_for_the_most_powerful(history, signed_in, role):
    client, before = signed_in(role), stories()
    client.raise_request_exception = False
    for address in tried(history):
        for method in METHODS:
            getattr(client, method)(address, {"op_id": op(), "version": 1, "delete": "yes", "id": 1, "confirm": "yes"})
    after = stories()
    assert {key: after.get(key) for key in before} == before


def tried(complaint):
    """Every page of the program that stands without an unknown part, and those of this complaint."""
    known = {"reference": complaint.reference, "seq": "1", "number": "1", "mark": "d1", "name": "note", "username": "nobody"}
    for _, route in addresses.routes():
        parts = addresses.PART.findall(route)
        if all(part in known for part in parts) and not route.startswith(("sign-out", "static")):
            yield "/" + addresses.PART.sub(lambda found: known[found[1]], route)


def test_there_is_no_admin_site():
    assert not apps.is_installed("django.contrib.admin")
    assert not [route for _, route in addresses.routes() if route.startswith("admin")]
