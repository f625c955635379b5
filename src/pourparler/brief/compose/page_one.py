"""Page one: what a principal reads in two minutes."""

from __future__ import annotations

from pourparler.analysis.phrases import capital, listed
from pourparler.analysis.positions.stands import Stand
from pourparler.brief.compose.asking import asked_first
from pourparler.brief.compose.desk import Desk, all_said, basis, said, written_day
from pourparler.brief.compose.packages import in_short
from pourparler.brief.compose.reported import blocked_in_short, contradictions, stand_sentences, taken_stands
from pourparler.brief.compose.room import PAGE, lines_of
from pourparler.brief.compose.topics import ordered_topics, their_line
from pourparler.brief.document import Bullets, Empty, Facts, Grid, GridCell, Paragraph, Part, Section, TopicCard
from pourparler.case.background import Fact
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.stances import Stance

SHORT = 14
"""Words of a quotation that page one has room for; the card behind it has the others."""
FACTS, MEETINGS, CARDS, UNCONTESTED, BLOCKED, QUESTIONS, CONTRADICTIONS = 5, 3, 3, 3, 3, 3, 2
"""How many of each page one holds; the annexes have the rest."""


def page_one(desk: Desk) -> Part:
    """Return page one. With nothing prepared that this reader may see, it says what reporting holds."""
    prepared = desk.case.preparation is not None
    if not prepared:
        return Part("In brief", _reported(desk))
    return Part("Brief", (_purpose(desk), _objectives(desk), _topics(desk), _at_hand(desk)))


def _reported(desk: Desk) -> tuple[Section, ...]:
    """Return what reporting holds, as much of it in its own words as one page has room for.

    Issues are told in fewer words, and fewer of them, never one party more shortly than another.
    """
    purpose, after = _purpose(desk), (*_blocked(desk), *_beware(desk), _next(desk), *_to_ask(desk))
    found: tuple[Section, ...] = ()
    for cards, lines in (*((count, UNCONTESTED) for count in range(CARDS, -1, -1)), (0, 1), (0, 0)):
        found = (purpose, _at_issue(desk, cards, lines), *after)
        if lines_of(found) <= PAGE:
            break
    return found


def _purpose(desk: Desk) -> Section:
    case = desk.case
    rows: list[tuple[str, tuple[Sentence, ...]]] = []
    if case.preparation is not None and case.preparation.purpose is not None:
        rows.append(("Purpose", said(case.preparation.purpose)))
    if case.question and not rows:
        rows.append(("The question", (Sentence(case.question, (Mark("judgement", "question"),)),)))
    told = desk.positions.text
    stopped = [line for line in told[1:] if " decides by " in line.text]
    if case.preparation is not None:
        short = whole_ranks(stopped, 1, rank=lambda line: -len(line.marks)) or told[:1]
    else:  # what is blocked has a section of its own on this page; what most take sides on goes first
        contested = [line for line in told[1:] if line not in stopped]
        short = (*told[:1], *whole_ranks(contested, 2, rank=lambda line: -len(line.marks)))
    if not rows:
        return Section("purpose", "In short", (Paragraph((*short, *in_short(desk))),))
    rows.append(("In short", short))
    if packages := in_short(desk):
        rows.append(("Packages", packages))
    return Section("purpose", "Purpose", (Facts(tuple(rows)),))


def _named(label: str, sentence: Sentence) -> Sentence:
    return Sentence(f"{label}: {sentence.text}", sentence.marks)


def _objectives(desk: Desk) -> Section:
    aims = all_said(desk.case.preparation.objectives) if desk.case.preparation is not None else ()
    ask = Sentence("What must the meeting have achieved when it ends?", (Mark("none", "preparation.objectives"),))
    return Section("objectives", "Our objectives", (Bullets(aims) if aims else Empty(ask),))


