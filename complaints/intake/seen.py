"""What one run over an import file has met so far, in a database file of its own that goes when the run ends.

So that a file of any length is read in flat memory. Holds hashes and keys for the time of one run; nothing outlives it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager


class Seen:
    def __init__(self, store: sqlite3.Connection):
        self._store = store
        store.execute("PRAGMA synchronous=OFF")
        store.execute("PRAGMA journal_mode=OFF")
        store.execute("CREATE TABLE rows (content BLOB PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID")
        store.execute("CREATE TABLE keys (key TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID")

    def occurrence(self, content: bytes) -> int:
        """How many times this content has come up, this time included."""
        sql = "INSERT INTO rows VALUES (?, 1) ON CONFLICT (content) DO UPDATE SET times = times + 1 RETURNING times"
        return self._store.execute(sql, [content]).fetchone()[0]

    def content_of(self, key: str) -> str | None:
        """The content that this run took in under the key."""
        found = self._store.execute("SELECT content FROM keys WHERE key = ?", [key]).fetchone()
        return found[0] if found else None

    def take(self, key: str, content: str) -> None:
        self._store.execute("INSERT INTO keys VALUES (?, ?)", [key, content])


@contextmanager
def seen() -> Iterator[Seen]:
    """A store for one run; an empty name is SQLite's for a file that nobody else sees."""
    with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as store:
        yield Seen(store)
