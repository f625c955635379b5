"""All entries that the evidence supports and the case lacks, section by section in the order of the file."""

from __future__ import annotations

import textwrap

from pourparler.case.parties import Role
from pourparler.evidence.framing.bodies import bodies
from pourparler.evidence.framing.entries import Drafted, comments
from pourparler.evidence.framing.facts import facts
from pourparler.evidence.framing.issues import issues
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.meetings import meetings
from pourparler.evidence.framing.parties import parties
from pourparler.evidence.framing.people import people
from pourparler.evidence.framing.statements import statements
from pourparler.evidence.framing.views import views

_TITLES = {
    "parties": (
        f"Who has a stake. Roles are {', '.join(Role)}: reporting cannot tell who is a principal, people must."
    ),
    "people": "Who speaks, with the offices that reporting gives them. Since when and until when is for people to add.",
    "bodies": "Where decisions are taken.",
    "issues": "What must be settled; questions of process are issues too.",
    "views": (
        "What each party says on each issue. To judge for each: weight (how much it matters to the party beside the "
        "other issues) and values (0 to 100 for each option). For each party: no_deal (what it expects without "
        "agreement)."
    ),
    "statements": "Public words. To judge for each: about (whose limit), implies, credibility, audience_cost.",
    "meetings": "Who meets.",
    "facts": "Where sources contradict one another.",
}
_WIDTH = 110


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


def title(section: str) -> list[str]:
    """Return what a section is for, as comment lines that stand above it.

    Examples
    --------
    >>> title("meetings")
    ['# Who meets.']
    """
    return comments(textwrap.wrap(_TITLES[section], _WIDTH), 0)
