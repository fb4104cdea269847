"""Names of members that every system can unpack: ASCII, no path, no leading dot, short. Pure."""

import re
import unicodedata

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST = 80


def safe_name(name: str) -> str:
    """"Café photo (1).jpg" as "Cafe_photo_1.jpg". What is left of a name is what can be written everywhere; never empty."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    stem, dot, ending = plain.rpartition(".")
    stem, ending = (UNSAFE.sub("_", part).strip("._-") for part in (stem if dot else plain, ending if dot else ""))
    return f"{stem[:LONGEST] or 'file'}" + (f".{ending[:8]}" if ending else "")
