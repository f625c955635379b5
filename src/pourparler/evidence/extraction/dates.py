"""What day a reporter's words mean: weekdays, deadlines, ranges, relative to the date of the document."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pourparler.evidence.extraction.date_words import (
    MONTH,
    NUMBER,
    ORDINAL,
    PART,
    PERIOD,
    WEEKDAY,
    month_number,
    number_of,
    weekday_number,
)

Interval = tuple[date, date]
_HALF_A_YEAR = 183
_FORWARD = re.compile(r"^(?:by|until|till|before|no later than|not later than|next|(?:this )?(?:coming|upcoming))\b")
_BACKWARD = re.compile(r"^(?:since|last|past|after)\b")
_LEAD = re.compile(
    r"^(?:(?:on|in|at|by|until|till|since|from|during|before|after|around|about|for|over|no later than|not later than|"
    rf"later|earlier) (?=on |in |at |by |the |this |last |next |coming |[a-z]+day|\d|q\d|{PART}|{MONTH}))+"
)
_CLOCK = re.compile(
    r"(?:\b(?:at )?(?:\d{1,2}(?:[:.]\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|hrs|gmt|utc|cet)|noon|midnight|\d{1,2}:\d{2})"
    r"(?: on)?(?!\w))"
)
_TIME_OF_DAY = re.compile(r" (?:early |late )?(?:morning|afternoon|evening|night|lunchtime|noon)$")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a relative expression is relative to."""

    today: date | None
    anchor: date | None
    forward: bool
    backward: bool


def resolve(
    expression: str, *, document_date: date | None, anchor: date | None = None, future: bool = False
) -> str | None:
    """Return the day or days that an English expression means.

    A weekday is the day of the document or the nearest one before it, as reporters use it, unless ``future`` or the
    words themselves ("next", "by", "coming") look ahead. A month without a year is the nearest one.

    Parameters
    ----------
    expression : str
        The words as the source gives them ("Wednesday", "by the end of the month", "5-7 March").
    document_date : date or None
        When the source was written; without it only a full date resolves.
    anchor : date or None
        The day that "the following day", "two days later", "on the eve of the talks" count from.
    future : bool
        The clause is about what is yet to come; see :func:`looks_ahead`.

    Returns
    -------
    str or None
        ``2025-03-05``, or an interval ``2025-03-05/2025-03-07`` that includes both ends, or None: unresolved.

    Examples
    --------
    >>> wednesday = date(2024, 12, 18)
    >>> resolve("Wednesday", document_date=wednesday), resolve("Thursday", document_date=wednesday, future=True)
    ('2024-12-18', '2024-12-19')
    >>> resolve("by the end of the month", document_date=wednesday)
    '2024-12-31'
    >>> resolve("5-7 March", document_date=wednesday)
    '2025-03-05/2025-03-07'
    >>> resolve("Wednesday", document_date=None) is None
    True
    """
    text = " ".join(expression.replace("’", "'").replace("–", "-").replace("—", "-").casefold().split())
    text = _CLOCK.sub("", text.strip(" ,.;:")).strip(" ,")
    forward = future or bool(_FORWARD.match(text))
    scene = _Scene(document_date, anchor, forward, bool(_BACKWARD.match(text)) and not forward)
    found = _interval(text, scene)
    if found is None:
        return None
    first, last = found
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _interval(text: str, scene: _Scene) -> Interval | None:
    bare = _TIME_OF_DAY.sub("", text)
    candidates = dict.fromkeys((text, _LEAD.sub("", text), bare, _LEAD.sub("", bare)))
    for candidate in candidates:
        for pattern, meaning in _RULES:
            match = pattern.fullmatch(candidate)
            if match is None:
                continue
            try:
                found = meaning(match, scene)
            except (ValueError, OverflowError):  # "31 February": the words name no day
                return None
            if found is not None:
                return found
    return None


def _day(day: date) -> Interval:
    return day, day


