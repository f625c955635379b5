"""The date of a document, from what the document itself says."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

_FIRST_LINES = 12
_LONGEST_DATE_LINE = 90
_HEAD = 4000
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_OTHER_LANGUAGES = ("fr", "de", "es", "it", "pt", "nl")

_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DATE = re.compile(
    "|".join(
        (
            r"(?<!\d)(?P<iso>(?:19|20|21)\d\d-\d\d-\d\d)(?!\d)",
            r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+)?"
            + _YEAR
            + r"(?!\d)",
            r"\b(?P<month_first>[^\W\d_]{3,12})\.?\s+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?,?\s+"
            + _YEAR.replace("year", "year_after")
            + r"(?!\d)",
            r"(?<![\d./])(?P<left>\d{1,2})(?P<mark>[./])(?P<right>\d{1,2})(?P=mark)(?P<year_last>(?:19|20|21)\d\d)(?![\d/])",
        )
    )
)
_LABEL = re.compile(
    r"(?:date|dated|published|issued|released|posted|publication date|date of issue|last updated|updated|datum)\b"
    r"\s*(?:on\b)?\s*[:–—-]?\s*",
    re.IGNORECASE,
)
_AFTER_DATELINE = re.compile(r"\s*(?:\([^)\n]{1,40}\)\s*)?[,.]?\s*(?:[—–]|--?\s|:\s)")
_CLOCK_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:a\.?m\.?|p\.?m\.?)?", re.IGNORECASE)
_NAMED_FILE = re.compile(r"(?<!\d)(?:19|20|21)\d\d-\d\d-\d\d(?!\d)")


def _month(name: str) -> int | None:
    """Return the number of a month by its name or short name, in English or another common language."""
    word = name.casefold().rstrip(".")
    for number, month in enumerate(_ENGLISH, start=1):
        if word == month or word == month[:3] or word == "sept" == month[:4]:
            return number
    return _months_elsewhere().get(word)


@lru_cache(maxsize=1)
def _months_elsewhere() -> dict[str, int]:
    from babel.dates import get_month_names

    return {
        name.casefold().rstrip("."): number
        for language in reversed(_OTHER_LANGUAGES)
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, language).items()
    }


def _numbers(found: re.Match[str]) -> tuple[int, int, int] | None:
    part = found.groupdict()
    if part["iso"]:
        year, month, day = (int(number) for number in part["iso"].split("-"))
        return year, month, day
    if part["mark"]:
        left, right = int(part["left"]), int(part["right"])
        if part["mark"] == "/" and left != right:
            # 03/04 is March in one country and April in another: only a number above twelve settles it.
            if left <= 12 and right <= 12:
                return None
            left, right = max(left, right), min(left, right)
        return int(part["year_last"]), right, left
    number = _month(part["month"] or part["month_first"])
    if number is None:
        return None
    return int(part["year"] or part["year_after"]), number, int(part["day"] or part["day_after"])


def _iso(found: re.Match[str]) -> str | None:
    numbers = _numbers(found)
    if numbers is None:
        return None
    try:
        return datetime.date(*numbers).isoformat()
    except ValueError:
        return None


def date_in(words: str) -> str | None:
    """Return the first full date that ``words`` name, as ISO 8601, or None.

    Day and month written only in digits with slashes are read when they leave no doubt.

    Examples
    --------
    >>> date_in("Wed, 12 Mar 2031 09:00:00 GMT"), date_in("March 12, 2031"), date_in("03/04/2031")
    ('2031-03-12', '2031-03-12', None)
    """
    compact = re.match(r"\s*(\d{4})(\d{2})(\d{2})(?:T|\s|$)", words)
    if compact:
        words = "-".join(compact.groups())
    return next((iso for iso in map(_iso, _DATE.finditer(words)) if iso), None)


def _is_date_line(line: str) -> str | None:
    """Read a line that is a date, a dateline before the story, or a labelled date."""
    label = _LABEL.match(line)
    found = _DATE.search(line)
    if found is None:
        return None
    before, after = line[: found.start()], line[found.end() :]
    before_words = re.findall(r"[^\W\d_]+", before)
    # "BRUSSELS, Wednesday" may stand before the date: names only, never the words of a sentence.
    names = len(before_words) <= 5 and all(word[0].isupper() or word in ("le", "den", "the") for word in before_words)
    if label and found.start() <= label.end() + 15:
        return _iso(found)
    if names and _AFTER_DATELINE.match(after):
        return _iso(found)
    rest = re.findall(r"[^\W\d_]+", _CLOCK_TIME.sub("", after))
    if names and len(line) <= _LONGEST_DATE_LINE and len(rest) <= 3 and all(word.isupper() for word in rest):
        return _iso(found)
    return None


def date_line(text: str) -> tuple[str, str] | None:
    """Return the date that one of the first lines of a text gives the document, and in words where it stands.

    Only a labelled date (``Date: 12 March 2031``), a dateline (``BRUSSELS, 12 March 2031 —``) or a line that is
    nothing but a place and a date counts; a date inside a sentence may be anything.

    Examples
    --------
    >>> date_line("Talks resume\\nBRUSSELS, 12 March 2031 — The two sides met.")
    ('2031-03-12', 'date in line 2 of the text')
    >>> date_line("The two sides last met on 12 March 2031.") is None
    True
    """
    seen = 0
    for number, line in enumerate(text[:_HEAD].splitlines(), start=1):
        line = line.strip("\ufeff \t*_#")
        if not line:
            continue
        iso = _is_date_line(line)
        if iso:
            return iso, f"date in line {number} of the text"
        seen += 1
        if seen == _FIRST_LINES:
            break
    return None


def date_in_name(file: str) -> tuple[str, str] | None:
    """Return the ISO date that somebody put into a file's name.

    Examples
    --------
    >>> date_in_name("2031-03-12-readout.txt")
    ('2031-03-12', "date in the file's name")
    """
    found = _NAMED_FILE.search(file)
    iso = date_in(found.group()) if found else None
    return (iso, "date in the file's name") if iso else None
