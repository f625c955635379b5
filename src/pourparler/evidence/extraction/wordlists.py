"""The word lists of the statement rules, kept as data so that they can be read and extended in one place."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_FILE = "cues_words.toml"


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, str]]:
    text = files("pourparler.evidence").joinpath("data", _FILE).read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def word_list(module: str, name: str) -> frozenset[str]:
    """Return one list of words.

    Parameters
    ----------
    module, name : str
        The section and the key in the data file.

    Raises
    ------
    KeyError
        When the data file has no such list.

    Examples
    --------
    >>> "remain" in word_list("nominal", "copulas")
    True
    """
    return frozenset(_lists()[module][name].split())
