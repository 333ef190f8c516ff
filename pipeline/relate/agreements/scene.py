"""The Doc's actors: its people and bodies by their records, its states by name.

States are found here, not by the model alone: a state counts by its name or official long form ("Republic of Marland"), other
places where the model sees a place. An adjective ("Chinese officials") names nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.reading import words_of
from pipeline.find.titles import GROUP as TITLES
from pipeline.lexicon import country, table
from pipeline.relate.agreements.actors import TOWNS, Actor, Scene
from pipeline.relate.agreements.joint_names import JointNames
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.positions.states import States, state_of

_LONGEST_STATE = 7
_PAIR = 2
_STYLES = frozenset({"m/s", "messrs", "contracting party", "contracting parties", "contracting state"})
_OFTEN = 2  # how many times as often as another of its name a body is named that is called by the short one
_SHORTEST_NAME = 3
_DESCRIPTIONS = table("body_descriptions")
_ACTS = frozenset({"nsubj", "nsubjpass", "poss"})
_WITH = frozenset({"with", "between"})
_SEATS = ("City", "Town", "County", "Prefecture", "Province", "Municipality")
_CURRENCIES = frozenset(table("currencies"))
_COMMON = frozenset(
    table("org_heads").keys()
    | table("body_descriptions").keys()
    | {"national", "international", "general", "united", "global", "royal", "first", "american", "the"}
)


def scene(doc: Doc) -> Scene:
    """The Doc's actors. Needs the records of `press_entities` and `press_positions`."""
    result = Scene(doc)
    result.states = States(doc)
    result.home = result.states.home
    result.bodies = {o.key: o for o in records.get(doc, records.Organisation)}
    people = {p.key: p for p in records.get(doc, records.Person)}
    for position in records.get(doc, records.Position):
        result.employers[position.person] = (*result.employers.get(position.person, ()), position)
        title = doc.char_span(position.start, position.end, alignment_mode="expand")
        if title is not None:
            result.holders.setdefault(title.start, position.person)
    for span in doc.spans.get(TITLES, ()):
        result.titles[span.start] = span.end
    joint = JointNames(doc, result.bodies)
    for mention in records.get(doc, records.Mention):
        if mention.key is None or mention.label not in {"person", "organisation"}:
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if (
            span is None
            or span.text.lower().rstrip(".") in _STYLES
            or (span.text.isupper() and span.text.lower() in _CURRENCIES)
        ):
            continue
        if mention.label == "person" and mention.key in people:
            _put(result, Actor(span.start, span.end, "person", mention.key, people[mention.key].name))
        elif mention.key in result.bodies:
            name = result.bodies[mention.key].name
            if country(name) is not None and not span.text.isupper():
                continue  # a state taken for a body
            for actor in joint.actors(span, mention.key) or [
                _government(result, span)
                or Actor(span.start, span.end, "organisation", mention.key, name, state_of(name))
            ]:
                _put(result, actor)
    _short_names(result)
    _towns(result)
    _states(result)
    _full_towns(result)
    result.actors = sorted({a.start: a for a in result.at.values()}.values(), key=lambda a: a.start)
    _speak_on(result)
    lists = Lists(result)
    end = 0
    for actor in result.actors:
        if actor.start < end:
            continue  # the rest of a group is no group of its own
        found, after = lists.read(actor.start, result.sentences.at(actor.start).end)
        if len(found) > 1 and len({a.identity for a in found}) == len(found):
            alike = found[1].kind == found[0].kind if len(found) == _PAIR else all(a.kind != "person" for a in found)
            if alike:
                result.groups.append(tuple(found))
                end = after if len(found) > _PAIR else 0
    return result


def _government(result: Scene, span: Span) -> Actor | None:
    """As in "the Government of Norland for Cooperation in Fishing", where the name was read too far: the government ends with its state."""
    lead = next((t.i for t in span if t.lower_ in {"for", "on", "in"}), None)
    if span[0].text != "Government" or lead is None or lead - span.start <= _SHORTEST_NAME - 1:
        return None
    name = " ".join(span.doc[span.start : lead].text.split())
    if (state := state_of(name)) is None:
        return None
    key = next((k for k, body in result.bodies.items() if body.name.removeprefix("the ") == name), None)
    return Actor(span.start, lead, "organisation", key, name, state)


