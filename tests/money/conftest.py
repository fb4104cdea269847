"""Somebody signed in on the pages of the money room, and what time it is there."""

from tests.web.conftest import at, signed_in

__all__ = ["at", "signed_in"]
