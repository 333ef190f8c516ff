"""Who holds a title by what a clause says: "is the Chairman", "was appointed Director", "joined Norvista as CFO"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.setting import Holding, Setting
from pipeline.relate.positions.title_groups import DETERMINERS, POSSESSIVE, Group

_BE = frozenset("is was are were be been being 's ’s become becomes became remain remains remained".split())
_APPOINT = frozenset(
    "appoint appoints appointed appointing name names named naming elect elects elected electing reappointed re-appointed re-elected "
    "reelected nominate nominates nominated chose chosen select selects selected promote promotes promoted confirm confirmed hire hires "
    "hired install installed sworn make made designated".split()
)
_PROMOTE = frozenset("promote promotes promoted promoting elevate elevates elevated".split())
_SUCCEED = frozenset("succeed succeeds succeeded succeeding replace replaces replaced replacing".split())
_LEFT = frozenset("joined joins join joining left leaves served serves".split())
_AUXILIARIES = frozenset(
    "will shall would has have had was were is are be been being to not now also again recently n't ’ll 'll re -".split()
)
_DETERMINERS = DETERMINERS - {"appointed", "designated"}
_ADVERBS = frozenset("now also currently again still then today since unanimously recently".split())
_HAVE = frozenset({"has", "have", "had", "will", "to"})
_HOLD = frozenset(
    "hold holds held holding take takes took taking assume assumes assumed fill fills filled occupy occupies occupied left leaves resigned "
    "accepted accepts begin begins began start starts started combine combines combined".split()
)
_ROLES = frozenset({"role", "position", "post", "office", "function", "job", "rank"})
_CHOICES = frozenset({"election", "re-election", "reelection", "appointment", "reappointment", "re-appointment", "inauguration", "nomination"})
_REACH = 9  # items between a verb and the "as" that hangs on it


def copula(setting: Setting, group: Group) -> Holding | None:
    """As in "Perera is the Chairman", "was re-elected President", "who has been Dean", "promoted to Vice President"."""
    k = _back_over_determiners(setting, group.first - 1)
    to = setting.is_word(k, "to") and setting.text(k - 1) in _APPOINT
    if to or (setting.is_word(k, "as") and setting.text(_over_adverbs(setting, k - 1)) in _BE | {"sworn", "in"}):
        k = k - 1 if to else _over_adverbs(setting, k - 1)
    if setting.is_word(k, "in") and setting.text(k - 1) == "sworn":
        k -= 1
    if not (setting.is_word(k) and setting.text(k) in _BE | _APPOINT) or opens_indefinite(setting, group):
        return None
    verb = _verb_group(setting, k)
    if "not" in verb or "n't" in verb or (setting.text(k) in {"'s", "’s"}):
        return None
    active = setting.text(k) in _APPOINT and not set(verb) & {
        "was",
        "were",
        "been",
        "be",
        "is",
        "are",
        "being",
        "becomes",
    }
    if active and (set(verb) & _HAVE or setting.doc[setting.items[k].start].tag_ != "VBN"):
        return None  # "has appointed a Chairman"
    subject = _subject(setting, setting.items[k].start)
    if subject is None:
        subject = _right_in_front(setting, k - len(verb))
    return Holding((subject,), "copula", verb, _where(setting, k)) if subject is not None else None


def object_complement(setting: Setting, group: Group) -> Holding | None:
    """As in "Norvista appointed Ms Lim as President", "has appointed Ms Lim Director of …"."""
    k = _back_over_determiners(setting, group.first - 1)
    promoted = setting.is_word(k, "to")
    if setting.is_word(k, "as") or promoted or (setting.is_word(k, "be") and setting.is_word(k - 1, "to")):
        k -= 1 if setting.is_word(k, "as", "to") else 2
    k = setting.over_name_tail(k)
    if setting.kind(k) != "person":
        return None
    people = setting.listed_back(k)
    before = setting.before_name(people[0] - 1)
    if not (setting.is_word(before) and setting.text(before) in (_PROMOTE if promoted else _APPOINT)):
        return None
    verb = _verb_group(setting, before)
    return Holding(people, "object of appoint", verb, _subject_body(setting, before))


def as_title(setting: Setting, group: Group) -> Holding | None:
    """As in "serves as Dean", "joined Norvista Holdings as CFO", "resigned as President", "Karin Lim as the Minister of Health"."""
    k = group.first - 1
    if opens_indefinite(setting, group):
        return None
    k = _back_over_determiners(setting, k)
    if not setting.is_word(k, "as"):
        return None
    at = setting.over_name_tail(k - 1)
    capacity = setting.is_word(at, "capacity", "role", "function")
    if capacity:  # "Karin Lim, in her capacity as Minister"
        at -= 1 + setting.is_word(at - 1, "his", "her", "the", "their")
        at -= setting.is_word(at, "in")
    if setting.is_word(at, *_CHOICES):
        return _chosen(setting, at)
    at -= setting.is_word(at, ",")
    at = setting.over_affiliation(setting.over_name_tail(at))
    if capacity and setting.kind(at) in {"title", "body"}:
        at = next((m for m in range(at, max(-1, at - _REACH), -1) if setting.kind(m) == "person"), at)  # "Karin Lim, the Mayor, in her capacity as"
    if setting.kind(at) != "person" and _is_subject_itself(setting, group):
        return None
    if setting.is_name_behind(group.last):  # "as the Chief Guest"
        return None
    if setting.kind(at) == "person":
        people = setting.listed_back(at) if group.plural(setting.items) else (at,)
        before = setting.before_name(people[0] - 1)
        if setting.is_word(before) and setting.text(before) in _SUCCEED:  # "Karin Lim succeeds Jo Berg as Chair"
            successor = _subject(setting, setting.items[before].start)
            people = people if successor is None or successor in people else (successor, *people)
        return Holding(people, "as")
    verb_at = next((m for m in range(at, max(-1, k - _REACH), -1) if _is_verb(setting, m)), None)
    if verb_at is None:
        return None
    start = setting.items[verb_at].start
    subject = _subject(setting, start)
    if subject is None:
        return None
    body = next((setting.items[m] for m in range(verb_at + 1, k) if setting.kind(m) == "body"), None)
    joined = setting.text(verb_at) in _LEFT
    return Holding(
        (subject,), "as", _verb_group(setting, verb_at), body if joined and body and not body.place else None
    )


def _chosen(setting: Setting, at: int) -> Holding | None:
    """As in "congratulated Karin Lim on her election as", "Lim’s appointment as": who is chosen, never who congratulates."""
    k = at - 1
    while setting.is_word(k, "recent", "new", "re", "-", "unanimous", "historic", "resounding", "first"):
        k -= 1
    if setting.is_word(k, *POSSESSIVE):
        return Holding((k - 1,), "as", ("was", "elected")) if setting.kind(k - 1) == "person" else None
    if not setting.is_word(k, "his", "her", "their"):
        return None
    sentence = setting.doc[setting.items[k].start].sent.start if setting.doc.has_annotation("SENT_START") else 0
    for name in range(k - 1, -1, -1):
        if setting.items[name].start < sentence:
            return None
        if setting.kind(name) == "person":
            return Holding((name,), "as", ("was", "elected"))
    return None


def role_of(setting: Setting, group: Group) -> Holding | None:
    """As in "held the role of Head of Risk", "was elected to the office of President"."""
    k = _back_over_determiners(setting, group.first - 1)
    if not (setting.is_word(k, "of") and setting.is_word(k - 1, *_ROLES)):
        return None
    verb_at = next((m for m in range(k - 2, max(-1, k - _REACH), -1) if _is_verb(setting, m)), None)
    if verb_at is None or setting.text(verb_at) not in _HOLD | _APPOINT:
        return None
    subject = _subject(setting, setting.items[verb_at].start)
    return Holding((subject,), "role", _verb_group(setting, verb_at)) if subject is not None else None


def title_is_name(setting: Setting, group: Group) -> Holding | None:
    """As in "whose president is Karin Lim", "One co-chair is Professor Karin Lim"."""
    if not setting.is_word(group.last, "is", "was", "are", "were", "remains"):
        return None
    if group.plural(setting.items) and (titled := _listed_with_titles(setting, group.last + 1)):
        return Holding(titled, "title is name", (setting.text(group.last),))
    name = setting.to_name(group.last + 1)
    if name is None or not (setting.text(name + 1) in {",", ".", ";", "(", "and", "of"} or setting.breaks(name + 1)):
        return None
    people = setting.listed(name)
    if group.plural(setting.items) != (len(people) > 1):
        return None
    return Holding(people, "title is name", (setting.text(group.last),))


def _listed_with_titles(setting: Setting, k: int) -> tuple[int, ...]:
    """The people of a list from `k` on, each behind an office: "The members are Chief Justice Karin Lim and Justice Jo Berg"; none where one has no office."""
    people: list[int] = []
    while setting.kind(k) == "title":
        name = setting.to_name(k + 1)
        if name is None:
            return ()
        people.append(name)
        k = name + 1
        while setting.is_word(k) and setting.doc[setting.items[k].start].text.isupper():
            k += 1  # honours behind a name
        if not setting.is_word(k, ",", "and", "&"):
            break
        while setting.is_word(k, ",", "and", "&", "the"):
            k += 1
    return tuple(people) if len(people) > 1 else ()


def _back_over_determiners(setting: Setting, k: int) -> int:
    while k > 0 and (
        setting.kind(k) == "body"
        or (setting.is_word(k, "appointed", "elected") and setting.is_word(k - 1, "newly"))
        or (setting.is_word(k) and (setting.text(k) in _DETERMINERS | POSSESSIVE | _ADVERBS or _is_ordinal(setting.text(k))))
    ):
        k -= 1 + (setting.text(k) in {"appointed", "elected"})
    return k


def opens_indefinite(setting: Setting, group: Group) -> bool:
    """As in "sees her as a leader": what one is seen as, or one of many, is no office that one holds."""
    phrase = setting.items[group.titles[0]].title
    return (
        setting.is_word(group.first - 1, "a", "an")
        and phrase is not None
        and phrase.text.islower()
        and not group.bodies[0]
    )


def _is_ordinal(word: str) -> bool:
    """As in "the 9th President"."""
    return word[:-2].isdigit() and word[-2:] in {"st", "nd", "rd", "th"}


def _over_adverbs(setting: Setting, k: int) -> int:
    """In front of an adverb that ends at `k`: "sworn in today as"."""
    return k - 1 if setting.is_word(k, *_ADVERBS) and setting.text(k - 1) in {"sworn", "in"} else k


def _is_verb(setting: Setting, k: int) -> bool:
    return setting.is_word(k) and setting.doc[setting.items[k].start].pos_ == "VERB"


def _is_subject_itself(setting: Setting, group: Group) -> bool:
    """As in "As the Director of the Institute noted": the title is the subject of the clause behind "as"."""
    phrase = setting.items[group.titles[0]].title
    return phrase is not None and setting.doc[phrase.head_index].dep_ in {"nsubj", "nsubjpass"}


def _verb_group(setting: Setting, k: int) -> tuple[str, ...]:
    """The verb at `k` with its auxiliaries in front."""
    found = [setting.text(k)]
    k -= 1
    while setting.is_word(k) and setting.text(k) in _AUXILIARIES | _ADVERBS:
        found.insert(0, setting.text(k))
        k -= 1
    return tuple(found)


def _subject_body(setting: Setting, verb_at: int) -> Item | None:
    """The body that appoints: the one right in front of the verb group, "Norvista Holdings has appointed"."""
    k = verb_at - len(_verb_group(setting, verb_at))
    if setting.is_word(k, "board") and setting.is_word(k - 1, "the"):
        return None
    item = setting.items[k] if k >= 0 else None
    if item is None or item.kind != "body" or item.place:
        return None
    governed = setting.is_word(k - 1, "of") and setting.is_word(k - 2, "board", "council", "directors", "trustees")
    the = (
        setting.is_word(k - 1, "the")
        and setting.is_word(k - 2, "of")
        and not setting.is_word(k - 3, "board", "council")
    )
    return item if governed or not (the or setting.is_word(k - 1, "of")) else None


def _subject(setting: Setting, verb: int) -> int | None:
    """The person who is the verb's subject by the parse; "who" and "she" stand for the person in front."""
    doc, items = setting.doc, setting.items
    people = {t: i for i, item in enumerate(items) if item.kind == "person" for t in range(item.start, item.end)}
    token = doc[verb]
    for _ in range(4):
        for child in token.lefts:
            if child.dep_ not in {"nsubj", "nsubjpass"}:
                continue
            if child.lower_ in {"who", "that"}:
                return _relative(setting, people, child, token)
            if child.lower_ in {"he", "she"}:
                return _antecedent(setting, child)
            return next((people[t.i] for t in (child, *child.children) if t.i in people and t.dep_ != "poss"), None)
        if token.dep_ == "relcl" and token.head.i in people:
            return people[token.head.i]
        if token.head.i == token.i:
            break
        token = token.head
    return None


