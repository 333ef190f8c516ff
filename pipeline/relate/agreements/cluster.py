"""An agreement as it is put together from statements, and how a further statement compares with it.

Heads ("the Memorandum" for an MoU), the words that set a name apart and the parties are what can be compared; each comparison
is a function of an agreement and a statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.find.instrument_heads import head_of
from pipeline.lexicon import table, words
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.statement import Statement

_WORDS = table("agreement_kinds")
_FORMS = frozenset(form.strip(".") for form in words("legal_forms"))
_SHORT = {
    "mou": "memorandum",
    "moa": "memorandum",
    "moc": "memorandum",
    "memorandum": "memorandum",
    "memoranda": "memorandum",
    "loi": "letter",
}
# the forms of memoranda, by what they are called in short and in full
_FORM_OF = {"mou": "understanding", "mous": "understanding", "moa": "agreement", "moas": "agreement", "moc": "cooperation"}
_FORMS_LONG = frozenset(_FORM_OF.values())
# heads by which agreements of any form are called
LOOSE = frozenset({"pact", "accord", "deal", "partnership"})
_SETTLING_PAPERS = frozenset({"consent", "assurance", "stipulated"})
_UNLIKELY = 3  # parties that two agreements hardly share by chance


@dataclass(slots=True)
class Cluster:
    """One agreement: its statements, the first of which made it, and how the others joined."""

    statements: list[Statement]
    joints: list[str] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        """The statement that made it."""
        return self.statements[0]

    @property
    def labels(self) -> set[str]:
        """The kinds that its heads give."""
        return {s.label for s in self.statements if s.label != "open"}

    @property
    def words(self) -> frozenset[str]:
        """The words that set its name apart, "" where it has none."""
        return max((s.words for s in self.statements if s.named), key=len, default=frozenset())

    @property
    def parties(self) -> dict[str, Actor]:
        """Its parties by identity."""
        return {a.identity: a for s in self.statements for a in s.parties}

    def add(self, statement: Statement, joint: str) -> None:
        """Take a statement in."""
        self.statements.append(statement)
        self.joints.append(joint)

    def take(self, other: Cluster) -> None:
        """Take another agreement in: the paper that is signed on it."""
        self.statements += other.statements
        self.joints += ["subject", *other.joints]


def head_word(s: Statement) -> str:
    """The head of the mention in one form: "memorandum" for "MoU" and "Memoranda"."""
    head = head_of(s.span).lower_.rstrip(".")
    return _SHORT.get(head.removesuffix("s"), str(head_of(s.span).lemma_.lower()))


def form(s: Statement) -> str | None:
    """Which memorandum it is by its words: one "of understanding" (MoU), "of agreement" (MoA) or "of cooperation" (MoC)."""
    if head_word(s) != "memorandum" or s.headline:
        return None  # headlines abbreviate as it comes
    told = [t.lower_.strip(".") for t in s.span]
    short = next((_FORM_OF[w] for w in told if w in _FORM_OF), None)
    long = next((b.removesuffix("s") for a, b in pairwise(told) if a == "of" and b.removesuffix("s") in _FORMS_LONG), None)
    return long or short


def puts_on_paper(s: Statement) -> bool:
    """Whether it is a paper on which a settlement is filed: a consent decree or judgment, an assurance of compliance."""
    return s.label == "settlement" and s.name is None and head_of(s.span).lower_ in _SETTLING_PAPERS


def told_words(cluster: Cluster) -> set[str]:
    """All words by which the agreement has been told from others."""
    return {w for x in cluster.statements if x.name is None for w in x.words}


def same_head(cluster: Cluster, s: Statement) -> bool:
    """Whether the agreement has been called by the same head word."""
    return any(head_word(x) == head_word(s) for x in cluster.statements)


def same_name_head(cluster: Cluster, s: Statement) -> bool:
    """Whether names with the same words of their own can be of one agreement: the head is the same, or nothing else differs."""
    return any(head_word(x) == head_word(s) for x in cluster.statements) or cluster.words == s.words


def head_fits(cluster: Cluster, s: Statement) -> bool:
    """Whether the head word can stand for the agreement as it was called before."""
    if s.label == "open":
        return any(x.label == "open" for x in cluster.statements)
    return s.label in cluster.labels or (s.settles and any(x.settles for x in cluster.statements))


def kind_fits(cluster: Cluster, s: Statement) -> bool:
    """Whether one agreement can go by both heads: "the agreement" for an MoU, "the Treaty" for an agreement."""
    if s.label == "open" or s.label in cluster.labels:
        return True
    if head_word(s) in LOOSE and (s.definite or s.headline):
        return True  # "This pact" for a memorandum
    if s.label == "memorandum" and s.definite and all(head_word(x) in LOOSE for x in cluster.statements):
        return True
    if cluster.labels:
        return False
    if s.label == "treaty" or (s.settles and (s.headline or is_reached(cluster))):
        return True
    told = {_WORDS.get(w) for x in cluster.statements for w in x.words}
    return s.label in told or (s.label == "memorandum" and not told_words(cluster))


def is_reached(cluster: Cluster) -> bool:
    """As in "reached an agreement with the dealer": a bare agreement that is reached may turn out to be a settlement."""
    first = cluster.first
    return not first.words and first.deed is not None and first.deed.token.lemma_.lower() in {"reach", "agree"}


def told_apart(cluster: Cluster, s: Statement) -> bool:
    """Whether both have words of their own, and none in common."""
    if _shared(cluster, s) >= _UNLIKELY:
        return False
    ours, theirs = {f for x in cluster.statements if (f := form(x))}, form(s)
    if theirs is not None and ours and theirs not in ours:
        return True  # "a Memorandum of Agreement" beside a Memorandum of Understanding
    names = [x.words for x in cluster.statements if x.named and x.words and x.label == "treaty"]
    if s.named and s.words and s.label == "treaty" and names:
        # "the Convention on the Rights of Persons with Disabilities" is not that on the Rights of the Child
        return all(not (s.words <= words or words <= s.words) for words in names)
    told = told_words(cluster)
    return bool(s.words and told) and not s.words & told


def apart(words: frozenset[str], cluster: Cluster, s: Statement) -> frozenset[str]:
    """The words of a name that are none of its parties' ("Acme Tidal Research Agreement")."""
    parties = [*cluster.parties.values(), *s.parties]
    names = {w for a in parties if a.kind == "organisation" for w in a.name.lower().split()}
    initials = {"".join(w[0] for w in a.name.split() if w[0].isupper()).lower() for a in parties}
    return words - names - initials


