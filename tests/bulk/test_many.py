"""What is ticked in a list and done at once: first what will change and what can't, then the work, then what came out."""

import pytest

from complaints.bulk import job, services
from complaints.case.models import Complaint
from complaints.case.services import assign, restrict
from complaints.jobs.models import Job
from complaints.letters.models import Letter
from complaints.record.models import Access, Event, Operation
from complaints.record.services import words_of
from complaints.record.verifying import verify
from tests.factories import AN_HOUR, MONDAY, do_contact, do_move, fresh, make_complaint, make_person, make_team, op
from tests.web.reading import fields_of, text

NOW = MONDAY + AN_HOUR * 2
ROLES = ("agent", "senior_manager", "compliance_officer", "administrator")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Jobs of tests beside these have the same numbers, and so their files the same names."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def manager(signed_in):
    """The browser of a senior manager."""
    return signed_in("senior_manager")


@pytest.fixture
def tom(db):
    return make_person(username="tom.ashby", full_name="Tom Ashby", team=make_team())


def asked(client, do, *complaints, **fields):
    """The page that opens from the list."""
    return client.post("/complaints/bulk/?view=all", {"do": do, "ref": [one.reference for one in complaints], **fields})


def confirmed(client, page, **fields):
    """That page filled and sent; the answer is the page of its job, or the page again."""
    shown = fields_of(page) | {"seen": page.context["seen"]}
    return client.post("/complaints/bulk/?view=all", shown | fields, follow=True)


def test_the_page_says_what_will_change_and_what_cannot_before_anything_does(manager, tom):
    free, theirs = make_complaint(), make_complaint(by=tom)
    page = asked(manager, "take", theirs, make_complaint("closed"), free)
    assert (page.status_code, "Assign 3 complaints: 2 can move, 1 can’t" in text(page)) == (200, True)
    assert "It is closed and nothing is due on it." in text(page) and "Nothing has changed yet" in text(page)
    assert set(Complaint.objects.values_list("version", flat=True)) <= {1, 2} and not Job.objects.exists()


def test_what_was_confirmed_is_done_and_the_result_adds_up(manager, tom):
    complaints = [make_complaint(), make_complaint(), make_complaint("closed")]
    page = confirmed(manager, asked(manager, "assign", *complaints), to="person:tom.ashby", reason="Priya away")
    assert "2 assigned + 1 refused + 0 left = 3" in text(page)
    assert "Assign to Tom Ashby: 3 of 3" in text(page) and "It is closed and nothing is due on it." in text(page)
    assert [fresh(one).owner == tom for one in complaints] == [True, True, False]
    event = Event.objects.filter(complaint=complaints[0], kind="assigned").select_related("sealed").latest("seq")
    assert (event.by, words_of(event)) == (manager.person, {"reason": "Priya away"})
    assert verify().broken is None


def test_to_a_team_they_have_no_owner(manager, tom):
    complaint = make_complaint(by=tom)
    confirmed(manager, asked(manager, "assign", complaint), to=f"team:{make_team(name='Billing').slug}")
    assert (fresh(complaint).owner, fresh(complaint).team.name) == (None, "Billing")


def test_one_that_changed_meanwhile_is_refused_by_name_and_the_others_go(manager, tom):
    complaints = [make_complaint(), make_complaint()]
    page = asked(manager, "assign", *complaints)
    lena = make_person("senior_manager", full_name="Lena Fraser")
    assign(complaints[0].reference, {"op_id": op(), "version": 1, "owner": lena.username}, by=lena, now=NOW)
    result = text(confirmed(manager, page, to="person:tom.ashby"))
    assert "1 assigned + 1 refused + 0 left = 2" in result and "Lena Fraser changed it at 12:02, after you looked." in result
    assert [fresh(one).owner for one in complaints] == [lena, tom]


def test_what_the_choice_refuses_is_shown_before_it_is_done(manager, tom):
    answered, free = make_complaint(), make_complaint()
    do_contact(answered, MONDAY + AN_HOUR / 2, by=tom)
    do_move(answered, "escalate", at=MONDAY + AN_HOUR)
    page = confirmed(manager, asked(manager, "assign", answered, free), to="person:tom.ashby")
    assert page.status_code == 422 and "Tom Ashby answered this customer before" in text(page)
    assert not Job.objects.exists()
    assert "1 assigned + 1 refused + 0 left = 2" in text(confirmed(manager, page))


@pytest.mark.parametrize(("fields", "said"), [({}, "Choose an answer under “New owner”."), ({"to": "person:nobody"}, "Nobody of that name"),
                                              ({"to": "team:nowhere"}, "There is no team of that name"), ({"to": "x" * 300}, "at most 200")])
def test_a_wrong_choice_is_told_at_its_field_and_nothing_typed_is_lost(manager, fields, said):
    page = confirmed(manager, asked(manager, "assign", make_complaint()), reason="Kept words", **fields)
    assert page.status_code == 422 and said in text(page) and "Kept words" in text(page)
    assert not Job.objects.exists()


