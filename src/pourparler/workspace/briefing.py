"""The verb ``brief``: read what is unread, check, analyse, write; the main job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.analysis.changes import Changes
from pourparler.brief.document import Document, charts_of
from pourparler.case.model import Case
from pourparler.core.errors import PourparlerError, Problem
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import QUESTIONS, Ask, answer, asked_here
from pourparler.workspace.answering_apart import Answering
from pourparler.workspace.answers import Answers
from pourparler.workspace.base import case_text, evidence_of, loaded_from
from pourparler.workspace.checking import Checked, checked
from pourparler.workspace.diffing import changes_for_brief
from pourparler.workspace.folder import Folder
from pourparler.workspace.keeping import CASE, CLAIMS, SOURCES, keep, since_of
from pourparler.workspace.progress import Progress, silent
from pourparler.workspace.reading import Taken, read_unread
from pourparler.workspace.stamping import brief_name
from pourparler.workspace.standing import STAMP, origin, stamp, stands

if TYPE_CHECKING:
    from pourparler.brief.writers import Drawing, Typesetting

FORMATS = ("html", "pdf", "docx")
MANY_CLAIMS = 200
"""From which on it saves time to start the chart library in a process of its own."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where the brief lies and what was done for it."""

    folder: Path
    files: tuple[Path, ...]
    taken: tuple[Taken, ...]
    checked: Checked


def write_brief(
    folder: Folder, *, formats: tuple[str, ...] = FORMATS, progress: Progress = silent, template: Path | None = None
) -> Written:
    """Make the brief of a workspace, and its card, and keep them with the case and the claims as they stood.

    Parameters
    ----------
    folder : Folder
    formats : tuple of str
        Of ``html``, ``pdf``, ``docx``.
    progress : callable
    template : Path, optional
        The team's own Word file, for the look of ``docx``; ``template.docx`` of the workspace when left out.

    Returns
    -------
    Written
        The same input gives the same folder with the same bytes; where just these stand already, they are left.

    Raises
    ------
    PourparlerError
        When a source cannot be read, an original is no longer the one that was read (E154), the case has problems,
        or a quotation is not in its source: no brief is written then. B121 or W130 for
        a template that is no Word file, or is not there.
    """
    from pourparler.evidence.export import sources_jsonl

    look = _template(folder, template)
    taken = read_unread(folder, progress=progress)
    # One text of the case and one state of the evidence: what is checked is what is written, and what is kept with it.
    typed = case_text(folder)
    loaded, evidence = loaded_from(folder, typed), evidence_of(folder)
    found = checked(folder, loaded, evidence)
    if found.errors:
        raise PourparlerError(*found.errors)
    case = Case() if loaded is None else loaded.case
    name = brief_name(typed, case, evidence)
    since = since_of(folder, name)
    home, wanted = folder.briefs / name, files_of_brief(formats, typed is not None)
    made_from = _origin(folder, name, since, look)
    if stands(home, made_from, wanted):
        return Written(home, tuple(home / file for file in wanted), taken, found)
    changes = partial(changes_for_brief, folder, name, case, evidence)
    made = pages(case, evidence, formats, progress, changes, look, Answers(folder.answers))
    made["sources.jsonl"] = sources_jsonl(evidence).encode()
    if typed is not None:
        made["case.yaml"] = typed.encode()
    keep(folder, name, since, made if made_from is None else {**made, STAMP: stamp(made_from, made)})
    return Written(home, tuple(home / file for file in wanted), taken, found)


def files_of_brief(formats: tuple[str, ...], cased: bool) -> tuple[str, ...]:
    """Return the names of the files of a brief, in their order.

    Examples
    --------
    >>> files_of_brief(("html",), True)
    ('brief.html', 'card.html', 'claims.jsonl', 'sources.jsonl', 'case.yaml')
    """
    written = [f"{name}.{kind}" for kind in formats for name in ("brief", "card")]
    return (*written, CLAIMS, SOURCES, *([CASE] if cased else []))


def _origin(folder: Folder, name: str, since: str | None, look: bytes | None) -> str | None:
    """Return what tells a brief from every other: its name, which is of case and evidence, and all else it shows."""
    compared = [folder.briefs / (since or "") / file for file in (CLAIMS, SOURCES, CASE)] if since is not None else []
    beside = [path.read_bytes() if path.is_file() else None for path in (folder.decisions, *compared)]
    return origin(name.encode(), (since or "").encode(), look, *beside)


