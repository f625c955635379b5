"""How results put things into words: lists, counts, capitals."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """Join names as people do, each once.

    Examples
    --------
    >>> listed(["Ostria"]), listed(["Ostria", "Lethia", "Ostria"])
    ('Ostria', 'Ostria and Lethia')
    """
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "party", "parties"), counted(3, "party", "parties")
    ('1 party', '3 parties')
    """
    return f"{number} {one if number == 1 else many}"


def capital(words: str) -> str:
    """Return the words with a capital first letter.

    Examples
    --------
    >>> capital("the line on the Sill")
    'The line on the Sill'
    """
    return words[:1].upper() + words[1:]
