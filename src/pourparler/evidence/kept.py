"""The evidence as a kept brief saw it, read back from the lines that were kept with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.core.grades import Confidence
from pourparler.evidence.claim import Act, Claim, Cue, Kind, Meeting, QuoteType, Review, Span, Speaker
from pourparler.evidence.record import Evidence, ReviewedClaim, Source
from pourparler.evidence.store.plain import from_plain


@dataclass(frozen=True)
class KeptEvidence:
    """Sources, claims and meetings of a kept brief.

    Attributes
    ----------
    sources : mapping of id to Source
        Dates, standing and visibility as they were.
    claims : mapping of id to ReviewedClaim
    meetings : tuple of (source id, Meeting)
    words : mapping of claim id to str
        The content, verbatim as it was; none for a source off the record.
    fragments : mapping of source id to str
        The words of all spans at their places and blanks between: enough to read the claims of a source that is gone.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    claims: Mapping[str, ReviewedClaim] = field(default_factory=dict)
    meetings: tuple[tuple[str, Meeting], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    fragments: Mapping[str, str] = field(default_factory=dict)

    def still_stored(self, source: str, evidence: Evidence) -> bool:
        """Tell whether the evidence holds this source with the very text it had."""
        held = evidence.sources.get(source)
        return held is not None and source in self.sources and held.sha256 == self.sources[source].sha256


def read_kept(claims: str, sources: str, folder: str = "") -> KeptEvidence:
    """Read what :func:`~pourparler.evidence.export.claims_jsonl` and ``sources_jsonl`` wrote.

    Parameters
    ----------
    claims, sources : str
        The two files.
    folder : str
        Where they lie, for messages.

    Raises
    ------
    PourparlerError
        E171, with the first line that cannot be read.

    Examples
    --------
    >>> read_kept("", "").claims
    {}
    """
    about: dict[str, Source] = {}
    meetings: list[tuple[str, Meeting]] = []
    for data, fault in _lines(sources, f"{folder}sources.jsonl"):
        try:
            source = from_plain(Source, data["source"])
            meetings += [(source.id, from_plain(Meeting, meeting)) for meeting in data["meetings"]]
        except (KeyError, TypeError, ValueError) as error:
            raise fault(error) from None
        about[source.id] = source
    said: dict[str, ReviewedClaim] = {}
    words: dict[str, str] = {}
    spans: dict[str, list[tuple[int, str]]] = {id_: [] for id_ in about}
    for data, fault in _lines(claims, f"{folder}claims.jsonl"):
        try:
            reviewed = _reviewed(data)
            spans[reviewed.claim.source] += _places(data)
        except (KeyError, TypeError, ValueError) as error:
            raise fault(error) from None
        said[reviewed.claim.id] = reviewed
        if all("text" in part for part in data["content"]):
            words[reviewed.claim.id] = " […] ".join(part["text"] for part in data["content"])
    fragments = {id_: _laid_out(pieces, about[id_].chars) for id_, pieces in spans.items()}
    return KeptEvidence(about, said, tuple(meetings), words, fragments)


class _Fault:
    """Makes the error for one line of a kept file."""

    def __init__(self, file: str, line: int) -> None:
        self._place = Place(file, line)

    def __call__(self, reason: object) -> PourparlerError:
        found = f"a line of a kept brief that cannot be read ({reason})"
        todo = "restore the folder of that brief, or compare with another one"
        return PourparlerError(Problem("E171", "", found, "a line as Pourparler wrote it", todo, self._place))


def _lines(text: str, file: str) -> Iterator[tuple[dict[str, Any], _Fault]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        fault = _Fault(file, number)
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise fault(error) from None
        if not isinstance(data, dict):
            raise fault("not a JSON object")
        yield data, fault


def _reviewed(told: Mapping[str, Any]) -> ReviewedClaim:
    speaker = told["speaker"]
    cue = told["cue"]
    claim = Claim(
        id=told["id"],
        source=told["source"],
        kind=Kind(told["kind"]),
        speaker=Speaker(
            speaker["entity"],
            _span(speaker["mention"]),
            _span(speaker["antecedent"]),
            speaker["unnamed"],
            tuple(speaker["candidates"]),
        ),
        cue=Cue(Span(cue["start"], cue["end"]), cue["lemma"]) if cue else None,
        content=tuple(Span(part["start"], part["end"]) for part in told["content"]),
        quote_type=QuoteType(told["quote_type"]),
        act=Act(told["act"]),
        act_alt=tuple(Act(act) for act in told["act_alt"]),
        negated=told["negated"],
        condition=_span(told["condition"]),
        issue=told["issue"],
        addressee=told["addressee"],
        date_expr=_span(told["date_expr"]),
        date=told["date"],
        channel=told["channel"],
        relays=told.get("relays"),
        confidence=Confidence(told["confidence"]),
        why=tuple(told["why"]),
    )
    return ReviewedClaim(claim, Review(told["review"]), told["by"], told["on"])


def _span(part: Mapping[str, int] | None) -> Span | None:
    return Span(part["start"], part["end"]) if part else None


def _places(told: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return where each span of a claim begins, with its words; off the record there are none."""
    speaker = told["speaker"]
    parts = [*told["content"], told["cue"], told["condition"], told["date_expr"]]
    parts += [speaker["mention"], speaker["antecedent"]]
    return [(part["start"], part["text"]) for part in parts if part and "text" in part]


def _laid_out(pieces: Iterable[tuple[int, str]], length: int) -> str:
    text = [" "] * length
    for start, words in pieces:
        text[start : start + len(words)] = words
    return "".join(text)
