"""From acts to stances: the table of the docs, and how several claims combine."""

from __future__ import annotations

import pytest

from pourparler.evidence.claim import Act, Claim
from pourparler.evidence.stances import Stance, stance_of, standing
from tests.fictional import claim

TEXT = "We want it. We oppose it. Only if they go. We offer it."


def _claim(words: str, act: Act, condition: str | None = None) -> Claim:
    return claim("a", TEXT, words, "norland", act, "it", condition=condition).claim


@pytest.mark.parametrize(
    ("act", "stance"),
    [
        (Act.DEMAND, Stance.DEMANDS),
        (Act.OFFER, Stance.OFFERS),
        (Act.SUPPORT, Stance.SUPPORTS),
        (Act.COMMIT, Stance.SUPPORTS),
        (Act.APPEAL, Stance.SUPPORTS),
        (Act.OPPOSE, Stance.OPPOSES),
        (Act.THREATEN, Stance.OPPOSES),
        (Act.ASSESS, None),
        (Act.PLAN, None),
    ],
)
def test_one_claim(act: Act, stance: Stance | None) -> None:
    assert stance_of(_claim("We want it", act)) is stance


WANT = _claim("We want it", Act.DEMAND)
OPPOSE = _claim("We oppose it", Act.OPPOSE)
IF = _claim("Only if they go", Act.SUPPORT, "if they go")
OFFER = _claim("We offer it", Act.OFFER)
REMARK = _claim("We offer it", Act.ASSESS)


@pytest.mark.parametrize(
    ("claims", "stance", "conditional", "shifted"),
    [
        pytest.param([], Stance.SILENT, False, False, id="silence"),
        pytest.param([(REMARK, "2031-03-01")], Stance.REMARKS, False, False, id="an assessment takes no side"),
        pytest.param(
            [(WANT, "2031-03-01"), (OFFER, "2031-03-01")], Stance.DEMANDS, False, False, id="the firmest word"
        ),
        pytest.param([(WANT, "2031-03-01"), (OPPOSE, "2031-03-01")], Stance.MIXED, False, False, id="both on one day"),
        pytest.param([(OPPOSE, "2031-03-01"), (WANT, "2031-03-02")], Stance.DEMANDS, False, True, id="the newest day"),
        pytest.param([(WANT, "2031-03-01"), (OPPOSE, "2031-03-02")], Stance.OPPOSES, False, True, id="a shift"),
        pytest.param([(IF, None)], Stance.CONDITIONAL, True, False, id="only with a condition"),
        pytest.param([(WANT, None), (OPPOSE, None)], Stance.MIXED, False, False, id="undated: no order to go by"),
        pytest.param(
            [(IF, "2031-03-01"), (WANT, "2031-03-01")], Stance.DEMANDS, True, False, id="a condition is shown"
        ),
    ],
)
def test_together(claims: list[tuple[Claim, str | None]], stance: Stance, conditional: bool, shifted: bool) -> None:
    for order in (claims, claims[::-1]):
        told = standing(order)
        assert (told.stance, told.conditional, told.shifted) == (stance, conditional, shifted)


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("the accusation", None),
        ("those false allegations", None),
        ("that their claims be heard first", Stance.OPPOSES),
        ("the force", Stance.OPPOSES),
    ],
)
def test_dismissing_an_allegation_takes_no_side_on_the_issue(words: str, stance: Stance | None) -> None:
    assert stance_of(_claim("We oppose it", Act.OPPOSE), words, "the monitoring force") is stance


@pytest.mark.parametrize(
    ("words", "act", "stance"),
    [
        ("a more restrained approach", Act.APPEAL, Stance.OPPOSES),
        ("the members to say less and deliver more", Act.APPEAL, Stance.OPPOSES),
        ("an open debate of all terms", Act.DEMAND, Stance.DEMANDS),
        ("his frustration at the speculation", Act.OPPOSE, Stance.OPPOSES),
    ],
)
def test_who_asks_for_restraint_opposes_speculation(words: str, act: Act, stance: Stance) -> None:
    assert stance_of(_claim("We want it", act), words, "public speculation") is stance
