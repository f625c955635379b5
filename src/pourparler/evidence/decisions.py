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
from pourparler.evidence.claim import Act, Claim, Kind, QuoteType, Review, Speaker
from pourparler.evidence.record import Decision, ReviewedClaim
from pourparler.evidence.store.durable import locked, replaced
from pourparler.evidence.store.plain import field_from_plain, json_line

_KEYS = ("claim", "review", "by", "on", "changes", "note", "step")
_NEEDED = ("claim", "review", "by", "on")
CHANGEABLE = (
    "speaker", "content", "cue", "quote_type", "kind", "act", "act_alt", "issue", "addressee", "condition", "negated",
    "date_expr", "date", "channel", "relays",
)  # fmt: skip
"""The fields of a claim that a person may set."""
_OF_A_SPEAKER = ("entity", "mention", "antecedent", "unnamed", "name", "type", "party")
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
    return tuple(decision for decision, _ in _stepped(path))


def _stepped(path: Path) -> list[tuple[Decision, int]]:
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


def check_changes(review: Review, changes: object) -> None:
    """Check the fields that a decision sets.

    Raises
    ------
    ValueError
        "found ...; allowed: ..." for the first field that does not fit.
    """
    if not isinstance(changes, Mapping):
        raise ValueError(f"found changes {changes!r}; allowed: a mapping of fields")
    if changes and review not in (Review.CORRECTED, Review.ADDED):
        raise ValueError(f"found changes on a claim that was {review}; allowed: with corrected and added only")
    allowed = (*CHANGEABLE, "source") if review is Review.ADDED else CHANGEABLE
    for name, value in changes.items():
        if name not in allowed:
            raise ValueError(f"found the field {name!r}; allowed: {', '.join(allowed)}")
        try:
            _field(name, value)
        except ValueError as error:
            raise ValueError(f"found in {name}: {str(error).removeprefix('found ')}") from None
    if review is Review.ADDED and not (changes.get("source") and changes.get("content")):
        raise ValueError("found a claim added without its source or content; allowed: both")


def _field(name: str, value: Any) -> Any:
    """Return the value of a claim's field from the plain data of a decision."""
    if name == "speaker":
        return _speaker(value)
    if name == "date" and value is not None:
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except (ValueError, TypeError):
            raise ValueError(f"found {value!r}; allowed: an ISO date") from None
    if name == "content" and not value:
        raise ValueError("found nothing; allowed: at least one [start, end]")
    return field_from_plain(Claim, name, value)


def _speaker(value: Any) -> Speaker | None:
    """Return a whole speaker, or None for words alone: those name the entity and leave the rest."""
    if isinstance(value, str) and value:
        return None
    if not isinstance(value, Mapping):
        raise ValueError(f"found {value!r}; allowed: an entity id, or a mapping of {', '.join(_OF_A_SPEAKER)}")
    unknown = sorted(set(value) - set(_OF_A_SPEAKER))
    if unknown:
        raise ValueError(f"found the key {unknown[0]!r}; allowed: {', '.join(_OF_A_SPEAKER)}")
    parts = {name: field_from_plain(Speaker, name, value[name]) for name in _OF_A_SPEAKER[:4] if name in value}
    return Speaker(**{"entity": None, "mention": None, **parts})


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
        before = _stepped(path)
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
            held = ReviewedClaim(_added(decision))
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
        claim = _with_changes(claim, decision.changes)
    # Who agrees with a correction does not make the words the machine's again.
    if review in (Review.ACCEPTED, Review.CORRECTED) and held.review in (Review.CORRECTED, Review.ADDED):
        review = held.review
    return ReviewedClaim(claim, review, decision.by, decision.on, decision.note or held.note)


def _with_changes(claim: Claim, changes: Mapping[str, object]) -> Claim:
    values = {name: _field(name, value) for name, value in changes.items() if name not in ("speaker", "source")}
    speaker = changes.get("speaker")
    if isinstance(speaker, str):
        values["speaker"] = replace(claim.speaker, entity=speaker, unnamed=False, candidates=())
    elif speaker is not None:
        values["speaker"] = _speaker(speaker)
    return replace(claim, **values)


def _added(decision: Decision) -> Claim:
    """Make the claim that a person added from the fields the person gave."""
    changes = decision.changes
    why = ["added by hand"]
    if "act" not in changes:
        why.append("act not given: shown as assess")
    blank = Claim(
        id=decision.claim,
        source=str(changes["source"]),
        kind=Kind.SPEECH,
        speaker=Speaker(None, None),
        cue=None,
        content=(),
        quote_type=QuoteType.INDIRECT,
        act=Act.ASSESS,
        why=tuple(why),
    )
    return _with_changes(blank, changes)
