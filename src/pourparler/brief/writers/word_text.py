"""Puts marked sentences into Word paragraphs, cells and tables, by named style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pourparler.brief.document import Document
from pourparler.brief.writers import marks, word_elements, wording
from pourparler.core.inert import settled
from pourparler.core.result import Sentence

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph


class WordText:
    """Text of one Word file.

    Parameters
    ----------
    document : Document
        Whose marks are labelled.
    word : docx document
        With all styles defined.

    Attributes
    ----------
    width : float
        Of the lines on the present page, in centimetres.
    """

    def __init__(self, document: Document, word: Any, width: float) -> None:
        self.word = word
        self.width = width
        self._labels = marks.Labels(document)
        self._bookmarks = 0
        # Looking a style up by name for each paragraph takes most of the writing time.
        self._style_ids = {style.name: style.style_id for style in word.styles}

    def paragraph(self, style: str, text: str = "") -> Paragraph:
        """Append a paragraph to the document."""
        return self._styled(self.word.add_paragraph(text), style)

    def fill(self, cell: _Cell, style: str, text: str = "") -> Paragraph:
        """Return the first paragraph of a new cell."""
        paragraph = self._styled(cell.paragraphs[0], style)
        if text:
            paragraph.add_run(text)
        return paragraph

    def below(self, cell: _Cell, style: str, text: str = "") -> Paragraph:
        """Append a paragraph to a cell."""
        return self._styled(cell.add_paragraph(text), style)

    def write(self, paragraph: Paragraph, text: str, style: str = "", *, bold: bool = False) -> None:
        """Append a run, in a character style if one is named."""
        run = word_elements.add_text(paragraph, text)
        if style:
            run._r.style = self._style_ids[style]
        if bold:
            run.font.bold = True

    def nothing(self, paragraph: Paragraph) -> None:
        """Say that nothing is on file."""
        self.write(paragraph, wording.NOTHING, "Brief Nothing")

    def run(self, paragraph: Paragraph, sentences: Iterable[Sentence], *, bold: bool = False) -> None:
        """Write sentences one after the other."""
        first = True
        for sentence in sentences:
            if not first:
                paragraph.add_run(" ")
            self.say(paragraph, sentence, bold=bold)
            first = False
        if first:
            self.nothing(paragraph)

    def say(self, paragraph: Paragraph, sentence: Sentence, *, bold: bool = False) -> None:
        """Write one sentence and its marks."""
        self.write(paragraph, settled(sentence.text), bold=bold)
        for number, label in enumerate(self._labels.of_sentence(sentence)):
            # The left-to-right mark keeps a number beside a right-to-left word on its own side.
            paragraph.add_run("\u202f" if number else "\u200e\u2060")
            if label.anchor:
                self.link(paragraph, label.anchor, label.text, "Brief Mark", label.title)
            else:
                self.write(paragraph, label.text, "Brief Mark")

    def link(self, paragraph: Paragraph, bookmark: str, text: str, style: str, tip: str = "") -> None:
        """Append a link to a bookmark of the same document."""
        word_elements.add_link(paragraph, _name(bookmark), text, self._style_ids[style], tip)

    def bookmark(self, paragraph: Paragraph, name: str) -> None:
        """Give a paragraph a name to link to."""
        self._bookmarks += 1
        word_elements.add_bookmark(paragraph, _name(name), self._bookmarks)

    def table(self, rows: int, widths: Sequence[float]) -> Table:
        """Append a table; ``widths`` in centimetres."""
        from docx.shared import Cm

        table: Table = self.word.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
        return table

    def gap(self) -> None:
        """Part two tables: Word glues neighbours together unless a paragraph stands between."""
        from docx.shared import Pt

        paragraph = self.paragraph("Normal")
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = Pt(4)

    def _styled(self, paragraph: Paragraph, style: str) -> Paragraph:
        paragraph._p.style = self._style_ids[style]
        return paragraph


def _name(anchor: str) -> str:
    """Return a bookmark name: Word takes letters, digits and underscores."""
    return anchor.replace("-", "_")
