"""People: which names of a release stand for one person.

A short form joins the one longer name that holds its words in order ("Wang", "Perera", "J. Silva"). Where two longer
names do, a title tells them apart ("Director Wang"), or the short form stays unresolved: nothing is merged on a guess. The rule
that joined a mention is kept with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

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
        return max(self.mentions, key=lambda s: (not s.text.isupper(), len(fold(s.text).split()), len(fold(s.text)), -s.start))


def cluster_people(doc: Doc, mentions: Iterable[Span]) -> tuple[list[PersonCluster], list[Span]]:
    """The people of a Doc in the order of their first mention, and the mentions that could be one of several."""
    groups: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span in mentions:
        groups[tuple(fold(span.text).split())].append(span)
    groups.pop((), None)
    clusters: list[PersonCluster] = []
    unresolved: list[Span] = []
    by_length = sorted(groups, key=lambda key: (-_content(key), groups[key][0].start))
    for key in by_length:
        longer = [c for c in clusters if _is_short_for(key, c.words)]
        if not longer:
            clusters.append(PersonCluster(key))
            for span in groups[key]:
                clusters[-1].add(span, f"name: {span.id_}")
        elif len(longer) == 1:
            for span in groups[key]:
                longer[0].add(span, "part of one name")
        else:
            for span in groups[key]:
                one = _told_apart(doc, span, longer)
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


def _told_apart(doc: Doc, span: Span, candidates: list[PersonCluster]) -> PersonCluster | None:
    """The one candidate that stands with the same title as the short form does."""
    title = _title_before(doc, span)
    if title is None:
        return None
    same = [c for c in candidates if any(_title_before(doc, m) == title for m in c.mentions)]
    return same[0] if len(same) == 1 else None


def _title_before(doc: Doc, span: Span) -> str | None:
    for title in doc.spans.get("press_titles", ()):
        if title.end == span.start:
            return fold(title.text).rsplit(" ", 1)[-1]
    return None


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
    shorts = {fold(m.text) for m in cluster.mentions if m is not cluster.fullest}
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
