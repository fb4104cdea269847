"""The copy for a person holds everything about them, whole and hashed, and nobody else but by a flag or left out with a reason."""

import hashlib
import json
import zipfile
from datetime import timedelta

import pytest

from complaints.jobs import services as jobs
from complaints.jobs.tasks import KINDS
from complaints.privacy import copying, disk
from complaints.privacy.models import AccessCopy, LeftOut
from complaints.record.models import Access, Event, Sealed
from complaints.record.refusals import Conflict, Unknown
from tests.factories import op
from tests.privacy.planted import NOW, plant
from tests.privacy.traces import left
from workdays import london


def copied(planted):
    copying.ask(planted.request.pk, {"op_id": op()}, by=planted.officer, now=NOW)
    jobs.run_waiting({"access_copy": KINDS["access_copy"]}, clock=lambda: NOW)
    return AccessCopy.objects.get(data_request=planted.request)


def members(copy):
    with zipfile.ZipFile(disk.folder(disk.COPIES) / copy.name) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


# A mail, a draft of a page of theirs and packed files are named by our own names; their other lines are not the person's to have.
ONLY_NAMED = {"mail", "workbook"}
# Keys of the search, made from the postcode and the phone number that are in it.
KEYS = {"complaints.Customer.postcode_key", "complaints.Customer.phone_digits"}


def test_every_place_where_the_person_stands_is_in_the_copy(db):
    planted = plant(right="access")
    found = left(planted.marks, b"\n".join(members(copied(planted)).values()))
    assert set(planted.marks) - set(found) - ONLY_NAMED - KEYS == set() and len(found) >= 60


def test_nobody_else_is_in_it(db):
    planted, other = plant(right="access"), plant("YK", "Yolanda Kettlewick", "7700998877", right="access")
    assert left(other.marks, b"\n".join(members(copied(planted)).values())) == []


def test_the_manifest_names_every_member_with_its_hash(db):
    found = members(copied(plant(right="access")))
    manifest = json.loads(found.pop("manifest.json"))
    assert {member["name"]: member["sha256"] for member in manifest["members"]} == {
        name: hashlib.sha256(body).hexdigest() for name, body in found.items()}


def test_who_called_for_the_customer_is_flagged_and_staff_are(db):
    found = members(copied(plant(right="access")))
    flags = {flag for row in json.loads(found["data/Sealed.json"]) for flag in row["about_others"]}
    assert flags == {"somebody else"} and "staff" in json.loads(found["data/Access.json"])[0]["about_others"]


def test_what_is_left_out_is_named_with_its_reason_and_its_words_are_not_there(db):
    planted = plant(right="access")
    sealed = Sealed.objects.get(body__contains=planted.marks["sealed.who"])
    LeftOut.objects.create(data_request=planted.request, key=f"complaints.Sealed:{sealed.pk}", why="It names the neighbour.",
                           by=planted.officer, at=NOW)
    found = members(copied(planted))
    assert "sealed.who" not in left(planted.marks, b"\n".join(found.values()))
    assert json.loads(found["manifest.json"])["left_out"] == [{"key": f"complaints.Sealed:{sealed.pk}", "why": "It names the neighbour."}]


def test_it_is_told_with_its_hash_and_that_the_records_were_looked_at(db):
    planted = plant(right="access")
    copy = copied(planted)
    assert Event.objects.get(kind="privacy.copied").data["sha256"] == copy.sha256
    assert Access.objects.filter(complaint=planted.complaint, what="copy for the person").count() == 1


def test_without_chosen_records_none_is_made(db):
    planted = plant(right="access")
    planted.request.subjects.all().delete()
    with pytest.raises(Conflict):
        copying.ask(planted.request.pk, {"op_id": op()}, by=planted.officer, now=NOW)


def test_its_bytes_go_after_their_time_and_its_hash_stays(db):
    copy = copied(plant(right="access"))
    later = NOW + copying.KEPT + timedelta(days=1)
    assert disk.delete_old_copies(today=london.day_of(later), now=later) == 1
    with pytest.raises(Unknown):
        copying.opened(copy.pk)
    assert AccessCopy.objects.get(pk=copy.pk).sha256 == copy.sha256
