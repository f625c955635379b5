"""Answers the questions of a large brief in a process of its own: what compiled kernels and solvers take is given back.

The results are those of `asked_here`; only where they are found differs. Evidence goes over as a pickle, which is safe
here and nowhere else: both ends of the pipe are our own process, and no file or source is ever read as one.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator

from pourparler.case.completion import complete
from pourparler.case.model import Case
from pourparler.core.beside import Beside
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import asked_here


def asked_apart(case: Case, evidence: Evidence, names: tuple[str, ...], seed: int, draws: int) -> Iterator[Result]:
    """Answer some questions in a process of its own, which ends with the last of them, or with the iterator.

    Raises
    ------
    PourparlerError
        W112 when no process can be started, or when it was ended.
    """
    with Beside(answers) as beside:
        beside.tell(json.dumps([names, seed, draws]).encode())
        beside.tell(case.model_dump_json(by_alias=True).encode())
        beside.tell(pickle.dumps(evidence))
        for _ in names:
            yield Result.from_dict(json.loads(beside.hear()))


def answers(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer questions about the case and evidence that our own process sends; nothing comes from anywhere else."""
    for message in messages:
        names, seed, draws = json.loads(message)
        case = complete(Case.model_validate_json(next(messages)))
        evidence = pickle.loads(next(messages))  # noqa: S301 - from our own process
        for result in asked_here(case, evidence, tuple(names), seed, draws):
            yield json.dumps(result.to_dict(), ensure_ascii=False).encode()
