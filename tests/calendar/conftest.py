"""Somebody signed in and the moment it is on the pages: as in the tests of the other pages."""

from tests.web.conftest import at, signed_in

__all__ = ["at", "signed_in"]
