"""The case on paper: the whole story, and at the foot of each page which case, as of when, by which versions."""

from datetime import timedelta

from complaints.case import services
from complaints.models import Complaint
from tests.factories import MONDAY, make_complaint, make_person, op
from tests.web.reading import text


def test_the_printed_case_has_its_story_dates_timeline_and_versions(signed_in):
    client, complaint = signed_in(full_name="Dan Whitlock"), make_complaint("senior_review")
    services.add_note(complaint.reference, {"op_id": op(), "text": "Seen by the crew."}, by=make_person(), now=MONDAY + timedelta(hours=1))
    page = text(client.get(f"/c/{complaint.reference}/print/"))
    for words in (complaint.description, "Senior review", "Seen by the crew.", "logged the complaint", "All dates of this complaint"):
        assert words in page
    foot = page.split("<tfoot")[1].split("</tfoot>")[0]
    assert f"{complaint.reference}, as of Mon 11 May 2026 12:02, version {complaint.version} of this record" in foot and "Dan Whitlock" in foot


def test_a_restricted_case_is_not_printed_for_others(signed_in):
    complaint = make_complaint()
    Complaint.objects.filter(pk=complaint.pk).update(restricted=True)
    assert signed_in().get(f"/c/{complaint.reference}/print/").status_code == 404
