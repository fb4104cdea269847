"""The month by keys in a real browser: arrows by day and over its edges, Page Down by month, t back to today."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.look import gallery

pytestmark = [pytest.mark.browser, pytest.mark.once]
FOCUS = "document.activeElement.id"


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    server = gallery.serve(gallery.rendered("calendar"))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tests.conftest import HERE

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=HERE["browser"], args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


def test_arrows_move_by_day_and_by_week_and_one_day_is_in_the_order_of_tabs(page: Any, desk: str) -> None:
    page.goto(f"{desk}/calendar")
    assert page.eval_on_selector_all("[data-month-grid] a.day[tabindex='0']", "days => days.map(day => day.id)") == ["d11"]
    page.focus("#d11")
    for key, at in (("ArrowRight", "d12"), ("ArrowDown", "d19"), ("ArrowLeft", "d18"), ("ArrowUp", "d11")):
        page.keyboard.press(key)
        assert page.evaluate(FOCUS) == at


@pytest.mark.parametrize(("day", "key", "ends"), [
    ("d11", "PageDown", "month=2026-06&whose=team#d11"), ("d11", "PageUp", "month=2026-04&whose=team#d11"),
    ("d29", "ArrowDown", "month=2026-06&whose=team#d5"), ("d1", "ArrowLeft", "month=2026-04&whose=team#e1"),
    ("d11", "t", "month=2026-05&whose=team#d11"),
])
def test_keys_lead_over_the_edges_of_the_month(page: Any, desk: str, day: str, key: str, ends: str) -> None:
    page.goto(f"{desk}/calendar")
    page.focus(f"#{day}")
    page.keyboard.press(key)
    page.wait_for_url(f"**/calendar/?{ends}", timeout=30_000, wait_until="commit")


def test_the_day_named_in_the_address_has_the_focus(page: Any, desk: str) -> None:
    page.goto(f"{desk}/calendar#e1")
    assert page.evaluate(FOCUS) == "d31"
