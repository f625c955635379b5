"""Where the words say what the speaker's own side will or will not do."""

from __future__ import annotations

import re

from pourparler.evidence.extraction.wordings import found_all
from pourparler.evidence.extraction.wordlists import word_list

__all__ = ["own_will"]

_ONE = frozenset({"he", "she", "it", "i"})
_LEADS_ASIDE = word_list("own_will", "leads_aside")
_OF_THINGS = word_list("own_will", "of_things")


def own_will(
    words: str, *, direct: bool = False, many: bool = False, names: frozenset[str] = frozenset()
) -> re.Match[str] | None:
    """Return where somebody speaks of what their own side will do, or None; the verb and a "not" are groups.

    Parameters
    ----------
    words : str
    direct : bool
        Whether the words are the speaker's own: then only "I", "we" and what is ours are the own side, and "would"
        announces nothing.
    many : bool
        Whether several people speak; then "he", "she" and "it" are somebody else.
    names : frozenset of str
        Names in the words: what a state or party will do is mostly told by its own people.

    Examples
    --------
    >>> own_will("that it would not sign")["verb"]
    'sign'
    >>> own_will("that it would cost each man ninety crowns") is None
    True
    """
    for match in found_all("own_will_direct" if direct else "own_will_reported", words):
        who, verb = match["who"].lower(), match["verb"].split()[0].lower()
        before = words[: match.start()].split()
        if before and before[-1].lower().strip(",") in _LEADS_ASIDE:
            continue
        if (who == "it" and verb in _OF_THINGS) or (many and who in _ONE):
            continue
        return match
    if not direct and names:
        return next((match for match in found_all("own_will_named", words) if match["who"] in names), None)
    return None
