"""The tables of the answer: outcomes, who stands where, what lifts, which groups, whom first, substitutes, chances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pourparler.analysis.approval.chances import Implied
from pourparler.analysis.approval.verdicts import ORDER, Outcome, Verdict, blocking_groups, carrying_groups
from pourparler.analysis.approval.votes import Position, Side
from pourparler.analysis.phrases import listed
from pourparler.case.deciding import Decider
from pourparler.case.model import Case
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.voting.coalitions import Groups

NAMES = 12
"""More names than this are counted and none is given: to give some of them would let their order decide."""
SHOWN = 8
"""Groups, and members to persuade first, that are listed for each proposal."""

Rows = list[tuple[Cell, ...]]
Marks = dict[tuple[int, str], tuple[Mark, ...]]


def named(positions: Sequence[Position]) -> str:
    """Return the names of some members, or how many there are where they are many."""
    return all_or_number([position.name for position in positions])


def all_or_number(names: Sequence[str]) -> str:
    """Return names as people join them, or how many there are where they are many.

    Examples
    --------
    >>> all_or_number(["Arland", "Borland"]), all_or_number([str(number) for number in range(20)])
    ('Arland and Borland', '20 members')
    """
    if not names:
        return ""
    return listed(names) if len(names) <= NAMES else f"{len(names)} members"


def marks_of(positions: Sequence[Position]) -> tuple[Mark, ...]:
    """Return what the positions rest on."""
    return tuple(dict.fromkeys(mark for position in positions for mark in position.marks))


def outcomes(verdicts: Sequence[Verdict]) -> Table:
    """Return one row for each thing a body is asked to pass."""
    columns = (
        "option", "body", "rule", "outcome", "in favour", "abstain", "hang on a condition", "against", "not on file",
        "votes missing", "one vote that turns it",
    )  # fmt: skip
    sides = {
        "in favour": Side.FAVOUR,
        "abstain": Side.ABSTAINS,
        "hang on a condition": Side.HANGS,
        "against": Side.AGAINST,
        "not on file": Side.OPEN,
    }
    rows: Rows = []
    marks: Marks = {}
    for verdict in verdicts:
        proposal = verdict.proposal
        told = {name: proposal.on(side) for name, side in sides.items()}
        for name, positions in told.items():
            if found := marks_of(positions):
                marks[len(rows), name] = found
        rows.append(
            (
                subject(verdict),
                proposal.body.name,
                proposal.body.words,
                verdict.outcome.value,
                *(named(positions) for positions in told.values()),
                verdict.missing,
                named(verdict.alone),
            )
        )
    return Table("outcomes", "What each body can pass on the positions on file", columns, tuple(rows), marks)


def subject(verdict: Verdict) -> str:
    """Return what is put to the body, with the party it approves for."""
    proposal = verdict.proposal
    return f"{proposal.subject}, for {proposal.for_}" if proposal.for_ else proposal.subject


def matrix(verdicts: Sequence[Verdict]) -> Table:
    """Return the who-blocks matrix: a row for each member, a column for each proposal."""
    names: dict[str, str] = {}
    for verdict in verdicts:
        names |= {position.member: position.name for position in verdict.positions}
    columns = ("member", *(verdict.proposal.key for verdict in verdicts))
    rows: Rows = []
    marks: Marks = {}
    for member, name in names.items():
        cells: list[Cell] = [name]
        for verdict in verdicts:
            found = next((one for one in verdict.positions if one.member == member), None)
            cells.append(None if found is None else shown(found))
            if found is not None and found.marks:
                marks[len(rows), verdict.proposal.key] = found.marks
        rows.append(tuple(cells))
    told = "; ".join(
        f"{verdict.proposal.key}: {subject(verdict)}, {verdict.proposal.body.name}" for verdict in verdicts
    )
    return Table("matrix", "Who stands where in the bodies that decide", columns, tuple(rows), marks, note=told or None)


def shown(position: Position) -> str:
    """Return a position as a cell: the side, and whether it is a red line or on the issue as a whole."""
    if position.red_line:
        return "against (red line)"
    if position.side is Side.OPEN and position.why_open == "said both":
        return "has said both"
    return f"{position.side.value} (issue as a whole)" if position.whole_issue else position.side.value


def lifts(verdicts: Sequence[Verdict]) -> Table:
    """Return one row for each thing that would lift an objection or give support."""
    columns = ("option", "body", "member", "position", "hangs on", "kind", "alone enough to carry")
    rows: Rows = []
    marks: Marks = {}
    for verdict in verdicts:
        turning = {lift.same for lift, _ in verdict.single_changes}
        for position in verdict.positions:
            for lift in position.lifts:
                marks[len(rows), "member"] = position.marks
                rows.append(
                    (
                        subject(verdict),
                        verdict.proposal.body.name,
                        position.name,
                        shown(position),
                        lift.text,
                        lift.kind,
                        lift.same in turning,
                    )
                )
    return Table("lifts", "What would lift an objection", columns, tuple(rows), marks)


def ways(verdicts: Sequence[Verdict]) -> Table:
    """Return the smallest groups whose votes would carry each proposal; each can stand in for the others."""
    title = "Groups whose votes would carry it: each can stand in for the others"
    return _groups("ways", title, [(verdict, verdict.ways) for verdict in verdicts])


def stops(verdicts: Sequence[Verdict]) -> Table:
    """Return the smallest groups that could still stop what carries; each can stand in for the others."""
    title = "Groups that could still stop what passes: each can stand in for the others"
    return _groups("stops", title, [(verdict, verdict.stops) for verdict in verdicts])


def _groups(name: str, title: str, found: Sequence[tuple[Verdict, Groups]]) -> Table:
    columns = ("option", "body", "group", "votes", "somebody in it is against")
    rows: Rows = []
    marks: Marks = {}
    cut = False
    for verdict, groups in found:
        whole = whole_ranks(groups.groups, SHOWN, len) if groups.settled else ()
        cut = cut or not groups.complete or len(whole) < len(groups.groups)
        if groups.groups and not whole:
            size = len(groups.groups[0])
            number = f"{len(groups.smallest)}" if groups.settled else f"more than {len(groups.groups) - 1}"
            rows.append((subject(verdict), verdict.proposal.body.name, f"{number} groups", size, None))
        for group in whole:
            members = [verdict.positions[number] for number in group]
            if known := marks_of(members):
                marks[len(rows), "group"] = known
            against = any(member.side is Side.AGAINST for member in members)
            rows.append((subject(verdict), verdict.proposal.body.name, named(members), len(group), against))
    note = "Larger groups, and groups of which there are too many, are not listed." if cut else None
    return Table(name, title, columns, tuple(rows), marks, note=note)


def first(verdicts: Sequence[Verdict]) -> Table:
    """Return whom to persuade first, by the arithmetic of the rule alone."""
    columns = ("option", "body", "member", "position", "in smallest groups", "of", "hangs on")
    rows: Rows = []
    marks: Marks = {}
    for verdict in verdicts:
        ranked = whole_ranks(verdict.first_to_ask, SHOWN, lambda one: (-one[1], ORDER.index(one[0].side)))
        for position, count, of in ranked:
            if position.marks:
                marks[len(rows), "member"] = position.marks
            rows.append(
                (
                    subject(verdict),
                    verdict.proposal.body.name,
                    position.name,
                    shown(position),
                    count,
                    of,
                    "; or ".join(lift.text for lift in position.lifts),
                )
            )
    title = "Whose vote is in most of the smallest groups that would carry it"
    return Table("first", title, columns, tuple(rows), marks)


def decisive(bodies: Sequence[Decider]) -> Table:
    """Return, for each body, the smallest groups that carry and that block under its rule, whoever stands where."""
    columns = ("body", "rule", "members", "smallest group that carries", "smallest group that blocks", "such groups",
               "blocks alone")  # fmt: skip
    rows: Rows = []
    for body in bodies:
        if body.rule is None:
            continue
        carry, block = carrying_groups(body.rule, len(body.voters)), blocking_groups(body.rule, len(body.voters))
        alone = [body.names[body.voters[group[0]]] for group in block.groups if len(group) == 1]
        said = "every member" if len(alone) == len(body.voters) else all_or_number(alone)
        number = len(block.smallest) if block.groups else 0
        at_least = "" if block.settled else "at least "
        rows.append(
            (
                body.name,
                body.words,
                len(body.voters),
                len(carry.groups[0]) if carry.groups else None,
                len(block.groups[0]) if block.groups else None,
                f"{at_least}{number}",
                said,
            )
        )
    return Table("decisive", "Who can carry and who can block, by the rule alone", columns, tuple(rows))


def substitutes(case: Case, verdicts: Sequence[Verdict]) -> Table:
    """Return, for what a body does not carry, the options on the same issue that it need not pass."""
    columns = ("option", "body", "outcome", "on the same issue")
    names = {body.id: body.label for body in case.bodies}
    rows: Rows = []
    for verdict in verdicts:
        issue = case.issue(verdict.proposal.issue)
        if issue is None or verdict.outcome is Outcome.CARRIES or verdict.proposal.home:
            continue
        others = [
            f"{option.label} ({listed([f'needs {names[body]}' for body in option.needs] or ['no body'])})"
            for option in issue.options
            if verdict.proposal.body.id not in option.needs and option.id != verdict.proposal.option
        ]
        if others:
            rows.append((subject(verdict), verdict.proposal.body.name, verdict.outcome.value, "; ".join(others)))
    return Table("substitutes", "Options on the same issue that need no vote of the body", columns, tuple(rows))


def chances(implied: Mapping[str, Implied], verdicts: Sequence[Verdict]) -> Table:
    """Return what typed chances imply under the rule."""
    columns = ("option", "body", "judged", "not judged", "low", "high", "low if those not judged are in favour",
               "high if those not judged are in favour")  # fmt: skip
    rows: Rows = []
    marks: Marks = {}
    for verdict in verdicts:
        found = implied.get(verdict.proposal.key)
        if found is None:
            continue
        marks[len(rows), "judged"] = tuple(_judged_marks(found))
        spans = [*(found.against or (None, None)), *(found.favour or (None, None))]
        rows.append(
            (
                subject(verdict),
                verdict.proposal.body.name,
                named(found.judged),
                named(found.unjudged),
                *(None if value is None else round(value, 4) for value in spans),
            )
        )
    note = (
        "5th to 95th percentile over the draws, members taken as deciding independently. No forecast." if rows else None
    )
    title = "What the team's chances for single positions imply together"
    return Table("chances", title, columns, tuple(rows), marks, note=note)


def _judged_marks(found: Implied) -> Iterator[Mark]:
    for position in found.judged:
        if position.chance is not None:
            yield Mark("judgement" if position.chance.signed else "unsigned", position.chance.path)


def power_table(bodies: Sequence[Decider]) -> tuple[Table, tuple[str, ...]]:
    """Return the power indices of the bodies in which members differ, and the names of those too large to count."""
    from pourparler.methods.voting.coalitions import interchangeable
    from pourparler.methods.voting.counting import TooLargeError
    from pourparler.methods.voting.power import power

    columns = ("body", "member", "Shapley-Shubik", "Banzhaf", "power to prevent", "power to initiate")
    rows: Rows = []
    refused = []
    for body in bodies:
        if body.rule is None or len(interchangeable(body.rule, len(body.voters))) < 2:
            continue
        try:
            found = power(body.rule, len(body.voters))
        except TooLargeError:
            refused.append(body.name)
            continue
        measures = (found.shapley_shubik, found.banzhaf, found.power_to_prevent, found.power_to_initiate)
        for number, member in enumerate(body.voters):
            rows.append((body.name, body.names[member], *(round(float(each[number]), 6) for each in measures)))
    note = "Every combination of votes counts alike: it says nothing of who stands where." if rows else None
    title = "Voting power by the rule alone (background)"
    return Table("power", title, columns, tuple(rows), note=note), tuple(refused)
