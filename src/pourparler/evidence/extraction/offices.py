"""Which offices one person cannot hold at once, and when a text implies that two descriptions are one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Entity, EntityType, Span
from pourparler.evidence.extraction.draft import Held
from pourparler.evidence.extraction.gazetteer import gazetteer, words_like
from pourparler.evidence.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.evidence.extraction.casting import Casting

_EXECUTIVE = frozenset(("head-of-state", "head-of-government", "minister"))
_SPEAKS_FOR_ONE = frozenset((*_EXECUTIVE, "ambassador", "spokesperson", "governor"))
# Chairs of bodies rotate among heads of state and of government; secretaries-general and presidents of banks do not.
_ROTATING = frozenset(("chair", "co-chair", "speaker", "leader"))
_PERMANENT = frozenset(
    (("secretary", "-", "general"), ("secretary", "general"), ("director", "-", "general"), ("director", "general"),
     ("high", "commissioner"), ("executive", "director"), ("executive", "secretary"), ("chief", "prosecutor"))
)  # fmt: skip
_STANDING_KINDS = frozenset(("alliance", "agency", "court", "bank", "commission", "ngo", "union"))


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the table of offices needs to know of the body an office belongs to."""

    id: str
    type: EntityType
    name: str

    @property
    def state(self) -> bool:
        """A country."""
        return self.type is EntityType.COUNTRY

    @property
    def words(self) -> frozenset[str]:
        """Folded words of its name."""
        return frozenset(folded(self.name).replace("'", "").split())

    @property
    def political_party(self) -> bool:
        """A party, whose leader may well govern; "the Green Union" but not "the Harbour Workers' Union"."""
        own = self.words
        labour = own & (words_like("organisations", "labour") - {"union"}) or any(
            word.endswith("workers") for word in own
        )
        return bool(own & words_like("organisations", "political")) or (
            "union" in own and not labour and gazetteer().lookup(self.name) is None
        )

    @property
    def standing(self) -> bool:
        """A body whose head is employed by it full time."""
        entry = gazetteer().lookup(self.name)
        return bool(self.words & words_like("organisations", "standing")) or (
            entry is not None and entry.kind in _STANDING_KINDS
        )


def conflict_of(one: Held, other: Held, entities: Mapping[str, Entity]) -> str | None:
    """Return why two offices cannot be held at once, or None when they can.

    Compatible by rule: anything former, acting, designate or shadow; envoys and negotiators of one's own side;
    leaders of parties; several portfolios of one government, its head's included; a rotating chair of a body.

    Parameters
    ----------
    one, other : Held
    entities : mapping of str to Entity
        To know what the offices belong to.
    """
    if one.dated or other.dated or one.inferred or other.inferred:
        return None
    first, second = _organisation(one, entities), _organisation(other, entities)
    if first is None or second is None or first.id == second.id:
        return _same_house(one, other, first, second)
    if first.state and second.state:
        if one.title.rank in _SPEAKS_FOR_ONE and other.title.rank in _SPEAKS_FOR_ONE:
            return "offices of two countries"
        return None
    if first.state != second.state:
        state, body, body_held = (one, second, other) if first.state else (other, first, one)
        if state.title.rank not in _EXECUTIVE or body.political_party:
            return None
        if body_held.title.rank in ("envoy", "mediator"):
            return "an office of one government and the mandate of a body that stands between governments"
        if body_held.key in _PERMANENT or (body.standing and body_held.title.rank in ("head-of-state", "head", "chair")
                                           and body_held.title.rank not in _ROTATING):  # fmt: skip
            return "an office of a government and the headship of a body that stands apart from it"
        return None
    return _two_bodies(one, other, first, second)


def _same_house(one: Held, other: Held, first: Organisation | None, second: Organisation | None) -> str | None:
    if first is None or second is None or not first.state:
        return None
    ranks = {one.title.rank, other.title.rank}
    if ranks == {"head-of-state", "head-of-government"}:
        return "head of state and head of government of one country"
    return None


def _two_bodies(one: Held, other: Held, first: Organisation, second: Organisation) -> str | None:
    if one.key in _PERMANENT and other.key in _PERMANENT and first.standing and second.standing:
        return "the headship of two standing bodies"
    sides = {_side(one, first), _side(other, second)}
    if sides == {"labour", "employer"}:
        return "the leadership of a union and of an employer"
    return None


