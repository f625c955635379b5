"""The ledger by hand on a small case, against a loop on an example, and what must hold of it."""

from __future__ import annotations

import itertools
import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pourparler.analysis.disclosure import disclosure
from pourparler.analysis.disclosure.beliefs import Beliefs
from pourparler.analysis.disclosure.commitments import Commitments
from pourparler.analysis.disclosure.public import Public
from pourparler.analysis.disclosure.terms import Bargain, bargain
from pourparler.analysis.ground import Ground
from pourparler.analysis.packages.arrays import Arrays
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.methods.disclosure.belief import Belief
from pourparler.methods.disclosure.table import Listener, under_beliefs
from pourparler.methods.packages.values import utilities
from tests.analysis.disclosure.world import CLAIMS, belief, case, of, reporting, said, view

NEVER = "0 (0 to 16 %)"
"""Of 20 draws."""
EVEN = belief("varania", "norland", "0..100")


def answer(statements: list[dict[str, Any]], beliefs: list[dict[str, Any]], **changes: Any) -> Result:
    told = case(statements, beliefs, **changes)
    return disclosure(told, reporting(), draws_of(told, 1, 20))


def rows(result: Result, table: str) -> list[dict[str, Any]]:
    return result.table_named(table).records()


# ------------------------------------------------------------------ by hand


def test_one_bit_and_half_the_mean() -> None:
    """Even from 0 to 100, and surely at most 50: one bit, and the mean falls from 50 to 25."""
    row = rows(answer([said("smaller", at_most=50, credibility=1)], [EVEN]), "ledger")[0]
    told = (row["listener"], row["bits"], row["listener's mean before"], row["listener's mean after"])
    assert told == ("Varania", "1", "50", "25")
    assert row["says of its value"] == "at most 50"
    assert row["holds as we judge in"] == "all"


def test_terms_by_hand() -> None:
    """Worth to Norland and Varania: low/norland 40, 40; high/varania 60, 60; half/varania 30, 80; half/norland 70, 20.

    Floors of 30 and 30: with Norland's taken for 50 the split is high/varania (10 and 30: 300). Taken for 25 it still
    is (35 x 30 against 5 x 50). The only offer of Varania at a floor surely below 100: high/varania is accepted at 6
    in 10 (30 x 0.6 = 18), half/varania at 3 in 10 (50 x 0.3 = 15); at most 50: 30 x 1 against 50 x 0.6, a tie that the
    more generous wins; at most 45: 50 x 2/3 is more, and Norland gets nothing above no deal.
    """
    row = rows(answer([said("smaller", at_most=45, credibility=1)], [EVEN]), "terms")[0]
    assert row["if terms are split"] == "0"
    assert row["if the listener makes the only offer"] == "-30"
    assert row["worst case"] == "-30"
    assert row["costs something in"] == "all"
    row = rows(answer([said("smaller", at_most=50, credibility=1)], [EVEN]), "terms")[0]
    assert (row["bits"], row["worst case"], row["costs something in"]) == ("1", "0", NEVER)


def test_clearing_up_a_mistaken_belief_opens_the_zone() -> None:
    """Varania takes Norland to need 70 to 90: it sees no package. A credible word that less will do shows one."""
    result = answer([said("smaller", at_most=60, credibility=0.9)], [belief("varania", "norland", {20: 0.1, 80: 0.9})])
    row = rows(result, "beliefs")[0]
    assert (row["sees room before in"], row["sees room now in"], row["room as we judge in"]) == (
        NEVER,
        "all",
        "all",
    )
    assert rows(result, "terms")[0]["if terms are split"] == "+30"
    assert any("saw no room where there is some in 20 of 20 draws" in line.text for line in result.text)


def test_a_claim_inside_the_zone_that_is_gone_back_on() -> None:
    """high/varania (60, 60) is worth 35 to Norland once its word is broken; low/norland (40, 40) keeps it.

    Of three packages one is no longer worth 30; the split is the first still, at a gain of 5 x 30 against 10 x 10.
    """
    row = rows(answer([said("wants", audience_cost=25, commits_to=["river.norland"])], []), "commitments")[0]
    assert (row["keeps its word with"], row["going back costs"]) == ("The river: norland", "25")
    assert (row["outside the zone in"], row["split keeps the word in"]) == (NEVER, NEVER)
    assert (row["packages that pass without"], row["with the words"]) == ("3", "2")
    assert (row["changes for the speaker"], row["worst case"]) == ("-25", "-25")


