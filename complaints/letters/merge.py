"""Puts values into a locked paragraph. A fixed list of fields, one pass, no expressions: a value is never read as a template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FIELD = re.compile(r"\{([^{}]*)\}")
GAP = "________"
"""What stands where a value is missing; the checklist then says that something is not filled in."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. `field` and `source` say where they come from; both are empty for fixed wording."""

    text: str
    field: str = ""
    source: str = ""


class UnknownField(ValueError):
    """A paragraph names a field that is not in the list."""


def fields_in(template: str) -> tuple[str, ...]:
    return tuple(_FIELD.findall(template))


def pieces(template: str, values: Mapping[str, str], sources: Mapping[str, str]) -> tuple[Piece, ...]:
    """The paragraph with its fields filled, in pieces. Raises UnknownField for a field outside `sources`."""
    fixed_and_names = _FIELD.split(template)
    found: list[Piece] = []
    for index, part in enumerate(fixed_and_names):
        if index % 2 == 0:
            found += [Piece(part)] * bool(part)
        elif part in sources:
            found.append(Piece(values.get(part) or GAP, part, sources[part]))
        else:
            raise UnknownField(f"A paragraph names the field “{part}”, which letters do not have.")
    return tuple(found)


def text_of(parts: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in parts)
