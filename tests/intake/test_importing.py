"""The import as the contract's section "Import" has it: what goes in, what is known, what is rejected and how it is said."""

from datetime import UTC, date, datetime

import pytest

from complaints.case.models import Complaint
from complaints.intake import bulk
from complaints.intake.models import ImportKey
from complaints.record.refusals import Conflict
from complaints.rules import services as rules
from tests.factories import MONDAY, make_team
from tests.intake.conftest import MAP, ROW
from workdays import london

KEYLESS = {name: value for name, value in MAP.items() if name != "key"}


def changed(**cells):
    names = ("ref", "received", "how", "what", "who")
    return tuple(cells.get(name, value) for name, value in zip(names, ROW, strict=True))


def test_a_row_becomes_a_complaint_as_its_cells_say(make_csv, bring_in):
    assert bring_in(make_csv([ROW])) == ((1, 0, 0), [])
    found = Complaint.objects.select_related("customer").get()
    assert (found.channel, found.description, found.customer.name) == ("telephone", "No heat", "Ann Harper")
    assert found.imported and found.owner is None and found.logged_by is None and found.logged_at == MONDAY


def test_a_day_without_a_time_is_kept_as_its_midday_and_marked(make_csv, bring_in):
    bring_in(make_csv([ROW]))
    found = Complaint.objects.get()
    assert found.received_at == datetime(2026, 5, 5, 11, 0, tzinfo=UTC) and not found.received_time_known


def test_a_time_that_is_said_is_kept(make_csv, bring_in):
    told = MAP | {"date_format": "%d/%m/%Y %H:%M"}
    bring_in(make_csv([changed(received="05/05/2026 09:30")]), told)
    found = Complaint.objects.get()
    assert found.received_at == datetime(2026, 5, 5, 8, 30, tzinfo=UTC) and found.received_time_known


def test_a_complaint_of_this_morning_is_not_of_the_future(make_csv, bring_in):
    assert bring_in(make_csv([changed(received="11/05/2026")]))[0] == (1, 0, 0)
    assert Complaint.objects.get().received_at == MONDAY


def test_imported_complaints_belong_to_the_team_of_their_category(make_csv, bring_in):
    from complaints.case.models import Category

    team = make_team()
    category = Category.objects.filter(parent__isnull=False).first()
    Category.objects.filter(pk=category.pk).update(team=team)
    bring_in(make_csv([ROW]), MAP | {"defaults": {"category": category.code}})
    assert Complaint.objects.get().team == team and Complaint.objects.get().severity == category.severity


def test_text_keeps_its_line_ends_and_loses_outer_space(make_csv, bring_in):
    bring_in(make_csv([changed(what="  first\r\n\r\n second,\tthird \n")]))
    assert Complaint.objects.get().description == "first\r\n\r\n second,\tthird"


def test_a_default_fills_an_empty_cell_and_no_other(make_csv, bring_in):
    told = MAP | {"defaults": {"customer.name": "Nobody said", "wanted": "An answer"}}
    bring_in(make_csv([changed(who=" "), changed(ref="A2")]), told)
    assert set(Complaint.objects.values_list("customer__name", "wanted")) == {("Nobody said", "An answer"), ("Ann Harper", "An answer")}


def test_the_same_file_again_creates_nothing(make_csv, bring_in):
    path = make_csv([ROW, changed(ref="A2")])
    assert [bring_in(path)[0] for _ in range(2)] == [(2, 0, 0), (0, 2, 0)]


def test_rows_without_a_key_are_known_by_content_and_occurrence(make_csv, bring_in):
    assert bring_in(make_csv([ROW, ROW, ROW]), KEYLESS)[0] == (3, 0, 0)
    assert bring_in(make_csv([ROW, ROW, ROW, ROW]), KEYLESS)[0] == (1, 3, 0)


def test_without_a_key_the_same_file_creates_nothing_under_another_default(make_csv, bring_in):
    path = make_csv([ROW])
    bring_in(path, KEYLESS)
    assert bring_in(path, KEYLESS | {"defaults": {"source": "Old desk"}})[0] == (0, 1, 0)


