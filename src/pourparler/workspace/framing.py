"""The verb ``frame``: a case drafted from the evidence, or additions to the one there is."""

from __future__ import annotations

from dataclasses import dataclass

from pourparler.workspace.atomic import write_whole
from pourparler.workspace.base import case_text, evidence_of, loaded_from
from pourparler.workspace.folder import Folder


@dataclass(frozen=True, slots=True)
class Framed:
    """What was drafted or proposed.

    Attributes
    ----------
    new : bool
        A case was drafted where there was none.
    diff : str
        The additions as a unified diff; empty when there is nothing to add.
    applied : bool
        Whether the case was written.
    """

    new: bool
    diff: str
    applied: bool


def frame(folder: Folder, *, apply: bool = False) -> Framed:
    """Draft a case from the evidence, or propose additions to the one there is.

    A person's words are never overwritten: with a case, the additions are shown, and written only when asked for.

    Parameters
    ----------
    folder : Folder
    apply : bool
        Write the additions into the case.
    """
    from pourparler.evidence.framing import draft, propose

    with folder.writing():
        evidence = evidence_of(folder)
        text = case_text(folder)
        loaded = loaded_from(folder, text)
        if loaded is None or text is None:
            write_whole(folder.case, draft(evidence).encode(), instead_of=None)
            return Framed(True, "", True)
        proposal = propose(evidence, loaded.case, text)
        if apply and proposal.diff:
            # People edit the case in a program of theirs, which knows of no lock.
            write_whole(folder.case, proposal.text.encode(), instead_of=text.encode())
        return Framed(False, proposal.diff, apply and bool(proposal.diff))
