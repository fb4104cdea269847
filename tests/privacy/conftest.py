"""A folder of bytes of the test's own, and somebody signed in at a moment that stands still."""

import pytest

from tests.web.conftest import at as at
from tests.web.conftest import signed_in as signed_in


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path
