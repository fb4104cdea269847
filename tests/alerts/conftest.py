"""What several tests of alerts start from."""

from tests.record.conftest import smtp

__all__ = ["smtp"]
