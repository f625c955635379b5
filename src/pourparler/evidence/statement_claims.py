"""The claims of a table of statements: made from its rows by position, for a person has read the statements already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pourparler.core.grades import Confidence
from pourparler.evidence.claim import (
    Act,
    Claim,
    Entity,
    EntityType,
    Kind,
    QuoteType,
    Reading,
    Span,
    Speaker,
    claim_id,
)
from pourparler.evidence.extraction.acts import act_of_words
from pourparler.evidence.extraction.gazetteer import gazetteer
from pourparler.evidence.extraction.language import language_of
from pourparler.evidence.extraction.topics import Topics, load_topics
from pourparler.evidence.names import Names
from pourparler.evidence.readers.statement_table import Row, rows_of
from pourparler.evidence.spelling import folded, slug

_UNNAMED = frozenset({"unnamed", "anonymous", "unknown", "unnamed source", "not named"})
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|‹[^‹›]*›|\"\"(?:(?!\"\").)*\"\"|\"[^\"]+\"", re.DOTALL)
_ENOUGH_OF_A_TOPIC = 0.8
_ENOUGH_WORDS = 25
_MOSTLY = 0.7
_BY_HAND = "a row of a table of statements"


@dataclass(slots=True)
class _Cast:
    """Who speaks in a table, and for whom: what the case and earlier sources know goes before the table."""

    text: str
    names: Names
    parties: frozenset[str]
    """Folded spellings that stand in the party column: such a speaker speaks for itself."""
    found: dict[str, Entity] = field(default_factory=dict)
    mentions: dict[str, dict[Span, None]] = field(default_factory=dict)

    def entities(self) -> tuple[Entity, ...]:
        """Return who was found, in the order of their first mention."""
        named = (replace(one, mentions=tuple(sorted(self.mentions[id_]))) for id_, one in self.found.items())
        return tuple(sorted(named, key=lambda one: (one.mentions[0], one.id)))

    def party(self, span: Span) -> str:
        """Return the entity id of a party, and remember it."""
        return self._put(span, *self._meant(span.of(self.text), EntityType.ORGANISATION), party=None)

    def speaker(self, span: Span, party: str | None) -> str:
        """Return the entity id of a speaker, and remember it with the party it speaks for."""
        name = span.of(self.text)
        otherwise = EntityType.ORGANISATION if folded(name) in self.parties else EntityType.PERSON
        id_, type_ = self._meant(name, otherwise)
        return self._put(span, id_, type_, party=None if party == id_ else party)

    def _meant(self, name: str, otherwise: EntityType) -> tuple[str, EntityType]:
        known = self.names.lookup(name)
        if known is not None:
            held = self.names.known.get(known)
            return known, held.type if held is not None else otherwise
        listed = gazetteer().lookup(name)
        if listed is not None and listed.kind not in ("demonym", "capital", "city"):
            return listed.id, listed.type
        return slug(name), otherwise

    def _put(self, span: Span, id_: str, type_: EntityType, party: str | None) -> str:
        name, known = " ".join(span.of(self.text).split()), self.names.known.get(id_)
        held = self.found.get(id_) or Entity(
            id_,
            type_,
            known.name if known is not None else name,
            party=id_ if type_ is EntityType.COUNTRY else known.party if known is not None else None,
        )
        if folded(name) not in map(folded, (held.name, *held.aliases)):
            held = replace(held, aliases=(*held.aliases, name))
        self.found[id_] = replace(held, party=held.party or party)
        self.mentions.setdefault(id_, {})[span] = None
        return id_


def statements_reading(text: str, *, source: str, topics: Topics | None = None, names: Names | None = None) -> Reading:
    """Return the claims of a table of statements, one a row.

    Parameters
    ----------
    text : str
        The frozen text of the table.
    source : str
        Id of the source; claim ids begin with it.
    topics : Topics or None
        The vocabulary of issues; the shipped one when None.
    names : Names or None
        Spellings merged before.

    Returns
    -------
    Reading
        The content of each claim is the cell of the statement, its speaker's mention the cell of the speaker. The
        issue and the act are the row's own where it gives them, else read off the words of an English statement.

    Raises
    ------
    PourparlerError
        E107 or E114, as the reader of such tables.

    Examples
    --------
    >>> text = "speaker;party;statement\\nMara Lind;Dockers' Union;We demand a pay rise of 6 percent.\\n"
    >>> claim, = statements_reading(text, source="said").claims
    >>> claim.speaker.entity, claim.content[0].of(text), claim.act.value
    ('mara-lind', 'We demand a pay rise of 6 percent.', 'demand')
    """
    rows = rows_of(source, text)
    names = Names() if names is None else names
    cast = _Cast(text, names, frozenset(folded(row.words(text, "party")) for row in rows if "party" in row.cells))
    issues = _Issues(load_topics() if topics is None else topics)
    otherwise = _untold_language(text, rows)
    claims = tuple(_claim(text, row, source, cast, issues, otherwise) for row in rows)
    return Reading(
        source=source,
        entities=cast.entities(),
        claims=claims,
        topics=tuple(sorted(issues.used.items())),
    )


def table_language(text: str) -> str:
    """Return the language of most statements of a table, as its rows or their words tell it (ISO 639-1).

    Examples
    --------
    >>> table_language("speaker,statement,language\\nRask,Non.,fr\\n")
    'fr'
    """
    return _most_common_language(text, rows_of("", text))


def _most_common_language(text: str, rows: Sequence[Row]) -> str:
    told = Counter(_stated_language(text, row) or "" for row in rows)
    untold = told.pop("", 0)
    if untold:
        told[_untold_language(text, rows)] += untold
    return min(told, key=lambda code: (-told[code], code), default="und")


def _stated_language(text: str, row: Row) -> str | None:
    return row.words(text, "language").casefold().split("-")[0] or None


def _untold_language(text: str, rows: Iterable[Row]) -> str:
    """Return the language of the statements whose rows do not give it, all taken together.

    A few words in Latin letters are too few to tell by: they count as English, which the headings are in.
    """
    words = " ".join(row.words(text, "statement") for row in rows if _stated_language(text, row) is None)
    letters = [letter for letter in words if letter.isalpha()]
    latin = sum(letter.isascii() for letter in letters) >= _MOSTLY * len(letters)
    return "en" if latin and len(words.split()) < _ENOUGH_WORDS else language_of(words)


class _Issues:
    """Which issue a row is about."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._by_name = _spellings((topic.id, topic.name) for topic in topics.topics)
        self._names: Mapping[str, str] = {topic.id: topic.name for topic in topics.topics}
        self.used: dict[str, str] = {}

    def named(self, words: str) -> str:
        """Return the id of an issue by its id or name; one that the vocabulary does not have gets an id of its own."""
        id_ = self._by_name.get(folded(words)) or slug(words)
        self.used[id_] = self._names.get(id_, " ".join(words.split()))
        return id_

    def of_words(self, words: str) -> str | None:
        """Return the issue that the words are clearly about."""
        best = self._topics.best(words)
        if best is None or best[1] < _ENOUGH_OF_A_TOPIC:
            return None
        self.used[best[0].id] = best[0].name
        return best[0].id


