"""What reporting says: spans, entities, claims, meetings and inconsistencies of one source.

Every offset counts Unicode code points of the frozen text of its source, half open: ``[start, end)``.
Text is never copied into these objects: it is sliced from the frozen text each time it is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pourparler.core.grades import Confidence


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A verbatim stretch of a frozen text.

    Examples
    --------
    >>> Span(3, 8).of("In Brussels")
    'Bruss'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Tell whether this span lies inside ``other`` (equal spans count)."""
        return other.start <= self.start and self.end <= other.end


class EntityType(StrEnum):
    """What an entity is."""

    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    GROUP = "group"
    PLACE = "place"


class Act(StrEnum):
    """What a speaker does by saying it."""

    DEMAND = "demand"
    OFFER = "offer"
    SUPPORT = "support"
    OPPOSE = "oppose"
    COMMIT = "commit"
    APPEAL = "appeal"
    ASSESS = "assess"
    PLAN = "plan"
    THREATEN = "threaten"


class Kind(StrEnum):
    """Whether there was speech or writing, or only a stance the writer reports."""

    SPEECH = "speech"
    ATTITUDE = "attitude"


class QuoteType(StrEnum):
    """How the source gives the words."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Review(StrEnum):
    """What people decided about a claim."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Office:
    """A title held by a person, as one span says it."""

    title: str
    organisation: str | None
    """Entity id of the country or body (``nato``, ``netherlands``)."""
    evidence: Span


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something named in a source."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    party: str | None = None
    """Entity id of the country or organisation it acts for; of itself for a country."""
    offices: tuple[Office, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, by which words, and how those words were resolved."""

    entity: str | None
    mention: Span | None
    antecedent: Span | None = None
    """The fuller mention that a pronoun or title was resolved to."""
    unnamed: bool = False
    """An anonymous source ("a senior official"): speaks, but is nobody in particular."""
    candidates: tuple[str, ...] = ()
    """Other entity ids considered, best first; shown when the speaker is left open."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute the content, with their lemma ("pointed out", ``point out``)."""

    span: Span
    lemma: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who said what, how, to whom, when, on which issue, with which act.

    Attributes
    ----------
    id : str
        ``<source id>.<hash of the content and cue spans>``; see :func:`claim_id`.
    content : tuple of Span
        Several spans when the source interrupts the words; includes the complementiser, the quotation marks and
        a comma inside them; excludes cue and speaker.
    act_alt : tuple of Act
        Other readings a careful person would accept.
    negated : bool
        The words deny or refuse something ("did not promise ...", "ruled out ..."); ``act`` is what that amounts to.
    condition : Span or None
        The clause the content hangs on ("unless ...", "provided that ...", "while the fighting lasts").
    issue : str or None
        Topic id of the vocabulary, or a noun phrase id of this source.
    addressee : str or None
        Entity id, or the words ("journalists"), or ``public``.
    date_expr, date : Span or None, str or None
        The words that date the speech, and the ISO date they resolve to.
    channel : str or None
        Telegram, letter, interview, press conference ...
    relays : str or None
        Claim id, when this speaker only passes on another's words ("as outlined by X's office").
    why : tuple of str
        Which rules fired, in words, for the review queue.
    """

    id: str
    source: str
    kind: Kind
    speaker: Speaker
    cue: Cue | None
    content: tuple[Span, ...]
    quote_type: QuoteType
    act: Act
    act_alt: tuple[Act, ...] = ()
    negated: bool = False
    condition: Span | None = None
    issue: str | None = None
    addressee: str | None = None
    date_expr: Span | None = None
    date: str | None = None
    channel: str | None = None
    relays: str | None = None
    confidence: Confidence = Confidence.MODERATE
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who meets, where, when, as one span says it."""

    id: str
    what: str
    participants: tuple[str, ...]
    evidence: Span
    where: str | None = None
    when_expr: Span | None = None
    date: str | None = None
    status: str = "planned"
    """``planned``, ``scheduled``, ``under way``, ``held`` or ``cancelled``."""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Two or more spans that cannot all be taken at their word."""

    id: str
    type: str
    """``incompatible-offices``, ``conflicting-figures``, ``conflicting-dates``, ``position-shift``
    or ``same-party-tension``."""
    entity: str | None
    description: str
    evidence: tuple[tuple[str, Span], ...]
    """Pairs of source id and span."""
    severity: str = "warning"
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one source was found to say."""

    source: str
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    """Issue ids used by the claims with the words a person would use for them."""
    notes: tuple[str, ...] = ()
    """What was not read and why ("language fr: stored, not read")."""


def claim_id(source: str, spans: Iterable[Span]) -> str:
    """Return the id of the claim that these spans of ``source`` make.

    Parameters
    ----------
    source : str
        The source's id.
    spans : iterable of Span
        The speaker's mention, the cue and the content, in any order.

    Examples
    --------
    >>> claim_id("wire", [Span(0, 5), Span(7, 9)])
    'wire.c48af49'
    """
    told = ",".join(f"{span.start}-{span.end}" for span in sorted(set(spans)))
    return f"{source}.{hashlib.sha256(told.encode()).hexdigest()[:7]}"
