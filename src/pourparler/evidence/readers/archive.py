"""Archives (.zip) of sources: unpacked into memory under limits, and only what stays inside one folder."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.part import Part, part_name

LEFT_ALONE = (".", "~")
"""Names that begin so are no sources: hidden ones, and what an editor leaves while a file is open."""
_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"})
_BLOCK = 1 << 16


def is_left_alone(*names: str) -> bool:
    """Tell whether a file lies in a place, or has a name, that no source has.

    Examples
    --------
    >>> is_left_alone("press", ".DS_Store"), is_left_alone("__MACOSX", "wire.txt"), is_left_alone("press", "wire.txt")
    (True, True, False)
    """
    return any(name.startswith(LEFT_ALONE) or name in _SYSTEM for name in names)


def _problem(code: str, file: str, where: str, found: str, allowed: str, todo: str) -> PourparlerError:
    return PourparlerError(Problem(code, where, found, allowed, todo, Place(file)))


def unpacked(file: str, data: bytes) -> tuple[Part, ...]:
    """Return the files of an archive, in order of their names, with the folders' names before their own.

    Parameters
    ----------
    file : str
        The archive's name, for messages.
    data : bytes

    Raises
    ------
    PourparlerError
        E107 for too many parts, too many bytes or too good a packing, E109 for a damaged archive, E110 for a protected
        one, E112 for an archive inside it, E113 for a path that leads out of it and for a link.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = sorted(_wanted(file, archive.infolist()), key=lambda info: info.filename)
            return tuple(_part(file, archive, info) for info in wanted)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise _problem(
            "E109",
            file,
            "",
            f"a packed file that is damaged, or packed in an uncommon way ({type(error).__name__})",
            "an ordinary .zip",
            "pack it again, or unpack it and read the folder",
        ) from None


def _wanted(file: str, infos: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    if len(infos) > limits.COLLECTION_FILES:
        raise limits.too_much(
            file, f"{len(infos):,} parts", f"at most {limits.COLLECTION_FILES:,}", "keep what concerns the talks"
        )
    total = sum(info.file_size for info in infos)
    if total > limits.COLLECTION_BYTES:
        raise limits.too_much(
            file,
            f"parts that unpack to {total:,} bytes",
            f"at most {limits.COLLECTION_BYTES:,}",
            "keep what concerns the talks",
        )
    for info in infos:
        _check_path(file, info)
        if info.is_dir() or is_left_alone(*PurePosixPath(info.filename).parts):
            continue
        if info.flag_bits & 1:
            todo = "pack it again without one, or unpack it and read the folder"
            raise _problem("E110", file, "", "a packed file protected by a password", "one that opens", todo)
        if info.file_size > limits.FILE_BYTES:
            raise limits.too_much(
                file,
                f"a part of {info.file_size:,} bytes ({_shown(info)})",
                f"at most {limits.FILE_BYTES:,}",
                "take it out",
            )
        if info.file_size > max(limits.SMALL_PART, limits.PACKING_RATIO * info.compress_size):
            ratio = info.file_size // max(1, info.compress_size)
            found = f"a part packed {ratio:,} to one ({_shown(info)}), as in an archive made to fill the disk"
            raise limits.too_much(file, found, f"at most {limits.PACKING_RATIO} to one", "take it out")
        yield info


def _shown(info: zipfile.ZipInfo) -> str:
    return part_name(info.filename)


def _check_path(file: str, info: zipfile.ZipInfo) -> None:
    name = info.filename
    windows = PureWindowsPath(name)
    if name.startswith(("/", "\\")) or windows.drive or ".." in windows.parts or "\x00" in name:
        found = f"a part whose path leads out of the archive ({_shown(info)})"
        raise _problem("E113", file, "", found, "paths inside it", "do not trust it; unpack it with care")
    if stat.S_ISLNK(info.external_attr >> 16):
        todo = "pack the file that it points to"
        raise _problem("E113", file, "", f"a link in the place of a file ({_shown(info)})", "files and folders", todo)
    if len(windows.parts) > limits.COLLECTION_DEPTH:
        raise limits.too_much(
            file,
            f"folders {len(windows.parts) - 1} levels deep",
            f"at most {limits.COLLECTION_DEPTH - 1} levels",
            "flatten them",
        )


def _part(file: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part:
    held = bytearray()
    with archive.open(info) as packed:
        # What the archive says of its sizes is its own word.
        while block := packed.read(_BLOCK):
            held += block
            if len(held) > limits.FILE_BYTES:
                found = f"a part of more than {limits.FILE_BYTES:,} bytes ({_shown(info)})"
                raise limits.too_much(file, found, f"at most {limits.FILE_BYTES:,}", "take it out")
    return Part(part_name(info.filename), bytes(held))