def _put(result: Scene, actor: Actor) -> None:
    if not any(i in result.at for i in range(actor.start, actor.end)):
        # a list is read from the first token of each member: only that one is looked up
        result.at[actor.start] = actor


def _short_names(result: Scene) -> None:
    """As in "Norvik" for "Norvik Marine Works Ltd.": the first word alone of a company's name, of the one most often named with it.

    Of other bodies only where it does something or has something: "in Norvik" is a place.
    """
    doc = result.doc
    told = Counter(m.key for m in records.get(doc, records.Mention) if m.label == "organisation")
    firsts: dict[str, list[records.Organisation]] = {}
    for body in result.bodies.values():
        firsts.setdefault(body.name.split()[0], []).append(body)
    taken = {i for a in result.at.values() for i in range(a.start, a.end)}
    coined = {
        word: body
        for word, bodies in firsts.items()
        if _is_coined(word)
        for body in [_most_told(bodies, told)]
        if body is not None and (body.type == "company" or word.lower() not in table("capitals"))
    }
    for i, text in enumerate(words_of(doc).texts) if coined else ():
        if text not in coined or i in taken:
            continue
        beside = [doc[k] for k in (i - 1, i + 1) if 0 <= k < len(doc)]
        if any(t.text[:1].isupper() and t.is_alpha and t.pos_ == "PROPN" and t.i not in taken for t in beside[-1:]):
            continue
        body = coined[text]
        if body.type != "company" and doc[i].dep_ not in _ACTS and doc[max(0, i - 1)].lower_ not in _WITH:
            continue
        _put(result, Actor(i, i + 1, "organisation", body.key, body.name, state_of(body.name)))


def _speak_on(result: Scene) -> None:
    """As in "Alpha has signed a contract with Beta. The company also …": the company is the one of which the sentence before speaks."""
    for k, actor in enumerate(result.actors):
        words = result.doc[actor.start : actor.end]
        if actor.kind != "organisation" or len(words) != _PAIR or words[0].lower_ != "the" or not words[1].is_lower:
            continue
        own = result.spoken_of(actor.start, words[1].lower_, result.actors[:k])
        if own is not None and own.identity != actor.identity:
            result.at[actor.start] = result.actors[k] = replace(own, start=actor.start, end=actor.end)


def _most_told(bodies: list[records.Organisation], told: Counter[str | None]) -> records.Organisation | None:
    """The one of several bodies that is named far more often than any other; None where two are named alike."""
    ranked = sorted(bodies, key=lambda b: -told[b.key])
    return ranked[0] if len(ranked) == 1 or told[ranked[0].key] >= _OFTEN * told[ranked[1].key] else None


def _is_coined(word: str) -> bool:
    """Whether a word can be nothing but a name: no word of bodies or places."""
    plain = word.lower()
    return (
        word[0].isupper()
        and word.isalpha()
        and len(word) > _SHORTEST_NAME
        and plain not in _COMMON
        and country(word) is None
    )