def test_a_claim_outside_the_zone_costs_the_deal() -> None:
    """All of the share and the river leave Varania nothing: no package keeps the word, none is worth breaking it."""
    told = said("wants", audience_cost=80, commits_to=["river.norland", "share.high"])
    result = answer([told], [])
    row = rows(result, "commitments")[0]
    assert (row["outside the zone in"], row["with the words"]) == ("all", "0")
    assert [line["none passes in"] for line in rows(result, "joint")] == [NEVER, "all"]
    assert any(line.text.startswith("No cost of going back makes the split keep") for line in result.challenge)


# ------------------------------------------------------------------ what is not on file


def test_nothing_stands_in_for_a_belief() -> None:
    result = answer([said("smaller", at_most=50, credibility=1)], [])
    assert rows(result, "ledger")[0]["bits"] is None
    assert rows(result, "terms") == []
    asked = {question.path: question.text for question in result.missing}
    assert asked["beliefs.varania.norland.reservation_value"] == (
        "Before these words, what did Varania hold that a package must be worth to Norland, on its 0 to 100?"
    )


@pytest.mark.parametrize(
    ("fields", "path", "words"),
    [
        ({"at_most": 50}, "credibility", "How far are these words believed"),
        ({"credibility": 0.5}, "at_most", "At most, or at least, how much"),
        ({"audience_cost": 10}, "commits_to", "Which options would keep the word"),
        ({"commits_to": ["river.norland"]}, "audience_cost", "What would it cost Norland to go back"),
    ],
)
def test_each_missing_judgement_is_a_question(fields: dict[str, Any], path: str, words: str) -> None:
    result = answer([said("smaller", **fields)], [EVEN])
    assert rows(result, "ledger")[0]["bits"] is None
    found = [one for one in result.missing if one.path == f"statements.{of('smaller')}.norland.{path}"]
    assert len(found) == 1
    assert found[0].text.startswith(words)
    assert "A smaller share would do" in found[0].text


def test_words_about_nobodys_value() -> None:
    result = answer([said("smaller", about=None, implies="a hint")], [EVEN])
    assert rows(result, "ledger")[0]["remark"] == "about nobody's value"
    assert any(one.text.startswith("Of whose reservation value") for one in result.missing)


def test_a_claim_that_no_longer_stands_is_asked_for() -> None:
    told = case([said("smaller", at_most=50, credibility=1)], [EVEN])
    result = disclosure(told, reporting(without="smaller"), draws_of(told, 1, 5))
    assert rows(result, "ledger") == []
    assert [one.path for one in result.missing if "no longer stands" in one.text] == [f"statements.{of('smaller')}"]


def test_public_words_that_nobody_has_judged_are_asked_about() -> None:
    result = answer([said("smaller", at_most=50, credibility=1)], [EVEN])
    found = {(row["party"], row["issue"]): row["claims"] for row in rows(result, "unjudged")}
    assert found == {("Norland", "The share"): 1, ("Norland", "The river"): 1, ("Varania", "The river"): 1}
    assert any(one.text == "What does 1 public claim by Varania give away on The river?" for one in result.missing)
    told = case([], [])
    assert rows(disclosure(told, reporting(public=False), draws_of(told, 1, 5)), "unjudged") == []


def test_without_packages_the_closed_form_says_what_it_rests_on() -> None:
    """(1 - 1/2) of a fall of 25: 12.5 points; no offer can be worked out."""
    result = answer([said("smaller", at_most=50, credibility=1)], [EVEN], views=[])
    row = rows(result, "terms")[0]
    assert (row["if terms are split"], row["if the listener makes the only offer"]) == ("-12.5", None)
    assert "nothing bounds it" in (result.table_named("terms").note or "")
    assert rows(result, "beliefs")[0]["room as we judge in"] is None


# ------------------------------------------------------------------ who hears what


