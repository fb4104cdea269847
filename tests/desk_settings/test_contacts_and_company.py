"""Contacts, distributors, facts of the company and accounts: what holds on which day, and what is never lost or left without."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from complaints.case.models import Complaint
from complaints.letters.made import contacts as letter_contacts
from complaints.letters.rows import contact_for
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.rules import own_company, own_contacts, services
from complaints.rules.contacts import contacts_on
from complaints.rules.models import ContactRow, OwnRow
from tests.desk_settings.changing import TODAY, approve, change
from tests.factories import MONDAY, make_complaint, make_person
from tests.web.reading import fields_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
A_DAY = timedelta(days=1)
OMBUDSMAN = {"role": "ombudsman", "name": "Energy Ombudsman", "name_cy": "Ombwdsmon Ynni", "phone": "0330 440 9999", "hours": "",
             "web": "www.energyombudsman.org", "address": ""}
BUREAU = "citizens-advice-bureau"


def approved(subject, key, values=None, **fields):
    answer = change(subject, key, values, source="Their letter of 2 May", **fields)
    approve(subject, answer)
    return answer


def phone_on(day, code="ombudsman"):
    return next((row.phone for row in contacts_on(day, "england") if row.code == code), None)


# (days after MONDAY, whether the new number holds there)
@pytest.mark.parametrize(("after", "new"), [(-400, False), (0, False), (4, False), (5, True), (400, True)])
def test_a_changed_number_holds_from_its_day(after, new):
    shipped = ContactRow.objects.get(code="ombudsman").phone
    approved(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN, days=5)
    day = TODAY + after * A_DAY
    assert phone_on(day) == ("0330 440 9999" if new else shipped)
    assert contact_for(letter_contacts(), "ombudsman", day).phone == phone_on(day)


def test_it_waits_for_the_second_person():
    change(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN, source="Their letter")
    assert phone_on(TODAY) != "0330 440 9999"


def test_an_own_row_with_an_end_gives_way_to_what_held_before():
    approved(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN, days=1, valid_until=(TODAY + 2 * A_DAY).isoformat())
    assert [phone_on(TODAY + n * A_DAY) == "0330 440 9999" for n in range(5)] == [False, True, True, False, False]


def test_a_closed_contact_is_named_no_more_and_stays_in_the_past():
    approved(own_contacts.CONTACTS, BUREAU, what="end", days=1)
    assert (phone_on(TODAY, BUREAU), phone_on(TODAY + A_DAY, BUREAU)) == (ContactRow.objects.get(code=BUREAU).phone, None)


@pytest.mark.parametrize("code", ["ombudsman", "citizens-advice", "ofgem", "gas-emergency"])
def test_what_letters_and_calls_need_is_never_left_without(code):
    with pytest.raises(Unacceptable, match="need this contact"):
        change(own_contacts.CONTACTS, code, what="end", source="x")


def test_the_one_that_follows_comes_first_then_the_old_one_goes():
    approved(own_contacts.CONTACTS, "own_new_ombudsman", OMBUDSMAN | {"name": "Utilities Ombudsman"})
    approved(own_contacts.CONTACTS, "ombudsman", what="end")
    assert contact_for(letter_contacts(), "ombudsman", TODAY).name == "Utilities Ombudsman"


def test_shipped_rows_stay_as_they_are():
    before = list(ContactRow.objects.order_by("pk").values())
    approved(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN)
    call_command("load_fixtures", verbosity=0)
    assert list(ContactRow.objects.order_by("pk").values()) == before and phone_on(TODAY) == "0330 440 9999"


@pytest.mark.parametrize(("changed", "field"), [
    ({"phone": "ring us"}, "phone"), ({"phone": "٣٣٠ ٤٤٠"}, "phone"), ({"web": "javascript:alert(1)"}, "web"), ({"role": "friend"}, "role"),
    ({"name": ""}, "name"), ({"phone": "", "web": ""}, "phone"), ({"name": "Ombudsman 😀"}, "name"), ({"hours": "a\x00"}, "hours"),
])
def test_a_contact_that_would_not_do_is_refused_at_its_field(changed, field):
    with pytest.raises(Unacceptable) as refused:
        change(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN | changed, source="x")
    assert f"values.{field}" in refused.value.fields


def test_a_distributor_is_changed_closed_and_added():
    count = len(own_contacts.distributors_on(TODAY))
    row = own_contacts.distributors_on(TODAY)[0]
    values = {"company": "National Grid", "area": row.area, "connections": "", "connections_hours": "", "relations": "0800 096 3080",
              "relations_hours": "", "note": ""}
    approved(own_contacts.DISTRIBUTORS, "1", values)
    approved(own_contacts.DISTRIBUTORS, "2", what="end", days=1)
    approved(own_contacts.DISTRIBUTORS, own_contacts.next_distributor(), values | {"area": "Somewhere"})
    today, tomorrow = own_contacts.distributors_on(TODAY), own_contacts.distributors_on(TODAY + A_DAY)
    assert (today[0].company, today[-1].area, len(today), len(tomorrow)) == ("National Grid", "Somewhere", count + 1, count)


def company(name, value, **fields):
    return change(own_company.COMPANY, name, {"value": value}, **fields)


@pytest.mark.parametrize(("after", "value"), [(0, 2), (2, 2), (3, 4), (300, 4)])
def test_a_fact_of_the_company_holds_from_its_day(after, value):
    approve(own_company.COMPANY, company("post_working_days", 4, days=3, source="Board paper 12"))
    on = TODAY + after * A_DAY
    assert (services.company(on).post_working_days, services.book(on).post_working_days) == (value, value)


@pytest.mark.parametrize(("name", "value"), [
    ("post_working_days", 11), ("post_working_days", "two"), ("post_working_days", True), ("same_day_until", "25:00"), ("same_day_until", "3pm"),
    ("nation", "france"), ("licence", "water"), ("complaints_phone", "ring"), ("complaints_email", "a@b\r\nBcc: c"), ("name", ""), ("name", "😀"),
    ("prefix", "lm"), ("prefix", "TOOLONG"), ("nothing", "x"),
])
def test_a_fact_that_would_not_do_is_refused(name, value):
    with pytest.raises(Unacceptable):
        company(name, value)
    assert not OwnRow.objects.exists()


def test_the_prefix_is_fixed_once_a_complaint_has_it():
    company("prefix", "NG")
    assert make_complaint().reference.startswith("NG-")
    with pytest.raises(Unacceptable, match="can’t change any more"):
        company("prefix", "XY", version=1)


def test_a_reference_of_another_prefix_is_found(signed_in):
    company("prefix", "NG")
    complaint = make_complaint()
    found = signed_in("agent").get("/complaints/", {"q": complaint.reference.lower().replace("-", " ")})
    assert found["Location"] == f"/c/{complaint.reference}/"


@pytest.mark.parametrize(("day", "number"), [
    (date(2026, 2, 28), None), (date(2026, 3, 1), 100), (date(2026, 3, 31), 100), (date(2026, 4, 5), 120), (date(2026, 12, 1), 120)])
def test_the_accounts_of_a_day_are_those_of_its_month_or_the_last_known(day, number):
    for month, many in (("2026-03", 100), ("2026-04", 120)):
        change(own_company.ACCOUNT_NUMBERS, f"electricity_distributor:{month}", {"accounts": many})
    assert own_company.accounts_on(day, "electricity_distributor") == number
    assert own_company.accounts_on(day, "gas_transporter") is None


def test_a_corrected_month_keeps_what_was_known_before():
    key, later = "supplier:2026-04", MONDAY + A_DAY
    change(own_company.ACCOUNT_NUMBERS, key, {"accounts": 100})
    change(own_company.ACCOUNT_NUMBERS, key, {"accounts": 90}, version=1, now=later, days=1)
    found = [own_company.accounts_on(TODAY, "supplier", known_by=moment) for moment in (MONDAY, later, None)]
    assert found == [100, 90, 90]


@pytest.mark.parametrize(("key", "accounts"), [
    ("supplier:2026-13", 1), ("supplier:2026-06", 1), ("water:2026-04", 1), ("supplier:", 1), ("supplier:2026-04", -1), ("supplier:2026-04", "many"),
    ("supplier:2026-04", 10**9), ("", 1)])
def test_accounts_that_would_not_do_are_refused(key, accounts):
    with pytest.raises(Unacceptable):
        change(own_company.ACCOUNT_NUMBERS, key, {"accounts": accounts})


PAGES = ["/settings/contacts/", "/settings/contacts/new/", "/settings/contacts/ombudsman/", "/settings/contacts/ombudsman/?edit=1",
         f"/settings/contacts/{BUREAU}/close/", "/settings/distributors/new/", "/settings/distributors/1/", "/settings/distributors/1/?edit=1",
         "/settings/distributors/1/close/", "/settings/company/", "/settings/accounts/", "/settings/accounts/new/",
         *(f"/settings/company/{name}/{edit}" for name in own_company.READ for edit in ("", "?edit=1"))]


def test_every_page_opens(signed_in):
    admin = signed_in("administrator")
    assert {address: admin.get(address).status_code for address in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize(("address", "typed"), [
    ("/settings/contacts/ombudsman/", {"phone": "0330 440 9999", "source": "Their letter"}), (f"/settings/contacts/{BUREAU}/close/", {"source": "x"}),
    ("/settings/contacts/new/", {"name": "Ŵŷ advice", "role": "advice_other", "phone": "0800 1", "source": "x"}),
    ("/settings/distributors/1/", {"note": "Rung on 2 May.", "source": "x"}), ("/settings/distributors/1/close/", {"source": "x"}),
    ("/settings/distributors/new/", {"company": "A", "area": "B", "relations": "0800 2", "source": "x"}),
    ("/settings/company/address/", {"value": "1 New Street"}), ("/settings/company/post_working_days/", {"value": "3", "source": "x"}),
    ("/settings/accounts/new/", {"licence": "supplier", "month": "2026-04", "accounts": "1,200"}),
])
def test_each_is_asked_checked_and_made_once(signed_in, address, typed):
    admin = signed_in("administrator")
    form = fields_of(admin.get(f"{address}?edit=1")) | {"reason": "Agreed."} | typed
    checked = admin.post(address, form)
    assert checked.status_code == 200 and "Nothing changed yet" in text(checked) and not OwnRow.objects.exists()
    send = fields_of(checked) | {"step": "apply"}
    assert [admin.post(address, send).status_code for _ in range(2)] == [302, 302] and OwnRow.objects.count() == 1
    assert all(admin.get(page).status_code == 200 for page in ("/settings/", "/settings/waiting/", "/settings/accounts/"))


def test_a_month_is_corrected_on_its_page(signed_in):
    change(own_company.ACCOUNT_NUMBERS, "supplier:2026-04", {"accounts": 100})
    admin, address = signed_in("administrator"), "/settings/accounts/supplier:2026-04/"
    form = fields_of(admin.get(f"{address}?edit=1")) | {"reason": "Counted again.", "accounts": "90"}
    admin.post(address, fields_of(admin.post(address, form)) | {"step": "apply"})
    assert "Accounts: 90, before: 100." in text(admin.get(address))


def test_what_was_changed_is_shown_where_it_is_used(signed_in):
    approved(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN)
    company("opening_hours", "Every day, all day")
    page = text(signed_in("agent").get("/help/"))
    assert "0330 440 9999" in page and "Every day, all day" in page


def test_the_proposer_of_a_contact_does_not_approve_it():
    person = make_person("administrator")
    answer = change(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN, source="x", by=person)
    with pytest.raises(Forbidden):
        approve(own_contacts.CONTACTS, answer, by=person)
    with pytest.raises(Conflict):
        change(own_contacts.CONTACTS, "ombudsman", OMBUDSMAN, source="x", version=1)
    assert not Complaint.objects.exists()
