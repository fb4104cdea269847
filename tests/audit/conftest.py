"""Somebody signed in, at a set time, as for every page."""

from tests.web.conftest import at, signed_in

__all__ = ["at", "signed_in"]
