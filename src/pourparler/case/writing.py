"""Values as YAML text in the manner of the file they go into."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pourparler.case.ranges import Range
from pourparler.case.tree import parse_tree, scalar
from pourparler.core.errors import PourparlerError

Scalar: TypeAlias = str | int | float | bool | datetime.date | Range
Value: TypeAlias = "Scalar | Sequence[Value] | Mapping[str, Value]"


def scalar_text(value: Scalar, *, style: str = "plain", flow: bool = False) -> str:
    """Return a scalar on one line.

    Parameters
    ----------
    value : str, number, bool, date or Range
    style : str
        ``plain``, or the quotation mark to keep.
    flow : bool
        Whether it stands inside braces or brackets.

    Examples
    --------
    >>> scalar_text("20..35"), scalar_text("no: never"), scalar_text("it's", style="'"), scalar_text("2026")
    ('20..35', '"no: never"', "'it''s'", '"2026"')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not isinstance(value, int):
        text = repr(float(value)).removesuffix(".0")
    else:
        text = str(value)
    if isinstance(value, str):
        if style == "'" and text.isprintable():
            return "'" + text.replace("'", "''") + "'"
        if style == '"' or not _is_safe(text, flow):
            return _quoted(text)
        return text
    return _quoted(text) if style in ("'", '"') and not text.startswith("{") else text


def _quoted(text: str) -> str:
    """Return a text in double quotation marks, with escapes for what does not print."""
    return '"' + "".join(_ESCAPES.get(character) or _escaped(character) for character in text) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


_WORDS = re.compile(r"[^\W\d_][\w ,.;()/+–—’“”-]*")
"""Prose in which YAML has nothing to read but a word such as ``null``: no parser need be asked."""


def _is_safe(text: str, flow: bool) -> bool:
    """Tell whether a text reads back as itself without quotation marks."""
    if not text.isprintable() or text != text.strip() or re.match(r"[-?:](\s|$)|[#&*!|>%@`\"'{}\[\],]", text):
        return False
    if _WORDS.fullmatch(text) and not (flow and "," in text):
        return type(scalar(text, plain=True)) is str
    line = f"{{key: {text}, other: 1}}" if flow else f"key: {text}"
    try:
        tree = parse_tree(line, "")
    except PourparlerError:
        return False
    return (
        type(tree.get("key")) is str and tree["key"] == text and list(tree) == (["key", "other"] if flow else ["key"])
    )


def flow_text(value: Value) -> str:
    """Return any value on one line.

    Examples
    --------
    >>> flow_text({"id": "invite", "needs": ["league"], "name": "Invite, now"})
    '{id: invite, needs: [league], name: "Invite, now"}'
    """
    if isinstance(value, Mapping):
        pairs = (
            f"{scalar_text(str(key), flow=True)}: {flow_text(item)}" for key, item in value.items() if item is not None
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow_text(item) for item in value) + "]"
    return scalar_text(value, flow=True)


def block_lines(value: Mapping[str, Value], dash: str = "- ") -> list[str]:
    """Return a mapping as lines, without indentation.

    Parameters
    ----------
    value : mapping
        Keys with ``None`` are left out.
    dash : str
        The dash of a list with the spaces after it, as the file has it.

    Examples
    --------
    >>> print("\\n".join(block_lines({"id": "norland", "roles": ["principal"], "no_deal": {"value": "20..35"}})))
    id: norland
    roles: [principal]
    no_deal:
      value: 20..35
    """
    lines: list[str] = []
    for key, item in value.items():
        name = scalar_text(str(key))
        if item is None:
            continue
        if isinstance(item, Mapping) and item:
            lines += [f"{name}:", *(f"  {line}" for line in block_lines(item, dash))]
        elif _is_list_of_mappings(item):
            lines.append(f"{name}:")
            for entry in item:  # type: ignore[union-attr]
                lines += [f"  {line}" for line in item_lines(entry, dash)]  # type: ignore[arg-type]
        else:
            lines.append(f"{name}: {flow_text(item) if not isinstance(item, str) else scalar_text(item)}")
    return lines


def item_lines(entry: Mapping[str, Value], dash: str = "- ") -> list[str]:
    """Return a mapping as the lines of one item of a list.

    Examples
    --------
    >>> item_lines({"id": "norland", "name": "Norland"}, "-   ")
    ['-   id: norland', '    name: Norland']
    """
    return [(dash if number == 0 else " " * len(dash)) + line for number, line in enumerate(block_lines(entry, dash))]


def _is_list_of_mappings(item: object) -> bool:
    return isinstance(item, list | tuple) and bool(item) and all(isinstance(entry, Mapping) and entry for entry in item)


def block_scalar(header: str, text: str, indentation: str, newline: str) -> str:
    """Return a text in the block style (``|`` or ``>``) it had.

    Parameters
    ----------
    header : str
        The first line, from the sign on.
    text : str
    indentation : str
        Of the lines below it.
    newline : str
    """
    paragraphs = text.rstrip("\n").split("\n")
    lines = [line for paragraph in paragraphs for line in ([paragraph, ""] if header.startswith(">") else [paragraph])]
    while lines and not lines[-1]:
        lines.pop()
    return newline.join([header, *(f"{indentation}{line}" if line else "" for line in lines)]) + newline
