"""Pages of officers' rows: proposed on a filled-in form, approved by another beside what it replaces, used by the calculator at once."""

from urllib.parse import urlencode

import pytest

from complaints.rules.models import StandardRow
from tests.factories import make_person
from tests.web.reading import fields_of, text

NEW = "/standards/EL-R5/rows/new/"
LAW = {"customer_type": "domestic", "nation": "england", "aware_at": "2025-06-10T08:00", "restored_at": "2025-06-10T20:01", "weather": "normal",
       "premises_affected": "200", "rulebook": "law"}


@pytest.fixture
def officer(signed_in):
    return signed_in("compliance_officer")


def filled(client, **fields):
    return fields_of(client.get(NEW)) | {"valid_from": "2025-04-01", "source": "Ofgem, table of 2025", "values__first_domestic": "£95.00"} | fields


def test_a_row_goes_from_form_to_calculator_by_two_people(officer):
    assert officer.post(NEW, filled(officer)).status_code == 302
    page = text(officer.get("/standards/rows/"))
    assert "Rows of the law: 1 waiting" in page and "You proposed it: another officer approves." in page and "Approve this row" not in page
    officer.force_login(make_person("compliance_officer"))
    page = officer.get("/standards/rows/")
    assert "£95.00" in text(page) and "Approve this row" in text(page)
    row = StandardRow.objects.get()
    officer.post(f"/standards/rows/{row.pk}/approve/", {"op_id": fields_of(page)["op_id"]})
    assert "Not kept: £95.00 is owed" in text(officer.get(f"/standards/EL-R5/work-out/?{urlencode(LAW)}"))


def test_the_form_begins_with_the_newest_figures(officer):
    assert fields_of(officer.get(NEW))["values__first_domestic"] == "90.00"


def test_what_is_wrong_is_said_at_its_field_and_kept(officer):
    answer = officer.post(NEW, filled(officer, values__limit="soon", source=""))
    page = text(answer)
    assert answer.status_code == 422 and "under “Limit (hours)”" in page and fields_of(answer)["values__limit"] == "soon"
    assert not StandardRow.objects.exists()


def test_ones_own_row_can_not_be_approved_by_hand(officer):
    officer.post(NEW, filled(officer))
    answer = officer.post(f"/standards/rows/{StandardRow.objects.get().pk}/approve/", {"op_id": "own-1"})
    assert answer.status_code == 403 and "Another compliance officer approves" in text(answer)


def test_a_row_is_refused_with_its_reason(officer):
    officer.post(NEW, filled(officer))
    address = f"/standards/rows/{StandardRow.objects.get().pk}/refuse/"
    form = fields_of(officer.get(address))
    assert officer.post(address, form).status_code == 422
    officer.post(address, form | {"reason": "The table is undated."})
    page = text(officer.get("/standards/rows/"))
    assert "The table is undated." in page and "No row waits for a second person" in page


@pytest.mark.parametrize("role", ["agent", "senior_manager", "administrator"])
@pytest.mark.parametrize("path", ["/standards/rows/", NEW, "/standards/rows/1/refuse/"])
def test_others_are_told_who_adds_rows(signed_in, role, path):
    answer = signed_in(role).get(path)
    assert answer.status_code == 403 and "compliance officers" in text(answer)


@pytest.mark.parametrize("path", ["/standards/NOPE/rows/new/", "/standards/rows/999999999999999999999/refuse/"])
def test_what_is_none_is_not_found(officer, path):
    assert officer.get(path).status_code == 404