def _topics(desk: Desk) -> Section:
    """One line a topic, those certain to be raised first; the cards behind page one have the rest."""
    topics = ordered_topics(desk)
    if not topics:
        none = (Mark("none", "preparation.topics"),)
        ask = Sentence("Which topics will be raised, and what do we need on each?", none)
        return Section("topics", "Topics", (Empty(ask),))
    rows = []
    for topic in topics:
        theirs = said(topic.their_line) or their_line(desk, topic.issue, SHORT)
        rows.append(
            (
                GridCell((Sentence(f"{capital(desk.ground.subjects.name(topic.issue))} ({topic.likelihood})"),)),
                GridCell(said(topic.minimum)),
                GridCell(said(topic.aim)),
                GridCell(theirs),
                GridCell(said(topic.response)),
            )
        )
    columns = ("Topic", "We need", "We aim for", "They are likely to say", "We answer")
    return Section("topics", "Topics", (Grid("", columns, tuple(rows), widths=(1.4, 1.2, 1.2, 1.7, 1.4)),))


def _at_issue(desk: Desk, room: int, more: int) -> Section:
    """Return the issues on which somebody takes a side: so many in their own words, so many more in a line each."""
    taken = taken_stands(desk)
    if not taken:
        ask = Sentence("Which issues are on the table, and who wants what?", (Mark("none", "issues"),))
        return Section("topics", "What is at issue", (Empty(ask),))
    issues = list(dict.fromkeys(stand.issue for stand in taken))
    contested = [issue for issue in issues if _contested(taken, issue)]
    sides = {issue: sum(stand.issue == issue for stand in taken) for issue in issues}
    cards = whole_ranks(contested or issues, room, rank=lambda issue: -sides[issue])
    others = [issue for issue in issues if issue not in cards]
    lined = whole_ranks(others, more + CARDS - room, rank=lambda issue: (issue not in contested, -sides[issue]))
    lines = tuple(_one_sided(desk, issue, taken) for issue in lined)
    listed_lines = (Bullets(lines),) if lines else ()
    blocks = (
        *(_reported_card(desk, issue, taken) for issue in cards),
        *listed_lines,
        *_rest(len(others) - len(lines), len(lines)),
    )
    return Section("topics", "What is at issue", blocks)


def _one_sided(desk: Desk, issue: str, taken: list[Stand]) -> Sentence:
    """Name in one line who takes which side; the words stand in the annex."""
    sides: dict[str, list[Stand]] = {}
    for stand in taken:
        if stand.issue == issue:
            sides.setdefault(stand.standing.stance.value, []).append(stand)
    told = "; ".join(f"{side}: {listed([stand.seat.name for stand in group])}" for side, group in sides.items())
    marks = tuple(Mark("claim", stand.newest.id) for group in sides.values() for stand in group if stand.newest)
    return Sentence(f"{capital(desk.ground.subjects.name(issue))} ({told}).", marks)


def _contested(taken: list[Stand], issue: str) -> bool:
    against = (Stance.OPPOSES, Stance.CONDITIONAL, Stance.MIXED)
    return any(stand.issue == issue and stand.standing.stance in against for stand in taken)


def _reported_card(desk: Desk, issue: str, taken: list[Stand]) -> TopicCard:
    name = desk.ground.subjects.name(issue)
    on_it = [stand for stand in taken if stand.issue == issue]
    sides = {
        "In favour": [stand for stand in on_it if stand.standing.stance in (Stance.SUPPORTS, Stance.OFFERS)],
        "Wanted by": [stand for stand in on_it if stand.standing.stance is Stance.DEMANDS],
        "Against": [stand for stand in on_it if stand.standing.stance is Stance.OPPOSES],
        "With a condition": [stand for stand in on_it if stand.standing.stance in (Stance.CONDITIONAL, Stance.MIXED)],
    }
    entries = tuple((label, stand_sentences(desk, group)) for label, group in sides.items() if group)
    return TopicCard(capital(name), "", entries)


