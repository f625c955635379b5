"""The folder people work in: what lies where, and one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pourparler.core.errors import PourparlerError, Problem
from pourparler.workspace.atomic import sweep

WAIT_SECONDS = 30.0
"""How long a command waits for another one that is writing into the same workspace."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the parts of a workspace lie.

    Examples
    --------
    >>> Folder(Path("talks")).case.as_posix()
    'talks/case.yaml'
    """

    root: Path

    @property
    def case(self) -> Path:
        """The case people edit."""
        return self.root / "case.yaml"

    @property
    def sources(self) -> Path:
        """The originals."""
        return self.root / "sources"

    @property
    def marking(self) -> Path:
        """What people say of the sources: who may see them, publisher, date, retracted."""
        return self.root / "sources.yaml"

    @property
    def evidence(self) -> Path:
        """The evidence base."""
        return self.root / "evidence.db"

    @property
    def answers(self) -> Path:
        """Answers found before, so that the next run takes less time; ignored by git with the evidence."""
        return self.root / "evidence.db-answers"

    @property
    def decisions(self) -> Path:
        """What people decided about claims, as text that merges."""
        return self.root / "decisions.jsonl"

    @property
    def template(self) -> Path:
        """The team's own Word template, if it has one."""
        return self.root / "template.docx"

    @property
    def briefs(self) -> Path:
        """Every brief that was kept."""
        return self.root / "briefs"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace for writing; a second writer waits. What a killed writer left half-written is removed.

        Raises
        ------
        PourparlerError
            W103 when another command still writes after ``WAIT_SECONDS``; W110 when the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.root / ".lock", timeout=WAIT_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise PourparlerError(
                Problem(
                    "W103", "", "another command is writing into this workspace", todo="let it finish, then try again"
                )
            ) from error
        except OSError as error:
            raise PourparlerError(
                Problem(
                    "W110",
                    str(self.root),
                    f"the folder cannot be written: {error.strerror or error}",
                    "a folder you may write into",
                    "copy the workspace to one, or change its permissions",
                )
            ) from error
        try:
            sweep(self.root, self.sources, self.briefs, *self.briefs.glob("[!.]*/"))
            yield
        finally:
            lock.release()


def existing(root: Path) -> Folder:
    """Return the workspace in this folder.

    Raises
    ------
    PourparlerError
        W101 when there is no such folder, W102 when it is a file or holds neither a case nor sources.
    """
    if not root.exists():
        raise PourparlerError(
            Problem("W101", "", f"no folder named {str(root)!r}", todo=f"make one with `pourparler new {root}`")
        )
    folder = Folder(root)
    if not root.is_dir() or not (folder.case.exists() or folder.sources.is_dir() or folder.evidence.exists()):
        raise PourparlerError(
            Problem(
                "W102",
                str(root),
                "a file" if not root.is_dir() else "a folder with neither case.yaml nor sources",
                "the folder of a workspace",
                f"make one with `pourparler new {root if root.is_dir() else 'DIR'}`",
            )
        )
    return folder
