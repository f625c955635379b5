"""Who may see what: readers and audiences."""

from __future__ import annotations

from pourparler.case.judgement import Audience
from pourparler.core.grades import Visibility

Reader = str | None
"""``None`` our own side; ``public`` anybody; ``shared`` a receiver who is not named; else the id of a party that
receives what is shared with it."""

PUBLIC = "public"
SHARED = "shared"
RESERVED = frozenset({"own", PUBLIC, SHARED})
"""Words that cannot be the id of a party, because they name readers."""


def visible(audience: Audience | None, reader: Reader) -> bool:
    """Tell whether a reader may see an entry with this effective audience.

    Parameters
    ----------
    audience : Audience or None
        The effective audience, as completed on loading; ``None`` counts as ``own``.
    reader : str or None
        ``None`` for our own side, ``public``, ``shared``, or a party id.

    Examples
    --------
    >>> to_two = Audience.model_validate({"shared": ["norland", "varania"]})
    >>> [visible(to_two, reader) for reader in (None, "norland", "ostmark", "shared", "public")]
    [True, True, False, False, False]
    """
    if reader is None:
        return True
    if audience is None or audience.level is Visibility.OWN:
        return False
    if audience.level is Visibility.PUBLIC:
        return True
    return reader != PUBLIC and (not audience.receivers or reader in audience.receivers)


def as_seen_by(audience: Audience | None, reader: Reader) -> Audience | None:
    """Return an audience as it may be told to a reader who is within it: the other receivers are not named.

    Examples
    --------
    >>> as_seen_by(Audience.model_validate({"shared": ["norland", "varania"]}), "norland").receivers
    ('norland',)
    """
    if reader is None or audience is None or audience.level is not Visibility.SHARED:
        return audience
    return Audience(level=Visibility.SHARED, receivers=() if reader == SHARED else (reader,))
