"""Whom and what an existing case already has: by id, by name, by other spellings, by sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pourparler.case.entries import Named
from pourparler.case.model import Case
from pourparler.evidence.spelling import folded, sound

_SHORTEST_SOUND = 5


class Known:
    """The parties, bodies, people, issues and meetings of a case under all their spellings.

    Parameters
    ----------
    case : Case or None
        ``None`` knows nobody.

    Examples
    --------
    >>> from pourparler.case.parties import Party
    >>> known = Known(Case(parties=(Party(id="varania", name="Varania", also=("Varanian Republic",)),)))
    >>> known.party("varanian-republic", "the Varanian Republic"), known.party("kelmar", "Kelmar")
    ('varania', None)
    """

    def __init__(self, case: Case | None) -> None:
        self.case = case if case is not None else Case()

    def party(self, *spellings: str) -> str | None:
        """Return the id of the party or body with one of these spellings."""
        return self._parties.find(spellings)

    def person(self, *spellings: str) -> str | None:
        """Return the id of the person with one of these spellings."""
        return self._people.find(spellings)

    def issue(self, *spellings: str) -> str | None:
        """Return the id of the issue with one of these spellings, topics or terms."""
        return self._issues.find(spellings)

    def meeting(self, *spellings: str) -> str | None:
        """Return the id of the meeting with one of these names."""
        return self._meetings.find(spellings)

    def body(self, *spellings: str) -> str | None:
        """Return the id of the body with one of these spellings."""
        return self._bodies.find(spellings)

    @cached_property
    def _parties(self) -> _Index:
        return _Index((*self.case.parties, *self.case.bodies), by_sound=True)

    @cached_property
    def _bodies(self) -> _Index:
        return _Index(self.case.bodies)

    @cached_property
    def _people(self) -> _Index:
        return _Index(self.case.people, by_sound=True)

    @cached_property
    def _issues(self) -> _Index:
        more = {issue.id: (*((issue.topic,) if issue.topic else ()), *issue.terms) for issue in self.case.issues}
        return _Index(self.case.issues, more)

    @cached_property
    def _meetings(self) -> _Index:
        return _Index(self.case.meetings)


class _Index:
    def __init__(
        self, entries: Iterable[Named], more: Mapping[str, tuple[str, ...]] | None = None, by_sound: bool = False
    ) -> None:
        self._spelt: dict[str, str] = {}
        sounds: dict[str, set[str]] = {}
        for entry in entries:
            for spelling in (entry.id, entry.label, *entry.also, *(more or {}).get(entry.id, ())):
                self._spelt.setdefault(folded(spelling), entry.id)
                if by_sound and len(sound(spelling)) >= _SHORTEST_SOUND:
                    sounds.setdefault(sound(spelling), set()).add(entry.id)
        # Two entries that sound alike are two entries: only an unshared sound may decide.
        self._sounds = {key: next(iter(ids)) for key, ids in sounds.items() if len(ids) == 1}

    def find(self, spellings: Iterable[str]) -> str | None:
        told = tuple(spellings)
        for spelling in told:
            if folded(spelling) in self._spelt:
                return self._spelt[folded(spelling)]
        # Only the first two, the id and the name: a mere title ("the minister") sounds like many.
        return next((self._sounds[sound(spelling)] for spelling in told[:2] if sound(spelling) in self._sounds), None)
