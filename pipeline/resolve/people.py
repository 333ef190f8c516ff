"""People: which names of a release stand for one person.

A short form joins the one longer name that holds its words in order ("Wang", "Perera", "J. Silva"). Where two longer
names do, a title tells them apart ("Director Wang"), or the short form stays unresolved: nothing is merged on a guess. The rule
that joined a mention is kept with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Span

from pipeline.lexicon import words
from pipeline.resolve.names import fold, is_part_in_order, surface

_PARTICLES = words("name_particles") - {"e", "i", "y", "@"}
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True)
class PersonCluster:
    """The mentions of one person; `rules` gives for each mention the rule that joined it."""

    words: tuple[str, ...]
    mentions: list[Span] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)

    def add(self, span: Span, rule: str) -> None:
        """Count a mention in."""
        self.mentions.append(span)
        self.rules[span.start] = rule

    @property
    def fullest(self) -> Span:
        """The mention with the longest name, the first of equals, one in capitals only where there is no other."""
        return max(self.mentions, key=lambda s: (*_fullness(s.text), -s.start)) if len(self.mentions) > 1 else self.mentions[0]


@lru_cache(maxsize=1 << 16)
def _fullness(text: str) -> tuple[bool, int, int]:
    return not text.isupper(), len(fold(text).split()), len(fold(text))


def cluster_people(doc: Doc, mentions: Iterable[Span]) -> tuple[list[PersonCluster], list[Span]]:
    """The people of a Doc in the order of their first mention, and the mentions that could be one of several."""
    groups: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span in mentions:
        groups[tuple(fold(span.text).split())].append(span)
    groups.pop((), None)
    clusters: list[PersonCluster] = []
    unresolved: list[Span] = []
    titles: dict[int, str] = {}
    for title in doc.spans.get("press_titles", ()):
        titles.setdefault(title.end, fold(title.text).rsplit(" ", 1)[-1])
    holding: defaultdict[str, set[int]] = defaultdict(set)  # the clusters whose name holds a word
    by_length = sorted(groups, key=lambda key: (-_content(key), groups[key][0].start))
    for key in by_length:
        longer = [clusters[i] for i in _candidates(key, holding) if _is_short_for(key, clusters[i].words)]
        if not longer:
            for word in key:
                holding[word].add(len(clusters))
            clusters.append(PersonCluster(key))
            for span in groups[key]:
                clusters[-1].add(span, f"name: {span.id_}")
        elif len(longer) == 1:
            for span in groups[key]:
                longer[0].add(span, "part of one name")
        else:
            titled = _by_title(longer, titles)
            for span in groups[key]:
                one = titled.get(titles.get(span.start))
                if one is None:
                    unresolved.append(span)
                else:
                    one.add(span, "part of several names, told apart by title")
    for cluster in clusters:
        cluster.mentions.sort(key=lambda s: s.start)
    clusters.sort(key=lambda c: c.mentions[0].start)
    return clusters, unresolved


def _content(key: tuple[str, ...]) -> int:
    """How much of a name a key gives: full words count before initials."""
    return sum(len(word) > 1 and word not in _SUFFIXES for word in key) * 100 + sum(len(word) for word in key)


def _is_short_for(key: tuple[str, ...], name: tuple[str, ...]) -> bool:
    bare = tuple(w for w in key if w not in _SUFFIXES)
    long = tuple(w for w in name if w not in _SUFFIXES)
    if all(len(w) == 1 for w in bare):
        return False
    if {*key} & _SUFFIXES and {*name} & _SUFFIXES and {*key} & _SUFFIXES != {*name} & _SUFFIXES:
        return False  # "Robert Hale Jr." and "Robert Hale Sr."
    if len(bare) > len(long) or not is_part_in_order(bare, long):
        return False
    # of two names of equal length one must be the other with an initial written out
    return len(bare) < len(long) or any(len(w) == 1 for w in bare + long) or bare == long


def _candidates(key: tuple[str, ...], holding: Mapping[str, AbstractSet[int]]) -> list[int]:
    """The clusters that a name may be short for: each full word of it stands in theirs, or its initial does."""
    none: AbstractSet[int] = frozenset()
    found: list[AbstractSet[int]] = [holding.get(w, none) | holding.get(w[0], none) for w in key if len(w) > 1 and w not in _SUFFIXES]
    fewest = min(found, key=len, default=none)
    return sorted(fewest)


def _by_title(candidates: list[PersonCluster], titles: Mapping[int, str]) -> dict[str | None, PersonCluster]:
    """The one of several candidates that stands behind a title, for each title that only one of them has."""
    bearers: defaultdict[str, list[PersonCluster]] = defaultdict(list)
    for candidate in candidates:
        for title in {titles[m.start] for m in candidate.mentions if m.start in titles}:
            bearers[title].append(candidate)
    return {title: one[0] for title, one in bearers.items() if len(one) == 1}


def name_parts(cluster: PersonCluster) -> tuple[str | None, str | None]:
    """Family and given name, where the release shows which is which, else null for both.

    The evidence is a short form used alone ("Wang" for Wang Daquan: family name first; "Perera" for Amal
    Perera: last), or a particle or a generational suffix, which marks what stands with it as family name.
    """
    full = surface(cluster.fullest.text)
    parts = [p.strip(",") for p in full.split()]
    bare = [p for p in parts if fold(p) not in _SUFFIXES]
    if len(bare) < 2:
        return None, None
    for i, part in enumerate(bare[:-1]):
        if i > 0 and part.islower() and fold(part) in _PARTICLES:
            return " ".join(bare[i:]), " ".join(bare[:i])
    fullest = cluster.fullest
    shorts = {fold(m.text) for m in cluster.mentions if m is not fullest}
    if (fold(bare[-1]) in shorts and fold(bare[0]) not in shorts) or len(bare) < len(parts):
        return bare[-1], " ".join(bare[:-1])
    if fold(bare[0]) in shorts and fold(bare[-1]) not in shorts:
        return bare[0], " ".join(bare[1:])
    return None, None


def aliases(cluster: PersonCluster) -> tuple[str, ...]:
    """The other bare forms of the name, in the order of the text, each once."""
    seen = {fold(cluster.fullest.text)}
    forms: list[str] = []
    for mention in cluster.mentions:
        if fold(mention.text) not in seen:
            seen.add(fold(mention.text))
            forms.append(surface(mention.text))
    return tuple(forms)
