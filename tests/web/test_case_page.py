"""The case page: story, next date and its explanation, moves that may be made, and who may look."""

from datetime import timedelta

import pytest

from complaints.models import Access
from tests.factories import MONDAY, do_contact, make_complaint, make_person


def text(response):
    return response.content.decode()


def test_the_case_tells_what_is_due_by_when_and_by_which_rule(signed_in):
    page = text(signed_in().get(f"/c/{make_complaint().reference}/"))
    assert "Resolve or contact the customer by Tuesday 12 May 2026" in page
    assert "Due tomorrow" in page
    assert "First response, next working day" in page


def test_the_date_explains_itself_with_start_rule_and_skipped_days(signed_in):
    complaint = make_complaint("senior_review", received_at=MONDAY - timedelta(days=11))
    page = text(signed_in().get(f"/c/{complaint.reference}/"))
    assert "Explain this date" in page
    assert "customer asked for a senior manager" in page
    assert "Early May bank holiday" in page
    assert "Complaints Handling Procedure" in page


def test_bank_holidays_are_named_in_the_picture_and_in_the_table_beside_it(signed_in):
    complaint = make_complaint("senior_review", received_at=MONDAY - timedelta(days=11))
    page = text(signed_in().get(f"/c/{complaint.reference}/"))
    assert "<title>Early May bank holiday, Mon 4 May</title></rect>" in page
    assert "Bank holidays in these days (England and Wales): Early May bank holiday, Mon 4 May 2026" in page


@pytest.mark.parametrize("first", [True, False])
def test_what_a_person_promised_is_named_and_recorded_as_done_from_the_case(signed_in, first):
    due_on = "2026-05-11" if first else "2026-06-30"
    complaint = do_contact(make_complaint(), MONDAY + timedelta(hours=1), reached=False, promised={"what": "Call <back> at nine", "due_on": due_on})
    page = text(signed_in().get(f"/c/{complaint.reference}/"))
    assert f'href="/c/{complaint.reference}/clocks/{complaint.deadlines.get(kind="promise").pk}/met/"' in page
    assert page.count("/met/") == 1 and "Call &lt;back&gt; at nine" in page


def test_the_customers_words_are_printed_as_they_are_and_never_as_markup(signed_in):
    complaint = make_complaint(description="<b>third</b> cut & {{ 7|add:7 }}")
    page = text(signed_in().get(f"/c/{complaint.reference}/"))
    assert "&lt;b&gt;third&lt;/b&gt; cut &amp; {{ 7|add:7 }}" in page


@pytest.mark.parametrize(("role", "primary"), [("agent", None), ("senior_manager", "Send update"), ("compliance_officer", None)])
def test_only_moves_that_this_person_may_make_are_offered(signed_in, role, primary):
    complaint = make_complaint("senior_review")
    page = text(signed_in(role).get(f"/c/{complaint.reference}/"))
    assert (f"/c/{complaint.reference}/do/send_update/" in page) is (primary is not None)
    assert f"/c/{complaint.reference}/do/escalate/" not in page
    assert f"/c/{complaint.reference}/do/refer_to_ombudsman/" in page


def test_the_last_thing_we_said_stands_on_the_case(signed_in):
    complaint = do_contact(make_complaint(), MONDAY + timedelta(hours=1), summary="The fault log came on Thursday.")
    assert "The fault log came on Thursday." in text(signed_in().get(f"/c/{complaint.reference}/"))


@pytest.mark.parametrize(("days", "said"), [(1, "First response met,"), (3, "First response met late,")])
def test_a_date_that_was_met_late_says_so_in_the_words_of_the_picture(signed_in, at, days, said):
    """Never by its mark and colour alone."""
    when = MONDAY + timedelta(days=days)
    complaint = do_contact(make_complaint(), when)
    at(when + timedelta(hours=1))
    label = text(signed_in().get(f"/c/{complaint.reference}/")).partition('aria-label="Deadlines and events: ')[2].partition('"')[0]
    assert said in label


def test_a_day_of_another_year_carries_its_year(signed_in, at):
    complaint = do_contact(make_complaint(), MONDAY + timedelta(hours=1), summary="The fault log came.")
    at(MONDAY + timedelta(days=300))
    page = text(signed_in().get(f"/c/{complaint.reference}/"))
    for said in (", Mon 11 May 2026: The fault log came.", "due Tue 12 May 2026", " since Mon 11 May 2026"):
        assert said in page


def test_the_picture_names_where_the_complaint_began(signed_in):
    page = text(signed_in().get(f"/c/{make_complaint('senior_review').reference}/"))
    assert '<tspan class="tb">Logged</tspan> <tspan class="t2">Mon 11 May</tspan>' in page


def test_looking_is_kept_apart_from_the_events(signed_in):
    complaint = make_complaint()
    before = complaint.events.count()
    client = signed_in()
    client.get(f"/c/{complaint.reference}/")
    assert Access.objects.filter(person=client.person, complaint=complaint, what="case", refused=False).count() == 1
    assert complaint.events.count() == before


def test_an_unknown_reference_is_told_in_the_frame(signed_in):
    response = signed_in().get("/c/LM-26-99999-A/")
    assert response.status_code == 404
    assert "There is no complaint with this reference" in text(response)


def test_the_timeline_has_every_event_newest_first_and_can_be_narrowed(signed_in):
    complaint = make_complaint("senior_review")
    client = signed_in()
    page = text(client.get(f"/c/{complaint.reference}/timeline/"))
    assert page.index("escalated to senior review") < page.index("logged the complaint, received by telephone")
    narrowed = text(client.get(f"/c/{complaint.reference}/timeline/?show=decisions"))
    assert "Senior review started" not in narrowed


def test_a_note_is_added_once_however_often_the_button_is_pressed(signed_in):
    complaint, client = make_complaint(), signed_in()
    for _ in range(2):
        response = client.post(f"/c/{complaint.reference}/timeline/", {"op_id": "n1", "text": "Meter photo asked for."})
        assert response.status_code == 302
    assert complaint.events.filter(kind="note").count() == 1


def test_an_empty_note_is_refused_with_a_sentence(signed_in):
    response = signed_in().post(f"/c/{make_complaint().reference}/timeline/", {"op_id": "n2", "text": " "})
    assert response.status_code == 422
    assert "Write the note." in text(response)


@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer", "administrator"])
def test_the_case_asks_14_statements_at_most_however_many_events_it_has(signed_in, django_assert_max_num_queries, role):
    complaint, agent = make_complaint(), make_person()
    for hours in range(8):
        do_contact(complaint, MONDAY + timedelta(minutes=hours), by=agent)
    client = signed_in(role)
    client.get(f"/c/{complaint.reference}/")
    with django_assert_max_num_queries(14):
        assert client.get(f"/c/{complaint.reference}/").status_code == 200
