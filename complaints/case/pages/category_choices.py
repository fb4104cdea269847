"""The categories as a select offers them: groups with what they hold. Reads only."""

from datetime import date

from complaints.case.categories import offered
from complaints.case.models import Category


def grouped(on: date, *, keep: Category | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """(group, [(code, name)]), those that are offered that day, in the order of the lists; `keep` is the one
    that a complaint has, retired or not."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in offered(on):
        groups.setdefault(row.parent.name, []).append((row.code, row.name))
    if keep and keep.parent and all(code != keep.code for rows in groups.values() for code, _ in rows):
        groups.setdefault(keep.parent.name, []).append((keep.code, f"{keep.name} (retired)"))
    return list(groups.items())
