"""Writes a brief as an A4 PDF, tagged for screen readers, with the typst library and the bundled typefaces alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from types import TracebackType
from typing import Any, Self

from pourparler.brief import document as tree
from pourparler.brief.document import Block, Document, Section
from pourparler.brief.writers import marks, typefaces, wording
from pourparler.brief.writers.charts import draw, width_of
from pourparler.brief.writers.printed import PrintedEntry, PrintedParagraph, printed
from pourparler.brief.writers.typesetter import typeset
from pourparler.core.beside import Beside
from pourparler.core.inert import direction, one_line, settled
from pourparler.core.result import Sentence

_LONG = 600
"""Characters above which a reference may be broken over two pages."""
_ROOM = {False: (453.0, 560.0), True: (740.0, 390.0)}
"""Points across and down for a figure, below a heading and above its caption, on an upright and on a landscape page."""
_WORD = 12
_LONGEST = 25
_LONG_WORD = re.compile(rf"[^\s\u200b-\u200d]{{{_LONGEST},}}")


def write_pdf(document: Document) -> bytes:
    """Write a document as PDF.

    The text reaches the typesetter as data, never as markup. The file carries no date and no author.

    Parameters
    ----------
    document : Document

    Returns
    -------
    bytes
        Equal for equal documents.

    Raises
    ------
    PourparlerError
        W112 when the process that sets it was ended, or could not be started.

    Examples
    --------
    >>> write_pdf(Document("Before the talks", "", "Restricted", "2 March", "", ()))[:5]
    b'%PDF-'
    """
    with Typesetting() as typesetting:
        typesetting.begin([document])
        (written,) = typesetting.done()
    return written


class Typesetting:
    """Documents being set beside us, in a process of its own; a context manager that ends it.

    Examples
    --------
    >>> with Typesetting() as typesetting:
    ...     typesetting.begin([Document("Before the talks", "", "Restricted", "2 March", "", ())])
    ...     [written[:5] for written in typesetting.done()]
    [b'%PDF-']
    """

    def __init__(self) -> None:
        self._beside = Beside(typeset)
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beside.end()

    def begin(self, documents: Sequence[Document]) -> None:
        """Hand documents over; their figures are drawn on the way.

        Raises
        ------
        PourparlerError
            W112 when the process is gone.
        """
        data = [json.dumps(_settable(_Tree(document).data()), ensure_ascii=False) for document in documents]
        self._beside.tell(json.dumps(data, ensure_ascii=False).encode())
        self._count = len(data)

    def done(self) -> tuple[bytes, ...]:
        """Wait for the documents that were begun.

        Raises
        ------
        PourparlerError
            W112 when the process was ended before they were set.
        """
        return tuple(self._beside.hear() for _ in range(self._count))


class _Tree:
    """The document as plain data for the template."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.labels = marks.Labels(document)

    def data(self) -> dict[str, Any]:
        document = self.document
        data = {
            "title": one_line(document.title),
            "subtitle": one_line(document.subtitle),
            "classification": one_line(document.classification),
            "dated": one_line(document.dated),
            "stamp": one_line(document.stamp),
            "language": _language(document.language),
            "serif": typefaces.SERIF,
            "sans": typefaces.SANS,
            "others": typefaces.fallbacks(),
            "colours": {
                "ink": wording.INK,
                "accent": wording.ACCENT,
                "quiet": wording.QUIET,
                "rule": wording.RULE,
                "highlight": wording.HIGHLIGHT,
            },
            "words": {
                "nothing": wording.NOTHING,
                "blank": wording.BLANK,
                "references": wording.REFERENCES,
                "off": wording.OFF_RECORD,
                "page": wording.PAGE,
            },
            "parts": [
                {"heading": one_line(part.heading), "groups": self._groups(part.sections)} for part in document.parts
            ],
            "caveats": self._sentences(document.caveats),
            **self._references(),
        }
        scripts = typefaces.uncovered(_strings(data))
        data["uncovered"] = wording.UNCOVERED.format(scripts=", ".join(scripts)) if scripts else ""
        return data

    def _groups(self, sections: Sequence[Section]) -> list[dict[str, Any]]:
        """Put neighbouring landscape sections on shared pages."""
        return [
            {"landscape": landscape, "sections": [self._section(section) for section in run]}
            for landscape, run in groupby(sections, key=lambda section: section.landscape)
        ]

    def _section(self, section: Section) -> dict[str, Any]:
        return {
            "heading": one_line(section.heading),
            "lead": self._sentence(section.lead),
            "blocks": [self._block(block, section.landscape) for block in section.blocks],
        }

    def _block(self, block: Block, landscape: bool) -> dict[str, Any]:
        return self._contents(block, _ROOM[landscape]) | {"kind": type(block).__name__}

    def _contents(self, block: Block, room: tuple[float, float]) -> dict[str, Any]:
        match block:
            case tree.Paragraph(sentences):
                return {"sentences": self._sentences(sentences)}
            case tree.Bullets(items, asking):
                return {"items": self._sentences(items), "asking": asking}
            case tree.Quotation(words, attribution):
                return {
                    "words": one_line(words),
                    "way": direction(words),
                    "attribution": self._sentence(attribution),
                }
            case tree.Facts(rows):
                return {"rows": self._rows(rows)}
            case tree.Grid():
                return self._grid(block)
            case tree.Chart(figure, caption):
                svg = draw(figure)
                return {
                    "svg": svg,
                    "alt": one_line(figure.alt),
                    "width": width_of(svg, *room),
                    "caption": self._sentence(caption),
                }
            case tree.TopicCard(heading, likelihood, entries):
                shown = wording.LIKELIHOODS.get(likelihood, likelihood)
                return {"heading": one_line(heading), "likelihood": one_line(shown), "entries": self._rows(entries)}
            case tree.Empty(question):
                return {"question": self._sentence(question)}

    def _grid(self, grid: tree.Grid) -> dict[str, Any]:
        count = max([len(grid.columns), 1, *(len(row) for row in grid.rows)])
        columns = [one_line(column) for column in grid.columns]
        return {
            "title": one_line(grid.title),
            "columns": columns + [""] * (count - len(columns)),
            "widths": list(grid.widths) if len(grid.widths) == count else [1.0] * count,
            "headings": grid.row_headings,
            "rows": [[self._cell(cell) for cell in row] for row in grid.rows],
            "note": self._sentence(grid.note),
        }

    def _cell(self, cell: tree.GridCell) -> dict[str, Any]:
        return {
            "tone": cell.tone,
            "word": one_line(wording.TONES.get(cell.tone, cell.tone)),
            "tint": wording.TINTS.get(cell.tone, ""),
            "sentences": self._sentences(cell.sentences),
        }

    def _rows(self, rows: Iterable[tuple[str, tuple[Sentence, ...]]]) -> list[dict[str, Any]]:
        return [{"label": one_line(label), "sentences": self._sentences(sentences)} for label, sentences in rows]

    def _sentences(self, sentences: Iterable[Sentence]) -> list[dict[str, Any] | None]:
        return [self._sentence(sentence) for sentence in sentences]

    def _sentence(self, sentence: Sentence | None) -> dict[str, Any] | None:
        if sentence is None:
            return None
        labels = self.labels.of_sentence(sentence)
        return {"t": settled(sentence.text), "m": [{"l": label.text, "a": label.anchor} for label in labels]}

    def _references(self) -> dict[str, Any]:
        sources, entries = printed(self.document)
        return {
            "sources": [
                {
                    "number": source.number,
                    "title": source.title,
                    "detail": source.detail,
                    "off": source.off_record,
                    "paragraphs": [self._paragraph(paragraph) for paragraph in source.paragraphs],
                }
                for source in sources
            ],
            "entries": [self._entry(entry) for entry in entries],
        }

    def _paragraph(self, paragraph: PrintedParagraph) -> dict[str, Any]:
        text = "".join(piece.text for piece in paragraph.pieces)
        return {
            "pieces": [{"t": one.text, "q": one.quoted, "l": list(one.labels)} for one in paragraph.pieces],
            "way": direction(text),
            "long": len(text) > _LONG,
            "notes": [
                {"label": note.label, "anchor": note.anchor, "words": note.words, "detail": note.detail}
                for note in paragraph.notes
            ],
        }

    def _entry(self, entry: PrintedEntry) -> dict[str, Any]:
        reference = entry.reference
        shown = marks.quotable(reference)
        before, quotation, after = marks.paragraph(reference) if shown else ("", "", "")
        return {
            "anchor": entry.anchor,
            "label": one_line(reference.label),
            "title": settled(reference.title),
            "before": before,
            "quotation": quotation,
            "after": after,
            "way": direction(before + quotation + after),
            "detail": settled(reference.detail),
            "off": reference.off_record,
            "long": len(before) + len(quotation) + len(after) > _LONG,
        }


def _language(tag: str) -> str:
    primary = tag.split("-")[0].lower()
    return primary if re.fullmatch("[a-z]{2,3}", primary) else "en"


def _settable(data: Any) -> Any:
    """Return the data with a box for each character no typeface holds, and places to break inside very long words."""
    if isinstance(data, str):
        shown = data if data.isascii() else "".join(c if typefaces.held(c) else wording.BOX for c in data)
        return shown if len(shown) < _LONGEST or shown.startswith("<svg ") else _LONG_WORD.sub(_broken, shown)
    if isinstance(data, dict):
        return {key: _settable(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_settable(item) for item in data]
    return data


def _broken(word: re.Match[str]) -> str:
    return "\u200b".join(word[0][start : start + _WORD] for start in range(0, len(word[0]), _WORD))


def _strings(data: Any) -> Iterable[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (string for value in data.values() for string in _strings(value))
    elif isinstance(data, (list, tuple)):
        yield from (string for item in data for string in _strings(item))
