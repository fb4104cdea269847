"""Every page of the program for every role, as it opens and with its form sent empty: markup, readers' rules, narrow, large, by keyboard.

A page of tomorrow is walked by itself. Where its address has a part that varies, `addresses.facts` must know a sample of it.
"""

from pathlib import Path

import pytest
from django.conf import settings

from tests.walk import addresses, checks
from tests.walk.conftest import ROLES

# One process prints the pages once for all of these tests.
pytestmark = [pytest.mark.timeout(900), pytest.mark.once, pytest.mark.xdist_group("walk")]
def wrong_of(page, found):
    return [f"{page.name}: {one}" for one in found]


def test_each_varying_part_of_an_address_has_a_sample(desk):
    known = desk
    parts = {(route.partition("/")[0], part) for _, route in addresses.routes() for part in addresses.PART.findall(route)}
    assert sorted(parts - set(known)) == [], "give these a sample in tests/walk/addresses.py"
    assert [part for part, some in known.items() if not some] == []


def test_nothing_is_a_500(printed):
    assert [page.name for page in printed if page.status >= 500 and page.address != "/healthz"] == []


def test_each_page_whose_address_never_varies_opens_for_somebody(printed):
    opened = {page.address for page in printed if page.status in (200, 302, 405) or page.address == "/healthz"}
    plain = {addresses.CASES.get(f"/{route}", f"/{route}") for _, route in addresses.routes() if not addresses.PART.search(route)}
    assert sorted(plain - opened - NEED_A_LIST) == []


# These ask of which list they are told; the pages of lists lead to them with it.
NEED_A_LIST = {"/complaints/changes/", "/complaints/columns/", "/complaints/export/", "/complaints/views/new/"}


def test_the_markup_of_every_page_is_whole(printed):
    assert [one for page in printed if page.is_page for one in wrong_of(page, checks.markup(page.text))] == []


def test_every_page_has_its_title_and_its_language(printed):
    assert [page.name for page in printed if page.is_page and ("<title></title>" in page.text or '<html lang="en-GB"' not in page.text)] == []


def test_every_page_that_opens_marks_one_entry_of_the_frame_as_current(printed):
    opened = [page for page in printed if page.is_page and page.who and page.status == 200]
    assert [page.name for page in opened if not checks.current(page.text)] == []
    assert [(page.name, found) for page in opened if len(found := checks.current(page.text)) > 1] == []


def test_script_stays_small():
    size = sum(path.stat().st_size for path in (Path(settings.BASE_DIR) / "static/js").glob("*.js"))
    assert size <= 60_000


def distinct(printed):
    """Every page that has a part which none before it had: the browser's checks depend on the parts, not on the words."""
    had, chosen = set(), []
    for page in printed:
        made = checks.parts(page.text) if page.is_page else set()
        if made - had:
            chosen.append(page)
        had |= made
    return chosen


@pytest.mark.browser
def test_every_page_is_clean_in_a_browser(printed, tab):
    wrong = []
    for page in distinct(printed):
        shown = tab.show(page)
        found = [f"console: {said[:160]}" for said in tab.said] + [f"asks {url}" for url in tab.elsewhere]
        found += checks.mended(shown, page.text) + checks.axe(shown) + checks.large(shown) + checks.narrow(shown) + checks.focus(shown)
        wrong += wrong_of(page, found)
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
@pytest.mark.parametrize("who", ROLES)
def test_the_tab_key_reaches_every_stop_in_the_order_of_the_page(printed, tab, who):
    page = tab.show(next(page for page in printed if page.who == who and page.address == "/help/"))
    stops = page.evaluate(f"({checks.STOPS})().length")
    order = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        order.append(page.evaluate(f"({checks.STOPS})().indexOf(document.activeElement)"))
    assert order == list(range(stops))