def test_words_nobody_believes_change_nothing() -> None:
    one = answer([said("smaller", at_most=10, credibility=0), said("half", at_most=50, credibility=1)], [EVEN])
    two = answer([said("half", at_most=50, credibility=1)], [EVEN])
    nothing, told = rows(one, "ledger")
    assert (nothing["bits"], nothing["listener's mean after"]) == ("0", "50")
    assert told == rows(two, "ledger")[0]
    assert rows(one, "terms")[1:] == rows(two, "terms")


def test_an_allys_words_count_and_ones_own_do_not_inform_oneself() -> None:
    own = belief("norland", "varania", "0..100")
    result = answer(
        [said("half", at_most=50, credibility=0.5), said("never", "varania", at_least=40, credibility=0.5)], [EVEN, own]
    )
    heard = {(row["speaker"], row["listener"]) for row in rows(result, "ledger")}
    assert heard == {("Ostria", "Varania"), ("Varania", "Norland")}
    listening = answer([said("half", at_most=50, credibility=0.5)], [belief("ostria", "norland", "0..100")])
    assert rows(listening, "ledger")[0]["bits"] is None


def test_repeating_oneself_is_no_further_evidence() -> None:
    twice = [said(name, at_most=50, credibility=0.5) for name in ("smaller", "again")]
    first, second = rows(answer(twice, [EVEN]), "ledger")
    assert first["bits"] != "0"
    assert (second["listener"], second["bits"]) == (None, None)
    assert second["remark"] == "passes on or repeats earlier words: no further evidence"


def test_words_outside_what_a_listener_holds_possible() -> None:
    result = answer([said("smaller", at_least=70, credibility=0.9)], [belief("varania", "norland", "20..50")])
    row = rows(result, "ledger")[0]
    assert row["bits"] == "0"
    assert (
        row["remark"]
        == "outside what the listener holds possible in 20 of 20 draws (84 to 100 %): changes nothing there"
    )
    assert row["holds as we judge in"] == NEVER


# ------------------------------------------------------------------ against a loop


@pytest.fixture(scope="module")
def ferry(root: Path) -> Case:
    return load_case(root / "examples" / "ferry-strike" / "case.yaml").case


def slow_split(floors: np.ndarray, origins: np.ndarray, worth: np.ndarray, draw: int) -> list[int]:
    """The packages with the largest product of gains of those worth the floors, by going through all of them."""
    best, kept = -1.0, []
    for package in range(worth.shape[2]):
        if any(worth[party, draw, package] < floors[party, draw] for party in range(len(worth))):
            continue
        gains = [worth[party, draw, package] - origins[party, draw] for party in range(len(worth))]
        product = math.prod(gains)
        if product > best * (1 + 1e-9):
            best, kept = product, [package]
        elif product >= best * (1 - 1e-9):
            kept.append(package)
    return kept


def worth_of(table: Bargain) -> np.ndarray:
    """What each package on the table is worth to each principal: (principals, draws, packages)."""
    arrays = table.arrays
    return np.stack([utilities(arrays.space, arrays.values, table.rows, draw) for draw in range(table.draws)], axis=1)


def test_split_and_offer_on_an_example_equal_a_loop(ferry: Case) -> None:
    drawn = draws_of(ferry, 1, 2)
    table, _ = bargain(ferry, drawn)
    assert table is not None
    held = Belief(np.array([20.0, 40.0, 55.0]), np.array([0.3, 0.3, 0.4]))
    party, listener = "ferry-crews-union", "harl-sound-ferries"
    place, other = table.place(party), table.place(listener)
    found = under_beliefs(table.table, [Listener(place, held, other)])
    split, offer, worth, floors = found.split[0], found.offer[0], worth_of(table), table.table.floors.T
    believed, origins = floors.copy(), table.arrays.no_deal.T.copy()
    believed[place] = origins[place] = held.mean()
    third = next(one for one in range(len(floors)) if one not in (place, other))
    for draw in range(drawn.draws):
        kept = slow_split(believed, origins, worth, draw)
        gains = [max(worth[place, draw, package] - floors[place, draw], 0.0) for package in kept]
        assert split[draw] == pytest.approx(sum(gains) / max(len(gains), 1), abs=1e-9)
        best = (0.0, -1.0, -1)
        for package in range(worth.shape[2]):
            if worth[third, draw, package] < floors[third, draw]:
                continue
            theirs = float(worth[place, draw, package])
            chance = sum(c for value, c in zip(held.grid, held.chances[0], strict=True) if value <= theirs)
            gain = (worth[other, draw, package] - floors[other, draw]) * chance
            best = max(best, (round(float(gain), 9), theirs, -package))
        expected = max(worth[place, draw, -best[2]] - floors[place, draw], 0.0) if best[0] > 0 else 0.0
        assert offer[draw] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("room", [1, 20_000, 10**9])
