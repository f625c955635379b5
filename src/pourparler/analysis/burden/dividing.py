"""The tables of shares: every formula side by side, and what each backer would argue for."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.burden.naming import Names
from pourparler.analysis.burden.shares import Formula, Shares
from pourparler.analysis.packages.counting import held, ranged
from pourparler.analysis.phrases import capital
from pourparler.core.result import Cell, Mark, Table

Rows = list[tuple[Cell, ...]]
Marks = dict[tuple[int, str], tuple[Mark, ...]]
BESIDE = ("least", "per_head")
"""Figures that a formula needs beside ability."""
CORE = "and of these no group pays more than by itself in"


def share_table(shares: Shares, names: Names) -> Table:
    """Return one row for each formula, one column for each backer: its share of the cost in per cent."""
    offer = shares.plans.offer
    order = names.backers(offer)
    called = [names.party(offer.backers[backer]) for backer in order]
    columns = ("formula", *called, "has an answer in", CORE)
    rows: Rows = []
    marks: Marks = {}
    for formula in shares.formulas:
        holds = formula.holds
        part = 100 * formula.paid[holds] / np.maximum(shares.cost[holds], 1e-12)[:, None]
        objected = shares.objected(formula)
        for backer, name in zip(order, called, strict=True):
            figures = dict.fromkeys(
                (formula.rests_on, "ability") if formula.rests_on in BESIDE else (formula.rests_on,)
            )
            paths = [f"parties.{offer.backers[backer]}.funds.{figure}" for figure in figures]
            shared = [one for members, one, _ in offer.together if backer in members]
            marks[len(rows), name] = names.marks([*paths, *(shared if formula.rests_on == "stand_alone" else [])])
        rows.append(
            (
                capital(formula.name),
                *(ranged(part[:, backer]) for backer in order),
                held(holds).brief if formula.looked == len(holds) else f"{holds.sum()} of the first {formula.looked}",
                None if objected is None or not len(objected) else held(~objected).brief,
            )
        )
    helped = names.party(offer.helped)
    title = f"Shares of the cost of plan A for {helped}, per cent"
    note = (
        "Formulas side by side: each backer will argue for the one that suits it. But for the one that heeds them, "
        f"none looks at permissions. Ranges hold eight of ten of the {shares.plans.draws:,} draws."
    )
    return Table(f"shares-{offer.helped}", title, columns, tuple(rows), marks, note=note)


def argument_table(shares: Shares, names: Names) -> Table:
    """Return one row for each backer: the formula that asks least and most of it, and its pledge beside both."""
    offer = shares.plans.offer
    helped = names.party(offer.helped)
    columns = (
        "backer", "asks least of it", "amount", "asks most of it", "amount then", "promised so far",
        "promise minus the least", "promise minus the most",
    )  # fmt: skip
    rows: Rows = []
    marks: Marks = {}
    for backer in names.backers(offer):
        told = [(formula, _middle(formula, backer)) for formula in shares.formulas if formula.holds.any()]
        if not told:
            continue
        least, most = (pick(told, key=lambda pair: (pair[1], pair[0].name))[0] for pick in (min, max))
        pledged = offer.amount(offer.backers[backer], "pledged")
        path = f"parties.{offer.backers[backer]}.funds.pledged"
        if pledged is not None:
            marks[len(rows), "promised so far"] = names.marks([path])
        gaps: list[Cell] = [
            None
            if pledged is None
            else ranged((pledged[: shares.plans.draws] - formula.paid[:, backer])[formula.holds])
            for formula in (least, most)
        ]
        rows.append(
            (
                names.party(offer.backers[backer]),
                least.name,
                ranged(least.paid[least.holds, backer]),
                most.name,
                ranged(most.paid[most.holds, backer]),
                None if pledged is None else ranged(pledged[: shares.plans.draws]),
                *gaps,
            )
        )
    title = f"Which formula each backer would argue for, beside its promise: plan A for {helped}, {offer.money}"
    note = "Least and most by the middle of the draws. A promise minus an amount is below 0 where it falls short of it."
    return Table(f"arguments-{offer.helped}", title, columns, tuple(rows), marks, note=note)


def _middle(formula: Formula, backer: int) -> float:
    return float(np.median(formula.paid[formula.holds, backer]))
