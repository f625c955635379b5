"""The list of sources as it is printed: source by source, each paragraph once, with all that is quoted from it.

On a screen a mark opens its own entry. On paper a reader turns to the end and looks for ``3b``: there the entries stand
in the order of their labels, the title of a source above all its quotations, and a paragraph from which six claims were
taken is set once. What lies far from any quotation in it is left out, and that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.brief.document import Document, Passage, Reference
from pourparler.brief.writers import marks
from pourparler.core.inert import inert, one_line, settled

CONTEXT = 160
"""Characters kept on either side of a quotation, and up to the end of the word."""
WORTH = 60
"""Characters that a gap must save."""
GAP = " […] "


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of one quotation.

    Attributes
    ----------
    label, anchor : str
        What is printed at the sentence, and where a click on it leads.
    words : str
        Verbatim, where they lie across another quotation of the paragraph and could not be told apart there.
    detail : str
        Who said it, how, and where it stands.
    """

    label: str
    anchor: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; a quotation starts with its labels, and is cut where another one goes on."""

    text: str
    quoted: bool = False
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph of a source, or several that one quotation runs through; without pieces nothing may be quoted."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """A source with all that is quoted from it.

    Attributes
    ----------
    title, detail : str
        ``detail`` names the file and the hash of its text.
    off_record : bool
    """

    number: str
    title: str
    detail: str
    off_record: bool
    paragraphs: tuple[PrintedParagraph, ...]


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """A judgement, or whatever has no passage: an entry of its own."""

    anchor: str
    reference: Reference


def printed(document: Document) -> tuple[tuple[PrintedSource, ...], tuple[PrintedEntry, ...]]:
    """Return the list of a document in the order of labels: the sources, then everything else.

    Parameters
    ----------
    document : Document

    Returns
    -------
    tuple of tuple of PrintedSource, tuple of PrintedEntry
    """
    held: dict[str, list[tuple[str, Reference, Passage]]] = {}
    others: list[PrintedEntry] = []
    for number, reference in enumerate(document.references, start=1):
        if reference.passage is None:
            others.append(PrintedEntry(marks.anchor(number), reference))
        else:
            group = held.setdefault(reference.passage.source, [])
            group.append((marks.anchor(number), reference, reference.passage))
    ordered = sorted(held.values(), key=lambda group: group[0][2].number)
    return tuple(_source(group) for group in ordered), tuple(others)


def _source(group: Sequence[tuple[str, Reference, Passage]]) -> PrintedSource:
    _, first, passage = group[0]
    blocks: list[list[tuple[str, Reference, Passage]]] = []
    end = -1
    for entry in sorted(group, key=lambda entry: (entry[2].start, entry[2].start + len(entry[2].text))):
        if entry[2].start >= end or not entry[2].text:
            blocks.append([])
        blocks[-1].append(entry)
        end = max(end, entry[2].start + len(entry[2].text))
    return PrintedSource(
        number=str(passage.number),
        title=settled(first.title),
        detail=settled(passage.file),
        off_record=any(reference.off_record for _, reference, _ in group),
        paragraphs=tuple(_paragraph(block) for block in blocks),
    )


def _paragraph(block: Sequence[tuple[str, Reference, Passage]]) -> PrintedParagraph:
    """Set the paragraphs of these references as one; where they overlap, the text is the same."""
    start, text = block[0][2].start, ""
    for _, _, passage in block:
        text += passage.text[max(start + len(text) - passage.start, 0) :]
    placed: list[tuple[int, int, list[str]]] = []
    apart: set[str] = set()
    seen: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for anchor, reference, passage in sorted(block, key=lambda one: (one[2].spans[:1], -sum(_lengths(one[2])))):
        spans = tuple((first - start, last - start) for first, last in passage.spans)
        label = one_line(reference.label)
        if not spans:
            continue
        if spans in seen:
            seen[spans].append(label)
        elif any(first < end and begin < last for first, last in spans for begin, end, _ in placed):
            apart.add(anchor)
        else:
            labels = [label]
            seen[spans] = labels
            placed += [(*span, labels) for span in spans]
    notes = tuple(
        Note(
            one_line(reference.label),
            anchor,
            one_line(reference.quotation) if anchor in apart else "",
            settled(passage.note),
        )
        for anchor, reference, passage in sorted(block, key=lambda one: (len(one[1].label), one[1].label))
    )
    return PrintedParagraph(_pieces(text, sorted(placed)), notes)


def _lengths(passage: Passage) -> list[int]:
    return [last - first for first, last in passage.spans]


def _pieces(text: str, placed: Sequence[tuple[int, int, list[str]]]) -> tuple[Piece, ...]:
    """Cut a text into what is quoted and what lies around it, without what lies far from every quotation."""
    pieces: list[Piece] = []
    at = 0
    for begin, end, labels in placed:
        pieces += _between(text[at:begin], opens=at == 0, closes=False)
        pieces.append(Piece(_flat(text[begin:end]), quoted=True, labels=tuple(labels)))
        at = end
    if placed:
        pieces += _between(text[at:], opens=False, closes=True)
    return tuple(piece for piece in pieces if piece.text)


def _between(text: str, *, opens: bool, closes: bool) -> list[Piece]:
    """Return what lies before, between or after quotations; only its ends where it is long."""
    head = "" if opens else _first_words(text)
    tail = "" if closes else _last_words(text)
    if len(head) + len(tail) + WORTH >= len(text):
        whole = _flat(text)
        return [Piece(whole.lstrip() if opens else whole.rstrip() if closes else whole)]
    gap = GAP.lstrip() if opens else GAP.rstrip() if closes else GAP
    return [Piece(_flat(head).rstrip() + gap + _flat(tail).lstrip())]


def _first_words(text: str) -> str:
    cut = re.search(r"\s", text[CONTEXT:])
    return text[: CONTEXT + cut.start()] if cut else text


def _last_words(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    cut = max(text.rfind(space, 0, len(text) - CONTEXT) for space in " \n\t")
    return text[cut + 1 :]


def _flat(text: str) -> str:
    return re.sub(r"[ \n]+", " ", inert(text))
