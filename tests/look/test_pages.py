"""Every page template prints its sample context whole, and the printed page keeps the rules of the face."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from complaints.templatetags import desk
from tests.look import samples_pages

PAGES = samples_pages.pages()
NAMES = sorted(PAGES)
VOID = {"input", "meta", "link", "br", "hr", "img"}


class Page(HTMLParser):
    """Tags with their attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.badly_nested: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.badly_nested.append(tag)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def text_of(name: str) -> str:
    return render_to_string(*PAGES[name])


def page_of(name: str) -> Page:
    return Page(text_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_tags_are_well_nested(name: str) -> None:
    page = page_of(name)
    assert (page.badly_nested, page.open) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_h1_and_at_most_one_filled_button(name: str) -> None:
    page = page_of(name)
    filled = [attrs for _, attrs in page.tags if "btn-primary" in (attrs.get("class") or "").split()]
    assert len(page.named("h1")) == 1
    # The dialog about the time-out is another page laid over this one.
    assert len([attrs for attrs in filled if "data-idle-stay" not in attrs]) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_styled_or_scripted_in_the_page(name: str) -> None:
    page = page_of(name)
    assert not [attrs for _, attrs in page.tags if "style" in attrs or any(key.startswith("on") for key in attrs)]
    assert not page.named("style") and all(attrs.get("src") for attrs in page.named("script"))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    page = page_of(name)
    links = [attrs.get("src") or attrs.get("href") or "" for tag, attrs in page.tags if tag in ("script", "link", "img")]
    assert links and all(link.startswith("/static/") for link in links)
    assert not any("bootstrap" in link and link.endswith(".js") for link in links)  # its style alone


def test_the_weights_of_the_typeface_that_every_page_uses_are_fetched_with_it() -> None:
    """One that comes after the first words moves them."""
    early = [attrs["href"] for tag, attrs in page_of("list").tags if tag == "link" and attrs.get("rel") == "preload"]
    assert [name.rpartition("/")[2] for name in early] == ["desk-400.woff", "desk-700.woff", "desk-900.woff"]


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_labels_point_to_fields(name: str) -> None:
    page = page_of(name)
    ids = Counter(attrs["id"] for _, attrs in page.tags if attrs.get("id"))
    assert [found for found, count in ids.items() if count > 1] == []
    pointed = [attrs[key] for _, attrs in page.tags for key in ("for", "aria-labelledby") if attrs.get(key)]
    assert [target for target in pointed if target not in ids] == []


@pytest.mark.parametrize("name", NAMES)
def test_described_fields_point_to_words_that_are_there(name: str) -> None:
    page = page_of(name)
    ids = {attrs["id"] for _, attrs in page.tags if attrs.get("id")}
    asked = {target for _, attrs in page.tags for target in (attrs.get("aria-describedby") or "").split()}
    assert asked <= ids


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_named_or_hidden_and_every_icon_exists(name: str) -> None:
    page = page_of(name)
    for attrs in page.named("svg"):
        assert attrs.get("aria-hidden") == "true" or (attrs.get("role") == "img" and attrs.get("aria-label"))
    drawn = {attrs["id"] for attrs in page.named("symbol")}
    assert {attrs["href"].lstrip("#") for attrs in page.named("use")} <= drawn


@pytest.mark.parametrize("name", NAMES)
def test_words_are_plain(name: str) -> None:
    seen = re.sub(r"<[^>]*>", " ", text_of(name)).lower()
    assert not re.findall(r"\b(?:please|sorry|oops|seed 0\d\d)\b", seen)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_stays_small(name: str) -> None:
    assert len(text_of(name).encode()) < 100_000


def test_the_alert_count_stands_in_the_title() -> None:
    assert "<title>(3) LM-26-04391-K Amira Shah · Lastmile</title>" in text_of("case")


def test_the_mark_of_the_tab_says_whether_an_alert_waits() -> None:
    assert "mark-alerts.svg" in text_of("case") and "mark-alerts.svg" not in text_of("sign-in")


def test_a_page_with_errors_says_so_first_in_its_title() -> None:
    assert "<title>Error: Sign in" in text_of("sign-in-error")
    assert "<title>(3) Error: Log a complaint" in text_of("form-error")


def test_the_sign_in_page_keeps_the_bar_and_the_footer_only() -> None:
    page = page_of("sign-in")
    classes = {attrs.get("class") for _, attrs in page.tags}
    assert "bar" in classes and "foot" in classes and not {"nav", "bar-search", "bar-log"} & classes


def test_the_error_page_stands_without_any_context() -> None:
    assert "This page did not work" in text_of("error-bare")


@pytest.mark.parametrize(("text", "kind"), [
    ("Wed 1 Oct 2008", "whole"), ("Mon 30 Nov 2026 18:07", "whole"), ("1 October 2008", "whole"), ("Our documents", "whole"),
    ("Customer service North", ""),
])
def test_a_day_and_a_short_word_stay_on_one_line_of_a_table(text, kind):
    assert desk.cell_kind({"text": text}) == (f' class="{kind}"' if kind else "")
    assert desk.cell_kind({"text": text, "num": True}) == ' class="num"'
