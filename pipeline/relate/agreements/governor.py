"""The deed that is done to an instrument: which verb or verbal noun governs it, case by case.

The cases are tried in the order of how near they stand to the instrument. Each gives the word whose status
(`pipeline.relate.agreements.status.deed`) is the agreement's, or nothing:

- `_in_force`: "the treaty entered into force";
- `_not_renewed`: "the contract was not renewed", "was allowed to lapse";
- `_expired`: "the lease, signed in 2010, ran for ten years and expired in 2020";
- `_occasion`: "the X signing ceremony";
- `_renewed`: "the X, which they signed in 2010, was renewed in May";
- `_opened`: "the Convention opens for signature on 7 August";
- `_fronted`: "Signed by A and B, the X covers";
- `_hung`: "the X, which they signed", "an X reached in May", "an X to be signed";
- `_participle`: "X signed on Monday", whatever the parse;
- `_raised`: "X is expected to be signed", "X is to be signed";
- `_enumerated`: "the signing of: (i) X", "the following were exchanged:" and X in a line below;
- `_above`: "signed X", "the signing of X", "X was signed", "put their names to X";
- `_behind`: "a Grant Agreement of EUR 4 million for wells was concluded", whatever the parse;
- `_over_time`: "extended for five years the X";
- `_in_front`: a verb of dealing right in front of it, whatever the parse.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from pipeline.relate.agreements.status import Deed, deed, is_passive, verb_class

_OCCASIONS = frozenset({"signing", "signings"})
_TALKS = frozenset({"talks", "negotiations"})
_CEREMONIES = frozenset({"ceremony", "event", "session"})
_RUNS_OUT = frozenset({"expire", "end", "lapse", "bear", "collapse"})
_EXPIRES = frozenset({"expire", "lapse", "collapse"})
_TERMINATES = frozenset({"terminate", "cancel", "rescind", "revoke", "scrap"})
_DOINGS = frozenset({"conclude", "give", "renew", "end", "announce"})
_DONE_TO = frozenset({"conclude", "give", "end", "renew"})
_SHORT_FORM = 7  # tokens of "(the “Agreement”)"
_STANDS = frozenset({"enter", "come", "be", "remain"})
_FORCE = frozenset({"force", "effect", "operation"})
_HIGHEST = 6  # words that an instrument may hang below its deed
_INTRODUCTION = 30  # tokens of "the following documents were signed:"
_MARK = 6  # tokens of an item's mark and article
_LONGEST_LIST = 20
_LONGEST_LINE = 90  # tokens
_NEAR = 6  # tokens between a deed and an instrument that the parse does not join
# What hangs on these is told beside an agreement: "trade credits under the X", "during the X negotiations".
_ASIDE = frozenset(
    "under through within in at during by with via per after following since before despite for alongside against outside".split()
)
_SINCE = frozenset({"since", "after", "before", "until"})
_PASSIVE = frozenset({"was", "were", "is", "are", "had", "has", "have", "been"})
_LONGEST_SUBJECT = 16  # tokens of "of EUR 4 million for early warning of floods"
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "NUM", "SYM", "DET", "CCONJ", "SPACE"})
_DETERMINERS = frozenset({"the", "a", "an", "their", "its"})
_TIMES = frozenset("for until till by another further years year months month weeks days a one of yesterday today".split())
_RAISING = frozenset(
    "is are was were be been being going targeted foreseen envisaged anticipated hoped expected scheduled due set slated planned supposed intended likely about ready also now then later still to not".split()
)


def governing_deed(head: Token, span: Span, sentence: Span, names: frozenset[int] = frozenset()) -> Deed | None:
    """The deed done to the instrument `span` headed by `head`; None where its sentence tells of none. `names`: tokens of actors."""
    found = next((found for case in _CASES if (found := case(head, span, sentence)) is not None), None)
    return found or _in_front(head, span, sentence, names)


def _occasion(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the Oslo Treaty signing ceremony", "the MoU exchange ceremony"."""
    del head, sentence
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is None or not (
        following.lower_ in _OCCASIONS
        or (following.lower_ == "exchange" and span.doc[span.end + 1 : span.end + 2].text.lower() in _CEREMONIES)
    ):
        return None
    return deed(following)