def _spellings(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {folded(spelling): id_ for id_, name in pairs for spelling in (name, id_)}


def _claim(text: str, row: Row, source: str, cast: _Cast, issues: _Issues, otherwise: str) -> Claim:
    content, mention = row.cells["statement"], row.cells["speaker"]
    words = content.of(text)
    quote_type = _quote_type(words)
    english = (_stated_language(text, row) or otherwise) in ("en", "und")
    act, also, confidence, why = _act(row.words(text, "act"), words, quote_type, english=english)
    if "issue" in row.cells:
        issue: str | None = issues.named(row.words(text, "issue"))
    else:
        issue = issues.of_words(words) if english else None
    told = row.words(text, "source")
    addressee = row.words(text, "addressee")
    return Claim(
        id=claim_id(source, (content, mention)),
        source=source,
        kind=Kind.SPEECH,
        speaker=_speaker(text, row, cast),
        cue=None,
        content=(content,),
        quote_type=quote_type,
        act=act,
        act_alt=also,
        issue=issue,
        addressee=(cast.names.lookup(addressee) or addressee) if addressee else None,
        date_expr=row.cells.get("date"),
        date=row.day(text),
        channel=row.words(text, "channel").casefold() or None,
        confidence=confidence,
        why=(f"{_BY_HAND}, line {row.line}", *([f"the table gives its source: {told}"] if told else []), why),
    )


def _speaker(text: str, row: Row, cast: _Cast) -> Speaker:
    party = cast.party(row.cells["party"]) if "party" in row.cells else None
    mention = row.cells["speaker"]
    if folded(mention.of(text)) in _UNNAMED:
        return Speaker(None, mention, unnamed=True)
    return Speaker(cast.speaker(mention, party), mention)


def _quote_type(words: str) -> QuoteType:
    found = _QUOTED.search(words)
    if found is None:
        return QuoteType.INDIRECT
    return QuoteType.DIRECT if found.group() == words else QuoteType.MIXED


def _act(
    given: str, words: str, quote_type: QuoteType, *, english: bool
) -> tuple[Act, tuple[Act, ...], Confidence, str]:
    if given:
        return Act(given.casefold()), (), Confidence.HIGH, "the table gives the act"
    if not english:
        return Act.ASSESS, (), Confidence.LOW, "act not given, and not read off words that are not English"
    read = act_of_words(words.strip('“”„«»‹›" '), direct=quote_type is QuoteType.DIRECT or _first_person(words))
    return read.act, read.also, Confidence.MODERATE, read.why


def _first_person(words: str) -> bool:
    return re.search(r"\b(?:I|we|our|us|my)\b", words, re.IGNORECASE) is not None
