"""What people decided about claims, kept in ``decisions.jsonl``: one decision a line, made to be merged by git.

The file is the authority. Its lines may stand in any order and may be united with another copy's: the later ``on``
wins, then the higher ``step`` (how many decisions on that claim the writer had seen with the same ``on``), then the
text of the line.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.claim import Claim, QuoteType, Review, Span, claim_id
from pourparler.evidence.corrections import added, check_changes, with_changes
from pourparler.evidence.quotations import claim_spans
from pourparler.evidence.record import Decision, ReviewedClaim
from pourparler.evidence.store.durable import locked, replaced
from pourparler.evidence.store.plain import json_line

_KEYS = ("claim", "review", "by", "on", "changes", "note", "step")
_NEEDED = ("claim", "review", "by", "on")
_TODO = "mend this line, or remove it to forget the decision"


def load(path: Path) -> tuple[Decision, ...]:
    """Read all decisions, in the order in which they count: of two on one claim the later one wins.

    Parameters
    ----------
    path : Path
        ``decisions.jsonl``; a missing file holds no decision.

    Raises
    ------
    PourparlerError
        E141, with every line that cannot be read.
    """
    return tuple(decision for decision, _ in stepped(path))


def stepped(path: Path) -> list[tuple[Decision, int]]:
    """Read all decisions as :func:`load` does, each with its step: which of those on one claim and ``on`` it was."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise PourparlerError(
            Problem("E141", "", f"a byte that is not UTF-8 at offset {error.start}", "UTF-8", _TODO, Place(path.name))
        ) from None
    told: dict[str, tuple[Decision, int]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip()
        if not line:
            continue
        try:
            told[line] = _read_line(line)
        except ValueError as error:
            found, _, allowed = str(error).removeprefix("found ").partition("; allowed: ")
            problems.append(Problem("E141", "", found, allowed, _TODO, Place(path.name, number)))
    if problems:
        raise PourparlerError(*problems)
    ordered = sorted(told.items(), key=lambda item: (item[1][0].on, item[1][1], item[0]))
    return [decided for _, decided in ordered]


def _read_line(line: str) -> tuple[Decision, int]:
    """Read one line; the ValueError says what was found and what is allowed."""
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise ValueError("found a mark that git left; allowed: decisions: keep the lines of both sides")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"found a line that is not JSON ({error}); allowed: one JSON object") from None
    if not isinstance(data, dict):
        raise ValueError(f"found {line[:40]!r}; allowed: one JSON object")
    unknown = sorted(set(data) - set(_KEYS))
    if unknown:
        raise ValueError(f"found the key {unknown[0]!r}; allowed: {', '.join(_KEYS)}")
    for key in _NEEDED:
        if not isinstance(data.get(key), str) or not data[key]:
            raise ValueError(f"found {key} {data.get(key)!r}; allowed: words")
    step = data.get("step", 1)
    if type(step) is not int or step < 1:
        raise ValueError(f"found step {step!r}; allowed: a whole number from 1")
    note = data.get("note")
    if note is not None and not isinstance(note, str):
        raise ValueError(f"found note {note!r}; allowed: words")
    if data["review"] not in list(Review):
        raise ValueError(f"found {data['review']!r}; allowed: {', '.join(Review)}")
    changes = data.get("changes", {})
    review = Review(data["review"])
    check_changes(review, changes)
    return Decision(data["claim"], review, data["by"], _moment(data["on"]), changes, note), step


def _moment(words: str) -> str:
    try:
        datetime.datetime.fromisoformat(words)
    except ValueError:
        raise ValueError(f"found on {words!r}; allowed: an ISO date, or date and time") from None
    return words


