"""Page one: what a principal reads in two minutes."""

from __future__ import annotations

from pourparler.analysis.positions.stands import Stand, speaker_name
from pourparler.brief.compose.asking import asked
from pourparler.brief.compose.desk import Desk, all_said, basis, said, written_day
from pourparler.brief.compose.reported import blocked, contradictions, stand_sentence, taken_stands
from pourparler.brief.document import Bullets, Empty, Facts, Paragraph, Part, Section, TopicCard
from pourparler.case.views import Talking
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.stances import Stance

FACTS, MEETINGS, CARDS, QUESTIONS, CONTRADICTIONS = 5, 4, 3, 4, 2
"""How many of each page one holds; the annexes have the rest."""
_ORDER = ("certain", "may be raised", "defensive")


def page_one(desk: Desk) -> Part:
    """Return page one. With no party to prepare for, it says what reporting holds and nothing of "our" aims."""
    prepared = desk.case.preparation is not None
    sections = [
        Section("purpose", "Purpose", (Facts(_purpose(desk)),)),
        *((_objectives(desk),) if prepared or desk.ours() else ()),
        Section("topics", "Topics" if desk.case.preparation else "What is at issue", _topics(desk)),
        *_blocked(desk),
        *_beware(desk),
        *((Section("press", "Press line", _press(desk)),) if prepared or desk.ours() else ()),
        *((Section("facts", "Facts", _facts(desk)),) if prepared or desk.ours() or desk.case.facts else ()),
        Section("next", "Next meetings", _meetings(desk)),
        *_to_ask(desk),
    ]
    return Part("Brief", tuple(sections))


def _purpose(desk: Desk) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    case = desk.case
    rows: list[tuple[str, tuple[Sentence, ...]]] = []
    if case.preparation is not None and case.preparation.purpose is not None:
        rows.append(("Purpose", said(case.preparation.purpose)))
    if case.question:
        rows.append(("The question", (Sentence(case.question, (Mark("judgement", "question"),)),)))
    ours = desk.ours()
    if ours is not None:
        rows.append(("Prepared for", (Sentence(ours, (Mark("judgement", "prepared_for"),)),)))
    if case.preparation is None:
        rows.append(("In short", desk.positions.text[:1]))
    return tuple(rows)


def _objectives(desk: Desk) -> Section:
    aims = all_said(desk.case.preparation.objectives) if desk.case.preparation is not None else ()
    ask = Sentence("What must the meeting have achieved when it ends?", (Mark("none", "preparation.objectives"),))
    return Section("objectives", "Our objectives", (Bullets(aims) if aims else Empty(ask),))


def _topics(desk: Desk) -> tuple[TopicCard | Empty | Bullets, ...]:
    preparation = desk.case.preparation
    if preparation is not None and preparation.topics:
        ordered = sorted(preparation.topics, key=lambda topic: _ORDER.index(topic.likelihood))
        return tuple(_prepared_card(desk, topic) for topic in ordered)
    taken = taken_stands(desk)
    if not taken:
        return (Empty(Sentence("Which issues are on the table, and who wants what?", (Mark("none", "issues"),))),)
    busiest = list(dict.fromkeys(stand.issue for stand in taken))
    busiest.sort(key=lambda issue: -sum(stand.issue == issue for stand in taken))
    return tuple(_reported_card(desk, issue, taken) for issue in busiest[:CARDS])


def _prepared_card(desk: Desk, topic: Talking) -> TopicCard:
    heading = desk.ground.subjects.name(topic.issue)
    aims = [*(_named("Minimum", sentence) for sentence in said(topic.minimum))]
    aims += [_named("Aim", sentence) for sentence in said(topic.aim)]
    full: tuple[tuple[str, tuple[Sentence, ...]], ...] = (
        ("Minimum and aim", tuple(aims)),
        ("Arguments", all_said(topic.arguments)),
        ("Their likely line", (*said(topic.their_line), *_their_words(desk, topic.issue))),
        ("Our response", said(topic.response)),
        ("Fallback", said(topic.fallback)),
        ("Avoid", all_said(topic.avoid)),
    )
    if topic.likelihood == "defensive":
        full = tuple(entry for entry in full if entry[0] in ("Their likely line", "Our response", "Avoid"))
    elif topic.likelihood == "may be raised":
        full = tuple(entry for entry in full if entry[0] not in ("Arguments",) or entry[1])
    return TopicCard(heading, topic.likelihood, full)


