"""How fast the evidence store is: `python -m benchmarks.store [SOURCES]`.

Made-up reporting: each source has its own words, twelve claims and forty mentions; every tenth is a copy.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

from pourparler.evidence.claim import (
    Act,
    Claim,
    Cue,
    Entity,
    EntityType,
    Kind,
    QuoteType,
    Reading,
    Span,
    Speaker,
    claim_id,
)
from pourparler.evidence.export import claims_jsonl, export
from pourparler.evidence.quotations import verify
from pourparler.evidence.readers import read_bytes
from pourparler.evidence.record import Evidence
from pourparler.evidence.store import Store, open_store

CLAIMS = 12
WORDS = 400

_Told = TypeVar("_Told")


def timed(what: str, work: Callable[[], _Told]) -> _Told:
    """Run some work and print how long it took."""
    before = time.perf_counter()
    told = work()
    print(f"{what:<44} {time.perf_counter() - before:8.3f} s")
    return told


def made_reading(source: str, text: str) -> Reading:
    """Return twelve claims of one speaker, spread over a text."""
    claims = []
    for number in range(CLAIMS):
        start = number * len(text) // (CLAIMS + 1)
        content, cue = Span(start, start + 120), Span(start + 121, start + 125)
        claims.append(
            Claim(
                id=claim_id(source, [content, cue]),
                source=source,
                kind=Kind.SPEECH,
                speaker=Speaker("rask", Span(start, start + 4)),
                cue=Cue(cue, "say"),
                content=(content,),
                quote_type=QuoteType.INDIRECT,
                act=list(Act)[number % len(Act)],
                issue=f"issue-{number % 5}",
                why=("made up",),
            )
        )
    mentions = tuple(Span(number * 20, number * 20 + 4) for number in range(40))
    return Reading(source, (Entity("rask", EntityType.PERSON, "Ivo Rask", mentions=mentions),), tuple(claims))


def fill(store: Store, count: int, originals: Path | None = None) -> None:
    """Add made-up sources, and write their originals into a folder if one is given."""
    dealer = Random(1)
    vocabulary = [f"word{number}" for number in range(3000)]
    text = ""
    for number in range(count):
        if number % 10 or not text:
            text = " ".join(dealer.choices(vocabulary, k=WORDS))
        name, data = f"source-{number}.txt", f"{text} {number}".encode()
        if originals is not None:
            (originals / name).write_bytes(data)
        frozen = read_bytes(name, data)
        store.add(frozen, language="en", reading=made_reading(f"source-{number}", frozen.text))


def stored_workspace(home: Path, count: int) -> None:
    """Write a workspace of made-up sources that have been read, without a case."""
    originals = home / "sources"
    originals.mkdir(parents=True)
    with open_store(home / "evidence.db") as store:
        fill(store, count, originals)


def main(count: int) -> None:
    """Print the table for that many sources."""
    print(f"{count} sources, {count * CLAIMS} claims")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.db"
        with open_store(path) as store:
            timed("add all sources", lambda: fill(store, count))
        with open_store(path) as store:
            evidence: Evidence = timed("the whole evidence", store.evidence)
            timed("the whole evidence, with marks", lambda: store.evidence(marked=lambda source: source))
            timed("search for two words", lambda: store.search("word7 word8"))
            readings = timed("all readings", store.readings)
            checked = timed("check every quotation", lambda: verify(evidence, evidence.by_id))
            timed("export", lambda: export(evidence, readings))
            timed("claims of a kept brief", lambda: claims_jsonl(evidence))
            print(f"{'problems found':<44} {len(checked):8d}")
        print(f"{'file':<44} {path.stat().st_size / 1e6:8.1f} MB")
    print(f"{'largest memory':<44} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:8.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
