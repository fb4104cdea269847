"""The phone form beside what is on record: earlier customers, open complaints that the call may belong to, likely duplicates."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint
from tests.factories import MONDAY, make_complaint, make_person
from tests.web.calls import NEW, SAID, address, logged, started
from tests.web.reading import fields_of, text


@pytest.fixture
def agent(signed_in):
    return signed_in("agent", full_name="Dan Whitlock")


def test_open_complaints_of_the_customer_appear_while_typing(agent):
    made = make_complaint(by=make_person(full_name="Lena Fraser"))
    piece = text(agent.post("/complaints/find/", {"customer__name": "harper"}))
    assert f'name="pick" value="{made.reference}"' in piece and "with Lena Fraser. Next: Tue 12 May 2026, due tomorrow." in piece
    assert f'name="instead" value="{made.reference}"' in piece and "hx-swap-oob" in piece


@pytest.mark.parametrize("typed", ["", "zz", "\x00", "<script>alert(1)</script>", "a" * 3000])
def test_a_search_for_nobody_says_so_and_never_fails(agent, typed):
    answer = agent.post("/complaints/find/", {"customer__name": typed})
    assert answer.status_code == 200 and "<script>" not in text(answer) and 'name="pick"' not in text(answer)


def test_a_search_never_stands_in_an_address(agent):
    assert agent.get("/complaints/find/?customer__name=harper").status_code == 405


def test_an_earlier_customer_fills_the_facts_and_keeps_the_words(agent):
    made = make_complaint(mpan="2000050000002", salutation="Mrs")
    answer = agent.post(NEW, started(agent, customer__name="harp", pick=made.reference, off_supply="on"))
    fields = fields_of(answer)
    assert (fields["customer__name"], fields["customer__mpan"], fields["customer__postcode"]) == ("Ann Harper", "2000050000002", "NG1 1AA")
    assert fields["description"] == SAID and fields["off_supply"] == ["on"] and Complaint.objects.count() == 1
    agent.post(NEW, fields | {"do": "another"})
    assert Complaint.objects.latest("pk").customer.mpan == "2000050000002"


def test_the_search_works_as_a_button_and_with_enter(agent):
    made = make_complaint()
    for do in ("find", "enter"):
        answer = agent.post(NEW, started(agent, customer__name="harper", description="", do=do))
        assert answer.status_code == 200 and f'value="{made.reference}"' in text(answer)


def test_enter_saves_once_there_are_words(agent):
    assert agent.post(NEW, started(agent, do="enter")).status_code == 302


def test_a_call_can_be_added_to_an_open_complaint_instead(agent):
    made = make_complaint()
    place = agent.post(NEW, started(agent, instead=made.reference, wanted="A date"))["Location"]
    page = agent.get(place)
    assert fields_of(page)["summary"] == f"{SAID}\nA date" and "Nothing new is logged." in text(page)
    assert agent.post(place, fields_of(page)).status_code == 302
    assert made.contacts.filter(direction="inbound").count() == 1 and Complaint.objects.count() == 1
    assert "You had begun" not in text(agent.get(NEW))


def test_a_contact_that_was_begun_keeps_its_words_when_a_call_is_added(agent):
    made = make_complaint()
    place = f"/c/{made.reference}/contacts/new/"
    agent.post("/drafts/", fields_of(agent.get(place)) | {"summary": "Rang twice."})
    agent.post(NEW, started(agent, instead=made.reference))
    assert fields_of(agent.get(place))["summary"] == f"Rang twice.\n{SAID}"


def test_a_call_that_has_its_reference_says_so_when_it_is_added_to_another(agent):
    earlier, made = make_complaint(), logged(agent)
    place = agent.post(address(made), fields_of(agent.get(address(made))) | {"instead": earlier.reference})["Location"]
    assert f"{made.reference} stays logged: set it aside as a duplicate" in text(agent.get(place))


ANN = {"customer__name": "Ann Harper"}


@pytest.mark.parametrize(("typed", "asks"), [
    (ANN, True), ({"customer__name": "ann  HARPER"}, True), (ANN | {"customer__postcode": "NG1 1AA"}, True),
    (ANN | {"customer__postcode": "DE1 3AB"}, False), ({"customer__name": "Harper"}, False), ({"customer__name": "Bo Li"}, False),
    ({"customer__name": "Bo Li", "customer__phone": "07700 900111"}, True),
])
def test_a_call_that_looks_like_an_open_complaint_asks_before_it_is_logged(agent, typed, asks):
    make_complaint(phone="07700 900111")
    answer = agent.post(NEW, started(agent, **typed))
    assert (answer.status_code, "This looks like" in text(answer), Complaint.objects.count()) == ((200, True, 1) if asks else (302, False, 2))


def test_both_choices_for_a_likely_duplicate_are_there_and_nothing_typed_is_lost(agent):
    made = make_complaint(received_at=MONDAY - timedelta(days=1))
    page = agent.post(NEW, started(agent, **ANN))
    assert "received yesterday" in text(page) and f'name="instead" value="{made.reference}"' in text(page)
    assert fields_of(page)["description"] == SAID
    answer = agent.post(NEW, fields_of(page) | {"do": "another"})
    assert Complaint.objects.count() == 2 and f'name="instead" value="{made.reference}"' in text(agent.get(answer["Location"]))


@pytest.mark.parametrize(("stage", "days"), [("resolved", 1), ("immediate", 15)])
def test_what_is_over_or_long_ago_is_no_likely_duplicate(agent, stage, days):
    make_complaint(stage, received_at=MONDAY - timedelta(days=days))
    assert agent.post(NEW, started(agent, **ANN)).status_code == 302


def test_a_likely_duplicate_that_may_not_be_seen_is_not_told(agent):
    made = make_complaint()
    Complaint.objects.filter(pk=made.pk).update(restricted=True)
    assert agent.post(NEW, started(agent, **ANN)).status_code == 302


def test_a_complaint_that_may_not_be_seen_is_not_picked(agent):
    made = make_complaint()
    type(made).objects.filter(pk=made.pk).update(restricted=True)
    assert agent.post(NEW, started(agent, pick=made.reference)).status_code == 404
    assert agent.post(NEW, started(agent, instead=made.reference)).status_code == 404


def test_no_day_that_has_passed_is_promised_to_who_rings_again(agent, at):
    made = make_complaint(by=agent.person)
    assert "and ring you" in text(agent.get(address(made)))
    at(MONDAY + timedelta(days=2))
    said = text(agent.get(address(made)))
    assert "You were to hear from us by" in said and "and ring you" not in said
