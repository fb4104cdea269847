"""The finished letter as plain data, ready for the printer: head, sections as paragraphs and lists, sign-off. Pure."""

from complaints.letters.compose import Section, title
from complaints.letters.dates import long_date
from complaints.letters.facts import Facts
from complaints.letters.fields import BULLET
from complaints.letters.kinds import Format, Language
from complaints.letters.wording import breakable, one_line, tidy

_FIXED = {
    Language.ENGLISH: {"dear": "Dear", "reference": "Reference", "sign_off": "Yours sincerely", "page": "Page", "of": "of"},
    Language.WELSH: {"dear": "Annwyl", "reference": "Cyfeirnod", "sign_off": "Yn gywir", "page": "Tudalen", "of": "o"},
}  # fmt: skip
assert set(_FIXED) == set(Language)
_LOCALE = {Language.ENGLISH: "en", Language.WELSH: "cy"}
assert set(_LOCALE) == set(Language)


def document(facts: Facts, sections: tuple[Section, ...]) -> dict:
    """The dict that `paper.render` prints. Everything in it is text; nothing in it is markup."""
    words = _FIXED[facts.language]
    company = facts.company
    return {
        "language": _LOCALE[facts.language],
        "title": title(facts),
        "company": {"name": one_line(company.name), "strapline": one_line(company.strapline)},
        "company_address": one_line(company.address),
        "address": [breakable(line) for line in map(one_line, (facts.addressee.name, *facts.addressee.address_lines)) if line],
        "date": long_date(facts.today, facts.language),
        "reference": f"{words['reference']} {one_line(facts.reference)}",
        "salutation": breakable(f"{words['dear']} {_salutation(facts)},"),
        "sections": [_section(section) for section in sections if section.text.strip()],
        "sign_off": words["sign_off"],
        "signed": [line for line in (one_line(facts.owner_name), one_line(facts.owner_role), one_line(company.name)) if line],
        "page_words": [words["page"], words["of"]],
        "large_print": facts.format is Format.LARGE_PRINT,
    }  # fmt: skip


def _salutation(facts: Facts) -> str:
    words = one_line(facts.addressee.salutation) or one_line(facts.addressee.name)
    return words.removesuffix(",").removeprefix("Dear ").removeprefix("Annwyl ")


def _section(section: Section) -> dict:
    return {"heading": section.heading, "blocks": blocks(section.text)}


def blocks(text: str) -> list[dict]:
    """Paragraphs and lists. An empty line parts paragraphs; a line that begins with a bullet is an item of a list."""
    found: list[dict] = []
    for paragraph in breakable(tidy(text)).split("\n\n"):
        for line in paragraph.split("\n"):
            _add_line(found, line.strip())
        found.append({"kind": "gap", "lines": []})
    return [block for block in found if block["lines"]]


def _add_line(found: list[dict], line: str) -> None:
    if not line:
        return
    kind = "list" if line.startswith(BULLET) else "text"
    words = line.removeprefix(BULLET).strip() if kind == "list" else line
    if found and found[-1]["kind"] == kind:
        found[-1]["lines"].append(words)
    else:
        found.append({"kind": kind, "lines": [words]})


def texts(document: dict) -> list[str]:
    """Every piece of text in the document, for checking which characters can be printed."""
    if isinstance(document, str):
        return [document]
    values = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    return [text for value in values for text in texts(value)]
