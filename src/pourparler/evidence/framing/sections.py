"""All entries that the evidence supports and the case lacks, section by section in the order of the file."""

from __future__ import annotations

from pourparler.evidence.framing.bodies import bodies
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.facts import facts
from pourparler.evidence.framing.issues import issues
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.meetings import meetings
from pourparler.evidence.framing.parties import parties
from pourparler.evidence.framing.people import people
from pourparler.evidence.framing.statements import statements
from pourparler.evidence.framing.views import views


def sections(material: Material) -> dict[str, tuple[Drafted, ...]]:
    """Return the drafted entries by section of the case, in order of id, day or source within each.

    Nothing here depends on what anybody is called: renaming or reordering parties permutes the entries.
    """
    case = material.known.case
    party_entries = parties(material)
    party_ids = frozenset(entry.key[0] for entry in party_entries) | {party.id for party in case.parties}
    body_entries = bodies(material, party_ids)
    body_ids = frozenset(entry.key[0] for entry in body_entries) | {body.id for body in case.bodies}
    people_entries = people(material, sorted(party_ids | body_ids))
    people_ids = frozenset(entry.key[0] for entry in people_entries) | {person.id for person in case.people}
    issue_entries = issues(material, {entry.key[0]: entry.key[1] for entry in body_entries})
    issue_ids = frozenset(entry.key[0] for entry in issue_entries) | {issue.id for issue in case.issues}
    return {
        "parties": party_entries,
        "people": people_entries,
        "bodies": body_entries,
        "issues": issue_entries,
        "views": views(material, party_ids, issue_ids),
        "statements": statements(material),
        "meetings": meetings(material, party_ids | body_ids | people_ids),
        "facts": facts(material, party_ids),
    }
