"""Who takes part in a meeting: subjects of its verb, and whoever hangs on it by "with", "between", "of"."""

from __future__ import annotations

from dataclasses import dataclass

from pourparler.evidence.claim import EntityType
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.words import Words

_COMPANIES = frozenset(("delegations", "delegates", "representatives", "envoys", "teams"))
_SIDES = frozenset(("countries", "governments", "delegations", "sides", "capitals", "parties"))
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_BETWEEN = frozenset(("with", "along", "between", "of", "among", "including", "alongside", "involve", "from", "to"))


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting as found: the word that names it and the verb that governs it; ``noun`` when a noun names it."""

    at: int
    verb: int
    noun: bool


def participants_of(event: Event, cast: Cast, first: int, last: int) -> tuple[tuple[str, ...], list[int]]:
    """Return who takes part, as entity ids, and the words that name them.

    Parameters
    ----------
    event : Event
    cast : Cast
    first, last : int
        The words of the clause.
    """
    words = cast.words
    found: dict[str, int] = {}
    verbs = {event.verb}
    at = event.verb
    while words.head[at] not in verbs and (
        words.dep[at] in ("xcomp", "acl", "acomp") or words.lemma[at] == "follow"
    ):  # "are due to meet"
        at = words.head[at]
        verbs.add(at)
    for index in range(first, last):
        first_of = _first_of_list(words, index)
        subject = words.dep[first_of] in ("nsubj", "nsubjpass") and words.head[first_of] in verbs and index != event.at
        if subject and words.pos[index] == "PRON":
            entity = _whom_it_relates_to(cast, index) or _subject_before(cast, index)
            if entity is not None:
                found.setdefault(entity, index)
        if subject and (pair := _counted_holders(cast, index)):
            found.update((entity, index) for entity in pair if entity not in found)
            continue
        if subject and _both(words, index):
            found.update((entity, index) for entity in _two_parties(cast) if entity not in found)
        if subject and words.key[index] in _COMPANIES:
            found.update((entity, at) for entity, at in _sent_by(cast, index) if entity not in found)
        if subject or _reached(words, index, event):
            entity = cast.at(words.start[index], words.end[index])
            if (
                entity is not None
                and cast.entities[entity].type is not EntityType.PLACE
                and words.key[index] not in _COMPANIES
                and not _describes_person(cast, index)
            ):
                found.setdefault(entity, index)
    if event.noun and (between := _between_two(words, event)) is not None:
        found.update((entity, between) for entity in _two_parties(cast) if entity not in found)
    return tuple(found), sorted(found.values())


def _between_two(words: Words, event: Event) -> int | None:
    """Return the noun of "talks between the two sides", or None."""
    for index in range(event.at + 1, min(event.at + 6, len(words))):
        if words.key[index] in _SIDES and {words.key[index - 1], words.key[index - 2]} & {"two", "both"}:
            return index
    return None


def _first_of_list(words: Words, index: int) -> int:
    """Return the noun to which a word is joined by "and", or the word itself: "Rask and | Brandt will meet"."""
    for _ in range(4):
        if words.dep[index] != "conj" or words.head[index] >= index:
            break
        index = words.head[index]
    return index


def _describes_person(cast: Cast, index: int) -> bool:
    """Tell "Karvonian" of "Karvonian President Daskar" and "Karvonia" of "the President of Karvonia"."""
    words = cast.words
    head = words.head[index]
    if words.dep[index] == "pobj" and words.key[head] == "of":
        head = words.head[head]
    elif words.dep[index] not in ("amod", "compound", "nmod", "poss"):
        return False
    entity, own = cast.at(words.start[head], words.end[head]), cast.at(words.start[index], words.end[index])
    return entity is not None and entity != own and cast.entities[entity].type is EntityType.PERSON


def _whom_it_relates_to(cast: Cast, pronoun: int) -> str | None:
    """Return whom "who" of "Vallmer, who receives the envoys" means."""
    words = cast.words
    clause = words.head[pronoun]
    if words.tag[pronoun] not in ("WP", "WDT") or words.dep[clause] != "relcl":
        return None
    return cast.at(words.start[words.head[clause]], words.end[words.head[clause]])


def _counted_holders(cast: Cast, noun: int) -> tuple[str, ...]:
    """Return whom "the two Presidents", "both ministers" mean: the last so many who were given that title."""
    words = cast.words
    counts = [_COUNTS[words.key[i]] for i in range(max(0, noun - 3), noun) if words.key[i] in _COUNTS]
    if not counts or words.tag[noun] not in ("NNS", "NNPS"):
        return ()
    near = words.start[noun]
    holders = [one for one in cast.by_title(words.lemma[noun].lower().removesuffix("s"), near)
               if cast.entities[one].mentions[0].start < near]  # fmt: skip
    last = {one: max(span.start for span in cast.entities[one].mentions if span.start < near) for one in holders}
    named = {mention.entity for mention in cast.mentions if mention.kind == "name"}
    chosen = sorted(holders, key=lambda one: (one not in named, -last[one]))[: counts[0]]
    return tuple(sorted(chosen)) if len(chosen) == counts[0] else ()


def _both(words: Words, subject: int) -> bool:
    """Read "delegations from both countries", "both governments"."""
    return any(words.key[i] == "both" for i in range(max(0, subject - 2), min(subject + 4, len(words)))) and any(
        words.key[i] in _SIDES | {"leaders"} for i in range(subject, min(subject + 5, len(words)))
    )


def _two_parties(cast: Cast) -> tuple[str, ...]:
    """Return the two parties a document names most, countries before bodies."""
    ranked = sorted(
        (entity for entity in cast.entities.values() if entity.type in (EntityType.COUNTRY, EntityType.ORGANISATION)),
        key=lambda entity: (entity.type is not EntityType.COUNTRY, -len(entity.mentions), entity.id),
    )
    return tuple(entity.id for entity in ranked[:2]) if len(ranked) > 1 else ()


def _sent_by(cast: Cast, noun: int) -> list[tuple[str, int]]:
    """Return the parties of "the delegations of Tamarind and of the Northern Cantons"."""
    words, found = cast.words, []
    for index in range(noun + 1, min(noun + 12, len(words))):
        if words.pos[index] in ("VERB", "AUX") or words.text[index] in (".", ";"):
            break
        mention = cast.naming(index)
        if mention is not None and mention.core[1] - 1 == index and cast.entities[mention.entity].party is not None:
            found.append((mention.entity, index))
    return found


def _reached(words: Words, index: int, event: Event) -> bool:
    """Tell whether a word hangs on the event by "with", "between", "of", as its object, or in a list of such."""
    at = index
    for _ in range(12):
        dep, head = words.dep[at], words.head[at]
        if dep in ("dobj", "dative") and head == event.at and not event.noun:
            return True
        if dep == "poss" and head == event.at and event.noun:
            return True
        if dep in ("conj", "appos", "compound", "amod"):
            if dep in ("compound", "amod") and head == event.at:
                return words.capital(index)
            at = head
            continue
        if dep == "dobj" and (
            words.lemma[head] == "involve" or (words.lemma[head] == "bring" and words.key[head + 1] == "together")
        ):
            return True
        if dep == "pobj" and words.key[words.head[head]] == "along":  # "along with representatives from Norland"
            head = words.head[head]
        if dep == "pobj" and words.key[head] in _BETWEEN:
            if words.head[head] in (event.at, event.verb):
                return True
            at = words.head[head]
            continue
        return False
    return False


def _subject_before(cast: Cast, pronoun: int) -> str | None:
    """Return whom "he", "she" or "they" of a schedule line means: the last fitting subject before it."""
    words, key = cast.words, cast.words.key[pronoun]
    if key not in ("he", "she"):
        return None
    before = [
        mention for mention in cast.mentions
        if mention.core[0] < pronoun and words.sentence[pronoun] - words.sentence[mention.core[0]] <= 2
        and cast.entities[mention.entity].type is EntityType.PERSON and cast.gender(mention.entity) in (None, key)
    ]  # fmt: skip
    subjects = [mention for mention in before if words.dep[mention.core[1] - 1] == "nsubj"]
    chosen = subjects or before
    return chosen[-1].entity if chosen else None
