"""From the case to arrays: who must agree, what is on the table, what it is worth in each draw, what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.case.issues import OFF_THE_TABLE, Issue
from pourparler.case.model import Case
from pourparler.case.parties import Role
from pourparler.case.ranges import Range
from pourparler.case.sampling import Draws, ranges_of
from pourparler.methods.draws import shares_of_the_whole
from pourparler.methods.packages.bargaining_weights import weights_from_access
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.values import Linked, Values

Array = NDArray[np.float64]
Cell = tuple[int, int]
"""An issue and one of its options, counted from zero in the order of `Arrays.issues` and `Arrays.options`."""


@dataclass(frozen=True)
class RedLine:
    """An option that a principal accepts at no price."""

    party: str
    cell: Cell
    path: str
    """Of the view it stands in."""


@dataclass(frozen=True)
class Arrays:
    """A case in arrays: everything in order of id, so that order and names in the file change nothing.

    Parameters
    ----------
    case : Case
    drawn : Draws
        Of the same case.
    exact : bool
    priced : Draws, optional

    Examples
    --------
    >>> from pourparler.case.sampling import draws_of
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "norland", "roles": "principal", "no_deal": 30}],
    ...     "issues": [{"id": "aid", "options": [{"id": "more"}, {"id": "less"}]}],
    ...     "views": [{"party": "norland", "issue": "aid", "weight": 5, "values": {"more": 100, "less": 20}}],
    ... })
    >>> arrays = Arrays(case, draws_of(case, seed=1, draws=2))
    >>> arrays.options, arrays.known, arrays.values.additive.tolist()
    ((('less', 'more'),), ('norland',), [[[20.0, 100.0]], [[20.0, 100.0]]])
    """

    case: Case
    drawn: Draws
    exact: bool = False
    """Whether the draws are every combination of the judged values."""
    priced: Draws | None = None
    """Draws of the costs, where they are others."""

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.drawn.draws

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """Every judgement of the case, by path."""
        return ranges_of(self.case)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """The issues on the table, in order of id."""
        return tuple(sorted((one for one in self.case.issues if one.status not in OFF_THE_TABLE), key=lambda o: o.id))

    @cached_property
    def options(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the options of each issue, in order of id."""
        return tuple(tuple(sorted(option.id for option in issue.options)) for issue in self.issues)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(options) for options in self.options)

    @cached_property
    def principals(self) -> tuple[str, ...]:
        """The ids of the parties that must agree, in order."""
        return tuple(sorted(party.id for party in self.case.parties if Role.PRINCIPAL in party.roles))

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The principals whose every number is on file, in order of id."""
        return tuple(party for party in self.principals if not self.lacking(party))

    @property
    def whole(self) -> bool:
        """Whether there are packages, and principals with every number on file."""
        return self.formed and bool(self.principals) and self.known == self.principals

    @property
    def formed(self) -> bool:
        """Whether packages can be formed at all: every issue on the table has options."""
        return bool(self.issues) and all(self.sizes)

    def cell(self, option: str) -> Cell | None:
        """Return the cell of ``issue.option``; ``None`` when its issue is off the table."""
        issue, _, name = option.partition(".")
        index = self._places.get(issue)
        return None if index is None else (index, self.options[index].index(name))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {issue.id: index for index, issue in enumerate(self.issues)}

    def lacking(self, party: str) -> tuple[str, ...]:
        """Return the paths of the numbers of a principal that packages need and nobody has given.

        The values on an issue of weight 0 are not needed: that is how a case says that a party has no stake in it.
        """
        return tuple(self._lacking(party))

    def _lacking(self, party: str) -> Iterator[str]:
        if f"parties.{party}.no_deal.value" not in self.drawn:
            yield f"parties.{party}.no_deal.value"
        for issue, options in zip(self.issues, self.options, strict=True):
            path = f"views.{party}.{issue.id}"
            weight = self.drawn.as_typed.get(f"{path}.weight")
            if weight is None:
                yield f"{path}.weight"
            if weight is None or weight.any():
                yield from (
                    f"{path}.values.{option}" for option in options if f"{path}.values.{option}" not in self.drawn
                )
        weights = [self.drawn.as_typed.get(f"views.{party}.{issue.id}.weight") for issue in self.issues]
        given = [weight for weight in weights if weight is not None]
        if given and len(given) == len(weights) and not np.sum(given, axis=0).all():
            yield f"views.{party}.{self.issues[0].id}.weight"

    @cached_property
    def weights(self) -> Array:
        """The weights of the known principals over the issues on the table, adding to 1: (draws, known, issues)."""
        typed = np.array(
            [[self.drawn.as_typed[f"views.{party}.{issue.id}.weight"] for issue in self.issues] for party in self.known]
        )
        shares = np.array([shares_of_the_whole(of_one) for of_one in typed])
        return shares.transpose(2, 0, 1)

    @cached_property
    def judged(self) -> Array:
        """What each option is worth to each known principal, 0 to 100, as judged: (draws, known, options)."""
        worth = np.zeros((self.draws, len(self.known), sum(self.sizes)))
        for number, party in enumerate(self.known):
            for place, path in enumerate(self.option_paths):
                drawn = self.drawn.get(f"views.{party}.{path[0]}.values.{path[1]}")
                if drawn is not None:
                    worth[:, number, place] = drawn
        return worth

    @cached_property
    def option_paths(self) -> tuple[tuple[str, str], ...]:
        """The issue and id of every option, numbered through."""
        return tuple(
            (issue.id, option) for issue, options in zip(self.issues, self.options, strict=True) for option in options
        )

    @cached_property
    def space(self) -> Space:
        """The packages: exclusions and prerequisites with options numbered through.

        An option that needs one of an issue off the table is ruled out.
        """
        exclusions = [tuple(map(self.number, cells)) for cells in self.exclusions]
        exclusions += [(self.number(cell),) for cell in self.unmet]
        needs = tuple((self.number(option), self.number(needed)) for option, needed in self.prerequisites)
        return Space(self.sizes, tuple(exclusions), needs)

    @cached_property
    def values(self) -> Values:
        """What options are worth to the known principals, what a package must be worth, and their red lines."""
        lines = np.zeros((len(self.known), sum(self.sizes)), dtype=np.bool_)
        for line in self.red_lines:
            if line.party in self.known:
                lines[self.known.index(line.party), self.number(line.cell)] = True
        share = np.repeat(self.weights, self.sizes, axis=2)
        return Values(self.judged * share, self.reservation, lines, self.linked, self.no_deal)

    @cached_property
    def linked(self) -> tuple[Linked, ...]:
        """The linkages of the known principals, in order of path."""
        found = []
        for entry in sorted(self.case.linkages, key=lambda one: (one.party, sorted(one.options))):
            path = f"linkages.{entry.party}.{'+'.join(sorted(entry.options))}.value"
            cells = self._cells(entry.options)
            if entry.party in self.known and cells is not None:
                options = tuple(map(self.number, cells))
                found.append(Linked(self.known.index(entry.party), options, self.drawn[path]))
        return tuple(found)

    def number(self, cell: Cell) -> int:
        """Return the number of an option, counted through all issues."""
        return sum(self.sizes[: cell[0]]) + cell[1]

    @cached_property
    def no_deal(self) -> Array:
        """What each known principal expects without agreement, from which gains are measured: (draws, known)."""
        return self._floors("value")

    @cached_property
    def reservation(self) -> Array:
        """What a package must be worth to each: its no-deal value or outside option, whichever binds."""
        return np.maximum(self.no_deal, self._floors("outside_option"))

    @cached_property
    def bargaining(self) -> Array | None:
        """Weights of the Nash product that agenda access and patience amount to, draw by draw: (draws, known).

        ``None`` unless every principal has both on file and, in every draw, somebody proposes and nobody's patience is
        1, with which a party could wait forever at no cost.
        """
        if len(self.known) < 2 or not all(path in self.drawn for path in self.bargaining_paths):
            return None
        access, patience = (self.of_parties(name) for name in ("agenda_access", "patience"))
        if patience.max() >= 1 or (access.sum(axis=1) <= 0).any():
            return None
        return np.array([weights_from_access(*of_draw) for of_draw in zip(access, patience, strict=True)])

    @cached_property
    def bargaining_paths(self) -> tuple[str, ...]:
        """The paths of agenda access and patience of every principal."""
        return tuple(f"parties.{party}.{name}" for party in self.principals for name in ("agenda_access", "patience"))

    def of_parties(self, name: str) -> Array:
        """Return a number of each known principal, as typed: (draws, known)."""
        drawn = self.drawn.as_typed
        return np.array([drawn[f"parties.{party}.{name}"] for party in self.known]).T

    def leaves(self, *parties: str) -> bool:
        """Tell whether an outside option is on file for some of these parties (of all known ones, without names)."""
        return any(f"parties.{party}.no_deal.outside_option" in self.drawn for party in parties or self.known)

    def floor_words(self, *parties: str) -> str:
        """Return what a package is held against, in words: no deal, or that and leaving for good."""
        return "no deal or leaving" if self.leaves(*parties) else "no deal"

    def _floors(self, name: str) -> Array:
        blank = np.full(self.draws, -np.inf)
        drawn = [self.drawn.get(f"parties.{party}.no_deal.{name}", blank) for party in self.known]
        return np.array(drawn).reshape(len(self.known), self.draws).T

    @cached_property
    def exclusions(self) -> tuple[tuple[Cell, ...], ...]:
        """Cells that cannot stand together; one off the table makes its exclusion idle."""
        found = (self._cells(entry.options) for entry in self.case.exclusions)
        return tuple(sorted(cells for cells in found if cells is not None))

    @cached_property
    def prerequisites(self) -> tuple[tuple[Cell, Cell], ...]:
        """Pairs of an option and one that it needs."""
        found = set()
        for option, needs in self._needs():
            found |= {(option, need) for need in needs if need is not None}
        return tuple(sorted(found))

    @cached_property
    def unmet(self) -> tuple[Cell, ...]:
        """Options that need one of an issue off the table, so that no package can have them."""
        return tuple(sorted({option for option, needs in self._needs() if None in needs}))

    def _needs(self) -> Iterator[tuple[Cell, list[Cell | None]]]:
        for entry in self.case.prerequisites:
            option = self.cell(entry.option)
            if option is not None:
                yield option, [self.cell(need) for need in entry.needs]

    @cached_property
    def red_lines(self) -> tuple[RedLine, ...]:
        """The red lines of all principals, known or not, in order of party, issue and option."""
        found = []
        for view in self.case.views:
            if view.party in self.principals and view.issue in self._places:
                for option in view.red_lines:
                    cell = self.cell(f"{view.issue}.{option}")
                    if cell is not None:
                        found.append(RedLine(view.party, cell, f"views.{view.party}.{view.issue}"))
        return tuple(sorted(found, key=lambda line: (line.party, line.cell)))

    def _cells(self, options: tuple[str, ...]) -> tuple[Cell, ...] | None:
        found = [self.cell(option) for option in sorted(options)]
        cells = tuple(sorted(cell for cell in found if cell is not None))
        return cells if len(cells) == len(options) else None
