"""What is left of marks: in a dump of the database, in the bytes of its file, and on the disk. No assertion lives here."""

import os
import subprocess
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import connection


def dumped():
    """Every row of the database as text, by the database's own means."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return "\n".join(connection.connection.iterdump()).encode()
    told = connection.settings_dict
    secret = {"PGPASSWORD": told["PASSWORD"]} if told["PASSWORD"] else {}
    return subprocess.run(["pg_dump", "-h", told["HOST"], "-p", str(told["PORT"] or 5432), "-U", told["USER"], told["NAME"]],
                          check=True, capture_output=True, env=os.environ | secret).stdout


def database_bytes():
    """The bytes of SQLite's file and of its journal."""
    name = Path(connection.settings_dict["NAME"])
    return b"".join(path.read_bytes() for path in (name, Path(f"{name}-wal")) if path.is_file())


def on_disk():
    """Every file below VAR_DIR with its name; packed ones unpacked."""
    return b"\n".join(str(path).encode() + b"\n" + unpacked(path) for path in sorted(Path(settings.VAR_DIR).rglob("*")) if path.is_file())


def unpacked(path):
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"\n".join(name.encode() + packed.read(name) for name in packed.namelist())


def left(marks, where):
    """The places whose mark stands there, whatever the case of its letters."""
    small = where.lower()
    return sorted(place for place, mark in marks.items() if mark.lower().encode() in small)
