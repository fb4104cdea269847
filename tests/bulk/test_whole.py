"""The whole of a list: ticked at once with its other pages, or as a file; never more than a person may see, and to a bound."""

import pytest

from complaints.bulk import whole
from complaints.jobs.models import Job
from complaints.lists import paging
from tests.bulk.test_export import ALL, rows_of
from tests.factories import make_complaint, make_person, op
from tests.web.reading import text

EXPORT = "/complaints/export/?list="


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def three(signed_in):
    """A manager's list of three, and one that they may not see."""
    client = signed_in("senior_manager")
    client.found = [make_complaint(by=client.person) for _ in range(3)]
    hidden = make_complaint(by=client.person)
    type(hidden).objects.filter(pk=hidden.pk).update(restricted=True)
    return client


def file_of(client, answer):
    assert answer.status_code == 302, text(answer)
    return [row[0] for row in rows_of(client.get(f"/complaints/bulk/{Job.objects.latest('pk').pk}/file/"))[1:]]


def test_all_of_a_list_goes_into_one_file_in_its_order(three):
    answer = three.post(f"{EXPORT}mine", {**ALL, "op_id": op()})
    assert file_of(three, answer) == [one.reference for one in three.found]
    assert "Export a whole list: 3 complaints" in text(three.get(f"{EXPORT}mine"))


def test_the_same_press_twice_begins_one_job(three):
    given = {**ALL, "op_id": op()}
    assert three.post(f"{EXPORT}mine", given).url == three.post(f"{EXPORT}mine", given).url and Job.objects.count() == 1


def test_a_narrowed_list_goes_as_it_is_narrowed(three):
    make_complaint(by=three.person, needs=["medical"])
    ident = three.get("/complaints/?view=mine&need=medical").url.partition("list=")[2]
    assert len(file_of(three, three.post(f"{EXPORT}{ident}", {**ALL, "op_id": op()}))) == 1


def test_an_agent_exports_what_is_theirs(signed_in):
    client = signed_in()
    own = make_complaint(by=client.person)
    make_complaint(by=make_person())
    assert file_of(client, client.post(f"{EXPORT}all", {**ALL, "op_id": op()})) == [own.reference]


@pytest.mark.parametrize(("most", "given", "said"), [
    (2, ALL, "At most 2 complaints go into one file"), (9, ALL | {"reason": ""}, "What it is for")])
def test_too_many_or_no_reason_is_refused_in_a_sentence(three, monkeypatch, most, given, said):
    monkeypatch.setattr(whole, "MOST_EXPORTED", most)
    monkeypatch.setattr(whole, "TOO_MANY", f"At most {most} complaints go into one file.")
    answer = three.post(f"{EXPORT}mine", {**given, "op_id": op()})
    assert answer.status_code == 422 and said in text(answer) and not Job.objects.exists()


def test_a_list_of_nothing_or_of_somebody_else_has_no_file(signed_in):
    client = signed_in()
    assert whole.NONE in text(client.get(f"{EXPORT}mine")) and client.get(f"{EXPORT}anobody123").status_code == 404


def test_the_whole_list_is_ticked_with_its_other_pages(three, monkeypatch):
    page_of = paging.page_of
    monkeypatch.setattr(paging, "page_of", lambda *rows, **told: page_of(*rows, **{**told, "size": 2}))
    assert "All 3 of this list" in text(three.get("/complaints/?view=mine"))
    answer = three.post("/complaints/bulk/", {"do": "note", "whole": "1", "list": "mine", "ref": three.found[0].reference, "op_id": op()})
    assert "Add a note to 3 complaints" in text(answer)
