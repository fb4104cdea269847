"""A caller's right to go to the Ombudsman, asked on the phone and kept on the case, in a browser, with scripts and without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.entitlement.models import Assessment
from tests.factories import make_complaint
from tests.web.test_journeys_browser import agent, browser, opened, violations

__all__ = ["agent", "browser", "opened"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(240)]


@pytest.fixture
def complaint(agent):
    """Received 60 days ago, by a business whose class nobody asked for."""
    return make_complaint(by=agent, received_at=timezone.now() - timedelta(days=60), customer_type="unknown", name="Brook Bakery")


def following(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Next question").click()


def asked_and_answered(page):
    page.check("input[name=class_of][value=business]")
    following(page)
    page.check("input[name=in_group][value=no]")
    following(page)
    page.check("input[name=fuel][value=electricity]")
    following(page)
    page.fill("input[name=began_on]", "2010-04-01")
    following(page)
    page.fill("input[name=staff]", "9")
    following(page)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_one_question_after_the_other_until_a_criterion_is_met_then_kept_with_its_evidence(opened, complaint, script):
    page = opened(script=script)
    page.goto(f"/c/{complaint.reference}/")
    page.get_by_role("link", name="Eligibility").first.click()
    asked_and_answered(page)
    assert "Needs judgement" in page.inner_text("#result")
    page.fill("input[name=turnover_1_amount]", "£1,200,000")
    if script:
        page.keyboard.press("Tab")
        page.get_by_text("Likely eligible").first.wait_for()
    following(page)
    assert "Likely eligible" in page.inner_text("#result") and "Nothing more is asked." in page.content()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this assessment").click()
    page.fill("input[name=evidence__staff__on_record]", "12")
    page.select_option("select[name=evidence__turnover_1_amount__kind]", "accounts")
    assert not script or violations(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this assessment").click()
    assert "Assessment 1: Likely eligible" in page.content() and "They differ." in page.content()
    assert not script or violations(page) == []
    row = Assessment.objects.get()
    assert row.evidence.get(answer="turnover_1_amount").kind == "accounts" and row.verdict == "likely_eligible"


@pytest.mark.parametrize("width", [1366, 320])
def test_each_page_of_who_may_go_fits_its_width_and_is_accessible(opened, complaint, width):
    page = opened(width=width)
    months = f"/windows/?month={(timezone.now() + timedelta(days=215)):%Y-%m}"
    for name, address in {"case": f"/c/{complaint.reference}/", "tab": f"/c/{complaint.reference}/eligibility/", "calculator": "/eligibility/",
                          "windows": months, "ombudsman": "/ombudsman/"}.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert violations(page) == [], name
