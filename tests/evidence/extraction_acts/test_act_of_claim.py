"""What statements do, by cue and wording together. The expected acts follow the rules in tests/articles/README.md."""

from __future__ import annotations

import pytest

from pourparler.evidence.claim import Act, Claim
from pourparler.evidence.extraction import read


def _claims(text: str) -> tuple[Claim, ...]:
    return read(text, source="t").claims


ACTS = [
    ("silent", "Ada Rask declined to comment on the offer.", Act.ASSESS, True),
    ("not-said", "Ada Rask has not said how the ferry would be paid for.", Act.ASSESS, True),
    ("no-promise", "Ada Rask did not promise a vote.", Act.ASSESS, True),
    # Not ruling a step out keeps it as a plan: so three of the four annotated cases have it ("assess" the fourth).
    ("not-ruled-out", "Ada Rask did not rule out a bridge.", Act.PLAN, True),
    ("no-comment-drawn", "Ada Rask would not be drawn on the bridge.", Act.OPPOSE, True),
    ("not-shared", "Ada Rask did not share that view.", Act.OPPOSE, True),
    ("demand-kept", "The union has not dropped its demand for a vote.", Act.DEMAND, True),
    ("held-back", "Ada Rask refrained from endorsing the fund.", Act.OPPOSE, False),
    ("would-not-vote", "Ada Rask said she would not vote for the text.", Act.OPPOSE, False),
    ("summons", "“An invitation with a date on it is a summons,” Ada Rask said.", Act.ASSESS, False),
    ("party-backs", "Ada Rask said Orlavia supported the treaty.", Act.SUPPORT, False),
    ("blame", "“This toll is piracy,” Ada Rask said.", Act.OPPOSE, False),
    ("praise", "“It is a good step,” Ada Rask said.", Act.SUPPORT, False),
    ("label-blames", "Ada Rask called the toll an insult.", Act.OPPOSE, False),
    ("label-tells", "Ada Rask called the toll a tax.", Act.ASSESS, False),
    ("denial", "“That is not true,” Ada Rask said.", Act.ASSESS, False),
    ("own-lawyers", "The Quarry Union instructed its lawyers to apply for an order.", Act.PLAN, False),
    ("others", "The Quarry Union instructed the owners to apply for an order.", Act.DEMAND, False),
    ("vow-of-harm", "Ada Rask vowed to force a vote.", Act.THREATEN, False),
    ("vow-of-good", "Ada Rask vowed to repair the pier.", Act.COMMIT, False),
    ("against", "Ada Rask argued against reopening the price.", Act.OPPOSE, False),
    ("deadline", "Ada Rask urged him to leave the talks by Friday.", Act.DEMAND, False),
    ("no-deadline", "Ada Rask urged him to leave the talks.", Act.APPEAL, False),
    ("dated-step", "Ada Rask said the two crews would exchange lists on 12 May.", Act.PLAN, False),
    ("others-will", "Two officials said the Centre was willing to swap its veto.", Act.ASSESS, False),
    ("own-will", "Ada Rask said her party was willing to swap its veto.", Act.OFFER, False),
    ("fact-accepted", "The court accepted that a flood had been near.", Act.ASSESS, False),
    ("thing-accepted", "The court accepted the offer.", Act.SUPPORT, False),
    ("asks-whether", "Ada Rask questioned whether the growers had been heard.", Act.ASSESS, False),
    ("done", "The company announced that it had reached an understanding.", Act.ASSESS, False),
    ("trusts", "The ministry trusts that the award will be carried out.", Act.APPEAL, False),
    ("asks-for-a-thing", "The union requested a second survey.", Act.DEMAND, False),
    ("regret", "The ministry regrets that the talks were made public.", Act.OPPOSE, False),
    ("noted-with-thanks", "The ministry notes with appreciation the efforts of the envoy.", Act.SUPPORT, False),
    ("standing-panel", "Ada Rask suggests that disputes go to a panel.", Act.OFFER, False),
    ("group-warned", "Ada Rask warned that her group would sit out the cabinet.", Act.THREATEN, False),
    ("vow-to-fight", "The owners vowed to fight the text.", Act.THREATEN, False),
    ("named-side", "The president said Norland would pay its share.", Act.COMMIT, False),
    ("told-to", "The president told Caldor to pull back.", Act.DEMAND, False),
    ("warned-off", "The minister warned the owners not to test her patience.", Act.THREATEN, False),
    ("bare-command", "“Pay them,” Ada Rask said.", Act.DEMAND, False),
    ("idle-command", "“Ask me again on Friday,” Ada Rask said.", Act.ASSESS, False),
    ("calm", "The ministry called for restraint on both sides.", Act.APPEAL, False),
    ("own-figures", "The regulator stood by its ruling.", Act.ASSESS, False),
    ("hint-of-gain", "Ada Rask hinted at a wider truce.", Act.OFFER, False),
    ("rule-nothing-out", "Ada Rask ruled nothing out.", Act.ASSESS, True),
    ("hopes-to-do", "The minister hopes to initial the text in March.", Act.PLAN, False),
    ("retort-vow", "The navy vowed a firm response.", Act.THREATEN, False),
    ("subjunctive", "Ada Rask insisted that the grain be handed out by nurses.", Act.DEMAND, False),
]


@pytest.mark.parametrize(("text", "act", "negated"), [pytest.param(t, a, n, id=i) for i, t, a, n in ACTS])
def test_act(text: str, act: Act, negated: bool) -> None:
    (claim,) = _claims(text)
    assert (claim.act, claim.negated) == (act, negated)
    assert act not in claim.act_alt


CONDITIONS = [
    ("amid", "Norland is opposed to membership, especially amid the fighting.", "amid the fighting"),
    ("as-long-as", "Norland remains opposed to admission as long as the war goes on.", "as long as the war goes on"),
    ("while", "Norland opposes the plan while the war lasts.", "while the war lasts"),
    ("contrast", "Norland opposes the plan while Orlavia supports it.", None),
]


@pytest.mark.parametrize(("text", "condition"), [pytest.param(t, c, id=i) for i, t, c in CONDITIONS])
def test_circumstance_beside_the_content_is_a_condition(text: str, condition: str | None) -> None:
    claim = _claims(text)[0]
    assert (claim.condition.of(text) if claim.condition else None) == condition


def test_a_condition_belongs_to_the_nearest_cue() -> None:
    text = "Orlavia wants membership, but Norland has voiced opposition to it, especially amid the fighting."
    held = {claim.speaker.entity: claim.condition for claim in _claims(text)}
    assert held["orlavia"] is None