def _blocked(desk: Desk) -> tuple[Section, ...]:
    every = blocked_in_short(desk)
    lines = whole_ranks(every, BLOCKED, rank=lambda line: -len(line.marks))
    blocks = (*((Bullets(lines),) if lines else ()), *_rest(len(every) - len(lines), len(lines)))
    return (Section("blocked", "What is blocked, by whom, while what lasts", blocks),) if blocks else ()


def _rest(number: int, shown: int) -> tuple[Paragraph, ...]:
    """Say how many are not on this page; where none of several equals could go first, that all are in the annex."""
    more = " more" if shown else ""
    told = f"1{more} stands in the annex." if number == 1 else f"{number}{more} stand in the annex."
    return (Paragraph((Sentence(told, (Mark("method", "positions"),)),)),) if number > 0 else ()


def _at_hand(desk: Desk) -> Section:
    """Press line, facts and next meetings side by side."""
    preparation = desk.case.preparation
    line = said(preparation.press_line) if preparation is not None else ()
    pressed = said(preparation.press_fallback) if preparation is not None else ()
    cells = (
        GridCell((*line, *(_named("If pressed", sentence) for sentence in pressed))),
        GridCell(_facts(desk)),
        GridCell(_meetings(desk)),
    )
    columns = ("Press line", "Facts", "Next meetings")
    return Section("at-hand", "At hand", (Grid("", columns, (cells,), row_headings=False, widths=(0.9, 2.0, 1.4)),))


def _facts(desk: Desk) -> tuple[Sentence, ...]:
    dated = sorted((fact for fact in desk.case.facts if fact.staccato), key=lambda fact: str(fact.date or ""))
    return tuple(Sentence(_dated(fact), basis(fact.text)) for fact in dated[:FACTS])


def _dated(fact: Fact) -> str:
    day = written_day(fact.date) if fact.date else ""
    return f"{day}: {fact.text.value}" if day and day not in fact.text.value else fact.text.value


def _next(desk: Desk) -> Section:
    lines = _meetings(desk)
    ask = Sentence("When and where do the parties meet next?", (Mark("none", "meetings"),))
    return Section("next", "Next meetings", (Bullets(lines) if lines else Empty(ask),))


def _meetings(desk: Desk) -> tuple[Sentence, ...]:
    table = desk.positions.table_named("meetings")
    as_of = desk.ground.as_of or ""
    lines = []
    for row, record in enumerate(table.records()):
        if record["status"] in ("held", "cancelled") or (record["date"] and str(record["date"]) < as_of):
            continue
        when = written_day(str(record["date"])) if record["date"] else str(record["when"] or "undated")
        where = f", {record['place']}" if record["place"] else ""
        who = f": {record['present']}" if record["present"] else ""
        text = f"{when[:1].upper()}{when[1:]}{where}: {record['meeting']}{who}."
        lines.append(Sentence(text, table.marks[row, "meeting"]))
    return tuple(lines[:MEETINGS])


def _to_ask(desk: Desk) -> tuple[Section, ...]:
    """Page one of a brief without a prepared case ends in the questions; a prepared one has them in the annex."""
    if desk.case.preparation is not None or not desk.positions.missing:
        return ()
    lines, rest = asked_first(desk.positions.missing, QUESTIONS)
    shown = (Bullets(lines, asking=True),) if lines else ()
    return (Section("ask", "To ask", (*shown, *_rest(rest, len(lines)))),)


def _beware(desk: Desk) -> tuple[Section, ...]:
    """What in the reporting cannot all be taken at its word."""
    every = contradictions(desk)
    lines = whole_ranks(every, CONTRADICTIONS, rank=lambda line: -len(line.marks))
    blocks = (*((Bullets(lines),) if lines else ()), *_rest(len(every) - len(lines), len(lines)))
    return (Section("beware", "Reporting contradicts itself", blocks),) if blocks else ()
