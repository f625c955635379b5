"""A YAML text as plain mappings, lists and scalars that remember where they stood.

Only the part of YAML a case needs is read. Tags, anchors, aliases and further documents are refused, so nothing typed
in a file can run code, refer to itself or swell; depth and size are bounded; a key typed twice is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from pourparler.core.errors import Place, PourparlerError, Problem

MAX_DEPTH = 24
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text.

    Parameters
    ----------
    start, end : int
        Characters from the beginning of the text, half open.
    line, column : int
        Of the start, counted from one.
    style : str
        ``plain``, a quotation mark, ``|`` or ``>`` for scalars; ``flow`` or ``block`` for mappings and lists.
    """

    start: int
    end: int
    line: int
    column: int
    style: str = "plain"

    def place(self, file: str) -> Place:
        """Return it as a place in a file."""
        return Place(file, self.line, self.column)


class MappingNode(dict[str, Any]):
    """A mapping with the spans of its keys and values; a key with nothing behind it is left out."""

    __slots__ = ("key_spans", "span", "value_spans")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}
        """Of every key typed, those with nothing behind them included."""


class ListNode(list[Any]):
    """A list with the spans of its items."""

    __slots__ = ("item_spans", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []


class TypedInteger(int):
    """A whole number that remembers how it was typed, for where a text was meant."""

    typed: str

    def __str__(self) -> str:
        return self.typed

    __repr__ = __str__


class TypedDecimal(float):
    """A decimal number that remembers how it was typed, for where a text was meant."""

    typed: str

    def __str__(self) -> str:
        return self.typed

    __repr__ = __str__


_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def scalar(text: str, *, plain: bool) -> str | int | float | bool | None:
    """Read a scalar by the core schema of YAML 1.2, in which ``no``, ``on`` and ``1:30`` are just words.

    Examples
    --------
    >>> scalar("no", plain=True), scalar("12", plain=True), scalar("12", plain=False), scalar("", plain=True)
    ('no', 12, '12', None)
    """
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        whole = TypedInteger(text)
        whole.typed = text
        return whole
    if _DECIMAL.fullmatch(text):
        decimal = TypedDecimal(text)
        decimal.typed = text
        return decimal
    return text


def parse_tree(text: str, file: str) -> MappingNode:
    """Read a YAML text whose outermost level is a mapping.

    Parameters
    ----------
    text : str
    file : str
        Named in the problems.

    Raises
    ------
    PourparlerError
        C102 too large or too deep, C103 not text, C104 not YAML, C105 empty or no mapping, C106 a key typed twice,
        C107 a part of YAML that case files do without. All that can be told in one pass are told together.

    Examples
    --------
    >>> tree = parse_tree("parties:\\n  - id: norland\\n", "case.yaml")
    >>> tree["parties"][0]["id"], tree["parties"][0].value_spans["id"].line
    ('norland', 2)
    """
    if len(text) > MAX_CHARACTERS:
        found = f"{len(text):,} characters"
        raise PourparlerError(
            Problem("C102", "", found, f"up to {MAX_CHARACTERS:,}", "keep reporting in sources/", Place(file))
        )
    builder = _Builder(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except ReaderError as error:
        builder.problems.append(_unreadable(error, text, file))
    except (MarkedYAMLError, YAMLError) as error:
        builder.problems.append(_no_yaml(error, text, file))
    if builder.problems:
        raise PourparlerError(*builder.problems)
    root = builder.root
    if isinstance(root, MappingNode) and root.key_spans:
        return root
    found = "an empty file" if root is None or root == {} else f"{_kind(root)} where the case should be"
    todo = "run `pourparler new` or `pourparler frame` to start one"
    raise PourparlerError(Problem("C105", "", found, "a mapping such as `id: my-case`", todo, Place(file, 1, 1)))


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"{value!r}"


class _Builder:
    """Builds the tree from the events of the parser, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.root: Any = None
        self._stack: list[MappingNode | ListNode] = []
        self._keys: list[tuple[str, Span] | None] = []
        self._documents = 0

    def take(self, event: Event) -> None:
        """Add what one event says."""
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise PourparlerError(
                    *self.problems, self._refusal(_span(event), "a second document (`---`)", "keep one case a file")
                )
        elif isinstance(event, ScalarEvent):
            self._refuse_extras(event)
            plain = event.style is None and bool(event.implicit[0])
            self._add(scalar(event.value, plain=plain), _span(event, event.style or "plain"), event.value)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._refuse_extras(event)
            self._open(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._close(event)
        elif isinstance(event, AliasEvent):
            todo = "write the value out: each value has its own signature"
            raise PourparlerError(*self.problems, self._refusal(_span(event), f"the alias *{event.anchor}", todo))

    def _open(self, event: CollectionStartEvent) -> None:
        span = _span(event, "flow" if event.flow_style else "block")
        node = MappingNode(span) if isinstance(event, MappingStartEvent) else ListNode(span)
        if len(self._stack) >= MAX_DEPTH:
            problem = Problem(
                "C102", "", f"{MAX_DEPTH + 1} levels of nesting", f"up to {MAX_DEPTH}", place=span.place(self.file)
            )
            raise PourparlerError(*self.problems, problem)
        self._add(node, span, None)
        self._stack.append(node)
        self._keys.append(None)

    def _close(self, event: Event) -> None:
        node = self._stack.pop()
        self._keys.pop()
        span = Span(node.span.start, event.end_mark.index, node.span.line, node.span.column, node.span.style)
        node.span = span
        if not self._stack:
            return
        parent = self._stack[-1]
        if isinstance(parent, ListNode):
            parent.item_spans[-1] = span
        else:
            key = next(reversed(parent.value_spans), None)
            if key is not None and parent.get(key) is node:
                parent.value_spans[key] = span

    def _add(self, value: Any, span: Span, text: str | None) -> None:
        if not self._stack:
            self.root = value
            return
        node = self._stack[-1]
        if isinstance(node, ListNode):
            if value is None:
                self.problems.append(
                    Problem(
                        "C111",
                        "",
                        "an item with nothing behind it",
                        todo="fill it in or take the dash out",
                        place=span.place(self.file),
                    )
                )
            node.append(value)
            node.item_spans.append(span)
        elif self._keys[-1] is None:
            self._take_key(node, span, text)
        else:
            key, key_span = self._keys[-1]
            self._keys[-1] = None
            if key in node.key_spans:
                first = node.key_spans[key].line
                self.problems.append(
                    Problem(
                        "C106",
                        key if key.isprintable() else "",
                        f"the key {key!r} a second time (first in line {first})",
                        "each key once",
                        "join the two",
                        key_span.place(self.file),
                    )
                )
                return
            empty = Span(key_span.end, key_span.end, key_span.line, key_span.column)
            node.key_spans[key] = key_span
            node.value_spans[key] = empty if value is None else span
            if value is not None:
                node[key] = value

    def _take_key(self, node: MappingNode, span: Span, text: str | None) -> None:
        if text is None:
            problem = Problem("C104", "", "a mapping or list used as a key", "a word", place=span.place(self.file))
            raise PourparlerError(*self.problems, problem)
        self._keys[-1] = (text, span)

    def _refuse_extras(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            todo = "take it out: case files have no anchors and aliases"
            self.problems.append(self._refusal(_span(event), f"the anchor &{event.anchor}", todo))
        if event.tag is not None:
            self.problems.append(self._refusal(_span(event), f"the tag {event.tag}", "take it out: tags are not read"))

    def _refusal(self, span: Span, found: str, todo: str) -> Problem:
        return Problem("C107", "", found, "plain mappings, lists and scalars", todo, span.place(self.file))


def _span(event: Event, style: str = "plain") -> Span:
    start = event.start_mark
    return Span(start.index, event.end_mark.index, start.line + 1, start.column + 1, style)


def _unreadable(error: ReaderError, text: str, file: str) -> Problem:
    line = text.count("\n", 0, error.position) + 1
    column = error.position - text.rfind("\n", 0, error.position)
    code = ord(error.character) if isinstance(error.character, str) else int(error.character)
    todo = "delete it, or check that this is a text file"
    return Problem("C103", "", f"the control character U+{code:04X}", "printable text", todo, Place(file, line, column))


_MEANINGS = (
    ("mapping values are not allowed here", "a second colon", "put texts that contain `: ` in quotation marks"),
    ("could not find expected ':'", "a line that is no `key: value`", "add the colon, or indent it under its key"),
    ("found character '@'", "a text that starts with @", "put it in quotation marks"),
    ("found character '`'", "a text that starts with `", "put it in quotation marks"),
    ("found character '%'", "a text that starts with %", "put it in quotation marks"),
    ("found unexpected end of stream", "a quotation mark that is never closed", "close it"),
    ("expected <block end>", "a line whose indentation fits nothing above it", "line it up with its neighbours"),
    ("expected ',' or", "a bracket or brace that is never closed", "close it, with commas between items"),
)


def _no_yaml(error: YAMLError, text: str, file: str) -> Problem:
    """Say in plain words what the parser stumbled over."""
    if not isinstance(error, MarkedYAMLError):
        return Problem("C104", "", f"text that is not YAML ({error})", place=Place(file))
    unclosed = "end of stream" in str(error.problem) or str(error.problem).startswith("expected ','")
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    place = Place(file) if mark is None else Place(file, mark.line + 1, mark.column + 1)
    lines = text.splitlines()
    if mark is not None and mark.line < len(lines) and re.match(r" *\t", lines[mark.line]):
        return Problem("C104", "", "a tab in the indentation", "spaces", "replace each tab by two spaces", place)
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    for sign, found, todo in _MEANINGS:
        if sign in said:
            return Problem("C104", "", found, "YAML", todo, place)
    return Problem("C104", "", f"text that is not YAML ({said})", "YAML", "see the line named", place)
