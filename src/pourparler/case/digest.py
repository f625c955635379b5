"""The hash of a case as a reader sees it."""

from __future__ import annotations

import datetime
import hashlib
import json
import weakref
from collections.abc import Mapping
from enum import Enum
from typing import Any

from pydantic import BaseModel

from pourparler.case.judgement import Judgement
from pourparler.case.model import Case
from pourparler.case.paths import segment
from pourparler.case.ranges import Range

IN_ORDER = frozenset({"sequence"})
"""Lists whose order says something."""
_LEFT_OUT = frozenset({"path", "judged"})
"""Paths follow from the ids, and what a judged block says stands in the judgements it signs."""


def canonical_json(case: Case) -> str:
    """Return a case as text that is equal for equal cases, whatever the order of their entries.

    Parameters
    ----------
    case : Case
        Complete. Names, remarks and audiences count; comments of the file, order and blank fields do not. Texts in a
        list (fears, arguments) keep their order, which is shown.

    Examples
    --------
    >>> one = Case.model_validate({"parties": [{"id": "norland"}, {"id": "varania"}]})
    >>> two = Case.model_validate({"parties": [{"id": "varania"}, {"id": "norland"}]})
    >>> canonical_json(one) == canonical_json(two)
    True
    """
    return json.dumps(_canonical(case, ""), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(case: Case) -> str:
    """Return the SHA-256 of the canonical text of a case, in hexadecimal.

    Every question stamps its result with it, so that of the case at hand is kept.

    Examples
    --------
    >>> digest(Case(title="One")) == digest(Case(title="Two"))
    False
    """
    if _kept is not None and _kept[0]() is case:
        return _kept[1]
    return _keep(case, hashlib.sha256(canonical_json(case).encode()).hexdigest())


_kept: tuple[weakref.ref[Case], str] | None = None


def _keep(case: Case, told: str) -> str:
    """Keep the digest of the last case, which does not change, as long as it is in use."""
    global _kept  # noqa: PLW0603
    _kept = (weakref.ref(case), told)
    return told


def _canonical(value: Any, name: str) -> Any:
    if isinstance(value, BaseModel):
        fields = (
            (field.alias or key, _canonical(getattr(value, key), field.alias or key))
            for key, field in type(value).model_fields.items()
            if key not in _LEFT_OUT
        )
        return {key: item for key, item in fields if item not in (None, "", [], {})}
    if isinstance(value, tuple):
        return _listed(value, name)
    if isinstance(value, Mapping):
        return {str(key): _canonical(item, "") for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Range | datetime.date) else value


def _listed(items: tuple[Any, ...], name: str) -> list[Any]:
    plain = [_canonical(item, "") for item in items]
    if name in IN_ORDER or any(isinstance(item, Judgement) for item in items):
        return plain
    keys = [
        (segment(name, item, 0) if isinstance(item, BaseModel) else str(item), json.dumps(form, sort_keys=True))
        for item, form in zip(items, plain, strict=True)
    ]
    return [form for _, form in sorted(zip(keys, plain, strict=True), key=lambda pair: pair[0])]
