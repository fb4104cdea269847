"""What the settings know of each table of own rows: its page, its words, and how one row is shown. One entry a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from complaints.case import categories as category_rows
from complaints.case.models import Category
from complaints.desk_settings.pages import categories, paragraphs
from complaints.letters import own_paragraphs as paragraph_rows
from complaints.rules.models import OwnRow
from complaints.rules.own_changes import Subject

Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SettingPage:
    """`before(row)` are the lines of what holds beside a row that waits; `preview(row)` an address that shows it at work, or None."""

    title: str
    href: str
    text: str
    subject: Subject
    spoken: Callable[[Mapping[str, Any]], Lines]
    name_of: Callable[[OwnRow], str]
    before: Callable[[OwnRow], Lines]
    row_href: Callable[[str], str]
    preview: Callable[[OwnRow], str | None] = lambda row: None


def _category_name(row: OwnRow) -> str:
    found = Category.objects.filter(code=row.key).values_list("name", flat=True).first()
    return row.values.get("name") or found or row.key


def _category_before(row: OwnRow) -> Lines:
    found = Category.objects.select_related("parent", "team").filter(code=row.key).first()
    return categories.spoken(category_rows.values_of(found)) if found else ()


def _paragraph_name(row: OwnRow) -> str:
    found = paragraph_rows.by_id().get(row.key)
    return paragraphs.name_of(found) if found else row.key


def _paragraph_before(row: OwnRow) -> Lines:
    found = paragraph_rows.by_id().get(row.key)
    return paragraphs.spoken({"text": paragraph_rows.worded([found], row.at)[0].text}) if found else ()


PAGES: dict[str, SettingPage] = {
    "category": SettingPage(
        "Categories", categories.HOME, "What a complaint can be about, how severe it is, and which team has it.", category_rows.SUBJECT,
        categories.spoken, _category_name, _category_before, lambda key: f"{categories.HOME}{key}/"),
    "paragraph": SettingPage(
        "Wording of letters", paragraphs.HOME, "The fixed paragraphs of every kind of letter, in English and Welsh, each version kept.",
        paragraph_rows.SUBJECT, paragraphs.spoken, _paragraph_name, _paragraph_before, lambda key: f"{paragraphs.HOME}{key}/",
        lambda row: f"{paragraphs.HOME}{row.key}/preview.pdf?row={row.pk}"),
}
