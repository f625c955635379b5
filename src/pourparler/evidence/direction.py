"""Whether words speak for an issue or for undoing it: "opposes any withdrawal of the application" is no objection."""

from __future__ import annotations

import re

_UNDOING = """
abandon abandoning abandonment abolish abolishing abolition ban banning block blocking cancel cancellation
cancelling close closing closure curb curbing cut cuts cutting delay delaying delays dismantling drop dropping
ease easing eliminate eliminating elimination end ending exclude excluding exclusion freeze freezing halt
halting lift lifting loosen loosening pause pausing postpone postponement postponing reduce reducing reduction
removal remove removing repeal repealing reversal reverse reversing rollback scrap scrapping stop stopping
suspend suspending suspension terminate terminating termination waiver weaken weakening withdraw withdrawal
withdrawing
"""
_LEADING = re.compile(
    r"^(?:[\W_]+|(?:that|to|for|of|on|about|any|all|the|a|an|its|his|her|their|our|this|such|another|further|full|early|"
    r"partial|immediate|complete|total|unilateral|sudden|quick|swift|would|will|should|must|be|it|they|we|he|she|not)\b)+",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"(?:{'|'.join(_UNDOING.split())})\b", re.IGNORECASE)
_CONTRARY = {
    "speculation": re.compile(
        r"\b(?:restrain(?:ed|t)|discretion|discreet|silence|quiet(?:ly)?|confidential(?:ity|ly)?|say(?:ing)? less|"
        r"not (?:to )?(?:discuss|speculate|comment|speak))\b",
        re.IGNORECASE,
    )
}
"""Topics that are named by what is deplored, and the words that ask for the contrary."""
_SMALL = frozenset({"from", "that", "their", "this", "with"})


def speaks_of_undoing(words: str, issue: str) -> bool:
    """Tell whether words are about undoing something the issue is about.

    Parameters
    ----------
    words : str
        The content of a claim.
    issue : str
        The name of the issue. When it speaks of undoing itself ("withdrawal of forces") nothing is turned.

    Notes
    -----
    Only the head of the content counts: a rule of thumb that a person can correct by correcting the act.

    Examples
    --------
    >>> speaks_of_undoing("any withdrawal of the application", "admission to the alliance")
    True
    >>> speaks_of_undoing("the withdrawal of troops", "withdrawal of forces")
    False
    >>> speaks_of_undoing("the talks to end soon", "talks")
    False
    """
    found = _FIRST.match(_LEADING.sub("", words, count=1))
    return found is not None and _FIRST.search(issue) is None


def names_the_issue(words: str, issue: str) -> bool:
    """Tell whether words name the issue itself: "lifting the sanctions" names sanctions, "ending the war" no truce.

    Examples
    --------
    >>> names_the_issue("lifting the sanctions", "sanctions"), names_the_issue("ending the war", "truce")
    (True, False)
    """
    stems = {word.rstrip("s") for word in re.findall(r"\w{4,}", issue.casefold()) if word not in _SMALL}
    return any(word.rstrip("s") in stems for word in re.findall(r"\w{4,}", words.casefold()))


def asks_for_the_contrary(words: str, issue: str) -> bool:
    """Tell whether words ask for the contrary of what an issue is named by: restraint, of speculation.

    Examples
    --------
    >>> asks_for_the_contrary("a more restrained approach", "public speculation")
    True
    >>> asks_for_the_contrary("a more restrained approach", "wage restraint")
    False
    """
    return any(named in issue.casefold() and asked.search(words) is not None for named, asked in _CONTRARY.items())
