"""Copies of one story are found, whatever the order, and different stories are not."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.evidence.duplicates import THRESHOLD, Candidate, copies, copy_group, likeness, signature, with_copies
from tests.evidence.store.given import fill, opened

WORDS = [f"word{number}" for number in range(400)]


def jaccard(left: list[str], right: list[str]) -> float:
    """Return the true share of five-word shingles in common."""
    one, two = ({tuple(words[n : n + 5]) for n in range(len(words) - 4)} for words in (left, right))
    return len(one & two) / len(one | two)


@pytest.mark.parametrize("kept", [400, 350, 300, 250, 150, 50, 0])
def test_estimates_lie_near_the_truth(kept: int) -> None:
    # The standard error of 128 permutations is at most sqrt(0.25 / 128) = 0.044; three of these are allowed.
    other = WORDS[:kept] + [f"other{number}" for number in range(400 - kept)]
    estimate = likeness(signature(" ".join(WORDS)), signature(" ".join(other)))
    assert estimate == pytest.approx(jaccard(WORDS, other), abs=0.13)


def test_estimates_are_unbiased() -> None:
    dealer = random.Random(7)
    errors = []
    for _ in range(40):
        words = [f"w{dealer.randrange(10**9)}" for _ in range(300)]
        other = words[:220] + [f"v{dealer.randrange(10**9)}" for _ in range(80)]
        errors.append(likeness(signature(" ".join(words)), signature(" ".join(other))) - jaccard(words, other))
    # 40 estimates with a standard error of 0.043 each: the mean has 0.007.
    assert abs(sum(errors) / len(errors)) < 0.02


def test_case_punctuation_and_layout_do_not_matter() -> None:
    assert likeness(signature("The two sides, said Rask, met."), signature("the two\nSIDES said Rask met")) == 1.0


def test_texts_without_words_are_like_nothing() -> None:
    assert signature("—— …") == b""
    assert likeness(b"", b"") == 0.0
    assert copies([Candidate("a", None, b""), Candidate("b", None, b"")]) == {"a": None, "b": None}


STORY = " ".join(WORDS)
CHAIN = {
    "first": " ".join(WORDS[:300]),
    "second": " ".join(WORDS[50:350]),
    "third": " ".join(WORDS[100:400]),
    "alone": "Nobody at the ministry would say what came next or when it would be known to the public.",
}


@given(st.permutations(sorted(CHAIN)))
def test_a_chain_of_copies_is_one_story_in_any_order(order: list[str]) -> None:
    days = {"first": "2031-03-14", "second": "2031-03-12", "third": "2031-03-13", "alone": None}
    found = copies(Candidate(id_, days[id_], signature(CHAIN[id_])) for id_ in order)
    assert likeness(signature(CHAIN["first"]), signature(CHAIN["third"])) < THRESHOLD + 0.1
    assert dict(found) == {"first": "second", "second": None, "third": "second", "alone": None}


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("longer", [True, False], ids=["one is longer", "equally long"])
def test_of_one_day_the_content_decides_who_stands_for_a_story(names: tuple[str, str], longer: bool) -> None:
    full, short = names
    given = [
        Candidate(full, "2031-03-12", signature(STORY), chars=900 if longer else 800, content=("00",)),
        Candidate(short, "2031-03-12", signature(STORY + " more"), chars=800, content=("01",)),
    ]
    assert copies(given) == {full: None, short: full}


def test_who_stands_for_a_story() -> None:
    same = signature(STORY)
    assert copies([Candidate("b", None, same), Candidate("a", "2031-03-12", same)])["b"] == "a"
    assert copies([Candidate("b", None, same), Candidate("a", None, same)])["b"] == "a"
    retracted = [Candidate("a", "2031-03-12", same, current=False), Candidate("b", "2031-03-13", same)]
    assert copies(retracted) == {"b": None, "a": "b"}


def test_copy_group_names_the_first() -> None:
    assert copy_group(STORY, {"other": CHAIN["alone"], "wire": STORY + " more", "paper": STORY}) == "wire"
    assert copy_group(CHAIN["alone"], {"wire": STORY}) is None


def test_a_reader_who_sees_fewer_sources(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, STORY, "a.txt")
        fill(store, STORY + " and more", "b.txt")
        evidence = store.evidence()
    assert evidence.sources["a"].copy_of == "b"
    (only,) = with_copies([evidence.sources["a"]], evidence.texts)
    assert only == replace(evidence.sources["a"], copy_of=None)
