"""Where does everyone stand, on whose word?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pourparler.analysis.ground import Ground
from pourparler.analysis.phrases import capital, counted, listed
from pourparler.analysis.positions.chart import sides_figure
from pourparler.analysis.positions.encounters import contacts, encounters, meeting_table
from pourparler.analysis.positions.objections import objections
from pourparler.analysis.positions.stands import Stand, issues_of, matrix_of, seats_of, stands, table_of
from pourparler.case.model import Case
from pourparler.core.grades import Confidence
from pourparler.core.result import Cell, Mark, Question, Result, Sentence, Table
from pourparler.evidence.attribution import Seat
from pourparler.evidence.claim import Review
from pourparler.evidence.record import Evidence
from pourparler.evidence.stances import Stance

METHOD = "claims rolled up to parties and issues; the newest day speaks"
CITATION = "docs/explanation/evidence.md"
_FOR = (Stance.SUPPORTS, Stance.DEMANDS, Stance.OFFERS)


def positions(case: Case, evidence: Evidence, draws: object = None) -> Result:
    """Say who stands where on what, on whose word; who objects; who meets and who is absent.

    Parameters
    ----------
    case : Case
        May be empty: the parties and issues are then those of the reporting.
    evidence : Evidence
    draws : ignored
        Positions are read, not drawn; every question takes the same arguments.

    Returns
    -------
    Result
        Tables ``matrix``, ``stands``, ``objections``, ``meetings``, ``contacts``.

    Notes
    -----
    Persons count for the party of the office they held on the day of the claim; with no office, or contradictory
    ones, the row stays their own. Copies of one story are one witness. Claims from retracted or superseded sources are
    left out. No number is computed but counts.

    Examples
    --------
    >>> positions(Case(), Evidence({}, {})).text[0].text
    'No claim is on file.'
    """
    ground = Ground(case, evidence)
    seats, issues = seats_of(ground), issues_of(ground)
    found = stands(ground, seats, issues)
    met = encounters(ground)
    objecting = objections(ground, found)
    figure = sides_figure(ground, found, issues)
    return Result(
        question="positions",
        title="Where does everyone stand, on whose word?",
        provenance=ground.provenance(METHOD, CITATION, _warnings(ground)),
        tables=(
            matrix_of(ground, found, seats, issues),
            table_of(ground, found),
            objecting,
            meeting_table(ground, met, seats),
            contacts(ground, met),
        ),
        figures=(figure,) if figure is not None else (),
        text=_text(ground, found, objecting),
        challenge=_challenge(ground, found),
        missing=_missing(ground, found, seats),
    )


def _warnings(ground: Ground) -> tuple[str, ...]:
    unread = [source.id for source in ground.evidence.sources.values() if not source.read]
    proposed = sum(reviewed.review is Review.PROPOSED for reviewed in ground.evidence.claims)
    told = []
    if unread:
        told.append(f"not read: {', '.join(unread)}")
    if proposed:
        told.append(f"{proposed} of {len(ground.evidence.claims)} claims were proposed by the reader and not reviewed")
    return tuple(told)


def _text(ground: Ground, found: Sequence[Stand], objecting: Table) -> tuple[Sentence, ...]:
    taken = [stand for stand in found if stand.standing.stance not in (Stance.SILENT, Stance.REMARKS)]
    if not ground.claims:
        return (Sentence("No claim is on file.", (Mark("none", "claims"),)),)
    witnesses = ground.evidence.witnesses(reviewed.claim.id for reviewed, _, _ in ground.claims)
    seats = len({stand.seat.id for stand in taken})
    issues = len({stand.issue for stand in taken})
    lines = [
        Sentence(
            f"{counted(seats, 'party or person takes', 'parties or persons take')} a stance on "
            f"{counted(issues, 'issue', 'issues')}, on the word of "
            f"{counted(witnesses, 'independent source', 'independent sources')}.",
            (Mark("method", "positions"),),
        )
    ]
    for issue in dict.fromkeys(stand.issue for stand in found):
        against = [stand for stand in taken if stand.issue == issue and stand.standing.stance is Stance.OPPOSES]
        favour = [stand for stand in taken if stand.issue == issue and stand.standing.stance in _FOR]
        if against and favour:
            lines.append(_contested(ground, issue, favour, against))
    stopping: dict[tuple[Cell, Cell, Cell], list[int]] = {}
    rows = objecting.records()
    for number, row in enumerate(rows):
        if row["effect"] == "stops it alone":
            stopping.setdefault((row["body"], row["rule"], row["issue"]), []).append(number)
    for (body, rule, subject), numbers in stopping.items():
        who = [str(rows[number]["objector"]) for number in numbers]
        one = len(dict.fromkeys(who)) == 1
        objecting_to = f"{listed(who)} {'objects' if one else 'object'} to {subject}"
        lines.append(
            Sentence(
                f"{body} decides by {rule}: {objecting_to}, and {'that' if one else 'each objection'} alone stops it.",
                tuple(mark for number in numbers for mark in objecting.marks[number, "quotation"]),
            )
        )
    return tuple(lines)


def _contested(ground: Ground, issue: str, favour: Sequence[Stand], against: Sequence[Stand]) -> Sentence:
    marks = tuple(Mark("claim", stand.standing.claims[0]) for stand in (*favour, *against))
    sides = (
        f"in favour {listed([stand.seat.name for stand in favour])}; against {listed([s.seat.name for s in against])}"
    )
    return Sentence(f"{capital(ground.subjects.name(issue))} is contested: {sides}.", marks)


def _challenge(ground: Ground, found: Sequence[Stand]) -> tuple[Sentence, ...]:
    lines = []
    for stand in found:
        claim = stand.newest
        if claim is None or stand.standing.stance in (Stance.SILENT, Stance.REMARKS):
            continue
        name = f"{stand.seat.name} on {ground.subjects.name(stand.issue)}"
        reasons = []
        if ground.evidence.witnesses(one.claim.id for one in stand.claims) == 1:
            reasons.append("one source only")
        if all(one.claim.kind.value == "attitude" for one in stand.claims):
            reasons.append("the writer's word, nobody is quoted")
        if claim.confidence is Confidence.LOW:
            reasons.append("read with low confidence")
        if stand.standing.shifted:
            reasons.append("an earlier statement said otherwise")
        if claim.condition is not None and ground.evidence.words(claim) is not None:
            reasons.append(f"hangs on “{ground.evidence.quote(claim.source, claim.condition)}”")
        if len(reasons) > 1 or stand.standing.shifted or claim.condition is not None:
            lines.append(
                Sentence(f"{name} ({stand.standing.stance.value}): {'; '.join(reasons)}.", (Mark("claim", claim.id),))
            )
    return tuple(lines)


def _missing(ground: Ground, found: Sequence[Stand], seats: Sequence[Seat]) -> tuple[Question, ...]:
    spoken = Counter(stand.seat.id for stand in found if stand.standing.stance is not Stance.SILENT)
    asked = [
        Question(f"For whom does {seat.name} speak? {capital(seat.reason)}.", ask=seat.name, path="people")
        for seat in seats
        if seat.kind == "person"
    ]
    contested = _most_contested(ground, found)
    for seat in seats:
        if not spoken[seat.id] and seat.kind == "party":
            on = f" on {contested}" if contested else ""
            asked.append(
                Question(f"Where does {seat.name} stand{on}? Nothing is on file.", ask=seat.name, path="views")
            )
    return (*asked, *_unsettled(ground, found, spoken))


def _most_contested(ground: Ground, found: Sequence[Stand]) -> str | None:
    """The issue on which most seats oppose or set conditions; what to ask the silent about first."""
    against = Counter(
        stand.issue for stand in found if stand.standing.stance in (Stance.OPPOSES, Stance.CONDITIONAL, Stance.MIXED)
    )
    if not against:
        return None
    return ground.subjects.name(min(against, key=lambda issue: (-against[issue], issue)))


def _unsettled(ground: Ground, found: Sequence[Stand], spoken: Counter[str]) -> list[Question]:
    """What parties of the case that spoke have left open."""
    ours = {party.id for party in ground.case.parties}
    asked = []
    for stand in found:
        silent = stand.standing.stance in (Stance.SILENT, Stance.REMARKS)
        if stand.seat.id in ours and spoken[stand.seat.id] and silent:
            name = ground.subjects.name(stand.issue)
            said = "only remarks are on file" if stand.standing.stance is Stance.REMARKS else "nothing is on file"
            path = f"views.{stand.seat.id}.{stand.issue}"
            asked.append(
                Question(
                    f"Where does {stand.seat.name} stand on {name}? {capital(said)}.", ask=stand.seat.name, path=path
                )
            )
    return asked
