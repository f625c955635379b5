"""The version of the file format, and the steps from an older one to this one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pourparler.case.model import FORMAT
from pourparler.case.tree import MappingNode
from pourparler.core.errors import PourparlerError, Problem

Migration = Callable[[MappingNode], None]
"""Changes a file of one version, in place, into one of the next."""

MIGRATIONS: Mapping[int, Migration] = {}
"""By the version they start from. Version 1 is the first, so there is none yet."""

_NAME, _, _VERSION = FORMAT.partition("/")
CURRENT = int(_VERSION)


def migrate(root: MappingNode, file: str, migrations: Mapping[int, Migration] = MIGRATIONS) -> int | None:
    """Bring a file to the current version, in memory; the file itself stays as it is.

    Parameters
    ----------
    root : MappingNode
        The file, changed in place.
    file : str
    migrations : mapping
        By the version they start from.

    Returns
    -------
    int or None
        The version it was written in, when that is an older one.

    Raises
    ------
    PourparlerError
        C108 when the format is another one, newer than this program, or too old for any migration.

    Examples
    --------
    >>> from pourparler.case.tree import parse_tree
    >>> try:
    ...     migrate(parse_tree("format: pourparler-case/9", "case.yaml"), "case.yaml")
    ... except PourparlerError as error:
    ...     print(error)
    case.yaml:1:9: format: found version 9; allowed: up to version 1; update pourparler [C108]
    """
    if "format" not in root:
        return None
    typed = str(root["format"])
    match = re.fullmatch(rf"{_NAME}/(\d{{1,6}})", typed)
    place = root.value_spans["format"].place(file)
    if match is None:
        raise PourparlerError(Problem("C108", "format", repr(typed), FORMAT, f"write `format: {FORMAT}`", place))
    version = started = int(match[1])
    if version > CURRENT:
        raise PourparlerError(
            Problem("C108", "format", f"version {version}", f"up to version {CURRENT}", "update pourparler", place)
        )
    while version < CURRENT:
        step = migrations.get(version)
        if step is None:
            todo = f"rewrite it as {FORMAT}; no step leads there from version {version}"
            raise PourparlerError(Problem("C108", "format", f"version {version}", FORMAT, todo, place))
        step(root)
        version += 1
    if started == CURRENT:
        return None
    root["format"] = FORMAT
    return started