def test_a_known_key_with_other_content_is_rejected_and_changes_nothing(make_csv, bring_in):
    bring_in(make_csv([ROW]))
    counts, problems = bring_in(make_csv([changed(what="Other words")]))
    assert counts == (0, 0, 1) and problems == [(2, "Ref", "This key was imported before with other content.")]
    assert Complaint.objects.get().description == "No heat"


def test_a_key_twice_in_one_file_is_one_complaint(make_csv, bring_in):
    counts, problems = bring_in(make_csv([ROW, ROW, changed(what="Other words")]))
    assert counts == (1, 1, 1) and problems[0][0] == 4


def test_keys_are_one_namespace_over_all_imports(make_csv, bring_in):
    bring_in(make_csv([ROW]))
    other = {"columns": {"description": "Text"}, "key": "No", "defaults": {"channel": "web", "received_at": "2026-05-04", "customer.name": "B"}}
    counts, problems = bring_in(make_csv([("A1", "Elsewhere")], header=("No", "Text"), name="b.csv"), other)
    assert counts == (0, 0, 1) and problems[0][1] == "No"


def test_a_column_that_the_map_does_not_take_is_no_content_of_a_key(make_csv, bring_in):
    bring_in(make_csv([(*ROW, "x")], header=("Ref", "Received", "How", "What", "Who", "Exported")))
    assert bring_in(make_csv([(*ROW, "y")], header=("Ref", "Received", "How", "What", "Who", "Exported")))[0] == (0, 1, 0)


REJECTED = [
    (("A1", "05/05/2026", "Phone", "No heat"), None, "This row has 4 cells; the header has 5."),
    ((*ROW, "more"), None, "This row has 6 cells; the header has 5."),
    (changed(ref=" "), "Ref", "The key is empty."),
    (changed(ref="a\nb"), "Ref", "A key is at most 190 characters on one line."),
    (changed(received="12/05/2026"), "Received", "This moment lies in the future."),
    (changed(received="2026-05-05"), "Received", "“2026-05-05” is not a date of the form %d/%m/%Y."),
    (changed(received="31/02/2026"), "Received", "“31/02/2026” is not a date of the form %d/%m/%Y."),
    (changed(received=""), "Received", "Give received at."),
    (changed(received="05/05/1999"), "Received", "Give a moment between 2000 and 2040."),
    (changed(what=" \n "), "What", "Give description."),
    (changed(what="a\x07b"), "What", "Take out the control character: it can't be stored or printed."),
    (changed(how="Pigeon"), "How", "Choose one of 'telephone', 'letter', 'email', 'in_person', 'web' or 'social'."),
    (changed(who="x" * 201), "Who", "Give at most 200 characters."),
]


@pytest.mark.parametrize(("row", "column", "reason"), REJECTED)
def test_a_bad_row_is_rejected_with_line_column_and_reason_and_the_others_go_in(make_csv, bring_in, row, column, reason):
    path = make_csv([changed(ref="first", what="two\nlines"), row, changed(ref="last")])
    assert bring_in(path) == ((2, 0, 1), [(4, column, reason)])


NOBODY = "Give the customer's name, or say that they refused to give it."


def test_a_customer_of_no_column_is_said_with_the_fields_name(make_csv, bring_in):
    told = KEYLESS | {"columns": {name: column for name, column in MAP["columns"].items() if name != "customer.name"}}
    assert bring_in(make_csv([ROW]), told)[1] == [(2, "customer.name", NOBODY)]


def test_an_empty_customer_is_said_with_the_files_own_column(make_csv, bring_in):
    assert bring_in(make_csv([changed(who="")]))[1] == [(2, "Who", NOBODY)]


