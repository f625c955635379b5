"""One drafted entry of the case, and how it is written as YAML with its questions beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pourparler.core.inert import one_line

_PLAIN = re.compile(r"^[A-Za-z][A-Za-z0-9]*(?:[ .-][A-Za-z0-9]+)*$")
_DAYS = ("date", "as_of")
_NOT_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"})


@dataclass(frozen=True, slots=True)
class Drafted:
    """An entry for one list of the case.

    Attributes
    ----------
    section : str
        The list it goes in (``parties``).
    key : tuple of str
        What makes it the same entry when it is drafted again.
    mapping : mapping
        Plain data: text, lists and mappings, no number.
    because : tuple of str
        The claims it rests on.
    remarks : tuple of str
        Comment lines beneath the entry: its questions and where it was read.
    """

    section: str
    key: tuple[str, ...]
    mapping: Mapping[str, Any]
    because: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def written(entry: Drafted, indent: int = 2) -> list[str]:
    """Return the lines of an entry as an item of a YAML list.

    Examples
    --------
    >>> print("\\n".join(written(Drafted("parties", ("norland",), {"id": "norland", "also": ["Norland Republic"]}))))
      - id: norland
        also: [Norland Republic]
    """
    lines = _mapping_lines(entry.mapping, indent + 2)
    lines[0] = f"{' ' * indent}- {lines[0].lstrip()}"
    return [*lines, *comments(entry.remarks, indent + 2)]


def comments(remarks: Sequence[str], indent: int) -> list[str]:
    """Return remarks as comment lines; nothing in a remark can end the comment."""
    return [f"{' ' * indent}# {one_line(remark)}" for remark in remarks]


def scalar(value: str | bool) -> str:
    """Write one text so that YAML reads back exactly that text.

    Examples
    --------
    >>> print(scalar("Port Calden"), scalar("no"), scalar("2031: a year"), scalar('say "no"'))
    Port Calden "no" "2031: a year" 'say "no"'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if _PLAIN.match(value) and value.casefold() not in _NOT_TEXT:
        return value
    if ('"' in value or "\\" in value) and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(mark if mark.isprintable() else f"\\U{ord(mark):08X}" for mark in escaped) + '"'


def _mapping_lines(mapping: Mapping[str, Any], indent: int) -> list[str]:
    lines = []
    pad = " " * indent
    for key, value in mapping.items():
        if isinstance(value, Mapping):
            if all(isinstance(inner, str) for inner in value.values()) and len(value) == 1:
                inner = ", ".join(f"{name}: {scalar(text)}" for name, text in value.items())
                lines.append(f"{pad}{key}: {{{inner}}}")
            else:
                lines += [f"{pad}{key}:", *_mapping_lines(value, indent + 2)]
        elif isinstance(value, list | tuple):
            lines += _list_lines(key, value, indent)
        else:
            lines.append(f"{pad}{key}: {value if key in _DAYS else scalar(value)}")
    return lines


def _list_lines(key: str, values: Sequence[Any], indent: int) -> list[str]:
    pad = " " * indent
    if not any(isinstance(value, Mapping) for value in values):
        return [f"{pad}{key}: [{', '.join(scalar(value) for value in values)}]"]
    lines = [f"{pad}{key}:"]
    for value in values:
        inner = _mapping_lines(value, indent + 4)
        inner[0] = f"{' ' * (indent + 2)}- {inner[0].lstrip()}"
        lines += inner
    return lines
