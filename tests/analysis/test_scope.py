"""What a question does not see it does not need: its answer from its part of a case is its answer from the whole."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pourparler.analysis.scope import SCOPES, WHOLE, Sight
from pourparler.case.excerpt import WORDS, excerpt, without_words
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import QUESTIONS, questions
from tests.conftest import ROOT

NOTHING = Evidence({}, {})
EXAMPLES = ("alliance", "ferry-strike")
NARROW = [question for question, scope in SCOPES.items() if scope != WHOLE]
FEW = 12
REMOVABLE = sorted(name for name in Case.model_fields if isinstance(Case.model_fields[name].get_default(), tuple))


@cache
def case_of(example: str) -> Case:
    return load_case(ROOT / "examples" / example / "case.yaml").case


def told(result: Result) -> dict[str, Any]:
    """Return what a result says, but for the hash of what it was found from."""
    data = result.to_dict()
    del data["provenance"]["inputs"]
    return data


def test_every_question_has_a_scope_and_every_scope_a_question() -> None:
    assert list(QUESTIONS) == list(questions()) == list(SCOPES)


@pytest.mark.parametrize("kind", sorted(WORDS, key=str))
def test_words_are_fields_that_hold_no_number(kind: Any) -> None:
    for name in WORDS[kind]:
        assert "Range" not in str(kind.model_fields[name].annotation), name


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("question", NARROW)
def test_the_whole_case_says_no_more(example: str, question: str) -> None:
    case = case_of(example)
    drawn = draws_of(case, 1, FEW)
    seen = Sight(case, NOTHING, drawn).of(question)
    ask = questions()[question]
    assert told(ask(seen.case, seen.evidence, seen.drawn)) == told(ask(case, NOTHING, drawn))


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_nor_does_a_case_with_gaps(data: st.DataObject) -> None:
    """Entries are dropped at random, so that every answer for what is missing is asked for too."""
    case = case_of(data.draw(st.sampled_from(EXAMPLES)))
    for name in data.draw(st.lists(st.sampled_from(REMOVABLE), min_size=1, max_size=4, unique=True)):
        entries = getattr(case, name)
        kept = data.draw(st.integers(0, len(entries)))
        case = case.model_copy(update={name: entries[:kept]})
    if data.draw(st.booleans()):
        case = case.model_copy(update={"conflict": None})
    question = data.draw(st.sampled_from(NARROW))
    drawn = draws_of(case, 1, FEW)
    seen = Sight(case, NOTHING, drawn).of(question)
    ask = questions()[question]
    assert _answered(ask, seen.case, seen.evidence, seen.drawn) == _answered(ask, case, NOTHING, drawn)


def _answered(ask: Any, *given: Any) -> Any:
    """Return what a question says; a case cut at random may name what is gone, and then the fault is compared."""
    try:
        return told(ask(*given))
    except (KeyError, LookupError, StopIteration, ValueError) as error:
        return type(error)


@pytest.mark.parametrize("example", EXAMPLES)
def test_words_move_no_number(example: str) -> None:
    """What only people read is not even seen by a question that counts."""
    case = case_of(example)
    party = case.parties[0].model_copy(update={"fears": (), "authority": None, "comment": "looked at again"})
    edited = case.model_copy(update={"parties": (party, *case.parties[1:]), "title": "Another title"})
    assert edited != case
    for question in NARROW:
        if not SCOPES[question].evidence:
            seen, as_edited = (Sight(one, NOTHING, draws_of(one, 1, FEW)).of(question) for one in (case, edited))
            assert seen.case == as_edited.case, question


def test_an_excerpt_is_the_case_where_nothing_is_left_out() -> None:
    case = case_of("alliance")
    assert excerpt(case, set(Case.model_fields)) == case
    assert without_words(without_words(case)) == without_words(case) != case


def test_the_reference_says_what_each_question_sees(root: Path) -> None:
    text = (root / "docs" / "reference" / "questions.md").read_text(encoding="utf-8")
    rows = dict(
        re.findall(r"^\| ((?:`[a-z]+`(?:, )?)+) \| (.*) \|$", text.partition("## `positions`")[0], re.MULTILINE)
    )
    told = {name.strip("`"): words for names, words in rows.items() for name in names.split(", ")}
    frame = set(re.findall(r"`([a-z_]+)`", re.findall(r"^The frame: (.*)", text, re.MULTILINE)[0]))

    def seen(question: str) -> set[str]:
        words = told[question]
        if words.startswith("the whole case"):
            return set(Case.model_fields)
        named = set(re.findall(r"`([a-z_]+)`", words))
        above = named & set(QUESTIONS)
        return (named - above).union(frame if "the frame" in words else (), *map(seen, above))

    for question, scope in SCOPES.items():
        assert seen(question) | {"format", "id", "path"} == set(scope.parts) | {"format", "id", "path"}, question
        assert told[question].endswith("evidence") == scope.evidence, question
