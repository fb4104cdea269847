"""The bulk writer writes the very rows that the services write: logged, imported and generated complaints compared row for row."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint
from complaints.case.receipt import Setting, received
from complaints.case.receiving import log_complaint
from complaints.case.services import add_contact, set_clock
from complaints.case.shapes import ComplaintIn
from complaints.clocks.rows import values_of
from complaints.intake import bulk
from complaints.intake.life import begun, columns_of
from complaints.intake.load import Asked, Maker
from complaints.intake.walking import Walk
from complaints.record.parsing import parse
from complaints.record.verifying import verify
from complaints.rules import services as rules
from tests.factories import MONDAY, make_person, make_team, op
from tests.intake.written import written
from workdays import london

LATER = MONDAY + timedelta(hours=3)
GIVEN = {
    "received_at": MONDAY.isoformat(), "channel": "telephone", "wanted": "A date.\tSoon.",
    "description": "It \"said\" \\N,\r\nthen\n\tnothing – ŵ 漢 ‘x’ \\. done",
    "premises": {"address": "1 Mill Lane\nDeeside", "postcode": "eh1 1aa"}, "first_attempted_at": (MONDAY - timedelta(hours=1)).isoformat(),
    "customer": {"name": "Ann \\ Harper", "needs": ["medical"], "formats": ["braille"], "died_on": "2026-05-01", "phone": "+44 7700 900672",
                 "representative": {"name": "Jo", "relation": "Son", "write_to": "both", "authority": {"kind": "letter", "seen_on": "2026-05-02"}}},
}


def setting_of(agent, now):
    return Setting(now=now, by_id=agent.pk, owner_id=agent.pk, team_id=agent.team_id, company_nation="england",
                   company_licence="electricity_distributor", rulebook="documents")


def book():
    return rules.book(london.day_of(MONDAY))


def put(*lives):
    with bulk.writer() as writer:
        writer.put(lives)
    return list(Complaint.objects.order_by("-pk")[:len(lives)])[::-1]


def test_a_complaint_written_in_bulk_has_the_rows_that_logging_writes(db):
    agent = make_person(team=make_team())
    answer = log_complaint(GIVEN | {"op_id": op()}, by=agent, now=LATER)
    rows = received(parse(ComplaintIn, GIVEN), setting_of(agent, LATER), book())
    in_bulk = put(begun(rows, prefix="LM", by_id=agent.pk, now=LATER, settled=False))[0]
    assert written(in_bulk) == written(Complaint.objects.get(pk=answer.ids["complaint"]))


def test_what_is_written_in_bulk_verifies_with_the_rest(db):
    agent = make_person()
    rows = received(parse(ComplaintIn, GIVEN), setting_of(agent, LATER), book())
    put(*(begun(rows, prefix="LM", by_id=agent.pk, now=LATER, settled=True) for _ in range(3)))
    assert verify().broken is None


def test_references_written_in_bulk_follow_those_given_before_and_are_followed(db):
    agent = make_person()
    rows = received(parse(ComplaintIn, GIVEN), setting_of(agent, LATER), book())
    first = log_complaint(GIVEN | {"op_id": op()}, by=agent, now=LATER).ids["complaint"]
    put(begun(rows, prefix="LM", by_id=None, now=LATER, settled=True))
    last = log_complaint(GIVEN | {"op_id": op()}, by=agent, now=LATER).ids["complaint"]
    assert first < last and Complaint.objects.values("reference").distinct().count() == 3


def test_the_columns_of_a_deadline_are_those_of_its_clock(db):
    import json

    rows = received(parse(ComplaintIn, GIVEN | {"licence": "gas_transporter"}), setting_of(make_person(), LATER), book())
    for clock in rows.step.clocks:
        found = columns_of(clock, rows.calendar, None)
        assert found | {"explanation": json.loads(found["explanation"])} == values_of(clock, rows.calendar)


@pytest.mark.parametrize(("days", "tier"), [(0, "ahead"), (60, ""), (44, "due"), (56, "due"), (57, "late")])
def test_a_tier_crossed_before_the_import_raises_no_alert(db, days, tier):
    now = MONDAY + timedelta(days=days)
    rows = received(parse(ComplaintIn, GIVEN), setting_of(make_person(), now), book())
    life = begun(rows, prefix="LM", by_id=None, now=now, settled=True)
    letter = next(row for row in life.deadlines if row["kind"] == "eight_week_letter")
    assert letter["next_tier"] == tier and (letter["alert_at"] is None or letter["alert_at"] > now)


def walked(agent, manager, contact, hours):
    """The same life by the walk of the load."""
    rows = received(parse(ComplaintIn, GIVEN), setting_of(agent, LATER), book())
    walk = Walk(rows, book(), prefix="LM", by_id=agent.pk, now=LATER)
    walk.contact(contact, by_id=agent.pk, at=LATER + hours)
    return walk


@pytest.fixture
def maker(db):
    return Maker(Asked(1), LATER + timedelta(days=30))


def test_a_walked_life_has_the_rows_that_the_services_write(maker):
    from tests.factories import do_move

    agent, manager, hour = make_person(team=make_team()), make_person("senior_manager"), timedelta(hours=1)
    reviews = make_team("senior_review")
    contact = maker.texts["promise"].model_copy(update={"at": LATER + hour})
    walk = walked(agent, manager, contact, hour)
    walk.set_clock("information_request", london.day_of(LATER) + timedelta(days=9), "Job sheet", by_id=agent.pk, at=LATER + 2 * hour)
    walk.escalate("Not satisfied.", by_id=agent.pk, team_id=reviews.pk, at=LATER + 3 * hour)
    walk.move("send_update", maker.given("send_update"), by_id=manager.pk, at=LATER + 4 * hour)
    walk.move("resolve", maker.given("resolve", review=True), by_id=manager.pk, at=LATER + 5 * hour)
    generated = put(walk.lived(LATER + 6 * hour))[0]

    answer = log_complaint(GIVEN | {"op_id": op()}, by=agent, now=LATER)
    complaint = Complaint.objects.get(pk=answer.ids["complaint"])
    told = contact.model_dump(mode="json")
    add_contact(complaint.reference, told | {"op_id": op()}, by=agent, now=LATER + hour)
    set_clock(complaint.reference, {"op_id": op(), "version": 1, "kind": "information_request", "what": "Job sheet",
                                    "due_on": (london.day_of(LATER) + timedelta(days=9)).isoformat()}, by=agent, now=LATER + 2 * hour)
    complaint.refresh_from_db()
    complaint = do_move(complaint, "escalate", by=agent, at=LATER + 3 * hour, reason="Not satisfied.")
    complaint = do_move(complaint, "send_update", by=manager, at=LATER + 4 * hour, **said(maker.given("send_update")))
    complaint = do_move(complaint, "resolve", by=manager, at=LATER + 5 * hour, **said(maker.given("resolve", review=True)))
    assert written(generated, "drafted") == written(complaint, "drafted")


def said(given):
    return given.model_dump(mode="json", exclude={"at"})


@pytest.mark.parametrize("days", [0, 1, 5])
def test_a_walked_end_without_a_review_has_the_rows_that_the_services_write(maker, days):
    from tests.factories import do_move

    agent = make_person(team=make_team())
    at = LATER + timedelta(days=days)
    rows = received(parse(ComplaintIn, GIVEN), setting_of(agent, LATER), book())
    walk = Walk(rows, book(), prefix="LM", by_id=agent.pk, now=LATER)
    given = maker.given("resolve", late=walk.is_late(at))
    walk.move("resolve", given, by_id=agent.pk, at=at)
    generated = put(walk.lived(at))[0]
    answer = log_complaint(GIVEN | {"op_id": op()}, by=agent, now=LATER)
    complaint = do_move(Complaint.objects.get(pk=answer.ids["complaint"]), "resolve", by=agent, at=at, **said(given))
    assert written(generated, "drafted") == written(complaint, "drafted")
