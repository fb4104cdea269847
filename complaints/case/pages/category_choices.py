"""The categories as a select offers them: groups with what they hold. Reads only."""

from complaints.case.models import Category


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """(group, [(code, name)]), in the order of the shipped rows."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in Category.objects.filter(parent__isnull=False).select_related("parent").order_by("parent__position", "position"):
        groups.setdefault(row.parent.name, []).append((row.code, row.name))
    return list(groups.items())
