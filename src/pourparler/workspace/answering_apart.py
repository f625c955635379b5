"""Answers the questions of a large brief in a process of its own: what compiled kernels and solvers take is given back.

The results are those of `answer`; only where they are found differs. Evidence and results go over as pickles, which is
safe here and nowhere else: both ends of the pipe are our own process, and no file or source is ever read as one.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Self

from pourparler.case.completion import complete
from pourparler.case.model import Case
from pourparler.core.beside import Beside
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import answer


class Answering:
    """Questions at work in a process of their own; a context manager that ends it, whatever happened.

    Raises
    ------
    PourparlerError
        W112 when no process can be started, or when it was ended.
    """

    def __init__(self) -> None:
        self._beside = Beside(answers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.end()

    def answer(self, case: Case, evidence: Evidence) -> dict[str, Result]:
        """Return the answer to every question, then end the process."""
        self._beside.tell(case.model_dump_json(by_alias=True).encode())
        self._beside.tell(pickle.dumps(evidence))
        found: dict[str, Result] = pickle.loads(self._beside.hear())  # noqa: S301 - from our own process
        self._beside.end()
        return found


def answers(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer every question for each case and evidence that our own process sends; nothing comes from anywhere else."""
    for message in messages:
        case = complete(Case.model_validate_json(message))
        evidence = pickle.loads(next(messages))  # noqa: S301 - from our own process
        yield pickle.dumps(answer(case, evidence))
