"""Changing a case file without disturbing a line that is not meant.

The file is edited as text, at the place the value stands: comments, order, quotation marks and indentation stay. Every
edit is read back, and refused when anything but the value meant has changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from pourparler.case.editing import Edit
from pourparler.case.judgement import is_signature
from pourparler.case.ranges import Range
from pourparler.case.tree import ListNode, MappingNode
from pourparler.case.writing import (
    Scalar,
    Value,
)


def set_value(text: str, path: str, new: Scalar, file: str = "case.yaml") -> str:
    """Return the text of a case with one value changed, or put where it was missing.

    Parameters
    ----------
    text : str
        The case file.
    path : str
        Of the value: ``views.norland.membership.weight``, ``parties.norland.name``. Both forms of a judgement are kept
        as they are; ``...weight.by`` turns the short form into the long one.
    new : str, number, bool, date or Range
    file : str
        Named in errors.

    Raises
    ------
    PourparlerError
        C140 when there is no entry to put it in, C141 when what stands there cannot be replaced by one value; and what
        `parse_tree` raises.

    Examples
    --------
    >>> print(set_value("views:\\n  - party: norland\\n    issue: trade   # hard\\n    weight: 20..35  # ours\\n",
    ...                 "views.norland.trade.weight", "25..40"), end="")
    views:
      - party: norland
        issue: trade   # hard
        weight: 25..40  # ours
    """
    edit = Edit(text, file)
    target = edit.target(path)
    if target is not None:
        return edit.replace(target, new, path)
    parent, _, key = path.rpartition(".")
    if key == "value" and parent:
        return set_value(text, parent, new, file)
    holder = edit.locate(parent)
    if holder is None:
        outer, _, middle = parent.rpartition(".")
        around = edit.locate(outer)
        if around is not None and isinstance(edit.at(around), MappingNode) and middle:
            return edit.insert(around, middle, {key: new}, path)
        raise edit.nothing_at(path)
    node = edit.at(holder)
    if isinstance(node, MappingNode):
        return edit.insert(holder, key, new, path)
    if is_signature(key) and not isinstance(node, ListNode):
        return edit.lengthen(holder, key, new, path)
    raise edit.nothing_at(path)


def set_judgement(text: str, path: str, new: Range, basis: Mapping[str, Scalar], file: str = "case.yaml") -> str:
    """Return the text of a case with one number judged anew: the value and its whole basis, on one line.

    What was typed at the number about its old basis (name, day, reason, claims, confidence) goes with the old value;
    its visibility and remark stay.

    Parameters
    ----------
    text : str
    path : str
        Of the judgement: ``views.norland.membership.weight``, ``parties.norland.no_deal.value``.
    new : Range
    basis : mapping
        ``by``, ``dated``, ``why``.
    file : str

    Raises
    ------
    PourparlerError
        C140 when there is no entry to put it in, C141 when what stands there cannot be replaced by itself.

    Examples
    --------
    >>> from pourparler.case.ranges import parse_range
    >>> old = "parties: [{id: a, no_deal: {value: 3, by: CD, confidence: low, visibility: public}}]  # ours"
    >>> set_judgement(old, "parties.a.no_deal.value", parse_range("4..6"), {"by": "AB"})
    'parties: [{id: a, no_deal: {value: 4..6, by: AB, visibility: public}}]  # ours'
    """
    edit = Edit(text, file)
    location = edit.locate(path)
    parent, _, key = path.rpartition(".")
    outer = edit.locate(parent)
    if key == "value" and outer is not None and _is_judgement(edit.at(outer)):
        location, path = outer, parent
    if location is None or edit.at(location) is None:
        return set_judgement(set_value(text, path, new, file), path, new, basis, file)
    return edit.judge_anew(location, new, basis, path)


def _is_judgement(node: object) -> bool:
    """Tell whether a no-deal value was typed as a judgement itself: a number, or a value with its signature."""
    if isinstance(node, MappingNode):
        signed = any(is_signature(key) for key in node)
        return signed and "value" in node and all(key == "value" or is_signature(key) for key in node)
    return node is not None and not isinstance(node, ListNode)


def append_entry(text: str, list_path: str, entry: Mapping[str, Value], file: str = "case.yaml") -> str:
    """Return the text of a case with one entry added at the end of a list, in the manner of the file.

    Parameters
    ----------
    text : str
    list_path : str
        ``parties``, ``issues.membership.options``. A list that is not there yet is begun.
    entry : mapping
        Plain values, lists and mappings; keys with ``None`` are left out.
    file : str

    Raises
    ------
    PourparlerError
        C140 when there is no entry to put the list in, C141 when something else than a list stands there.

    Examples
    --------
    >>> print(append_entry("parties:\\n- id: norland  # us\\n\\nissues: []\\n", "parties", {"id": "varania"}), end="")
    parties:
    - id: norland  # us
    - id: varania
    <BLANKLINE>
    issues: []
    """
    edit = Edit(text, file)
    location = edit.locate(list_path)
    if location is not None:
        return edit.extend(location, entry, list_path)
    parent, _, key = list_path.rpartition(".")
    holder = edit.locate(parent)
    if holder is None or not isinstance(edit.at(holder), MappingNode):
        raise edit.nothing_at(list_path)
    return edit.insert(holder, key, [entry], list_path)
