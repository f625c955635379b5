"""Answers kept between runs: the same as found anew, found again only by all they depend on, never in the way."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pourparler.case.background import Correlation
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of, ranges_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace import answers as answers_module
from pourparler.workspace.analysing import QUESTIONS, answer, asked_here
from pourparler.workspace.answers import Answers
from tests.conftest import ROOT

NOTHING = Evidence({}, {})
FEW = 12


class Asking:
    """Answers questions here, and notes which were asked."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()

    def __call__(
        self, case: Case, evidence: Evidence, names: tuple[str, ...], seed: int, draws: int
    ) -> Iterator[Result]:
        self.names = names
        return asked_here(case, evidence, names, seed, draws)


def asked(path: Path, case: Case, *, draws: int = FEW, only: str | None = None) -> tuple[dict[str, Result], set[str]]:
    """Return the answers, and the questions that had to be asked."""
    asking = Asking()
    return answer(case, NOTHING, only, draws=draws, found=Answers(path), ask=asking), set(asking.names)


@pytest.fixture
def case() -> Case:
    return load_case(ROOT / "examples" / "ferry-strike" / "case.yaml").case


def test_what_is_read_back_is_what_was_found(tmp_path: Path, case: Case) -> None:
    here = answer(case, NOTHING, draws=FEW)
    first, asked_first = asked(tmp_path / "answers", case)
    again, asked_again = asked(tmp_path / "answers", case)
    assert (asked_first, asked_again) == (set(QUESTIONS), set())
    assert list(here) == list(first) == list(again)
    assert first == again
    for question, result in here.items():
        assert again[question].to_dict() == result.to_dict(), question


def party_with(case: Case, **changes: object) -> Case:
    party = case.parties[0].model_copy(update=changes)
    return case.model_copy(update={"parties": (party, *case.parties[1:])})


def edits(case: Case) -> dict[str, tuple[Case, set[str]]]:
    """Return cases edited in one place, and the questions that see that place."""
    return {
        "a comment": (party_with(case, comment="again"), {"positions", "approval", "disclosure"}),
        "a meeting": (case.model_copy(update={"meetings": ()}), {"positions", "approval"}),
        "a name": (party_with(case, name="Another name"), set(QUESTIONS)),
        "a measure": (
            case.model_copy(update={"measures": case.measures[1:]}),
            set(QUESTIONS) - {"packages"},
        ),
        "a belief": (
            case.model_copy(update={"beliefs": case.beliefs[1:]}),
            {"positions", "approval", "timing", "disclosure"},
        ),
    }


@pytest.mark.parametrize("edit", ["a comment", "a meeting", "a name", "a measure", "a belief"])
def test_an_edit_asks_those_who_see_it(tmp_path: Path, case: Case, edit: str) -> None:
    edited, who = edits(case)[edit]
    asked(tmp_path / "answers", case)
    found, names = asked(tmp_path / "answers", edited)
    assert names == who
    anew = answer(edited, NOTHING, draws=FEW)
    for question, result in anew.items():
        assert found[question].to_dict() == result.to_dict(), question


def test_other_draws_and_another_program_ask_again(tmp_path: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers"
    asked(path, case, only="burden")
    assert asked(path, case, only="burden")[1] == set()
    assert asked(path, case, only="burden", draws=FEW + 1)[1] == {"burden"}
    monkeypatch.setattr(answers_module, "program", lambda: "another one")
    assert asked(path, case, only="burden")[1] == {"burden"}
    monkeypatch.setattr(answers_module, "program", lambda: None)
    assert asked(path, case, only="burden")[1] == {"burden"}
    assert asked(path, case, only="burden")[1] == {"burden"}


@pytest.mark.parametrize("harm", ["cut", "garbled", "no result", "no text"])
def test_a_damaged_file_is_passed_over(tmp_path: Path, case: Case, harm: str) -> None:
    path = tmp_path / "answers"
    sound, _ = asked(path, case, only="burden")
    key, _, line = path.read_text(encoding="utf-8").partition(" ")
    whole = f"{key} {line}".encode()
    damaged = {
        "cut": whole[: len(whole) // 2],
        "garbled": whole.replace(b'"tables"', b'"tablets"'),
        "no result": f"{key} [1, 2]\n".encode(),
        "no text": b"\xff\xfe" + whole,
    }
    path.write_bytes(damaged[harm])
    found, names = asked(path, case, only="burden")
    assert (found, names) == (sound, {"burden"})
    assert asked(path, case, only="burden")[1] == set(), "it was written anew"


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, case: Case) -> None:
    place = tmp_path / "talks"
    place.mkdir()
    place.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        found, _ = asked(place / "answers" / "none", case, only="burden")
    finally:
        place.chmod(stat.S_IRWXU)
    assert found["burden"].question == "burden"
    assert not any(place.iterdir())


def test_looking_writes_nothing(tmp_path: Path, case: Case) -> None:
    answer(case, NOTHING, "burden", draws=FEW, found=Answers(tmp_path / "answers", keep=False))
    assert not any(tmp_path.iterdir())


def test_the_newest_are_kept(tmp_path: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "MOST", 2)
    path = tmp_path / "answers"
    for draws in (5, 6):
        asked(path, case, only="burden", draws=draws)
    asked(path, case, only="burden", draws=5)
    asked(path, case, only="burden", draws=7)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert asked(path, case, only="burden", draws=7)[1] == set()


def test_correlated_values_are_drawn_together_whoever_sees_them(tmp_path: Path, case: Case) -> None:
    """A cost that the packages do not see moves their draws where the case correlates the two: then they ask again."""
    ranges = sorted(ranges_of(case))
    cost = next(path for path in ranges if path.startswith("measures."))
    weight = next(path for path in ranges if path.startswith("views.") and path.endswith(".weight"))
    linked = case.model_copy(update={"correlations": (Correlation(between=(cost, weight), value=0.6),)})
    fewer = linked.model_copy(update={"measures": ()})
    before, after = (draws_of(one, 1, FEW).as_typed[weight] for one in (linked, fewer))
    assert (before != after).any()
    asked(tmp_path / "answers", linked, only="packages")
    assert asked(tmp_path / "answers", linked, only="packages")[1] == set()
    assert asked(tmp_path / "answers", fewer, only="packages")[1] == {"packages"}
