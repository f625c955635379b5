"""Makes hostile text inert before it is shown: nothing invisible, nothing that turns the line, nothing dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_JOINERS = "\u200c\u200d\u00ad"
"""Persian, Indic scripts and hyphenation need these, and they cannot reorder or hide a word."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_STACK = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")
_LEFTWARD = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Where the letters lie that are written from right to left, with others."""
_SUSPECT = re.compile(r"[^\x20-\x7e\n\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u0400-\u0482\u048a-\u052f]")


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if character in "\t\r":
        return " "
    if character == "\n" or character in _JOINERS:
        return character
    return _named(character) if unicodedata.category(character) in _HIDDEN else character


def _named(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


def inert(text: str) -> str:
    """Return text in which every control, format, bidi or unassigned character is written out as its code point.

    Letters, marks and symbols stay as they are, so a quotation stays verbatim. A tab or carriage return becomes a
    space; a line feed stays. More than four stacked combining marks are written out too, as they paint over other
    lines.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> inert("plain")
    'plain'
    >>> inert("a\\u202eb\\x00")
    'a⟨U+202E⟩b⟨U+0000⟩'
    """
    if _SUSPECT.search(text) is None:
        return text
    shown = "".join(map(_shown, text.replace("\r\n", "\n")))
    return _STACK.sub(lambda stack: stack[0][:4] + "".join(map(_named, stack[0][4:])), shown)


def one_line(text: str) -> str:
    """Return inert text with each run of line breaks and spaces as one space.

    Examples
    --------
    >>> one_line("two\\nlines")
    'two lines'
    """
    return re.sub(r"[ \n]+", " ", inert(text)).strip()


def direction(text: str) -> str:
    """Return ``rtl`` when the first letter is of a script written from right to left, else ``ltr``.

    Examples
    --------
    >>> direction("12: مرحبا"), direction("12: hello")
    ('rtl', 'ltr')
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def settled(text: str) -> str:
    """Return one line of left-to-right prose in which a number after right-to-left words stays after them.

    Without this, ``title in Arabic, 5 March`` is shown with the 5 before the title.

    Examples
    --------
    >>> settled("مرحبا, 5 March") == "مرحبا\u200e, 5 March"
    True
    >>> settled("–")
    '–'
    """
    line = one_line(text)
    if line.isascii() or _LEFTWARD.search(line) is None:
        return line
    kinds = [unicodedata.bidirectional(character) for character in line]
    strong = [index for index, kind in enumerate(kinds) if kind in ("L", "R", "AL")]
    if not strong:
        return line
    after = []
    for index, following in zip(strong, [*strong[1:], len(line)], strict=True):
        numbers = any(kind in ("EN", "AN") for kind in kinds[index:following])
        if kinds[index] != "L" and numbers and (following == len(line) or kinds[following] == "L"):
            after.append(index + 1)
    for index in reversed(after):
        line = f"{line[:index]}\u200e{line[index:]}"
    return line


def inert_data(data: Any) -> Any:
    """Return nested plain data with every string made inert, keys included.

    Examples
    --------
    >>> inert_data({"a": ["\\x07", 1]})
    {'a': ['⟨U+0007⟩', 1]}
    """
    if isinstance(data, str):
        return inert(data)
    if isinstance(data, Mapping):
        return {inert_data(key): inert_data(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [inert_data(item) for item in data]
    return data
