"""The component `press_agreements`: one record an agreement, with its parties, signatories, witnesses, status, day and sum.

The way from words to records: instruments (`pipeline.find.instruments`) and verbs of dealing (`pipeline.relate.agreements.verbal`) give statements
(`pipeline.relate.agreements.statements`), statements are joined to agreements (`pipeline.relate.agreements.joining`), and here each agreement is told from its
statements: the fullest name, the parties of the most telling one, the firmest status, the nearest day.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find import instruments
from pipeline.find.instrument_heads import SHORT_HEADS, head_of
from pipeline.find.instruments import GROUP as INSTRUMENTS
from pipeline.lexicon import confidence, country
from pipeline.relate.agreements.actors import TOWNS, Actor, Scene
from pipeline.relate.agreements.cluster import LOOSE, Cluster, head_word, puts_on_paper
from pipeline.relate.agreements.day import day_of
from pipeline.relate.agreements.joining import join
from pipeline.relate.agreements.kinds import is_settled, kind_of, told_kind
from pipeline.relate.agreements.money import sums
from pipeline.relate.agreements.own_party import issuer, own_party
from pipeline.relate.agreements.same_sides import same_sides, they
from pipeline.relate.agreements.scene import scene
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.statements import Reader
from pipeline.relate.agreements.terms import place_of, subject_of
from pipeline.relate.agreements.unread_parties import read_parties
from pipeline.relate.agreements.verbal import verbal_statements
from pipeline.relate.positions.component import PositionFinder

_PLAIN = frozenset({"agreement", "deal", "arrangement"})
_RUPEES = {"sri lanka": "LKR", "india": "INR", "pakistan": "PKR", "nepal": "NPR", "mauritius": "MUR"}


def agreements(doc: Doc) -> tuple[list[records.Agreement], list[records.Party], list[records.Mention]]:
    """The Doc's agreements, those who take part in them, and where they are mentioned.

    A mention's rule is the one that made the agreement, or how the mention was joined to it ("joined: definite").
    """
    actors, spans = scene(doc), tuple(doc.spans.get(INSTRUMENTS, ()))
    read_parties(actors, spans)
    reader = Reader(actors, spans, records.get(doc, records.Zone))
    told = sorted([*reader.statements(), *verbal_statements(reader, doc)], key=lambda s: (s.start, s.span.end))
    rows: list[records.Agreement] = []
    parties: list[records.Party] = []
    mentions: list[records.Mention] = []
    before: list[Actor] = []
    main: list[Actor] = []
    own = issuer(actors)
    for cluster in join(told):
        bound = _bound(actors, cluster)
        if not bound or (len(bound) == 1 and before and not any(s.parties for s in cluster.statements)):
            # of two who sign for others one may be known to act for an office: the sides are those told before
            bound = same_sides(actors, cluster, before if they(cluster) else main) or bound
        main = main or (bound if len(bound) > 1 else [])
        if (whose := own_party(actors, cluster, bound, own, before)) is not None:
            bound = [whose, *bound]
        before = bound if len(bound) > 1 else before
        if any(s.label == "treaty" for s in cluster.statements):
            bound = reader.membership.member_states(bound)
        key = f"a{len(rows) + 1}"
        rows.append(_row(key, doc, actors, cluster, bound))
        parties += _parties(key, actors, cluster, bound)
        for statement, rule in zip(
            cluster.statements, (cluster.first.rule, *(f"joined: {j}" for j in cluster.joints)), strict=True
        ):
            mentions.append(records.Mention("agreement", statement.span.start_char, statement.span.end_char, key, rule))
    return rows, parties, mentions


def _row(key: str, doc: Doc, actors: Scene, cluster: Cluster, bound: list[Actor]) -> records.Agreement:
    namer = _namer(cluster)
    day = day_of(doc, cluster.statements)
    amount = _amount(actors, cluster)
    main = cluster.first
    subject = next((subject for s in cluster.statements if (subject := subject_of(s)) is not None), None)
    others = [t.text for s in cluster.statements for t in s.span if s.name is None and t.tag_ != "VB"]
    topic = next((topic for s in cluster.statements if (topic := subject_of(s, topic=True)) is not None), "")
    others += topic.split()
    own = [t.text for t in namer.span if t.tag_ != "VB"] if namer.name is None else namer.name.split()
    told = [s for s in cluster.statements if s.label != "open"]
    label = next((s.label for s in (*(t for t in told if not t.weak and head_word(t) not in LOOSE), *told)), "open")
    purpose = [
        doc[s.start : s.clause.end] for s in cluster.statements if s.clause is not None and s.start < s.clause.end
    ]
    kind = kind_of(label, own, others, purpose, bound, named=namer.named)
    if kind in {"other", "cooperation"} and not namer.named and is_settled(bound, {t.lower_ for t in doc}):
        kind = "settlement"
    if kind == "other":
        kind = told_kind(t for span in _around(doc, cluster) for t in span)
    return records.Agreement(
        key=key,
        name=namer.name or " ".join(namer.span.text.split()).rstrip("."),
        type=kind,
        status=_status(cluster, kind),
        date=day.date if day else None,
        start_date=day.start if day else None,
        end_date=day.end if day else None,
        date_basis=day.basis if day else None,
        subject=subject,
        amount=amount[0] if amount else None,
        amount_max=amount[1] if amount else None,
        currency=amount[2] if amount else None,
        place=next((place for s in cluster.statements if (place := place_of(s)) is not None), None),
        start=namer.span.start_char,
        end=namer.span.end_char,
        rule=main.rule,
        confidence=confidence("agreements", main.rule),
    )


def _around(doc: Doc, cluster: Cluster) -> list[Span]:
    """The headline and the sentences that speak of the agreement."""
    heads = [
        doc.char_span(z.start, z.end, alignment_mode="contract")
        for z in records.get(doc, records.Zone)
        if z.name == "headline"
    ]
    return [span for span in heads if span is not None] + [cluster.first.sentence]


def _namer(cluster: Cluster) -> Statement:
    """The statement with the fullest name: proper names before descriptions, story before headline, longer before shorter."""
    if cluster.first.rule == "list: listed":
        return cluster.first  # a body in a list has the name that stands above the list
    nouns = [s for s in cluster.statements if s.name is None] or cluster.statements
    # a grant for which a memorandum is signed goes by the memorandum's name
    on_paper = "subject" in cluster.joints and any(not s.weak and head_word(s) not in _PLAIN for s in nouns)
    return max(
        nouns,
        key=lambda s: (
            not (on_paper and s.weak),
            s.named,
            not s.plural,
            not s.headline,
            s.label == "memorandum",
            puts_on_paper(s),
            head_of(s.span).lower_.rstrip(".") not in SHORT_HEADS,
            len(s.words),
            not s.definite,
        ),
    )


def _bound(actors: Scene, cluster: Cluster) -> list[Actor]:
    """The parties: those of the most telling statement, then of the others, then those for whom the signatories act.

    A memorandum binds the ministries that are said to sign it; the states that the lead names for them are short for these.
    """
    on_paper = any(s.label == "memorandum" for s in cluster.statements)
    ranked = sorted(
        [s for s in cluster.statements if s.parties],
        key=lambda s: (
            -min(len(s.parties), 2),
            -sum(s.sentence.start <= a.start < s.sentence.end for a in s.parties[:2]),
            on_paper and all(a.kind == "country" for a in s.parties),
            s.definite and not s.named,
            -min(sum(a.kind == "organisation" for a in s.parties), 2),
            s.headline,
            -(s.deed.firmness if s.deed else 0),
            s.start,
        ),
    )
    # towns make agreements of twins
    twinned = any(t.lower_.startswith(("sister", "twin")) for s in cluster.statements if s.name is None for t in s.span)
    settled = any(s.settles for s in cluster.statements)
    found: dict[str, Actor] = {}
    for statement in ranked:
        many = any(s.label == "treaty" or s.further for s in cluster.statements) and _joins(statement)
        if len(found) >= 2 and not many:
            break
        for actor in statement.parties:
            if statement.headline and found and not _is_in_story(actors, actor, statement):
                continue  # a headline may call by a description what the story calls by name
            if settled and _is_court(actors, actor):
                continue  # a court approves what others settle
            if twinned or _is_side(statement, actor) or _can_agree(actors, actor):
                found.setdefault(actor.identity, actor)
    # the government of a state is the fuller name of the party that is called by the state's name
    for statement in ranked:
        for actor in statement.parties:
            held = None if statement.definite and not statement.named else found.get(actor.identity)
            if held is not None and held.kind == "country" and actor.kind == "organisation":
                found[actor.identity] = actor
    if len(found) < 2:
        for actor in _signing(cluster):
            for principal in actors.principals(actor):
                if principal.identity not in found and not _inside(actors, principal, found):
                    found[principal.identity] = principal
    for actor in (a for s in cluster.statements for a in (s.further + (s.parties if s.adds else ()))):
        found.setdefault(actor.identity, actor)
    return list(found.values())


def _is_side(statement: Statement, actor: Actor) -> bool:
    """As in "the agreement between Elmsbury and the Port": who is named so is a party; "the University of Elms, Marland" is one."""
    span = statement.span
    between = span.doc[span.end : span.end + 1].text.lower() == "between" or any(t.lower_ == "between" for t in span)
    return between and actor.start > 0 and span.doc[actor.start - 1].text != ","


def _joins(statement: Statement) -> bool:
    """As in "the Convention has also been signed by Norland": each state that joins a treaty is bound by it, too."""
    return (
        statement.deed is not None
        and statement.deed.status in {"signed", "in_force"}
        and all(a.kind == "country" for a in statement.parties)
    )


def _is_in_story(actors: Scene, actor: Actor, headline: Statement) -> bool:
    return any(a.identity == actor.identity and a.start >= headline.sentence.end for a in actors.actors)


def _can_agree(actors: Scene, actor: Actor) -> bool:
    """States bind themselves; a town or district does so only where the text makes it a body ("the City of …", "Elms County")."""
    if actor.kind == "organisation" and actor.name.split()[0] == "Cabinet":
        return False  # a cabinet and its committees approve what ministries sign
    if actor.kind != "country" or country(actor.name) is not None or actor.start < 2:
        return True
    before = actors.doc[actor.start - 2 : actor.start]
    named = (before[1].lower_ == "of" and before[0].lower_ in TOWNS) or bool(TOWNS & {actor.name.lower().split()[-1]})
    return named or actors.holds_office(actor)


def _is_court(actors: Scene, actor: Actor) -> bool:
    """As in "the court"; one that is named may settle for itself."""
    body = actors.bodies.get(actor.key or "")
    return body is not None and body.type == "court" and actors.doc[actor.end - 1].is_lower


def _inside(actors: Scene, body: Actor, found: dict[str, Actor]) -> bool:
    """Whether a body is a unit of a party that is named already."""
    record = actors.bodies.get(body.key or "")
    return record is not None and record.parent is not None and record.parent in {a.key for a in found.values()}


def _signing(cluster: Cluster) -> list[Actor]:
    seen: dict[str, Actor] = {}
    for statement in cluster.statements:
        for actor in statement.signatories:
            if seen.get(actor.identity) is None or actor.for_whom is not None:
                seen[actor.identity] = actor
    return list(seen.values())


def _parties(key: str, actors: Scene, cluster: Cluster, bound: list[Actor]) -> list[records.Party]:
    signing = _signing(cluster)
    witnesses = {
        a.identity: a
        for s in cluster.statements
        for a in s.witnesses
        if a.identity not in {p.identity for p in signing}
    }
    names = {a.identity for a in bound}
    rows = [
        records.Party(key, a.key, a.name.removeprefix("the "), a.kind, "party", None, a.start, a.end) for a in bound
    ]
    for actor in signing:
        if actor.identity in names:
            continue
        principals = actors.principals(actor)
        rows.append(
            records.Party(
                key,
                actor.key,
                actor.name,
                actor.kind,
                "signatory",
                principals[0].name if principals else None,
                actor.start,
                actor.end,
            )
        )
    rows += [records.Party(key, a.key, a.name, a.kind, "witness", None, a.start, a.end) for a in witnesses.values()]
    doc = actors.doc
    return [
        records.Party(
            r.agreement,
            r.entity,
            r.name,
            r.type,
            r.role,
            r.on_behalf_of,
            doc[r.start].idx,
            doc[r.end - 1].idx + len(doc[r.end - 1]),
        )
        for r in rows
    ]


def _status(cluster: Cluster, kind: str) -> str:
    """The firmest word decides: done before planned before standing."""
    deeds = [s.deed for s in cluster.statements if s.deed is not None]
    telling = [d for d in deeds if d.kind != "hold"]
    to_come = any(d.status == "planned" and d.kind == "conclude" for d in telling)
    done = [
        d
        for d in telling
        # what has been announced may still have to be signed
        if d.status in {"signed", "renewed", "ended"} and d.firmness == 3 and not (to_come and d.kind == "announce")
    ]
    if any(d.status == "ended" for d in done):
        return "ended"
    if any(d.status == "renewed" for d in done):
        return "renewed"
    if done:
        return "signed"
    if any(d.kind == "stand" for d in telling):
        return "in_force"  # what has entered into force is still to be signed by others
    if any(d.status == "planned" for d in telling):
        return "planned"
    for status in ("ended", "renewed", "planned", "in_force", "signed"):
        told = any(s.adjective == status for s in cluster.statements)
        # what is paid to settle has been settled, though it is proposed to a court
        paid = status == "planned" and any(s.name is not None and s.settles for s in cluster.statements)
        if told and not paid:
            return status
    for status in ("ended", "renewed", "signed"):
        if any(d.status == status for d in telling):
            return status
    return "signed" if kind == "settlement" else "in_force"


def _amount(actors: Scene, cluster: Cluster) -> tuple[float, float | None, str] | None:
    """The sum in the sentence of the agreement, nearest to its mention."""
    for statement in cluster.statements:
        sent = statement.sentence
        found = sums(sent.text)
        if not found:
            continue
        at = statement.span.start_char - sent.start_char
        near = min(found, key=lambda s: min(abs(s.start - at), abs(s.end - at)))
        if abs(near.start - at) > 200:
            continue
        currency = near.currency
        if currency == "rupee":
            states = [a.state for a in actors.actors if a.state is not None and a.state in _RUPEES]
            if not states:
                continue
            currency = _RUPEES[max(set(states), key=states.count)]
        return near.amount, near.amount_max, currency
    return None


@Language.factory("press_agreements", assigns=["doc.user_data"], requires=["doc.ents", "token.dep"])
def make_agreements(nlp: Language, name: str) -> AgreementFinder:
    """Factory of the component that stores agreements and their parties."""
    return AgreementFinder(nlp, name)


class AgreementFinder:
    """Finds agreements; runs the components it rests on where they have not run."""

    def __init__(self, nlp: Language, name: str = "press_agreements") -> None:
        self.name = name
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Store `records.Agreement` and `records.Party`, and add the mentions of agreements to `records.Mention`."""
        if not records.has(doc, records.Timex):
            from pipeline.find.dates import make_dates  # noqa: PLC0415

            doc = make_dates(self._nlp, "press_dates", None)(doc)
        if not records.has(doc, records.Position):
            doc = PositionFinder()(doc)
        if INSTRUMENTS not in doc.spans:
            doc = instruments.InstrumentFinder()(doc)
        rows, parties, mentions = agreements(doc)
        others = [m for m in records.get(doc, records.Mention) if m.label != "agreement"]
        records.put(doc, records.Agreement, rows)
        records.put(doc, records.Party, parties)
        records.put(doc, records.Mention, sorted([*others, *mentions], key=lambda m: (m.start, m.end)))
        return doc
