"""Spaces too large to write out: what principles pick, by structure or by sampling, and how often that passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pourparler.analysis.approval.closing import Closed, closed_combinations
from pourparler.analysis.approval.passing import passable
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.counting import Hold
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.solved import SHORT
from pourparler.analysis.phrases import listed
from pourparler.case.sampling import Draws
from pourparler.core.result import Cell, Mark, Sentence, Table
from pourparler.methods.packages.groups import NothingAllowedError
from pourparler.methods.packages.large import BRANCHED, MERGED, SAMPLED
from pourparler.methods.packages.large_draws import LargeCounts, solve_large_draws
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.values import utilities

MOST_PACKAGES = 200_000
"""With more packages than this, before exclusions, they are not written out and valued one by one in every draw."""
FIRST = 100
"""So many draws are looked at then, the first ones."""
ROWS = 20
HOW = {
    MERGED: "exactly, by merging independent groups of issues",
    BRANCHED: "exactly, by branch and bound",
    SAMPLED: "as the best of a random sample of packages, which may miss better ones",
}


def first_draws(drawn: Draws, most: int = FIRST) -> Draws:
    """Return the first draws of some.

    Examples
    --------
    >>> first_draws(Draws(1, 3, {"term": np.array([1.0, 2.0, 3.0])}, {}), 2)["term"].tolist()
    [1.0, 2.0]
    """
    kept = min(most, drawn.draws)
    arrays, typed = ({path: values[:kept] for path, values in told.items()} for told in (drawn.arrays, drawn.as_typed))
    return Draws(drawn.seed, kept, arrays, typed)


@dataclass(frozen=True)
class LargeSpace:
    """The packages that principles pick from a space that is not written out.

    Parameters
    ----------
    arrays : Arrays
        Of a whole case, with few draws.
    """

    arrays: Arrays

    @cached_property
    def closed(self) -> Closed:
        """What bodies and ratifiers close."""
        issues = tuple(issue.id for issue in self.arrays.issues)
        return closed_combinations(self.arrays.case, issues, self.arrays.options)

    @cached_property
    def counts(self) -> LargeCounts:
        """What is picked, in how many draws, of packages without the options and combinations that bodies close.

        Raises
        ------
        ContradictionError, NothingAllowedError
            When nothing is left.
        """
        space, values = self.arrays.space, self.arrays.values
        barred = values.lines.copy()
        together = []
        for cells in self.closed.combinations:
            if not cells:
                raise NothingAllowedError("bodies close every package")
            numbers = tuple(map(self.arrays.number, cells))
            if len(numbers) == 1:
                # As if it were a red line: which party's makes no difference here.
                barred[0, numbers[0]] = True
            else:
                together.append(numbers)
        left = replace(space, exclusions=(*space.exclusions, *together))
        return solve_large_draws(left, replace(values, red_lines=barred), seed=self.arrays.drawn.seed)

    @cached_property
    def passes(self) -> np.ndarray:
        """In how many draws each picked package is worth enough to all and no body stops it: (packages,)."""
        found = np.zeros(len(self.counts.packages), dtype=np.int64)
        for draw in range(self.arrays.draws if len(found) else 0):
            worth = utilities(self.arrays.space, self.arrays.values, self.counts.packages, draw)
            found += (worth >= self.arrays.values.floor(draw)[:, None]).all(axis=0)
        issues = tuple(issue.id for issue in self.arrays.issues)
        bodies, _ = passable(self.arrays.case, self.counts.packages, issues, self.arrays.options)
        return np.where(bodies.all(axis=0), found, 0) if len(found) else found

    def text(self, names: Names) -> tuple[Sentence, ...]:
        """Return how it was solved, and how often there is nothing to pick."""
        how = "; ".join(f"in {round(count):,} {HOW[method]}" for method, count in sorted(self.counts.methods.items()))
        empty = Hold(round(self.counts.empty), self.arrays.draws)
        weighted = "" if self.arrays.bargaining is None else " Weighted Nash is not looked for among so many."
        gap = f"In {empty} no package was found that every principal prefers to {self.arrays.floor_words()}."
        return (
            Sentence(
                f"{self.arrays.space.count:,} packages, before exclusions, are too many to write out. What fairness "
                f"principles pick was found, of {self.arrays.draws:,} draws, {how}.{weighted}",
                METHOD,
            ),
            *self._bodies(names),
            Sentence(gap, METHOD),
        )

    def _bodies(self, names: Names) -> Iterator[Sentence]:
        """Say what bodies and ratifiers close, and of which of them not all of it could be found."""
        single = sum(len(cells) == 1 for cells in self.closed.combinations)
        together = len(self.closed.combinations) - single
        if single or together:
            told = [f"{single:,} options"] * bool(single) + [f"{together:,} combinations of options"] * bool(together)
            text = f"Left out is what bodies and ratifiers could not pass as positions stand: {' and '.join(told)}."
            yield Sentence(text, (Mark("method", "approval"),))
        if self.closed.unsettled:
            who = listed([names.decider(one) for one in self.closed.unsettled])
            text = (
                f"What {who} could pass hangs on too many issues together: it was looked at for packages picked only."
            )
            yield Sentence(text, (Mark("method", "approval"),))

    def table(self, names: Names) -> Table:
        """Return the packages picked most often by the ids of their options, with how often each passes."""
        total = np.sum([self.counts.picked[principle] for principle in PRINCIPLES], axis=0)
        order = np.lexsort((np.arange(len(total)), -total))[:ROWS].tolist() if len(total) else []
        places = names.in_order()
        rows: list[tuple[Cell, ...]] = []
        for row in order:
            package = self.counts.packages[row]
            hold = Hold(int(self.passes[row]), self.arrays.draws)
            picks = (round(float(self.counts.picked[principle][row])) for principle in PRINCIPLES)
            options = (self.arrays.options[place][package[place]] for place in places)
            rows.append((*options, hold.count, hold.draws, hold.band, *picks))
        issues = tuple(self.arrays.issues[place].id for place in places)
        picked = tuple(f"{SHORT[principle]} picks it in" for principle in PRINCIPLES)
        more = len(total) - len(order)
        note = f"{more:,} more are picked in at least one draw." if more > 0 else None
        columns = (*issues, "passes in", "of draws", "95 %", *picked)
        marks = {(number, "passes in"): METHOD for number in range(len(rows))}
        return Table("passing", "Packages that principles pick", columns, tuple(rows), marks, note)