def _side(held: Held, body: Organisation) -> str | None:
    if held.title.scope == "company" and held.title.rank == "head":
        return "employer"
    if body.words & words_like("organisations", "labour") and not body.political_party and held.title.rank in (
        "head", "leader", "head-of-state", "chair", "secretary"):  # fmt: skip
        return "labour"
    return None


def _organisation(held: Held, entities: Mapping[str, Entity]) -> Organisation | None:
    id_ = held.office.organisation
    entity = entities.get(id_) if id_ else None
    return None if entity is None else Organisation(entity.id, entity.type, entity.name)


_HOSTING = frozenset(("greet", "host", "receive", "welcome", "open", "chair"))
_HOMES = frozenset(("residence", "home", "villa", "mansion"))
_SEATS = frozenset(("headquarters", "headquarter", "hq", "seat"))


def implied_holders(casting: Casting) -> dict[str, tuple[str, Span]]:
    """Return who is implied to be the unnamed holder of an office: entity of the title -> (person, linking words).

    The text must introduce the holder by title alone, before it names the person; afterwards the person must speak
    at the seat of the very body, and receive or open like a host, and the two must never stand in one sentence.
    No other person may hold the title there.
    """
    found: dict[str, tuple[str, Span]] = {}
    for id_, draft in casting.drafts.items():
        titled = [held for held in draft.held if held.office.organisation and not held.dated]
        mentions = [mention for mention in casting.mentions if mention.entity == id_]
        if draft.type is not EntityType.PERSON or not titled or any(mention.kind == "name" for mention in mentions):
            continue
        body = titled[0].office.organisation
        candidates = {
            person: link for person, link in _speakers_at_seat(casting, body or "").items()
            if _apart(casting, id_, person) and _hosts(casting, person)
        }  # fmt: skip
        if len(candidates) == 1:
            person, link = next(iter(candidates.items()))
            found[id_] = (person, link)
    return found


def _speakers_at_seat(casting: Casting, body: str) -> dict[str, Span]:
    """Return people who are subjects of a sentence that begins or ends "at NATO headquarters"."""
    words, found = casting.words, {}
    for index, key in enumerate(words.key):
        if key not in _SEATS or index < 2:
            continue
        near = (one for one in casting.mentions if index - 4 <= one.core[0] < index < one.core[1] + 2)
        owner = next((one for one in near if one.entity == body), None)
        if owner is None:
            continue
        before = owner.start - (words.key[owner.start - 1] == "the") - 1
        if words.key[max(before, 0)] != "at":
            continue
        first, _ = words.sentences[words.sentence[index]]
        for mention in casting.mentions:
            person = casting.drafts[mention.entity]
            subject = (
                words.dep[mention.core[1] - 1] == "nsubj" and words.sentence[mention.core[0]] == words.sentence[index]
            )
            if person.type is EntityType.PERSON and mention.kind == "name" and subject:
                lead = min(first, before) if mention.start - first < 12 else before
                start, end = min(lead, mention.start), max(index + 1, mention.end)
                found[mention.entity] = words.span(start, end)
    return found


def _apart(casting: Casting, title: str, person: str) -> bool:
    words = casting.words
    where = {id_: [m.core[0] for m in casting.mentions if m.entity == id_] for id_ in (title, person)}
    if min(where[title]) > min(where[person]):
        return False
    return not {words.sentence[at] for at in where[title]} & {words.sentence[at] for at in where[person]}


def _hosts(casting: Casting, person: str) -> bool:
    """Tell whether the person receives somebody, or opens or chairs the meeting."""
    words = casting.words
    named = [mention.core[0] for mention in casting.mentions if mention.entity == person]
    for at in named:  # "the leaders dine at the residence of Prime Minister Vallmer"
        before = range(max(words.sentences[words.sentence[at]][0], at - 6), at)
        if any(words.key[i] in _HOMES and words.key[i + 1] == "of" for i in before):
            return True
    for index, lemma in enumerate(words.lemma):
        if lemma not in _HOSTING or words.pos[index] != "VERB":
            continue
        for at in range(*words.sentences[words.sentence[index]]):
            if words.head[at] != index or words.dep[at] != "nsubj":
                continue
            if at in named or (
                words.key[at] in ("he", "she", "who") and any(words.sentence[n] == words.sentence[at] for n in named)
            ):
                return True
    return False
