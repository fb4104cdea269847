"""Pages of the standards: all 72 found, read in words, worked out on the spot; what is missing is named and what was typed is kept."""

from urllib.parse import urlencode

import pytest

import standards
from complaints.record.models import Event, Operation
from tests.web.reading import fields_of, text

# What it proves is the same on both databases: it runs once.
pytestmark = pytest.mark.once

R5 = {"customer_type": "domestic", "nation": "england", "aware_at": "2026-05-08T08:00", "restored_at": "2026-05-09T21:30", "weather": "normal",
      "premises_affected": "200", "rulebook": "documents"}


def work_out(client, code, **given):
    return client.get(f"/standards/{code}/work-out/?{urlencode(given)}")


def test_the_catalogue_has_all_72_by_regime(signed_in):
    page = text(signed_in().get("/standards/"))
    assert page.count('role="rowheader"><a href="/standards/') == 72
    for group in ("Suppliers: 17", "Electricity distributors: 10", "Electricity connections: 27", "Gas transporters: 14", "Licence targets: 4"):
        assert group in page


@pytest.mark.parametrize(("asked", "there", "gone"), [
    ("q=voltage", "Regulation 13, voltage complaint", "Missed visit"), ("q=regulation+12", "Regulation 12, notice", "Regulation 13"),
    ("q=RECONNECT", "/standards/SUP-RECONNECT/", "/standards/EL-R5/"), ("regime=gas_transporter", "GS1, ", "Regulation 5"),
    ("regime=nothing", "Regulation 5", "No standard matches"), ("q=xyzzy", "No standard matches", "Regulation 5"),
    ("q=%00%ff&regime=%00", "Guaranteed standards", "Traceback"), (f"q={'a+' * 3000}", "Guaranteed standards", "Traceback"),
])
def test_the_catalogue_is_searched_without_script(signed_in, asked, there, gone):
    page = text(signed_in().get(f"/standards/?{asked}"))
    assert there in page and gone not in page


@pytest.mark.parametrize("code", [*standards.BY_CODE])
def test_every_standard_has_its_page_and_its_calculator(signed_in, code):
    client = signed_in()
    page = text(client.get(f"/standards/{code}/"))
    assert "Versions side by side" in page and "Our documents" in page and code not in page.split("<h1>")[1].split("</h1>")[0]
    assert client.get(f"/standards/{code}/work-out/").status_code == 200


@pytest.mark.parametrize("path", ["NOPE/", "NOPE/work-out/", "el-r5/", "EL-R5%00/", "%F0%9F%8E%81/work-out/"])
def test_a_standard_that_is_none_is_not_found(signed_in, path):
    assert signed_in().get(f"/standards/{path}").status_code == 404


def test_the_meter_standards_lead_to_the_three_together(signed_in):
    client = signed_in()
    assert '"/standards/SUP-METER/"' in text(client.get("/standards/SUP-METER-ASSESS/"))
    assert '"/standards/SUP-METER/"' not in text(client.get("/standards/EL-R5/"))


def test_the_search_of_the_catalogue_is_not_that_of_complaints(signed_in):
    assert text(signed_in().get("/standards/?q=voltage")).count('value="voltage"') == 1


def test_a_page_shows_where_the_books_differ(signed_in):
    page = text(signed_in().get("/standards/SUP-RECONNECT/"))
    assert "The law has had other figures since 2 January 2025" in page and "First sum, household: £40.00, in our documents £30.00" in page


def test_a_page_says_where_the_law_has_no_checked_row(signed_in):
    assert "The rulebook of the law has no checked row for today" in text(signed_in().get("/standards/EL-R5/"))


def test_it_is_worked_out_and_explained(signed_in):
    page = text(work_out(signed_in(), "EL-R5", **R5))
    assert "Not kept: £145.00 is owed" in page and "Friday 8 May 2026, 20:00" in page and "2 complete periods of 12 hours" in page


