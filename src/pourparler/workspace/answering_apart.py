"""Answers the questions of a large brief in a process of its own: what compiled kernels and solvers take is given back.

The results are those of `asked_here`; only where they are found differs. Evidence goes over as a pickle, which is safe
here and nowhere else: both ends of the pipe are our own process, and no file or source is ever read as one.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Self

from pourparler.case.completion import complete
from pourparler.case.model import Case
from pourparler.core.beside import Beside
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import asked_here


class Answering:
    """Questions at work in a process of their own; a context manager that ends it, whatever happened."""

    def __init__(self) -> None:
        self._beside: Beside | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def ask(self, case: Case, evidence: Evidence, names: tuple[str, ...], seed: int, draws: int) -> Iterator[Result]:
        """Have some questions answered: the process is at work from the call on, and ends with the last answer.

        Raises
        ------
        PourparlerError
            W112 when no process can be started, or when it was ended.
        """
        self._beside = Beside(answers)
        self._beside.tell(json.dumps([names, seed, draws]).encode())
        self._beside.tell(case.model_dump_json(by_alias=True).encode())
        self._beside.tell(pickle.dumps(evidence))
        return self._heard(self._beside, len(names))

    def _heard(self, beside: Beside, count: int) -> Iterator[Result]:
        for _ in range(count):
            yield Result.from_dict(json.loads(beside.hear()))
        self._end()

    def _end(self) -> None:
        if self._beside is not None:
            self._beside.end()
            self._beside = None


def answers(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer questions about the case and evidence that our own process sends; nothing comes from anywhere else."""
    for message in messages:
        names, seed, draws = json.loads(message)
        case = complete(Case.model_validate_json(next(messages)))
        evidence = pickle.loads(next(messages))  # noqa: S301 - from our own process
        for result in asked_here(case, evidence, tuple(names), seed, draws):
            yield json.dumps(result.to_dict(), ensure_ascii=False).encode()
