"""Which statement of a reading answers which annotated one, and whether their speakers are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.claims.documents import Document

Statement = Mapping[str, Any]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›`")
_PRONOUNS = frozenset(
    ("he", "she", "they", "it", "i", "we", "you", "him", "her", "them", "his", "hers", "its", "their", "who", "whose")
)
_LEAST_OVERLAP = 0.5


def tokens_of(text: str) -> list[tuple[int, int]]:
    r"""Return the spans of all tokens: ``\w+`` or one punctuation mark.

    Examples
    --------
    >>> tokens_of("No, he said.")
    [(0, 2), (2, 3), (4, 6), (7, 11), (11, 12)]
    """
    return [match.span() for match in _TOKEN.finditer(text)]


def content_tokens(statement: Statement, tokens: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the indices of the tokens under the union of a statement's content spans.

    Examples
    --------
    >>> tokens = tokens_of("No, he said, never.")
    >>> sorted(content_tokens({"content": [{"start": 0, "end": 3}, {"start": 13, "end": 18}]}, tokens))
    [0, 1, 5]
    """
    parts = [(part["start"], part["end"]) for part in statement["content"]]
    return frozenset(
        index for index, (start, end) in enumerate(tokens) if any(start < last and first < end for first, last in parts)
    )


def overlap(left: frozenset[int], right: frozenset[int]) -> float:
    """Return intersection over union of two sets of tokens (nothing overlaps with nothing: 0).

    Examples
    --------
    >>> overlap(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
    0.5
    """
    return len(left & right) / len(left | right) if left | right else 0.0


def matches(gold: Document, found: Document, text: str) -> list[tuple[int, int, float]]:
    """Pair annotated with found statements one to one, the best overlap of content first.

    Parameters
    ----------
    gold, found : Document
        Over the same text.
    text : str

    Returns
    -------
    list of (gold index, found index, overlap)
        Only pairs that overlap by at least 0.5. Of equal overlaps a pair with the same speaker goes first (a
        relayed statement has the same content twice), then one that is not optional, then text order.
    """
    tokens = tokens_of(text)
    wanted = [content_tokens(statement, tokens) for statement in gold["statements"]]
    offered = [content_tokens(statement, tokens) for statement in found["statements"]]
    candidates = []
    for i, left in enumerate(wanted):
        for j, right in enumerate(offered):
            shared = overlap(left, right)
            if shared >= _LEAST_OVERLAP:
                known, other = gold["statements"][i], found["statements"][j]
                differ = not same_speaker(gold, known, found, other)
                candidates.append((-shared, differ, bool(known.get("optional")), i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for negative, _, _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j, -negative))
    return sorted(pairs)


def same_words(left: Statement, right: Statement, text: str) -> bool:
    """Tell whether two contents are equal but for quotation marks and a comma at the end of a part.

    Examples
    --------
    >>> text = '"No," he said.'
    >>> same_words({"content": [{"start": 0, "end": 5}]}, {"content": [{"start": 1, "end": 3}]}, text)
    True
    """
    return _bare(left, text) == _bare(right, text)


def same_spans(left: Statement, right: Statement) -> bool:
    """Tell whether two contents have exactly the same parts."""
    return _parts(left) == _parts(right)


def _parts(statement: Statement) -> list[tuple[int, int]]:
    return sorted((part["start"], part["end"]) for part in statement["content"])


def _bare(statement: Statement, text: str) -> set[int]:
    kept: set[int] = set()
    for start, end in _parts(statement):
        tokens = [start + at for at, _ in tokens_of(text[start:end]) if text[start + at] not in _QUOTATION_MARKS]
        while tokens and text[tokens[-1]] == ",":
            tokens.pop()
        kept.update(tokens)
    return kept


def same_speaker(gold: Document, known: Statement, found: Document, other: Statement) -> bool:
    """Tell whether a found statement is given to whom the annotation gives it.

    Parameters
    ----------
    gold, found : Document
        The documents, for their entities.
    known, other : Statement
        One statement of each.

    Notes
    -----
    Unnamed matches unnamed, and a speaker left open matches nobody. Otherwise the found entity stands for the
    annotated entity with which it shares most names (its own name counts first); sharing none, its mention or
    antecedent must overlap a mention of the annotated entity. A pronoun alone is no evidence: where both say "he", the
    question is who that is. (Where the annotation resolves a mention, its antecedent counts and not the mention.)
    """
    wanted, offered = known["speaker"], other["speaker"]
    if wanted.get("unnamed") or offered.get("unnamed"):
        return bool(wanted.get("unnamed")) and bool(offered.get("unnamed"))
    entities = {entity["id"]: entity for entity in found.get("entities", ())}
    entity = entities.get(offered.get("entity"))
    likely = _namesakes(entity, gold) if entity else frozenset()
    if likely:
        return wanted["entity"] in likely
    mentions = [
        (mention["start"], mention["end"])
        for mentioned in gold["entities"]
        if mentioned["id"] == wanted["entity"]
        for mention in mentioned["mentions"]
    ]
    return _overlapping(_named(offered), mentions + _named(wanted)[:1])


def _namesakes(entity: Mapping[str, Any], gold: Document) -> frozenset[str]:
    name, names = _plain(entity["name"]), _names(entity)
    best: dict[str, tuple[bool, int]] = {}
    for candidate in gold["entities"]:
        shared = names & _names(candidate)
        if shared:
            best[candidate["id"]] = (name == _plain(candidate["name"]), len(shared))
    top = max(best.values(), default=None)
    return frozenset(identity for identity, rank in best.items() if rank == top)


def _names(entity: Mapping[str, Any]) -> set[str]:
    return {_plain(name) for name in (entity["name"], *entity.get("aliases", ()))} - {""}


def _plain(name: str) -> str:
    folded = " ".join(name.casefold().replace("’", "'").split())
    return folded.removeprefix("the ").removesuffix("'s")


def _named(speaker: Mapping[str, Any]) -> list[tuple[int, int]]:
    spans = []
    for part in ("antecedent", "mention"):
        span = speaker.get(part)
        if span and span["text"].casefold() not in _PRONOUNS:
            spans.append((span["start"], span["end"]))
    return spans


def _overlapping(left: Iterable[tuple[int, int]], right: Iterable[tuple[int, int]]) -> bool:
    others = list(right)
    return any(start < last and first < end for start, end in left for first, last in others)
