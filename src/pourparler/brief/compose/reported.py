"""What reporting holds, said in sentences: stands, objections, contradictions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pourparler.analysis.ground import manner
from pourparler.analysis.phrases import listed
from pourparler.analysis.positions.stands import Stand, speaker_name
from pourparler.brief.compose.desk import Desk, in_marks, written_day
from pourparler.core.result import Cell, Mark, Sentence, Table
from pourparler.evidence.claim import Kind
from pourparler.evidence.stances import Stance


def taken_stands(desk: Desk) -> list[Stand]:
    """Return the stands that take a side."""
    return [stand for stand in desk.stands if stand.standing.stance not in (Stance.SILENT, Stance.REMARKS)]


def stand_sentence(desk: Desk, stand: Stand) -> Sentence:
    """Say who stands where, in whose words."""
    return stand_sentences(desk, [stand])[0]


def stand_sentences(desk: Desk, group: Sequence[Stand]) -> tuple[Sentence, ...]:
    """Say who stands where, in whose words; those for whom the same words stand share a line."""
    lines: dict[str, tuple[list[str], list[Mark]]] = {}
    for stand in group:
        claim = stand.newest
        if claim is None:
            lines.setdefault("silent", ([], []))[0].append(stand.seat.name)
            continue
        speaker = speaker_name(desk.ground, claim)
        day = desk.evidence.day(claim)
        words = desk.evidence.words(claim)
        when = f", {written_day(day)}" if day else ""
        told = "off the record" if words is None else f"{in_marks(words, claim)} ({manner(claim)}{when})"
        names, marks = lines.setdefault(told, ([], []))
        names.append(stand.seat.name if speaker == stand.seat.name else f"{stand.seat.name}, through {speaker}")
        marks.append(Mark("claim", claim.id))
    return tuple(
        Sentence(f"{listed(names)}: {told}.", tuple(dict.fromkeys(marks)) or (Mark("none", "claims"),))
        for told, (names, marks) in lines.items()
    )


def blocked(desk: Desk) -> tuple[Sentence, ...]:
    """Say for each issue who objects, while what lasts, in whose words, and whether one objection stops it."""
    table = desk.positions.table_named("objections")
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for row, record in enumerate(table.records()):
        grouped.setdefault((str(record["issue"]), str(record["body"] or ""), str(record["rule"] or "")), []).append(row)
    lines = []
    for (issue, body, rule), rows in grouped.items():
        lines += [_objection(desk, table, row) for row in rows]
        if any(table.records()[row]["effect"] == "stops it alone" for row in rows):
            each = "each of these objections" if len(rows) > 1 else "this objection"
            text = f"{body} decides by {rule}: {each} alone stops {issue}."
            lines.append(Sentence(text, (Mark("method", "positions"),)))
    return tuple(lines)


def blocked_in_short(desk: Desk) -> tuple[Sentence, ...]:
    """Say in one line an issue and body who objects while what lasts, where that stops it.

    Where no objection on file stops anything, because no deciding body is known, all objections are named.
    """
    table = desk.positions.table_named("objections")
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for row, record in enumerate(table.records()):
        grouped.setdefault((str(record["issue"]), str(record["body"] or ""), str(record["rule"] or "")), []).append(row)
    stopping, others = [], []
    for (issue, body, rule), rows in grouped.items():
        records = [table.records()[row] for row in rows]
        one = len({record["objector"] for record in records}) == 1
        told = f"{_objectors(records)} {'objects' if one else 'object'} to {issue}"
        marks = tuple(dict.fromkeys(mark for row in rows for mark in table.marks[row, "quotation"]))
        if any(record["effect"] == "stops it alone" for record in records):
            effect = f"{body} decides by {rule}, so {'that' if one else 'each objection'} alone stops it"
            stopping.append(Sentence(f"{told}; {effect}.", marks))
        else:
            others.append(Sentence(f"{told}.", marks))
    return tuple(stopping or others)


def _objectors(records: Sequence[Mapping[str, Cell]]) -> str:
    """Name who objects, those on one condition together: "Germany and Kestria (“while the fighting lasts”)"."""
    by_condition: dict[Cell, list[str]] = {}
    for record in records:
        by_condition.setdefault(record["condition"], []).append(str(record["objector"]))
    return listed([f"{listed(who)} (“{on}”)" if on else listed(who) for on, who in by_condition.items()])


def _objection(desk: Desk, table: Table, row: int) -> Sentence:
    record = table.records()[row]
    (mark,) = table.marks[row, "quotation"]
    claim = desk.evidence.by_id[mark.id].claim
    while_ = f", “{record['condition']}”" if record["condition"] else ""
    when = f", {written_day(str(record['date']))}" if record["date"] else ""
    words = str(record["quotation"])
    told = words if desk.evidence.words(claim) is None else in_marks(words, claim)
    return Sentence(
        f"{record['objector']} objects to {record['issue']}{while_}: {told} ({record['how']}{when}).", (mark,)
    )


def contradictions(desk: Desk) -> tuple[Sentence, ...]:
    """Say what cannot all be taken at its word, with every span."""
    return tuple(
        Sentence(
            item.description if item.description.endswith(".") else f"{item.description}.",
            tuple(Mark("claim", f"{source}:{span.start}-{span.end}") for source, span in item.evidence),
        )
        for item in desk.evidence.inconsistencies
    )


def public_remarks(desk: Desk) -> list[tuple[str, str, Sentence, str]]:
    """Return day, speaker, words and subject of each remark made in public, newest first."""
    rows = []
    for reviewed, _, issue in desk.ground.claims:
        claim = reviewed.claim
        if claim.kind is not Kind.SPEECH or desk.evidence.sources[claim.source].off_record:
            continue
        speaker = speaker_name(desk.ground, claim)
        subject = desk.ground.subjects.name(issue) if issue is not None else ""
        words = desk.evidence.words(claim) or ""
        rows.append(
            (
                desk.evidence.day(claim) or "",
                speaker,
                Sentence(f"{in_marks(words, claim)} ({claim.act.value}, {manner(claim)}).", (Mark("claim", claim.id),)),
                subject,
            )
        )
    rows.sort(key=lambda row: row[0], reverse=True)
    return rows
