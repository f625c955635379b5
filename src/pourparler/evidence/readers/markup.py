"""The words of a piece of HTML inside something else: an e-mail's body, an entry of a feed.

Unlike a saved page such a piece has no surroundings to tell from the article: all that shows is kept.
"""

from __future__ import annotations

import re

from pourparler.evidence.readers.tags import check_tags

_UNSEEN = frozenset(
    {"head", "title", "script", "style", "template", "noscript", "svg", "math", "object", "iframe", "select",
     "textarea"}
)  # fmt: skip
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
     "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
     "u", "var", "wbr"}
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def text_of_markup(file: str, markup: str) -> str:
    """Return the text that a piece of HTML shows, a paragraph or table row a line; nothing runs, nothing is fetched.

    Raises
    ------
    PourparlerError
        E107 for too many tags or too deep a nest, naming ``file``.

    Examples
    --------
    >>> text_of_markup("entry", "<p>Talks <b>resume</b>.<br>They met.</p><script>alert(1)</script><p>More &amp; more")
    'Talks resume.\\nThey met.\\nMore & more'
    """
    from lxml import etree
    from lxml.html import HTMLParser

    check_tags(file, markup)
    if not markup.strip():
        return ""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser)
    if tree is None:
        return ""
    told: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        name = str(element.tag).casefold()
        if event == "start":
            told.append(_before(name))
            if _is_hidden(name, element.get("style") or "", element.get("hidden") is not None):
                walk.skip_subtree()
            else:
                told.append(_SPACE.sub(" ", element.text or ""))
        else:
            told += [_after(name), _SPACE.sub(" ", element.tail or "") if element is not tree else ""]
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(told).split("\n"))
    return "\n".join(line for line in lines if line)


def _is_hidden(name: str, style: str, marked: bool) -> bool:
    return name in _UNSEEN or marked or _HIDING.search(style) is not None


def _before(name: str) -> str:
    return "" if name in _INLINE or name in _CELLS else "\n"


def _after(name: str) -> str:
    if name in _CELLS:
        return " "
    return "" if name in _INLINE or name == "br" else "\n"