def _named(label: str, sentence: Sentence) -> Sentence:
    return Sentence(f"{label}: {sentence.text}", sentence.marks)


def _their_words(desk: Desk, issue: str) -> tuple[Sentence, ...]:
    """The newest words of the others on the issue, those in opposition first: at most two."""
    stands = [stand for stand in taken_stands(desk) if stand.issue == issue and stand.seat.id != desk.case.prepared_for]
    stands.sort(key=lambda stand: stand.standing.stance not in (Stance.OPPOSES, Stance.CONDITIONAL))
    newest = [stand.newest for stand in stands[:2]]
    return tuple(desk.quoted(claim, speaker_name(desk.ground, claim)) for claim in newest if claim is not None)


def _reported_card(desk: Desk, issue: str, taken: list[Stand]) -> TopicCard:
    name = desk.ground.subjects.name(issue)
    on_it = [stand for stand in taken if stand.issue == issue]
    sides = {
        "In favour": [stand for stand in on_it if stand.standing.stance in (Stance.SUPPORTS, Stance.OFFERS)],
        "Wanted by": [stand for stand in on_it if stand.standing.stance is Stance.DEMANDS],
        "Against": [stand for stand in on_it if stand.standing.stance is Stance.OPPOSES],
        "With a condition": [stand for stand in on_it if stand.standing.stance in (Stance.CONDITIONAL, Stance.MIXED)],
    }
    entries = tuple(
        (label, tuple(stand_sentence(desk, stand) for stand in group)) for label, group in sides.items() if group
    )
    return TopicCard(name[:1].upper() + name[1:], "", entries)


def _blocked(desk: Desk) -> tuple[Section, ...]:
    lines = blocked(desk)
    return (Section("blocked", "What is blocked, by whom, while what lasts", (Bullets(lines),)),) if lines else ()


def _press(desk: Desk) -> tuple[Facts | Empty, ...]:
    preparation = desk.case.preparation
    rows = []
    if preparation is not None and preparation.press_line is not None:
        rows.append(("Line", said(preparation.press_line)))
    if preparation is not None and preparation.press_fallback is not None:
        rows.append(("If pressed", said(preparation.press_fallback)))
    ask = Sentence("What do we say outside, and who says it?", (Mark("none", "preparation.press_line"),))
    return (Facts(tuple(rows)),) if rows else (Empty(ask),)


def _facts(desk: Desk) -> tuple[Bullets | Empty, ...]:
    dated = sorted((fact for fact in desk.case.facts if fact.staccato), key=lambda fact: str(fact.date or ""))
    lines = tuple(
        Sentence(f"{written_day(fact.date)}: {fact.text.value}" if fact.date else fact.text.value, basis(fact.text))
        for fact in dated[:FACTS]
    )
    if lines:
        return (Bullets(lines),)
    return (Empty(Sentence("Which five dated facts must the principal have ready?", (Mark("none", "facts"),))),)


def _meetings(desk: Desk) -> tuple[Bullets | Empty, ...]:
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
    if lines:
        return (Bullets(tuple(lines[:MEETINGS])),)
    return (Empty(Sentence("When and where do the parties meet next?", (Mark("none", "meetings"),))),)


def _to_ask(desk: Desk) -> tuple[Section, ...]:
    """Page one of a brief without a prepared case ends in the questions; a prepared one has them in the annex."""
    lines = asked(desk.positions.missing)
    if desk.case.preparation is not None or not lines:
        return ()
    rest = len(lines) - QUESTIONS
    more = (Paragraph((Sentence(f"{rest} more stand in the annex."),)),) if rest > 0 else ()
    return (Section("ask", "To ask", (Bullets(lines[:QUESTIONS], asking=True), *more)),)


def _beware(desk: Desk) -> tuple[Section, ...]:
    """What in the reporting cannot all be taken at its word."""
    lines = contradictions(desk)
    return (Section("beware", "Reporting contradicts itself", (Bullets(lines[:CONTRADICTIONS]),)),) if lines else ()
