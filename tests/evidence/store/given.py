"""Hand-made texts, readings and strategies for the tests of the store."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import strategies as st

from pourparler.core.grades import Confidence
from pourparler.evidence.claim import (
    Act,
    Claim,
    Cue,
    Entity,
    EntityType,
    Inconsistency,
    Kind,
    Meeting,
    Office,
    QuoteType,
    Reading,
    Span,
    Speaker,
    claim_id,
)
from pourparler.evidence.readers import Frozen, read_bytes
from pourparler.evidence.store import Added, Store, open_store

TEXT = (
    "ODERHAVEN, 12 March 2031 — Talks will not begin before spring, President Ivo Rask of Varania said on Monday.\n"
    "“We will not negotiate in public,” Rask added. Mina Holt will meet him in Oderhaven on Friday.\n"
)


def span(words: str, text: str = TEXT) -> Span:
    """Return where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def frozen(text: str = TEXT, file: str = "wire.txt") -> Frozen:
    """Freeze a text as the reader does."""
    return read_bytes(file, text.encode())


def claim(words: str, source: str = "wire", text: str = TEXT, **fields: object) -> Claim:
    """Return a claim of Rask's with these words."""
    said = span(words, text)
    values: dict[str, object] = {
        "id": claim_id(source, [said]),
        "source": source,
        "kind": Kind.SPEECH,
        "speaker": Speaker("rask", None),
        "cue": None,
        "content": (said,),
        "quote_type": QuoteType.INDIRECT,
        "act": Act.OPPOSE,
        "issue": "timing",
        **fields,
    }
    return Claim(**values)  # type: ignore[arg-type]


LATE = "Talks will not begin before spring,"
PUBLIC = "“We will not negotiate in public,”"


def reading(source: str = "wire") -> Reading:
    """Return a whole reading of :data:`TEXT`."""
    mention = span("President Ivo Rask of Varania")
    rask = Entity(
        "rask",
        EntityType.PERSON,
        "Ivo Rask",
        ("President Rask",),
        "varania",
        (Office("President", "varania", mention),),
        (mention, span("Rask added")),
    )
    late = claim(LATE, source, speaker=Speaker("rask", mention), cue=Cue(span("said"), "say"))
    public = claim(PUBLIC, source, quote_type=QuoteType.DIRECT, issue="publicity", condition=span("in public"))
    meeting = Meeting("m1", "talks", ("rask", "holt"), span("will meet him"), "Oderhaven", span("on Friday"))
    odd = Inconsistency(
        "i1", "conflicting-dates", "rask", "two days", ((source, span("Monday")), (source, span("Friday")))
    )
    return Reading(source, (rask,), (late, public), (meeting,), (odd,), (("timing", "start of talks"),), ("a note",))


def fill(store: Store, text: str = TEXT, file: str = "wire.txt", with_claims: bool = True) -> Added:
    """Add a source, with the whole reading when its text is :data:`TEXT`."""
    given = frozen(text, file)
    id_ = store.free_id(file)
    said = (reading(id_) if text == TEXT else Reading(id_)) if with_claims else None
    return store.add(given, id_=id_, language="en", reading=said)


def opened(folder: Path) -> Store:
    """Open the store of a folder."""
    return open_store(folder / "evidence.db")


LENGTH = 400
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 60)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], LENGTH))
)
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


def _identified(said: Claim) -> Claim:
    told = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    return Claim(**{**{name: getattr(said, name) for name in Claim.__slots__}, "id": f"wire.{told}"})


claims = st.builds(
    Claim,
    id=st.just(""),
    source=st.just("wire"),
    kind=st.sampled_from(Kind),
    speaker=st.builds(
        Speaker,
        st.none() | words,
        st.none() | spans,
        st.none() | spans,
        st.booleans(),
        st.lists(words, max_size=2).map(tuple),
    ),
    cue=st.none() | st.builds(Cue, spans, words),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    quote_type=st.sampled_from(QuoteType),
    act=st.sampled_from(Act),
    act_alt=st.lists(st.sampled_from(Act), max_size=2).map(tuple),
    negated=st.booleans(),
    condition=st.none() | spans,
    issue=st.none() | words,
    addressee=st.none() | words,
    date_expr=st.none() | spans,
    date=st.none() | st.dates().map(str),
    channel=st.none() | words,
    relays=st.none() | words,
    confidence=st.sampled_from(Confidence),
    why=st.lists(words, max_size=3).map(tuple),
).map(_identified)
