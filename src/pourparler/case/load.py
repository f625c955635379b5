"""Reading a case file: every problem in one pass, and every value with its path and its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pourparler.case.completion import complete
from pourparler.case.integrity import integrity_problems
from pourparler.case.locations import span_at, typed_location
from pourparler.case.migrate import migrate
from pourparler.case.model import Case
from pourparler.case.paths import segment, walk
from pourparler.case.tree import ListNode, MappingNode, Span, parse_tree
from pourparler.case.validation import validated
from pourparler.core.errors import Place, PourparlerError, Problem

MAX_BYTES = 8_000_000


@dataclass(frozen=True)
class LoadedCase:
    """A case as read from a file.

    Parameters
    ----------
    case : Case
        Complete: every judgement with its signature, audience and path.
    typed : Case
        As typed, before the judged blocks were applied.
    places : mapping of path to Place
        Where each entry, judgement and typed field stands: ``views.norland.membership.weight``.
    file : str
        As named in messages.
    migrated_from : int or None
        The version of the format it was written in, when that is an older one.
    """

    case: Case
    typed: Case
    places: Mapping[str, Place]
    file: str
    migrated_from: int | None = None

    def place(self, path: str) -> Place:
        """Return where a path stands, or the nearest entry around it, or the file."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path) or Place(self.file)


def load_case(path: Path) -> LoadedCase:
    """Read a case file.

    Raises
    ------
    PourparlerError
        With every problem of the file (codes C101 to C136).
    """
    return load_text(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return the text of a case file, to the byte as it stands.

    Raises
    ------
    PourparlerError
        C101 when it cannot be opened, C102 when it is too large, C103 when it is not UTF-8 text.
    """
    file = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PourparlerError(
                Problem("C102", "", f"{path.stat().st_size:,} bytes", f"up to {MAX_BYTES:,}", place=Place(file))
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        todo = "check the name, or run `pourparler new` to start a workspace"
        raise PourparlerError(Problem("C101", "", f"no case file to read ({reason})", "", todo, Place(file))) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        found = f"the byte 0x{data[error.start]:02X}, which is not UTF-8"
        todo = "save the file as UTF-8 text"
        raise PourparlerError(Problem("C103", "", found, "UTF-8 text", todo, Place(file, line, column))) from None
    return text


def load_text(text: str, file: str = "case.yaml") -> LoadedCase:
    """Read a case from text.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        Named in the problems.

    Raises
    ------
    PourparlerError
        With every problem of the text.

    Examples
    --------
    >>> loaded = load_text("parties:\\n  - id: norland\\n    no_deal: 20..35\\n")
    >>> loaded.case.parties[0].no_deal.value.path, str(loaded.places["parties.norland.no_deal.value"])
    ('parties.norland.no_deal.value', 'case.yaml:3:14')
    >>> try:
    ...     load_text("parties:\\n  - id: norland\\n    roles: principle\\n")
    ... except PourparlerError as error:
    ...     print(str(error).partition("; allowed")[0])
    case.yaml:3:12: parties.norland.roles: found 'principle'
    """
    root = parse_tree(text, file)
    migrated_from = migrate(root, file)
    typed, kept, problems = validated(root, file)
    problems += integrity_problems(typed, kept, file)
    if problems:
        raise PourparlerError(*sorted(problems, key=_by_place))
    return LoadedCase(complete(typed), typed, _places(typed, root, file), file, migrated_from)


def _by_place(problem: Problem) -> tuple[int, int, str, str]:
    place = problem.place
    return ((place.line or 0) if place else 0, (place.column or 0) if place else 0, problem.code, problem.where)


def _places(case: Case, root: MappingNode, file: str) -> dict[str, Place]:
    places = {path: span.place(file) for path, span in _typed_places(root, "")}
    for found in walk(case):
        if found.path and found.path not in places:
            places[found.path] = span_at(root, typed_location(root, found.location)).place(file)
    return places


def _typed_places(node: object, path: str) -> Iterator[tuple[str, Span]]:
    """Yield the path and span of everything typed: values where there is one, else the key."""
    prefix = f"{path}." if path else ""
    if isinstance(node, MappingNode):
        for key, span in node.value_spans.items():
            yield f"{prefix}{key}", span if key in node else node.key_spans[key]
            yield from _typed_places(node.get(key), f"{prefix}{key}")
    elif isinstance(node, ListNode):
        list_name = path.rpartition(".")[2]
        for index, item in enumerate(node):
            child = f"{prefix}{segment(list_name, item, index)}"
            yield child, node.item_spans[index]
            yield from _typed_places(item, child)
