"""The wordings that show what a speaker does, kept as data and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

_FILE = "cues_wordings.toml"
_IMPERATIVE = re.compile(
    r"^(?:do\s+not|don['’]t|stop|give|put|bring|take|come|sign|withdraw|release|leave|keep|end|open|return|respect|show)\b",
    re.IGNORECASE,
)
# "Trade them, swap them": a sentence that opens with a verb and its object.
_WITH_OBJECT = re.compile(r"(?:^|[.!?]\s+)(?:only\s+|just\s+)?([a-z]+)\s+(?:them|it|him|her|us|the)\b", re.IGNORECASE)
_COMMANDS = frozenset(
    ("put", "bring", "take", "give", "trade", "swap", "buy", "hide", "show", "open", "close", "keep", "leave", "send",
     "return", "read", "ask", "tell", "hold", "drop", "lift", "pull", "push", "stop", "end", "start", "sign",
     "pay", "free", "release", "count", "call")
)  # fmt: skip
# "will be read" tells, "he asked that it be read" asks: the subjunctive stands after no auxiliary.
_BEFORE_INFINITIVE = frozenset(
    ("will", "would", "must", "should", "shall", "can", "could", "may", "might", "to", "not", "never", "also", "still",
     "only", "ll", "d", "cannot", "and", "or", "ever", "soon", "then", "now", "just", "always", "probably", "likely")
)  # fmt: skip


@lru_cache(maxsize=1)
def _wordings() -> dict[str, re.Pattern[str]]:
    text = files("pourparler.evidence").joinpath("data", _FILE).read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    parts: dict[str, str] = {}
    for name, alternatives in tables["parts"].items():
        parts[name] = _filled("|".join(alternatives), parts)
    read = {name: _compiled("|".join(alternatives), parts) for name, alternatives in tables["wordings"].items()}
    return {**read, "imperative": _IMPERATIVE}


def _filled(alternatives: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        alternatives = alternatives.replace("{" + name + "}", f"(?:{part})")
    return alternatives


def _compiled(alternatives: str, parts: dict[str, str]) -> re.Pattern[str]:
    joined = _filled(alternatives, parts).replace(" ?", r"\s*").replace(" ", r"\s+").replace("'", "['’]")
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


def found(name: str, words: str) -> re.Match[str] | None:
    """Return where a wording of the data file stands in some words, or None.

    Parameters
    ----------
    name : str
        A list of the data file ("must", "refuse", "judged_bad").
    words : str

    Raises
    ------
    KeyError
        When the data file has no such list.

    Examples
    --------
    >>> found("must", "the troops must leave").group()
    'must'
    """
    pattern = _wordings()[name]
    if name == "imperative":
        return pattern.search(words) or _command(words)
    if name != "subjunctive":
        return pattern.search(words)
    return next((one for one in pattern.finditer(words) if one["before"].lower() not in _BEFORE_INFINITIVE), None)


def found_all(name: str, words: str) -> Iterator[re.Match[str]]:
    """Yield every place where a wording of the data file stands in some words.

    Examples
    --------
    >>> [match.group() for match in found_all("condition", "if they sign, unless they do not")]
    ['if', 'unless']
    """
    return _wordings()[name].finditer(words)


def _command(words: str) -> re.Match[str] | None:
    return next((one for one in _WITH_OBJECT.finditer(words) if one[1].lower() in _COMMANDS), None)


def condition_in(words: str) -> re.Match[str] | None:
    """Return the first conditional conjunction of a content.

    Examples
    --------
    >>> condition_in("we will sign if the quota goes").group()
    'if'
    """
    return found("condition", words)


def stripped(words: str) -> str:
    """Return a content without its conjunction.

    Examples
    --------
    >>> stripped("that the flour is spent")
    'the flour is spent'
    """
    return re.sub(r"^(?:that|whether)\s+", "", words.strip())


def plain_words(parts: Iterable[str]) -> str:
    """Return the words of a content without quotation marks and the commas inside them, for the wording rules.

    Examples
    --------
    >>> plain_words(["“We will not sign,”"])
    'We will not sign'
    """
    bare = (re.sub(r",?[“”„«»\"]|,(?=['’]$)|(?<!\w)['‘’]|['’](?!\w)", "", part).strip() for part in parts)
    joined = ""
    for part in bare:
        new_sentence = joined and part[:1].isupper() and joined[-1].isalnum()
        joined = f"{joined}{'.' if new_sentence else ''} {part}".strip()
    return joined
