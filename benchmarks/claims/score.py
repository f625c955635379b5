"""Counts and rates: how a reading of an article compares with its annotation.

Content is counted as matched at a token overlap of 0.5 (intersection over union of the content tokens). Optional
annotations are neither rewarded nor punished: a pair with one of them drops out of every count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from benchmarks.claims.documents import Article, Document
from benchmarks.claims.matching import matches, same_spans, same_speaker, same_words

_DRAWS = 1000
_SEED = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one article; tallies add up to a total."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    direct: int = 0
    direct_strict: int = 0
    direct_words: int = 0
    speaker: int = 0
    act: int = 0
    act_lenient: int = 0
    kind: int = 0
    quote_type: int = 0
    inconsistencies: int = 0
    inconsistencies_found: int = 0
    inconsistencies_false: int = 0
    meetings: int = 0
    meetings_found: int = 0
    meetings_matched: int = 0
    spans: int = 0
    spans_wrong: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def precision(tally: Tally) -> float | None:
    """Return the share of found statements that are annotated."""
    return _share(tally.matched, tally.found)


def recall(tally: Tally) -> float | None:
    """Return the share of annotated statements that are found."""
    return _share(tally.matched, tally.gold)


def f_score(tally: Tally) -> float | None:
    """Return the harmonic mean of precision and recall.

    Examples
    --------
    >>> f_score(Tally(gold=4, found=2, matched=2))
    0.6666666666666666
    """
    return _share(2 * tally.matched, tally.gold + tally.found)


RATES: Mapping[str, Callable[[Tally], float | None]] = {
    "precision": precision,
    "recall": recall,
    "F": f_score,
    "direct strict": lambda tally: _share(tally.direct_strict, tally.direct),
    "direct words": lambda tally: _share(tally.direct_words, tally.direct),
    "speaker": lambda tally: _share(tally.speaker, tally.matched),
    "act": lambda tally: _share(tally.act, tally.matched),
    "act lenient": lambda tally: _share(tally.act_lenient, tally.matched),
    "kind": lambda tally: _share(tally.kind, tally.matched),
    "quote type": lambda tally: _share(tally.quote_type, tally.matched),
    "verbatim": lambda tally: _share(tally.spans - tally.spans_wrong, tally.spans),
}
"""Every rate by its heading; ``None`` where there was nothing to count."""


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def score_article(article: Article, found: Document) -> Tally:
    """Count how one reading compares with its annotation.

    Parameters
    ----------
    article : Article
        The annotation with its text.
    found : Document
        The reading of the same text, in the same format.

    Raises
    ------
    ValueError
        When the reading names another text (``doc.sha256``).
    """
    other = found.get("doc", {}).get("sha256")
    if other not in (None, hashlib.sha256(article.text.encode("utf-8")).hexdigest()):
        raise ValueError(f"{article.name}: the reading is of another text (sha256 differs)")
    gold, text = article.gold, article.text
    known, offered = gold["statements"], found["statements"]
    paired = matches(gold, found, text)
    optional = {i for i, statement in enumerate(known) if statement.get("optional")}
    neutral = {j for i, j, _ in paired if i in optional}
    pairs = [(known[i], offered[j]) for i, j, _ in paired if i not in optional]
    direct = [s for i, s in enumerate(known) if s["quote_type"] == "direct" and i not in optional]
    spans = list(_spans(found))
    inconsistencies = _hits("inconsistencies", gold, found, _same_inconsistency)
    return Tally(
        gold=len(known) - len(optional),
        found=len(offered) - len(neutral),
        matched=len(pairs),
        direct=len(direct),
        direct_strict=sum(any(same_spans(s, other) for other in offered) for s in direct),
        direct_words=sum(any(same_words(s, other, text) for other in offered) for s in direct),
        speaker=sum(same_speaker(gold, left, found, right) for left, right in pairs),
        act=sum(left["act"] == right.get("act") for left, right in pairs),
        act_lenient=sum(right.get("act") in {left["act"], *left["act_alt"]} for left, right in pairs),
        kind=sum(left["kind"] == right.get("kind") for left, right in pairs),
        quote_type=sum(left["quote_type"] == right.get("quote_type") for left, right in pairs),
        spans=len(spans),
        spans_wrong=sum(text[span["start"] : span["end"]] != span["text"] for span in spans),
        inconsistencies=len(gold.get("inconsistencies", ())),
        inconsistencies_found=inconsistencies,
        inconsistencies_false=len(found.get("inconsistencies", ())) - inconsistencies,
        meetings=len(gold.get("meetings", ())),
        meetings_found=len(found.get("meetings", ())),
        meetings_matched=_hits("meetings", gold, found, _same_meeting),
    )


def score_export(articles: Sequence[Article], export: Mapping[str, Any]) -> dict[str, Tally]:
    """Score an export (``pourparler-claims/1``) article by article.

    Parameters
    ----------
    articles : sequence of Article
    export : mapping
        Documents are found by the hash of their text (``doc.sha256``).

    Raises
    ------
    ValueError
        When the export has another format or lacks an article.
    """
    if export.get("format") != "pourparler-claims/1":
        raise ValueError(f"found format {export.get('format')!r}; allowed: 'pourparler-claims/1'")
    documents = {document["doc"]["sha256"]: document for document in export["documents"]}
    tallies = {}
    for article in articles:
        document = documents.get(article.gold["doc"]["sha256"])
        if document is None:
            raise ValueError(f"{article.name}: no document with this text in the export")
        tallies[article.name] = score_article(article, document)
    return tallies


def total(tallies: Sequence[Tally]) -> Tally:
    """Return the sum over articles, so that every statement weighs the same."""
    return sum(tallies, Tally())


def interval(tallies: Sequence[Tally], rate: Callable[[Tally], float | None]) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of a total rate over articles drawn with replacement.

    Parameters
    ----------
    tallies : sequence of Tally
        One per article.
    rate : callable
        One of :data:`RATES`.

    Notes
    -----
    Percentile bootstrap, 1,000 draws, fixed seed [1]_: two articles by one hand err together, so whole articles are
    drawn and not statements.

    References
    ----------
    .. [1] B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13.
    """
    if not tallies:
        return None
    draws = np.random.default_rng(_SEED).integers(0, len(tallies), size=(_DRAWS, len(tallies)))
    values = [value for draw in draws if (value := rate(total([tallies[i] for i in draw]))) is not None]
    if not values:
        return None
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def _spans(node: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if {"start", "end", "text"} <= node.keys():
            yield node
        for value in node.values():
            yield from _spans(value)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for value in node:
            yield from _spans(value)


def _hits(
    key: str, gold: Document, found: Document, same: Callable[[Mapping[str, Any], Mapping[str, Any]], bool]
) -> int:
    left = list(found.get(key, ()))
    hits = 0
    for known in gold.get(key, ()):
        match = next((other for other in left if same(known, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _same_inconsistency(known: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    # One shared span is the same topic; only two show that the same two things were set against each other.
    hit = sum(any(_touch(span, found) for found in other["evidence"]) for span in known["evidence"])
    return bool(known["type"] == other["type"]) and hit >= min(2, len(known["evidence"]))


def _same_meeting(known: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _touch(known["evidence"], other["evidence"])


def _touch(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    return bool(left["start"] < right["end"] and right["start"] < left["end"])
