"""The calculator in a real browser: the result comes while facts are given, and whole without scripts."""

import pytest

from tests.web.test_journeys_browser import agent, browser, opened

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(240)]
__all__ = ["agent", "browser", "opened"]
CUT = {"aware_at": "2026-05-08T08:00", "restored_at": "2026-05-09T21:30", "premises_affected": "200"}


def filled(page):
    page.goto("/standards/EL-R5/work-out/")
    for name, answer in (("customer_type", "domestic"), ("nation", "england"), ("weather", "normal")):
        page.check(f"input[name={name}][value={answer}]")
    for name, typed in CUT.items():
        page.fill(f"input[name={name}]", typed)
    return page


def test_the_result_comes_while_facts_are_given(opened):
    page = filled(opened())
    page.press("input[name=premises_affected]", "Tab")
    page.wait_for_selector("#result:has-text('Not kept: £145.00 is owed')")
    page.check("input[name=weather][value=severe]")
    page.wait_for_selector("#result:has-text('Does not apply')")
    assert page.inner_text("#said").startswith("Does not apply")


def test_without_scripts_the_button_works_it_out(opened):
    page = filled(opened(script=False))
    page.click("text=Work it out")
    assert "Not kept: £145.00 is owed" in page.inner_text("#result") and page.input_value("input[name=premises_affected]") == "200"


def test_what_is_missing_takes_the_focus_and_leads_to_its_field(opened):
    page = opened()
    page.goto("/standards/EL-R5/work-out/")
    page.click("text=Work it out")
    page.wait_for_selector("[role=alert]")
    page.wait_for_function("document.activeElement !== document.body")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.name === 'customer_type'")
    assert page.evaluate("document.activeElement.name") == "customer_type"
