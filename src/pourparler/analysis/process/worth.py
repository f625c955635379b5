"""What an option of every issue is worth to a party, on the same 0 to 100 as packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from pourparler.case.issues import OFF_THE_TABLE
from pourparler.case.model import Case
from pourparler.case.sampling import Draws
from pourparler.methods.draws import shares_of_the_whole

Array = NDArray[np.float64]


class Worth:
    """The worth of ends, phases and packages to any party whose values and weights are on file.

    Parameters
    ----------
    case : Case
    drawn : Draws

    Examples
    --------
    >>> from pourparler.case.sampling import draws_of
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "norland"}],
    ...     "issues": [{"id": "aid", "options": [{"id": "more"}, {"id": "less"}]}],
    ...     "views": [{"party": "norland", "issue": "aid", "weight": 5, "values": {"more": 100, "less": 20}}],
    ... })
    >>> worth = Worth(case, draws_of(case, seed=1, draws=2))
    >>> worth.of("norland", {"aid": "less"}).tolist(), worth.lacking("norland", {"aid": "none"})
    ([20.0, 20.0], ('views.norland.aid.values.none',))
    """

    def __init__(self, case: Case, drawn: Draws) -> None:
        self.case = case
        self.drawn = drawn
        self.issues = tuple(sorted(issue.id for issue in case.issues if issue.status not in OFF_THE_TABLE))

    def settled(self, options: Iterable[str]) -> dict[str, str]:
        """Return options by issue, those of issues off the table left out."""
        pairs = (option.partition(".")[::2] for option in options)
        return {issue: option for issue, option in pairs if issue in self.issues}

    def open(self, options: Iterable[str]) -> tuple[str, ...]:
        """Return the issues on the table that options leave open."""
        settled = self.settled(options)
        return tuple(issue for issue in self.issues if issue not in settled)

    def lacking(self, party: str, options: Mapping[str, str]) -> tuple[str, ...]:
        """Return the paths of the numbers that the worth of some options to a party needs and nobody has given."""
        found = []
        for issue in self.issues:
            weight = self.drawn.as_typed.get(f"views.{party}.{issue}.weight")
            if weight is None:
                found.append(f"views.{party}.{issue}.weight")
            path = f"views.{party}.{issue}.values.{options.get(issue, '')}"
            if (weight is None or weight.any()) and issue in options and path not in self.drawn:
                found.append(path)
        return tuple(found)

    def weights(self, party: str) -> dict[str, Array]:
        """Return the weights of a party over the issues on the table, adding to 1 in each draw."""
        typed = np.array([self.drawn.as_typed[f"views.{party}.{issue}.weight"] for issue in self.issues])
        return dict(zip(self.issues, shares_of_the_whole(typed), strict=True))

    def of(self, party: str, options: Mapping[str, str]) -> Array:
        """Return what an option of every issue is worth to a party: shape (draws,).

        Raises
        ------
        KeyError
            When an issue is open, or a number is `lacking`.
        """
        total = np.zeros(self.drawn.draws)
        for issue, weight in self.weights(party).items():
            value = self.drawn.get(f"views.{party}.{issue}.values.{options[issue]}")
            if value is None and weight.any():
                raise KeyError(f"views.{party}.{issue}.values.{options[issue]}")
            if value is not None:
                total += weight * value
        for entry in self.case.linkages:
            together = self.settled(entry.options)
            whole = len(together) == len(entry.options) and together.items() <= options.items()
            drawn = self.drawn.get(f"linkages.{entry.party}.{'+'.join(sorted(entry.options))}.value")
            if entry.party == party and whole and drawn is not None:
                total += drawn
        return total
