"""The answer in sentences: what can pass, what would change that, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pourparler.analysis.approval.chances import Implied
from pourparler.analysis.approval.tables import NAMES, marks_of, named, subject
from pourparler.analysis.approval.verdicts import Outcome, Verdict
from pourparler.analysis.approval.votes import Position, Side
from pourparler.analysis.phrases import capital, counted, listed
from pourparler.case.model import Case
from pourparler.case.questions import whom_to_ask
from pourparler.core.result import Mark, Question, Sentence

METHOD_MARK = (Mark("method", "approval"),)


def sentences(verdicts: Sequence[Verdict]) -> tuple[Sentence, ...]:
    """Return the answer: a line for each thing put to a body, those that cannot pass first."""
    if not verdicts:
        text = "No option needs a body, and no body approves an agreement, as far as is on file."
        return (Sentence(text, (Mark("none", "bodies"),)),)
    order = (Outcome.BLOCKED, Outcome.OPEN, Outcome.ON_CONDITIONS, Outcome.CARRIES)
    spoken = [verdict for verdict in verdicts if len(verdict.proposal.on(Side.OPEN)) < len(verdict.positions)]
    lines = [_line(verdict) for outcome in order for verdict in spoken if verdict.outcome is outcome]
    silent = [verdict for verdict in verdicts if verdict not in spoken and verdict.outcome is not Outcome.UNKNOWN]
    if silent:
        names = listed([f"{subject(verdict)} ({verdict.proposal.body.name})" for verdict in silent])
        lines.append(Sentence(f"No member's position is on file on: {names}.", (Mark("none", "views"),)))
    unknown = [verdict for verdict in verdicts if verdict.outcome is Outcome.UNKNOWN]
    if unknown:
        names = listed([_whose(verdict) for verdict in unknown])
        text = f"Who decides in {names}, or how, is not on file: nothing can be said of approval there."
        lines.append(Sentence(text, (Mark("none", "bodies"),)))
    return tuple(lines)


def _whose(verdict: Verdict) -> str:
    for_ = verdict.proposal.for_
    return f"{verdict.proposal.body.name} (for {for_})" if for_ else verdict.proposal.body.name


def _line(verdict: Verdict) -> Sentence:
    proposal = verdict.proposal
    where = f"{subject(verdict)}: {proposal.body.name} ({proposal.body.words})"
    against, away = proposal.on(Side.AGAINST), proposal.on(Side.ABSTAINS)
    hanging, open_ = proposal.on(Side.HANGS), proposal.on(Side.OPEN)
    match verdict.outcome:
        case Outcome.BLOCKED:
            while_ = [f"{named(against)} {'is' if len(against) == 1 else 'are'} against"] if against else []
            while_ += [f"{named(away)} {'abstains' if len(away) == 1 else 'abstain'}"] if away else []
            told = f"cannot pass it while {' and '.join(while_)}" if while_ else "cannot pass it whoever is for it"
        case Outcome.OPEN:
            votes = counted(verdict.missing or 0, "vote is", "votes are")
            told = f"at least {votes} missing" + (f", and nothing is on file for {named(open_)}" if open_ else "")
            if verdict.held_up:
                told = f"does not pass it until what is asked is met: {_hanging(hanging)}; {told}"
            else:
                told = f"has not the votes on file; {told}" + (f"; {_hanging(hanging)}" if hanging else "")
        case Outcome.ON_CONDITIONS:
            told = f"passes it once what is asked is met: {_hanging(hanging)}"
        case _:
            told = "passes it on the positions on file"
    marks = (*METHOD_MARK, *marks_of((*against, *hanging, *(away if verdict.outcome is Outcome.BLOCKED else ()))))
    return Sentence(f"{capital(where)} {told}.", marks)


def _hanging(positions: Sequence[Position]) -> str:
    by_condition: dict[str, list[str]] = {}
    for position in positions:
        by_condition.setdefault("; or ".join(lift.text for lift in position.lifts), []).append(position.name)
    return listed(
        [f"{listed(names)} {'hangs' if len(names) == 1 else 'hang'} on: {on}" for on, names in by_condition.items()]
    )


def challenges(verdicts: Sequence[Verdict], implied: Mapping[str, Implied]) -> tuple[Sentence, ...]:
    """Return what would turn an outcome: one vote, one condition; and what the outcome rests on."""
    return (
        *(sentence for verdict in verdicts for sentence in _single_changes(verdict)),
        *_several(verdicts),
        *_whole_issue(verdicts),
        *(sentence for verdict in verdicts for sentence in _chance(verdict, implied.get(verdict.proposal.key))),
    )


def _where(verdict: Verdict) -> str:
    return f"{subject(verdict)} ({verdict.proposal.body.name})"


def _single_changes(verdict: Verdict) -> Iterator[Sentence]:
    where = capital(_where(verdict))
    alone = verdict.alone
    if verdict.outcome is Outcome.CARRIES:
        if alone and len(verdict.positions) > 1:
            who = "any one member" if len(alone) == len(verdict.positions) else f"{named(alone)}, each alone,"
            yield Sentence(f"{where}: {who} could still stop it.", (*METHOD_MARK, *marks_of(alone)))
        return
    for lift, moved in verdict.single_changes:
        text = f"{where}: it carries once {lift.once}, which would move {named(moved)}."
        yield Sentence(text, (*METHOD_MARK, *marks_of(moved)))
    if alone and len(verdict.positions) > 1:
        each = ", each alone," if len(alone) > 1 else ""
        yield Sentence(f"{where}: the vote of {named(alone)}{each} would carry it.", (*METHOD_MARK, *marks_of(alone)))
    yield from _first(verdict)
    if verdict.outcome is Outcome.BLOCKED:
        needed = [one for one, count, of in verdict.first_to_ask if count == of and one.side is Side.AGAINST]
        if needed:
            text = f"{where}: no group of other votes can stand in for {named(needed)}."
            yield Sentence(text, (*METHOD_MARK, *marks_of(needed)))
        elif not verdict.ways.groups:
            yield Sentence(f"{where}: no number of votes carries it under this rule.", METHOD_MARK)


def _first(verdict: Verdict) -> Iterator[Sentence]:
    """Name the member in most of the smallest groups, where members differ in that."""
    ranked = verdict.first_to_ask
    if not ranked or ranked[0][1] == ranked[-1][1]:
        return
    most = [position for position, count, _ in ranked if count == ranked[0][1]]
    text = (
        f"{capital(_where(verdict))}: {named(most)} {'is' if len(most) == 1 else 'are'} in {ranked[0][1]} of the "
        f"{ranked[0][2]} smallest groups whose votes would carry it, nobody else in more than "
        f"{max(count for _, count, _ in ranked if count < ranked[0][1])}."
    )
    yield Sentence(text, (*METHOD_MARK, *marks_of(most)))


def _several(verdicts: Sequence[Verdict]) -> Iterator[Sentence]:
    """Name what no single vote and no single condition carries."""
    found = [
        f"{_where(verdict)}, at least {verdict.missing}"
        for verdict in verdicts
        if verdict.missing and not verdict.alone and not verdict.single_changes
    ]
    if found:
        yield Sentence(f"More than one vote is missing for: {'; '.join(found)}.", METHOD_MARK)


def _whole_issue(verdicts: Sequence[Verdict]) -> Iterator[Sentence]:
    found: dict[str, Position] = {}
    for verdict in verdicts:
        for position in verdict.positions:
            if position.whole_issue and position.side is not Side.OPEN:
                known = found.setdefault(position.name, position)
                marks = tuple(dict.fromkeys((*known.marks, *position.marks)))
                found[position.name] = replace(known, marks=marks)
    if found:
        who = tuple(found.values())
        text = (
            f"The stance of {named(who)} is on an issue as a whole; "
            "it is taken to hold for each of its options that a body must pass."
        )
        yield Sentence(text, marks_of(who))


def _chance(verdict: Verdict, found: Implied | None) -> Iterator[Sentence]:
    if found is None:
        return
    where = _where(verdict)
    marks = tuple(
        Mark("judgement" if one.chance.signed else "unsigned", one.chance.path)
        for one in found.judged
        if one.chance is not None
    )
    if found.against is None or found.favour is None:
        text = f"{capital(where)}: too many different sums of votes to work out what the chances imply."
        yield Sentence(text, marks)
        return
    told = (
        f"the chances judged for {named(found.judged)} imply that it carries in {_hundred(found.against)} of 100 cases"
    )
    if found.unjudged:
        told += (
            f" if {named(found.unjudged)} {'is' if len(found.unjudged) == 1 else 'are'} against, and in "
            f"{_hundred(found.favour)} if in favour"
        )
    text = (
        f"{capital(where)}: {told} (5th to 95th percentile over the draws); members are taken as deciding "
        "independently, and this is what those judgements imply together, not a forecast."
    )
    yield Sentence(text, (*METHOD_MARK, *marks))


def _hundred(span: tuple[float, float]) -> str:
    low, high = (round(100 * value) for value in span)
    return f"{low}" if low == high else f"{low} to {high}"


# ---------------------------------------------------------------- what to ask


def questions(case: Case, verdicts: Sequence[Verdict]) -> tuple[Question, ...]:
    """Return what is not on file: members and rules of bodies, positions, conditions."""
    return (*_of_bodies(verdicts), *_of_members(case, verdicts), *_of_conditions(case, verdicts))


def _of_bodies(verdicts: Sequence[Verdict]) -> Iterator[Question]:
    seen: set[str] = set()
    for verdict in verdicts:
        body = verdict.proposal.body
        if body.rule is not None or body.id in seen:
            continue
        seen.add(body.id)
        for_ = f" for {verdict.proposal.for_}" if verdict.proposal.for_ else ""
        if body.lacking == "its members":
            text = f"Who votes in {body.name}{for_}, and who would object there?"
            yield Question(
                text, None, f"bodies.{body.id}.members", "who can carry it at home" if for_ else "who can block"
            )
        else:
            lacks = f"how it decides: not on file is {body.lacking}"
            yield Question(
                f"By which rule does {body.name} decide ({lacks})?", None, f"bodies.{body.id}.rule", "who can block"
            )


def _of_members(case: Case, verdicts: Sequence[Verdict]) -> Iterator[Question]:
    wanted: dict[tuple[str, str], tuple[Position, list[str], list[str]]] = {}
    for verdict in verdicts:
        if verdict.outcome in (Outcome.UNKNOWN, Outcome.CARRIES):
            continue
        for position in verdict.proposal.on(Side.OPEN):
            key = (position.member, verdict.proposal.issue)
            _, subjects, bodies = wanted.setdefault(key, (position, [], []))
            subjects.append(f"“{verdict.proposal.subject}”" if verdict.proposal.option else verdict.proposal.subject)
            bodies.append(verdict.proposal.body.name)
    strangers: dict[tuple[str, str], list[str]] = {}
    for (member, issue), (position, subjects, bodies) in wanted.items():
        party = case.party(member)
        if party is None:
            strangers.setdefault((listed(subjects), listed(bodies)), []).append(position.name)
            continue
        text = f"Where does {party.label} stand on {listed(subjects)}? {capital(listed(bodies))} must pass it."
        path = f"views.{member}.{issue}.stances" if issue else "views"
        yield Question(text, party.label, path, "who can block")
    for (subjects_, bodies_), names in strangers.items():
        shown = listed(names) if len(names) <= NAMES else f"the other {len(names)} members"
        verb = "does" if len(names) == 1 else "do"
        text = f"Where {verb} {shown} stand on {subjects_}? Nothing is on file, and {bodies_} must pass it."
        yield Question(text, None, "views", "who can block")


def _of_conditions(case: Case, verdicts: Sequence[Verdict]) -> Iterator[Question]:
    seen: set[tuple[str, str]] = set()
    for verdict in verdicts:
        for position in verdict.positions:
            if any(lift.kind == "unknown" for lift in position.lifts):
                key = (position.member, verdict.proposal.issue)
                if key not in seen:
                    seen.add(key)
                    party = case.party(position.member)
                    text = f"On what does the position of {position.name} on “{verdict.proposal.subject}” hang?"
                    ask = whom_to_ask(case, party) if party is not None else None
                    path = f"views.{position.member}.{verdict.proposal.issue}.stances"
                    yield Question(text, ask, path, "what would lift an objection")
