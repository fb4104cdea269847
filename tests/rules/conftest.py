"""Somebody signed in to the pages of the rules, on MONDAY unless a test sets another moment."""

from tests.web.conftest import at, signed_in

__all__ = ["at", "signed_in"]
