"""Who saw what, and the security log: by complaint, person, kind and day, in pages by the last line; what can't be read is said at its field."""

from datetime import timedelta

import pytest

from complaints.record import access
from complaints.record.models import Access
from staff.models import StaffEventKind
from staff.security_log import record
from tests.factories import MONDAY, make_complaint, make_person
from tests.web.reading import text

HOSTILE = [
    "?before=1.1", "?before=" + "9" * 400, "?before=%00", "?person=nobody", "?first=soon", "?last=9999-99-99", "?complaint=%00", "?complaint=%ff",
    "?complaint=" + "x" * 999, "?what=x", "?group=x", "?before=99999999999999999.1", "?first=0001-01-01&last=9999-12-31",
]


def looked(person, complaint, what="case", now=MONDAY, **told):
    access.looked(person, complaint, what, now=now, **told)



@pytest.fixture
def seen(db):
    ann, bob, complaint = make_person(username="ann"), make_person(username="bob"), make_complaint()
    looked(ann, complaint, "case")
    looked(bob, complaint, "timeline", now=MONDAY + timedelta(days=1))
    looked(bob, None, "files", now=MONDAY + timedelta(days=2), refused=True)
    return complaint


@pytest.mark.parametrize(("query", "what"), [
    ("person=bob", {"Timeline", "Files (refused)"}), ("person=ann", {"Case"}), ("what=refused", {"Files (refused)"}),
    ("first=2026-05-12&last=2026-05-12", {"Timeline"}), ("person=bob&what=seen", {"Timeline"}), ("last=2026-05-10", set()),
])
def test_looks_are_found_by_person_by_day_and_by_kind(signed_in, seen, query, what):
    page = text(signed_in("compliance_officer").get(f"/audit/looks/?{query}"))
    assert {one for one in ("Case", "Timeline", "Files (refused)") if f">{one}</td>" in page or f"><b>{one}</b></td>" in page} == what


def test_looks_at_one_complaint_are_found_by_its_reference(signed_in, seen):
    client = signed_in("compliance_officer")
    looked(client.person, make_complaint(), "somewhere else")
    page = text(client.get(f"/audit/looks/?complaint={seen.reference.lower()}"))
    assert "<h1>Who saw what: 2 looks</h1>" in page and "Timeline" in page and "somewhere else" not in page and f"/c/{seen.reference}/audit/" in page
    assert client.get("/audit/looks/?complaint=LM-00-00000-X").status_code == 422


def test_whoever_looks_here_stands_in_it(signed_in):
    client = signed_in("administrator")
    client.get("/audit/looks/")
    client.get("/audit/security/")
    assert list(Access.objects.order_by("pk").values_list("what", flat=True)) == ["audit: who saw what", "audit: security log"]


def test_looks_at_what_is_restricted_are_told_to_compliance_alone(signed_in, seen):
    type(seen).objects.filter(pk=seen.pk).update(restricted=True)
    assert seen.reference in text(signed_in("compliance_officer").get("/audit/looks/"))
    assert seen.reference not in text(signed_in("administrator").get("/audit/looks/"))


def test_pages_go_on_behind_the_last_line_and_hold_each_once(signed_in, monkeypatch):
    monkeypatch.setattr("complaints.audit.pages.logged.PAGE", 2)
    client, complaint = signed_in("compliance_officer"), make_complaint()
    for number in range(5):
        looked(client.person, complaint, f"page {number}")
    address, found = f"/audit/looks/?complaint={complaint.reference}", []
    while address:
        page = text(client.get(address))
        found += [number for number in range(5) if f"Page {number}" in page]
        address = page.split('data-key="]"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&") if 'data-key="]"' in page else ""
    assert sorted(found) == [0, 1, 2, 3, 4]


def test_the_security_log_is_narrowed_by_kind_and_person(signed_in):
    client, dan = signed_in("compliance_officer"), make_person(username="dan")
    record(StaffEventKind.ROLE_CHANGED, now=MONDAY, by=client.person, person=dan, detail="from agent to administrator")
    record(StaffEventKind.SIGNED_IN, now=MONDAY, by=dan, person=dan)
    roles = text(client.get("/audit/security/?group=roles"))
    assert "from agent to administrator" in roles and "Signed in" not in roles.split("<tbody>")[1]
    assert "Signed in" in text(client.get("/audit/security/?person=dan")).split("<tbody>")[1]
    assert "Nothing is written down" in text(client.get("/audit/security/?group=away"))


@pytest.mark.parametrize("name", ["looks", "security"])
def test_no_address_breaks_a_log(signed_in, name):
    client = signed_in("compliance_officer")
    assert {client.get(f"/audit/{name}/{query}").status_code for query in HOSTILE} == {200, 422}


def test_a_restricted_complaint_is_none_to_an_administrator(signed_in, seen):
    type(seen).objects.filter(pk=seen.pk).update(restricted=True)
    answer = signed_in("administrator").get(f"/audit/looks/?complaint={seen.reference}")
    assert "There is no complaint of this reference that you may see." in text(answer)
