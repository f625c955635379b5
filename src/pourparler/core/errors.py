"""Errors that name the place, the thing found, what is allowed and what to do next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something was found.

    Parameters
    ----------
    file : str
        The file as the user knows it (relative to where they stand, or a name).
    line, column : int or None
        Counted from one. ``None`` when the whole file is meant.

    Examples
    --------
    >>> str(Place("case.yaml", 12, 7))
    'case.yaml:12:7'
    >>> str(Place("case.yaml"))
    'case.yaml'
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number is not None)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with everything a person needs to put it right.

    Parameters
    ----------
    code : str
        A stable code of ``docs/reference/errors.md``, such as ``C113``.
    where : str
        The entry in the user's own terms, such as ``parties.applicant.roles`` (may be empty).
    found, allowed, todo : str
        What was found; what is allowed; what to do next.
    place : Place or None
        The file, line and column, when there is one.

    Examples
    --------
    >>> place = Place("case.yaml", 3, 9)
    >>> print(Problem("C113", "parties.1.roles", "'chief'", "principal, backer", "choose one", place))
    case.yaml:3:9: parties.1.roles: found 'chief'; allowed: principal, backer; choose one [C113]
    """

    code: str
    where: str
    found: str
    allowed: str = ""
    todo: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        head = "".join(f"{part}: " for part in (str(self.place) if self.place else "", self.where) if part)
        body = f"found {self.found}"
        if self.allowed:
            body += f"; allowed: {self.allowed}"
        if self.todo:
            body += f"; {self.todo}"
        return f"{head}{body} [{self.code}]"


class PourparlerError(Exception):
    """A mistake the user can mend: exit status 2, no traceback.

    Parameters
    ----------
    *problems : Problem
        At least one; all problems of a file are raised together.

    Examples
    --------
    >>> try:
    ...     raise PourparlerError(Problem("W101", "", "no folder named talks", todo="run `pourparler new talks`"))
    ... except PourparlerError as error:
    ...     print(error)
    found no folder named talks; run `pourparler new talks` [W101]
    """

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("an error names at least one problem")
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