@pytest.mark.parametrize(("name", "cell"), [("source", "Elsewhere"), ("channel", "Pigeon")])
def test_a_value_that_is_not_listed_is_rejected(make_csv, bring_in, name, cell):
    told = MAP | {"columns": MAP["columns"] | {name: "How"}, "values": {name: {"Phone": "telephone"}}}
    counts, problems = bring_in(make_csv([changed(how=cell)]), told)
    assert counts == (0, 0, 1) and problems[0][1] == "How"


def test_an_empty_history_cell_is_no_history(make_csv, bring_in):
    path = make_csv([(*ROW, "")], header=("Ref", "Received", "How", "What", "Who", "Ended"))
    assert bring_in(path, MAP | {"columns": MAP["columns"] | {"resolved_at": "Ended"}})[0] == (1, 0, 0)


def test_a_dry_run_counts_alike_and_writes_nothing(make_csv, bring_in):
    path = make_csv([ROW, ROW, changed(ref="A2", what=""), changed(ref="A1", what="Other")])
    assert bring_in(path, dry_run=True)[0] == (1, 1, 2)
    assert not Complaint.objects.exists() and not ImportKey.objects.exists()
    assert bring_in(path)[0] == (1, 1, 2)


def test_clocks_of_the_past_are_stored_and_raise_no_alert(make_csv, bring_in):
    bring_in(make_csv([changed(received="01/03/2026")]))
    rows = {row.kind: row for row in Complaint.objects.get().deadlines.all()}
    assert rows["first_response"].due_on == date(2026, 3, 2) and rows["first_response"].is_open
    assert [row.alert_at for row in rows.values() if row.due_on < london.day_of(MONDAY)] == [None, None]


def test_a_day_beyond_the_calendars_is_a_rejected_row(make_csv, bring_in):
    late = datetime(2040, 12, 20, 12, tzinfo=UTC)
    counts, problems = bring_in(make_csv([changed(received="19/12/2040")]), now=late)
    assert counts == (0, 0, 1) and problems[0][1] == "Received" and "calendar" in problems[0][2]


class Killed(BaseException):
    """What a kill looks like from the inside."""


@pytest.mark.parametrize("after", [0, 1, 2])
def test_an_import_that_was_killed_is_run_again_and_ends_as_one_that_was_not(make_csv, bring_in, monkeypatch, after):
    monkeypatch.setattr("complaints.intake.importing.CHUNK", 2)
    path = make_csv([changed(what=f"Row {n // 2}") for n in range(7)])
    left = iter(range(after))

    def go_on():
        if next(left, None) is None:
            raise Killed
        return True
    with pytest.raises(Killed):
        bring_in(path, KEYLESS, go_on=go_on)
    assert Complaint.objects.count() == 2 * after
    assert bring_in(path, KEYLESS)[0] == (7 - 2 * after, 2 * after, 0)
    assert Complaint.objects.count() == 7


def test_an_import_that_fails_in_a_chunk_leaves_nothing_of_it(make_csv, bring_in, monkeypatch):
    def fails(rows):
        real(rows)
        raise Killed
    real = bulk.send if bulk.connection.vendor == "postgresql" else bulk.insert
    monkeypatch.setattr(bulk, real.__name__, fails)
    with pytest.raises(Killed):
        bring_in(make_csv([ROW]))
    assert not Complaint.objects.exists() and not ImportKey.objects.exists()


def test_two_imports_of_the_same_rows_at_once_write_them_once(make_csv, bring_in, monkeypatch):
    from complaints.intake import importing

    path = make_csv([ROW])
    bring_in(path)
    monkeypatch.setattr(importing.ImportKey.objects, "filter", lambda **known: importing.ImportKey.objects.none())
    with pytest.raises(Conflict):
        bring_in(path)
    monkeypatch.undo()
    assert Complaint.objects.count() == 1


def test_every_import_asks_for_the_rules_once(make_csv, bring_in, monkeypatch):
    asked = []
    real = rules.tables
    monkeypatch.setattr("complaints.rules.services.tables", lambda: asked.append(1) or real())
    bring_in(make_csv([changed(ref=f"A{n}") for n in range(20)]))
    assert len(asked) == 1
