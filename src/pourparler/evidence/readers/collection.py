"""What was named, taken apart into single sources: folders, archives, feeds, and e-mails with what is attached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.archive import is_left_alone, unpacked
from pourparler.evidence.readers.feed import split_feed
from pourparler.evidence.readers.mail import attachments
from pourparler.evidence.readers.part import Part, part_name
from pourparler.evidence.readers.recognise import media_of

_HOLDERS = frozenset({"zip", "feed", "mail"})
_PACKED = b"PK"
_ARCHIVE = ".zip"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sources found in what was named, and in words what was left out and why."""

    parts: tuple[Part, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _Basket:
    """What has been gathered so far of one thing that was named."""

    whole: str
    """Its name, for messages about all of it."""
    parts: list[Part] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    size: int = 0

    def put(self, part: Part, size: int) -> None:
        """Add a source, within the limits of a collection."""
        self.parts.append(part)
        self.size += size
        if len(self.parts) > limits.COLLECTION_FILES or self.size > limits.COLLECTION_BYTES:
            raise limits.too_much(
                self.whole,
                f"more than {limits.COLLECTION_FILES:,} files, or {limits.COLLECTION_BYTES:,} bytes in all",
                f"at most {limits.COLLECTION_FILES:,} files and {limits.COLLECTION_BYTES:,} bytes",
                "keep what concerns the talks, or read it in portions",
            )


def gathered(paths: Iterable[Path]) -> Gathered:
    """Return the single sources in what was named; nothing is written anywhere.

    Parameters
    ----------
    paths : iterable of Path
        Files, folders and archives. A file that was named itself is always one of the parts; of what a folder,
        archive or e-mail holds, kinds of files that are not read, and hidden files, are left out.

    Returns
    -------
    Gathered
        Parts in the order named, then of their names; an e-mail before what is attached to it.

    Raises
    ------
    PourparlerError
        E101 (cannot be opened), E107 and E108 (over a limit), E109 and E110 (damaged, protected), E112 (an archive in
        an archive) or E113 (a link, or a path that leads out), all that were found.
    """
    parts: list[Part] = []
    left_out: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        basket = _Basket(path.name)
        try:
            _gather_path(basket, path, (), depth=0)
        except PourparlerError as error:
            problems += error.problems
        except OSError as error:
            todo = "check the name and the rights"
            found = error.strerror or "a file that does not open"
            problems.append(Problem("E101", "", found, "a file that can be read", todo, Place(path.name)))
        parts += basket.parts
        left_out += basket.left_out
    if problems:
        raise PourparlerError(*problems)
    return Gathered(tuple(parts), tuple(left_out))


def attached(path: Path) -> Gathered:
    """Return an e-mail that lies among the sources already and what is attached to it; nothing for any other file.

    Raises
    ------
    PourparlerError
        As :func:`gathered`.
    """
    if path.suffix.casefold() != ".eml":
        return Gathered()
    found = gathered([path])
    return found if len(found.parts) > 1 else Gathered(left_out=found.left_out)


def _gather_path(basket: _Basket, path: Path, folders: tuple[str, ...], depth: int) -> None:
    if depth and path.is_symlink():
        found = f"a link in the place of a file ({part_name(*folders, path.name)})"
        todo = "put the file that it points to in its place"
        raise PourparlerError(Problem("E113", "", found, "files and folders", todo, Place(basket.whole)))
    if path.is_dir():
        if depth > limits.COLLECTION_DEPTH:
            raise limits.too_much(
                basket.whole,
                f"folders more than {limits.COLLECTION_DEPTH} levels deep",
                f"at most {limits.COLLECTION_DEPTH} levels",
                "flatten them",
            )
        inside = (*folders, path.name) if depth else ()
        for child in sorted(path.iterdir(), key=lambda one: one.name):
            if not is_left_alone(child.name):
                _gather_path(basket, child, inside, depth + 1)
        return
    if depth and not path.is_file():
        basket.left_out.append(f"{part_name(*folders, path.name)}: no ordinary file")
        return
    _gather_file(basket, path, part_name(*folders, path.name) if depth else path.name, chosen=depth == 0)


def _gather_file(basket: _Basket, path: Path, name: str, *, chosen: bool) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        packed = file.read(len(_PACKED)) == _PACKED
    allowed = limits.COLLECTION_BYTES if packed and path.suffix.casefold() == _ARCHIVE else limits.FILE_BYTES
    if size > allowed:
        raise limits.too_much(name, f"{size:,} bytes", f"at most {allowed:,}", "keep the part that concerns the talks")
    data = path.read_bytes()
    _gather_content(basket, Part(name, path), data, chosen=chosen, archived=False, chain=0)


def _gather_content(basket: _Basket, part: Part, data: bytes, *, chosen: bool, archived: bool, chain: int) -> None:
    """Put a file into the basket, or what it holds."""
    media = _media_or_none(basket, part, data, chosen=chosen)
    if media is None:
        return
    if media not in _HOLDERS:
        basket.put(part, len(data))
        return
    if chain > limits.COLLECTION_DEPTH:
        raise limits.too_much(
            basket.whole,
            f"e-mails attached to e-mails more than {limits.COLLECTION_DEPTH} times over",
            f"at most {limits.COLLECTION_DEPTH}",
            "read the inner ones as files",
        )
    if media == "zip":
        _gather_archive(basket, part, data, archived=archived, chain=chain)
    elif media == "feed":
        _gather_feed(basket, part, data)
    else:
        _gather_mail(basket, part, data, archived=archived, chain=chain)


def _media_or_none(basket: _Basket, part: Part, data: bytes, *, chosen: bool) -> str | None:
    """Return the media of a file that may hold others or is a source; ``None`` when that has been settled here."""
    try:
        media = media_of(part.name, data)
    except PourparlerError as error:
        if chosen and part.name.casefold().endswith(_ARCHIVE):
            raise
        if error.problems[0].code == "E105" and not chosen:
            basket.left_out.append(f"{part.name}: {error.problems[0].found}")
        else:
            # Reading it says what is wrong with it, and does not keep the others out.
            basket.put(part, len(data))
        return None
    if media == "text" and not chosen and b"\x00" in data:
        basket.left_out.append(f"{part.name}: a binary file")
        return None
    return media


def _gather_archive(basket: _Basket, part: Part, data: bytes, *, archived: bool, chain: int) -> None:
    if archived:
        found = f"a packed file inside a packed file ({part.name})"
        raise PourparlerError(
            Problem("E112", "", found, "files and folders", "unpack it, then read the folder", Place(basket.whole))
        )
    with limits.within_time(part.name):
        found_parts = unpacked(part.name, data)
    for inner in found_parts:
        inner = replace(inner, attached_to=part.attached_to)
        _gather_content(basket, inner, inner.read(), chosen=False, archived=True, chain=chain + 1)


def _gather_feed(basket: _Basket, part: Part, data: bytes) -> None:
    try:
        with limits.within_time(part.name):
            entries, left_out = split_feed(part.name, data)
    except PourparlerError as error:
        _leave_to_the_reader(basket, part, data, error)
        return
    basket.left_out += left_out
    if len(entries) == 1:
        basket.put(part, len(data))
        return
    for entry in entries:
        basket.put(replace(entry, attached_to=part.attached_to), len(entry.read()))


def _gather_mail(basket: _Basket, part: Part, data: bytes, *, archived: bool, chain: int) -> None:
    try:
        with limits.within_time(part.name):
            found = attachments(part.name, data)
    except PourparlerError as error:
        _leave_to_the_reader(basket, part, data, error)
        return
    basket.put(part, len(data))
    for inner in found:
        inner = replace(inner, attached_to=part)
        _gather_content(basket, inner, inner.read(), chosen=False, archived=archived, chain=chain + 1)


def _leave_to_the_reader(basket: _Basket, part: Part, data: bytes, error: PourparlerError) -> None:
    """Take in a damaged file as it is: reading it says so. One beyond a limit is not taken in at all."""
    if error.problems[0].code in ("E107", "E108"):
        raise error
    basket.put(part, len(data))
