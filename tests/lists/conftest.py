"""Somebody signed in, as on the pages."""

from tests.web.conftest import at, signed_in  # noqa: F401 - fixtures of every test here
