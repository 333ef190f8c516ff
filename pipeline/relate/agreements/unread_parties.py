"""Bodies that only an agreement shows to be bodies: "an agreement with Roofs for All", "Halvex and Fine Measure signed a contract".

A finder of bodies goes by their words and by how they are spoken of; a name of ordinary words in a short release gives it little to go
by. Where an agreement has its parties (behind "with" and "between", behind "signed by", in front of "signed") a run of capitals that
stands for nothing else is the name of one, and it is so wherever the release has it again.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline import records
from pipeline.find.instrument_heads import head_of
from pipeline.find.reading import words_of
from pipeline.lexicon import country, words
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.status import verb_class
from pipeline.relate.positions.unread_bodies import meant_by

_SIDES = frozenset({"between", "with", "among"})
_JOINTS = frozenset({",", "and", "&"})
_INNER = words("name_particles") | frozenset({"of", "for", "in", "und", "y", "&", "-", "’s", "'s", "the", "am", "im"})
_DETERMINERS = frozenset({"the", "its", "their", "our", "a", "an", "both"})
_NO_FIRST = words("honorifics") | frozenset("dba i we he she they it this that".split())
_NO_LAST = frozenset("parties party government ministry cabinet state board council".split()).union(
    *map(words, ("not_bodies", "thing_nouns", "named_work_heads", "event_heads", "place_and_work_nouns"))
)
_NO_ENTITIES = frozenset({"PERSON", "GPE", "LOC", "NORP", "DATE", "TITLE"})
_SIGNED = frozenset({"conclude", "renew", "plan", "announce", "end", "hold"})
_REACH = 12  # tokens behind an instrument where its parties may begin
_LONGEST = 7  # tokens of a name
_SHORTEST = 2  # letters of an acronym
_MOST = 0.7  # of the longer words of a sentence that headlines put in capitals
_FEW = 2


def read_parties(scene: Scene, instruments: Sequence[Span]) -> None:
    """Add to the scene the bodies that stand where the parties of `instruments` do, and that no finder took for bodies."""
    if not instruments:
        return
    taken = {i for a in scene.actors for i in range(a.start, a.end)}
    taken |= {i for start, end in scene.titles.items() for i in range(start, end)} | scene.dated
    found = [span for instrument in instruments for span in _sides(scene, instrument, taken)]
    added = False
    for span in found:
        added |= _put(scene, span, taken)
    if added:
        scene.actors = sorted({a.start: a for a in scene.at.values()}.values(), key=lambda a: a.start)


def _sides(scene: Scene, instrument: Span, taken: set[int]) -> list[Span]:
    """The names that stand where an agreement has its parties."""
    sentence, doc = scene.sentences.at(instrument.start), scene.doc
    if _is_titled(sentence):
        return []
    found: list[Span] = []
    at, stop = instrument.start, min(sentence.end, instrument.end + _REACH)
    while at < stop:
        if doc[at].lower_ in _SIDES:
            found += _list(scene, at + 1, sentence.end, taken, sure=doc[at].lower_ == "between")
            break
        if at >= instrument.end and doc[at].pos_ == "VERB" and verb_class(doc[at]) is None:
            break
        at += 1
    verb = _deed(head_of(instrument))
    if verb is None:
        return found
    if verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.children)):
        by = next((i for i in range(verb.i + 1, min(sentence.end, verb.i + _REACH)) if doc[i].lower_ == "by"), None)
        return found + (_list(scene, by + 1, sentence.end, taken) if by is not None else [])
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if subject is None:
        return found
    # "basketball league Unbroken announced": the name ends what stands in front of the verb
    start = next((i for i in range(subject.left_edge.i, verb.i) if doc[i].text[:1].isupper()), verb.i)
    return found + _list(scene, start, verb.i, taken)


def _deed(head: Token) -> Token | None:
    """The verb that says what is done to an agreement: "signed", "entered into", "the Accord, signed by"."""
    verbs = [c for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    if head.dep_ in {"dobj", "nsubjpass"}:
        verbs.append(head.head)
    elif head.dep_ == "pobj" and head.head.lower_ == "into":
        verbs.append(head.head.head)
    return next((v for v in verbs if verb_class(v) in _SIGNED), None)


def _list(scene: Scene, i: int, stop: int, taken: set[int], *, sure: bool = False) -> list[Span]:
    """The unread names in the list that begins at `i`; `sure`: what stands beside a known party there is another."""
    doc, found, at = scene.doc, [], i
    known = False
    while at < stop:
        if doc[at].lower_ in _DETERMINERS:
            at += 1
            continue
        actor = scene.at.get(at)
        span = _name(scene, at, stop, taken, sure=sure and known) if actor is None else None
        known = known or actor is not None
        if span is not None:
            found.append(span)
        elif actor is None:
            break
        at = actor.end if actor is not None else span.end if span is not None else stop
        joint = at
        if doc[at : at + 1].text == "(":
            joint = next((k + 1 for k in range(at, min(stop, at + _LONGEST)) if doc[k].text == ")"), at)
        while joint < stop and doc[joint].lower_ in _JOINTS:
            joint += 1
        if joint == at or joint >= stop:
            break
        at = joint
    return found


def _name(scene: Scene, i: int, stop: int, taken: set[int], *, sure: bool) -> Span | None:
    """The run of capitals that begins at `i`, where it can be a name of a body."""
    doc, end, at = scene.doc, i, i
    while at < min(stop, i + _LONGEST) and at not in taken and not doc[at].is_space:
        if doc[at].text[:1].isupper() and doc[at].ent_type_ not in _NO_ENTITIES:
            at += 1
            end = at
        elif at > i and doc[at].lower_ in _INNER and _goes_on(scene, at + 1, taken):
            at += 1
        else:
            break
    if end == i or end in scene.titles or end in scene.at:
        return None
    whole = end
    while end < stop and not doc[end - 1].whitespace_ and (doc[end].text == "." or doc[end].text[:1].isupper()):
        end += 1  # "S.p.A." is taken apart
    if end == whole + 1 and doc[whole].text == "." and "." not in doc[whole - 1].text:
        end = whole  # the full stop of the sentence
    span, following = doc[i:end], doc[end] if end < len(doc) else None
    described = following is not None and end not in scene.dated and (
        (following.pos_ == "NOUN" and following.is_lower) or following.text in {"-", "/"} or following.pos_ == "NUM"
    )
    if described or span[0].lower_ in _NO_FIRST or span[-1].lower_ in _NO_LAST or country(span.text) is not None:
        return None
    if len(span) >= _FEW:
        return span
    # "Wildlife" behind "Fish and" is a part of the name of a service
    part = any(span.text in body.name.split() for body in scene.bodies.values())
    return span if (_is_told_again(span[0]) or (sure and _is_proper(span[0]))) and not part else None


def _is_proper(token: Token) -> bool:
    """Whether a capital makes a name of one word: behind "the" it may describe a body ("the District")."""
    return token.tag_ == "NNP" and token.i > 0 and token.nbor(-1).lower_ not in _DETERMINERS


def _goes_on(scene: Scene, i: int, taken: set[int]) -> bool:
    """Whether a name goes on behind "of" or "in": with a capital, over "the", and not with a place that the text knows."""
    doc = scene.doc
    at = i + 1 if doc[i : i + 1].text == "the" and i + 1 < len(doc) else i
    place = at in taken or doc[at : at + 1].text == "" or doc[at].ent_type_ in _NO_ENTITIES
    return not place and doc[at].text[:1].isupper()


def _is_told_again(token: Token) -> bool:
    """Whether a single word is a name: an acronym, or told more than once and never without its capital."""
    if not token.text.isalpha() or token.is_sent_start or token.nbor(-1).lower_ in _DETERMINERS:
        return False
    if token.text.isupper():
        return len(token.text) > _SHORTEST
    here = words_of(token.doc)
    told = sum(here.texts[i] == token.text for i in here.of({token.lower_}))
    return token.tag_ in {"NNP", "NNPS"} and told >= _FEW and token.lower_ not in here.small


def _is_titled(sentence: Span) -> bool:
    """Whether a sentence has its words in capitals, as headlines do."""
    letters = [t for t in sentence if t.is_alpha and len(t) > 3]
    return sum(t.text[0].isupper() for t in letters) > _MOST * len(letters)


def _put(scene: Scene, span: Span, taken: set[int]) -> bool:
    """Put a name wherever the text has it; False where it stands there already."""
    doc, name = scene.doc, " ".join(span.text.split())
    key = meant_by(name, scene.bodies.values())
    known: records.Organisation | None = scene.bodies.get(key or "")
    full = known.name if known is not None else name
    texts, size, added = words_of(doc).texts, len(span), False
    told = [t.text for t in span]
    for i in (k for k in words_of(doc).of({told[0].lower()}) if texts[k] == told[0]):
        if texts[i : i + size] == told and not any(k in taken for k in range(i, i + size)):
            scene.at[i] = Actor(i, i + size, "organisation", key, full)
            taken.update(range(i, i + size))
            added = True
    return added
