"""A draft and what it is about: which issues, options, parties and figures its words name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pourparler.analysis.ground import Ground
from pourparler.case.issues import Issue
from pourparler.case.model import Case
from pourparler.evidence.claim import Claim, Inconsistency
from pourparler.evidence.spelling import folded
from pourparler.evidence.stances import Stance

FAVOUR = (Stance.SUPPORTS, Stance.OFFERS, Stance.DEMANDS)
_WORD = re.compile(r"[a-z0-9]+")
_FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_WE = re.compile(r"\b(?:we|us|our|ours|i|my)\b", re.IGNORECASE)
_NO_DEAL = re.compile(
    r"\b(?:no (?:deal|agreement|settlement)|without (?:a|an|any)? ?(?:deal|agreement|settlement)|walk(?:s|ed|ing)? "
    r"(?:away|out)|leave the (?:table|talks|room)|can wait|hold out|go(?:es)? on (?:as before|without|fighting)|"
    r"(?:end|break off) the talks|bottom line|minimum|red line|live with|settle for|at the very least)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    """
    the a an of on in at to for and or with without by from as that this once only not none all any its their our would
    will could has have had been are is be it they we under until after before while who which what there
    """.split()  # noqa: SIM905  (a list of words reads better as words)
)
_STEM = 5
"""Two words with so many first letters in common, and nearly as long, are one: pause and paused."""


@dataclass(frozen=True)
class Said:
    """One sentence of a draft, as it was read.

    Parameters
    ----------
    words : str
    claim : Claim or None
        How it was read; ``None`` where no act was found.
    """

    words: str
    claim: Claim | None


@dataclass(frozen=True)
class Draft:
    """Sentences that nobody has said yet, and who would say them.

    Parameters
    ----------
    speaker : str
        Party id.
    name : str
        Who would say it, a person or the party.
    said : tuple of Said
    source : str
        The id under which the evidence at hand holds the draft.
    contradictions : tuple of Inconsistency
        Between the draft and sources.
    """

    speaker: str
    name: str
    said: tuple[Said, ...]
    source: str
    contradictions: tuple[Inconsistency, ...] = ()


@dataclass(frozen=True)
class About:
    """What one sentence is about.

    Parameters
    ----------
    ground : Ground
        With the draft among its evidence.
    draft : Draft
    said : Said
    """

    ground: Ground
    draft: Draft
    said: Said

    @property
    def case(self) -> Case:
        """The case."""
        return self.ground.case

    @cached_property
    def stance(self) -> Stance | None:
        """The stance it takes."""
        return self.ground.stance(self.said.claim) if self.said.claim is not None else None

    @property
    def favours(self) -> bool:
        """Whether it speaks for what it names."""
        return self.stance in FAVOUR

    @property
    def opposes(self) -> bool:
        """Whether it speaks against what it names."""
        return self.stance is Stance.OPPOSES

    @cached_property
    def options(self) -> dict[str, tuple[str, ...]]:
        """The options named, by issue; issues that are touched and no option of theirs have none."""
        found: dict[str, tuple[str, ...]] = {}
        for issue in self.case.issues:
            touched = issue.id in self._issues
            named = options_named(issue, self.said.words, 1 if touched else 2, self.names)
            if touched or named:
                found[issue.id] = named
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of the names of parties and bodies: they tell no option from another."""
        entries = (*self.case.parties, *self.case.bodies)
        return frozenset(_words(" ".join(part for one in entries for part in (one.label, *one.also))))

    @cached_property
    def _issues(self) -> frozenset[str]:
        """Issues that the words name, or that the sentence was read to be about."""
        told = self.ground.subjects.of(self.said.claim) if self.said.claim is not None else None
        words = self.said.words.casefold()
        named = {
            issue.id
            for issue in self.case.issues
            if any(re.search(rf"\b{re.escape(term.casefold())}\b", words) for term in (*issue.terms, issue.label))
        }
        return frozenset(named | ({told} if told is not None else set()))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties whose values the words may be about: those named, and the speaker's; in the order of the case."""
        named = {party for party, _ in self._mentions} | {self.draft.speaker}
        return tuple(party.id for party in self.case.parties if party.id in named)

    @cached_property
    def _mentions(self) -> list[tuple[str, int]]:
        words = f" {folded(self.said.words)} "
        found = []
        for party in self.case.parties:
            spellings = {folded(spelling) for spelling in (party.id, party.label, *party.also)}
            places = [
                at.start() for one in spellings if (at := re.search(rf"(?<!\w){re.escape(one)}(?:'s)?(?!\w)", words))
            ]
            if places:
                found.append((party.id, min(places)))
        return found

    @property
    def about(self) -> str:
        """Whose will the sentence tells: the party it begins with, before any "we"; else the speaker's."""
        ours = _WE.search(self.said.words)
        first = min(self._mentions, key=lambda one: one[1], default=None)
        if first is None or (ours is not None and ours.start() < first[1] - 1):
            return self.draft.speaker
        return first[0]

    @property
    def of_no_deal(self) -> bool:
        """Whether it speaks of having no agreement, or of how little would do."""
        return _NO_DEAL.search(self.said.words) is not None

    @property
    def figures(self) -> frozenset[float]:
        """The figures it states, of two digits or more."""
        told = (float(one.replace(",", "")) for one in _FIGURE.findall(self.said.words))
        return frozenset(one for one in told if one >= 10 or one != int(one))

    def option(self, issue: str, option: str) -> str:
        """Return the name of an option."""
        entry = self.case.issue(issue)
        return next((one.label for one in entry.options if one.id == option), option) if entry else option


def options_named(issue: Issue, words: str, needed: int, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the options of an issue that words name.

    Parameters
    ----------
    issue : Issue
    words : str
    needed : int
        How many of its own words (those that no other option of the issue has) must be there; one is enough where its
        id or name stands there as it is, of two words or more.
    names : set of str
        Words that tell nothing here.

    Examples
    --------
    >>> issue = Issue.model_validate({"id": "door", "options": [
    ...     {"id": "paused", "name": "The procedure rests for five years"}, {"id": "at-once", "name": "At once"}]})
    >>> options_named(issue, "We could live with a pause of five years.", 2), options_named(issue, "Not at once.", 2)
    (('paused',), ('at-once',))
    """
    told = f" {' '.join(_WORD.findall(words.casefold()))} "
    heard = set(told.split()) - _SMALL
    own = {one.id: _words(f"{one.id} {one.label} {' '.join(one.also)}") for one in issue.options}
    common = _words(f"{issue.id} {issue.label} {' '.join(issue.terms)}") | names
    found = []
    for option in issue.options:
        others = set().union(*(bag for id_, bag in own.items() if id_ != option.id), common)
        telling = {word for word in own[option.id] if not any(alike(word, other) for other in others)}
        hits = sum(any(alike(word, other) for other in heard) for word in telling)
        phrases = [" ".join(_WORD.findall(one.casefold())) for one in (option.id, option.label, *option.also)]
        whole = any(" " in phrase and f" {phrase} " in told for phrase in phrases)
        if whole or hits >= needed:
            found.append(option.id)
    return tuple(found)


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 2} - _SMALL


def alike(one: str, other: str) -> bool:
    """Tell whether two words are forms of one.

    Examples
    --------
    >>> alike("pause", "paused"), alike("observer", "observers"), alike("force", "former")
    (True, True, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1 and long == f"{short}s":
        return True
    return len(short) >= _STEM and long.startswith(short) and len(long) - len(short) <= 3
