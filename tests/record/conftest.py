"""A mail server for the tests of handing mail over."""

import pytest

from tests.record.smtp_server import MailServer


@pytest.fixture
def smtp(settings):
    """A running mail server to which the desk's mail goes."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    yield server
    server.stop()
