"""Acronyms that a release defines, joined with the bodies they stand for."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Span

from pipeline.resolve.acronyms import looks_short
from pipeline.resolve.bodies import BodyCluster, name_of, without_legal_form
from pipeline.resolve.names import fold


class Definitions:
    """Clusters of mentions that definitions of acronyms join; indexed by name and by place, so that long registers stay cheap."""

    def __init__(self, clusters: list[BodyCluster]) -> None:
        self._clusters = list(clusters)
        self._by_key: defaultdict[str, set[int]] = defaultdict(set)
        self._by_start: defaultdict[int, set[int]] = defaultdict(set)
        for at, cluster in enumerate(self._clusters):
            for key in cluster.keys:
                self._by_key[key].add(at)
            for span in cluster.names:
                self._by_start[span.start].add(at)

    @property
    def clusters(self) -> list[BodyCluster]:
        """The clusters that have a name still, those of long forms behind the others."""
        return [cluster for cluster in self._clusters if cluster.names]

    def define(self, short: Span, long: Span) -> None:
        """Join the cluster of a short form with that of its long form."""
        key, name = fold(short.text), without_legal_form(fold(name_of(long)))
        at = min(self._by_key[name], default=None)
        if at is None:
            at = self._with_long_form(long, name)
        home = self._clusters[at]
        if looks_short(short.text):
            home.acronyms.append(short.text)
        for i in sorted(self._by_key[key] - {at}):
            spans = self._clusters[i].names
            self._drop(i)
            for span in spans:
                self._add(at, span, "acronym")
        self._name(at, key)
        if at not in self._by_start[short.start]:
            self._add(at, short, "acronym in brackets")

    def _with_long_form(self, long: Span, name: str) -> int:
        """A new cluster; what was found inside the long form was a piece of it."""
        for i in sorted({i for start in range(long.start, long.end) for i in self._by_start[start]}):
            for start in range(long.start, long.end):
                self._by_start[start].discard(i)
            left = [s for s in self._clusters[i].names if not (long.start <= s.start and s.end <= long.end)]
            self._clusters[i].names = left
            for span in left:
                self._by_start[span.start].add(i)
            if not left:
                self._drop(i)
        at = len(self._clusters)
        self._clusters.append(BodyCluster())
        self._add(at, long, "long form of an acronym")
        self._name(at, name)
        return at

    def _add(self, at: int, span: Span, rule: str) -> None:
        self._clusters[at].add(span, rule)
        self._by_start[span.start].add(at)
        self._by_key[fold(name_of(span))].add(at)

    def _name(self, at: int, key: str) -> None:
        self._clusters[at].keys.add(key)
        self._by_key[key].add(at)

    def _drop(self, at: int) -> None:
        """Leave a cluster without names; nothing finds it any more."""
        cluster = self._clusters[at]
        for key in cluster.keys:
            self._by_key[key].discard(at)
        for span in cluster.names:
            self._by_start[span.start].discard(at)
        cluster.names, cluster.keys = [], set()
