"""Reads many texts in processes of their own: the language model takes 200 MB, which are given back when all is read.

A few texts are read where we are; what they say is the same.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from pourparler.core.beside import Beside
from pourparler.evidence.claim import Reading
from pourparler.evidence.names import Names
from pourparler.evidence.store.plain import from_plain, json_line, to_plain

if TYPE_CHECKING:
    from pourparler.evidence.extraction import Document
    from pourparler.evidence.extraction.topics import Topic

MANY = 12
"""Texts from which on processes of their own are worth their start."""
_MOST = 2
"""Processes at a time: each loads the language model."""


def readings_of(
    documents: Sequence[Document], topics: Sequence[Topic], names: Names, *, alone: bool
) -> Generator[Reading, None, None]:
    """Yield the readings of texts in their order.

    Many of them are read in processes of their own, which end when the generator is closed.

    Parameters
    ----------
    documents : sequence of Document
    topics : sequence of Topic
        Of the case, beside the shipped ones.
    names : Names
    alone : bool
        Whether each is read by itself, with these names and no others. Otherwise the spellings merged in one text are
        known in the next, and one process reads them all.

    Raises
    ------
    PourparlerError
        W112 when a process was ended, or could not be started.
    """
    if len(documents) < MANY:
        yield from _read(documents, topics, names, alone=alone)
        return
    count = min(_MOST, os.cpu_count() or 1) if alone else 1
    told = {
        "names": names.to_dict(),
        "topics": [[topic.id, topic.name, topic.terms, topic.kind, topic.area] for topic in topics],
        "alone": alone,
    }
    with ExitStack() as work:
        readers = [work.enter_context(Beside(reading)) for _ in range(count)]
        for number, reader in enumerate(readers):
            share = [
                [one.source, one.text, one.date.isoformat() if one.date else None] for one in documents[number::count]
            ]
            reader.tell(json.dumps({**told, "documents": share}).encode())
        for number in range(len(documents)):
            yield from_plain(Reading, json.loads(readers[number % count].hear()))


def reading(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer each list of texts, with what is known to their reader, with one reading after the other."""
    from pourparler.evidence.extraction import Document
    from pourparler.evidence.extraction.topics import Topic

    for message in messages:
        told: dict[str, Any] = json.loads(message)
        documents = [
            Document(source, text, datetime.date.fromisoformat(day) if day else None)
            for source, text, day in told["documents"]
        ]
        topics = [
            Topic(id_, name, tuple((term, weight) for term, weight in terms), kind, area)
            for id_, name, terms, kind, area in told["topics"]
        ]
        for found in _read(documents, topics, Names.from_dict(told["names"]), alone=told["alone"]):
            yield json_line(to_plain(found)).encode()


def _read(documents: Sequence[Document], topics: Sequence[Topic], names: Names, *, alone: bool) -> Iterator[Reading]:
    from pourparler.evidence.extraction import read_many
    from pourparler.evidence.extraction.topics import load_topics

    known = load_topics(tuple(topics))
    for together in [[one] for one in documents] if alone else [documents]:
        yield from read_many(together, topics=known, names=names)
