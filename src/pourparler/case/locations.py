"""From a location in the model to the place and the path of ids it has in the file."""

from __future__ import annotations

from typing import Any

from pourparler.case.paths import Location, Step, segment
from pourparler.case.tree import ListNode, MappingNode, Span


def typed_location(root: Any, location: Location) -> Location:
    """Return a location as it is in the file.

    A list may have been typed as one item, or (stances) as a mapping by id: then the location has no number, or has the
    id. What goes beyond the file, such as the ``value`` of a short form, is kept as it is.

    Parameters
    ----------
    root : mapping
        The file.
    location : tuple
        In the model: field names and numbers.

    Examples
    --------
    >>> typed_location({"views": {"stances": {"invite": "opposes"}}}, ("views", 0, "stances", 0, "stance"))
    ('views', 'stances', 'invite', 'stance')
    """
    here: Any = root
    found: list[Step] = []
    for step in location:
        if holds(here, step):
            found.append(step)
            here = here[step]
        elif not isinstance(step, int):
            found.append(step)
            here = None
        elif isinstance(here, dict) and found and found[-1] == "stances" and "stance" not in here and step < len(here):
            found.append(list(here)[step])
            here = here[found[-1]]
    return tuple(found)


def holds(node: object, step: Step) -> bool:
    """Tell whether there is something one step inside a mapping or list.

    Examples
    --------
    >>> holds({"id": "norland"}, "id"), holds(["a"], 1)
    (True, False)
    """
    if isinstance(node, list):
        return isinstance(step, int) and step < len(node)
    return isinstance(node, dict) and step in node


def span_at(root: MappingNode, location: Location, *, key: bool = False) -> Span:
    """Return where something stands, or the nearest thing around it that does.

    Parameters
    ----------
    root : MappingNode
    location : tuple
        As typed; see `typed_location`.
    key : bool
        Whether the key itself is meant rather than what stands behind it.
    """
    here: Any = root
    span = root.span
    for number, step in enumerate(location):
        if isinstance(here, MappingNode) and step in here.key_spans:
            name = str(step)
            wanted = key and number == len(location) - 1
            span = here.key_spans[name] if wanted or name not in here else here.value_spans[name]
            here = here.get(name)
        elif isinstance(here, ListNode) and isinstance(step, int) and step < len(here):
            here, span = here[step], here.item_spans[step]
        else:
            return span
    return span


def path_at(root: MappingNode, location: Location) -> str:
    """Return the path of ids of a location in the file."""
    parts: list[str] = []
    here: Any = root
    for step in location:
        if step == "[key]":
            break
        if isinstance(here, ListNode) and isinstance(step, int) and step < len(here):
            here = here[step]
            parts.append(segment(parts[-1] if parts else "", here, step))
        else:
            here = here[step] if holds(here, step) else None
            if isinstance(step, str) and not (step == "value" and here is None):
                parts.append(step)
    return ".".join(parts)
