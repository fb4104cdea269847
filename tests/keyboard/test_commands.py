"""The command box: pages by name, complaints that this person may see, nothing typed in an address, whole without a script."""

import pytest

from complaints.case.models import Complaint
from complaints.keyboard import finding, pages
from config.frame import exists
from staff.models import Role
from tests.factories import make_complaint, make_person
from tests.web.reading import text


def box(client, typed):
    return text(client.post("/go/", {"q": typed}, headers={"X-Part": "commands"}))


@pytest.mark.parametrize(("typed", "found"), [("", ["Team queue", "Reports"]), ("team", ["Team queue"]), ("QUEUE te", ["Team queue"]), ("zzz", [])])
def test_pages_are_found_by_every_word_of_their_name(typed, found):
    entries = [("queue", "Team queue", "/complaints/?view=queue"), ("reports", "Reports", "/reports/")]
    assert [one.label for one in finding.pages(entries, typed)] == found


@pytest.mark.parametrize("role", Role.values)
def test_every_page_offered_is_there_and_offered_once(db, role):
    told = [href for _, _, href in pages.entries(make_person(role))]
    assert len(told) == len(set(told)) and all(exists(href) for href in told)


@pytest.mark.parametrize(("role", "offered"), [("agent", False), ("administrator", True)])
def test_the_import_is_offered_to_whom_may(db, role, offered):
    assert ("/complaints/import/" in [href for _, _, href in pages.entries(make_person(role))]) == offered


def test_a_complaint_is_found_by_reference_and_by_name(signed_in):
    client, complaint = signed_in(), make_complaint()
    assert f'data-href="/c/{complaint.reference}/"' in box(client, complaint.reference)
    assert f'data-href="/c/{complaint.reference}/"' in box(client, complaint.customer.name)


def test_a_restricted_complaint_is_found_by_nobody_who_may_not_see_it(signed_in):
    client, complaint = signed_in(), make_complaint()
    Complaint.objects.update(restricted=True)
    assert complaint.reference not in box(client, complaint.reference)
    client.force_login(make_person("compliance_officer"))
    assert complaint.reference in box(client, complaint.reference)


def test_one_letter_asks_for_no_complaint(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert finding.complaints(make_person, "a") == []


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "%", "'" * 300, "<script>", "((", "a" * 5000])
def test_whatever_is_typed_is_answered(signed_in, typed):
    answer = signed_in().post("/go/", {"q": typed.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200 and "<script>" not in text(answer).partition("<main")[2]


def test_without_script_the_button_leads_to_a_page_with_the_same(signed_in):
    client, complaint = signed_in(), make_complaint()
    assert '<a href="/go/" data-commands>' in text(client.get("/help/"))
    assert 'href="/help/"' in text(client.get("/go/")).partition("<main")[2]
    found = text(client.post("/go/", {"q": complaint.reference}))
    assert f'href="/c/{complaint.reference}/"' in found and "<title>Go to: 1 place" in found


def test_nothing_found_says_what_was_looked_for(signed_in):
    assert "Nothing is called “zzqq”" in text(signed_in().post("/go/", {"q": "zzqq"}))