def _towns(result: Scene) -> None:
    """As in "the City of Elmsbury": a body by its words, whatever the model sees in them."""
    doc = result.doc
    taken = {i for a in result.at.values() for i in range(a.start, a.end)}
    here = words_of(doc)
    texts = here.texts
    for i in here.of(TOWNS - {"state", "commonwealth", "province"}):
        if i in taken or i + 2 >= len(texts) or texts[i + 1] != "of" or not texts[i + 2][:1].isupper():
            continue
        end = i + 3
        while end < len(doc) and not doc[end].is_sent_start and end not in taken and _goes_on(doc, end):
            end += 1
        name = " ".join(doc[i:end].text.split())
        _put(result, Actor(i, end, "organisation", None, name))


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether the token at `i` belongs to the place name in front of it: a hyphen inside it, or another proper noun."""
    if doc[i].text == "-" or doc[i - 1].text == "-":
        return not (doc[i - 1].whitespace_ or doc[i].is_space)
    return doc[i].text[:1].isupper() and doc[i].pos_ == "PROPN" and doc[i].is_alpha


def _states(result: Scene) -> None:
    doc = result.doc
    taken = {i for a in result.at.values() for i in range(a.start, a.end)}
    adjectives = {(m.start, m.end) for m in result.states.mentions if m.adjective} if result.states else set()
    here = words_of(doc)
    i = 0
    while i < len(doc):
        if not here.texts[i][0].isupper():
            i += 1
            continue
        opens = _opens_state(here.lowers[i])
        if not (opens or doc[i].ent_type_ == "GPE") or (i + 1 < len(doc) and doc[i + 1].is_currency):
            i += 1  # "US $89 million" names no state
            continue
        ends = range(min(len(doc), i + _LONGEST_STATE), i, -1) if opens else ()
        end = next((e for e in ends if here.texts[e - 1][0].isupper() and _is_state(doc, i, e)), None)
        if end is None or any(k in taken for k in range(i, end)):
            if i not in taken and doc[i].ent_type_ == "GPE" and doc[i].ent_iob_ == "B" and doc[i].text[0].isupper():
                stop = i + 1
                while (
                    stop < len(doc) and doc[stop].ent_iob_ == "I" and doc[stop].ent_type_ == "GPE" and stop not in taken
                ):
                    stop += 1
                # "the District" is short for a body
                described = stop == i + 1 and i > 0 and here.lowers[i - 1] == "the" and here.lowers[i] in _DESCRIPTIONS
                if not described:
                    _put(result, _place(result, i, stop))
                i = stop
                continue
            i += 1
            continue
        name = " ".join(doc[i:end].text.split())
        long = end - i > 1 and (doc[end - 1].tag_ == "JJ" or doc[i].ent_type_ == "NORP")  # "Sri Lankan authorities"
        adjective = (i, end) in adjectives or (long and country(name) != name.lower())
        _put(result, _place(result, i, end) if adjective else Actor(i, end, "country", None, name, country(name)))
        i = end


def _full_towns(result: Scene) -> None:
    """As in "Elms" for "Elms City", named in the same text: one town, by its full name."""
    towns = {a.name: a for a in result.at.values() if a.kind == "country" and a.name.split()[-1].lower() in TOWNS}
    for start, actor in list(result.at.items()) if towns else ():
        full = next((towns[f"{actor.name} {town}"] for town in _SEATS if f"{actor.name} {town}" in towns), None)
        if full is not None and actor.kind == "country":
            result.at[start] = replace(actor, name=full.name, state=full.state)


# How the names of states begin, letter by letter.
_OPENINGS = frozenset(name[:length] for name in table("countries") for length in range(1, len(name) + 1))


@lru_cache(maxsize=1 << 16)
def _opens_state(word: str) -> bool:
    """Whether the name of a state may begin with a word in lower case."""
    plain = " ".join(word.split())
    return plain in _OPENINGS or plain.removesuffix("s").rstrip("'’") in _OPENINGS


def _place(result: Scene, start: int, end: int) -> Actor:
    """A place that is no state by its name; the adjective of one ("Marlandic authorities") stands for the state as the text names it."""
    text = " ".join(result.doc[start:end].text.split())
    state = country(text)
    name = result.states.name(state) if state is not None and result.states is not None else None
    return Actor(start, end, "country", None, name or text, state if name else text.lower())


def _is_state(doc: Doc, start: int, end: int) -> bool:
    first, last = doc[start], doc[end - 1]
    if not first.text[0].isupper() or first.lower_ == "the" or last.is_space or not last.text[0].isupper():
        return False
    span = doc[start:end]
    if country(span.text) is None:
        return False
    # an adjective ("Chinese officials") is no name; the proper name is one whatever the model sees in it
    proper = span.text.lower() == country(span.text) or first.text.isupper()
    return len(span) > 1 or proper or not (first.tag_ in {"JJ", "NNPS"} or first.ent_type_ == "NORP")
