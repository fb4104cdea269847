"""Somebody signed in to the pages of the settings, on MONDAY."""

from tests.web.conftest import at, signed_in

__all__ = ["at", "signed_in"]
