"""The document tree that the three writers share: blocks of marked sentences, tables, figures, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pourparler.core.result import Figure, Mark, Sentence

__all__ = [
    "Block",
    "Bullets",
    "Chart",
    "Document",
    "Empty",
    "Facts",
    "Grid",
    "GridCell",
    "Paragraph",
    "Part",
    "Passage",
    "Quotation",
    "Reference",
    "Section",
    "TopicCard",
    "charts_of",
]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quotation stands in its source: in print a paragraph is set once, whatever is quoted from it.

    Attributes
    ----------
    source : str
        Its id; ``number`` is the one its labels begin with.
    file : str
        Name of the original and hash of the frozen text.
    text : str
        The paragraph, or paragraphs; empty where nothing may be quoted, and then there are no spans.
    start : int
        Where the text begins in the source.
    spans : tuple of (start, end)
        What is quoted, in characters of the source.
    note : str
        Who said it, how, and where it stands.
    """

    source: str
    number: int
    file: str
    text: str
    start: int
    spans: tuple[tuple[int, int], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What a mark leads to: the numbered entry at the end of the brief, with the quotation in its paragraph.

    Attributes
    ----------
    mark : Mark
    label : str
        What is printed at the sentence: a source number and letter (``3b``), a judgement number (``J4``), ``unsigned``.
    title : str
        Source title and date, or who judged it and when.
    before, quotation, after : str
        The source paragraph around the verbatim span; empty for judgements. ``quotation`` may hold several spans
        joined by an ellipsis in square brackets; each is verbatim.
    detail : str
        Speaker, how it was said, file, offsets and hash; or the reason for a judgement.
    """

    mark: Mark
    label: str
    title: str
    before: str = ""
    quotation: str = ""
    after: str = ""
    detail: str = ""
    off_record: bool = False
    also: tuple[Mark, ...] = ()
    """Further marks that lead here: judgements of one person, day and reason share an entry."""
    passage: Passage | None = None
    """For what comes from a source."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences set as running text."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences set as a list; ``asking`` lists are questions and are set with an empty box before each."""

    items: tuple[Sentence, ...]
    asking: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Verbatim words set apart, with who said them and how."""

    words: str
    attribution: Sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """Short labelled lines, such as purpose, date, classification."""

    rows: tuple[tuple[str, tuple[Sentence, ...]], ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: sentences, and a tone that the writers show by a word and a tint, never by colour alone."""

    sentences: tuple[Sentence, ...] = ()
    tone: str = ""
    """``for``, ``against``, ``conditional``, ``mixed``, ``silent`` or empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of marked cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    row_headings: bool = True
    widths: tuple[float, ...] = ()
    """Relative; equal when empty."""
    note: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its caption."""

    figure: Figure
    caption: Sentence


@dataclass(frozen=True, slots=True)
class TopicCard:
    """One topic on page one, in the fixed order of a ministry's brief; empty entries read "nothing on file"."""

    heading: str
    likelihood: str
    """``certain``, ``may be raised`` or ``defensive``."""
    entries: tuple[tuple[str, tuple[Sentence, ...]], ...]
    """Label (Minimum and aim, Arguments, Their likely line, Our response, Fallback, Avoid) and sentences."""


@dataclass(frozen=True, slots=True)
class Empty:
    """Says "nothing on file", and what would fill it."""

    question: Sentence | None = None


Block = Paragraph | Bullets | Quotation | Facts | Grid | Chart | TopicCard | Empty


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks; ``id`` is the anchor."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    lead: Sentence | None = None
    landscape: bool = False
    """Wide tables are set on a landscape page in print."""


@dataclass(frozen=True, slots=True)
class Part:
    """Page one, or the annexes: a new page in print."""

    heading: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole brief, ready for any writer.

    Attributes
    ----------
    title, subtitle, classification : str
        ``classification`` stands on every page; empty when the case has none.
    language : str
        ISO 639-1, set on the page for screen readers.
    dated : str
        The case's ``as_of``; nothing reads the clock.
    stamp : str
        One line for the footer: hash of the inputs, version.
    parts : tuple of Part
        The first is page one.
    references : mapping by mark
        In the order in which they are first used.
    """

    title: str
    subtitle: str
    classification: str
    dated: str
    stamp: str
    parts: tuple[Part, ...]
    references: Sequence[Reference] = field(default_factory=tuple)
    language: str = "en"
    caveats: tuple[Sentence, ...] = ()
    """Limits, printed where the reader meets them: the foot of page one."""
    elsewhere: Sequence[Reference] = ()
    """Entries printed in a document beside this one: their marks keep their labels and lead nowhere."""

    def reference(self, mark: Mark) -> Reference | None:
        """Return what a mark leads to."""
        return next((one for one in self.references if mark == one.mark or mark in one.also), None)


def charts_of(document: Document) -> Iterator[Chart]:
    """Yield every figure of a document, in reading order."""
    for part in document.parts:
        for section in part.sections:
            yield from (block for block in section.blocks if isinstance(block, Chart))
