"""When two names are the same name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_POSSESSIVE = re.compile(r"['’]s\b")
_PUNCTUATION = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^the ")

# A country is written in several ways, often within one release; the forms are folded, the first stands for all.
_COUNTRY_FORMS = (
    ("united states", "u s", "us", "usa", "u s a", "united states of america", "america"),
    ("united kingdom", "u k", "uk", "britain", "great britain"),
    ("china", "people s republic of china", "peoples republic of china", "people republic of china", "prc"),
    ("south korea", "republic of korea", "korea", "rok"),
    ("united arab emirates", "uae", "u a e"),
    ("european union", "eu", "e u"),
    ("new zealand", "nz"),
)
_COUNTRY = {form: forms[0] for forms in _COUNTRY_FORMS for form in forms}

Key = int | str


def fold(text: str | None) -> str:
    """Fold a name: case, accents, punctuation, a leading "the" and possessives do not count; None gives ""."""
    if text is None:
        return ""
    decomposed = unicodedata.normalize("NFKD", text)
    folded = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    folded = _PUNCTUATION.sub(" ", _POSSESSIVE.sub("", folded)).strip()
    return _ARTICLE.sub("", folded)


def fold_entity(name: str | None) -> str:
    """Fold a name, and give a country's usual forms as one."""
    folded = fold(name)
    return _COUNTRY.get(folded, folded)


def overlap(one: str | None, other: str | None) -> float:
    """Give the words that two texts share, as a share of those of the shorter one (0 where either has none)."""
    these, those = set(fold(one).split()), set(fold(other).split())
    return len(these & those) / max(1, min(len(these), len(those)))


class NameIndex:
    """Which entity of a gold list a name stands for."""

    def __init__(self, entities: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Index entities by name and aliases; the full name of one beats an alias of another."""
        entities = [(name, tuple(aliases)) for name, aliases in entities]
        self._place = {fold_entity(alias): place for place, (_, aliases) in enumerate(entities) for alias in aliases}
        self._place |= {fold_entity(name): place for place, (name, _) in enumerate(entities)}

    def find(self, name: str | None) -> int | None:
        """Give the place in the list of the entity that is called so, or None."""
        return self._place.get(fold_entity(name))

    def key(self, name: str | None) -> Key:
        """Give what names can be compared by: the place of the entity, else the folded name."""
        folded = fold_entity(name)
        return self._place.get(folded, folded)
