"""The annexes: everything page one rests on, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from pourparler.analysis.changes import Changes
from pourparler.analysis.phrases import capital
from pourparler.analysis.positions.stands import Stand, speaker_name
from pourparler.brief.compose.approval import approval_section
from pourparler.brief.compose.asking import asked
from pourparler.brief.compose.background import assumptions, facts_and_norms, sources_list
from pourparler.brief.compose.burden import burden_sections
from pourparler.brief.compose.changes import changes_section
from pourparler.brief.compose.desk import Desk, said, table_day
from pourparler.brief.compose.disclosure import disclosure_section
from pourparler.brief.compose.durability import durability_sections
from pourparler.brief.compose.leverage import leverage_sections
from pourparler.brief.compose.packages import packages_sections
from pourparler.brief.compose.parties import party_sheets, people_table
from pourparler.brief.compose.reported import blocked, public_remarks, stand_sentence
from pourparler.brief.compose.support import guarantees_table, measures_table
from pourparler.brief.compose.timing import timing_sections
from pourparler.brief.document import Block, Bullets, Chart, Empty, Facts, Grid, GridCell, Paragraph, Part, Section
from pourparler.core.result import Mark, Sentence, Table
from pourparler.evidence.attribution import Seat
from pourparler.evidence.stances import Stance

_TONES = {
    Stance.SUPPORTS: "for",
    Stance.DEMANDS: "for",
    Stance.OFFERS: "for",
    Stance.OPPOSES: "against",
    Stance.CONDITIONAL: "conditional",
    Stance.MIXED: "mixed",
    Stance.REMARKS: "",
    Stance.SILENT: "silent",
}
REMARKS = 200
"""The newest that are set in full: a brief on six hundred claims would be a book of quotations."""
MATRIX_COLUMNS = 7
"""More issues than this are set in further tables below."""

ANSWERED: Mapping[str, Callable[[Desk], tuple[Section, ...]]] = {
    "packages": packages_sections,
    "leverage": leverage_sections,
    "burden": burden_sections,
    "durability": durability_sections,
    "timing": timing_sections,
}
"""What the analyses of packages and of the dispute answer, in the order of the brief."""
CHALLENGE = "What would change this"


def annexes(desk: Desk, changes: Changes | None = None) -> Part:
    """Return the annexes. Every one stands, also when nothing is on file: an empty one asks its question."""
    sections = (
        ("participants", "Participants and calendar", (*people_table(desk), *_calendar(desk))),
        ("sheets", "Party sheets", party_sheets(desk)),
        ("stands", "Who stands where", _matrices(desk)),
        ("words", "In whose words", _in_words(desk)),
        ("objections", "Who objects, and what the objection hangs on", _objections(desk)),
        ("approval", "Who can carry it, who can block it", approval_section(desk)),
        ("measures", "Measures of support and pressure", measures_table(desk)),
        ("guarantees", "Guarantees", guarantees_table(desk)),
        ("remarks", "What was said in public, and what it touched", _remarks(desk)),
        ("disclosure", "What public words give away", (*disclosure_section(desk), *challenged(desk, "disclosure"))),
        ("facts-and-norms", "Contested and agreed", facts_and_norms(desk)),
        ("unknown", "What we do not know, and whom to ask", _unknown(desk)),
        ("contacts", "Who talks to whom", _contacts(desk)),
        ("challenge", CHALLENGE, _challenge(desk)),
        ("changes", "What changed since the last brief", changes_section(desk, changes)),
        ("sources", "Sources", sources_list(desk)),
        ("assumptions", "How this was made, and its limits", assumptions(desk)),
    )
    wide = {"stands", "words", "approval", "disclosure"}
    made = [Section(id_, heading, blocks, landscape=id_ in wide) for id_, heading, blocks in sections]
    after = 1 + [section.id for section in made].index("approval")
    answered = (section for question in ANSWERED for section in _answered(desk, question))
    return Part("Annexes", (*made[:after], *answered, *made[after:]))


def _answered(desk: Desk, question: str) -> tuple[Section, ...]:
    """Return the sections of one question, the last with what would change them."""
    sections = ANSWERED[question](desk)
    if not sections:
        return ()
    last = sections[-1]
    closing = (*_elsewhere(desk, question, sections), *challenged(desk, question))
    return (*sections[:-1], replace(last, blocks=(*last.blocks, *closing)))


def _elsewhere(desk: Desk, question: str, sections: Sequence[Section]) -> tuple[Block, ...]:
    """Return a line on the tables of an answer that are not set here."""
    result = desk.results.get(question)
    if result is None:
        return ()
    here = {block.title for section in sections for block in section.blocks if isinstance(block, Grid)}
    left = [table.title for table in result.tables if table.rows and table.title not in here]
    if not left:
        return ()
    told = f"More with `pourparler analyse`: {'; '.join(left)}."
    return (Paragraph((Sentence(told, (Mark("method", question),)),)),)


def challenged(desk: Desk, question: str) -> tuple[Block, ...]:
    """Return what would change an answer; nothing where it has none."""
    result = desk.results.get(question)
    return (Facts(((CHALLENGE, result.challenge),)),) if result is not None and result.challenge else ()


def empty(question: str, path: str) -> tuple[Empty, ...]:
    """Return "nothing on file", with what would fill it."""
    return (Empty(Sentence(question, (Mark("none", path),))),)


def _matrices(desk: Desk) -> tuple[Block, ...]:
    found = desk.stands
    spoke = {stand.seat.id for stand in found if stand.standing.stance is not Stance.SILENT}
    ours = {party.id for party in desk.case.parties}
    seats = list(dict.fromkeys(stand.seat for stand in found if stand.seat.id in spoke | ours))
    issues = list(dict.fromkeys(stand.issue for stand in found))
    if not seats or not issues:
        return empty("Who wants what? Read the reporting, or write views in the case.", "views")
    cells = {(stand.seat.id, stand.issue): stand for stand in found}
    blocks: list[Block] = []
    if desk.positions.figure is not None:
        caption = Sentence(
            "Sides taken, by issue; parties not shown take none on file.", (Mark("method", "positions"),)
        )
        blocks.append(Chart(desk.positions.figure, caption))
    for start in range(0, len(issues), MATRIX_COLUMNS):
        shown = issues[start : start + MATRIX_COLUMNS]
        rows = tuple(_matrix_row(seat, [cells[seat.id, issue] for issue in shown]) for seat in seats)
        names = tuple(capital(desk.ground.subjects.name(issue)) for issue in shown)
        blocks.append(Grid("Party by issue", ("Party", *names), rows, widths=(1.4, *(1.0 for _ in shown))))
    silent = dict.fromkeys(stand.seat.name for stand in found if stand.seat.id not in spoke | ours)
    if silent:
        told = f"Named in reporting, nothing on file: {', '.join(silent)}."
        blocks.append(Bullets((Sentence(told, (Mark("method", "positions"),)),)))
    return tuple(blocks)


def _matrix_row(seat: Seat, stands: Sequence[Stand]) -> tuple[GridCell, ...]:
    row = [GridCell((Sentence(seat.name),))]
    for stand in stands:
        told = stand.standing
        tone = _TONES[told.stance]
        if told.stance is Stance.SILENT:
            row.append(GridCell((), tone))
            continue
        hangs = ", with a condition" if told.conditional and told.stance is not Stance.CONDITIONAL else ""
        marks = tuple(Mark("claim", claim) for claim in told.claims[:2])
        row.append(GridCell((Sentence(f"{told.stance.value}{hangs}", marks),), tone))
    return tuple(row)


def _in_words(desk: Desk) -> tuple[Block, ...]:
    found = [stand for stand in desk.stands if stand.newest is not None]
    if not found:
        return empty("Whose words are on file?", "claims")
    rows = []
    for stand in found:
        witnesses = desk.evidence.witnesses(one.claim.id for one in stand.claims)
        rows.append(
            (
                GridCell((Sentence(stand.seat.name),)),
                GridCell((Sentence(capital(desk.ground.subjects.name(stand.issue))),)),
                GridCell((Sentence(stand.standing.stance.value),), _TONES[stand.standing.stance]),
                GridCell((stand_sentence(desk, stand),)),
                GridCell((Sentence(str(witnesses)),)),
            )
        )
    columns = ("Party", "Issue", "Stance", "Newest words", "Witnesses")
    return (Grid("Newest words of each party on each issue", columns, tuple(rows), widths=(1.2, 1.4, 0.9, 4.5, 0.7)),)


def _objections(desk: Desk) -> tuple[Block, ...]:
    lines = blocked(desk)
    return (Bullets(lines),) if lines else empty("Who could stop what, and what would lift the objection?", "bodies")


def _remarks(desk: Desk) -> tuple[Block, ...]:
    remarks = public_remarks(desk)
    rows = [
        (
            GridCell((Sentence(table_day(day) if day else "undated"),)),
            GridCell((Sentence(speaker),)),
            GridCell((words,)),
            GridCell((Sentence(capital(subject)),) if subject else ()),
        )
        for day, speaker, words, subject in remarks[:REMARKS]
    ]
    if not rows:
        return empty("What has been said in public?", "statements")
    judged = tuple(
        (GridCell((_spoken(desk, statement.claim),)), GridCell(said(statement.implies)))
        for statement in desk.case.statements
        if statement.implies is not None
    )
    older = None
    if len(remarks) > REMARKS:
        told = f"The newest {REMARKS} of {len(remarks)} remarks; all of them, with their words, stand in claims.jsonl."
        older = Sentence(told, (Mark("method", "positions"),))
    columns = ("Date", "Speaker", "Words", "Touches")
    grid = Grid("Remarks, newest first", columns, tuple(rows), widths=(1, 1.2, 4, 1.4), note=older)
    read = Grid("What we read in them", ("Words", "What they imply"), judged, row_headings=False, widths=(1.6, 1))
    return (grid, read) if judged else (grid,)


def _spoken(desk: Desk, claim_id: str) -> Sentence:
    """The words a judgement is about, as their speaker's; the bare id where they are no longer on file."""
    found = desk.evidence.by_id.get(claim_id)
    if found is None:
        return Sentence(f"{claim_id} (no longer on file)", (Mark("none", claim_id),))
    return desk.quoted(found.claim, speaker_name(desk.ground, found.claim))


