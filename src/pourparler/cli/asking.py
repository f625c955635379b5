"""Values typed on the command line, checked."""

from __future__ import annotations

import datetime
import os

from pourparler.core.errors import PourparlerError, Problem


def a_day(text: str, option: str) -> datetime.date:
    """Return a day typed as YYYY-MM-DD.

    Raises
    ------
    PourparlerError
        W160 when it is none.

    Examples
    --------
    >>> a_day("2031-03-05", "--date")
    datetime.date(2031, 3, 5)
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise PourparlerError(Problem("W160", option, repr(text), "a day such as 2031-03-05", "type it so")) from None


def by_whom(typed: str | None) -> str:
    """Return who decides: what was typed, else ``POURPARLER_BY``.

    Raises
    ------
    PourparlerError
        W161 when neither says.
    """
    who = typed or os.environ.get("POURPARLER_BY", "")
    if not who.strip():
        raise PourparlerError(
            Problem("W161", "--by", "nobody's name", "initials or a name", "add --by AB, or set POURPARLER_BY once")
        )
    return who.strip()


def when(typed: str | None) -> str:
    """Return the day of a decision: what was typed, else today. Only decisions of people carry today's date."""
    return (a_day(typed, "--on") if typed else datetime.date.today()).isoformat()  # noqa: DTZ011
