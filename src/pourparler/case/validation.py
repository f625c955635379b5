"""A file against the model: what is wrong is reported and left out, so that the rest is still checked."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pourparler.case.locations import holds, typed_location
from pourparler.case.model import Case
from pourparler.case.paths import Location, Step
from pourparler.case.problems import problem_of
from pourparler.case.tree import ListNode, MappingNode
from pourparler.core.errors import Problem


class Kept:
    """A file, and which parts of it are left out because something is wrong with them.

    Parameters
    ----------
    root : MappingNode
        The file as typed; never changed.
    """

    def __init__(self, root: MappingNode) -> None:
        self.root = root
        self._dropped: set[Location] = set()
        self._plain: Any = root

    def plain(self) -> Any:
        """Return the file without the parts left out."""
        self._plain = self._copy(self.root, ()) if self._dropped else self.root
        return self._plain

    def _copy(self, node: Any, location: Location) -> Any:
        if isinstance(node, MappingNode):
            return {
                key: self._copy(value, (*location, key))
                for key, value in node.items()
                if (*location, key) not in self._dropped
            }
        if isinstance(node, ListNode):
            items = _KeptItems()
            for index, item in enumerate(node):
                if (*location, index) not in self._dropped:
                    items.append(self._copy(item, (*location, index)))
                    items.places.append(index)
            return items
        return node

    def original(self, location: Location) -> Location:
        """Return the location in the file of a location in what was validated last."""
        here: Any = self._plain
        found: list[Step] = []
        for step in typed_location(self._plain, location):
            found.append(here.places[step] if isinstance(here, _KeptItems) and isinstance(step, int) else step)
            here = here[step] if holds(here, step) else None
        return tuple(found)

    def follows_from_a_drop(self, location: Location, kind: str) -> bool:
        """Tell whether a problem is there only because something was left out."""
        if any(location[: len(dropped)] == dropped for dropped in self._dropped):
            return True
        return kind == "too_short" and any(dropped[: len(location)] == location for dropped in self._dropped)

    def drop(self, location: Location) -> bool:
        """Leave out the innermost part of the file at a location; tell whether there was one."""
        typed = self._typed(location)
        while typed and typed in self._dropped:
            typed = typed[:-1]
        if typed:
            self._dropped.add(typed)
        return bool(typed)

    def _typed(self, location: Location) -> Location:
        """Return the part of a location that is there in the file."""
        here: Any = self.root
        for number, step in enumerate(location):
            if not holds(here, step):
                return location[:number]
            here = here[step]
        return location


class _KeptItems(list[Any]):
    """A list of which some items were left out, with the places the others have in the file."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[int] = []


def validated(root: MappingNode, file: str) -> tuple[Case, Kept, list[Problem]]:
    """Return what of a file is a valid case, where it came from, and every problem with the rest."""
    kept = Kept(root)
    problems: list[Problem] = []
    while True:
        try:
            return Case.model_validate(kept.plain()), kept, problems
        except ValidationError as error:
            details = error.errors(include_url=False)
        located = [(kept.original(detail["loc"]), detail) for detail in details]
        problems += [
            problem_of(ErrorDetails(**{**detail, "loc": location}), root, file, Case)
            for location, detail in located
            if not kept.follows_from_a_drop(location, detail["type"])
            and not (detail["type"] == "too_short" and _anything_below(location, located))
        ]
        dropped = [kept.drop(location) for location, _ in located]
        if not any(dropped):
            return Case(), kept, problems


def _anything_below(location: Location, located: list[tuple[Location, ErrorDetails]]) -> bool:
    """Tell whether something inside is wrong, so that a list is short only because that item does not count."""
    return any(len(other) > len(location) and other[: len(location)] == location for other, _ in located)
