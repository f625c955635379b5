"""One edit of one text of a case: where a value stands, how it is replaced, and that nothing else has changed."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pourparler.case.judgement import is_signature
from pourparler.case.locations import holds
from pourparler.case.paths import Location, segment
from pourparler.case.ranges import Range
from pourparler.case.tree import ListNode, MappingNode, Span, parse_tree
from pourparler.case.writing import (
    Scalar,
    Value,
    block_lines,
    block_scalar,
    flow_text,
    item_lines,
    scalar_text,
)
from pourparler.core.errors import Place, PourparlerError, Problem


@dataclass(frozen=True)
class Target:
    """A value in the text, and where it stands."""

    location: Location
    span: Span
    flow: bool


class Edit:
    """One edit of one text."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.root = parse_tree(text, file)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._index = dict(_index(self.root, "", ()))

    def nothing_at(self, path: str) -> PourparlerError:
        """Return the error for a path with no entry to put a value in."""
        todo = "add the entry it belongs to first"
        return PourparlerError(Problem("C140", path, "no such entry in the case", "", todo, Place(self.file)))

    def locate(self, path: str) -> Location | None:
        """Return where a path stands, also when only its key is typed."""
        return self._index.get(path)

    def at(self, location: Location) -> Any:
        """Return what stands at a location; ``None`` behind an empty key."""
        here: Any = self.root
        for step in location:
            here = here[step] if holds(here, step) else None
        return here

    def target(self, path: str) -> Target | None:
        """Return the value a path means: in the long form of a judgement, what stands behind ``value``."""
        location = self.locate(path)
        if location is None:
            return None
        if isinstance(self.at(location), MappingNode) and "value" in self.at(location).key_spans:
            location = (*location, "value")
        parents = [self.at(location[:depth]) for depth in range(len(location))]
        flow = any(parent.span.style == "flow" for parent in parents)
        return Target(location, self._span(location), flow)

    def _span(self, location: Location) -> Span:
        if not location:
            return self.root.span
        parent, step = self.at(location[:-1]), location[-1]
        span: Span = parent.value_spans[str(step)] if isinstance(parent, MappingNode) else parent.item_spans[step]
        return span

    def replace(self, target: Target, new: Scalar, path: str) -> str:
        """Replace one value."""
        span = target.span
        node = self.at(target.location)
        if isinstance(node, MappingNode | ListNode) and span.style == "block":
            raise self._several_lines(path, span)
        if span.style in ("|", ">"):
            written = self._block(span, new)
        else:
            written = scalar_text(new, style=span.style, flow=target.flow)
        start, end = span.start, span.end
        if node is None:
            start = end = self._after_colon(span)
            gap = re.match(r" *(?=[,}])", self.text[end:])
            end += gap.end() if gap and target.flow else 0
            written = f" {written}"
        whole = self.text[:start] + written + self.text[end:]
        return self._checked(whole, target.location, new, path, block=span.style in ("|", ">"))

    def _several_lines(self, path: str, span: Span) -> PourparlerError:
        todo = "change it in the file by hand"
        return PourparlerError(
            Problem("C141", path, "something written over several lines", "one value", todo, span.place(self.file))
        )

    def _block(self, span: Span, new: Scalar) -> str:
        body = self.text[span.start : span.end]
        header, *below = body.splitlines()
        indentation = next((line[: len(line) - len(line.lstrip())] for line in below if line.strip()), "  ")
        blank = body[len(body.rstrip()) :].count("\n") - 1
        return block_scalar(header, str(new), indentation, self.newline) + self.newline * max(blank, 0)

    def _after_colon(self, key: Span) -> int:
        return self.text.index(":", key.start) + 1

    def insert(self, holder: Location, key: str, new: Value, path: str) -> str:
        """Put a key with its value at the end of a mapping, or behind a key that is there with nothing behind it."""
        node: MappingNode = self.at(holder)
        location = (*holder, key)
        if node.span.style == "flow":
            end = node.span.end - 1
            separator = ", " if node.key_spans else ""
            before = self.text[:end].rstrip()
            written = f"{before}{separator}{scalar_text(key, flow=True)}: {flow_text(new)}{self.text[end:]}"
            return self._checked(written, location, new, path)
        column = next(iter(node.key_spans.values())).column - 1
        return self._checked(self._add_lines(node, block_lines({key: new}), column), location, new, path)

    def lengthen(self, location: Location, key: str, new: Scalar, path: str) -> str:
        """Turn the short form of a judgement into the long one."""
        span, value = self._span(location), self.at(location)
        if span.style in ("|", ">") or "\n" in self.text[span.start : span.end]:
            raise self._several_lines(path, span)
        long = {"value": value, key: new}
        written = self.text[: span.start] + flow_text(long) + self.text[span.end :]
        return self._checked(written, location, long, path)

    def judge_anew(self, location: Location, new: Range, basis: Mapping[str, Scalar], path: str) -> str:
        """Replace a judgement, in either form, by one in the long form on one line."""
        node, span = self.at(location), self._span(location)
        signed = isinstance(node, MappingNode) and any(is_signature(key) for key in node)
        long = {
            "value": new,
            **basis,
            **{key: node[key] for key in ("visibility", "comment") if signed and key in node},
        }
        end = span.end
        if isinstance(node, MappingNode) and span.style == "block":
            key_span = self.at(location[:-1]).key_spans[str(location[-1])]
            start, end = self._after_colon(key_span), self._content_end(node)
            if "#" in self.text[start:end]:
                raise self._several_lines(path, span)
            return self._checked(f"{self.text[:start]} {flow_text(long)}{self.text[end:]}", location, long, path)
        if isinstance(node, ListNode) or span.style in ("|", ">"):
            raise self._several_lines(path, span)
        return self._checked(self.text[: span.start] + flow_text(long) + self.text[end:], location, long, path)

    def extend(self, location: Location, entry: Mapping[str, Value], path: str) -> str:
        """Put an entry at the end of a list."""
        node = self.at(location)
        span = self._span(location)
        if node is None or (isinstance(node, ListNode) and not node):
            return self._begin(location, entry, path)
        if not isinstance(node, ListNode):
            found, todo = "one item without a list", "write it as a list first"
            raise PourparlerError(Problem("C141", path, found, "a list", todo, span.place(self.file)))
        after = (*location, len(node))
        if node.span.style == "flow":
            end = node.span.end - 1
            before = self.text[:end].rstrip().removesuffix(",")
            return self._checked(f"{before}, {flow_text(entry)}{self.text[end:]}", after, entry, path)
        dash_column = node.span.column - 1
        dash = "-" + " " * max(node.item_spans[-1].column - 2 - dash_column, 1)
        if node.item_spans[-1].line != self._dash_line(node):
            dash = "- "
        return self._checked(self._add_lines(node, item_lines(entry, dash), dash_column), after, entry, path)

    def _dash_line(self, node: ListNode) -> int:
        """Return the line of the last dash when its item begins beside it, else 0."""
        span = node.item_spans[-1]
        start = self.text.rfind("\n", 0, span.start) + 1
        return span.line if self.text[start : span.start].strip() == "-" else 0

    def _begin(self, location: Location, entry: Mapping[str, Value], path: str) -> str:
        """Begin a list behind a key that has nothing, or an empty list, behind it."""
        parent: MappingNode = self.at(location[:-1])
        key_span = parent.key_spans[str(location[-1])]
        span = self._span(location)
        if parent.span.style == "flow":
            start = span.start if span.start > key_span.end else self._after_colon(key_span)
            written = f"{self.text[:start].rstrip()} {flow_text([entry])}{self.text[max(start, span.end) :]}"
            return self._checked(written, location, [entry], path)
        colon = self._after_colon(key_span)
        line_end = self._line_end(max(colon, span.end))
        rest = self.text[max(colon, span.end) : line_end]
        indentation = " " * (key_span.column - 1 + 2)
        lines = [f"{indentation}{line}" for line in item_lines(entry)]
        written = self.text[:colon] + rest.rstrip() + self.newline + self.newline.join(lines) + self.text[line_end:]
        return self._checked(written, location, [entry], path)

    def _add_lines(self, node: MappingNode | ListNode, lines: list[str], column: int) -> str:
        """Add lines below everything that stands in a mapping or list, before the comments that follow it."""
        end = self._line_end(self._content_end(node))
        added = "".join(f"{self.newline}{' ' * column}{line}" for line in lines)
        return self.text[:end] + added + (self.text[end:] or self.newline)

    def _content_end(self, node: MappingNode | ListNode) -> int:
        """Return where the last thing typed in a block mapping or list ends."""
        if node.span.style == "flow":
            return node.span.end
        if isinstance(node, ListNode):
            last, span = node[-1], node.item_spans[-1]
        else:
            key = next(reversed(node.key_spans))
            last, span = node.get(key), node.value_spans[key]
        if isinstance(last, MappingNode | ListNode):
            return self._content_end(last)
        return span.start + len(self.text[span.start : span.end].rstrip())

    def _line_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[end - 1 : end] == "\r" else end

    def _checked(self, written: str, location: Location, new: Any, path: str, *, block: bool = False) -> str:
        """Return the new text once it reads back with the value meant, and nothing else, changed."""
        expected = copy.deepcopy(_plain(self.root))
        holder: Any = expected
        for step in location[:-1]:
            holder = holder.setdefault(step, {}) if isinstance(holder, dict) else holder[step]
        if isinstance(holder, list) and location[-1] == len(holder):
            holder.append(_plain(new))
        else:
            holder[location[-1]] = _plain(new)
        found_tree = _plain(parse_tree(written, self.file))
        if block:
            _trim(expected, location)
            _trim(found_tree, location)
        if found_tree != expected:
            found = "a file in which this cannot be changed by itself"
            raise PourparlerError(
                Problem(
                    "C141", path, found, "", "change it in the file by hand", self._span(location[:-1]).place(self.file)
                )
            )
        return written


def _trim(plain: Any, location: Location) -> None:
    """Leave out the line ends that the block style puts behind a text."""
    for step in location[:-1]:
        plain = plain[step]
    plain[location[-1]] = str(plain[location[-1]]).strip("\n")


def _plain(value: Any) -> Any:
    """Return a value as it compares: numbers, dates and ranges as they are typed."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Range):
        return _plain(parse_tree(f"range: {value}", "")["range"])
    return value if isinstance(value, bool) else str(value) if not isinstance(value, float) else _number(value)


def _number(value: float) -> str:
    return scalar_text(float(value))


def _index(node: object, path: str, location: Location) -> Iterator[tuple[str, Location]]:
    """Yield the path and location of everything typed, keys with nothing behind them included."""
    yield path, location
    prefix = f"{path}." if path else ""
    if isinstance(node, MappingNode):
        for key in node.key_spans:
            yield from _index(node.get(key), f"{prefix}{key}", (*location, key))
    elif isinstance(node, ListNode):
        list_name = path.rpartition(".")[2]
        for index, item in enumerate(node):
            yield from _index(item, f"{prefix}{segment(list_name, item, index)}", (*location, index))