def _month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months_on(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _nearest_year(scene: _Scene, month: int, day: int, year: str | None) -> int | None:
    """Return the year a date without one is in: the nearest, or the next or last if the words look that way."""
    if year:
        return int(year)
    if scene.today is None:
        return None
    this = scene.today
    safe = min(day, 28)
    if scene.forward:
        return this.year + (date(this.year, month, safe) < this.replace(day=1))
    if scene.backward:
        return this.year - (date(this.year, month, safe) > this)
    years = (this.year - 1, this.year, this.year + 1)
    return min(years, key=lambda one: abs((date(one, month, safe) - this).days))


def _full(match: re.Match[str], _: _Scene) -> Interval:
    return _day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _calendar(match: re.Match[str], scene: _Scene) -> Interval | None:
    month, day = month_number(match["month"]), int(match["day"])
    year = _nearest_year(scene, month, day, match["year"])
    if year is None:
        return None
    first = date(year, month, day)
    until = match.groupdict().get("until")
    if until is None:
        return _day(first)
    last_month = month_number(match.groupdict().get("until_month") or match["month"])
    return first, date(year + (last_month < month), last_month, int(until))


def _part_of_month(match: re.Match[str], scene: _Scene) -> Interval | None:
    if match["month"] in PERIOD_WORDS:
        whole = _period_bounds(match["month"], scene.today, 0)
    else:
        month = month_number(match["month"])
        year = _nearest_year(scene, month, 15, match["year"])
        whole = None if year is None else _month(year, month)
    return None if whole is None else _slice(match["part"], whole)


def _slice(part: str | None, whole: Interval) -> Interval:
    first, last = whole
    if not part:
        return whole
    if part.startswith("end"):
        return _day(last)
    third = ((last - first).days + 1) / 3
    edges = [first, first + timedelta(days=round(third)), first + timedelta(days=round(2 * third)), last]
    if part.startswith(("early", "start", "beginning")):
        return edges[0], edges[1] - timedelta(days=1)
    if part.startswith(("mid", "middle")):
        return edges[1], edges[2] - timedelta(days=1)
    return edges[2], edges[3]


PERIOD_WORDS = frozenset(("week", "weekend", "month", "quarter", "year"))


def _period_bounds(word: str, today: date | None, shift: int) -> Interval | None:
    if today is None:
        return None
    if word in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return (
            (monday, monday + timedelta(days=6)) if word == "week" else (monday + timedelta(5), monday + timedelta(6))
        )
    if word == "month":
        there = _months_on(today.replace(day=1), shift)
        return _month(there.year, there.month)
    if word == "quarter":
        start = _months_on(date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), 3 * shift)
        end = _months_on(start, 2)
        return start, _month(end.year, end.month)[1]
    return date(today.year + shift, 1, 1), date(today.year + shift, 12, 31)


_SHIFTS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1, "this": 0, "the": 0}


def _period(match: re.Match[str], scene: _Scene) -> Interval | None:
    whole = _period_bounds(match["period"], scene.today, _SHIFTS[match["which"]])
    if whole is None or scene.today is None:
        return None
    lead = match["lead"] or ""
    if lead == "earlier":
        return whole[0], min(scene.today, whole[1])
    if lead == "later":
        return max(scene.today, whole[0]), whole[1]
    return _slice(match["part"], whole)


def _weekday(match: re.Match[str], scene: _Scene) -> Interval | None:
    if scene.today is None:
        return None
    which, wanted = match["which"] or "", weekday_number(match["weekday"])
    today = scene.today
    behind = (today.weekday() - wanted) % 7
    ahead = (wanted - today.weekday()) % 7
    if which == "last":
        return _day(today - timedelta(days=behind or 7))
    if which in ("next", "coming", "this coming", "upcoming", "following"):
        return _day(today + timedelta(days=ahead or 7))
    if which == "this":
        return _day(today - timedelta(days=today.weekday()) + timedelta(days=wanted))
    first = today + timedelta(days=ahead) if scene.forward else today - timedelta(days=behind)
    until = match["until"]
    if until is None:
        return _day(first)
    return first, first + timedelta(days=(weekday_number(until) - wanted) % 7)


_NAMED_DAYS = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
               "yesterday": -1, "last night": -1, "the day before yesterday": -2, "the day after tomorrow": 2,
               "earlier today": 0, "later today": 0, "earlier in the day": 0, "later in the day": 0}  # fmt: skip


def _named_day(match: re.Match[str], scene: _Scene) -> Interval | None:
    return None if scene.today is None else _day(scene.today + timedelta(days=_NAMED_DAYS[match[0]]))


def _shifted(day: date, number: int, unit: str) -> date:
    if unit.startswith("month"):
        return _months_on(day, number)
    if unit.startswith("year"):
        return _months_on(day, 12 * number)
    if unit.startswith("hour"):
        return day + timedelta(hours=number)
    return day + timedelta(days=number * (7 if unit.startswith("week") else 1))


