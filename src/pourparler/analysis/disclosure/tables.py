"""The tables of the ledger: what words reveal, what they do to terms, what listeners hold, what binds speakers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.disclosure.beliefs import Course
from pourparler.analysis.disclosure.counted import METHOD, Counted
from pourparler.analysis.disclosure.public import Spoken, quoted
from pourparler.analysis.packages.counting import band, held, ranged, written
from pourparler.analysis.packages.turning import in_words
from pourparler.analysis.phrases import listed
from pourparler.case.judgement import Judgement
from pourparler.case.ranges import Range
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Cell, Mark, Table

Marks = dict[tuple[int, str], tuple[Mark, ...]]
ROWS = 60
"""Rows of words that nobody has judged yet; how many more there are is said."""


def signed(values: NDArray[np.float64]) -> str:
    """Write the band of some draws as gains and losses.

    Examples
    --------
    >>> signed(np.linspace(-4, 6, 101)), signed(np.zeros(5)), signed(np.linspace(2, 4, 101))
    ('-3 to +5', '0', '+2.2 to +3.8')
    """
    ends = [_with_sign(end) for end in written(*band(np.round(values, 6))).split(" to ")]
    return " to ".join(dict.fromkeys(ends))


def _with_sign(end: str) -> str:
    number = end.replace(",", "")
    return "0" if float(number) == 0 else end if number.startswith("-") else f"+{end}"


def points(values: NDArray[np.float64]) -> str:
    """Write the band of some values on a scale of 0 to 100: whole points where the band is no finer.

    Examples
    --------
    >>> points(np.array([45.83])), points(np.linspace(20, 30, 11))
    ('46', '21 to 29')
    """
    low, high = band(values)
    return f"{low:.0f}" if high - low < 1e-9 else written(low, high)


def worst(value: float) -> str:
    """Write the worst case: whole points, or tenths where it is less than one."""
    told = f"{value:+.0f}" if abs(value) >= 1 else f"{value:+.1f}"
    return "0" if float(told) == 0 else told


def says(counted: Counted, spoken: Spoken) -> str | None:
    """Return, in words, what a statement says of a value."""
    told = spoken.statement
    parts = [
        f"{word} {_range(value)}"
        for word, value in (("at least", told.at_least), ("at most", told.at_most))
        if value is not None
    ]
    return " and ".join(parts) or None


def _range(judged: Judgement[Range]) -> str:
    return in_words(judged.value)


def ledger_table(counted: Counted) -> Table:
    """Return one row for each statement and listener: what it says, how far it is believed, what it reveals."""
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    heard = {(one.spoken.path, course.holder): one for course, one in counted.pairs}
    for spoken in counted.public.spoken:
        listeners = [course.holder for course, one in counted.pairs if one.spoken.path == spoken.path]
        for listener in listeners or [""]:
            one = heard.get((spoken.path, listener))
            told = spoken.statement
            true = counted.true(spoken)
            number = len(rows)
            marks[number, "words"] = (spoken.mark,)
            marks[number, "says of its value"] = counted.marks(spoken, "at_least", "at_most")
            marks[number, "believed"] = counted.marks(spoken, "credibility")
            marks[number, "bits"] = METHOD
            rows.append(
                (
                    spoken.day,
                    spoken.speaker,
                    quoted(spoken.words, spoken.claim, None),
                    spoken.how,
                    counted.names.party(told.about) if told.about else None,
                    says(counted, spoken),
                    _range(told.credibility) if told.credibility is not None else None,
                    None if true is None else held(true).brief,
                    counted.names.party(listener) if listener else None,
                    None if one is None else ranged(one.bits),
                    None if one is None else points(one.before.mean()),
                    None if one is None else points(one.after.mean()),
                    _remark(spoken, None if one is None else one.surprising),
                )
            )
    columns = (
        "date",
        "speaker",
        "words",
        "how",
        "about",
        "says of its value",
        "believed",
        "holds as we judge in",
        "listener",
        "bits",
        "listener's mean before",
        "listener's mean after",
        "remark",
    )
    note = (
        "Values on the 0 to 100 of the party they are about, eight of ten draws. One bit halves what a listener holds "
        "possible; bits are not what words cost."
    )
    return Table("ledger", "What public words reveal", columns, tuple(rows), marks, note)


def _remark(spoken: Spoken, surprising: NDArray[np.bool_] | None) -> str | None:
    if spoken.echo:
        return "passes on or repeats earlier words: no further evidence"
    if spoken.statement.about is None:
        return "about nobody's value"
    if not spoken.informs:
        return "not in numbers: bits cannot be said"
    if surprising is not None and surprising.any():
        return f"outside what the listener holds possible in {held(surprising)}: changes nothing there"
    return None


def terms_table(counted: Counted) -> Table:
    """Return one row for each statement and listener at the table: what it costs or gains in terms."""
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    for course, heard in counted.pairs:
        effect = counted.effects.get((heard.spoken.path, course.holder))
        if effect is None:
            continue
        marks[len(rows), "words"] = (heard.spoken.mark,)
        marks[len(rows), "if terms are split"] = METHOD
        rows.append(
            (
                heard.spoken.short,
                counted.names.party(course.about),
                counted.names.party(course.holder),
                ranged(heard.bits),
                signed(effect.split),
                None if effect.offer is None else signed(effect.offer),
                worst(effect.worst),
                held(_losing(effect.split, effect.offer)).brief,
            )
        )
    columns = (
        "words",
        "whose terms",
        "listener",
        "bits",
        "if terms are split",
        "if the listener makes the only offer",
        "worst case",
        "costs something in",
    )
    how = (
        "Gain over no deal (or leaving) in the party's points, with the words less without. Split: the largest product "
        "of gains, with its value as the listener holds it on average."
        if counted.bargain is not None
        else "Points of the party, were everything divisible: (1 - weight) times the move of the listener's mean, all "
        "weights equal. Packages are not valued, so nothing bounds it."
    )
    return Table("terms", "What public words cost or gain in terms", columns, tuple(rows), marks, how)


def _losing(split: NDArray[np.float64], offer: NDArray[np.float64] | None) -> NDArray[np.bool_]:
    lost = np.asarray(split < -1e-6)
    return lost if offer is None else np.asarray(lost | (offer < -1e-6))


def belief_table(counted: Counted) -> Table:
    """Return one row for each listener and party: what is held, before and now, beside what we judge; who sees room."""
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    for course in counted.beliefs.courses:
        number = len(rows)
        ours = counted.reservation(course.about)
        marks[number, "held before"] = counted.names.marks((course.path,))
        marks[number, "held now"] = METHOD
        if ours is not None:
            fields = ("value", "outside_option")
            marks[number, "as we judge"] = counted.names.marks(
                f"parties.{course.about}.no_deal.{field}" for field in fields
            )
        rows.append(
            (
                counted.names.party(course.holder),
                counted.names.party(course.about),
                points(course.prior.mean()),
                points(course.now.mean()),
                None if ours is None else _as_judged(counted, course.about, ours),
                *_room(counted, course),
            )
        )
    columns = (
        "listener",
        "about",
        "held before",
        "held now",
        "as we judge",
        "sees room before in",
        "sees room now in",
        "room as we judge in",
    )
    note = (
        "What a package must be worth to the party, on average as the listener holds it. Room: at least one package "
        "passes with that value."
    )
    return Table("beliefs", "What listeners take it to be", columns, tuple(rows), marks, note)


def _as_judged(counted: Counted, party: str, drawn: NDArray[np.float64]) -> str:
    """Return our own judgement of a reservation value: as typed, or its band where more than one number makes it."""
    entry = counted.public.case.party(party)
    told = entry.no_deal if entry is not None else None
    alone = told is not None and told.value is not None and told.outside_option is None
    return in_words(told.value.value) if alone and told is not None and told.value is not None else points(drawn)


def _room(counted: Counted, course: Course) -> tuple[Cell, Cell, Cell]:
    seen, real = counted.sees_room(course), counted.has_room
    if seen is None or real is None:
        return None, None, None
    return held(seen[0]).brief, held(seen[1]).brief, held(real).brief


def commitment_table(counted: Counted) -> Table:
    """Return one row for each statement that binds a party at the table."""
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    for one in counted.commitments.bound if counted.commitments is not None else ():
        number, told = len(rows), one.spoken.statement
        marks[number, "words"] = (one.spoken.mark,)
        marks[number, "going back costs"] = counted.marks(one.spoken, "audience_cost")
        marks[number, "changes for the speaker"] = METHOD
        rows.append(
            (
                one.spoken.short,
                counted.names.party(one.spoken.seat.id),
                bound_to(counted, told.commits_to),
                None if told.audience_cost is None else in_words(told.audience_cost.value),
                ranged(one.before),
                ranged(one.after),
                held(one.outside).brief,
                held(one.kept).brief,
                signed(one.change),
                worst(float(one.change.min())),
            )
        )
    columns = (
        "words",
        "speaker",
        "keeps its word with",
        "going back costs",
        "packages that pass without",
        "with the words",
        "outside the zone in",
        "split keeps the word in",
        "changes for the speaker",
        "worst case",
    )
    note = (
        "A package that goes back on the words is worth so much less to the speaker. Outside the zone: nobody else's "
        "floor leaves a package that keeps the word. Changes in the speaker's points, that cost taken off."
    )
    return Table("commitments", "What public words bind to", columns, tuple(rows), marks, note)


def bound_to(counted: Counted, options: tuple[str, ...]) -> str:
    """Return the options that keep a word, by issue."""
    by_issue: dict[str, list[str]] = {}
    for path in options:
        issue, _, option = path.partition(".")
        entry = counted.public.case.issue(issue)
        if entry is not None:
            label = next((one.label for one in entry.options if one.id == option), option)
            by_issue.setdefault(entry.label, []).append(label)
    return "; ".join(f"{issue}: {' or '.join(labels)}" for issue, labels in by_issue.items())


def joint_table(counted: Counted) -> Table:
    """Return the table without public words, with those of each side, and with all of them."""
    rows: list[tuple[Cell, ...]] = []
    found = counted.commitments.together if counted.commitments is not None else ()
    parties = counted.names.parties() if found else ()
    places = [counted.names.arrays.known.index(party) for party in parties]
    for one in found:
        whose = "nobody's" if not one.parties else listed([counted.names.party(party) for party in one.parties])
        gains = (ranged(one.gains[place]) for place in places)
        rows.append((whose, ranged(one.room), held(one.room == 0).brief, *gains))
    columns = (
        "whose words count",
        "packages that pass",
        "none passes in",
        *(f"{counted.names.party(party)} gains" for party in parties),
    )
    marks = {(number, "packages that pass"): METHOD for number in range(len(rows))}
    note = (
        "Gains over no deal (or leaving) in the Nash split, in each party's points, the cost of going back taken off."
    )
    return Table("joint", "Both sides' public words together", columns, tuple(rows), marks, note)


def unjudged_table(counted: Counted) -> Table:
    """Return the public claims on issues of the case that nobody has judged yet: one row a party and issue."""
    public = counted.public
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    shown = {(seat.id, issue) for seat, issue, _ in whole_ranks(public.unjudged, ROWS, lambda one: -len(one[2]))}
    for seat, issue, claims in (one for one in public.unjudged if (one[0].id, one[1]) in shown):
        newest = claims[0]
        marks[len(rows), "newest words"] = (Mark("claim", newest.id),)
        evidence = public.ground.evidence
        words = quoted(evidence.words(newest), newest)
        rows.append((seat.name, public.ground.subjects.name(issue), len(claims), words, evidence.day(newest)))
    more = len(public.unjudged) - len(shown)
    note = f"{more} more are left out." if more > 0 else None
    columns = ("party", "issue", "claims", "newest words", "date")
    return Table("unjudged", "Public words that nobody has judged yet", columns, tuple(rows), marks, note)
