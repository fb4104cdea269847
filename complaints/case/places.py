"""The nation of a postcode's area. Pure.

An area across a border counts where most of it lies; whatever it says is marked assumed until a person confirms it.
"""

import re

SCOTTISH = frozenset(["AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE"])
WELSH = frozenset(["CF", "LD", "LL", "NP", "SA"])
AREA = re.compile(r"^([A-Z]{1,2})[0-9]")


def postcode_key(typed: str) -> str:
    """Capitals without spaces: how postcodes are compared."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())[:8]


def nation_of(postcode: str) -> str | None:
    """england, wales or scotland by the postcode's area; None where it has none."""
    found = AREA.match(postcode_key(postcode))
    if not found:
        return None
    area = found[1]
    if area in SCOTTISH:
        return "scotland"
    return "wales" if area in WELSH else "england"