def _expired(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the lease expired", "the contract was terminated", "the Accord, which lapsed": how it ended comes before how it began."""
    for verb in sentence:
        ends = verb.lemma_.lower() in _EXPIRES or (verb.lemma_.lower() in _TERMINATES and is_passive(verb))
        if not ends or verb.i < span.end or verb.pos_ != "VERB":
            continue
        at = verb
        while at.dep_ == "conj" and at.head.i != at.i:
            at = at.head
        subjects = [c for c in at.children if c.dep_ in {"nsubj", "nsubjpass"}]
        if not subjects and at.dep_ == "advcl" and at.head.dep_ == "acl" and at.head.head.i == head.i:
            subjects = [head]  # "the Accord, concluded in 2016, expired": the parse hangs it on the participle
        relative = any(c.tag_ in {"WDT", "WP"} for c in subjects)
        if any(c.i == head.i for c in subjects) or (relative and _opens_behind(subjects[0], span)):
            found = deed(verb)
            if found is not None and found.status == "ended":
                return found  # what is still to run out was made before
    return None


def _not_renewed(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the 2018 agreement with A was not renewed", "was allowed to lapse": it ended, whoever let it."""
    del head
    doc = span.doc
    for i in range(span.end, sentence.end):
        word, before = doc[i].lower_, [t.lower_ for t in doc[max(span.end, i - 3) : i]]
        if (word == "renewed" and before[-2:] in (["not", "been"], ["was", "not"], ["were", "not"])) or (
            word == "lapse" and before[-2:] == ["allowed", "to"]
        ):
            return Deed(doc[i], "end", "ended", 3)
        if doc[i].text in {";", ":"} or doc[i].lower_ in {"but", "while", "whereas"}:
            return None
    return None


def _in_force(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the Convention entered into force in 2020", "is in force": it stands, whatever is still planned with it."""
    for verb in sentence:
        if verb.i < span.end or verb.lemma_.lower() not in _STANDS or verb.tag_ not in {"VBD", "VBZ", "VBN"}:
            continue
        ahead = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 4]]
        if not (ahead[:1] and ahead[0] in {"into", "in"} and _FORCE & set(ahead[1:])):
            continue
        told = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg", "mark"}}
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if (
            subject is not None
            and subject.i == head.i
            and not told & {"will", "not", "n't", "if", "would", "shall", "may"}
        ):
            return Deed(verb, "stand", "in_force", 3)
    return None


def _renewed(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the agreement, first signed in 2010, was renewed in May": that it was renewed comes before how it began."""
    del sentence
    verb = head.head
    renewed = head.dep_ in {"nsubj", "nsubjpass"} and verb.i >= span.end and is_passive(verb)
    renews = head.dep_ == "dobj" and verb.i < span.start and verb.pos_ == "VERB"  # "renewed their X, first signed in 2010"
    return deed(verb) if (renewed or renews) and verb_class(verb) == "renew" else None


def _opened(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the Convention opened for signature in 2019", "opens for signature on 7 August", which is still to come."""
    for verb in sentence:
        if verb.i < span.end or verb.lemma_.lower() != "open":
            continue
        if [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]] == ["for", "signature"]:
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if subject is None or not (subject.i == head.i or span.start <= subject.i < span.end):
                return None
            return Deed(verb, "conclude", "signed" if verb.tag_ in {"VBD", "VBN"} else "planned", 2)
    return None


def _fronted(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "Signed by A for B, the memorandum covers"."""
    first = next((t for t in sentence if not t.is_space), None)
    if (
        first is None
        or first.tag_ not in {"VBN", "VBD"}
        or verb_class(first) != "conclude"
        or first.i + 1 >= span.start
    ):
        return None
    by = span.doc[first.i + 1].lower_ in {"by", "on", "in"}
    comma = any(t.text == "," for t in span.doc[max(first.i, span.start - _MARK) : span.start])
    return deed(first) if by and comma and head.dep_ in {"nsubj", "nsubjpass"} else None


def _opens_behind(pronoun: Token, span: Span) -> bool:
    """Whether a relative clause begins right behind the instrument: between stand a comma and the year of its name alone."""
    between = span.doc[span.end : pronoun.i]
    return all(t.is_punct or t.like_num or t.lower_ == "of" for t in between)


def _hung(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "a treaty that they signed", "a treaty reached in May"; not "a treaty which provides"."""
    # the clause may hang on the last noun of the name: "the Agreement on Uses of Open Water, which they signed"
    below = [c for t in span if t.i != head.i for c in t.children if c.i >= span.end and c.dep_ == "relcl"]
    for child in (*head.children, *below):
        if (
            child.dep_ in {"acl", "relcl"}
            and sentence.end > child.i > head.i
            and verb_class(child) in _DOINGS
            and not _under(child)
        ):
            if child.tag_ == "VB" and not any(c.dep_ == "auxpass" for c in child.children):
                continue  # "a memorandum to establish a laboratory"
            told_of = any(c.dep_ == "nsubj" and c.tag_ in {"WDT", "WP"} for c in child.children)
            ends = child.lemma_ in _RUNS_OUT and not any(c.dep_ == "dobj" for c in child.children)
            if (not told_of or ends) and (child.tag_ in {"VBN", "VBD"} or child.dep_ == "relcl"):
                return deed(child)
        aim = next((c for c in child.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        if (
            child.dep_ == "relcl"
            and sentence.end > child.i >= span.end
            and child.left_edge.lower_ in {"that", "which"}
            and any(c.dep_ == "nsubj" and c.i > child.left_edge.i for c in child.children)
            and aim is not None
            and verb_class(aim) == "conclude"
        ):
            return deed(aim)  # "a treaty that both sides aim to finalise"
    return None


def _under(verb: Token) -> bool:
    """As in "an agreement under which they receive": the clause tells what is done under it."""
    return any(c.dep_ == "prep" and any(g.tag_ in {"WDT", "WP"} for g in c.children) for c in verb.children)


def _participle(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the Treaty signed in Oslo": "the Truce, concluded in May": a participle right behind the name."""
    at = span.end
    if span.doc[at : at + 1].text == "(":  # "a Memorandum of Understanding (MOU) signed by"
        at = next((k + 1 for k in range(at, min(sentence.end, at + _SHORT_FORM)) if span.doc[k].text == ")"), at)
    at += span.doc[at : at + 1].text == ","
    if head.dep_ == "pobj" and head.head.lower_ in _SINCE:
        # "since a memorandum was signed": the parse may read a preposition and another clause
        while at < sentence.end and span.doc[at].lower_ in _PASSIVE:
            at += 1
    if at >= sentence.end:
        return None
    following = span.doc[at]
    return deed(following) if following.tag_ in {"VBN", "VBD"} and verb_class(following) in _DONE_TO else None


def _raised(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "an agreement between A and B is expected to be signed": words of expecting stand between it and its deed."""
    del head
    doc = span.doc
    for i in range(span.end, sentence.end):
        token = doc[i]
        if token.tag_ in {"VBN", "VBG"} and token.dep_ in {"acl", "pcomp"} and doc[i - 1].lower_ != "be":
            continue  # "several memoranda aimed at strengthening ties are expected to be signed"
        if token.pos_ == "VERB" and token.lower_ not in _RAISING:
            passive = i > span.end + 1 and doc[i - 1].lower_ == "be" and verb_class(token) in _DONE_TO
            begin = i
            while begin > span.end and doc[begin - 1].lower_ in _RAISING:
                begin -= 1
            infinitive = "to" in {t.lower_ for t in doc[begin:i]}
            return deed(token) if passive and infinitive and doc[begin].lower_ != "to" else None
    return None


def _enumerated(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "the signing of: (i) X, by A; (ii) Y": the items of a list, in the sentence or in lines below, share the deed in front of the colon."""
    del head
    doc = span.doc
    colon = next((i for i in range(span.start - 1, sentence.start, -1) if doc[i].text == ":"), None)
    if colon is None:
        colon = _colon_above(doc, sentence.start, span.start)
    if colon is None:
        return None
    for i in range(colon - 1, max(-1, colon - _INTRODUCTION), -1):
        if doc[i].is_space and "\n" in doc[i].text:
            return None
        if verb_class(doc[i]) == "conclude" and (doc[i].pos_ == "VERB" or i >= colon - 2):
            return deed(doc[i])
    return None


def _colon_above(doc: Doc, line: int, start: int) -> int | None:
    """The colon that opens the list of which the line at token `line` is an item: above stand only marked lines and it."""
    while line > 0 and not (doc[line - 1].is_space and "\n" in doc[line - 1].text) and start - line <= _MARK:
        line -= 1
    if start - line > _MARK or not _opens_item(doc, line):
        return None
    at = line
    for _ in range(_LONGEST_LIST):
        breaks = [i for i in range(at - 1, max(-1, at - _LONGEST_LINE), -1) if doc[i].is_space and "\n" in doc[i].text]
        if not breaks:
            return None
        last = next((i for i in range(breaks[0], -1, -1) if not doc[i].is_space), None)
        if last is None or doc[last].text == ":":
            return last
        at = next((i + 1 for i in breaks if i < last), 0)
        if not _opens_item(doc, at):
            return None
    return None


def _opens_item(doc: Doc, i: int) -> bool:
    return doc[i].text in {"-", "–", "•", "*", "(", "o"} or doc[i].text.rstrip(".").isdigit()


def _above(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "signed a treaty", "a treaty was signed", "the signing of a treaty": the nearest word of dealing that it hangs on."""
    del span
    at = head
    for _ in range(_HIGHEST):
        if at.head.i == at.i:
            return None
        relation, at = at.dep_, at.head
        if not sentence.start <= at.i < sentence.end:
            return None
        if relation == "pobj" and at.lower_ in _ASIDE and not (at.lower_ == "for" and verb_class(at.head) == "plan"):
            return None
        if relation == "pobj" and at.lower_ in {"of", "from"} and not _takes(at):
            return None
        kind = verb_class(at)
        if kind is not None and (
            relation not in {"nsubj", "advcl", "csubj", "ccomp", "npadvmod"}
            or at.lemma_ in _RUNS_OUT
            or (relation == "nsubj" and is_passive(at))
        ):
            return deed(at) if kind != "hold" or relation in {"dobj", "conj", "pobj", "prep"} else None
        if at.pos_ in {"VERB", "AUX"} and relation != "conj":
            return None
    return None


def _takes(preposition: Token) -> bool:
    """Whether "of" or "from" joins the instrument to its deed: "the signing of", "withdrew from"; not "paid from", "details of"."""
    above = preposition.head
    if preposition.lower_ == "from":
        return verb_class(above) in {"end", "plan"}
    counted = above.lower_ in {"number", "series", "pair", "set", "dozen", "couple", "extension", "renewal"}
    return counted or verb_class(above) is not None


def _behind(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "a Grant Agreement of EUR 4 million for wells was concluded": only what the name takes along stands before the passive."""
    doc = span.doc
    begin = span.start - (span.start > sentence.start and doc[span.start - 1].pos_ == "DET")
    if head.dep_ == "pobj" and begin > sentence.start and doc[begin - 1].pos_ == "ADP":
        return None  # "the work under the Agreement was concluded"
    for i in range(span.end, min(sentence.end - 2, span.end + _LONGEST_SUBJECT)):
        if doc[i].lower_ in _PASSIVE:
            at = next((k for k in range(i, sentence.end) if doc[k].lower_ not in _RAISING | _PASSIVE), i)
            done = doc[at].tag_ in {"VBN", "VBD"} and verb_class(doc[at]) in _DONE_TO and at > i
            return deed(doc[at]) if done else None
        if (doc[i].pos_ not in _NOMINAL and doc[i].tag_ != "VBG") or doc[i].lower_ == "between":
            return None
    return None


def _over_time(head: Token, span: Span, sentence: Span) -> Deed | None:
    """As in "extended for five years the Agreement on Salmon": a time stands between the verb and what it is done to."""
    del head
    doc = span.doc
    at = span.start - 1
    if at <= sentence.start or doc[at].lower_ not in _DETERMINERS:
        return None
    at -= 1
    while at > sentence.start and (doc[at].like_num or doc[at].lower_ in _TIMES or doc[at].ent_type_ == "DATE"):
        at -= 1
    verb = doc[at]
    timed = verb.i < span.start - 2 and verb.pos_ == "VERB" and verb.tag_ not in {"VBG", "VB"}
    return deed(verb) if timed and verb_class(verb) in {"conclude", "renew", "end", "give"} else None


def _in_front(head: Token, span: Span, sentence: Span, names: frozenset[int]) -> Deed | None:
    """As in "Marland and Norland Sign New Treaty", "awarded Borealis Ltd. of Turku a contract": only names stand between."""
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.i > span.end and head.head.pos_ == "VERB":
        return None  # "it ended on the day the Treaty took effect"
    doc = span.doc
    talks = next((i for i in range(span.start - 1, sentence.start, -1) if doc[i].lower_ in _TALKS), None)
    if (
        talks is not None
        and doc[talks - 1].lower_ == "in"
        and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[talks : span.start])
    ):
        return deed(doc[talks])  # "is in talks with B on a supply agreement"
    near = [i for i in range(span.start - 1, sentence.start - 1, -1) if i not in names][:_NEAR]
    for i in near:
        if verb_class(doc[i]) in _DOINGS or (doc[i].text[:1].isupper() and verb_class(doc[i])):
            return deed(doc[i])
        if doc[i].pos_ == "VERB" or doc[i].text in {",", ".", ";"}:
            return None
        if doc[i].pos_ == "ADP" and doc[i].lower_ not in {"into", "of"}:
            return None
    return None


_CASES: tuple[Callable[[Token, Span, Span], Deed | None], ...] = (
    _not_renewed,
    _expired,
    _renewed,
    _fronted,
    _opened,
    _occasion,
    _hung,
    _participle,
    _raised,
    _enumerated,
    _above,
    _in_force,
    _behind,
    _over_time,
)
