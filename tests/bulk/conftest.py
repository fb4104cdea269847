"""Somebody signed in at a moment that stands still, as in the tests of the pages."""

from tests.web.conftest import at as at
from tests.web.conftest import signed_in as signed_in
