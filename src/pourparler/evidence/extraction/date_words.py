"""The words English dates are made of, and the pattern that finds them in running text."""

from __future__ import annotations

import re

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "a hundred": 100, "a": 1, "an": 1}

MONTH = "|".join((*_MONTHS, *(rf"{month[:3]}\.?" for month in _MONTHS if month != "may"), r"sept\.?"))
WEEKDAY = "(?:" + "|".join(_WEEKDAYS) + ")"
NUMBER = r"\d{1,3}|" + "|".join(sorted((*_NUMBERS, *_TENS), key=len, reverse=True))
ORDINAL = "first|second|third|fourth|final|last"
PART = "early|mid|late|start|beginning|middle|end"
PERIOD = "weekend|week|month|quarter|year"


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's English name or abbreviation, in lower case.

    Examples
    --------
    >>> month_number("sept."), month_number("may")
    (9, 5)
    """
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(word[:3]))


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for an English weekday in lower case.

    Examples
    --------
    >>> weekday_number("wednesday")
    2
    """
    return _WEEKDAYS.index(word)


def number_of(word: str) -> int:
    """Return the value of digits or of a number word up to twenty and the round ones after it.

    Examples
    --------
    >>> number_of("30"), number_of("twelve"), number_of("a")
    (30, 12, 1)
    """
    if word.isdigit():
        return int(word)
    return _TENS[word] if word in _TENS else _NUMBERS.index(word) + 1


_SHORT = (*(month[:3].capitalize() for month in _MONTHS if month != "may"), "Sept")
_M = "(?:" + "|".join((*(month.capitalize() for month in _MONTHS), *(rf"{month}\b\.?" for month in _SHORT))) + ")"
_W = "(?:" + "|".join(day.capitalize() for day in _WEEKDAYS) + ")"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_Y = r"(?:,? \d{4}\b)?"
_TO = r"\s?(?:[-–]|to|and|until|through)\s?"
_N = r"(?:\d{1,3}|" + "|".join(sorted((*_NUMBERS, *_TENS), key=len, reverse=True)) + ")"
_UNIT = "(?:hours?|days?|weeks?|months?|years?)"
_PARTS = r"(?:early|mid|late|(?:the )?(?:start|beginning|middle|end)(?: of)?)"
_ANY_CASE = r"(?:[Bb]y |[Uu]ntil |[Ss]ince |[Bb]efore )?"
_TIMES = "(?: (?:morning|afternoon|evening|night))?"

SEARCH = re.compile(
    "|".join(
        (
            r"\b\d{4}-\d{2}-\d{2}\b",
            rf"\b{_ANY_CASE}{_D}(?: {_M})?{_TO}{_D} {_M}{_Y}",
            rf"\b{_ANY_CASE}(?:{_W},? )?(?:the )?{_D} (?:of )?{_M}{_Y}",
            rf"\b{_ANY_CASE}{_M} {_D}{_TO}(?:{_M} )?{_D}{_Y}(?!\d)",
            rf"\b{_ANY_CASE}(?:{_W},? )?{_M} {_D}{_Y}(?!\d|[.,]\d)",
            rf"\b{_ANY_CASE}{_PARTS}[ -](?:the )?"
            rf"(?:{_M}|[0-9]{{4}}\b|(?:last |this |next )?(?:week|month|quarter|year)\b){_Y}",
            rf"\b{_M},? \d{{4}}\b",
            rf"\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his|[Bb]efore|[Dd]uring) {_M}(?! \d)\b",
            rf"\b(?:[Ee]arlier|[Ll]ater) (?:on |this )?{_W}{_TIMES}",
            r"\b(?:[Ee]arlier|[Ll]ater) (?:(?:this|last|next|in the) (?:week|month|year|day|quarter)|today)\b",
            rf"\b{_ANY_CASE}(?:(?:[Ll]ast|[Nn]ext|[Tt]his(?: coming)?|[Cc]oming) )?{_W}(?:{_TO}{_W})?(?!s\b){_TIMES}",
            r"\b(?:[Tt]oday|[Tt]onight|[Tt]omorrow|[Yy]esterday|[Ll]ast night|[Tt]his (?:morning|afternoon|evening))\b",
            r"\b[Tt]he day (?:before yesterday|after tomorrow)\b",
            r"\b(?:[Ll]ast|[Nn]ext|[Tt]his) (?:weekend|week|month|quarter|year)\b",
            rf"\b[Ww]ithin (?:the next )?{_N} {_UNIT}\b",
            rf"\b[Ii]n (?:the next )?{_N} {_UNIT}(?:[’'] time)?\b",
            rf"\b{_N} (?:days?|weeks?|months?|years?) (?:ago|earlier|later)\b",
            r"\b[Tt]he (?:following|next|previous|same) day\b",
            rf"\b(?:[Oo]n )?[Tt]he eve of (?:the |its |their |a )?(?:{_W}[’']s |{_D} {_M} )?\w+",
            rf"\bQ[1-4](?: (?:of )?\d{{4}})?\b|\b[Tt]he (?:{ORDINAL}) (?:quarter|half)(?: of (?:\d{{4}}|the year))?\b",
            r"\b[Ee]arlier(?=,| at | in [A-Z])|(?<=[.!?”\"] )Earlier\b(?! \w+ed\b)|^Earlier\b",
        )
    )
)  # fmt: skip
"""Finds expressions of time in running text; case tells "May" from "may" and "March" from "march"."""
