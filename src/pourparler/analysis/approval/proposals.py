"""What is put to which body: the options that need it, what comes home for approval, and the table itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pourparler.analysis.approval.passing import approving, chain
from pourparler.analysis.approval.votes import Files, Position, Side
from pourparler.analysis.positions.objections import DECIDES_IN, deciders
from pourparler.case.deciding import Decider, decider, the_table
from pourparler.case.issues import Issue, Option
from pourparler.case.model import Case
from pourparler.case.parties import Body, Role
from pourparler.methods.voting.rules import unanimity


@dataclass(frozen=True)
class Proposal:
    """One thing a body is asked to pass, with where its members stand.

    Attributes
    ----------
    issue, option : str
        Ids; the option is empty where the body decides on an agreement as a whole and no stance on an option is on
        file, and where reporting tells of the issue only.
    subject : str
        As a reader is told it.
    body : Decider
    home : bool
        The body decides on an agreement as a whole, for a party at home; here, on an option as a part of it.
    for_ : str
        For whom it approves.
    positions : tuple of Position
        In the order of the voters.
    """

    issue: str
    option: str
    subject: str
    body: Decider
    home: bool
    for_: str
    positions: tuple[Position, ...]

    def on(self, *sides: Side) -> tuple[Position, ...]:
        """Return the positions on some sides."""
        return tuple(position for position in self.positions if position.side in sides)

    @property
    def key(self) -> str:
        """A name for it that no other proposal has."""
        return f"{self.issue}.{self.option}/{self.body.id}"


def proposals(files: Files, issues: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """Return what is put to whom: options in the order of the case, then approval at home, ratifiers, the table.

    Parameters
    ----------
    files : Files
    issues : sequence of str
        Of case and reporting: for those without options, the shipped bodies that reporting names decide.
    """
    return (*_needed(files), *_reported(files, issues), *_at_home(files), *_ratified(files), *_table(files))


def _needed(files: Files) -> Iterator[Proposal]:
    case = files.case
    for issue in case.issues:
        for option in issue.options:
            for body in dict.fromkeys(after for first in option.needs for after in chain(case, first)):
                yield _proposal(files, issue, option, decider(case, body), whole_issue=True)


def _reported(files: Files, issues: Sequence[str]) -> Iterator[Proposal]:
    """Yield the issues without options that a shipped body would decide, where a member of it takes a side."""
    for issue in issues:
        known = files.case.issue(issue)
        if known is not None and known.options:
            continue
        for named in deciders(files.ground, issue):
            body = decider(Case(bodies=(Body(id=named.id, preset=DECIDES_IN[named.id]),)), named.id, files.on)
            positions = tuple(
                files.position(member, body.names[member], issue, "", whole_issue=True) for member in body.voters
            )
            if any(position.side is not Side.OPEN for position in positions):
                yield Proposal(issue, "", files.ground.subjects.name(issue), body, False, "", positions)


def _at_home(files: Files) -> Iterator[Proposal]:
    case = files.case
    for body in dict.fromkeys(after for first in approving(case) for after in chain(case, first)):
        served = [party.label for party in case.parties if party.approval and body in chain(case, party.approval)]
        yield from _of_parts(files, decider(case, body), ", ".join(served))


def _ratified(files: Files) -> Iterator[Proposal]:
    for party in files.case.parties:
        if Role.RATIFIER in party.roles and party.approval is None:
            names = {party.id: party.label}
            words = "must ratify"
            alone = Decider(party.id, party.label, (party.id,), names, unanimity(1), "", words)
            yield from _of_parts(files, alone, "")


def _table(files: Files) -> Iterator[Proposal]:
    table = the_table(files.case)
    if table is not None:
        yield from _of_parts(files, table, "")


def _of_parts(files: Files, body: Decider, for_: str) -> Iterator[Proposal]:
    """Yield the options on which a voter takes a stance of its own; an agreement as a whole where none does."""
    found = False
    for issue in files.case.issues:
        for option in issue.options:
            proposal = _proposal(files, issue, option, body, whole_issue=False, for_=for_)
            if len(proposal.on(Side.OPEN)) < len(proposal.positions):
                found = True
                yield proposal
    if not found:
        blank = tuple(Position(member, body.names[member], Side.OPEN) for member in body.voters)
        yield Proposal("", "", "an agreement", body, True, for_, blank)


def _proposal(
    files: Files, issue: Issue, option: Option, body: Decider, *, whole_issue: bool, for_: str = ""
) -> Proposal:
    positions = tuple(
        files.position(member, body.names[member], issue.id, option.id, whole_issue=whole_issue)
        for member in body.voters
    )
    return Proposal(issue.id, option.id, option.label, body, not whole_issue, for_, positions)
