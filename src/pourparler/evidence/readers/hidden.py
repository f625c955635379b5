"""Characters that do not show: control, format and direction characters."""

from __future__ import annotations

import unicodedata

_ORDINARY = frozenset("\t\n\r")
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def _unseen(character: str) -> bool:
    return character not in _ORDINARY and unicodedata.category(character) in _UNSEEN


def hidden_characters(text: str) -> tuple[str, ...]:
    """Return the code points and names of the characters of ``text`` that do not show, in code point order.

    Tabs and line breaks are ordinary. The text itself keeps all of them: whoever shows it shows them as inert marks.

    Examples
    --------
    >>> hidden_characters("a\\u202eb\\x07")
    ('U+0007 CONTROL CHARACTER', 'U+202E RIGHT-TO-LEFT OVERRIDE')
    """
    found = sorted(character for character in set(text) if _unseen(character))
    return tuple(f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}" for character in found)


def without_hidden(text: str) -> str:
    """Return one line of ``text`` with no hidden characters and single spaces: for titles, never for frozen texts.

    Examples
    --------
    >>> without_hidden("\\ufeffTalks \\n resume")
    'Talks resume'
    """
    return " ".join("".join(character for character in text if not _unseen(character)).split())
