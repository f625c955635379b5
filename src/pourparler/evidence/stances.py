"""From acts to stances: what one claim, and several together, say about where somebody stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pourparler.evidence.claim import Act, Claim
from pourparler.evidence.direction import asks_for_the_contrary, names_the_issue, speaks_of_undoing


class Stance(StrEnum):
    """Where a party stands on an issue."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    DEMANDS = "demands"
    OFFERS = "offers"
    CONDITIONAL = "conditional"
    MIXED = "mixed"
    REMARKS = "remarks only"
    SILENT = "silent"


_OF_ACT = {
    Act.DEMAND: Stance.DEMANDS,
    Act.OFFER: Stance.OFFERS,
    Act.SUPPORT: Stance.SUPPORTS,
    Act.COMMIT: Stance.SUPPORTS,
    Act.APPEAL: Stance.SUPPORTS,
    Act.OPPOSE: Stance.OPPOSES,
    Act.THREATEN: Stance.OPPOSES,
}
_NO_SIDE = frozenset(
    {"deny", "decline", "decline to comment", "decline to say", "not say", "dispute", "refute", "dodge", "avoid"}
    | {"drawn", "be drawn on"}
    | {"accuse", "blame", "charge"}
    | {"thank", "congratulate", "apologise", "apologize", "condole", "greet"}
)
"""Cues that make or answer an allegation, leave a question or are courtesy: they take no side on the issue."""
_ALLEGATION = re.compile(
    r"^(?:the|this|such|these|those|its|his|her|their|any|all)\s+(?:\w+\s+)?"
    r"(?:accusations?|allegations?|charges?|claims?|reports?|rumou?rs?|suggestions?|insinuations?)\b",
    re.IGNORECASE,
)
_FAVOUR = (Stance.DEMANDS, Stance.OFFERS, Stance.SUPPORTS)


def stance_of(claim: Claim, words: str = "", issue: str = "") -> Stance | None:
    """Return the stance one claim takes, or ``None`` when it takes none (an assessment, a plan, a denied allegation).

    Parameters
    ----------
    claim : Claim
    words, issue : str
        Its content and the name of the issue, when they are at hand. Who opposes undoing something supports it; who
        asks to undo the issue itself opposes it ("demands that the sanctions be lifted").

    Notes
    -----
    The act of a claim is what the words amount to after a denial ("ruled out accepting" opposes). Making an allegation,
    denying or dismissing one, or declining to comment, takes no side.
    """
    if (claim.cue is not None and claim.cue.lemma in _NO_SIDE) or _ALLEGATION.match(words):
        return None
    stance = _OF_ACT.get(claim.act)
    if stance in _FAVOUR and asks_for_the_contrary(words, issue):
        return Stance.OPPOSES
    if stance is None or not words or not speaks_of_undoing(words, issue):
        return stance
    if stance is Stance.OPPOSES:
        return Stance.SUPPORTS
    return Stance.OPPOSES if names_the_issue(words, issue) else stance


@dataclass(frozen=True, slots=True)
class Standing:
    """The stance that several claims make together, and how it came about."""

    stance: Stance
    claims: tuple[str, ...]
    """Those that carry it, newest first."""
    conditional: bool = False
    shifted: bool = False
    """An earlier day said otherwise."""


def standing(
    claims: Sequence[tuple[Claim, str | None]], told: Callable[[Claim], Stance | None] = stance_of
) -> Standing:
    """Combine the claims of one seat on one issue.

    Parameters
    ----------
    claims : sequence of (Claim, ISO date or None)
        Of one day, those that go first come first (:meth:`pourparler.evidence.record.Evidence.precedence`).
    told : callable
        The stance of one claim; :func:`stance_of` with its words and issue where they are at hand.

    Notes
    -----
    The newest day with a stance speaks. Favouring and opposing on that same day is ``mixed``. A stance that is only
    ever given with a condition is ``conditional``. Among favouring stances the firmest word wins: demands, then
    offers, then supports.

    Examples
    --------
    >>> standing(()).stance.value
    'silent'
    """
    if not claims:
        return Standing(Stance.SILENT, ())
    taken = [(claim, day, stance) for claim, day in claims if (stance := told(claim)) is not None]
    if not taken:
        return Standing(Stance.REMARKS, _newest_first([(claim, day) for claim, day in claims]))
    newest = max(day or "" for _, day, _ in taken)
    current = [entry for entry in taken if (entry[1] or "") == newest]
    stance, conditional = _together([(claim, told) for claim, _, told in current])
    earlier = {told in _FAVOUR for _, day, told in taken if (day or "") != newest and day is not None}
    shifted = newest != "" and stance is not Stance.MIXED and (_favours(current) not in earlier) and bool(earlier)
    return Standing(stance, _newest_first([(claim, day) for claim, day, _ in current]), conditional, shifted)


def _together(current: list[tuple[Claim, Stance]]) -> tuple[Stance, bool]:
    stances = {told for _, told in current}
    if Stance.OPPOSES in stances and len(stances) > 1:
        return Stance.MIXED, any(claim.condition for claim, _ in current)
    if all(claim.condition for claim, _ in current):
        return Stance.CONDITIONAL, True
    firmest = next((stance for stance in _FAVOUR if stance in stances), Stance.OPPOSES)
    return firmest, any(claim.condition for claim, _ in current)


def _favours(current: list[tuple[Claim, str | None, Stance]]) -> bool:
    return any(stance in _FAVOUR for _, _, stance in current)


def _newest_first(claims: list[tuple[Claim, str | None]]) -> tuple[str, ...]:
    return tuple(claim.id for claim, _ in sorted(claims, key=lambda entry: entry[1] or "", reverse=True))
