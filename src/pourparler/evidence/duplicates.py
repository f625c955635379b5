"""Copies of one story: sources that share most of their words are one witness."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pourparler.evidence.record import Source, Standing

if TYPE_CHECKING:
    import numpy as np

PERMUTATIONS = 128
WORDS_PER_SHINGLE = 5
THRESHOLD = 0.5
"""Likeness from which two sources are the same story."""
SEED = 1
METHOD = f"minhash-{PERMUTATIONS}-{WORDS_PER_SHINGLE}-{SEED}"
"""Which signatures may be compared with each other; stored beside each."""

_WORD = re.compile(r"\w+")
_UNDATED = "9999"
_BYTES = 8 * PERMUTATIONS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source as the grouping sees it.

    Attributes
    ----------
    id : str
    date : str or None
        ISO date; undated sources come last.
    signature : bytes
        See :func:`signature`.
    current : bool
        A superseded or retracted source stands for a group only when all of it is.
    chars : int
        Length of the text: of one day, the most complete copy stands for the others.
    content : tuple of str
        Hashes of the text and of the original, for copies that are as long: not what a file is called decides.
    """

    id: str
    date: str | None
    signature: bytes
    current: bool = True
    chars: int = 0
    content: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[bool, str, int, tuple[str, ...], str]:
        """The order in which sources are chosen to stand for their group."""
        return (not self.current, self.date or _UNDATED, -self.chars, self.content, self.id)


def candidate(source: Source, signed: bytes) -> Candidate:
    """Return a source as the grouping sees it, with the signature of its text."""
    content = (source.sha256, source.original_sha256)
    return Candidate(source.id, source.date, signed, source.standing is Standing.CURRENT, source.chars, content)


def signature(text: str) -> bytes:
    """Return the MinHash signature of a text's five-word shingles, case and punctuation aside.

    A text of fewer words is one shingle; a text without words has an empty signature, like nothing else.

    Method: A. Z. Broder, "On the resemblance and containment of documents" (1997); the permutations are the
    multiply-add hashes ``a x + b`` modulo 2**64, ``a`` odd, of each shingle's 64-bit hash ``x``.

    Examples
    --------
    >>> len(signature("The two sides met in the old harbour office.")) // 8
    128
    """
    import numpy as np

    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return b""
    last = max(1, len(words) - WORDS_PER_SHINGLE + 1)
    shingles = {" ".join(words[start : start + WORDS_PER_SHINGLE]) for start in range(last)}
    hashed = np.array([_number(shingle) for shingle in sorted(shingles)], dtype=np.uint64)
    least = [(hashed * factor + shift).min() for factor, shift in _permutations()]
    return np.array(least, dtype="<u8").tobytes()


def _number(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@lru_cache(maxsize=1)
def _permutations() -> tuple[tuple[np.uint64, np.uint64], ...]:
    import numpy as np

    return tuple(
        (np.uint64(_number(f"{SEED} factor {number}") | 1), np.uint64(_number(f"{SEED} shift {number}")))
        for number in range(PERMUTATIONS)
    )


def likeness(signature_a: bytes, signature_b: bytes) -> float:
    """Return the estimated share of shingles that two texts have in common (Jaccard, 0 to 1).

    Examples
    --------
    >>> first = signature("The two sides met in the old harbour office on Monday.")
    >>> likeness(first, first), likeness(first, signature("Nobody would say what came next at the ministry."))
    (1.0, 0.0)
    """
    return like(signature_a, [signature_b])[0]


def like(signature_a: bytes, others: Iterable[bytes]) -> list[float]:
    """Return the likeness of one text to each of the others."""
    import numpy as np

    rows = [other or bytes(_BYTES) for other in others]
    if not rows or not signature_a:
        return [0.0] * len(rows)
    matrix = np.frombuffer(b"".join(rows), dtype="<u8").reshape(len(rows), PERMUTATIONS)
    shares: list[float] = (matrix == np.frombuffer(signature_a, dtype="<u8")).mean(axis=1).tolist()
    return shares


def copies(candidates: Iterable[Candidate]) -> Mapping[str, str | None]:
    """Return for each source the id of the source that it is a copy of, or None.

    Sources linked by likeness, directly or through others, are one story; the earliest of it stands for all, of one
    day the longest. The answer does not depend on the order of the candidates.

    Examples
    --------
    >>> text = signature("The two sides met in the old harbour office on Monday.")
    >>> copies([Candidate("b", "2031-03-12", text), Candidate("a", "2031-03-13", text)])
    {'b': None, 'a': 'b'}
    """
    ranked = sorted(candidates, key=lambda candidate: candidate.rank)
    group = {candidate.id: candidate.id for candidate in ranked}
    for number, candidate in enumerate(ranked):
        later = ranked[number + 1 :]
        shares = like(candidate.signature, [other.signature for other in later])
        for other, share in zip(later, shares, strict=True):
            if share >= THRESHOLD and group[other.id] != group[candidate.id]:
                joined = {group[other.id], group[candidate.id]}
                # The first in rank stands for the group: `group` keeps the order of `ranked`.
                first = next(id_ for id_ in group if id_ in joined)
                for id_, held in group.items():
                    if held in joined:
                        group[id_] = first
    return {id_: None if held == id_ else held for id_, held in group.items()}


def with_copies(sources: Iterable[Source], texts: Mapping[str, str]) -> tuple[Source, ...]:
    """Return the sources in their order, each with ``copy_of`` as these sources alone make it.

    For a reader who sees only some of the sources: who stands for a story is found again among those.

    Parameters
    ----------
    sources : iterable of Source
    texts : mapping of source id to str
        The frozen texts.
    """
    given = tuple(sources)
    found = copies(candidate(source, signature(texts[source.id])) for source in given)
    return tuple(replace(source, copy_of=found[source.id]) for source in given)


def copy_group(text: str, others: Mapping[str, str]) -> str | None:
    """Return the id of the first of ``others`` (id to text, in order of date) that ``text`` is a copy of.

    Examples
    --------
    >>> story = "The two sides met in the old harbour office on Monday and agreed to meet again."
    >>> copy_group(story + " Nothing more was said.", {"wire": story, "note": "We heard otherwise."})
    'wire'
    """
    shares = like(signature(text), map(signature, others.values()))
    return next((id_ for id_, share in zip(others, shares, strict=True) if share >= THRESHOLD), None)
