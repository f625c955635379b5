"""What a listener could infer from a draft, and whether that holds as we judge the values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.disclosure.counted import Counted
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.saying.draft import About
from pourparler.evidence.claim import Act
from pourparler.evidence.stances import Stance
from pourparler.methods.disclosure.belief import Array, bits, updated

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Inference:
    """Something a listener could take from a sentence.

    Parameters
    ----------
    about : str
        Party id: of whose value it says something.
    words : str
    ends : tuple of array or None
        Between which values it would put the reservation value, read as strongly as the words allow.
    holds : array of bool, shape (draws,), or None
        Where that is so as we judge the value.
    """

    about: str
    words: str
    ends: tuple[Array, Array] | None = None
    holds: Mask | None = None


def inferences(about: About, counted: Counted) -> tuple[Inference, ...]:
    """Return what could be inferred: from what the sentence does, and from the options it names."""
    whose = counted.names.party(about.about)
    claim = about.said.claim
    found = []
    for issue, options in about.options.items():
        for option in options:
            found.append(_of_option(about, counted, issue, option))
        if not options and about.stance is not None:
            entry = about.case.issue(issue)
            label = entry.label if entry is not None else issue
            words = f"on “{label}” {whose} {_DOES[about.stance]} something; which option is left open"
            found.append(Inference(about.about, words))
    if claim is not None and claim.act is Act.THREATEN:
        words = f"going on without agreement is no worse for {whose} than what it is asked for"
        found.append(Inference(about.about, words))
    elif about.of_no_deal:
        found.append(Inference(about.about, f"the words speak of how {whose} weighs having no agreement"))
    if claim is not None and claim.condition is not None:
        hangs = about.ground.evidence.quote(claim.source, claim.condition)
        found.append(Inference(about.about, f"it hangs on a condition: ‘{hangs}’; without it the words fall"))
    return tuple(found)


_DOES = {
    Stance.SUPPORTS: "supports",
    Stance.OFFERS: "offers",
    Stance.DEMANDS: "asks for",
    Stance.OPPOSES: "refuses",
}


def _of_option(about: About, counted: Counted, issue: str, option: str) -> Inference:
    """Return what naming one option says, by the stance towards it."""
    whose, told = counted.names.party(about.about), about.option(issue, option)
    if about.stance is Stance.DEMANDS:
        words = f"read strongly: no package without “{told}” would do for {whose}"
        return _bounded(about, counted, words, f"{issue}.{option}", having=False, least=True)
    if about.favours:
        words = f"a package with “{told}” could do for {whose}: it needs no more than the best of them gives it"
        return _bounded(about, counted, words, f"{issue}.{option}", having=True, least=False)
    if about.opposes:
        words = f"read strongly: no package with “{told}” would do for {whose}"
        return _bounded(about, counted, words, f"{issue}.{option}", having=True, least=True)
    return Inference(about.about, f"“{told}” is on {whose}'s mind; nothing is asked, offered or refused")


def _bounded(about: About, counted: Counted, words: str, option: str, *, having: bool, least: bool) -> Inference:
    """Put numbers to an inference: the best that packages with (or without) an option give the party."""
    bargain, party = counted.bargain, about.about
    if bargain is None or party not in bargain.arrays.known:
        return Inference(party, words)
    rows = bargain.keeps((option,)) if having else ~bargain.keeps((option,))
    best = bargain.best(party, rows) if rows.any() else np.zeros(bargain.draws)
    blank = np.full(bargain.draws, np.inf)
    value = bargain.floor(party)
    return (
        Inference(party, words, (best, blank), np.asarray(value > best))
        if least
        else Inference(party, words, (-blank, best), np.asarray(value <= best))
    )


def strongest(inference: Inference, counted: Counted) -> str | None:
    """Return how much the reading would tell each listener on file, were it wholly believed; ``None`` for nothing."""
    if inference.ends is None:
        return None
    low, high = inference.ends
    told = []
    for course in counted.beliefs.courses:
        if course.about == inference.about:
            after = updated(course.now, low, high, 1.0)
            told.append(f"{counted.names.party(course.holder)} {ranged(np.round(bits(course.now, after), 6))}")
    return "; ".join(told) or None