def _calendar(desk: Desk) -> tuple[Block, ...]:
    table = desk.positions.table_named("meetings")
    if not table.rows:
        return empty("Who meets when, where, in what format?", "meetings")
    return (
        table_grid(table, ("meeting", "date", "place", "status", "present", "absent"), (1.6, 1.1, 1.1, 1.1, 2.6, 2.5)),
    )


def _contacts(desk: Desk) -> tuple[Block, ...]:
    table = desk.positions.table_named("contacts")
    if not table.rows:
        return empty("Who is in touch with whom, and through whom?", "relations")
    return (table_grid(table, table.columns, (1.2, 1.2, 1.2, 0.9, 3.5)),)


def _unknown(desk: Desk) -> tuple[Block, ...]:
    # what two analyses lack is asked once
    questions = list(dict.fromkeys(question for result in desk.results.values() for question in result.missing))
    if not questions:
        return empty("Nothing that the analyses asked for is missing.", "case")
    open_views = {question.path for question in questions if question.path is not None}
    grid, listed = _open_positions(desk, open_views)
    lines = asked(question for question in questions if question.path not in listed)
    blocks: list[Block] = [Bullets(lines, asking=True)] if lines else []
    return (*blocks, grid) if grid is not None else tuple(blocks)


def _open_positions(desk: Desk, paths: Collection[str]) -> tuple[Grid | None, frozenset[str]]:
    """Set the questions "where does X stand on Y" as a table: whom to ask on which issue."""
    silent: dict[str, list[str]] = {}
    remarks: dict[str, list[str]] = {}
    listed = set()
    for stand in desk.stands:
        path = f"views.{stand.seat.id}.{stand.issue}"
        if path in paths and stand.standing.stance in (Stance.SILENT, Stance.REMARKS):
            asked_of = silent if stand.standing.stance is Stance.SILENT else remarks
            asked_of.setdefault(stand.issue, []).append(stand.seat.name)
            listed.add(path)
    issues = [issue for issue in dict.fromkeys(stand.issue for stand in desk.stands) if issue in silent | remarks]
    rows = tuple(
        (
            GridCell((Sentence(capital(desk.ground.subjects.name(issue))),)),
            *(
                GridCell((Sentence(", ".join(asked_of[issue])),) if issue in asked_of else ())
                for asked_of in (remarks, silent)
            ),
        )
        for issue in issues
    )
    columns = ("Where do they stand on", "Ask: only remarks on file", "Ask: nothing on file")
    grid = Grid("Positions to ask for", columns, rows, widths=(1.4, 1.3, 2.6)) if rows else None
    return grid, frozenset(listed)


def _challenge(desk: Desk) -> tuple[Block, ...]:
    """Return what would change who stands where and who carries it; the other answers carry theirs with them."""
    elsewhere = {*ANSWERED, "disclosure"}
    lines = tuple(
        line for question, result in desk.results.items() if question not in elsewhere for line in result.challenge
    )
    return (
        (Bullets(lines),) if lines else empty("No position rests on a condition, a shift or one thin source.", "views")
    )


def table_grid(table: Table, columns: tuple[str, ...], widths: tuple[float, ...]) -> Grid:
    """Return some columns of a result's table as a grid with its marks."""
    rows = []
    for number, record in enumerate(table.records()):
        cells = []
        for column in columns:
            value = record[column]
            if column == "date":
                value = table_day(str(value)) if value else record.get("when")
            marks = table.marks.get((number, column), ())
            cells.append(GridCell() if value in (None, "") else GridCell((Sentence(str(value), marks),)))
        rows.append(tuple(cells))
    return Grid(table.title, tuple(capital(column) for column in columns), tuple(rows), widths=widths)
