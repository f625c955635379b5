"""The verbs ``import`` and ``export``: a case from and to the files of other programs."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pourparler.case.audience import SHARED, Reader
from pourparler.case.exchange.grids import grids
from pourparler.case.exchange.judged import Basis, as_case, merged, slug
from pourparler.case.exchange.recognise import FILE_BYTES, FILES, SCENARIOS, Format, format_of, recognised
from pourparler.case.exchange.scenario import Scenario, wrong
from pourparler.case.exchange.simplified import Take, not_in_workbook, simplified
from pourparler.case.exchange.workbook import About, workbook
from pourparler.case.exchange.workbook_changes import applied, changes
from pourparler.case.load import LoadedCase, load_text, read_text
from pourparler.case.model import Case
from pourparler.case.projection import project
from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.core.packed import excess
from pourparler.workspace.atomic import write_whole
from pourparler.workspace.base import loaded_case
from pourparler.workspace.folder import Folder, existing
from pourparler.workspace.handing_over import check_place, write_files
from pourparler.workspace.starting import start

OWN = "own"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written for whom.

    Attributes
    ----------
    form : str
        The format.
    reader : str
        ``own``, ``public``, ``shared`` or a party id.
    parties : tuple of str
        Whose values are in it.
    take : str or None
        Which number stands for a range.
    ranges : int
        For how many ranges.
    left_out : tuple of str
        What the format cannot hold, by name.
    files : tuple of str
    """

    form: str
    reader: str
    parties: tuple[str, ...]
    take: str | None
    ranges: int
    left_out: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read, and what it does to the case.

    Attributes
    ----------
    form : str
        The format.
    new : bool
        There was no case.
    parties, issues : int
        In what was read.
    notes : tuple of str
        What was left out or changed on the way.
    diff : str
        Of ``case.yaml``; empty when nothing changes.
    applied : bool
        Whether it was written.
    cells : tuple of str
        For a workbook: each cell that was changed, what it shows, and what became of it.
    """

    form: str
    new: bool
    parties: int
    issues: int
    notes: tuple[str, ...]
    diff: str
    applied: bool
    cells: tuple[str, ...] = ()


def reader_asked(folder: Folder, ours: LoadedCase | None, receiver: str | None, level: str | None) -> Reader:
    """Return for whom an export is; ``None`` for our own side. There is no default, so that nothing leaves by accident.

    Parameters
    ----------
    folder : Folder
    ours : LoadedCase or None
    receiver, level : str or None
        ``--for`` and ``--level`` as typed.

    Raises
    ------
    PourparlerError
        W190 when neither is given, W170 when they contradict, W171 for a party that is not on file.
    """
    if receiver is None and level is None:
        todo = "say for whom: --level public, --level shared, --for PARTY, or --level own for everything, for us alone"
        raise PourparlerError(Problem("W190", "--level", "no word of who is to see it", "a reader", todo))
    if level == OWN:
        if receiver is not None:
            todo = "leave one of the two out: --level own is for us alone"
            raise PourparlerError(Problem("W170", "--level", f"own beside --for {receiver}", "--for alone", todo))
        return None
    from pourparler.workspace.sharing import reader_named

    if level not in (None, "public", SHARED):
        raise PourparlerError(Problem("W170", "--level", repr(level), f"public, {SHARED}, {OWN}", "choose one"))
    return reader_named(folder, ours, receiver, level)


def export_case(folder: Folder, form: Format, out: Path, *, reader: Reader, take: Take | None = None) -> Exported:
    """Write the case of a workspace in another program's format, as a reader sees it.

    Parameters
    ----------
    folder : Folder
    form : Format
    out : Path
        New, and outside the workspace: a folder or a ``.zip`` for a scenario, an ``.xlsx`` for a workbook.
    reader : str or None
        As `reader_asked` returns it.
    take : Take, optional
        Which number stands for a range; needed where the format holds none and there is one.

    Raises
    ------
    PourparlerError
        W191 without a case, W172, W173 and W174 for a wrong place, C167 and C168 as `simplified` raises them.
    """
    ours = _case(folder)
    check_place(folder, out)
    case = project(ours, reader).case
    if form is Format.WORKBOOK:
        return _export_workbook(case, out, reader)
    told = simplified(case, take, SCENARIOS[form].name)
    files = write_files(out, SCENARIOS[form].write(told.scenario))
    parties = tuple(profile.name for profile in told.scenario.profiles)
    chosen = take.value if take is not None and told.ranges else None
    named = tuple(str(path) for path in files)
    return Exported(form.value, reader or OWN, parties, chosen, told.ranges, told.left_out, named)


def _export_workbook(case: Case, out: Path, reader: Reader) -> Exported:
    if out.suffix.lower() != ".xlsx":
        todo = "add .xlsx to the name: programs tell workbooks by it"
        raise PourparlerError(Problem("W174", "--out", repr(str(out)), "a new file ending in .xlsx", todo))
    words = {None: "our own side: it holds own values", "public": "anybody", SHARED: "any receiver"}
    about = About(case.title or case.id, case.classification, str(case.as_of or ""), words.get(reader, str(reader)))
    sheets = grids(case, remarks=reader is None)
    write_whole(out, workbook(sheets, about))
    parties = tuple(id_ for id_, _ in sheets[1].columns)
    return Exported(Format.WORKBOOK.value, reader or OWN, parties, None, 0, not_in_workbook(case), (str(out),))


def _case(folder: Folder) -> LoadedCase:
    ours = loaded_case(folder)
    if ours is None:
        todo = "write one, or `pourparler frame` drafts it from the evidence"
        raise PourparlerError(Problem("W191", str(folder.root), "no case.yaml", "a workspace with a case", todo))
    return ours


def import_case(
    root: Path,
    paths: Sequence[Path],
    *,
    asked: Format | None = None,
    basis: Basis | None = None,
    preview: bool = False,
) -> Imported:
    """Take the files of another program into a workspace: a new one, or the case that is there.

    Parameters
    ----------
    root : Path
        The workspace; made when it is not there.
    paths : sequence of Path
        Files, a folder of them, or a ``.zip``.
    asked : Format, optional
        What they are, where their content does not say so.
    basis : Basis, optional
        Who takes the numbers over. A case that is there wants a name and a day: they would else be taken for those of
        the person who signed the part of the case they come to stand in.
    preview : bool
        Write nothing.

    Raises
    ------
    PourparlerError
        C160 to C166 for the files, W161 and W192 without a name or a day; nothing is written then.
    """
    files = _files(paths)
    form, kept, unread = recognised(files, asked)
    basis = basis or Basis()
    if form is Format.WORKBOOK:
        return _import_workbook(root, kept, unread, basis, preview=preview)
    scenario = SCENARIOS[form].read(kept)
    notes = (*scenario.notes, *(f"not read: {name}" for name in unread))
    if not _has_case(root):
        text = _new_case(root, scenario, basis)
        if not preview:
            folder = existing(root) if root.exists() and any(root.iterdir()) else start(root)
            with folder.writing():
                write_whole(folder.case, text.encode())
        return Imported(form, True, len(scenario.profiles), len(scenario.issues), notes, _diff("", text), not preview)
    folder = existing(root)
    with folder.writing():
        old = read_text(folder.case)
        new = merged(scenario, old, signed(basis, old, str(folder.case)), str(folder.case))
        done = not preview and new != old
        if done:
            write_whole(folder.case, new.encode())
    return Imported(form, False, len(scenario.profiles), len(scenario.issues), notes, _diff(old, new), done)


def _import_workbook(
    root: Path, files: Mapping[str, bytes], unread: Sequence[str], basis: Basis, *, preview: bool
) -> Imported:
    if len(files) > 1:
        raise wrong("C161", ", ".join(files), "", f"{len(files)} workbooks", "one", "import one at a time")
    (name, data), *_ = files.items()
    folder = existing(root)
    _case(folder)
    with folder.writing():
        old = read_text(folder.case)
        case = load_text(old, str(folder.case)).case
        edits = changes(name, data, case)
        new = applied(old, edits, signed(basis, old, str(folder.case)), name, str(folder.case)) if edits else old
        if edits and not preview:
            write_whole(folder.case, new.encode())
    notes = tuple(f"not read: {one}" for one in unread)
    cells = tuple(f"{edit.where}: {edit.path}: {edit.old or 'nothing'} -> {edit.new}" for edit in edits)
    done = bool(edits) and not preview
    return Imported(Format.WORKBOOK.value, False, 0, 0, notes, _diff(old, new), done, cells)


def _has_case(root: Path) -> bool:
    return Folder(root).case.exists()


def _new_case(root: Path, scenario: Scenario, basis: Basis) -> str:
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        existing(root)
    id_ = slug(root.resolve().name, (), "case")
    return as_case(scenario, id_, scenario.name or id_, basis)


def signed(basis: Basis, text: str, file: str) -> Basis:
    """Return who answers for what comes into a case that is there, and as of when: that of the case if not said.

    Raises
    ------
    PourparlerError
        W161 without a name, W192 without a day.
    """
    if not basis.by:
        raise PourparlerError(
            Problem("W161", "--by", "nobody's name", "initials or a name", "add --by AB, or set POURPARLER_BY once")
        )
    day = basis.dated or load_text(text, file).case.as_of
    if day is None:
        todo = "add --on 2031-03-05, or give the case an as_of"
        raise PourparlerError(Problem("W192", "--on", "no day, and a case without as_of", "a day", todo, Place(file)))
    return Basis(basis.by, day)


def _diff(old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), "case.yaml", "case.yaml as imported")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _files(paths: Sequence[Path]) -> dict[str, bytes]:
    """Return what is to be read by name: files, those of a folder, and those packed in an archive."""
    found: dict[str, bytes] = {}
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        listed = [one for one in inside if one.is_file() and not one.is_symlink() and not one.name.startswith(".")]
        for one in listed if path.is_dir() else [path]:
            data = _read(one)
            parts = _unpacked(one, data) if data.startswith(b"PK") and format_of(data) is None else {one.name: data}
            for name, part in parts.items():
                found[name if name not in found else f"{one}/{name}"] = part
            if len(found) > FILES:
                raise wrong(
                    "C162", str(path), "", "too many files", f"at most {FILES}", "name the files of one scenario"
                )
    if not found:
        named = ", ".join(str(path) for path in paths)
        raise wrong("C160", named, "", "no file", "a file, or a folder with files", "check the name")
    return found


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES:
            found = f"{path.stat().st_size:,} bytes"
            raise wrong("C162", str(path), "", found, f"at most {FILE_BYTES:,}", "name a smaller file")
        return path.read_bytes()
    except OSError as error:
        found = f"no file to read ({error.strerror or type(error).__name__})"
        raise PourparlerError(Problem("W130", "", found, todo="check the name", place=Place(str(path)))) from None


def _unpacked(path: Path, data: bytes) -> dict[str, bytes]:
    """Return the files packed in an archive, by their names without folders."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            too_much = excess(archive)
            if too_much is not None:
                raise wrong("C162", str(path), "", *too_much, "do not trust it")
            names = [PurePosixPath(info.filename) for info in archive.infolist() if not info.is_dir()]
            kept = [name for name in names if not any(part.startswith((".", "__MACOSX")) for part in name.parts)]
            return {name.name: archive.read(str(name)) for name in kept}
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        found = f"an archive that is damaged or protected ({type(error).__name__})"
        raise wrong("C163", str(path), "", found, "an ordinary .zip", "unpack it and name the folder") from None
