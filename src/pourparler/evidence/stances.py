"""From acts to stances: what one claim, and several together, say about where somebody stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pourparler.evidence.claim import Act, Claim


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
_FAVOUR = (Stance.DEMANDS, Stance.OFFERS, Stance.SUPPORTS)


def stance_of(claim: Claim) -> Stance | None:
    """Return the stance one claim takes, or ``None`` when it takes none (an assessment, a plan).

    The act of a claim is what the words amount to after a denial ("ruled out accepting" opposes), so nothing is
    turned round here.
    """
    return _OF_ACT.get(claim.act)


@dataclass(frozen=True, slots=True)
class Standing:
    """The stance that several claims make together, and how it came about."""

    stance: Stance
    claims: tuple[str, ...]
    """Those that carry it, newest first."""
    conditional: bool = False
    shifted: bool = False
    """An earlier day said otherwise."""


def standing(claims: Sequence[tuple[Claim, str | None]]) -> Standing:
    """Combine the claims of one seat on one issue.

    Parameters
    ----------
    claims : sequence of (Claim, ISO date or None)

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
    taken = [(claim, day, stance) for claim, day in claims if (stance := stance_of(claim)) is not None]
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
    ordered = sorted(claims, key=lambda entry: (entry[0].source, entry[0].content[0].start if entry[0].content else 0))
    ordered.sort(key=lambda entry: entry[1] or "", reverse=True)
    return tuple(claim.id for claim, _ in ordered)
