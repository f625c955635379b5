"""Claims, entities, meetings and inconsistencies as plain data, and back again, checked.

A span is ``[start, end]``, a word of a vocabulary its value, a field at its default is left out.
"""

from __future__ import annotations

import json
import types
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pourparler.evidence.claim import Span

_Made = TypeVar("_Made")
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def to_plain(value: Any) -> Any:
    """Return lists, mappings, strings and numbers that say the same as ``value``.

    Examples
    --------
    >>> from pourparler.evidence.claim import Cue
    >>> to_plain(Cue(Span(3, 7), "say"))
    {'span': [3, 7], 'lemma': 'say'}
    """
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: to_plain(getattr(value, item.name))
            for item in fields(value)
            if item.default is MISSING or getattr(value, item.name) != item.default
        }
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[_Made], value: Any) -> _Made:
    """Make a ``kind`` from what :func:`to_plain` returned.

    Raises
    ------
    ValueError
        When the data do not fit; the message says what was found and what is allowed.

    Examples
    --------
    >>> from pourparler.evidence.claim import Cue
    >>> from_plain(Cue, {"span": [3, 7], "lemma": "say"})
    Cue(span=Span(start=3, end=7), lemma='say')
    """
    maker: Callable[[Any], _Made] = _maker(cast(Any, kind))
    return maker(value)


def field_from_plain(kind: Any, name: str, value: Any) -> Any:
    """Make the value of one field of a record, as :func:`from_plain` does."""
    return _makers(kind)[name](value)


@lru_cache(maxsize=64)
def _makers(kind: Any) -> Mapping[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {item.name: _maker(hints[item.name]) for item in fields(kind)}


@lru_cache(maxsize=256)
def _maker(kind: Any) -> Callable[[Any], Any]:
    """Return the function that makes a value of this type from plain data."""
    if kind is Span:
        return _span
    if get_origin(kind) in (Union, types.UnionType):
        inner = _maker(next(part for part in get_args(kind) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is tuple:
        return _tuple_maker(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda value: _word(kind, value)
    if is_dataclass(kind):
        return lambda value: _record(kind, value)
    return lambda value: _exact(kind, value)


def _exact(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        told = {str: "words", bool: "true or false", int: "a whole number"}[kind]
        raise ValueError(f"found {value!r}; allowed: {told}")
    return value


def _span(value: Any) -> Span:
    numbers = isinstance(value, (list, tuple)) and len(value) == 2 and all(type(part) is int for part in value)
    if not numbers or not 0 <= value[0] < value[1]:
        raise ValueError(f"found {value!r}; allowed: [start, end] with 0 <= start < end")
    return Span(value[0], value[1])


def _word(kind: type[StrEnum], value: Any) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"found {value!r}; allowed: {', '.join(kind)}") from None


def _tuple_maker(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _maker(parts[0])
        return lambda value: tuple(each(item) for item in _list(value))
    makers = tuple(_maker(part) for part in parts)

    def make(value: Any) -> tuple[Any, ...]:
        if len(_list(value)) != len(makers):
            raise ValueError(f"found {value!r}; allowed: a list of {len(makers)}")
        return tuple(maker(item) for maker, item in zip(makers, value, strict=True))

    return make


def _list(value: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"found {value!r}; allowed: a list")
    return value


def _record(kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError(f"found {value!r}; allowed: a mapping")
    makers = _makers(kind)
    unknown = sorted(set(value) - set(makers))
    if unknown:
        raise ValueError(f"found the key {unknown[0]!r}; allowed: {', '.join(makers)}")
    try:
        return kind(**{name: makers[name](item) for name, item in value.items()})
    except TypeError:
        missing = [item.name for item in fields(kind) if item.default is MISSING and item.name not in value]
        raise ValueError(f"found no {' and no '.join(missing)}; allowed: a value for each") from None


def json_line(value: Any) -> str:
    """Return one line of JSON: keys sorted, letters of all scripts as they are, characters that do not show escaped.

    Examples
    --------
    >>> print(json_line({"b": "Zürich", "a": "x\\u202ey"}))
    {"a": "x\\u202ey", "b": "Zürich"}
    """
    line = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if line.isascii() and "\x7f" not in line:
        return line
    return "".join(
        json.dumps(character)[1:-1] if unicodedata.category(character) in _UNSEEN else character for character in line
    )
