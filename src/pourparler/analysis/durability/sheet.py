"""A table in the making: cells by column, each with the marks it rests on; and numbers as this question writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.counting import ranged
from pourparler.core.result import Cell, Mark, Table

Array = NDArray[np.float64]
METHOD = (Mark("method", "durability"),)


@dataclass
class Sheet:
    """Collects the rows of one table.

    Parameters
    ----------
    name, title : str
    columns : tuple of str
    note : str, optional

    Examples
    --------
    >>> sheet = Sheet("ages", "Ages", ("who", "age"))
    >>> sheet.add({"who": "a", "age": 3}, {"age": (Mark("none", "ages"),)})
    >>> sheet.table().rows, sheet.table().marks
    ((('a', 3),), {(0, 'age'): (Mark(kind='none', id='ages'),)})
    """

    name: str
    title: str
    columns: tuple[str, ...]
    note: str | None = None
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    marks: dict[tuple[int, str], tuple[Mark, ...]] = field(default_factory=dict)

    def add(self, cells: Mapping[str, Cell], marks: Mapping[str, tuple[Mark, ...]] | None = None) -> None:
        """Add a row; columns that are not given stay empty."""
        unknown = cells.keys() - set(self.columns)
        if unknown:
            raise KeyError(f"no column {sorted(unknown)[0]!r} in {self.name}")
        for column, found in (marks or {}).items():
            if found:
                self.marks[len(self.rows), column] = found
        self.rows.append(tuple(cells.get(column) for column in self.columns))

    def table(self) -> Table:
        """Return the table."""
        return Table(self.name, self.title, self.columns, tuple(self.rows), self.marks, self.note)


def chance_band(values: Array) -> str:
    """Write the band of some chances in hundredths.

    Examples
    --------
    >>> chance_band(np.linspace(0.2, 0.6, 401)), chance_band(np.array([0.5]))
    ('20 to 60 %', '50 %')
    """
    return f"{ranged(100 * np.asarray(values, dtype=np.float64))} %"


def finite_band(values: Array, *, chance: bool = False) -> str:
    """Write the band of the finite ones of some numbers; a dash where none is.

    Examples
    --------
    >>> finite_band(np.array([np.inf, 2.0])), finite_band(np.array([np.inf]))
    ('2', '–')
    """
    finite = values[np.isfinite(values)]
    if not len(finite):
        return "–"
    return chance_band(finite) if chance else ranged(finite)
