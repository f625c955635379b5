"""Draws the figures of a brief in a process of its own, begun before it is known what they show.

The chart library takes as long to start as to draw, and most of its memory stays: here it starts beside the analyses,
and is gone before the PDF is set.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from pourparler.brief.writers.charts import draw, paint, remember
from pourparler.core.beside import Beside
from pourparler.core.result import Figure

_ANY = Figure("any", "", "", {"data": {"values": []}, "mark": "bar"})


class Drawing:
    """A chart library that starts beside us; a context manager.

    Examples
    --------
    >>> spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    >>> with Drawing() as drawing:
    ...     drawing.draw([Figure("one", "One", "One bar of length 1.", spec)])
    """

    def __init__(self) -> None:
        self._beside = Beside(figures)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beside.end()

    def draw(self, wanted: Sequence[Figure], *, painted: bool = False) -> None:
        """Draw figures, so that :func:`draw` and :func:`paint` find them done, and end the process.

        Parameters
        ----------
        wanted : sequence of Figure
        painted : bool
            Also as PNG.
        """
        told = [[one.name, one.title, one.alt, one.spec] for one in wanted]
        self._beside.tell(json.dumps([painted, told], ensure_ascii=False, default=dict).encode())
        for figure, (svg, png) in zip(wanted, json.loads(self._beside.hear()), strict=True):
            remember(figure, svg, base64.b64decode(png) if painted else None)
        self._beside.end()


def figures(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer each list of figures with their drawings; the task of :class:`Drawing`."""
    draw(_ANY)
    for message in messages:
        painted, told = json.loads(message)
        found = []
        for name, title, alt, spec in told:
            figure = Figure(name, title, alt, spec)
            png = base64.b64encode(paint(figure)).decode() if painted else ""
            found.append([draw(figure), png])
        yield json.dumps(found, ensure_ascii=False).encode()