def test_worth_is_that_of_packages(ferry: Case, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """However many draws are worked out at a time."""
    drawn = draws_of(ferry, 1, 5)
    table, _ = bargain(ferry, drawn)
    assert table is not None
    monkeypatch.setattr("pourparler.methods.disclosure.table.ROOM", room)
    told = []
    for draws, worth in table.table.worth():
        assert np.array_equal(worth, worth_of(table).transpose(1, 0, 2)[draws])
        told += list(range(draws.start, draws.stop))
    assert told == list(range(5))
    among = np.arange(len(table.rows)) % 3 == 0
    for party in table.arrays.known:
        assert np.array_equal(table.best(party, among), worth_of(table)[table.place(party)][:, among].max(axis=1))


def test_commitments_equal_a_loop() -> None:
    told = case(
        [
            said("wants", audience_cost="5..30", commits_to=["river.norland", "share.half", "share.high"]),
            said("never", "varania", audience_cost="5..30", commits_to=["river.varania"]),
        ],
        [],
        parties=[
            {
                "id": "norland",
                "name": "Norland",
                "roles": "principal",
                "no_deal": {"value": "10..30", "outside_option": "15..45"},
            },
            {"id": "varania", "name": "Varania", "roles": "principal", "no_deal": "10..40"},
        ],
    )
    drawn = draws_of(told, 1, 40)
    table = Bargain(Arrays(told, drawn))
    binding = Commitments(Public(Ground(told, reporting())), drawn, table)
    assert [one.parties for one in binding.together] == [(), ("norland",), ("varania",), ("norland", "varania")]
    names = [
        {
            f"{issue.id}.{options[place]}"
            for issue, options, place in zip(table.arrays.issues, table.arrays.options, row, strict=True)
        }
        for row in table.rows
    ]
    keeps = {
        "norland": [("river.norland" in one) and bool(one & {"share.half", "share.high"}) for one in names],
        "varania": ["river.varania" in one for one in names],
    }
    paths = {"norland": f"statements.{of('wants')}.norland", "varania": f"statements.{of('never')}.varania"}
    for one in binding.together:
        for draw in range(40):
            worth = worth_of(table)[:, draw : draw + 1].copy()
            for party in one.parties:
                for package, kept in enumerate(keeps[party]):
                    if not kept:
                        worth[table.place(party), 0, package] -= drawn[f"{paths[party]}.audience_cost"][draw]
            floors, origins = table.table.floors.T[:, draw : draw + 1], table.arrays.no_deal[draw][:, None]
            assert one.room[draw] == int((worth[:, 0] >= floors).all(axis=0).sum())
            picked = slow_split(floors, origins, worth, 0)
            for place in range(2):
                gains = [worth[place, 0, package] - floors[place, 0] for package in picked]
                assert one.gains[place, draw] == pytest.approx(sum(gains) / max(len(gains), 1), abs=1e-9)


def test_from_which_cost_a_word_is_kept(ferry: Case) -> None:
    told = case([said("wants", audience_cost=25, commits_to=["river.norland"])], [])
    drawn = draws_of(told, 1, 1)
    table = Bargain(Arrays(told, drawn))
    binding = Commitments(Public(Ground(told, reporting())), drawn, table)
    # Kept: low/norland (40, 40), 10 x 10; broken: high/varania (60 - a, 60), (30 - a) x 30: kept from 27 on.
    assert binding.held_from(binding.binding[0]) == 27


# ------------------------------------------------------------------ what must hold


def test_swapping_the_sides_mirrors_the_ledger() -> None:
    """A case that is its own mirror image: what is said of one side is said of the other, with names exchanged."""
    symmetric = {
        "views": [
            view("norland", "share", 50, low=0, half=50, high=100),
            view("norland", "river", 50, norland=100, varania=0),
            view("varania", "share", 50, low=100, half=50, high=0),
            view("varania", "river", 50, norland=0, varania=100),
        ]
    }
    bound = {"at_most": 45, "credibility": 0.6, "audience_cost": 12}
    one = answer(
        [said("wants", "norland", **bound, commits_to=["river.norland"])],
        [belief("varania", "norland", "10..90")],
        **symmetric,
    )
    two = answer(
        [said("never", "varania", **bound, commits_to=["river.varania"])],
        [belief("norland", "varania", "10..90")],
        **symmetric,
    )
    swapped = {"Norland": "Varania", "Varania": "Norland", "norland": "varania", "varania": "norland"}

    def turned(text: object) -> object:
        return re.sub("|".join(swapped), lambda found: swapped[found.group()], str(text))

    skipped = {"words", "speaker", "date", "issue", "newest words"}
    for name in ("ledger", "terms", "beliefs", "commitments", "joint"):
        here, there = (
            [
                {
                    turned(key) if side else key: turned(cell) if side else str(cell)
                    for key, cell in row.items()
                    if key not in skipped
                }
                for row in rows(result, name)
            ]
            for side, result in ((0, one), (1, two))
        )
        assert here == there, name


def test_order_in_the_file_changes_nothing() -> None:
    statements = [said("smaller", at_most=50, credibility="0.3..0.8"), said("half", at_most="30..60", credibility=0.4)]
    beliefs = [EVEN, belief("norland", "varania", "10..90")]
    one, two = answer(statements, beliefs), answer(statements[::-1], beliefs[::-1])
    assert json.dumps(one.to_dict()["tables"]) == json.dumps(two.to_dict()["tables"])


def test_ledger_keeps_within_what_each_claim_rules_out(ferry: Case) -> None:
    """Bits of words of credibility c are at most those of the same words surely believed, draw by draw."""
    told = case(
        [said("smaller", at_most="20..70", credibility="0.1..0.9"), said("half", at_least=25, credibility=0.5)], [EVEN]
    )
    drawn = draws_of(told, 1, 50)
    found = Beliefs(Public(Ground(told, reporting())), drawn).courses[0]
    for heard in found.heard:
        low, high = heard.spoken.ends(drawn) or (np.zeros(50), np.zeros(50))
        assert (heard.bits <= -np.log2(heard.before.chance(low, high)) + 1e-9).all()
    assert found.now.chances.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert all(np.array_equal(one.after.chances, two.before.chances) for one, two in itertools.pairwise(found.heard))


def test_nothing_on_file_is_said_plainly() -> None:
    result = disclosure(Case(), Evidence({}, {}))
    assert [line.text for line in result.text] == [
        "No public words have been judged: what they give away cannot be said."
    ]
    assert result.figure is None
    assert result.missing == ()


def test_bits_and_terms_never_share_a_sentence_without_their_words() -> None:
    result = answer([said("smaller", at_most="30..60", credibility="0.3..0.9")], [EVEN])
    assert all(line.marks for line in (*result.text[1:], *result.challenge))
    assert result.figure is not None
    assert "bits" in result.figure.alt
    assert "points if terms are split" in result.figure.alt
    told = json.dumps(result.to_dict())
    for word in ("should say", "recommend", "bluff", "lie "):
        assert word not in told
    assert CLAIMS["smaller"].claim.id in told


def test_with_many_packages_the_first_draws_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws are keyed by path, so fewer of them are the first of more."""
    monkeypatch.setattr("pourparler.analysis.disclosure.terms.CELLS", 60)
    monkeypatch.setattr("pourparler.analysis.disclosure.terms.FEWEST", 4)
    told = case([said("smaller", at_most="30..60", credibility=0.7)], [EVEN])
    few = disclosure(told, reporting(), draws_of(told, 1, 50))
    assert few.provenance.parameters["draws"] == 10
    monkeypatch.undo()
    whole = disclosure(told, reporting(), draws_of(told, 1, 10))
    assert few.to_dict()["tables"] == whole.to_dict()["tables"]
