"""The evidence base as the analyses see it: read-only, whole, in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property

from pourparler.core.grades import Visibility
from pourparler.evidence.claim import Claim, Entity, Inconsistency, Kind, Meeting, QuoteType, Review, Span

FEW_WORDS = 5
"""Reported contents shorter than this are shown with the words that attribute them."""


_MANNERS = (QuoteType.DIRECT, QuoteType.MIXED, QuoteType.INDIRECT)


class Standing(StrEnum):
    """Whether a source may still be relied on."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that was read, with its frozen text kept beside it.

    Attributes
    ----------
    id : str
        Short and readable, from the file's name (``wire``, ``readout-2``).
    file : str
        The original's name, without folders.
    media : str
        ``text``, ``html``, ``pdf``, ``word``, ``mail``, ``feed`` or ``statements``.
    original_sha256, sha256 : str
        Of the original's bytes, and of the frozen text encoded as UTF-8.
    chars : int
        Length of the frozen text in code points.
    date : str or None
        ISO date of the document, and ``date_basis`` says where it comes from.
    receivers : tuple of str
        For ``shared``: the party ids that may see it (empty: any receiver).
    off_record : bool
        Usable, never quoted.
    copy_of : str or None
        The id of the source it is a near-copy of: together they are one witness.
    read : bool
        Whether claims were looked for (``False`` for another language), and ``note`` says why not.
    hidden : tuple of str
        Names of control and direction characters found in the text; shown as inert marks.
    """

    id: str
    file: str
    media: str
    original_sha256: str
    sha256: str
    chars: int
    language: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    date_basis: str | None = None
    visibility: Visibility = Visibility.OWN
    receivers: tuple[str, ...] = ()
    off_record: bool = False
    standing: Standing = Standing.CURRENT
    superseded_by: str | None = None
    copy_of: str | None = None
    read: bool = True
    note: str | None = None
    hidden: tuple[str, ...] = ()

    @property
    def witness(self) -> str:
        """The id that stands for all copies of one story."""
        return self.copy_of or self.id


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a claim, by whom and when."""

    claim: str
    review: Review
    by: str
    on: str
    changes: Mapping[str, object] = field(default_factory=dict)
    """For ``corrected`` and ``added``: the fields of the claim as the person has them."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A claim as it stands after review (corrections applied)."""

    claim: Claim
    review: Review = Review.PROPOSED
    by: str | None = None
    on: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Evidence:
    """Everything read, reviewed and merged; analyses only look.

    Attributes
    ----------
    sources : mapping of id to Source
        In order of date, then id.
    texts : mapping of id to str
        The frozen texts.
    claims : tuple of ReviewedClaim
        Rejected ones left out; in order of source, then place.
    entities : mapping of id to Entity
        Merged over all sources; ``mentions`` are empty here because they belong to one text each.
    meetings : tuple of (source id, Meeting)
    inconsistencies : tuple of Inconsistency
        Within and between sources.
    topics : mapping of issue id to words
    """

    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    claims: tuple[ReviewedClaim, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    meetings: tuple[tuple[str, Meeting], ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, ReviewedClaim]:
        """Claims by id."""
        return {reviewed.claim.id: reviewed for reviewed in self.claims}

    def quote(self, source: str, span: Span) -> str:
        """Return the verbatim text of a span.

        Raises
        ------
        KeyError
            When no such source is stored.
        """
        return span.of(self.texts[source])

    def paragraph(self, source: str, span: Span) -> Span:
        """Return the whole paragraph (between line breaks) that holds the span."""
        text = self.texts[source]
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", max(span.end - 1, span.start))
        return Span(start, len(text) if end < 0 else end)

    def words(self, claim: Claim) -> str | None:
        """Return what was said, verbatim, gaps shown as ``[…]``; ``None`` when its source is off the record."""
        if self.sources[claim.source].off_record:
            return None
        return " […] ".join(self.quote(claim.source, span) for span in self.shown(claim))

    def shown(self, claim: Claim) -> tuple[Span, ...]:
        """Return the spans a reader is shown: the content, or the writer's whole clause where that alone says little.

        "Opposition remains from Lethia" says who holds what; its content alone ("membership") would not. So for a
        stance that nobody voiced, and for a content of a few words that are not the speaker's own.
        """
        few = sum(len(self.quote(claim.source, span).split()) for span in claim.content) < FEW_WORDS
        voiced = claim.kind is Kind.SPEECH and (claim.quote_type is QuoteType.DIRECT or not few)
        if voiced or claim.cue is None:
            return claim.content
        parts = [*claim.content, claim.cue.span]
        parts += [span for span in (claim.speaker.mention, claim.condition) if span is not None]
        return (Span(min(part.start for part in parts), max(part.end for part in parts)),)

    def day(self, claim: Claim) -> str | None:
        """Return the day the claim was made: its own, else that of its source."""
        return claim.date or self.sources[claim.source].date

    def precedence(self, claim: Claim) -> tuple[int, str, bool, str, int]:
        """Return what decides which of several claims of one day is shown first.

        Words in quotation marks go before words partly so, and those before reports; between equals the words decide,
        and of one story told twice the source that stands for it. The name of a source never does: called otherwise,
        the same reporting gives the same brief.
        """
        words = " ".join(self.quote(claim.source, span) for span in claim.content)
        source = self.sources[claim.source]
        start = claim.content[0].start if claim.content else 0
        return _MANNERS.index(claim.quote_type), words.casefold(), source.copy_of is not None, source.sha256, start

    def standing(self) -> tuple[ReviewedClaim, ...]:
        """Return the claims whose source is neither retracted nor superseded."""
        return tuple(
            reviewed for reviewed in self.claims if self.sources[reviewed.claim.source].standing is Standing.CURRENT
        )

    @cached_property
    def digest(self) -> str:
        """A hash of all that an analysis can see, the same for the same evidence in any order."""
        told = {
            "sources": sorted(json.dumps(asdict(source), sort_keys=True) for source in self.sources.values()),
            "claims": sorted(json.dumps(asdict(reviewed), sort_keys=True) for reviewed in self.claims),
            "entities": sorted(json.dumps(asdict(entity), sort_keys=True) for entity in self.entities.values()),
            "meetings": sorted(
                json.dumps([source, asdict(meeting)], sort_keys=True) for source, meeting in self.meetings
            ),
            "inconsistencies": sorted(json.dumps(asdict(item), sort_keys=True) for item in self.inconsistencies),
            "topics": dict(self.topics),
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def witnesses(self, claims: Iterable[str]) -> int:
        """Count the independent sources among these claims: copies of one story are one witness."""
        return len({self.sources[self.by_id[claim].claim.source].witness for claim in claims})
