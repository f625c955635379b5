"""What parties, issues, options, packages and judgements are called before people, and the marks they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pourparler.analysis.packages.arrays import Arrays
from pourparler.case.bodies import body_of
from pourparler.case.paths import judgements
from pourparler.core.result import Mark

METHOD = (Mark("method", "packages"),)


@dataclass(frozen=True)
class Names:
    """Names for the rows and cells of tables.

    Parameters
    ----------
    arrays : Arrays
    """

    arrays: Arrays

    def party(self, party: str) -> str:
        """Return the name of a party."""
        entry = self.arrays.case.party(party)
        return entry.label if entry is not None else party

    def decider(self, who: str) -> str:
        """Return the name of a body, or of a ratifier."""
        if any(body.id == who for body in self.arrays.case.bodies):
            return body_of(self.arrays.case, who).name
        return self.party(who)

    def issue(self, place: int) -> str:
        """Return the name of an issue."""
        return self.arrays.issues[place].label

    def option(self, place: int, option: int) -> str:
        """Return the name of an option of an issue."""
        wanted = self.arrays.options[place][option]
        return next(entry.label for entry in self.arrays.issues[place].options if entry.id == wanted)

    def numbered(self, number: int) -> str:
        """Return the name of an option counted through all issues, with its issue."""
        issue, option = self.arrays.option_paths[number]
        entry = self.arrays.case.issue(issue)
        if entry is None:
            raise LookupError(f"no issue {issue!r}")
        return f"{next(one.label for one in entry.options if one.id == option)} ({entry.label})"

    def in_order(self) -> tuple[int, ...]:
        """Return the places of the issues as the case lists them, which is how people read them."""
        listed = [issue.id for issue in self.arrays.case.issues]
        places = range(len(self.arrays.issues))
        return tuple(sorted(places, key=lambda place: listed.index(self.arrays.issues[place].id)))

    def parties(self) -> tuple[str, ...]:
        """Return the ids of the known principals as the case lists them."""
        return tuple(party.id for party in self.arrays.case.parties if party.id in self.arrays.known)

    def marks(self, paths: Iterable[str]) -> tuple[Mark, ...]:
        """Return the marks of judgements, signed or not, each once."""
        signed = self._signed
        return tuple(
            Mark("judgement" if signed[path] else "unsigned", path) for path in dict.fromkeys(paths) if path in signed
        )

    @cached_property
    def _signed(self) -> dict[str, bool]:
        return {path: judgement.signed for path, judgement in judgements(self.arrays.case)}

    def package(self, package: Sequence[int]) -> str:
        """Return a package as a line: the option of each issue."""
        return "; ".join(f"{self.issue(place)}: {self.option(place, package[place])}" for place in self.in_order())


def of_path(path: str, names: Names) -> str:
    """Return what a judgement is about, in words: a number of a party, a weight, a value or a linkage.

    The words are the same for every party.
    """
    kind, _, rest = path.partition(".")
    party, _, rest = rest.partition(".")
    who = names.party(party)
    if kind == "parties":
        what = {"agenda_access": "agenda access", "patience": "patience", "no_deal.outside_option": "outside option"}
        return f"The {what.get(rest, 'no-deal value')} of {who}"
    if kind == "linkages":
        return f"What {who} has from {rest.removesuffix('.value').replace('+', ' and ')} together"
    issue, _, rest = rest.partition(".")
    entry = names.arrays.case.issue(issue)
    about = entry.label if entry is not None else issue
    if rest == "weight":
        return f"The weight of {about} for {who}"
    option = rest.removeprefix("values.")
    label = next((one.label for one in entry.options if one.id == option), option) if entry is not None else option
    return f"What {label} ({about}) is worth to {who}"
