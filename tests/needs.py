"""What a test needs beyond Python, where it is found, and one sentence for each thing that is not there."""

import os
import shutil
from collections.abc import Callable
from urllib.parse import urlsplit

import psycopg2
import redis

POSTGRES_CANDIDATES = (
    "postgres://postgres@127.0.0.1:5432/complaints",
    "postgres://postgres@%2Fvar%2Frun%2Fpostgresql/complaints",
)
REDIS_CANDIDATE = "redis://127.0.0.1:6379/9"


def postgres_answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        psycopg2.connect(parts._replace(scheme="postgresql", path="/postgres").geturl(), connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


def postgres() -> str:
    """The address of a PostgreSQL server on which databases may be made, or an empty text."""
    named = os.environ.get("TEST_POSTGRES_URL", "")
    return next((url for url in ([named] if named else POSTGRES_CANDIDATES) if postgres_answers(url)), "")


def redis_server() -> str:
    url = os.environ.get("TEST_REDIS_URL", REDIS_CANDIDATE)
    try:
        redis.Redis.from_url(url, socket_connect_timeout=2).ping()
    except (OSError, redis.RedisError):
        return ""
    return url


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


def pdf_tools() -> str:
    return shutil.which("pdftotext") or ""


FINDERS: dict[str, Callable[[], str]] = {
    "postgres": postgres,
    "redis": redis_server,
    "browser": chromium,
    "poppler": pdf_tools,
}
SENTENCES = {
    "postgres": "PostgreSQL was not found (TEST_POSTGRES_URL, 127.0.0.1:5432, the local socket)",
    "redis": "Redis was not found (TEST_REDIS_URL, 127.0.0.1:6379)",
    "browser": "Chromium was not found on the PATH",
    "poppler": "poppler-utils (pdftotext, pdftoppm) was not found on the PATH",
}
assert FINDERS.keys() == SENTENCES.keys()
