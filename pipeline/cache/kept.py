"""The cache as a run sees it: what is kept of a file, and keeping what comes out of one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.cache import rows as packing
from pipeline.cache.keys import Keys
from pipeline.cache.store import Store
from pipeline.outcome import FilePart, Item, Part, Refused, ReleaseRows, digest_of, name_of
from pipeline.places import File, Place
from pipeline.settings import Settings

# Refusals that say nothing of the file: it could not be opened, memory ran out, a worker was ended, a package is not
# installed. They are tried again by every run.
PASSING = frozenset({"E108", "E117", "E203", "E204"})
# Refusals that hold for these budgets of time and memory.
BUDGETS = frozenset({"E206", "E207"})

_AT_ONCE = 256  # releases of one file that are held in memory


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """Where the rows of a release are kept, and what was counted of it."""

    key: bytes
    annotations: bytes | None
    characters_given: int
    characters_read: int


Known = tuple[ReleaseEntry | Refused, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it is now, and what is kept of it under `key`: its items in order, None where that has to be worked out."""

    path: File
    name: str
    digest: str | None = None
    key: bytes = b""
    items: Known | None = None


class Kept:
    """What a cache knows of the files of a corpus. With `store` None it knows nothing and keeps nothing.

    With `again`, files of which something was refused count as not known.
    """

    def __init__(
        self, corpus: Place, settings: Settings, keys: Keys | None, store: Store | None, *, again: bool = False
    ) -> None:
        self.corpus = corpus
        self._keys = keys
        self._store = store if keys else None
        self._again = again
        self._budgets = [settings.max_seconds, settings.max_memory]
        self._growing: dict[str, list[ReleaseEntry | Refused]] = {}

    def find(self, path: File) -> Found:
        """Look what is kept of a file, and whether all of that is still there."""
        name = name_of(path, self.corpus)
        if self._store is None or self._keys is None:
            return Found(path, name)
        digest = digest_of(path, self.corpus)
        if digest is None:
            return Found(path, name)
        key = self._keys.of_file(name, digest)
        entry = self._store.get(key)
        items = self._read(entry) if entry else None
        if items and not all(isinstance(item, Refused) or self._store.has(item.key) for item in items):
            items = None
        return Found(path, name, digest, key, items)

    def parts(self, found: Found) -> Iterator[FilePart]:
        """Give what is kept of a file; without a part that `ends` where something in it turns out to be damaged."""
        known = found.items or ()
        for start in range(0, max(1, len(known)), _AT_ONCE):
            items: list[Item] = []
            for kept in known[start : start + _AT_ONCE]:
                item = kept if isinstance(kept, Refused) else self._rows(kept)
                if item is None:
                    yield FilePart(found.name, tuple(items), ends=False)
                    return
                items.append(item)
            yield FilePart(found.name, tuple(items), ends=start + _AT_ONCE >= len(known))

    def keep(self, part: Part) -> None:
        """Keep what has just been worked out. From here on it survives the end of this process."""
        if self._store is None:
            return
        entries = list(part.annotations.items())
        for file in part.files:
            entries += [
                (item.key, packing.entry_of(item.rows, item.annotations))
                for item in file.items
                if isinstance(item, ReleaseRows) and item.fresh
            ]
        if entries:
            self._store.put(entries)

    def note(self, part: FilePart, found: Found) -> None:
        """Note that a part of a file is used by this run; once it ends, what the whole file gave is kept."""
        if self._store is None:
            return
        used = [key for item in part.items if isinstance(item, ReleaseRows) for key in (item.key, item.annotations)]
        growing = self._growing.setdefault(part.name, [])
        growing += [
            item if isinstance(item, Refused) else ReleaseEntry(item.key, item.annotations, item.given, item.read)
            for item in part.items
        ]
        if part.ends:
            del self._growing[part.name]
            used.append(found.key)
            passing = any(isinstance(item, Refused) and item.row["error"] in PASSING for item in growing)
            if part.digest and not passing:
                self._store.put([(found.key, self._spelt(growing))])
        self._store.use(key for key in used if key)

    def _rows(self, kept: ReleaseEntry) -> ReleaseRows | None:
        assert self._store is not None
        entry = self._store.get(kept.key)
        if entry is None:
            return None
        packed, annotations = packing.from_entry(entry)
        return ReleaseRows(
            kept.key, packed, annotations, given=kept.characters_given, read=kept.characters_read, fresh=False
        )

    def _spelt(self, items: list[ReleaseEntry | Refused]) -> bytes:
        """Spell out what a file gave, with the budgets under which it holds."""
        spelt = [
            [item.row, item.given]
            if isinstance(item, Refused)
            else [
                item.key.hex(),
                item.annotations.hex() if item.annotations else None,
                item.characters_given,
                item.characters_read,
            ]
            for item in items
        ]
        return json.dumps([self._budgets, spelt]).encode()

    def _read(self, entry: bytes) -> Known | None:
        """Read what `_spelt` wrote; None where something in it is to be tried again, or holds for other budgets."""
        budgets, spelt = json.loads(entry)
        items = tuple(
            Refused(*item)
            if isinstance(item[0], dict)
            else ReleaseEntry(bytes.fromhex(item[0]), bytes.fromhex(item[1]) if item[1] else None, *item[2:])
            for item in spelt
        )
        refused = [item.row["error"] for item in items if isinstance(item, Refused)]
        if (refused and self._again) or (budgets != self._budgets and BUDGETS.intersection(refused)):
            return None
        return items