def append(path: Path, decision: Decision) -> None:
    """Add a decision to the file: all of it or, when anything fails, nothing.

    Parameters
    ----------
    path : Path
        ``decisions.jsonl``; made when it is missing.
    decision : Decision

    Raises
    ------
    PourparlerError
        E141 when the file or the decision cannot be read, E134 when it cannot be written.
    """
    with locked(path):
        before = stepped(path)
        line = _line(decision, before)
        held = path.read_bytes() if path.exists() else b""
        if held and not held.endswith(b"\n"):
            held += b"\n"
        replaced(path, held + line.encode() + b"\n")


def _line(decision: Decision, before: Sequence[tuple[Decision, int]]) -> str:
    data: dict[str, Any] = {
        "claim": decision.claim,
        "review": decision.review.value,
        "by": decision.by,
        "on": decision.on,
    }
    if decision.changes:
        data["changes"] = dict(decision.changes)
    if decision.note:
        data["note"] = decision.note
    steps = [step for earlier, step in before if earlier.claim == decision.claim and earlier.on == decision.on]
    if steps:
        data["step"] = max(steps) + 1
    line = json_line(data)
    try:
        _read_line(line)
    except ValueError as error:
        found, _, allowed = str(error).removeprefix("found ").partition("; allowed: ")
        raise PourparlerError(Problem("E141", decision.claim, found, allowed)) from None
    return line


def apply(claims: Sequence[Claim], decisions: Sequence[Decision]) -> tuple[ReviewedClaim, ...]:
    """Return the claims as they stand after review, rejected ones included and marked.

    Corrections add up: two people who mend different fields of a claim are both heard, and of two who mend the same
    field the later one. ``proposed`` takes all earlier decisions on a claim back.

    Parameters
    ----------
    claims : sequence of Claim
    decisions : sequence of Decision
        In the order of :func:`load`.

    Returns
    -------
    tuple of ReviewedClaim
        The given claims in their order, then those added by hand in order of id.
    """
    told = {claim.id: ReviewedClaim(claim) for claim in claims}
    proposed = dict(told)
    by_hand: dict[str, ReviewedClaim] = {}
    for decision in decisions:
        held = told.get(decision.claim) or by_hand.get(decision.claim)
        if decision.review is Review.PROPOSED:
            by_hand.pop(decision.claim, None)
            if decision.claim in told:
                told[decision.claim] = proposed[decision.claim]
            continue
        if decision.review is Review.ADDED:
            held = ReviewedClaim(added(decision))
        if held is not None:
            (told if decision.claim in told else by_hand)[decision.claim] = _after(held, decision)
    return (*told.values(), *(by_hand[id_] for id_ in sorted(by_hand)))


def vanished(claims: Sequence[Claim], decisions: Sequence[Decision], sources: Sequence[str]) -> tuple[Problem, ...]:
    """Return a problem for each claim that people decided about and that is no longer there.

    Parameters
    ----------
    claims : sequence of Claim
        All that the store holds.
    decisions : sequence of Decision
    sources : sequence of str
        The ids of the stored sources.
    """
    held = {claim.id for claim in claims}
    last = {decision.claim: decision for decision in decisions}
    added = {
        decision.claim for decision in decisions
        if decision.review is Review.ADDED and decision.changes.get("source") in sources
    }  # fmt: skip
    return tuple(
        Problem(
            "E142",
            claim,
            f"{decision.review} by {decision.by} on {decision.on}, and the claim is not in the store",
            "decisions on stored claims",
            "read its source again, or reject it to close the matter",
        )
        for claim, decision in sorted(last.items())
        if claim not in held | added and decision.review not in (Review.REJECTED, Review.PROPOSED)
    )


def _after(held: ReviewedClaim, decision: Decision) -> ReviewedClaim:
    claim = held.claim
    review = decision.review
    if review is Review.CORRECTED:
        claim = with_changes(claim, decision.changes)
    # Who agrees with a correction does not make the words the machine's again.
    if review in (Review.ACCEPTED, Review.CORRECTED) and held.review in (Review.CORRECTED, Review.ADDED):
        review = held.review
    return ReviewedClaim(claim, review, decision.by, decision.on, decision.note or held.note)


