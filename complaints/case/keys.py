"""What an import's row is known by once its words were erased. Pure."""

import hashlib

GONE = "gone:"


def gone_key(key: str) -> str:
    """A key that is known again and says nothing; once made it stays as it is."""
    return key if key.startswith(GONE) else GONE + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
