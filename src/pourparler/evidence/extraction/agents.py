"""Who can speak: whether the head of a noun phrase is somebody or something that says things."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_TABLE = "agents.csv"
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PRONOUNS = word_list("agents", "pronouns")
_PERSON_ENDINGS = (
    "man",
    "men",
    "woman",
    "women",
    "person",
    "ist",
    "ists",
    "ician",
    "icians",
    "crat",
    "crats",
    "eer",
    "eers",
)
_NUMBERS = word_list("agents", "numbers")


@lru_cache(maxsize=1)
def agent_nouns() -> dict[str, str]:
    """Return the nouns that speak, each ``person``, ``group``, ``office`` or ``document``.

    Examples
    --------
    >>> agent_nouns()["communique"]
    'document'
    """
    text = files("pourparler.evidence").joinpath("data", _TABLE).read_text(encoding="utf-8")
    return {row["noun"]: row["class"] for row in csv.DictReader(text.splitlines())}


def is_person(noun: Token) -> bool:
    """Tell whether a noun is a name or one of the nouns for people."""
    return noun.pos_ == "PROPN" or agent_nouns().get(noun.lemma_.lower()) == "person"


def agent_class(head: Token) -> str | None:
    """Return what kind of speaker a noun-phrase head is: the noun's class, ``name`` or ``pronoun``; None when none.

    Parameters
    ----------
    head : spacy.tokens.Token
        The head of a subject.
    """
    lower = head.lower_
    if head.tag_ in ("PRP", "WP", "PRP$") or lower in _PRONOUNS:
        return "pronoun" if lower in _PRONOUNS or lower in ("himself", "herself", "themselves") else None
    nouns = agent_nouns()
    lemma = head.lemma_.lower()
    if lemma in nouns or lower in nouns:
        return nouns.get(lemma) or nouns[lower]
    if head.ent_type_ in _NAMES or head.tag_ in ("NNP", "NNPS"):
        return "name"
    if lower.endswith(_PERSON_ENDINGS) and head.pos_ == "NOUN":
        return "person"
    if lower in _NUMBERS or head.pos_ == "NUM":
        return "person"
    if (
        head.text[:1].isupper()
        and head.tag_ == "NN"
        and not any(child.dep_ in ("det", "amod") for child in head.children)
    ):
        # A name the tagger does not know stands alone: "Zelenskyy shared", "Orvast wants".
        return "name"
    return _plural_of_person(head)


def _plural_of_person(head: Token) -> str | None:
    # "negotiators", "islanders", "miners": a plural in -ers/-ors that is the subject of a verb of saying is people.
    if head.tag_ in ("NNS", "NN") and head.lower_.endswith(("ers", "ors", "er", "or")):
        return "person"
    return None
