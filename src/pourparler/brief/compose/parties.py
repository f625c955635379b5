"""Participants, and a sheet for each party: position, reasoning, motive; no deal; approval; red lines."""

from __future__ import annotations

from typing import Any

from pourparler.brief.compose.desk import Desk, all_said, basis, said, written_day
from pourparler.brief.document import Block, Empty, Grid, GridCell, TopicCard
from pourparler.case.judgement import Judgement
from pourparler.case.parties import Office, Party
from pourparler.case.views import View
from pourparler.core.result import Mark, Sentence

Rows = tuple[tuple[str, tuple[Sentence, ...]], ...]


def people_table(desk: Desk) -> tuple[Block, ...]:
    """Return who speaks for whom: people of the case, else those with an office in reporting."""
    rows = []
    for person in desk.case.people:
        mark = (Mark("judgement", f"people.{person.id}"),)
        offices = "; ".join(_office(desk, office) for office in person.offices)
        seat = desk.ground.attribution.seat_of(person.id, desk.ground.as_of)
        party = "open" if seat.open else seat.name
        rows.append((Sentence(person.label, mark), offices, party, person.delegation or "", person.last_met or ""))
    listed = {entry.id for entry in desk.case.people} | {
        name for entry in desk.case.people for name in (entry.label, *entry.also)
    }
    for entity in sorted(desk.evidence.entities.values(), key=lambda one: one.id):
        known = entity.id in listed or entity.name in listed or desk.ground.attribution.person_of(entity.id) is not None
        if entity.offices and not known:
            told = dict.fromkeys(
                f"{office.title}{f', {desk.name(office.organisation)}' if office.organisation else ''}"
                for office in entity.offices
            )
            seat = desk.ground.attribution.seat_of(entity.id)
            rows.append((Sentence(entity.name), "; ".join(told), "open" if seat.open else seat.name, "", ""))
    if not rows:
        return (Empty(Sentence("Who speaks for each party, in which office?", (Mark("none", "people"),))),)
    cells = tuple(
        (GridCell((name,)), *(GridCell((Sentence(text),)) if text else GridCell() for text in rest))
        for name, *rest in rows
    )
    columns = ("Person", "Office", "Speaks for", "In the delegation", "Last met")
    return (Grid("Participants", columns, cells, widths=(1.4, 2.4, 1.3, 1.1, 1.6)),)


def _office(desk: Desk, office: Office) -> str:
    where = f", {desk.name(office.of)}" if office.of else ""
    since = f" from {written_day(office.since)}" if office.since else ""
    until = f" until {written_day(office.until)}" if office.until else ""
    return f"{office.title}{where}{since}{until}"


def party_sheets(desk: Desk) -> tuple[Block, ...]:
    """Return one sheet a party of the case, in its order."""
    if not desk.case.parties:
        return (
            Empty(
                Sentence(
                    "Who has a stake, in which role? `pourparler frame` drafts a case.", (Mark("none", "parties"),)
                )
            ),
        )
    blocks: list[Block] = []
    for party in desk.case.parties:
        roles = ", ".join(role.value for role in party.roles) or "role not given"
        blocks.append(TopicCard(party.label, f"{party.type}; {roles}", _sheet(desk, party) or (("On file", ()),)))
        views = [view for view in desk.case.views if view.party == party.id]
        if views:
            blocks.append(_iceberg(desk, party, views))
    return tuple(blocks)


def _sheet(desk: Desk, party: Party) -> Rows:
    deal = party.no_deal
    rows = [
        ("Decides", (*all_said(party.deciders), *said(party.authority))),
        ("Must carry at home", all_said(party.constituencies)),
        (
            "Must be approved by",
            (Sentence(desk.name(party.approval), (Mark("judgement", f"parties.{party.id}"),)),)
            if party.approval
            else (),
        ),
        ("Could undo it", all_said(party.spoilers)),
        ("Has promised", all_said(party.commitments)),
        ("Must avoid", all_said(party.fears)),
    ]
    if deal is not None:
        worth = [*_number("No deal is worth", deal.value), *_number("leaving is worth", deal.outside_option)]
        rows.append(("Without agreement", (*worth, *said(deal.best), *said(deal.worst), *said(deal.trend))))
    return tuple((label, sentences) for label, sentences in rows if sentences)


def _number(label: str, judgement: Judgement[Any] | None) -> tuple[Sentence, ...]:
    if judgement is None:
        return ()
    return (Sentence(f"{label} {shown(judgement)} of 100 to it.", basis(judgement)),)


def shown(judgement: Judgement[Any]) -> str:
    """Write a range as people read it.

    Examples
    --------
    >>> from pourparler.case.ranges import parse_range
    >>> shown(Judgement(value=parse_range("20..35")))
    '20 to 35'
    """
    return str(judgement.value).replace("..", " to ")


def _iceberg(desk: Desk, party: Party, views: list[View]) -> Grid:
    rows = []
    for view in views:
        issue = desk.case.issue(view.issue)
        options = {option.id: option.label for option in issue.options} if issue is not None else {}
        values = [
            Sentence(f"{options.get(option, option)}: {shown(worth)}", basis(worth))
            for option, worth in view.values.items()
        ]
        limits = []
        path = f"views.{view.party}.{view.issue}"
        if view.bottom_line:
            limits.append(
                Sentence(f"Bottom line: {options.get(view.bottom_line, view.bottom_line)}.", (Mark("judgement", path),))
            )
        for red in view.red_lines:
            source = basis(view.red_line_source) if view.red_line_source is not None else (Mark("judgement", path),)
            limits.append(Sentence(f"Red line: {options.get(red, red)}.", source))
        rows.append(
            (
                GridCell((Sentence(desk.ground.subjects.name(view.issue)),)),
                GridCell(said(view.position)),
                GridCell((*said(view.reasoning), *said(view.motive))),
                GridCell(tuple(limits)),
                GridCell((*_weight(view), *values)),
            )
        )
    columns = ("Issue", "Position", "Reasoning and motive", "Limits", "Worth to it, 0 to 100")
    return Grid(
        f"{party.label}: what it says, why, and what it is worth to it",
        columns,
        tuple(rows),
        widths=(1, 1.8, 2, 1.2, 1.6),
    )


def _weight(view: View) -> tuple[Sentence, ...]:
    return () if view.weight is None else (Sentence(f"Weight {shown(view.weight)}.", basis(view.weight)),)
