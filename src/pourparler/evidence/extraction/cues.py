"""The words that attribute content to somebody, and the sentence frames in which they do so."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pourparler.evidence.claim import Act, Kind

_TABLE = "cues.csv"


@dataclass(frozen=True, slots=True)
class CueWord:
    """One line of the cue table.

    Attributes
    ----------
    lemma : str
        Dictionary form, with its particle or preposition ("rule out", "call for").
    part : str
        ``v`` verb, ``n`` noun, ``a`` adjective.
    kind : Kind
        Whether the word reports speech or only a stance.
    act : Act or None
        What its use does; None where the content decides ("say").
    also : tuple of Act
        Other readings a careful person would accept.
    frames : frozenset of str
        ``q`` brings a quotation; ``that`` a clause; ``wh`` a question; ``to`` an infinitive; ``yto`` somebody and an
        infinitive; ``tell`` somebody and a clause; ``ing`` a gerund; ``obj`` a noun phrase; ``objn`` a noun phrase
        about words or stances; ``objp`` one about policy; ``objat`` a noun phrase and "at"; ``yas`` something called
        something; ``yto2`` something laid to something; ``ywith`` somebody with something; ``accuse`` somebody of
        something; ``idiom`` whatever follows the whole phrase; ``p:X`` a phrase with preposition X; ``pto:X`` the same
        and an infinitive; ``pn:X`` the same with a noun about words, stances or policy; ``p0`` the object of a
        predicate that is itself a preposition ("against"); ``objc`` a noun phrase about conditions and deadlines;
        ``objr`` one about recriminations; ``objno`` one with "no"; ``objt`` any noun phrase when a tribunal speaks;
        ``heard`` somebody and a clause that is theirs.
    """

    lemma: str
    part: str
    kind: Kind
    act: Act | None
    also: tuple[Act, ...]
    frames: frozenset[str]

    @property
    def head(self) -> str:
        """The first word, under which the parser files the whole."""
        return self.lemma.split()[0]

    @property
    def rest(self) -> str:
        """The particle or preposition, or nothing."""
        return self.lemma.partition(" ")[2]

    def prepositions(self) -> tuple[str, ...]:
        """The prepositions that may bring the content, sorted."""
        return tuple(sorted(frame[2:] for frame in self.frames if frame.startswith("p:")))


@lru_cache(maxsize=1)
def cue_table() -> dict[tuple[str, str], tuple[CueWord, ...]]:
    """Return the cue words by part of speech and first word; those with a particle come first.

    Examples
    --------
    >>> [word.lemma for word in cue_table()["v", "rule"]]
    ['rule out', 'rule']
    """
    text = files("pourparler.evidence").joinpath("data", _TABLE).read_text(encoding="utf-8")
    found: dict[tuple[str, str], list[CueWord]] = {}
    for row in csv.DictReader(text.splitlines()):
        word = _word(row)
        found.setdefault((word.part, word.head), []).append(word)
    return {key: tuple(sorted(words, key=lambda word: -len(word.lemma.split()))) for key, words in found.items()}


def _word(row: dict[str, str]) -> CueWord:
    return CueWord(
        lemma=row["lemma"],
        part=row["part"],
        kind=Kind(row["kind"]),
        act=Act(row["act"]) if row["act"] else None,
        also=tuple(Act(act) for act in row["also"].split()),
        frames=frozenset(row["frames"].split()),
    )


def words_for(part: str, lemma: str) -> Sequence[CueWord]:
    """Return the cue words filed under a lemma.

    Examples
    --------
    >>> [word.act.value for word in words_for("n", "refusal")]
    ['oppose']
    """
    return cue_table().get((part, lemma), ())
