"""History that comes along with an import: its stages, how its clocks ended, what is refused, and that nothing of the past is alerted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.case import moving
from complaints.case.carrying import book_of
from complaints.case.models import Complaint
from complaints.case.receiving import log_complaint
from complaints.case.services import add_contact
from complaints.clocks.described import state_of
from complaints.clocks.services import history_of, worked_out
from complaints.evidence import signposting
from complaints.record.verifying import verify
from complaints.rules import services as rules
from tests.factories import MONDAY, make_person, make_team, op
from tests.intake.conftest import MAP
from tests.intake.written import written
from workdays import london

NAMES = ("contacted_at", "contact_channel", "contact_summary", "escalated_at", "deadlock_at", "letter_sent_on", "referred_on", "resolved_at",
         "basis", "agreed_by", "at_fault", "late_reason", "closed_reason")
HEADER = ("Ref", "Received", "How", "What", "Who", *NAMES)
TOLD = MAP | {"columns": MAP["columns"] | {name: name for name in NAMES}, "date_format": "", "values": {}}
ENDED = {"agreed_by": "customer", "at_fault": "true", "basis": "The bill was put right."}


@pytest.fixture
def bring(make_csv, bring_in):
    """Imports one row; answers (created, unchanged, rejected) and the problems."""
    def run(received="2026-01-05", told=None, more=None, **cells):
        row = ("A1", received, "telephone", "No heat", "Ann Harper", *(cells.get(name, "") for name in NAMES))
        return bring_in(make_csv([row, *(more or ())], header=HEADER), told or TOLD)
    return run


def stood(kind):
    row = Complaint.objects.get().deadlines.get(kind=kind)
    return state_of(row, london.day_of(MONDAY))


@pytest.mark.parametrize(("cells", "stage"), [
    ({"escalated_at": "2026-01-07"}, "senior_review"),
    ({"escalated_at": "2026-01-07", "deadlock_at": "2026-01-12"}, "deadlock"),
    ({"escalated_at": "2026-01-07", "deadlock_at": "2026-01-12", "referred_on": "2026-02-01"}, "ombudsman"),
    ({"resolved_at": "2026-01-20", **ENDED}, "resolved"),
    ({"escalated_at": "2026-01-07", "deadlock_at": "2026-01-12", "resolved_at": "2026-01-20", **ENDED}, "resolved"),
    ({"referred_on": "2026-03-20", "resolved_at": "2026-04-20", **ENDED}, "resolved"),
    ({"resolved_at": "2026-01-20", "referred_on": "2026-02-20", **ENDED}, "ombudsman"),
    ({"resolved_at": "2026-01-20", "closed_reason": "withdrawn"}, "closed"),
    ({"resolved_at": "2026-01-20", "closed_reason": "duplicate"}, "closed"),
    ({"referred_on": "2026-03-20", "resolved_at": "2026-04-20", "closed_reason": "not_upheld"}, "closed"),
])
def test_a_row_stands_where_its_history_ends(bring, cells, stage):
    assert bring(**cells) == ((1, 0, 0), [])
    found = Complaint.objects.get()
    assert found.stage == stage and found.imported and verify().broken is None
    assert not worked_out(history_of(found), (), book_of(found), because="repair").changes


def test_clocks_of_the_past_are_stored_with_how_they_ended(bring):
    bring(escalated_at="2026-01-07", deadlock_at="2026-01-21", letter_sent_on="2026-01-22", referred_on="2026-02-10")
    assert {kind: stood(kind) for kind in ("first_response", "senior_review", "deadlock_letter", "eight_week_letter", "ombudsman_from_letter")} == {
        "first_response": "late", "senior_review": "met_late", "deadlock_letter": "met", "eight_week_letter": "met", "ombudsman_from_letter": "met"}


def test_of_a_letter_whose_words_did_not_come_along_it_is_not_said_that_it_named_no_advice(bring):
    bring(escalated_at="2026-01-07", deadlock_at="2026-01-21", letter_sent_on="2026-01-22")
    gap = signposting.gaps(Complaint.objects.get(), london.day_of(MONDAY))[0]
    assert gap.code == "no_advice" and gap.sentence.startswith("The letter of Thursday 22 January 2026 was imported without its words")


def test_what_an_end_cancels_is_stored_as_cancelled(bring):
    bring(escalated_at="2026-01-07", deadlock_at="2026-01-09", resolved_at="2026-01-12", **ENDED)
    assert [stood(kind) for kind in ("senior_review", "deadlock_letter", "first_response")] == ["met", "cancelled", "met_late"]


def test_a_contact_of_a_row_answers_the_customer(bring):
    bring(contacted_at="2026-01-06T10:00", contact_channel="email", contact_summary="Told them when the engineer comes.")
    assert stood("first_response") == "met" and Complaint.objects.get().last_contact_how == "email"


def test_what_has_a_time_keeps_it_and_what_has_a_day_lies_at_its_midday(bring):
    bring(escalated_at="2026-01-07T16:30", deadlock_at="2026-01-07")
    moves = Complaint.objects.get().events.filter(kind__startswith="moved.").order_by("seq")
    assert [event.at for event in moves] == 2 * [datetime(2026, 1, 7, 16, 30, tzinfo=UTC)]


def test_imported_history_is_marked_and_written_down_when_it_came(bring):
    bring(escalated_at="2026-01-07", letter_sent_on="2026-02-25", resolved_at="2026-03-20", **ENDED)
    events = Complaint.objects.get().events.exclude(kind__startswith="deadline.")
    assert {event.recorded_at for event in events} == {MONDAY} and all(event.data["imported"] for event in events) and events.count() == 4


def test_what_a_row_does_not_say_is_left_open(bring):
    bring(escalated_at="2026-01-07", resolved_at="2026-03-20")
    event = Complaint.objects.get().events.get(kind="moved.resolve")
    assert (event.data["agreed_by"], event.data["at_fault"]) == ("", None) and not Complaint.objects.get().resolutions.exists()


def test_a_missed_deadline_without_a_reason_is_no_reason(bring):
    bring(resolved_at="2026-03-20", **ENDED)
    assert Complaint.objects.get().resolutions.get().late_reason == ""


@pytest.mark.parametrize("later", [timedelta(minutes=1), timedelta(days=1)])
@pytest.mark.parametrize("cells", [{}, {"escalated_at": "2026-01-07"}, {"escalated_at": "2026-01-07", "deadlock_at": "2026-01-12"},
                                   {"escalated_at": "2026-01-07", "deadlock_at": "2026-01-12", "referred_on": "2026-02-01"}])
def test_nothing_of_the_past_is_alerted(bring, cells, later):
    bring(**cells)
    sweep(now=MONDAY + later)
    assert not Alert.objects.exists()


def test_what_falls_due_after_the_import_is_alerted(bring):
    bring(received="2026-05-08", escalated_at="2026-05-08")
    sweep(now=MONDAY + timedelta(days=7))
    review = Complaint.objects.get().deadlines.get(kind="senior_review")
    assert set(Alert.objects.filter(deadline=review, why="deadline").values_list("tier", flat=True)) == {"ahead", "due", "late"}


def test_a_review_asked_for_on_the_day_of_the_import_waits_for_somebody(bring):
    bring(received="2026-05-08", escalated_at="2026-05-11")
    sweep(now=MONDAY + timedelta(days=1))
    assert Alert.objects.filter(why="unappointed").count() == 1


REFUSED = [
    ({"deadlock_at": "2026-01-12"}, "deadlock_at", "A deadlock follows a senior review: give the day of that as well (escalated_at)."),
    ({"escalated_at": "2026-01-12", "deadlock_at": "2026-01-08"}, "deadlock_at", "This lies before it was escalated."),
    ({"escalated_at": "2026-01-02"}, "escalated_at", "This lies before the complaint was received."),
    ({"escalated_at": "2026-01-07", "deadlock_at": "2026-01-12", "letter_sent_on": "2026-01-11"}, "letter_sent_on",
     "This lies before deadlock was declared."),
    ({"resolved_at": "2026-01-04"}, "resolved_at", "This lies before the complaint was received."),
    ({"resolved_at": "2026-05-12"}, "resolved_at", "This moment lies in the future."),
    ({"referred_on": "2026-06-01"}, "referred_on", "This moment lies in the future."),
    ({"escalated_at": "2026-03-20", "referred_on": "2026-03-12"}, "referred_on", "This lies before it was escalated."),
    ({"basis": "Put right"}, "basis", "This tells how the complaint ended: give the day of that as well (resolved_at)."),
    ({"resolved_at": "2026-01-20", "closed_reason": "withdrawn", "at_fault": "true"}, "at_fault",
     "A complaint that was closed without being resolved has none: leave it empty."),
    ({"resolved_at": "2026-01-20", "closed_reason": "lapsed"}, "closed_reason",
     "The complaint was at the immediate stage then: it can’t have ended so."),
    ({"resolved_at": "2026-01-20", "closed_reason": "no_answer"}, "closed_reason",
     "The complaint was at the immediate stage then: it can’t have ended so."),
    ({"letter_sent_on": "2026-01-12"}, "letter_sent_on", "Without a deadlock this is the 8-week letter, and it lies too early for one. "
     "Give deadlock_at, or leave the letter out."),
    ({"resolved_at": "2026-02-20", "letter_sent_on": "2026-03-02"}, "letter_sent_on", "This lies after the complaint ended."),
    ({"contacted_at": "2026-01-06"}, "contacted_at", "Say as well how the customer was contacted (contact_channel)."),
    ({"resolved_at": "2026-01-20", "at_fault": "perhaps"}, "at_fault", "“perhaps” is neither true nor false."),
    ({"resolved_at": "2026-01-20", "agreed_by": "both"}, "agreed_by", "Choose one of 'customer' or 'provider'."),
    ({"escalated_at": "7 January"}, "escalated_at", "“7 January” is not a date written as 2026-05-11 or 2026-05-11T10:02:00+01:00."),
]


@pytest.mark.parametrize(("cells", "column", "reason"), REFUSED)
def test_a_row_that_contradicts_itself_is_rejected_and_the_others_go_in(bring, cells, column, reason):
    other = ("A2", "2026-01-05", "web", "No light", "Bo", *("" for _ in NAMES))
    assert bring(more=[other], **cells) == ((1, 0, 1), [(2, column, reason)])


def test_a_default_of_an_end_means_nothing_where_nothing_ended(bring):
    told = TOLD | {"defaults": {"agreed_by": "customer", "at_fault": False, "late_reason": "Moved from the old desk"}}
    assert bring(told=told)[0] == (1, 0, 0) and Complaint.objects.get().stage == "immediate"


def test_the_same_history_again_creates_nothing_and_another_is_rejected(bring):
    assert bring(resolved_at="2026-01-20", **ENDED)[0] == (1, 0, 0)
    assert bring(resolved_at="2026-01-20", **ENDED)[0] == (0, 1, 0)
    assert bring(resolved_at="2026-01-21", **ENDED) == ((0, 0, 1), [(2, "Ref", "This key was imported before with other content.")])


# --- row for row: the same case, entered at its moments by the services ---

SAID = {"data", "recorded_at", "by_id", "logged_by_id", "logged_at", "imported", "owner_id", "team_id", "parts", "handling", "basis"}
OF_THE_SWEEP = {"next_tier", "alert_at", "drafted"}
STORY = {"contacted_at": "2026-01-06T10:00", "contact_channel": "telephone", "contact_summary": "Told them.", "escalated_at": "2026-01-07T15:10",
         "deadlock_at": "2026-01-13T11:00", "resolved_at": "2026-01-22T09:30", "late_reason": "", **ENDED}


def entered_live(agent, manager):
    def at(text):
        return london.moment(date.fromisoformat(text[:10]), datetime.fromisoformat(text).time())
    received = at("2026-01-05T09:00")
    given = {"op_id": op(), "received_at": received.isoformat(), "channel": "telephone", "description": "No heat", "customer": {"name": "Ann Harper"}}
    key = log_complaint(given, by=agent, now=received, door="api").ids["complaint"]
    reference = Complaint.objects.get(pk=key).reference
    contact = {"op_id": op(), "at": at(STORY["contacted_at"]).isoformat(), "direction": "outbound", "channel": "telephone", "summary": "Told them."}
    add_contact(reference, contact, by=agent, now=at(STORY["contacted_at"]))
    none = {"given": False, "why_not": "Not due."}
    for name, when, body in (
        ("escalate", "escalated_at", {"reason": "x", "asked_by_customer": True}),
        ("declare_deadlock", "deadlock_at", {"customer_said": "x", "final_position": "x", "handling": "x"}),
        ("resolve", "resolved_at", {"basis": STORY["basis"], "agreed_by": "customer", "at_fault": True, "explanation": none, "apology": none,
                                    "corrective_action": none, "late_reason": "x"}),
    ):
        now = at(STORY[when])
        moving.move(reference, name, {"op_id": op(), "version": Complaint.objects.get(pk=key).version, **body}, by=manager, now=now)
    return Complaint.objects.get(pk=key)


def test_imported_history_has_the_rows_of_the_same_case_entered_live(bring):
    make_team(), make_team("senior_review")
    live = entered_live(make_person(), make_person("senior_manager"))
    bring(received="2026-01-05T09:00", **STORY)
    one, other = written(live, *SAID, *OF_THE_SWEEP), written(Complaint.objects.exclude(pk=live.pk).get(), *SAID, *OF_THE_SWEEP)
    for rows in (one, other):
        del rows["words"]
        rows["events"] = rows["events"][1:]  # logged at another moment
        for row in rows["resolutions"]:
            row.pop("late_reason")
    assert one["deadlines"] and one == other


def test_imported_history_says_in_its_events_what_moves_say(bring):
    make_team(), make_team("senior_review")
    live = entered_live(make_person(), make_person("senior_manager"))
    bring(received="2026-01-05T09:00", **STORY)
    told = [[(event.kind, {name: value for name, value in event.data.items() if name not in ("imported", "asked_by_customer", "owner", "team")})
             for event in complaint.events.order_by("seq")] for complaint in (live, Complaint.objects.exclude(pk=live.pk).get())]
    assert told[0] == told[1]


# --- marked on the case ---

def test_the_case_says_that_its_history_was_imported_and_when(bring, client):
    client.force_login(make_person())
    bring(escalated_at="2026-01-07", deadlock_at="2026-01-12", letter_sent_on="2026-01-13")
    reference = Complaint.objects.get().reference
    page = client.get(f"/c/{reference}/timeline/").content.decode()
    assert "Where the record comes from" in client.get(f"/c/{reference}/").content.decode()
    assert "sent the deadlock letter on Tue 13 Jan 2026 (imported) <small>imported Mon 11 May 10:02</small>" in page
    assert "declared deadlock <small>imported Mon 11 May 10:02</small>" in page
    letters = client.get(f"/c/{reference}/letters/").content.decode()
    assert "1 letter" in letters.lower() and "Sent before the import; its words are not here" in letters and "Tue 13 Jan 2026" in letters


# --- the map to begin with ---

BEGIN_WITH = [
    ("C1", "05/01/2026", "Phone", "No heat", "Ann", "Household", "NG1 1AA", "06/01/2026", "Phone", *[""] * 4, "20/01/2026", "New boiler",
     "Customer", "Y", "", ""),
    ("C2", "06/01/2026", "Post", "A trench", "Bo Ltd", "Business", "", "", "", "08/01/2026", "14/01/2026", "15/01/2026", "10/02/2026",
     *[""] * 6),
    ("C3", "07/01/2026", "Web", "A bill", "Cy", "Household", *[""] * 7, "09/01/2026", "Leave it", "", "", "", "Withdrawn"),
]


def test_the_map_to_begin_with_brings_each_kind_of_history_in(make_csv, bring_in):
    told = rules.fixture("import_history_map")
    header = (told["key"], *told["columns"].values())
    assert bring_in(make_csv(BEGIN_WITH, header=header), told) == ((3, 0, 0), [])
    assert list(Complaint.objects.order_by("pk").values_list("stage", flat=True)) == ["resolved", "ombudsman", "closed"]


def test_history_comes_out_of_a_workbook_alike(tmp_path, bring_in):
    from openpyxl import Workbook
    told = rules.fixture("import_history_map")
    book = Workbook()
    for row in ((told["key"], *told["columns"].values()), *BEGIN_WITH):
        book.active.append(row)
    book.save(tmp_path / "in.xlsx")
    assert bring_in(tmp_path / "in.xlsx", told)[0] == (3, 0, 0)


def test_an_import_of_history_that_was_killed_ends_as_one_that_was_not(make_csv, bring_in, monkeypatch):
    class Killed(BaseException):
        pass
    monkeypatch.setattr("complaints.intake.importing.CHUNK", 2)
    told, left = rules.fixture("import_history_map"), iter([True])
    path = make_csv(BEGIN_WITH, header=(told["key"], *told["columns"].values()))

    def go_on():
        if next(left, None) is None:
            raise Killed
        return True
    with pytest.raises(Killed):
        bring_in(path, told, go_on=go_on)
    assert bring_in(path, told)[0] == (1, 2, 0) and verify().broken is None
    assert list(Complaint.objects.order_by("pk").values_list("stage", flat=True)) == ["resolved", "ombudsman", "closed"]


def test_a_dry_run_of_history_writes_nothing_and_counts_alike(make_csv, bring_in):
    told = rules.fixture("import_history_map")
    path = make_csv(BEGIN_WITH, header=(told["key"], *told["columns"].values()))
    assert bring_in(path, told, dry_run=True)[0] == (3, 0, 0) and not Complaint.objects.exists()


@pytest.mark.parametrize("cells", [{}, {"escalated_at": "2026-01-07", "deadlock_at": "2026-01-12", "letter_sent_on": "2026-01-13"},
                                   {"referred_on": "2026-03-20", "resolved_at": "2026-04-20", **ENDED}])
def test_an_imported_case_as_its_record_stood_is_what_the_desk_answered(bring, cells):
    from tests.case.test_as_of import answered, stood
    make_team(), make_team("senior_review")
    officer = make_person("compliance_officer")
    bring(**cells)
    key = Complaint.objects.get().pk
    assert stood(key, officer, MONDAY) == answered(key, officer, MONDAY)
