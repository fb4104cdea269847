"""A call on the phone form as a browser sends it: begun, logged, kept by itself."""

from complaints.case.models import Complaint
from tests.web.reading import fields_of, text

NEW = "/complaints/new/"
SAID = "An engineer was booked for Thursday. Nobody came, nobody rang."


def started(client, **typed):
    """The form as opened, with name and words and what else was typed."""
    return fields_of(client.get(NEW)) | {"customer__name": "Yusuf Okonjo", "description": SAID, "do": "save"} | typed


def logged(client, **typed):
    answer = client.post(NEW, started(client, **typed))
    assert answer.status_code == 302, text(answer)
    return Complaint.objects.get(reference=answer["Location"].split("/")[3])


def address(complaint):
    return f"{NEW}{complaint.reference}/"


def autosaved(client, complaint, sent):
    return client.post(address(complaint), sent, headers={"X-Requested-With": "autosave"})
