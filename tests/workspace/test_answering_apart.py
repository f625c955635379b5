"""Questions answered in a process of their own have the same answers, and their faults are told like ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from pourparler.case.completion import complete
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.core.beside import Beside
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import answer
from pourparler.workspace.answering_apart import Answering, answers

NOTHING = Evidence({}, {})


def test_the_answers_are_the_same_wherever_they_are_found(root: Path) -> None:
    case = load_case(root / "examples" / "ferry-strike" / "case.yaml").case
    with Answering() as answering:
        found = answer(case, NOTHING, ask=answering.ask)
    here = answer(case, NOTHING)
    assert list(found) == list(here)
    for question, result in here.items():
        assert found[question].to_dict() == result.to_dict(), question


@pytest.mark.parametrize("example", ["alliance", "ferry-strike"])
def test_a_case_comes_over_whole(root: Path, example: str) -> None:
    """It is sent as JSON: what the judged blocks lent is in it, and its paths follow again from its ids."""
    case = load_case(root / "examples" / example / "case.yaml").case
    assert complete(Case.model_validate_json(case.model_dump_json(by_alias=True))) == case


def test_a_fault_there_is_told_with_its_trace() -> None:
    with Beside(answers) as beside:
        beside.tell(b"no case")
        with pytest.raises(RuntimeError, match="Traceback"):
            beside.hear()


def test_answers_nobody_waits_for_end_with_who_asked(root: Path) -> None:
    case = load_case(root / "examples" / "ferry-strike" / "case.yaml").case
    with Answering() as answering:
        answering.ask(case, NOTHING, ("packages", "burden"), 1, 1000)
        process = answering._beside._process  # type: ignore[union-attr]
        assert process.poll() is None
    assert process.poll() is not None
