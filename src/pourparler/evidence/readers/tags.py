"""How many tags a text holds and how deep they are nested: looked at before any parser is let near it."""

from __future__ import annotations

import re

from pourparler.evidence.readers import limits

_EMPTY_TAGS = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
# The next of their kind closes these: a run of them is a list, not a nest.
_SELF_CLOSING_TAGS = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rt", "rp"}
)
_FLAT_TAGS = _EMPTY_TAGS | _SELF_CLOSING_TAGS
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>")
_ADVICE = "save the text of the article as a .txt file"


def deepest_nesting(text: str) -> int:
    """Return how deep the tags of a page are nested, at most.

    Examples
    --------
    >>> deepest_nesting("<div><p>a<p>b<div><b>c</b></div></div>")
    3
    """
    depth = deepest = position = 0
    while found := _TAG.search(text, position):
        position = found.end()
        name = found.group(2).casefold()
        if found.group(1):
            depth -= name not in _FLAT_TAGS and depth > 0
        elif name in ("script", "style", "textarea", "noscript", "template"):
            end = text.find(f"</{name}", position)
            position = end if end > 0 else position
            depth += end > 0
        elif name not in _FLAT_TAGS and not found.group().endswith("/>"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def check_tags(file: str, text: str) -> None:
    """Refuse a text with more tags, or deeper ones, than any article has.

    Raises
    ------
    PourparlerError
        E107, naming ``file``.
    """
    count = text.count("<")
    if count > limits.TAGS:
        raise limits.too_much(file, f"{count:,} tags", f"at most {limits.TAGS:,}", _ADVICE)
    if deepest_nesting(text) > limits.NESTING:
        found = f"tags nested deeper than {limits.NESTING}"
        raise limits.too_much(file, found, f"at most {limits.NESTING} levels", _ADVICE)