def overlap(cluster: Cluster, s: Statement) -> bool:
    """Whether at least half of the parties on the shorter side are the same."""
    shared = _shared(cluster, s)
    return shared > 0 and shared * 2 >= min(len(cluster.parties), len(s.parties))


def same_parties(cluster: Cluster, s: Statement) -> bool:
    """Whether two parties are the same, and no sentence speaks of both."""
    return _shared(cluster, s) >= 2 and all(x.sentence.start != s.sentence.start for x in cluster.statements)


def contradicts(cluster: Cluster, s: Statement) -> bool:
    """Whether the parties of a statement cannot be those of the agreement; "the agreement" with one known party is still the same."""
    if not cluster.parties or not s.parties:
        return False
    shared = _shared(cluster, s)
    if shared == 0 and s.definite and s.settles and len(cluster.parties) == len(s.parties) == 1:
        # one names the authority, the other who settles with it
        return {a.kind for a in (*cluster.parties.values(), *s.parties)} != {"organisation", "country"}
    if shared == 0 and s.definite and not s.words and len(cluster.parties) < 2 and same_head(cluster, s):
        return False  # "the contract, reached with A" after "B has ratified a contract"
    if shared == 0 and s.definite and s.label == "memorandum" and same_head(cluster, s) and _stand_for(cluster, s):
        return False  # "The MoU between the Ministry of Trade of A and the Ports Agency" after "A and B have signed an MoU"
    if s.adds and not s.words and same_head(cluster, s):
        return False  # "The agreement was also signed by A", "B joined the agreement"
    if shared == 0 and s.definite and s.signatories and not s.words and same_head(cluster, s):
        return False  # "The MoU was signed by A of Alpha and B of Beta", whoever was told to be bound by it
    states = all(a.kind == "country" for a in s.parties)
    if shared == 0 and states and s.definite and not s.words and head_word(s) == "convention" and same_head(cluster, s):
        return False  # "Forty countries, among them A and B, have signed the Convention", which C and D have ratified
    if shared == 1 and of_other_states(cluster, s):
        return True  # "our treaty" with one state is not that with another
    return shared == 0 or (not s.definite and len(cluster.parties) >= 2 and len(s.parties) >= 2 and shared < 2)


def _stand_for(cluster: Cluster, s: Statement) -> bool:
    """Whether the agreement has been told of states, and a statement names as many bodies, which act for these."""
    ours = cluster.parties.values()
    return len(ours) == len(s.parties) and all(a.kind == "country" for a in ours) and all(a.kind == "organisation" for a in s.parties)


def of_other_states(cluster: Cluster, s: Statement) -> bool:
    """Whether both are between two states, of which one is not the same."""
    ours, theirs = {a.state for a in cluster.parties.values()}, {a.state for a in s.parties}
    return None not in ours | theirs and len(ours) == len(theirs) == 2 and len(ours & theirs) == 1


def one_act(cluster: Cluster, s: Statement) -> bool:
    """Whether both tell of one signing: a caption names the signatories, the story the parties."""
    if s.named or s.plural or s.deed is None or s.deed.kind != "conclude" or cluster.words:
        return False
    first = cluster.first
    return (
        first.deed is not None
        and first.deed.kind == "conclude"
        and not first.parties
        and bool(first.signatories)
        and head_word(first) == head_word(s)
    )


def only_ends(cluster: Cluster) -> bool:
    """Whether nothing has been told of the agreement but that it stood and ended."""
    return all(x.deed is None or x.deed.kind in {"end", "hold"} for x in cluster.statements)


def told_by_verb(told: Statement, s: Statement) -> bool:
    """Whether "the acquisition" can be what a verb has told ("acquired")."""
    return told.name is not None and not told.anaphoric and told.label == s.label and s.definite


def _shared(cluster: Cluster, s: Statement) -> int:
    """How many parties of a statement are parties of the agreement."""
    return sum(any(_same_actor(a, b) for b in cluster.parties.values()) for a in s.parties)


def _same_actor(a: Actor, b: Actor) -> bool:
    """One entity, or two names of which one is part of the other ("Department of Marland Railways", "Marland Railways")."""
    if a.identity == b.identity:
        return True
    few, many = sorted((_telling_words(a.name), _telling_words(b.name)), key=len)
    # "APL" is "APL Limited": capitals name one body
    coined = len(few) == 1 and any(n.isupper() and len(n) > 1 and n.lower() in few for n in (a.name, b.name))
    return (len(few) >= 2 or coined) and few <= many


def _telling_words(name: str) -> set[str]:
    """The words of a name without those that say what form it has or where it sits ("Oslo-based Acme Tidal Inc.")."""
    return {
        w for word in name.lower().split() if (w := word.strip(".,()")) not in _FORMS and not w.endswith("-based")
    } - {"the", "of"}