def test_the_same_page_sent_twice_does_it_once_and_shows_the_same_result(manager, tom):
    page = asked(manager, "note", make_complaint())
    first, second = (confirmed(manager, page, text="Called the depot.") for _ in range(2))
    assert first.redirect_chain == second.redirect_chain
    assert Event.objects.filter(kind="note").count() == 1


def test_a_note_goes_to_each_of_them_whatever_changed_meanwhile(manager, tom):
    complaints = [make_complaint(), make_complaint("resolved")]
    page = asked(manager, "note", *complaints)
    assign(complaints[0].reference, {"op_id": op(), "version": 1, "owner": tom.username}, by=tom, now=NOW)
    assert "2 added + 0 refused + 0 left = 2" in text(confirmed(manager, page, text="Storm of Sunday."))
    notes = Event.objects.filter(kind="note").select_related("sealed")
    assert [words_of(note) for note in notes] == [{"text": "Storm of Sunday."}] * 2


def test_a_letter_is_drafted_on_each_and_one_drafted_before_is_refused(manager):
    complaints = [make_complaint("senior_review"), make_complaint("closed")]
    page = confirmed(manager, asked(manager, "letter", *complaints), kind="update")
    assert page.status_code == 422 and "no letter of this kind can be sent on it" in text(page)
    assert "1 drafted + 1 refused + 0 left = 2" in text(confirmed(manager, page))
    assert [letter.complaint for letter in Letter.objects.all()] == [complaints[0]]


def test_typed_words_lie_in_no_row_of_the_job_and_go_when_it_ends(manager):
    confirmed(manager, asked(manager, "note", make_complaint()), text="Secret words")
    found = Job.objects.get()
    assert "Secret" not in f"{found.params}{found.result}{found.title}" and not services.words_path(found.pk).exists()
    assert not Operation.objects.filter(answer__icontains="Secret").exists()


@pytest.mark.parametrize("do", ["assign", "take", "note", "letter", "print"])
def test_a_restricted_complaint_is_unknown_in_bulk_too(manager, do):
    officer, complaint = make_person("compliance_officer"), make_complaint(name="Hidden Person")
    given = {"op_id": op(), "version": 1, "people": [officer.username], "reason": "Press"}
    restrict(complaint.reference, given, by=officer, now=NOW)
    assert "Hidden" not in text(asked(manager, do, complaint))


def test_a_restricted_complaint_goes_only_to_somebody_who_may_see_it(signed_in, tom):
    client, complaint = signed_in("senior_manager"), make_complaint()
    given = {"op_id": op(), "version": 1, "people": [client.person.username], "reason": "Press"}
    restrict(complaint.reference, given, by=make_person("compliance_officer"), now=NOW)
    page = confirmed(client, asked(client, "assign", complaint), to="person:tom.ashby")
    assert page.status_code == 422 and "It is restricted, and Tom Ashby may not see it." in text(page)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("whose", "agents"), [("own", True), ("nobody's", False), ("a colleague's", False)])
def test_who_may_assign_whose_complaints_in_bulk(signed_in, tom, role, whose, agents):
    client = signed_in(role)
    complaint = make_complaint(by=client.person if whose == "own" else make_person())
    if whose == "nobody's":
        given = {"op_id": op(), "version": 1, "team": make_team().slug}
        complaint = fresh(complaint) if assign(complaint.reference, given, by=make_person("senior_manager"), now=NOW) else None
    page = asked(client, "assign", complaint)
    if role == "compliance_officer":
        assert page.status_code == 403
    else:
        assert bool(page.context["will"]) is (role != "agent" or agents)


@pytest.mark.parametrize("stage", ["immediate", "senior_review", "deadlock", "ombudsman", "resolved", "closed"])
def test_only_an_ended_complaint_with_nothing_due_stays_where_it_is(manager, tom, stage):
    page = asked(manager, "assign", make_complaint(stage))
    assert bool(page.context["will"]) is (stage not in ("resolved", "closed"))


def test_assign_to_me_takes_at_once_and_goes_back_to_the_list(signed_in):
    client, team = signed_in(), make_team()
    complaint = make_complaint()
    assign(complaint.reference, {"op_id": op(), "version": 1, "team": team.slug}, by=make_person("senior_manager"), now=NOW)
    answer = asked(client, "take", complaint, op_id=op())
    assert (answer.status_code, answer.url) == (302, "/complaints/?view=all")
    assert fresh(complaint).owner == client.person
    assert f"{complaint.reference} is yours now." in text(client.get(answer.url))


def test_an_agent_does_not_take_what_a_colleague_has(signed_in, tom):
    client, complaint = signed_in(), make_complaint(by=tom)
    page = asked(client, "take", complaint, op_id=op())
    assert page.status_code == 200 and "Tom Ashby has it" in text(page) and fresh(complaint).owner == tom


def test_a_spent_op_id_of_a_list_asks_again_and_does_nothing(manager):
    first, second, one = make_complaint(), make_complaint(), op()
    asked(manager, "take", first, op_id=one)
    assert asked(manager, "take", second, op_id=one).status_code == 200
    assert fresh(second).owner != manager.person


