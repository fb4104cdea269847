"""The pages of reports: the finding in the heading, the sum that adds up, numbers that open their cases, and who sees what."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from complaints.case.models import Complaint
from complaints.money.models import Finding
from complaints.reports import reading
from complaints.reports.periods import Asked, Period
from tests.factories import MONDAY, make_complaint
from tests.reports import made
from tests.reports.made import a_customer, a_finding, a_payment, an_incident
from tests.web.reading import text

PAGE, CASES = "/reports/standards/", "/reports/standards/cases/"
Q1 = "from=2026-01-01&to=2026-03-31"


@pytest.fixture
def reader(signed_in):
    return signed_in("senior_manager")


@pytest.fixture
def quarter(db):
    """Three findings of the first quarter on one complaint, one failed and approved, one exempt, and two customers of a storm."""
    complaint = make_complaint()
    paid = a_finding(complaint=complaint, code="EL-R17", breached=True, amount_gbp=Decimal("30.00"), counted_on=date(2026, 3, 31))
    excused = a_finding(complaint=complaint, code="SUP-APPT-MISSED", breached=True, exempt="EX-SUP-SEVERE-WEATHER", counted_on=date(2026, 2, 1))
    for row in (paid, excused, a_finding(complaint=complaint, code="EL-R17", counted_on=date(2026, 1, 1))):
        row.save()
    a_payment("approved", code="EL-R17", complaint=complaint, finding=paid, amount_gbp=Decimal("30.00")).save()
    storm = an_incident()
    for owed in ("70.00", "0.00"):
        a_customer(storm, breached=owed != "0.00", amount_gbp=Decimal(owed), counted_on=date(2026, 1, 15)).save()
    return complaint


def shown(client, address):
    return unescape(re.sub(r"\s+", " ", text(client.get(address))))


def test_the_heading_is_the_finding(reader, quarter):
    page = shown(reader, f"{PAGE}?{Q1}")
    assert "<h1>Guaranteed standards, 1 January to 31 March 2026: 3 breaches of 5, £100.00</h1>" in page
    assert "60.00 % of those that applied; nothing applied from 1 October to 31 December 2025." in page


def test_the_sum_adds_up_and_says_so(reader, quarter):
    page = re.sub(r"<[^>]+>", " ", shown(reader, f"{PAGE}?{Q1}"))
    assert re.search(r"£100.00 +worked out +\+? *= +£30.00 +approved +\+ +£70.00 +not in the ledger +Both sides are £100.00", page)


def test_a_payment_of_more_than_was_worked_out_is_told_apart(reader, quarter):
    Finding.objects.get(code="EL-R17", breached=True).payment.__class__.objects.update(amount_gbp=Decimal("35.00"))
    page = re.sub(r"<[^>]+>", " ", shown(reader, f"{PAGE}?{Q1}"))
    assert re.search(r"− +£5.00 +more in the ledger than worked out +Both sides are £100.00", page)


def test_standards_stand_in_words_within_their_regime(reader, quarter):
    page = shown(reader, f"{PAGE}?{Q1}")
    assert "Electricity distributor</th>" in page and ">Regulation 17, missed appointment</th>" in page and "EL-R17</" not in page


def test_every_number_of_the_page_opens_as_many_cases(reader, quarter):
    links = set(re.findall(r'<td class="num"><a href="([^"]+)">([\d,]+)<', text(reader.get(f"{PAGE}?{Q1}"))))
    assert len(links) > 6
    for href, number in links:
        assert f": {number} " in re.search(r"<h1>(.*?)</h1>", shown(reader, unescape(href)))[1]


def test_the_page_and_the_call_have_the_same_figures(reader, quarter):
    report = reading.REPORTS["standards"]
    answer = reading.answer_of(report, Asked(Period(date(2026, 1, 1), date(2026, 3, 31)), None), now=MONDAY)
    assert answer["sha256"] in shown(reader, f"{PAGE}?{Q1}")


def test_what_each_figure_means_is_printed_with_it(reader, quarter):
    page = shown(reader, f"{PAGE}?{Q1}")
    assert all(sentence in page for sentence in reading.REPORTS["standards"].definitions.values())
    assert "our documents, version 2020-05" in page and "England and Wales" in page


def test_a_year_is_told_by_quarter_too(reader, quarter):
    page = shown(reader, f"{PAGE}?from=2025-07-01&to=2026-06-30")
    assert "By quarter" in page and "1 January to 31 March 2026</th>" in page and f"{CASES}?what=applied&code=EL-R17&from=2026-01-01" in page


def test_an_empty_report_says_how_much_it_looked_at(reader, quarter):
    page = shown(reader, f"{PAGE}?from=2020-01-01&to=2020-03-31")
    assert "2020: nothing assessed" in page and "Looked at 5 findings of all periods" in page


def test_it_opens_with_this_quarter_and_says_that_it_still_runs(reader):
    page = shown(reader, PAGE)
    assert "1 April to 30 June 2026" in page and "The period is not over." in page and 'aria-current="page">This quarter' in page


@pytest.mark.parametrize(("label", "query"), [
    ("Last quarter", Q1), ("Last 12 months", "from=2025-05-01&to=2026-04-30"),
])
def test_quick_links_lead_to_the_usual_periods(reader, label, query):
    assert f'?{query}">{label}<' in shown(reader, PAGE) and f'aria-current="page">{label}' in shown(reader, f"{PAGE}?{query}")


def test_it_is_shown_as_recorded_by_a_past_day(reader, quarter):
    Finding.objects.update(made_at=MONDAY)
    assert "1 breach of 2, £70.00" in shown(reader, f"{PAGE}?{Q1}&as_of=2026-05-10")
    assert "3 breaches of 5" in shown(reader, f"{PAGE}?{Q1}&as_of=2026-05-11")


@pytest.mark.parametrize(("query", "sentence"), [
    ("from=2026-02-30&to=2026-03-31", "From: give a day like 8 May 2026"), ("from=2026-04-01&to=2026-03-31", "The last day lies before the first."),
    (f"{Q1}&as_of=2027-01-01", "This lies in the future"), ("from=1900-01-01&to=2026-03-31", "between 2000 and 2040"),
])
@pytest.mark.parametrize("page", [PAGE, CASES, "/reports/"])
def test_what_can_not_be_read_is_said_and_kept(reader, page, query, sentence):
    answer = reader.get(f"{page}?{query}")
    assert answer.status_code == 422 and sentence in unescape(text(answer))


@pytest.mark.parametrize("page", [PAGE, CASES, "/reports/"])
def test_an_agent_is_told_who_reads_reports(signed_in, page):
    answer = signed_in("agent").get(page)
    assert answer.status_code == 403 and reading.ONLY_THEY in text(answer)


def test_the_cases_lead_to_their_complaints_and_name_the_exemption(reader, quarter):
    page = shown(reader, f"{CASES}?what=exempt&{Q1}")
    assert f'href="/c/{quarter.reference}/"' in page and "nothing is owed: severe weather" in page and "Storm Nuala" not in page


def test_customers_of_an_incident_are_told_by_incident(reader, quarter):
    page = shown(reader, f"{CASES}?what=applied&code=EL-R7&{Q1}")
    assert "Storm Nuala" in page and "Customers of incidents" in page and "£70.00" in page


def test_a_restricted_complaint_is_counted_and_not_listed(reader, quarter, signed_in):
    Complaint.objects.update(restricted=True)
    page = shown(reader, f"{CASES}?what=breaches&{Q1}")
    assert ": 3 breaches" in page and "2 more findings counted here" in page and quarter.reference not in page
    assert quarter.reference in shown(signed_in("compliance_officer"), f"{CASES}?what=breaches&{Q1}")


def test_what_has_no_day_is_told_and_shown(reader, quarter):
    Finding.objects.filter(exempt="").update(counted_on=None)
    page = shown(reader, f"{PAGE}?{Q1}")
    assert "2 findings apply but have neither" in page and "No day" in shown(reader, f"{CASES}?what=undated&{Q1}")


@pytest.mark.parametrize("query", ["what=nonsense", "code=nonsense", "what=%00", "code=%00&what=applied"])
def test_a_number_that_the_report_has_not_is_unknown(reader, query):
    assert reader.get(f"{CASES}?{query}").status_code == 404


def test_many_cases_are_shown_by_pages(reader, db):
    Finding.objects.bulk_create([a_finding(made.BEGAN + timedelta(hours=hour), breached=True) for hour in range(60)])
    page = shown(reader, f"{CASES}?what=breaches&{Q1}")
    assert "Page 1 of 2" in page and "Page 2 of 2" in shown(reader, re.search(r'href="([^"]+&page=2)"', page)[1])


def test_reports_are_listed_with_their_sentence_and_the_period_goes_along(reader):
    page = shown(reader, f"/reports/?{Q1}")
    assert f'href="/reports/standards/?{Q1}"' in page and reading.REPORTS["standards"].sentence in page
    assert 'href="/reports/" aria-current="page"' in page


def test_each_standards_money_stands_in_a_table_with_its_bar(reader, quarter):
    page = shown(reader, f"{PAGE}?{Q1}")
    assert "Payments: £0.00 paid of £100.00" in page and page.count('class="money-bar"') == 2
    assert '<rect class="bar-due" x="0" y="1" width="85"' in page and '<rect class="bar-rest" x="0" y="1" width="200"' in page
