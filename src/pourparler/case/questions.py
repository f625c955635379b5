"""What a case does not say yet, as questions with whom to ask and what the answer would settle."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.case.bodies import body_of
from pourparler.case.issues import Issue
from pourparler.case.model import Case
from pourparler.case.parties import Party, Role
from pourparler.case.views import View
from pourparler.core.result import Question

PACKAGES = "which packages pass"
ROOM = "whether there is room for agreement"
MATRIX = "who stands where"
TRADES = "what could be traded"
CARRIED = "who can carry it at home"
KEPT = "whether it would hold"
PAGE_ONE = "page one of the brief"


def questions(case: Case) -> tuple[Question, ...]:
    """Return what is missing: first what packages need, then positions, then the cells of the preparation artefacts.

    Parameters
    ----------
    case : Case
        Complete.

    Examples
    --------
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "norland", "name": "Norland", "roles": "principal"}],
    ...     "issues": [{"id": "membership", "options": [{"id": "invite"}, {"id": "defer"}]}],
    ... })
    >>> questions(case)[0].text
    'What can Norland expect without agreement, on 0 (worst) to 100 (best)?'
    """
    return (
        *_frame(case),
        *_numbers(case),
        *_bodies(case),
        *_positions(case),
        *_party_cells(case),
        *_issue_cells(case),
        *_case_cells(case),
    )


def whom_to_ask(case: Case, party: Party) -> str:
    """Return who could answer a question about a party.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": "norland"}], "prepared_for": "norland"})
    >>> whom_to_ask(case, case.parties[0])
    'our own delegation'
    """
    if party.id == case.prepared_for:
        return "our own delegation"
    speakers = [person for person in case.people if person.party == party.id or _holds_office(case, person.id, party)]
    speakers.sort(key=lambda person: person.delegation != "leads")
    return speakers[0].label if speakers else f"the delegation of {party.label}"


def _holds_office(case: Case, person: str, party: Party) -> bool:
    held = next(entry.offices for entry in case.people if entry.id == person)
    return any(office.of == party.id and (case.as_of is None or office.covers(case.as_of)) for office in held)


def _principals(case: Case) -> list[Party]:
    return [party for party in case.parties if Role.PRINCIPAL in party.roles]


def _frame(case: Case) -> Iterator[Question]:
    if not case.issues:
        yield Question("What must the talks settle?", None, "issues", PACKAGES)
    if not _principals(case):
        yield Question("Which parties must agree for there to be an agreement?", None, "parties", PACKAGES)


def _numbers(case: Case) -> Iterator[Question]:
    for party in _principals(case):
        ask = whom_to_ask(case, party)
        # With a conflict on file the value follows from it; what that lacks, the analyses ask for.
        if case.conflict is None and (party.no_deal is None or party.no_deal.value is None):
            text = f"What can {party.label} expect without agreement, on 0 (worst) to 100 (best)?"
            yield Question(text, ask, f"parties.{party.id}.no_deal.value", ROOM)
        for issue in case.issues:
            yield from _view_numbers(party, issue, case.view(party.id, issue.id), ask)


def _view_numbers(party: Party, issue: Issue, view: View | None, ask: str) -> Iterator[Question]:
    path = f"views.{party.id}.{issue.id}"
    if view is None or view.weight is None:
        text = (
            f"How much does {issue.label} matter to {party.label} beside the other issues, from its worst to its best?"
        )
        yield Question(text, ask, f"{path}.weight", PACKAGES)
    for option in issue.options:
        if view is None or option.id not in view.values:
            text = f"What is {option.label} on {issue.label} worth to {party.label}, on 0 (worst) to 100 (best)?"
            yield Question(text, ask, f"{path}.values.{option.id}", PACKAGES)


def _bodies(case: Case) -> Iterator[Question]:
    for body in case.bodies:
        resolved = body_of(case, body.id)
        if not resolved.members:
            yield Question(f"Who are the members of {resolved.name}?", None, f"bodies.{body.id}.members", CARRIED)
        rule = resolved.rule
        if rule is None:
            yield Question(f"How does {resolved.name} decide?", None, f"bodies.{body.id}.rule", CARRIED)
        elif rule.name in ("weighted", "qualified-majority"):
            unweighed = [member for member in resolved.members if member not in rule.weights]
            if unweighed and (rule.name == "weighted" or rule.weight_quota is not None):
                names = ", ".join(resolved.names[member] for member in unweighed)
                text = f"How many votes in {resolved.name} have {names}?"
                yield Question(text, None, f"bodies.{body.id}.rule.weights", CARRIED)
            if rule.quota is None:
                text = f"What share of votes does {resolved.name} need?"
                yield Question(text, None, f"bodies.{body.id}.rule.quota", CARRIED)


_VIEW_CELLS = (
    ("position", "What does {party} say it wants on {issue}?", MATRIX),
    ("reasoning", "How does {party} argue on {issue}?", MATRIX),
    ("motive", "Why does {issue} matter to {party}?", TRADES),
)


def _positions(case: Case) -> Iterator[Question]:
    for party in case.parties:
        ask = whom_to_ask(case, party)
        for issue in case.issues:
            view = case.view(party.id, issue.id)
            for name, text, matters in _VIEW_CELLS:
                told = view is not None and (getattr(view, name) or (name == "position" and view.stances))
                wanted = Role.PRINCIPAL in party.roles or view is not None or name == "position"
                if wanted and not told:
                    path = f"views.{party.id}.{issue.id}.{name}"
                    yield Question(text.format(party=party.label, issue=issue.label), ask, path, matters)


_PARTY_CELLS = (
    ("authority", "What may the delegation of {party} agree to, and whom must it ask?", CARRIED),
    ("deciders", "Who decides for {party}?", CARRIED),
    ("constituencies", "Whom must {party} carry at home?", CARRIED),
    ("approval", "Which body must approve an agreement for {party}?", CARRIED),
    ("spoilers", "Who inside {party} could undo an agreement?", KEPT),
    ("commitments", "What has {party} promised in public?", TRADES),
    ("fears", "What must {party} avoid?", TRADES),
)


def _party_cells(case: Case) -> Iterator[Question]:
    for party in _principals(case):
        ask = whom_to_ask(case, party)
        for name, text, matters in _PARTY_CELLS:
            if not getattr(party, name):
                yield Question(text.format(party=party.label), ask, f"parties.{party.id}.{name}", matters)
        for name, word in (("best", "best course"), ("worst", "worst outcome")):
            if party.no_deal is None or getattr(party.no_deal, name) is None:
                text = f"What is the {word} for {party.label} without agreement?"
                yield Question(text, ask, f"parties.{party.id}.no_deal.{name}", ROOM)


_ISSUE_CELLS = (
    ("implementation", "Who would carry out what is agreed on {issue}, and how?", KEPT),
    ("monitoring", "Who would see whether {issue} is kept?", KEPT),
    ("dispute", "What happens if the parties differ on {issue} later?", KEPT),
    ("precedents", "How have others settled {issue}?", TRADES),
)


def _issue_cells(case: Case) -> Iterator[Question]:
    for issue in case.issues:
        for name, text, matters in _ISSUE_CELLS:
            if not getattr(issue, name):
                yield Question(text.format(issue=issue.label), None, f"issues.{issue.id}.{name}", matters)
    for fact in case.facts:
        if fact.status == "contested" and not fact.versions:
            text = f"How does each party tell it: {fact.label}?"
            yield Question(text, None, f"facts.{fact.id}.versions", MATRIX)


_CASE_CELLS = (
    ("affected", "Who is affected and not at the table?", KEPT),
    ("standards", "Which law, precedent or custom says what is fair?", TRADES),
    ("confidence_building", "Which small steps could be taken first?", KEPT),
    ("meetings", "When and where do the parties meet next?", PAGE_ONE),
)
_PAGE_ONE = (
    ("purpose", "Why do we meet?"),
    ("objectives", "What do we want to have achieved?"),
    ("press_line", "What do we say outside?"),
)


def _case_cells(case: Case) -> Iterator[Question]:
    for name, text, matters in _CASE_CELLS:
        if not getattr(case, name):
            yield Question(text, None, name, matters)
    for name, text in _PAGE_ONE:
        if case.prepared_for and not (case.preparation and getattr(case.preparation, name)):
            yield Question(text, "our own delegation", f"preparation.{name}", PAGE_ONE)
