"""Text in the cells of a workbook: inert whatever it looks like, and the same when it comes back."""

from __future__ import annotations

import re

from pourparler.case.ranges import Range, parse_range
from pourparler.case.tree import parse_tree

FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell may begin with that a spreadsheet program could take for a formula."""
_UNSAFE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """Return a text as workbooks write it: what XML cannot hold as ``_x0007_``, and such a word itself with a guard.

    Examples
    --------
    >>> escaped("bell\\x07 and _x0041_")
    'bell_x0007_ and _x005F_x0041_'
    """
    return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """Return a text as it was before `escaped`.

    Examples
    --------
    >>> unescaped("bell_x0007_ and _x005F_x0041_")
    'bell\\x07 and _x0041_'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def range_of(value: object) -> Range:
    """Return the range that a cell holds: a number, or the short form as text.

    Raises
    ------
    ValueError
        When it is none.
    PourparlerError
        When braces hold what is no mapping.

    Examples
    --------
    >>> str(range_of(" 20..35 ")), str(range_of("{0: 0.2, 50: 0.8}"))
    ('20..35', '{0: 0.2, 50: 0.8}')
    """
    if isinstance(value, str) and value.strip().startswith("{"):
        held = parse_tree(f"range: {value.strip()}", "")["range"]
        return parse_range(dict(held) if isinstance(held, dict) else held)
    return parse_range(value)
