"""The evidence as a reader sees it: as if nothing narrower had ever been read.

A claim taken from the store carries traces of sources the reader does not have: a name that another source spelt out,
a number in its source's id because another file was called the same, a topic of an issue that is nobody else's
business. Such traces cannot be told apart and taken out again afterwards. So nothing is taken from the store. The
originals that the reader may see are given new ids and read anew, with the names and topics that the reader's own copy
of the case holds, and everything that concerns several sources (entities, copies of one story, contradictions, order,
hash) is made from these readings. What was withheld cannot show because it was not there; whether it was withheld or
never existed makes no difference to any byte.

What people decided about claims goes with a source only where they said so (``reviews``); who decided, when, and their
remarks never leave.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.case.audience import Reader, as_seen_by, visible
from pourparler.case.judgement import Audience
from pourparler.evidence.claim import Reading, Review
from pourparler.evidence.contradictions import between_sources
from pourparler.evidence.duplicates import with_copies
from pourparler.evidence.names import Names
from pourparler.evidence.readers.frozen import Frozen
from pourparler.evidence.record import Decision, Evidence, Source, Standing
from pourparler.evidence.rereading import Given, language_of_source, reread
from pourparler.evidence.store.assembly import assemble
from pourparler.evidence.store.naming import source_id

if TYPE_CHECKING:
    from pourparler.evidence.extraction.topics import Topic

NOBODY = ""
"""Stands for who decided, and when, where that is not told."""


def _as_stated(source: Source) -> Source:
    return source


@dataclass(frozen=True, slots=True)
class Original:
    """One original with what its sender says of it.

    Parameters
    ----------
    frozen : Frozen
        Under the name the reader is told.
    audience : Audience
        Who may see it.
    reviews : Audience
        Who may see what was decided about its claims; never wider than ``audience``.
    day : str or None
        ISO date of the document: the sender's, else the one the file states.
    off_record : bool
        Told in confidence: it goes to nobody.
    marked : callable
        Takes the source as its file states it and returns it with what the sender says of it.
    replaced_by : str or None
        SHA-256 of the original that supersedes it.
    """

    frozen: Frozen
    audience: Audience
    reviews: Audience
    day: str | None = None
    off_record: bool = False
    marked: Callable[[Source], Source] = _as_stated
    replaced_by: str | None = None


def goes_to(audience: Audience, off_record: bool, reader: Reader) -> bool:
    """Tell whether a source with these marks goes to a reader.

    Examples
    --------
    >>> everybody = Audience.model_validate("public")
    >>> goes_to(everybody, False, "public"), goes_to(everybody, True, "public")
    (True, False)
    """
    return not off_record and visible(audience, reader)


def reviews_go_to(original: Original, reader: Reader) -> bool:
    """Tell whether what was decided about the claims of an original goes to a reader with it."""
    return visible(original.reviews.narrowed(original.audience), reader)


def sent(originals: Iterable[Original], reader: Reader) -> dict[str, Original]:
    """Return what goes to a reader, by the id it has there.

    Ids are given anew, in the order of names; of files with the same bytes the first is taken.

    Parameters
    ----------
    originals : iterable of Original
    reader : str
        ``public``, ``shared`` or a party id.
    """
    going = [one for one in originals if goes_to(one.audience, one.off_record, reader)]
    going.sort(key=lambda one: (one.frozen.file, one.frozen.original_sha256))
    found: dict[str, Original] = {}
    taken: set[str] = set()
    for one in going:
        if one.frozen.original_sha256 not in taken:
            taken.add(one.frozen.original_sha256)
            found[source_id(one.frozen.file, found)] = one
    return found


def project(
    going: Mapping[str, Original],
    reader: Reader,
    *,
    names: Names,
    topics: Sequence[Topic],
    decisions: Sequence[Decision] = (),
    also_known: Collection[str] = (),
    kept: Path | None = None,
    keep: bool = True,
    progress: Callable[[str, int, int], None] | None = None,
) -> Evidence:
    """Return the evidence of a reader who has these originals and nothing else.

    Parameters
    ----------
    going : mapping of id to Original
        As :func:`sent` returns it.
    reader : str
    names, topics
        Of the case as the reader sees it.
    decisions : sequence of Decision
        In the order in which they count, their claims and sources under the ids of ``going``
        (:func:`with_sources_named`). Those on sources whose reviews the reader may not see are passed over.
    also_known : collection of str
        Ids of parties, people, bodies and issues in the case as the reader sees it.
    kept, keep, progress : Path or None, bool, callable or None
        See :func:`pourparler.evidence.rereading.reread`.
    """
    texts = {id_: one.frozen.text for id_, one in going.items()}
    readings = _readings(going, topics, names, kept, keep, progress)
    sources = [_source(id_, one, going, readings[id_], reader) for id_, one in going.items()]
    read = {source.id: readings[source.id] for source in sources if source.read}
    told = _told(decisions, going, reader, read, topics, also_known)
    found = assemble(with_copies(sources, texts), texts, read, told)
    claims = tuple(replace(one, by=None, on=None, note=None) for one in found.claims)
    found = replace(found, claims=claims)
    return replace(found, inconsistencies=(*found.inconsistencies, *between_sources(found, read)))


def _readings(
    going: Mapping[str, Original],
    topics: Sequence[Topic],
    names: Names,
    kept: Path | None,
    keep: bool,
    progress: Callable[[str, int, int], None] | None,
) -> dict[str, Reading]:
    given = [Given(id_, one.frozen.text, one.frozen.media, one.day) for id_, one in going.items()]
    found = reread(given, topics, names, kept, keep=keep, progress=progress)
    # Two rules may find one claim; the first counts, as in the store.
    return {
        id_: replace(reading, claims=tuple({claim.id: claim for claim in reversed(reading.claims)}.values())[::-1])
        for id_, reading in found.items()
    }


def _source(id_: str, one: Original, going: Mapping[str, Original], reading: Reading, reader: Reader) -> Source:
    stated = {item.name: getattr(one.frozen, item.name) for item in fields(one.frozen) if item.name != "text"}
    language = language_of_source(one.frozen.text, one.frozen.media)
    note = reading.notes[0] if language != "en" and reading.notes else None
    source = one.marked(
        Source(id=id_, chars=len(one.frozen.text), language=language, read=note is None, note=note, **stated)
    )
    audience = as_seen_by(one.audience, reader) or Audience()
    source = replace(source, visibility=audience.level, receivers=audience.receivers)
    newer = next((other for other, held in going.items() if held.frozen.original_sha256 == one.replaced_by), None)
    if newer is None or source.standing is Standing.RETRACTED:
        return source
    return replace(source, standing=Standing.SUPERSEDED, superseded_by=newer)


def _told(
    decisions: Sequence[Decision],
    going: Mapping[str, Original],
    reader: Reader,
    read: Mapping[str, Reading],
    topics: Sequence[Topic],
    also_known: Collection[str],
) -> list[Decision]:
    """Return the decisions that go to the reader, without who decided, when, and why."""
    from pourparler.evidence.extraction.topics import load_topics

    shown = {id_: one.frozen.text for id_, one in going.items() if reviews_go_to(one, reader)}
    entities = {entity.id for reading in read.values() for entity in reading.entities} | set(also_known)
    issues = {issue for reading in read.values() for issue, _ in reading.topics} | set(also_known)
    issues |= {topic.id for topic in load_topics(tuple(topics)).topics}
    return [
        replace(one, by=NOBODY, on=NOBODY, note=None)
        for one in decisions
        if _source_of(one) in shown and _holds_up(one, shown[_source_of(one)], entities, issues)
    ]


def with_sources_named(decision: Decision, ids: Mapping[str, str]) -> Decision | None:
    """Return a decision on the same claim under the id it has for a reader; ``None`` when its source does not go.

    Parameters
    ----------
    decision : Decision
    ids : mapping of str to str
        From the id of a source to the id it has for the reader.

    Examples
    --------
    >>> decision = Decision("wire-2.ab12", Review.REJECTED, "AB", "2031-03-12")
    >>> with_sources_named(decision, {"wire-2": "wire"}).claim
    'wire.ab12'
    """
    claim = claim_named(decision.claim, ids)
    if claim is None:
        return None
    changes = dict(decision.changes)
    if "source" in changes:
        changes["source"] = ids.get(str(changes["source"]), "")
    if changes.get("relays") is not None:
        changes["relays"] = claim_named(str(changes["relays"]), ids)
    return replace(decision, claim=claim, changes=changes)


def claim_named(claim: str, ids: Mapping[str, str]) -> str | None:
    """Return the id a claim has for a reader, or ``None`` when its source does not go.

    Examples
    --------
    >>> claim_named("wire-2.ab12", {"wire-2": "wire"}), claim_named("note.cd34", {"wire-2": "wire"})
    ('wire.ab12', None)
    """
    source, _, spans = claim.rpartition(".")
    return f"{ids[source]}.{spans}" if source in ids else None


def _source_of(decision: Decision) -> str:
    return decision.claim.rpartition(".")[0]


def _holds_up(decision: Decision, text: str, known: Collection[str], issues: Collection[str]) -> bool:
    """Tell whether the reader has all that a decision names; with a part of it missing it would say something else."""
    changes = decision.changes
    if decision.review is Review.ADDED and changes.get("source") != _source_of(decision):
        return False
    speaker = changes.get("speaker")
    named = speaker.get("name") if isinstance(speaker, Mapping) else None
    entity = speaker.get("entity") if isinstance(speaker, Mapping) else speaker
    party = speaker.get("party") if isinstance(speaker, Mapping) else None
    if entity is not None and entity not in known and not named:
        return False
    if party is not None and party not in known:
        return False
    if changes.get("issue") is not None and changes["issue"] not in issues:
        return False
    heard = changes.get("addressee")
    return heard is None or heard in known or heard == "public" or str(heard) in text
