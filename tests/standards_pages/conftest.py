"""Somebody signed in, the moment it is on the pages, and people at the API: as for the other pages and calls."""

from tests.api.conftest import agent, as_role, compliance, manager, nobody
from tests.web.conftest import at, signed_in

__all__ = ["agent", "as_role", "at", "compliance", "manager", "nobody", "signed_in"]