def by_hand(
    source: str,
    text: str,
    content: Sequence[Span],
    *,
    by: str,
    on: str,
    note: str | None = None,
    fields: Mapping[str, object] | None = None,
) -> Decision:
    """Return the decision that adds a claim which no extraction found.

    Parameters
    ----------
    source : str
        The source's id.
    text : str
        Its frozen text.
    content : sequence of Span
        The words said; several when the source interrupts them.
    by, on : str
        Initials, and an ISO date or date and time.
    note : str or None
    fields : mapping or None
        Other fields of the claim as plain data: ``{"speaker": "rask", "act": "demand", "condition": [10, 20]}``.
        The type of quotation is taken from the quotation marks when it is not given.

    Raises
    ------
    PourparlerError
        E143 when a span lies outside the text or a field does not fit.

    Examples
    --------
    >>> text = 'Rask: "No talks before spring."'
    >>> added = by_hand("wire", text, [Span(6, 31)], by="AB", on="2031-03-12", fields={"act": "oppose"})
    >>> added.claim, added.changes["quote_type"]
    ('wire.35736c6', 'direct')
    """
    changes: dict[str, object] = {"source": source, "content": [[span.start, span.end] for span in content]}
    changes |= fields or {}
    if "quote_type" not in changes:
        changes["quote_type"] = _quote_type(text, content).value
    decision = Decision("", Review.ADDED, by, on, changes, note)
    claim = _claim_of(decision, None)
    # The id a reading would give the same spans, so that both are one claim.
    spans = (*claim.content, claim.speaker.mention, claim.cue.span if claim.cue else None)
    named = replace(decision, claim=claim_id(source, [span for span in spans if span is not None]))
    return checked(named, {}, {source: text})


def _quote_type(text: str, content: Sequence[Span]) -> QuoteType:
    words = [span.of(text).strip() for span in content]
    marks = "\"“”„«»‘’'"
    if all(word and word[0] in marks for word in words):
        return QuoteType.DIRECT
    return QuoteType.MIXED if any(mark in word for word in words for mark in '"“”„«»') else QuoteType.INDIRECT


def checked(decision: Decision, claims: Mapping[str, Claim], texts: Mapping[str, str]) -> Decision:
    """Return the decision when it can be applied: to be called before it is written down.

    Parameters
    ----------
    decision : Decision
    claims : mapping of id to Claim
        All that may be decided about, those added by hand and the rejected included.
    texts : mapping of source id to str
        The frozen texts.

    Raises
    ------
    PourparlerError
        E143 when there is no such claim or source, or a field or span does not fit.
    """
    claim = _claim_of(decision, claims.get(decision.claim))
    text = texts.get(claim.source)
    if text is None:
        raise _misfit(decision, f"no source {claim.source!r}", ", ".join(sorted(texts)) or "a stored source")
    for span in claim_spans(claim):
        if span.end > len(text) or not span.of(text).strip():
            found = f"the span {span.start}-{span.end} in a text of {len(text)} characters"
            raise _misfit(decision, found, "a stretch of words inside the text")
    return decision


def _claim_of(decision: Decision, held: Claim | None) -> Claim:
    """Return the claim as the decision makes it."""
    try:
        check_changes(decision.review, decision.changes)
        if decision.review is Review.ADDED:
            return added(decision)
        if held is not None:
            return with_changes(held, decision.changes)
    except ValueError as error:
        found, _, allowed = str(error).removeprefix("found ").partition("; allowed: ")
        raise _misfit(decision, found, allowed) from None
    raise _misfit(decision, f"no claim {decision.claim!r}", "the id of a stored claim")


def _misfit(decision: Decision, found: str, allowed: str) -> PourparlerError:
    return PourparlerError(
        Problem("E143", decision.claim, found, allowed, "mend it and decide again; nothing was written")
    )
