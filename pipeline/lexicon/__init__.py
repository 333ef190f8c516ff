"""Word lists as data: `words("title_heads")` reads `title_heads.txt` beside this module.

A file holds one entry a line, lower case; `#` opens a comment, and the first comment names the list's source. Lists are
closed classes of the language (offices, honorifics, name particles, legal forms), never names of particular people or bodies.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType


@cache
def words(name: str) -> frozenset[str]:
    """The entries of one list.

    Raises FileNotFoundError where there is no such list.
    """
    text = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return frozenset(entry for entry in entries if entry)


@cache
def table(name: str) -> Mapping[str, str]:
    """The entries of a list whose lines read `entry = value`."""
    pairs = (entry.partition("=") for entry in words(name))
    return MappingProxyType({left.strip(): right.strip() for left, _, right in pairs})


@lru_cache(maxsize=1 << 16)
def country(text: str) -> str | None:
    """The state that a name or an adjective stands for, in one lower-case form ("Viet Nam", "Vietnamese": "vietnam"), or None."""
    plain = " ".join(text.split()).removesuffix("'s").removesuffix("’s")
    if plain in {"us", "Us", "eu", "Georgian"}:  # the pronoun; and no state office is called after the Georgian era
        return None
    return table("countries").get(plain.lower().removeprefix("the ").strip())


def confidence(kind: str, rule: str) -> float:
    """The share of right rows that a rule gave on annotated releases, for a table's name; its table's share for a rule not seen."""
    shares = table("rule_precision")
    return float(shares.get(f"{kind}: {rule}", shares.get(f"{kind}: other", "0.5")))
