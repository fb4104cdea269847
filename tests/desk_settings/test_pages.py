"""The pages of the settings: form, check, change; nothing typed is lost, two at once are told, others learn whom to ask."""

import pytest

from complaints.case.models import Category
from complaints.rules.models import OwnRow
from tests.factories import make_person, op
from tests.fuzz.naughty import TEXTS
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.once
CUT = "/settings/categories/power_cut/"
EDIT = f"{CUT}?edit=1"
SENT = [value for value in TEXTS if not any("\ud800" <= char <= "\udfff" for char in value)]
PAGES = ["/settings/", "/settings/waiting/", "/settings/categories/", "/settings/categories/new/", CUT, EDIT, f"{CUT}retire/"]


@pytest.fixture
def admin(signed_in):
    return signed_in("administrator", full_name="Alex Admin")


def typed(client, address=EDIT, **fields):
    return fields_of(client.get(address)) | {"reason": "Agreed at the desk."} | fields


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens(admin, address):
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
@pytest.mark.parametrize("address", PAGES)
def test_others_are_told_whom_to_ask(signed_in, role, address):
    make_person("administrator", full_name="Alex Admin")
    answer = signed_in(role).get(address)
    assert answer.status_code == 403 and "Only administrators change the settings of the desk. Ask Alex Admin." in text(answer)


def test_a_compliance_officer_sees_and_does_not_change(signed_in):
    officer = signed_in("compliance_officer")
    assert officer.get(CUT).status_code == 200 and "Change this category" not in text(officer.get(CUT))
    assert officer.post(CUT, {"op_id": "x", "version": "0"}).status_code == 403


def test_a_change_is_shown_before_it_is_made(admin):
    checked = admin.post(CUT, typed(admin, name="Loss of supply"))
    page = text(checked)
    assert "Check: Category: Power cut" in page and "<b>Loss of supply</b>" in page and not OwnRow.objects.exists()
    made = admin.post(CUT, fields_of(checked) | {"step": "apply"}, follow=True)
    assert Category.objects.get(code="power_cut").name == "Loss of supply" and "Name: Loss of supply, before: Power cut." in text(made)


def test_sent_twice_it_is_made_once(admin):
    checked = fields_of(admin.post(CUT, typed(admin, name="Loss of supply"))) | {"step": "apply"}
    assert [admin.post(CUT, checked).status_code for _ in range(2)] == [302, 302] and OwnRow.objects.count() == 1


def test_a_new_category_sent_twice_is_one(admin):
    new = "/settings/categories/new/"
    checked = admin.post(new, typed(admin, new, name="Water in a duct", parent="supply"))
    send = fields_of(checked) | {"step": "apply"}
    assert [admin.post(new, send).status_code for _ in range(2)] == [302, 302]
    assert Category.objects.get(name="Water in a duct").code == "own_water_in_a_duct" and OwnRow.objects.count() == 1


def test_one_can_go_back_and_edit_what_was_typed(admin):
    checked = fields_of(admin.post(CUT, typed(admin, name="Loss of supply")))
    again = fields_of(admin.post(CUT, checked | {"step": "edit"}))
    assert (again["name"], again["reason"]) == ("Loss of supply", "Agreed at the desk.")


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(admin):
    answer = admin.post(CUT, typed(admin, name="x" * 101, reason=""))
    page = text(answer)
    assert answer.status_code == 422 and "There is a problem" in page and "at most 100 characters" in page
    assert "Say why under “Why”." in page and fields_of(answer)["name"] == "x" * 101


def test_of_two_who_edit_at_once_the_second_sees_both(admin):
    first, second = typed(admin, name="Loss of supply"), typed(admin, name="No electricity")
    admin.post(CUT, fields_of(admin.post(CUT, first)) | {"step": "apply"})
    clash = admin.post(CUT, second | {"step": "apply"})
    page = text(clash)
    assert clash.status_code == 409 and "Name, as it stands now: Loss of supply" in page and "No electricity" in page
    admin.post(CUT, fields_of(admin.post(CUT, fields_of(clash))) | {"step": "apply"})
    assert Category.objects.get(code="power_cut").name == "No electricity"


def test_what_is_in_use_is_not_brought_back(admin):
    answer = admin.get(f"{CUT}bring-back/", follow=True)
    assert "there is nothing to bring back" in text(answer)
    assert "Bring this category back" not in text(answer) and "Retire this category" in text(answer)


def test_a_category_is_retired_and_brought_back(admin):
    for name, retired in (("retire", True), ("bring-back", False)):
        address = f"{CUT}{name}/"
        admin.post(address, fields_of(admin.post(address, typed(admin, address))) | {"step": "apply"})
        assert (Category.objects.get(code="power_cut").retired_on is not None) is retired


@pytest.mark.parametrize("some", range(4))
def test_no_input_gives_a_500(admin, some):
    known = typed(admin)
    for naughty in SENT[some::4]:
        assert admin.post(CUT, dict.fromkeys(known, naughty)).status_code in (409, 422), naughty
        assert admin.post(CUT, known | {"name": naughty, "words": naughty}).status_code in (200, 422), naughty
        sent = known | {"name": naughty, "code": naughty, "step": "apply", "op_id": op()}
        assert admin.post("/settings/categories/new/", sent).status_code in (302, 409, 422), naughty
    assert all(admin.get(address).status_code == 200 for address in PAGES)


NONE = ["/settings/categories/nothing/", "/settings/categories/n%C3%B8/", "/settings/waiting/99999999999999999999/refuse/"]


@pytest.mark.parametrize("address", NONE)
def test_what_is_none_is_not_found(admin, address):
    assert admin.get(address).status_code == 404


def test_words_of_a_change_are_never_markup(admin):
    send = fields_of(admin.post(CUT, typed(admin, name="<b>cut</b>{{ x }}", reason="<script>1</script>"))) | {"step": "apply"}
    page = text(admin.post(CUT, send, follow=True))
    assert "<script>1" not in page and "&lt;b&gt;cut" in page


@pytest.mark.parametrize(("what", "is_asked"), [("retire/", True), ("", False)])
def test_what_is_retired_is_asked_for_its_first_day_without_it(signed_in, what, is_asked):
    assert ("First day without it" in text(signed_in("administrator").get(f"/settings/categories/power_cut/{what}"))) is is_asked


def test_a_setting_that_one_may_only_read_has_no_empty_bar_of_buttons(signed_in):
    page = text(signed_in("compliance_officer").get("/settings/company/name/"))
    assert "Every change on record" in page and "sheet-foot" not in page
