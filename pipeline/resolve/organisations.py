"""Organisations: which names of a release stand for one body, its kind, and the body it belongs to.

Names join when they are equal but for case, "the" and punctuation; by an acronym that the release defines; by their
legal form ("Halvex" for "Halvex Inc."); and when one is the other without a place or its last words. "The University", "the
Ministry" stand for the one body of that noun that the release has named before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span, Token

from pipeline.find.bodies import HEADS
from pipeline.find.described_bodies import THINGS
from pipeline.find.foreign_bodies import FOREIGN_HEADS
from pipeline.find.reading import words_of
from pipeline.lexicon import table, words
from pipeline.resolve.acronyms import definitions, looks_short
from pipeline.resolve.bodies import BodyCluster, body_kind, legal_forms, name_of, without_legal_form
from pipeline.resolve.definitions import Definitions
from pipeline.resolve.names import fold
from pipeline.resolve.short_forms import join_short_forms

_NOT_BODIES = words("not_bodies")
_DESCRIPTIONS = table("body_descriptions")
_GENERAL = frozenset({"company", "group", "agency", "firm", "corporation", "organisation", "organization"})
_NOUNS = frozenset({*HEADS, *_GENERAL, *_DESCRIPTIONS})
_NAMED_THINGS = frozenset({"AGREEMENT", "PROGRAMME", "AWARD", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART"})
_CHAMBERS = frozenset({"senate", "house"})
_COMMITTEES = frozenset({"committee", "subcommittee"})
_COUNTRY_AND_CHAMBER = 3  # words of "united states senate"
_KIND_ORDER = ("university", "court", "party", "media", "international", "government", "association", "company", "unit")


def cluster_organisations(doc: Doc, found: Iterable[Span]) -> list[BodyCluster]:
    """The bodies of a Doc in the order of their first mention."""
    spans = list(found)
    defined = Definitions(_by_name(spans))
    others: set[str] = set()
    covered: dict[int, int] = {}  # for each token of a body, where the body ends that reaches furthest
    for span in spans:
        covered.update((i, max(span.end, covered.get(i, 0))) for i in range(span.start, span.end))
    opened = frozenset(span.start for span in spans)
    for definition in definitions(doc, spans):
        if _is_body(definition.short, definition.long, covered, opened):
            defined.define(definition.short, definition.long)
        else:
            others.add(fold(definition.short.text))
    others.update(fold(short) for short in _of_no_body(doc))
    # an acronym of a law, a programme or a meeting is no body either, wherever it stands
    clusters = [c for c in defined.clusters if not c.keys & others or c.acronyms]
    _collect_acronyms(doc, clusters)
    clusters = join_short_forms(clusters)
    clusters = [*_chambers(doc, clusters), *(c for c in clusters if c.names)]
    for cluster in clusters:
        cluster.names.sort(key=lambda s: s.start)
    clusters.sort(key=lambda c: c.names[0].start)
    _describe(doc, clusters)
    return clusters


def _of_no_body(doc: Doc) -> Iterator[str]:
    """Acronyms behind common nouns of no body: "a deferred prosecution agreement (DPA)", "its designated market area (DMA)"."""
    for token in (doc[i - 1] for i in words_of(doc).of({"("}) if 0 < i < len(doc) - 2):
        if token.ent_type_ in _NAMED_THINGS and looks_short(doc[token.i + 2].text) and doc[token.i + 3].text == ")":
            yield doc[token.i + 2].text
        if not token.text[0].islower():
            continue
        at = token.i + 2 + (doc[token.i + 2].text in {"“", '"', "‘"})
        if (
            at < len(doc)
            and looks_short(doc[at].text)
            and (token.lower_ in _NOT_BODIES or _spells(token, doc[at].text))
        ):
            yield doc[at].text


def _spells(last: Token, acronym: str) -> bool:
    """Whether an acronym is made of the first letters of words in lower case that end in a token, which heads no body."""
    words_before = last.doc[max(0, last.i - len(acronym) + 1) : last.i + 1]
    common = all(t.text.islower() and t.is_alpha for t in words_before)
    return common and last.lower_ not in HEADS and "".join(t.text[0] for t in words_before) == acronym.lower()


def _is_body(short: Span, long: Span, covered: Mapping[int, int], opened: AbstractSet[int]) -> bool:
    """Whether a long form names a body: one that was found as such, or one that carries a noun of bodies as its head."""
    if all(t.ent_type_ == "ORG" for t in (*long, *short)) and long[-1].lower_ not in THINGS:
        return True  # programmes and fronts too, where the model sees both as bodies
    field_at = next((t.i for t in long if t.lower_ in {"of", "for", "on", "to"}), long.end)
    heads = [t.lower_ for t in long if t.i < field_at] or [long[0].lower_]
    if any(h in _NOT_BODIES for h in (heads[-1], heads[-1].removesuffix("s"))):
        return False
    if any(t.lower_ in HEADS for t in long) or long.end <= covered.get(long.start, -1):
        return True
    # a body that was found opens it, and its short form was found to be a body: "U.S. Customs" and Border Protection (CBP)
    return long.start in opened and short.start in opened


def _by_name(spans: list[Span]) -> list[BodyCluster]:
    """One cluster a name, legal forms apart; "Halvex GmbH" and "Halvex Inc." are two, "Halvex" alone is the first of them."""
    clusters: list[BodyCluster] = []
    by_key: dict[str, list[tuple[frozenset[str], BodyCluster]]] = {}
    for span in sorted(spans, key=lambda s: (not legal_forms(fold(s.text)), s.start)):
        form = legal_forms(fold(name_of(span)))
        key = without_legal_form(fold(name_of(span)))
        same = by_key.setdefault(key, [])
        at = next((i for i, (other, _) in enumerate(same) if form <= other or other <= form), None)
        if at is None:
            at = len(same)
            same.append((form, BodyCluster()))
            clusters.append(same[at][1])
        others, cluster = same[at]
        same[at] = (others | form, cluster)
        cluster.add(span, f"name: {span.id_}")
        cluster.keys.add(key)
    return clusters


def _collect_acronyms(doc: Doc, clusters: list[BodyCluster]) -> None:
    """Every place where a defined acronym stands is a mention, whatever the model saw there."""
    taken = {t for c in clusters for s in c.names for t in range(s.start, s.end)}
    owner = {acronym: cluster for cluster in reversed(clusters) for acronym in cluster.acronyms}
    for i, text in enumerate(words_of(doc).texts) if owner else ():
        if text in owner and i not in taken:
            owner[text].add(Span(doc, i, i + 1, label="organisation"), "acronym")


def _chambers(doc: Doc, clusters: list[BodyCluster]) -> Iterator[BodyCluster]:
    """The "Senate" of "Senate Budget Committee", where nothing else in the release names it."""
    named = {key.split()[-1] for c in clusters for key in c.keys if 0 < len(key.split()) <= _COUNTRY_AND_CHAMBER}
    for chamber in sorted(_CHAMBERS - named):
        spans = [s for c in clusters for s in c.names if _is_committee_of(chamber, s)]
        if spans:
            cluster = BodyCluster()
            for span in spans:
                cluster.add(Span(doc, span.start, span.start + 1, label="organisation"), "name: chamber of a committee")
            yield cluster


def _is_committee_of(chamber: str, name: Span) -> bool:
    return len(name) > 1 and name[0].lower_ == chamber and name[1].lower_ != "of" and any(t.lower_ in _COMMITTEES for t in name)


def _describe(doc: Doc, clusters: list[BodyCluster]) -> None:
    """Link "the University", "the airline" to the one body of that noun, or to the one named last before it."""
    taken = {t for c in clusters for s in c.names for t in range(s.start, s.end)}
    named: dict[
        str, list[tuple[int, int]]
    ] = {}  # by noun, the places of the bodies that it fits, the first body last where two begin at one
    lowers = words_of(doc).lowers
    for token in (doc[i] for i in words_of(doc).of(_NOUNS) if i > 0 and lowers[i - 1] in {"the", "this", "our"}):
        noun = token.lower_
        if token.i in taken:
            continue
        if token.i + 1 < len(doc) and _goes_on(token.nbor()):
            continue
        if noun not in named:
            named[noun] = sorted((s.start, -i) for i, c in enumerate(clusters) if _fits(noun, c) for s in c.names)
        if before := bisect_left(named[noun], (token.i, -len(clusters))):
            latest = clusters[-named[noun][before - 1][1]]
            latest.described.append(Span(doc, token.i - 1, token.i + 1, label="organisation"))
            latest.rules[token.i - 1] = "definite description"


def _goes_on(token: Token) -> bool:
    """As in "The company secretary", "the University of": the noun is not the whole description."""
    return token.lower_ in {"of", "for"} or (token.pos_ in {"NOUN", "PROPN"} and not token.is_space)


def _fits(noun: str, cluster: BodyCluster) -> bool:
    """Whether a noun can stand for a body: it is in its name, in another language perhaps, or it means companies."""
    kind = body_kind(cluster)
    if noun in {"company", "firm", "corporation", "group"} or (
        _DESCRIPTIONS.get(noun) == "company" and noun not in HEADS
    ):
        return kind == "company"
    if any(t.lower_ == noun for s in cluster.names for t in s):
        return True
    foreign = [FOREIGN_HEADS[t.lower_] for t in cluster.fullest if t.lower_ in FOREIGN_HEADS]
    return bool(foreign) and HEADS.get(noun) == foreign[0]
