"""Which mentions of people in one document are one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.spellings import same_given, same_surname, surname_of
from pourparler.evidence.spelling import folded


@dataclass(frozen=True, slots=True)
class NameUse:
    """One use of a person's name.

    ``at`` is a word index; ``gender`` comes from a form of address beside it ("Ms"), ``title`` from an office.
    """

    phrase: int
    at: int
    name: str
    gender: str | None = None
    title: str | None = None


@dataclass(slots=True)
class Person:
    """Uses of names believed to be one person's."""

    surname: str
    given: str
    uses: list[NameUse] = field(default_factory=list)

    @property
    def gender(self) -> str | None:
        """Return the gender that forms of address tell, if they agree."""
        told = {use.gender for use in self.uses if use.gender}
        return told.pop() if len(told) == 1 else None

    @property
    def titles(self) -> frozenset[str]:
        """Return the offices named beside the name."""
        return frozenset(use.title for use in self.uses if use.title)


def people_of(uses: Sequence[NameUse], known: Mapping[str, str] | None = None) -> list[Person]:
    """Return the people behind the uses of names, in order of first appearance.

    A surname alone is the one full name that bears it; among several it is the one whose title or form of address
    agrees, else the one named last. Two full names with different given names are two people.

    Examples
    --------
    >>> names = ["Yusuf Rashidov", "Rashidov", "Timur Rashidov", "Varkasz"]
    >>> [[use.name for use in one.uses] for one in people_of([NameUse(i, i, n) for i, n in enumerate(names)])]
    [['Yusuf Rashidov', 'Rashidov'], ['Timur Rashidov'], ['Varkasz']]
    """
    people: list[Person] = []
    ordered = sorted(uses, key=lambda use: use.at)
    for use in ordered:
        surname, given = _parts(use.name)
        if given:
            same = (one for one in people if one.given and same_surname(one.surname, surname))
            home = next((one for one in same if same_given(one.given, given)), None)
            if home is None:
                home = Person(surname, given)
                people.append(home)
            home.uses.append(use)
            if len(given) > len(home.given):
                home.given = given
    for use in ordered:
        surname, given = _parts(use.name)
        if given:
            continue
        home = _bearer(use, surname, people)
        if home is None:
            home = Person(surname, "")
            people.append(home)
        home.uses.append(use)
    for person in people:
        person.uses.sort(key=lambda use: use.at)
    return sorted(people, key=lambda person: person.uses[0].at)


def _parts(name: str) -> tuple[str, str]:
    surname = surname_of(name)
    words = name.split()
    count = len(surname.split())
    given = folded(words[0]) if len(words) > count else ""
    if given in words_like("people", "particles"):
        given = ""
    return surname, given


def _bearer(use: NameUse, surname: str, people: Sequence[Person]) -> Person | None:
    bearers = [one for one in people if same_surname(one.surname, surname)]
    if not bearers:
        bearers = [one for one in people if one.surname.split()[-1] == surname]
    if not bearers:
        bearers = [one for one in people if one.given == surname]  # "Tobias", called by his given name
        return bearers[0] if len(bearers) == 1 else None
    if use.gender:
        bearers = [
            one for one in bearers if one.gender in (None, use.gender) and _given_gender(one) in (None, use.gender)
        ] or bearers
    titled = [one for one in bearers if use.title and use.title in one.titles]
    if titled:
        bearers = titled
    before = [one for one in bearers if any(other.at <= use.at for other in one.uses)]
    if before:
        return max(before, key=lambda one: max(other.at for other in one.uses if other.at <= use.at))
    return bearers[0] if len(bearers) == 1 else None


def _given_gender(person: Person) -> str | None:
    return gender_of_name(person.given)


def gender_of_name(given: str) -> str | None:
    """Return the pronoun a given name hints at, or None when it is unknown or goes both ways.

    Examples
    --------
    >>> gender_of_name("Marit"), gender_of_name("Andrea"), gender_of_name("Qwx")
    ('she', None, None)
    """
    word = folded(given).split()[0] if folded(given) else ""
    man, woman = word in words_like("given", "he"), word in words_like("given", "she")
    return None if man == woman else ("he" if man else "she")