def _right_in_front(setting: Setting, k: int) -> int | None:
    """The name that opens the sentence right in front of a verb group that the parser does not see as one."""
    opening = setting.before_name(k - 1) if setting.kind(k) == "person" else None
    opens = opening is not None and (
        opening < 0 or setting.text(opening) in {".", "”", "“", ","} or setting.breaks(opening)
    )
    return k if opens else None


def _where(setting: Setting, k: int) -> Item | None:
    """The body in "comes from Norvista Holdings, where she has been Chief Operating Officer"."""
    where = next((m for m in range(k, max(-1, k - _REACH), -1) if setting.is_word(m, "where")), None)
    if where is None:
        return None
    at = where - 1
    while at > 0 and (setting.is_word(at, ",") or (setting.kind(at) == "body" and setting.items[at].place)):
        at -= 1
    return setting.items[at] if setting.kind(at) == "body" else None


def _relative(setting: Setting, people: dict[int, int], who: Token, verb: Token) -> int | None:
    """The person that "who" stands for: in front of its comma, else the noun on which its clause hangs."""
    at = next((k for k, item in enumerate(setting.items) if item.start == who.i), 0)
    k = at - 1
    k -= setting.is_word(k, ",")
    k = setting.over_name_tail(k)
    if setting.kind(k) == "person":
        return k
    return people.get(verb.head.i)


def _antecedent(setting: Setting, pronoun: Token) -> int | None:
    """The person that "he" or "she" stands for: named before in its sentence, else the subject or only person of the one before."""
    doc = setting.doc
    sentence = pronoun.sent
    start = sentence.start
    named = [k for k, item in enumerate(setting.items) if item.kind == "person" and start <= item.start < pronoun.i]
    for _ in range(2):
        keys = {setting.items[k].key for k in named}
        if len(keys) == 1:
            return named[-1]
        if named:
            return next((k for k in named if _is_subject(doc, setting.items[k])), None)
        if start == 0:
            return None
        before = doc[start - 1].sent
        named = [
            k
            for k, item in enumerate(setting.items)
            if item.kind == "person" and before.start <= item.start < before.end
        ]
        start = before.start
    return None


def _is_subject(doc: Doc, item: Item) -> bool:
    return any(doc[t].dep_ in {"nsubj", "nsubjpass"} for t in range(item.start, item.end))
