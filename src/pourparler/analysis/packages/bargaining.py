"""Where the weights of the weighted Nash solution come from: who may put proposals, and who can wait."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.turning import Turning
from pourparler.case.questions import whom_to_ask
from pourparler.case.ranges import Range
from pourparler.core.result import Cell, Mark, Question, Table
from pourparler.methods.packages.solutions import WEIGHTED
from pourparler.methods.packages.thresholds import bargaining_thresholds, raw_weight

MATTERS = "how gains would be shared between those who can wait and those who cannot"


def bargaining_table(arrays: Arrays, names: Names) -> Table:
    """Return, for each principal, agenda access, patience and the weight they amount to; empty without weights."""
    columns = ("party", "gets to propose (share)", "worth one period later", "weight of its gains (per cent)")
    title = "Whence the weights of the weighted Nash solution come"
    weights = arrays.bargaining
    if weights is None:
        return Table("bargaining-weights", title, columns, ())
    access, patience = (arrays.of_parties(name) for name in ("agenda_access", "patience"))
    shares = 100 * access / access.sum(axis=1, keepdims=True)
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for party in names.parties():
        place = arrays.known.index(party)
        for column, name in ((columns[1], "agenda_access"), (columns[2], "patience")):
            marks[len(rows), column] = names.marks((f"parties.{party}.{name}",))
        told = (f"{ranged(shares[:, place])} %", ranged(patience[:, place]), ranged(100 * weights[:, place]))
        rows.append((names.party(party), *told))
    note = (
        "Derived in every draw and not chosen: agenda access over what a period of waiting costs, a / (1 - p), as "
        "shares of their sum (a proposer drawn anew each period, all must agree). Eight of ten draws."
    )
    return Table("bargaining-weights", title, columns, tuple(rows), marks, note)


@dataclass(frozen=True)
class Tilt:
    """Where agenda access or patience of one party, moved alone, changes the pick of the weighted product."""

    path: str
    judged: Range
    at: tuple[float, ...]
    """In order, as typed."""


def tilts(turning: Turning) -> tuple[Tilt, ...]:
    """Return where each agenda access and patience changes the pick of the weighted product, all else at its middle."""
    return tuple(sorted(_tilts(turning), key=lambda one: one.path)) if len(turning.rows) else ()


def _tilts(turning: Turning) -> Iterator[Tilt]:
    arrays = turning.at_middle
    if arrays.bargaining is None:
        return
    ranges = turning.structure.arrays.ranges
    access, patience = arrays.of_parties("agenda_access")[0], arrays.of_parties("patience")[0]
    weights = access / (1 - patience)
    for place, party in enumerate(arrays.known):
        others = float(np.delete(weights, place).sum())
        if others <= 0:
            continue
        found = bargaining_thresholds(arrays.space, arrays.values, turning.rows, place, weights)
        at = [raw_weight(first.high, others) for first, _ in itertools.pairwise(found.picks[WEIGHTED])]
        path = f"parties.{party}.agenda_access"
        yield Tilt(path, ranges[path], tuple(float(weight * (1 - patience[place])) for weight in at))
        path = f"parties.{party}.patience"
        # Who waits at no worth at all has its access as weight; less cannot be.
        waits = tuple(float(1 - access[place] / weight) for weight in at if weight > access[place] > 0)
        yield Tilt(path, ranges[path], waits)


def weights_missing(arrays: Arrays) -> tuple[Question, ...]:
    """Return what the weights lack, as questions; nothing while nobody has begun to judge agenda access.

    Examples
    --------
    >>> from pourparler.case.model import Case
    >>> from pourparler.case.sampling import draws_of
    >>> case = Case.model_validate({"parties": [
    ...     {"id": "norland", "name": "Norland", "roles": "principal", "agenda_access": 2, "patience": 0.9},
    ...     {"id": "varania", "name": "Varania", "roles": "principal", "patience": 0.8},
    ... ]})
    >>> [question.text for question in weights_missing(Arrays(case, draws_of(case, seed=1, draws=1)))]
    ['How often does Varania get to put proposals, beside the other parties that must agree?']
    """
    return tuple(_missing(arrays))


def _missing(arrays: Arrays) -> Iterator[Question]:
    drawn = arrays.drawn.as_typed
    judged = [party for party in arrays.principals if f"parties.{party}.agenda_access" in drawn]
    if not judged or len(arrays.principals) < 2:
        return
    for party in arrays.case.parties:
        if party.id not in arrays.principals:
            continue
        ask, path = whom_to_ask(arrays.case, party), f"parties.{party.id}"
        if party.id not in judged:
            text = f"How often does {party.label} get to put proposals, beside the other parties that must agree?"
            yield Question(text, ask, f"{path}.agenda_access", MATTERS)
        patience = drawn.get(f"{path}.patience")
        if patience is None:
            text = f"What is the same outcome one period later worth to {party.label} now, from 0 to below 1?"
            yield Question(text, ask, f"{path}.patience", MATTERS)
        elif patience.max() >= 1:
            text = f"Waiting costs {party.label} nothing as judged (1): what is the same outcome a period later worth?"
            yield Question(text, ask, f"{path}.patience", MATTERS)
    access = np.sum([drawn[f"parties.{party}.agenda_access"] for party in judged], axis=0)
    if len(judged) == len(arrays.principals) and not access.all():
        yield Question("Which of the parties that must agree gets to put proposals?", None, "parties", MATTERS)
