"""Draws the figures of a brief in a process of its own, begun before it is known what they show.

The chart library takes as long to start as to draw, and most of its memory stays: here it starts beside the analyses,
draws what each of them shows while the next one is at work, and is gone before the PDF is laid out for good.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from pourparler.brief.writers.charts import draw, paint, remember, remember_painted
from pourparler.core.beside import Beside
from pourparler.core.result import Figure

_ANY = Figure("any", "", "", {"data": {"values": []}, "mark": "bar"})
_DRAW, _SHOW, _PAINT = "draw", "show", "paint"


class Drawing:
    """A chart library at work beside us; a context manager.

    Examples
    --------
    >>> spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    >>> with Drawing() as drawing:
    ...     drawing.begin([Figure("one", "One", "One bar of length 1.", spec)])
    ...     drawing.drawn()
    """

    def __init__(self) -> None:
        self._beside = Beside(figures)
        self._begun: list[Figure] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beside.end()

    def begin(self, wanted: Iterable[Figure]) -> None:
        """Hand figures over; those that are begun already are not drawn twice.

        Parameters
        ----------
        wanted : iterable of Figure

        Raises
        ------
        PourparlerError
            W112 when the process is gone.
        """
        fresh = [figure for figure in wanted if figure not in self._begun]
        self._begun += fresh
        told = [[one.name, one.title, one.alt, one.spec] for one in fresh]
        self._tell(_DRAW, told)

    def drawn(self) -> None:
        """Wait for all that was begun, so that :func:`draw` finds it done.

        Raises
        ------
        PourparlerError
            W112 when the process was ended before.
        """
        self._tell(_SHOW, None)
        for figure, svg in zip(self._begun, json.loads(self._beside.hear()), strict=True):
            remember(figure, svg)

    def paint(self, wanted: Iterable[Figure]) -> None:
        """Hand over the figures that are wanted as PNG; all of them were begun."""
        self._tell(_PAINT, [self._begun.index(figure) for figure in wanted])

    def painted(self) -> None:
        """Wait for what is painted, so that :func:`paint` finds it done, and end the process.

        Raises
        ------
        PourparlerError
            W112 when the process was ended before.
        """
        for number, png in json.loads(self._beside.hear()):
            remember_painted(self._begun[number], base64.b64decode(png))
        self._beside.end()

    def _tell(self, task: str, told: object) -> None:
        self._beside.tell(json.dumps([task, told], ensure_ascii=False, default=dict).encode())


def figures(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Draw the figures of each message, and show or paint them when asked to; the task of :class:`Drawing`.

    Nothing is answered before it is asked for: whoever hands figures over need not listen meanwhile.
    """
    draw(_ANY)
    held: list[tuple[Figure, str]] = []
    for message in messages:
        task, told = json.loads(message)
        if task == _DRAW:
            fresh = [Figure(name, title, alt, spec) for name, title, alt, spec in told]
            held += [(figure, draw(figure)) for figure in fresh]
        elif task == _SHOW:
            yield json.dumps([svg for _, svg in held], ensure_ascii=False).encode()
        else:
            for figure, svg in held:
                remember(figure, svg)
            yield json.dumps([[number, base64.b64encode(paint(held[number][0])).decode()] for number in told]).encode()
