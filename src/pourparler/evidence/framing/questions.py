"""What the case still lacks, each gap as a question: whom to ask, where the answer goes, what it would settle."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from pourparler.case.model import Case
from pourparler.case.parties import Party, Role
from pourparler.case.questions import questions as gaps
from pourparler.core.result import Question
from pourparler.evidence.framing.asking import whom_to_ask
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.meetings import name_of
from pourparler.evidence.framing.revisions import revisions
from pourparler.evidence.record import Evidence

_WITHOUT_STAKES = frozenset({Role.MEDIATOR, Role.OBSERVER})


def questions(evidence: Evidence, case: Case) -> tuple[Question, ...]:
    """Return everything the case leaves open, the most basic first.

    Parameters
    ----------
    evidence : Evidence
    case : Case
        Complete, as loaded: drafted or kept by people.

    Returns
    -------
    tuple of Question
        Who speaks for whom; what stands against the case; roles; options; silence; meetings and contested facts; the
        numbers of those whose role nobody has named yet; then every other gap of the case itself (see
        :func:`pourparler.case.questions.questions`). No path is asked twice. An answer typed in the case takes its
        question away.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": "norland", "name": "Norland"}]})
    >>> [question.path for question in questions(Evidence({}, {}), case)][:3]
    ['parties.norland.roles', 'views.norland', 'parties.norland.no_deal.value']
    """
    material = Material(evidence, case)
    own = (
        *_speakers(material),
        *revisions(material),
        *_roles(material),
        *_options(material),
        *_silence(material),
        *_meetings(material),
        *_facts(material),
        *_shifts(material),
        *_no_deal(material),
        *_weights_and_values(material),
    )
    return (*own, *_gaps(material, {question.path for question in own}))


def _gaps(material: Material, asked: Set[str | None]) -> Iterator[Question]:
    """What the case lacks by itself, with whom to ask as reporting knows it."""
    heard = {f"views.{party}.{issue}.position" for party, issue in material.by_view}
    for question in gaps(material.known.case):
        path = question.path or ""
        party = path.split(".")[1] if path.startswith(("parties.", "views.")) else None
        silent = path.endswith(".position") and f"views.{party}" in asked
        if path in asked | heard or path.removesuffix(".versions") in asked or silent:
            continue
        if party is not None:
            question = replace(question, ask=whom_to_ask(material, party))
        yield question


def _speakers(material: Material) -> Iterator[Question]:
    open_seats = {told.seat.id: told.seat for told in material.told if told.seat.kind == "person"}
    for id_, seat in sorted(open_seats.items()):
        count = sum(told.seat.id == id_ for told in material.told)
        yield Question(
            f"For whom does {seat.name} speak? {seat.reason[:1].upper()}{seat.reason[1:]}.",
            ask=seat.name,
            path=f"people.{id_}.offices",
            matters=f"{count} {'claim counts' if count == 1 else 'claims count'} for no party until this is known",
        )


def _roles(material: Material) -> Iterator[Question]:
    for party in material.known.case.parties:
        if not party.roles and party.acts_for is None:
            yield Question(
                f"What part does {party.label} play: {', '.join(Role)}?",
                ask=whom_to_ask(material, party.id),
                path=f"parties.{party.id}.roles",
                matters="principals decide on the terms; the others support, secure, mediate, approve or watch",
            )


def _options(material: Material) -> Iterator[Question]:
    case = material.known.case
    for issue in case.issues:
        if len(issue.options) < 2:
            heard = sorted({party for party, about in material.by_view if about == issue.id})
            names = sorted(party.label for party in case.parties if party.id in heard)
            yield Question(
                f"Which options are there on {_named(issue.label)}?",
                ask=" or ".join(names) or None,
                path=f"issues.{issue.id}.options",
                matters="no package can be formed with fewer than two",
            )


def _silence(material: Material) -> Iterator[Question]:
    case = material.known.case
    for party in case.parties:
        if party.acts_for is not None or _WITHOUT_STAKES & set(party.roles):
            continue
        heard = {issue for seat, issue in material.by_view if seat == party.id}
        heard |= {view.issue for view in case.views if view.party == party.id}
        if not heard:
            yield Question(
                f"Where does {party.label} stand? Nothing it said is on file.",
                ask=whom_to_ask(material, party.id),
                path=f"views.{party.id}",
                matters="silence is neither consent nor objection",
            )
            continue
        unheard = [issue for issue in case.issues if issue.id not in heard]
        if unheard:
            yield Question(
                f"Where does {party.label} stand on {', '.join(_named(issue.label) for issue in unheard)}? "
                "It has said nothing on file.",
                ask=whom_to_ask(material, party.id),
                path=f"views.{party.id}",
                matters="silence is neither consent nor objection",
            )


def _meetings(material: Material) -> Iterator[Question]:
    groups = {id_: entity for id_, entity in material.evidence.entities.items() if entity.type.value == "group"}
    for meeting in material.known.case.meetings:
        if meeting.date is None and meeting.status not in ("held", "cancelled"):
            yield Question(
                f"On which day is {_named(meeting.label)}?", path=f"meetings.{meeting.id}.date", matters="the calendar"
            )
        told = [held for _, held in material.meetings if material.known.meeting(name_of(material, held)) == meeting.id]
        for unnamed in sorted({who for held in told for who in held.participants if who in groups}):
            yield Question(
                f"Who is in the room at {_named(meeting.label)}? The source says {_named(groups[unnamed].name)}.",
                path=f"meetings.{meeting.id}.participants",
                matters="who is in and who is absent",
            )


def _facts(material: Material) -> Iterator[Question]:
    for fact in material.known.case.facts:
        if fact.status == "contested" and not fact.versions:
            yield Question(
                f"Which is right? {fact.text.value}", path=f"facts.{fact.id}", matters="what the parties can agree on"
            )


def _shifts(material: Material) -> Iterator[Question]:
    for item in material.inconsistencies:
        if item.type in ("position-shift", "same-party-tension") and item.entity is not None:
            seat = material.seat_of(item.entity)
            yield Question(
                f"{seat.name}: {item.description.rstrip('.')}. What holds?",
                ask=whom_to_ask(material, seat.id),
                path="views",
                matters="which words to rely on",
            )


def _no_deal(material: Material) -> Iterator[Question]:
    for party in material.known.case.parties:
        value = None if party.no_deal is None else party.no_deal.value
        if value is None and _may_decide(party):
            yield Question(
                f"What does {party.label} expect without agreement, on a scale of 0 to 100?",
                ask=whom_to_ask(material, party.id),
                path=f"parties.{party.id}.no_deal.value",
                matters="no package can be called acceptable to it without this",
            )


def _weights_and_values(material: Material) -> Iterator[Question]:
    case = material.known.case
    for view in case.views:
        party, issue = case.party(view.party), case.issue(view.issue)
        if party is None or issue is None or not _may_decide(party):
            continue
        path = f"views.{view.party}.{view.issue}"
        who = whom_to_ask(material, view.party)
        if view.weight is None:
            yield Question(
                f"How much does {_named(issue.label)} matter to {party.label} beside the other issues?",
                ask=who,
                path=f"{path}.weight",
                matters="what it would give up elsewhere for it",
            )
        missing = [option.label for option in issue.options if option.id not in view.values]
        if missing or not issue.options:
            options = f" ({', '.join(missing)})" if missing else ""
            yield Question(
                f"What is each option on {_named(issue.label)}{options} worth to {party.label}, from 0 to 100?",
                ask=who,
                path=f"{path}.values",
                matters="which packages it would accept",
            )


def _named(label: str) -> str:
    return f"“{label}”"


def _may_decide(party: Party) -> bool:
    """Whether its numbers may be needed though it is no principal; a principal's are among the gaps of the case."""
    ratifies = Role.RATIFIER in party.roles and Role.PRINCIPAL not in party.roles
    return party.acts_for is None and (not party.roles or ratifies)
