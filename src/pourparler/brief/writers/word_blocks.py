"""Writes the blocks of a brief into a Word file: paragraphs, lists, cards, tables, figures, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from pourparler.brief import document as tree
from pourparler.brief.document import Block
from pourparler.brief.writers import word_elements, wording
from pourparler.brief.writers.charts import draw, paint, width_of
from pourparler.brief.writers.word_styles import LABEL_COLUMN_CM
from pourparler.brief.writers.word_text import WordText
from pourparler.core.inert import direction, one_line
from pourparler.core.result import Sentence

if TYPE_CHECKING:
    from docx.table import _Cell


class WordBlocks:
    """The blocks of one Word file."""

    def __init__(self, text: WordText) -> None:
        self.text = text
        self.figures = 0

    def write(self, block: Block) -> None:
        """Append one block."""
        match block:
            case tree.Paragraph(sentences):
                self.text.run(self.text.paragraph("Normal"), sentences)
            case tree.Bullets(items, asking):
                self._bullets(items, asking)
            case tree.Quotation(words, attribution):
                self._quotation(words, attribution)
            case tree.Facts(rows):
                self._label_column(rows)
            case tree.Grid():
                self._grid(block)
            case tree.Chart():
                self._chart(block)
            case tree.TopicCard():
                heading = self.text.paragraph("Brief Card", one_line(block.heading))
                shown = wording.LIKELIHOODS.get(block.likelihood, block.likelihood)
                self.text.write(heading, f"\t{one_line(shown)}", "Brief Likelihood")
                self._label_column(block.entries)
            case tree.Empty(question):
                paragraph = self.text.paragraph("Normal")
                self.text.nothing(paragraph)
                if question:
                    paragraph.add_run(" ")
                    self.text.say(paragraph, question)

    def _bullets(self, items: Sequence[Sentence], asking: bool) -> None:
        if not items:
            self.text.nothing(self.text.paragraph("Normal"))
        for item in items:
            paragraph = self.text.paragraph("Brief Question" if asking else "List Bullet")
            if asking:
                paragraph.add_run("☐\t")
            self.text.say(paragraph, item)

    def _quotation(self, words: str, attribution: Sentence) -> None:
        paragraph = self.text.paragraph("Brief Quotation")
        self.text.write(paragraph, one_line(words))
        if direction(words) == "rtl":
            word_elements.turn(paragraph)
            word_elements.rule(paragraph._p.get_or_add_pPr(), "right", wording.ACCENT, 8, 10)
        self.text.say(self.text.paragraph("Brief Attribution"), attribution)

    def _label_column(self, rows: Sequence[tuple[str, tuple[Sentence, ...]]]) -> None:
        if not rows:
            self.text.nothing(self.text.paragraph("Normal"))
            return
        table = self.text.table(len(rows), (LABEL_COLUMN_CM, self.text.width - LABEL_COLUMN_CM))
        word_elements.rule_table(table, "#FFFFFF", "#E4DFD4")
        word_elements.set_flush(table)
        for (label, sentences), row in zip(rows, table.rows, strict=True):
            self.text.fill(row.cells[0], "Brief Label", one_line(label))
            style = "Brief Entry Point" if len(sentences) > 1 else "Brief Entry"
            paragraph = self.text.fill(row.cells[1], style)
            for number, sentence in enumerate(sentences):
                if number:
                    paragraph = self.text.below(row.cells[1], style)
                self.text.say(paragraph, sentence)
            if not sentences:
                self.text.nothing(paragraph)
        self.text.gap()

    def _grid(self, grid: tree.Grid) -> None:
        count = max([1, len(grid.columns), *(len(row) for row in grid.rows)])
        shares = grid.widths if len(grid.widths) == count else (1.0,) * count
        if grid.title:
            self.text.paragraph("Caption", one_line(grid.title)).paragraph_format.keep_with_next = True
        widths = tuple(self.text.width * share / sum(shares) for share in shares)
        table = self.text.table(1 + max(1, len(grid.rows)), widths)
        word_elements.rule_table(table, wording.ACCENT, wording.RULE)
        word_elements.repeat_header(table)
        word_elements.name_table(table, one_line(grid.title or ", ".join(grid.columns)))
        word_elements.keep_rows_whole(table)
        for cell, column in zip(table.rows[0].cells, grid.columns, strict=False):
            self.text.write(self.text.fill(cell, "Brief Cell"), one_line(column), bold=True)
        for row, contents in zip(list(table.rows)[1:], grid.rows, strict=False):
            for number, (cell, content) in enumerate(zip(row.cells, contents, strict=False)):
                self._cell(cell, content, bold=number == 0 and grid.row_headings)
        if not grid.rows:
            self.text.nothing(self.text.fill(table.rows[1].cells[0], "Brief Cell"))
        if grid.note:
            self.text.say(self.text.paragraph("Brief Note"), grid.note)
        else:
            self.text.gap()

    def _cell(self, cell: _Cell, content: tree.GridCell, *, bold: bool) -> None:
        paragraph = self.text.fill(cell, "Brief Cell")
        word = wording.TONES.get(content.tone, content.tone)
        if word:
            self.text.write(paragraph, one_line(word), "Brief Nothing" if content.tone == "silent" else "Brief Tone")
            if content.tone in wording.TINTS:
                word_elements.shade(cell, wording.TINTS[content.tone])
            if content.sentences:
                paragraph = self.text.below(cell, "Brief Cell")
        for number, sentence in enumerate(content.sentences):
            if number:
                paragraph = self.text.below(cell, "Brief Cell")
            self.text.say(paragraph, sentence, bold=bold)
        if not content.sentences and not word:
            self.text.write(paragraph, wording.BLANK, "Brief Nothing")

    def _chart(self, chart: tree.Chart) -> None:
        from docx.shared import Cm, Pt

        self.figures += 1
        paragraph = self.text.paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        width = min(Pt(width_of(draw(chart.figure))), Cm(self.text.width))
        paragraph.add_run().add_picture(BytesIO(paint(chart.figure)), width=width)
        word_elements.describe(paragraph, one_line(chart.figure.title), one_line(chart.figure.alt), self.figures)
        self.text.say(self.text.paragraph("Brief Caption"), chart.caption)
