"""What the settings know of each table of own rows: its page, its words, and how one row is shown. One entry a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from complaints.alerts import own_tiers
from complaints.case import categories as category_rows
from complaints.case.models import Category
from complaints.clocks import words
from complaints.desk_settings.pages import categories, company, contacts, paragraphs, procedure, tiers
from complaints.letters import own_paragraphs as paragraph_rows
from complaints.rules import own_clocks, own_company, own_contacts
from complaints.rules import services as rules
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


def _contact_before(row: OwnRow) -> Lines:
    found = contacts.contact_now(row.key, row.valid_from)
    return contacts.spoken_contact(contacts.contact_values(found)) if found else ()


def _distributor_before(row: OwnRow) -> Lines:
    found = contacts.distributor_now(row.key, row.valid_from)
    return contacts.spoken_distributor(contacts.distributor_values(found)) if found else ()


def _named(field: str, before: Callable[[OwnRow], Lines], label: str) -> Callable[[OwnRow], str]:
    return lambda row: row.values.get(field) or dict(before(row)).get(label) or row.key


def _fact_before(row: OwnRow) -> Lines:
    return ((company.LABELS[row.key], company.fact_words(row.key, getattr(rules.company(row.valid_from), row.key))),)


PAGES: dict[str, SettingPage] = {
    "category": SettingPage(
        "Categories", categories.HOME, "What a complaint can be about, how severe it is, and which team has it.", category_rows.SUBJECT,
        categories.spoken, _category_name, _category_before, lambda key: f"{categories.HOME}{key}/"),
    "paragraph": SettingPage(
        "Wording of letters", paragraphs.HOME, "The fixed paragraphs of every kind of letter, in English and Welsh, each version kept.",
        paragraph_rows.SUBJECT, paragraphs.spoken, _paragraph_name, _paragraph_before, lambda key: f"{paragraphs.HOME}{key}/",
        lambda row: f"{paragraphs.HOME}{row.key}/preview.pdf?row={row.pk}"),
    "contact": SettingPage(
        "Contacts", contacts.HOME, "The Ombudsman, free advice, the regulator and the emergency lines; the distributors by area.",
        own_contacts.CONTACTS, contacts.spoken_contact, _named("name", _contact_before, "Name"), _contact_before,
        lambda key: f"{contacts.HOME}{key}/"),
    "distributor": SettingPage(
        "Distributors", contacts.HOME, "", own_contacts.DISTRIBUTORS, contacts.spoken_distributor, _named("area", _distributor_before, "Area"),
        _distributor_before, lambda key: f"{contacts.DISTRIBUTORS}{key}/"),
    "tier": SettingPage(
        "Alerts", tiers.HOME, "Who hears of each deadline ahead, on the day and late, and when an alert goes further.", own_tiers.SUBJECT,
        tiers.spoken, lambda row: words.title(row.key), lambda row: tiers.spoken(own_tiers.values_on(row.key, row.valid_from)),
        lambda key: f"{tiers.HOME}{key}/"),
    own_clocks.TABLE: SettingPage(
        "Our procedure", procedure.HOME, "The working days of senior review, update, deadlock letter and confirming letter, by day of receipt.",
        procedure.SUBJECT, procedure.spoken, lambda row: words.title(row.key),
        lambda row: procedure.spoken(procedure.values_on(row.key, row.valid_from)), lambda key: f"{procedure.HOME}{key}/"),
    "company": SettingPage(
        "The company", company.HOME, "Name, address, telephone, opening hours, licence, same-day hour and the days that the post takes.",
        own_company.COMPANY, lambda values: (("Value", str(values["value"])),), lambda row: company.LABELS.get(row.key, row.key), _fact_before,
        lambda key: f"{company.HOME}{key}/"),
    "accounts": SettingPage(
        "Accounts by month", company.ACCOUNTS, "How many accounts there are, for figures per 100,000 accounts.", own_company.ACCOUNT_NUMBERS,
        company.spoken_accounts, lambda row: company.month_words(row.key), lambda row: (), lambda key: f"{company.ACCOUNTS}{key}/"),
}
