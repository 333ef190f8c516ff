"""The store of the cache: bytes under keys in one SQLite file, each with a checksum.

SQLite in WAL mode: what was put before the process was killed is there, worker processes read while the run writes,
and a file that is no longer a database says so. Nothing in a cache is worth failing a run for: entries whose checksum is
wrong are dropped, a damaged file is begun anew, and where the store cannot be written the run goes on without it; each
is told once as a warning of the logger `communique`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

log = logging.getLogger("communique")

FILE = "extracted.sqlite"
_FORMAT = 1
_WAIT = 30.0  # seconds for another run that is writing into the same store
# SQLite's primary result codes (sqlite.org/rescode.html) that say that the file is damaged: error (a missing table),
# corrupt, not a database, a format of other sizes.
_DAMAGED = {1, 11, 17, 18, 20, 26}

_SCHEMA = f"""
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY NOT NULL, checksum BLOB NOT NULL, value BLOB NOT NULL);
PRAGMA user_version = {_FORMAT};
"""


class Store:
    """Bytes under keys. `writable` is false in worker processes, which only look things up.

    `drop`ped entries and damage are counted in `damaged`. All methods may be called whatever state the file is in.
    """

    def __init__(self, folder: Path, *, writable: bool = True) -> None:
        self.path = folder / FILE
        self.writable = writable
        self.damaged = 0
        self._open: sqlite3.Connection | None = None
        with self._guarded():
            if writable:
                folder.mkdir(parents=True, exist_ok=True)
            self._connect()

    def get(self, key: bytes) -> bytes | None:
        """Give what was put under `key`; None where nothing was, or what was put is damaged."""
        found = None
        with self._guarded():
            if self._open:
                found = self._open.execute("SELECT checksum, value FROM entries WHERE key = ?", (key,)).fetchone()
        if found is None:
            return None
        checksum, value = found
        if isinstance(value, bytes) and checksum == _checksum(key, value):
            return value
        self.drop(key)
        return None

    def has(self, key: bytes) -> bool:
        """Whether something was put under `key`, damaged or not."""
        with self._guarded():
            if self._open:
                return self._open.execute("SELECT 1 FROM entries WHERE key = ?", (key,)).fetchone() is not None
        return False

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep entries, all or none; they survive the end of this process from here on."""
        with self._guarded():
            if self._open and self.writable:
                rows = ((key, _checksum(key, value), value) for key, value in entries)
                with self._open:
                    self._open.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", rows)

    def drop(self, key: bytes) -> None:
        """Remove an entry that turned out to be damaged."""
        self.damaged += 1
        if self.damaged == 1 and self.writable:
            log.warning("%s: damaged entries are dropped and extracted anew", self.path)
        with self._guarded():
            if self._open and self.writable:
                with self._open:
                    self._open.execute("DELETE FROM entries WHERE key = ?", (key,))

    def use(self, keys: Iterable[bytes]) -> None:
        """Note that this run has used entries."""
        with self._guarded():
            if self._open and self.writable:
                self._open.executemany("INSERT OR IGNORE INTO temp.used VALUES (?)", ((key,) for key in keys))
                self._open.commit()

    def prune(self) -> None:
        """Remove the entries that this run has not used, and give their space back."""
        with self._guarded():
            if self._open and self.writable:
                with self._open:
                    self._open.execute("DELETE FROM entries WHERE key NOT IN (SELECT key FROM temp.used)")
                self._open.execute("PRAGMA incremental_vacuum").fetchall()
                self._open.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            if self._open:
                self._open.close()
        self._open = None

    def _connect(self) -> None:
        if self.writable:
            self._open = sqlite3.connect(self.path, timeout=_WAIT)
            known = self._open.execute("PRAGMA user_version").fetchone()[0]
            if known not in (0, _FORMAT):
                self._begin_anew()
                return
            self._open.executescript(_SCHEMA)
            # Enough for a process that is killed; after a power cut the latest entries may be missing, none is wrong.
            self._open.execute("PRAGMA synchronous = NORMAL")
            self._open.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID")
            self._open.commit()
        elif self.path.exists():
            self._open = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT)

    def _begin_anew(self) -> None:
        self.close()
        for path in (self.path, *(self.path.with_name(f"{FILE}-{kind}") for kind in ("wal", "shm", "journal"))):
            path.unlink(missing_ok=True)
        self._connect()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn whatever is wrong with the file into an empty store, or none."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, OverflowError, MemoryError) as error:
            # SQL and sizes are read from the file too: what is wrong with them may come as any of these.
            self._recover(error)

    def _recover(self, error: Exception) -> None:
        code = getattr(error, "sqlite_errorcode", None)
        # Text in place of bytes, or a number that is none, is not told by a code.
        damaged = not isinstance(error, OSError) and (code is None or code & 0xFF in _DAMAGED)
        if damaged and self.writable and self.damaged < _FORGIVEN:
            self.damaged += _FORGIVEN
            log.warning("%s is damaged (%s): it is begun anew, and all is extracted again", self.path, error)
            with suppress(sqlite3.Error, OSError):
                self._begin_anew()
                return
        if self.writable:
            log.warning("%s: %s. The run goes on; what it extracts is not kept for the next one", self.path, error)
        self.close()


_FORGIVEN = 1_000_000  # more than there are entries: a file that is damaged again once it was begun anew is given up


def _checksum(key: bytes, value: bytes) -> bytes:
    """Give a checksum of both, so that a value under the key of another one is told as well."""
    digest = blake2b(key, digest_size=16)
    digest.update(value)
    return digest.digest()
