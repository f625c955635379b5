"""Writing a copy for others: whole or not at all, at a place where nothing lies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pourparler.core.errors import PourparlerError, Problem
from pourparler.workspace.answers import Answers
from pourparler.workspace.atomic import write_folder, write_whole
from pourparler.workspace.briefing import FORMATS
from pourparler.workspace.folder import Folder
from pourparler.workspace.progress import Progress, silent
from pourparler.workspace.sharing import View, files_of


def write_copy(
    folder: Folder, view: View, out: Path, *, formats: tuple[str, ...] = FORMATS, progress: Progress = silent
) -> tuple[Path, ...]:
    """Write the copy for a reader.

    Parameters
    ----------
    folder : Folder
    view : View
    out : Path
        A folder that is new or empty, or a file that ends in ``.zip`` and is new; outside the workspace.
    formats : tuple of str
        Of ``html``, ``pdf``, ``docx``.
    progress : callable

    Returns
    -------
    tuple of Path
        What was written: all of it or, when anything fails, nothing.

    Raises
    ------
    PourparlerError
        W172 when something lies at ``out``, W173 when it is inside the workspace, W110 when it cannot be written.
    """
    check_place(folder, out)
    return write_files(out, files_of(view, formats, progress, Answers(folder.answers)))


def write_files(out: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a new folder, or packed into a ``.zip``: all of them or none.

    Parameters
    ----------
    out : Path
        As `check_place` allows it.
    made : mapping of name to bytes

    Raises
    ------
    PourparlerError
        W110 when it cannot be written.
    """
    if _packed(out):
        write_whole(out, _zipped(made))
        return (out,)
    write_folder(out, made)
    return tuple(out / name for name in made)


def _packed(out: Path) -> bool:
    return out.suffix.lower() == ".zip"


def check_place(folder: Folder, out: Path) -> None:
    """Refuse a place for a copy where something lies, or inside the workspace.

    Raises
    ------
    PourparlerError
        W172, W173.
    """
    if out.resolve().is_relative_to(folder.root.resolve()):
        raise PourparlerError(
            Problem(
                "W173",
                "--out",
                f"{str(out)!r}, which lies in the workspace",
                "a place outside it",
                "choose another place: whoever is given the folder around a copy has everything",
            )
        )
    free = not out.exists() or (not _packed(out) and out.is_dir() and not any(out.iterdir()))
    if not free or out.is_symlink():
        raise PourparlerError(
            Problem(
                "W172",
                "--out",
                f"{str(out)!r}, where something lies already",
                "a name that is free, or an empty folder",
                "choose another name: files of an earlier copy may be for another reader",
            )
        )


def _zipped(made: Mapping[str, bytes]) -> bytes:
    """Return the files as an archive without clock, user or rights in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data)
    return packed.getvalue()
