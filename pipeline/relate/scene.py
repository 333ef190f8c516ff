"""The Doc's actors: its people and bodies by their records, its states by name.

States are found here, not by the model alone: a state counts by its name or official long form ("Republic of Marland"), other
places where the model sees a place. An adjective ("Chinese officials") names nobody.
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline import records
from pipeline.find.titles import GROUP as TITLES
from pipeline.lexicon import country
from pipeline.relate.actors import Actor, Scene
from pipeline.relate.states import state_of

_LONGEST_STATE = 7


def scene(doc: Doc) -> Scene:
    """The Doc's actors. Needs the records of `press_entities` and `press_positions`."""
    result = Scene(doc)
    result.bodies = {o.key: o for o in records.get(doc, records.Organisation)}
    people = {p.key: p for p in records.get(doc, records.Person)}
    for position in records.get(doc, records.Position):
        result.employers[position.person] = (*result.employers.get(position.person, ()), position)
    for span in doc.spans.get(TITLES, ()):
        result.titles[span.start] = span.end
    for mention in records.get(doc, records.Mention):
        if mention.key is None or mention.label not in {"person", "organisation"}:
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        if mention.label == "person" and mention.key in people:
            _put(result, Actor(span.start, span.end, "person", mention.key, people[mention.key].name))
        elif mention.key in result.bodies:
            name = result.bodies[mention.key].name
            _put(result, Actor(span.start, span.end, "organisation", mention.key, name, state_of(name)))
    _states(result)
    result.actors = sorted({a.start: a for a in result.at.values()}.values(), key=lambda a: a.start)
    return result


def _put(result: Scene, actor: Actor) -> None:
    if not any(i in result.at for i in range(actor.start, actor.end)):
        # a list is read from the first token of each member: only that one is looked up
        result.at[actor.start] = actor


def _states(result: Scene) -> None:
    doc = result.doc
    taken = {i for a in result.at.values() for i in range(a.start, a.end)}
    i = 0
    while i < len(doc):
        if not doc[i].text[0].isupper():
            i += 1
            continue
        end = next((e for e in range(min(len(doc), i + _LONGEST_STATE), i, -1) if _is_state(doc, i, e)), None)
        if end is None or any(k in taken for k in range(i, end)):
            if i not in taken and doc[i].ent_type_ == "GPE" and doc[i].ent_iob_ == "B" and doc[i].text[0].isupper():
                stop = i + 1
                while (
                    stop < len(doc) and doc[stop].ent_iob_ == "I" and doc[stop].ent_type_ == "GPE" and stop not in taken
                ):
                    stop += 1
                _put(result, Actor(i, stop, "country", None, doc[i:stop].text, doc[i:stop].text.lower()))
                i = stop
                continue
            i += 1
            continue
        name = " ".join(doc[i:end].text.split())
        _put(result, Actor(i, end, "country", None, name, country(name)))
        i = end


def _is_state(doc: Doc, start: int, end: int) -> bool:
    span = doc[start:end]
    first = span[0]
    if not first.text[0].isupper() or first.lower_ == "the" or span[-1].is_space or not span[-1].text[0].isupper():
        return False
    if country(span.text) is None:
        return False
    # an adjective ("Chinese officials") is no name
    return not (len(span) == 1 and (first.tag_ in {"JJ", "NNPS"} or first.ent_type_ == "NORP"))