def _counted(match: re.Match[str], scene: _Scene) -> Interval | None:
    if scene.today is None:
        return None
    number, unit, before = number_of(match["number"]), match["unit"], match["before"]
    if before.startswith("within") or before.startswith("in the next") or before.startswith("over the"):
        hours = timedelta(hours=number) if unit.startswith("hour") else None
        end = scene.today + timedelta(days=-(-number // 24)) if hours else _shifted(scene.today, number, unit)
        return scene.today, end
    return _day(_shifted(scene.today, number, unit))


def _ago(match: re.Match[str], scene: _Scene) -> Interval | None:
    number, unit, which = number_of(match["number"]), match["unit"], match["which"]
    start = scene.today if which == "ago" else scene.anchor
    if start is None:
        return None
    return _day(_shifted(start, number if which in ("later", "after", "on") else -number, unit))


def _beside_anchor(match: re.Match[str], scene: _Scene) -> Interval | None:
    if scene.anchor is None:
        return None
    ahead = match["which"] in ("next", "following") or match["same"] == "day after"
    return _day(scene.anchor + timedelta(days=1 if ahead else -1))


def _eve(match: re.Match[str], scene: _Scene) -> Interval | None:
    named = re.search(WEEKDAY + "|" + SEARCH_DAY, match["what"] or "")
    inner = _interval(named[0], scene) if named else (scene.anchor and (scene.anchor, scene.anchor))
    return None if not inner else _day(inner[0] - timedelta(days=1))


SEARCH_DAY = rf"\d{{1,2}} (?:{MONTH})(?: \d{{4}})?|(?:{MONTH}) \d{{1,2}}"


def _quarter(match: re.Match[str], scene: _Scene) -> Interval | None:
    year = int(match["year"]) if match["year"] else (scene.today.year if scene.today else None)
    if year is None:
        return None
    which = match["which"]
    number = int(which[-1]) if which[-1].isdigit() else {"first": 1, "second": 2, "third": 3}.get(which, 4)
    months = 6 if match["unit"] == "half" else 3
    start = _months_on(date(year, 1, 1), months * (number - 1))
    end = _months_on(start, months - 1)
    return start, _month(end.year, end.month)[1]


def _year(match: re.Match[str], _: _Scene) -> Interval:
    return _slice(match["part"], (date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)))


_YEAR = r"(?:,? (?P<year>\d{4}))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|to|and|until|through)\s?"
_UNTIL = r"(?P<until>\d{1,2})(?:st|nd|rd|th)?"
_WHICH = r"(?P<which>last|past|previous|next|coming|following|this|the)"
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], _Scene], Interval | None]]
_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", _full),
        (rf"(?:{WEEKDAY},? )?(?:the )?{_DAY} (?:of )?(?P<month>{MONTH}){_YEAR}", _calendar),
        (rf"(?:{WEEKDAY},? )?(?P<month>{MONTH}) {_DAY}{_YEAR}", _calendar),
        (rf"(?:between |from )?{_DAY}{_TO}{_UNTIL} (?P<month>{MONTH}){_YEAR}", _calendar),
        (rf"(?:between |from )?(?P<month>{MONTH}) {_DAY}{_TO}{_UNTIL}{_YEAR}", _calendar),
        (rf"(?:between |from )?{_DAY} (?P<month>{MONTH}){_TO}{_UNTIL} (?P<until_month>{MONTH}){_YEAR}", _calendar),
        (rf"(?:between |from )?(?P<month>{MONTH}) {_DAY}{_TO}(?P<until_month>{MONTH}) {_UNTIL}{_YEAR}", _calendar),
        (rf"(?:by )?(?:the )?(?:(?P<part>{PART})(?: of)?[ -])?(?:the )?(?P<month>{MONTH}|week|month|quarter|year)"
         r"(?:,? (?:of )?(?P<year>\d{4}))?", _part_of_month),
        (rf"(?:by )?(?:the )?(?:(?P<lead>earlier|later) )?(?:(?P<part>{PART})(?: of)? )?{_WHICH} (?P<period>{PERIOD})",
         _period),
        (rf"(?:by |until |before )?(?:(?P<which>last|next|this coming|coming|upcoming|following|this) )?"
         rf"(?P<weekday>{WEEKDAY})(?:{_TO}(?P<until>{WEEKDAY}))?", _weekday),
        ("|".join(sorted(map(re.escape, _NAMED_DAYS), key=len, reverse=True)), _named_day),
        (rf"(?P<before>within(?: the next)?|in the next|over the next|over the coming|in) (?P<number>{NUMBER}) "
         r"(?P<unit>hours?|days?|weeks?|months?|years?)(?:' time)?", _counted),
        (rf"(?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?) (?P<which>ago|earlier|later|before|after|on)",
         _ago),
        (r"(?:on )?the (?P<which>next|following|previous) day|the (?:same )?(?P<same>day (?:before|after))",
         _beside_anchor),
        (r"(?:on )?the eve of(?P<what> .+)?", _eve),
        (r"(?P<which>q[1-4])(?:,? (?:of )?(?P<year>\d{4}))?(?P<unit>)", _quarter),
        (rf"(?:by )?(?:the )?(?:end of the )?(?P<which>{ORDINAL}) (?P<unit>quarter|half)(?: of(?: the year)?)?"
         r"(?:,? ?(?P<year>\d{4}))?",
         _quarter),
        (rf"(?:by )?(?:the )?(?:(?P<part>{PART})(?: of)?[ -])?(?P<year>(?:19|20)\d{{2}})", _year),
    )
)  # fmt: skip
