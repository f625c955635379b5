"""What a reader will see of a workspace and what not: for the sender's eyes only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pourparler.case.audience import visible
from pourparler.case.entries import Entry
from pourparler.case.judgement import Audience, Judgement
from pourparler.case.paths import Location, entries, judgements, walk
from pourparler.case.views import OptionStance
from pourparler.core.grades import Visibility
from pourparler.evidence.projection import claim_named, goes_to
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import SourceMark, load_marks
from pourparler.workspace.reading import originals
from pourparler.workspace.sharing import View

if TYPE_CHECKING:
    from pourparler.case.load import LoadedCase


@dataclass(frozen=True, slots=True)
class Preview:
    """What goes to a reader and what stays.

    Attributes
    ----------
    reader : str
    sources : tuple of str
        The files that go, under the names the reader is told.
    claims, entries, judgements : int
        How many the reader has.
    header : bool
        Whether title, question, classification and the party prepared for go.
    kept_sources : tuple of (file, why)
    kept_entries : tuple of (path, audience)
        The outermost: what stands inside them stays too.
    kept_judgements : int
        All that stay, those inside kept entries included.
    fallen : tuple of str
        Entries whose audience would let them go, and which name something that stays.
    uncited : tuple of (path, claim id)
        References of entries that go to claims that do not, or that nobody finds who knows no more than the reader.
    remarks : int
        Comments in the case; none ever goes.
    decisions : int
        Decisions on claims that stay.
    """

    reader: str
    sources: tuple[str, ...]
    claims: int
    entries: int
    judgements: int
    header: bool
    kept_sources: tuple[tuple[str, str], ...]
    kept_entries: tuple[tuple[str, str], ...]
    kept_judgements: int
    fallen: tuple[str, ...]
    uncited: tuple[tuple[str, str], ...]
    remarks: int
    decisions: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


def preview(folder: Folder, ours: LoadedCase | None, view: View) -> Preview:
    """Compare a workspace with what a reader sees of it.

    Parameters
    ----------
    folder : Folder
    ours : LoadedCase or None
        Our own case.
    view : View
        As :func:`pourparler.workspace.sharing.view_of` returns it.
    """
    seen = None if view.case is None else view.case.case
    outermost, kept_judgements, remarks = _kept(ours, view.reader)
    header = ours is not None and visible(ours.case.visibility, view.reader)
    return Preview(
        reader=view.reader,
        sources=tuple(source.file for source in view.evidence.sources.values()),
        claims=len(view.evidence.claims),
        entries=0 if seen is None else sum(1 for path, _ in entries(seen) if path),
        judgements=0 if seen is None else sum(1 for _ in judgements(seen)),
        header=header,
        kept_sources=_kept_sources(folder, view.reader),
        kept_entries=outermost,
        kept_judgements=kept_judgements,
        fallen=_fallen(ours, view),
        uncited=_uncited(ours, view),
        remarks=remarks,
        decisions=_kept_decisions(folder, view),
    )


def _kept_sources(folder: Folder, reader: str) -> tuple[tuple[str, str], ...]:
    marks = load_marks(folder.marking)
    found = []
    for path in originals(folder):
        mark = marks.get(path.name, SourceMark())
        if not goes_to(mark.visibility, mark.off_record, reader):
            found.append((path.name, "off the record" if mark.off_record else said(mark.visibility)))
    return tuple(found)


def said(audience: Audience | None) -> str:
    """Return an audience in words.

    Examples
    --------
    >>> said(Audience.model_validate({"shared": ["norland"]})), said(None)
    ('shared with norland', 'own')
    """
    if audience is None:
        return Visibility.OWN.value
    return f"shared with {', '.join(audience.receivers)}" if audience.receivers else audience.level.value


def _kept(ours: LoadedCase | None, reader: str) -> tuple[tuple[tuple[str, str], ...], int, int]:
    """Return the outermost entries and judgements that stay, how many judgements stay in all, and how many remarks."""
    outermost: list[tuple[str, str]] = []
    count = remarks = 0
    inside: Location | None = None
    for found in walk(ours.case) if ours is not None else ():
        value = found.value
        if getattr(value, "comment", None):
            remarks += 1
        if not isinstance(value, Entry | Judgement | OptionStance) or not found.path:
            continue
        within = inside is not None and found.location[: len(inside)] == inside
        if within or not visible(value.visibility, reader):
            count += isinstance(value, Judgement)
            if not within:
                inside = found.location
                outermost.append((found.path, said(value.visibility)))
    return tuple(outermost), count, remarks


def _fallen(ours: LoadedCase | None, view: View) -> tuple[str, ...]:
    """Return what would go and does not, because it names something that stays."""
    if ours is None:
        return ()
    from pourparler.case.citing import with_claims_named

    renamed = with_claims_named(ours, lambda claim: claim_named(claim, view.ids) or claim)
    held = set() if view.case is None else {path for path, _ in entries(view.case.case)}
    return tuple(
        path
        for path, entry in entries(renamed.case)
        if path
        and path not in held
        and visible(entry.visibility, view.reader)
        # Places without an id are numbered anew where one of them stays.
        and not any(part.isdigit() for part in path.split("."))
    )


def _uncited(ours: LoadedCase | None, view: View) -> tuple[tuple[str, str], ...]:
    from pourparler.case.check import cited_claims

    if ours is None:
        return ()
    going = {
        found.path
        for found in walk(ours.case)
        if isinstance(found.value, Entry | Judgement | OptionStance) and visible(found.value.visibility, view.reader)
    }
    return tuple(
        (path, claim)
        for claim, path in cited_claims(ours.case)
        if path in going and claim_named(claim, view.ids) not in view.evidence.by_id
    )


def _kept_decisions(folder: Folder, view: View) -> int:
    from pourparler.evidence import decisions

    held = decisions.load(folder.decisions)
    return sum(one.claim.rpartition(".")[0] not in view.reviewed for one in held)