def test_nothing_ticked_goes_back_and_says_so(manager):
    assert "Tick the complaints first." in text(manager.post("/complaints/bulk/", {"do": "assign"}, follow=True))


@pytest.mark.parametrize(("given", "status"), [
    ({"do": "nonsense", "ref": "LM-26-00001-X"}, 404), ({"do": "assign", "ref": [f"LM-{n}" for n in range(501)]}, 422),
    ({"do": "assign", "seen": "LM-26-00001-X:x"}, 302), ({"do": "assign", "ref": ["\x00", "’" * 90]}, 422), ({"do": "print", "ref": "\x00"}, 422),
    ({"do": "assign", "seen": "\x00:1", "to": "person:\x00"}, 422), ({"do": "assign", "seen": "LM-26-00001-X:1", "to": "person:\x00"}, 422),
    ({"do": "note", "seen": ["LM-26-00001-X:1", "’:1"], "text": "x"}, 422),
])
def test_hostile_ticks_are_refused_in_a_sentence(manager, given, status):
    assert manager.post("/complaints/bulk/", given).status_code == status


def test_who_takes_what_somebody_took_a_moment_before_is_not_told_that_it_is_theirs(manager, tom, monkeypatch):
    mine, theirs = make_complaint(), make_complaint()

    def quicker(number, **how):
        assign(theirs.reference, {"op_id": op(), "version": theirs.version, "owner": "tom.ashby"}, by=tom, now=MONDAY + AN_HOUR)
        at_once(number, **how)
    at_once = job.at_once
    monkeypatch.setattr("complaints.bulk.job.at_once", quicker)
    page = manager.post("/complaints/bulk/", {"do": "take", "ref": [mine.reference, theirs.reference], "op_id": op()}, follow=True)
    assert fresh(theirs).owner == tom and "yours now" not in text(page)
    assert "1 assigned + 1 refused + 0 left = 2" in text(page)


def test_what_is_printed_is_in_the_access_log(manager):
    complaint = make_complaint()
    page = text(asked(manager, "print", complaint))
    assert "1 complaint to print" in page and complaint.reference in page
    assert Access.objects.filter(complaint=complaint, what="print", person=manager.person).exists()


def test_each_printed_sheet_says_as_of_when_and_by_whom(manager):
    foot = text(asked(manager, "print", make_complaint(), make_complaint())).split("<tfoot")[1].split("</tfoot>")[0]
    assert f"2 complaints, as of Mon 11 May 2026 12:02. Printed by {manager.person.full_name}." in foot


def test_more_than_a_page_full_is_left_to_a_worker(manager, tom):
    complaints = [make_complaint() for _ in range(26)]
    page = confirmed(manager, asked(manager, "assign", *complaints), to="person:tom.ashby")
    assert "0 assigned + 0 refused + 26 left = 26" in text(page)
    job.at_once(Job.objects.get().pk, clock=lambda: NOW)
    assert Complaint.objects.filter(owner=tom).count() == 26


def test_the_refused_can_be_tried_again_and_only_they(manager, tom):
    complaints = [make_complaint(), make_complaint()]
    page = asked(manager, "assign", *complaints)
    assign(complaints[0].reference, {"op_id": op(), "version": 1, "team": make_team().slug}, by=make_person("senior_manager"), now=NOW)
    result = confirmed(manager, page, to="person:tom.ashby")
    act = result.context["acts"][0]
    assert act["label"] == "Look at the refused one again"
    assert [field["value"] for field in act["fields"] if field["name"] == "ref"] == [complaints[0].reference]


def test_a_note_for_many_is_kept_as_it_is_typed_and_comes_back_with_its_complaints(manager):
    complaints = [make_complaint(), make_complaint()]
    page = asked(manager, "note", *complaints)
    sent = fields_of(page) | {"seen": page.context["seen"], "text": "Storm on Friday: ring them."}
    assert manager.post("/drafts/", sent).json()["saved"].startswith("Draft saved ")
    again = manager.get(sent["draft"])
    assert "You had begun this at " in text(again) and fields_of(again)["text"] == "Storm on Friday: ring them."
    assert sorted(again.context["seen"]) == sorted(page.context["seen"]) and again.context["back"]["href"] == "/complaints/?view=all"


def test_a_note_for_many_goes_from_the_drafts_with_its_job(manager):
    page = asked(manager, "note", *[make_complaint(), make_complaint()])
    confirmed(manager, page, text="Storm on Friday: ring them.")
    assert manager.get(fields_of(page)["draft"])["Location"] == "/complaints/?view=all"
    assert Event.objects.filter(kind="note").count() == 2


def test_a_note_for_other_complaints_begins_empty(manager):
    page = asked(manager, "note", make_complaint())
    manager.post("/drafts/", fields_of(page) | {"seen": page.context["seen"], "text": "Storm on Friday."})
    assert fields_of(asked(manager, "note", make_complaint()))["text"] == ""