def test_nothing_is_stored(signed_in):
    client = signed_in()
    before = Event.objects.count(), Operation.objects.count()
    work_out(client, "EL-R5", **R5)
    assert (Event.objects.count(), Operation.objects.count()) == before


def test_what_is_missing_is_named_and_what_was_typed_is_kept(signed_in):
    answer = work_out(signed_in(), "EL-R5", customer_type="domestic", premises_affected="many", rulebook="documents")
    page = text(answer)
    assert answer.status_code == 422 and "Give a day and a time under “Distributor first knew at”." in page
    assert "There is a problem" in page and fields_of(answer)["premises_affected"] == "many"


def test_the_law_refuses_by_name_where_it_has_no_checked_row(signed_in):
    answer = work_out(signed_in(), "EL-R5", **R5 | {"rulebook": "law"})
    assert answer.status_code == 422 and "Nothing is guessed" in text(answer)


def test_the_live_answer_is_whole_even_while_facts_are_missing(signed_in):
    answer = signed_in().get("/standards/EL-R5/work-out/?customer_type=domestic", headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "Not worked out yet" in text(answer)


@pytest.mark.parametrize("query", ["interruptions__0__start=%00", "interruptions__99999999__start=1", "as_of=9999-12-31T23:59",
                                   "year_ending=0001-01-01",
                                   "exemptions__EX-EL-NO-ACCESS=%ff", "customer_type=%F0%9F%8E%81", "rulebook=moon", "claim_made_at=2025-03-30T01:30",
                                   "interruptions__0__start=2025-10-26T01:30", f"customer_type={'9' * 5000}"])
def test_no_odd_query_breaks_the_calculator(signed_in, query):
    assert signed_in().get(f"/standards/EL-R10/work-out/?{query}").status_code == 422


@pytest.mark.parametrize(("asked", "said"), [
    ("ask=outage&weather=normal&premises_affected=5000", "Regulation 6"), ("ask=outage&weather=severe", "Regulation 7"),
    ("ask=outage&weather=normal&premises_affected=4999", "Regulation 5"), ("ask=weather&event_type=other&fault_multiple=13", "Category 2"),
    ("ask=weather&event_type=other&fault_multiple=7.9", "Not severe weather"), ("ask=connection&ehv_works=yes", "Extra-high-voltage works"),
    ("ask=connection&ehv_works=no&hv_works=no&premises=single_premises&phases=1&lv_extension=no", "One low-voltage service"),
    ("ask=connection&premises=single_premises&phases=1", "Can’t be told"), ("ask=route&of=GAS-GS4", "Directly to the customer."),
    ("ask=outage&weather=normal", "Can’t be told"), ("ask=nothing", "Give what is known"),
])
def test_which_standard_it_is(signed_in, asked, said):
    assert said in text(signed_in().get(f"/standards/which/?{asked}"))


@pytest.mark.parametrize("asked", [
    "ask=outage&premises_affected=-1", "ask=weather&fault_multiple=x", "ask=route&of=NOPE", "ask=connection&units=%00"
])
def test_a_question_that_can_not_be_read_is_refused_in_words(signed_in, asked):
    answer = signed_in().get(f"/standards/which/?{asked}")
    assert answer.status_code == 422 and "There is a problem" in text(answer)


def test_terms_exemptions_routes_and_numbers_are_told(signed_in):
    page = text(signed_in().get("/standards/terms/"))
    for said in ("Small project", "That all reasonable steps were taken", "as a credit to the connection invoice", "may each ask Ofgem to decide",
                 "0800 055 6833"):
        assert said in page


def test_rows_of_the_notice_that_name_one_area_twice_are_told_apart(signed_in):
    page = text(signed_in().get("/standards/terms/"))
    assert "Listed twice: row 15" in page and "row 4 gives other hours" in page and page.count("South West England") == 2


def test_nobody_reads_them_without_signing_in(client, db):
    assert client.get("/standards/").status_code == 302
