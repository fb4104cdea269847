"""What the columns of every room's rows share. No rows here."""

from collections.abc import Iterable


def choices(names: Iterable[str]) -> list[tuple[str, str]]:
    """Codes as a column takes them; their words are elsewhere."""
    return [(name, name) for name in names]
