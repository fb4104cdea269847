"""Somebody signed in and the moment it is on the pages: as in the tests of the other pages."""

import pytest

from tests.web.conftest import at, signed_in

__all__ = ["at", "signed_in"]


@pytest.fixture
def reader_of_many(settings, tmp_path, monkeypatch, signed_in):
    """A reader of a desk whose one complaint counts as many."""
    from complaints.reports import filed
    from tests.factories import make_complaint

    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(filed, "AT_ONCE", 0)
    make_complaint()
    return signed_in("senior_manager")
