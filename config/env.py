"""Reading the environment, with one sentence for each value that cannot be used.

Lives here: the typed readers and the refusals. May not live here: Django, or what a setting means.
"""

import ipaddress
import os
import secrets
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})
REQUIRED = {
    "SECRET_KEY": "Set SECRET_KEY to 50 or more random characters, or set DEMO=1 for a trial.",
    "ALLOWED_HOSTS": "Set ALLOWED_HOSTS to the host names this site answers to, separated by commas, or set DEMO=1.",
    "DATABASE_URL": "Set DATABASE_URL to the PostgreSQL database, or set DEMO=1 for a trial on SQLite.",
}
BROKERS = frozenset({"filesystem", "redis", "rediss", "redis+socket", "sentinel", "memory"})
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"


def refuse(*sentences: str) -> None:
    """Leaves the program with status 1 and the sentences on standard error, a line each."""
    sys.exit("\n".join(sentences))


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool = False) -> bool:
    text = env(name, "1" if default else "0").lower()
    if text not in TRUE | FALSE:
        refuse(f"{name} must be 1 or 0, not {text!r}.")
    return text in TRUE


def env_int(name: str, default: int, *, least: int, most: int) -> int:
    text = env(name, str(default))
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        refuse(f"{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def env_choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    text = env(name, default)
    if text not in allowed:
        refuse(f"{name} must be one of {', '.join(allowed)}, not {text!r}.")
    return text


def env_list(name: str) -> list[str]:
    return [part.strip() for part in env(name).split(",") if part.strip()]


def env_networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Addresses or networks, separated by commas."""
    networks = []
    for part in env_list(name):
        try:
            networks.append(ipaddress.ip_network(part, strict=False))
        except ValueError:
            refuse(f"{name} must hold addresses or networks separated by commas; {part!r} is neither.")
    return networks


def require(*, demo: bool) -> None:
    """Outside demo mode the three secrets of an installation must be named."""
    missing = [] if demo else [sentence for name, sentence in REQUIRED.items() if not env(name)]
    if missing:
        refuse(*missing)


def make_folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        refuse(f"VAR_DIR cannot be used: {path}: {error.strerror}.")
    return path


def broker(url: str) -> str:
    """The queue's address: Redis, or the embedded one on files. Celery would take any word and try it for ever."""
    if url.partition(":")[0] not in BROKERS:
        refuse("CELERY_BROKER_URL must be written as redis://:password@host:6379/0 or rediss://….")
    return url


def kept_secret(path: Path, *, size: int = 64) -> str:
    """The secret in `path`, made of `size` random bytes on the first call. Two first calls at once agree on one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(size))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def database(url: str, folder: Path) -> dict[str, Any]:
    """The Django database settings for `url`, or for the embedded SQLite file in `folder`."""
    try:
        found = dict(dj_database_url.parse(url or f"sqlite:///{folder / 'complaints.sqlite3'}"))
    except ValueError:
        refuse("DATABASE_URL cannot be read; write it as postgres://user:password@host:5432/name.")
    engine = found["ENGINE"].rpartition(".")[2]
    if engine == "sqlite3":
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
        return {**found, "OPTIONS": options, "CONN_MAX_AGE": None}
    if engine != "postgresql":
        refuse("DATABASE_URL must name a PostgreSQL or SQLite database.")
    return {**found, "OPTIONS": _for_reports(found.get("OPTIONS", {})), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _for_reports(options: dict[str, Any]) -> dict[str, Any]:
    """The server compiles no statement: for the reports it took a half second, several times what they take as they are. A million moves
    fit into the memory of a statement: in 4 MB, the server's own default, they are looked through once for each complaint."""
    given = options.get("options", "")
    memory = "" if "work_mem" in given else "-c work_mem=32MB"
    return {**options, "options": " ".join(part for part in (given, memory, "-c jit=off") if part)}


def mail(url: str, folder: Path) -> dict[str, Any]:
    """The Django mail settings for `url` (smtp://, smtps://), or for files in `folder`/mail."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        refuse("EMAIL_URL must be written as smtp://user:password@host:587?tls=1 or smtps://user:password@host:465.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["1"],
    }
