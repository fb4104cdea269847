"""The face in a real browser: readers' rules (axe), narrow and wide, the content policy, the keys."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.look import gallery, samples_pages
from tests.readers import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("look")]
NAMES = sorted(samples_pages.pages())
# In a scope of its own the tests of one page follow each other.
EACH = pytest.mark.parametrize("name", NAMES, scope="module")
BOX = "[data-rows] tbody input[type=checkbox]"


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    server = gallery.serve(gallery.rendered())
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tests.conftest import HERE

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=HERE["browser"], args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.said, page.touched = [], True
    page.on("console", lambda line: page.said.append(line.text))
    yield page
    page.close()


def standing(tab: Any, address: str) -> Any:
    """The page as it was opened, for tests that only look at it: opened once for all of them."""
    if tab.url != address or tab.touched:
        opened(tab, address)
    tab.touched = False
    tab.set_viewport_size({"width": 1366, "height": 768})
    return tab


def opened(tab: Any, address: str, width: int = 1366, height: int = 768) -> Any:
    tab.set_viewport_size({"width": width, "height": height})
    tab.said.clear()
    tab.touched = True
    tab.goto(address, wait_until="load")
    return tab


@EACH
def test_readers_rules_find_nothing(tab: Any, desk: str, name: str) -> None:
    assert violations(standing(tab, f"{desk}/{name}")) == []


@EACH
def test_the_page_keeps_the_content_policy_and_breaks_no_script(tab: Any, desk: str, name: str) -> None:
    assert standing(tab, f"{desk}/{name}").said == []


@EACH
def test_no_page_is_wider_than_the_screen(tab: Any, desk: str, name: str) -> None:
    page = standing(tab, f"{desk}/{name}")
    for width in (1920, 1366, 1100, 700, 320):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width}"


SHIFTED = """() => new Promise(told => {
  let sum = 0;
  const add = list => list.getEntries().forEach(one => { sum += one.hadRecentInput ? 0 : one.value; });
  new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => told(sum), 150);
})"""


@pytest.mark.parametrize("name", ["list", "case", "form", "letter", "reports"])
def test_nothing_moves_under_the_eyes_while_a_page_loads(tab: Any, desk: str, name: str) -> None:
    """The second time: how fast a typeface comes that the browser never had is the network's matter."""
    opened(tab, f"{desk}/{name}").evaluate("document.fonts.ready")
    tab.reload(wait_until="load")
    assert tab.evaluate(SHIFTED) < 0.05


@EACH
def test_targets_are_at_least_24_px(tab: Any, desk: str, name: str) -> None:
    page = standing(tab, f"{desk}/{name}")
    small = page.eval_on_selector_all(
        "button, .btn, summary, .chip a, .nav a, .tabs a",
        "nodes => nodes.filter(n => n.getClientRects().length && n.getBoundingClientRect().height < 24).map(n => n.outerHTML.slice(0, 90))",
    )
    assert small == []


def test_fifteen_rows_fit_on_a_common_screen(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/list")
    seen = page.eval_on_selector_all("tr.line", "rows => rows.filter(row => row.getBoundingClientRect().bottom <= 768).length")
    assert seen >= 15


def test_the_served_typeface_is_used(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/list")
    loaded = page.evaluate("document.fonts.ready.then(fonts => [...fonts].filter(f => f.status === 'loaded').map(f => f.weight))")
    assert {"400", "600", "700", "900"} <= set(loaded)


def test_rows_are_walked_and_ticked_by_keys(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/list")
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "LM-26-04276-K"
    assert page.eval_on_selector_all(f"{BOX}:checked", "boxes => boxes.map(box => box.value)") == ["LM-26-04276-K"]
    assert page.is_visible(".bulk") and not page.is_visible(".chips")


def test_the_slash_goes_to_the_search_and_keys_rest_there(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/list")
    page.keyboard.press("/")
    page.keyboard.type("jx")
    assert page.input_value("#q") == "jx" and page.locator(f"{BOX}:checked").count() == 0


def test_a_key_that_is_declared_follows_its_link(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/list")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/letters/**")


def test_keys_that_are_switched_off_do_nothing(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/list")
    page.evaluate("document.body.setAttribute('data-keys', 'off')")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_escape_closes_a_menu_and_returns_to_its_button(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/case")
    page.click(".identity summary")
    page.focus(".identity .menu-list a")
    page.keyboard.press("Escape")
    assert not page.is_visible(".identity .menu-list") and page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_errors_take_the_focus_and_lead_to_their_fields(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/form-error")
    assert page.evaluate("document.activeElement.textContent") == "Write what the customer said, in a sentence or more."
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_description"


def test_the_focus_is_never_under_the_sticky_bar(tab: Any, desk: str) -> None:
    page = opened(tab, f"{desk}/case", height=500)
    bar = page.evaluate("document.querySelector('.identity').getBoundingClientRect().height")
    page.focus(".foot a")
    page.focus(".explain summary")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= min(bar, 80)


@pytest.mark.parametrize("name", ["list", "case", "form", "letter", "sign-in"])
def test_without_script_the_page_is_whole(browser: Any, desk: str, name: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{desk}/{name}")
    assert page.is_visible("h1") and not page.locator("[data-script-only]").filter(visible=True).count()
    page.close()


@pytest.mark.parametrize(("width", "shown"), [(1366, True), (700, False)])
def test_filters_stand_open_where_there_is_room_and_fold_where_not(tab: Any, desk: str, width: int, shown: bool) -> None:
    page = opened(tab, f"{desk}/list", width)
    assert page.is_visible(".filters fieldset") is shown