def pages(
    case: Case,
    evidence: Evidence,
    formats: tuple[str, ...] = FORMATS,
    progress: Progress = silent,
    changes: Callable[[], Changes | None] = lambda: None,
    template: bytes | None = None,
    found: Answers | None = None,
) -> dict[str, bytes]:
    """Return the files of a brief by name: it and its card in each format, and the claims with their words.

    Parameters
    ----------
    case : Case
    evidence : Evidence
    formats : tuple of str
    progress : callable
    changes : callable
        Finds what moved since an earlier brief; called once.
    template : bytes, optional
        The team's own Word file.
    found : Answers, optional
        Those found before: a question that sees the same is not asked again.
    """
    from pourparler.brief.compose import compose
    from pourparler.brief.compose.card import card
    from pourparler.brief.writers import Drawing, Typesetting
    from pourparler.evidence.export import claims_jsonl

    with ExitStack() as work:
        # They start while the questions are answered; those of a large brief in a process of their own too.
        large = len(evidence.by_id) >= MANY_CLAIMS
        typesetting = work.enter_context(Typesetting()) if "pdf" in formats else None
        drawing = work.enter_context(Drawing()) if large else None
        ask = work.enter_context(Answering()).ask if large else asked_here
        changes = cache(changes)
        results = answer(case, evidence, found=found, ask=_meanwhile(ask, changes), told=_shown_to(progress, drawing))
        document = compose(case, evidence, results, changes())
        small = card(case, evidence, results, document)
        if drawing is not None:
            shown = [chart.figure for one in (document, small) for chart in charts_of(one)]
            drawing.begin(shown)
            drawing.drawn()
            if "docx" in formats:
                drawing.paint(shown)
        made = _written((document, small), formats, _writers(template, drawing), typesetting, progress)
    return {**made, "claims.jsonl": claims_jsonl(evidence).encode()}


def _meanwhile(ask: Ask, does: Callable[[], object]) -> Ask:
    """Return what asks questions, and does something while they are answered elsewhere."""

    def asked(case: Case, evidence: Evidence, names: tuple[str, ...], seed: int, draws: int) -> Iterable[Result]:
        answers = ask(case, evidence, names, seed, draws)
        does()
        return answers

    return asked


def _shown_to(progress: Progress, drawing: Drawing | None) -> Callable[[Result], None]:
    """Return what tells of each answer, and has its figures drawn."""
    numbers = count(1)

    def told(result: Result) -> None:
        progress(result.question, next(numbers), len(QUESTIONS))
        if drawing is not None:
            drawing.begin(result.figures)

    return told


def _written(
    documents: tuple[Document, Document],
    formats: tuple[str, ...],
    writers: Mapping[str, Callable[[Document], bytes]],
    typesetting: Typesetting | None,
    progress: Progress,
) -> dict[str, bytes]:
    """Write the brief and its card in each format; the PDF is set in a process of its own, beside the others."""
    made: dict[str, tuple[bytes, ...]] = {}
    if typesetting is not None:
        typesetting.begin(documents)
    for number, kind in enumerate(sorted(formats, key="pdf".__eq__), start=1):
        progress(f"brief.{kind}", number, len(formats))
        if kind == "pdf" and typesetting is not None:
            made[kind] = typesetting.done()
        else:
            made[kind] = tuple(writers[kind](document) for document in documents)
    return {f"{name}.{kind}": made[kind][number] for kind in formats for number, name in enumerate(("brief", "card"))}


def _template(folder: Folder, named: Path | None) -> bytes | None:
    """Return the team's Word template: the one named, else the one in the workspace, else none."""
    from pourparler.brief.writers.word_template import LARGEST, opened_template

    path = named or folder.template
    if named is None and not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise PourparlerError(
            Problem("W130", "--template", f"{path.name!r}: {error.strerror}", "a .docx file", "check the name")
        ) from error
    opened_template(data)  # A bad one is refused before anything is read or written.
    return data


def _writers(template: bytes | None, drawing: Drawing | None) -> dict[str, Callable[[Document], bytes]]:
    from pourparler.brief.writers import write_html, write_word

    @cache
    def painted() -> None:
        if drawing is not None:
            drawing.painted()

    def word(document: Document) -> bytes:
        painted()
        return write_word(document, template)

    return {"html": write_html, "docx": word}
