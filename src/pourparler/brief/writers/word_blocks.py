"""Writes the blocks of a brief into a Word file: paragraphs, lists, cards, tables, figures, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pourparler.brief import document as tree
from pourparler.brief.document import Block
from pourparler.brief.writers import word_elements, wording
from pourparler.brief.writers.charts import draw, paint, width_of
from pourparler.brief.writers.word_lines import Box
from pourparler.brief.writers.word_styles import LABEL_COLUMN_CM
from pourparler.brief.writers.word_text import WordText
from pourparler.core.inert import direction, one_line
from pourparler.core.result import Sentence

_BESIDE_CHART = 3.2
"""Centimetres that a heading and a caption take from the height of a page."""


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
                    paragraph.add(" ")
                    self.text.say(paragraph, question)

    def _bullets(self, items: Sequence[Sentence], asking: bool) -> None:
        if not items:
            self.text.nothing(self.text.paragraph("Normal"))
        for item in items:
            paragraph = self.text.paragraph("Brief Question" if asking else "List Bullet")
            if asking:
                paragraph.add("☐\t")
            self.text.say(paragraph, item)

    def _quotation(self, words: str, attribution: Sentence) -> None:
        paragraph = self.text.paragraph("Brief Quotation")
        self.text.write(paragraph, one_line(words))
        if direction(words) == "rtl":
            paragraph.turn()
            paragraph.rule("right", wording.ACCENT, 8, 10)
        self.text.say(self.text.paragraph("Brief Attribution"), attribution)

    def _label_column(self, rows: Sequence[tuple[str, tuple[Sentence, ...]]]) -> None:
        if not rows:
            self.text.nothing(self.text.paragraph("Normal"))
            return
        made = []
        for label, sentences in rows:
            entry = Box()
            style = "Brief Entry Point" if len(sentences) > 1 else "Brief Entry"
            for sentence in sentences:
                self.text.say(self.text.below(entry, style), sentence)
            if not sentences:
                self.text.nothing(self.text.below(entry, style))
            made.append((Box([self.text.line("Brief Label", one_line(label))]), entry))
        widths = (LABEL_COLUMN_CM, self.text.width - LABEL_COLUMN_CM)
        self.text.table(made, widths, edge="#FFFFFF", inner="#E4DFD4", flush=True)
        self.text.gap()

    def _grid(self, grid: tree.Grid) -> None:
        count = max([1, len(grid.columns), *(len(row) for row in grid.rows)])
        shares = grid.widths if len(grid.widths) == count else (1.0,) * count
        if grid.title:
            self.text.paragraph("Caption", one_line(grid.title)).keep_with_next()
        widths = tuple(self.text.width * share / sum(shares) for share in shares)
        made = [[self._heading(column) for column in grid.columns]]
        made += [
            [self._cell(content, bold=number == 0 and grid.row_headings) for number, content in enumerate(row)]
            for row in grid.rows
        ]
        if not grid.rows:
            made.append([self._empty_cell()])
        for row in made:
            row += [Box([self.text.line("Normal")]) for _ in range(count - len(row))]
        title = one_line(grid.title or ", ".join(grid.columns))
        self.text.table(made, widths, edge=wording.ACCENT, inner=wording.RULE, title=title, header=True)
        if grid.note:
            self.text.say(self.text.paragraph("Brief Note"), grid.note)
        else:
            self.text.gap()

    def _heading(self, column: str) -> Box:
        box = Box()
        self.text.write(self.text.below(box, "Brief Cell"), one_line(column), bold=True)
        return box

    def _empty_cell(self) -> Box:
        box = Box()
        self.text.nothing(self.text.below(box, "Brief Cell"))
        return box

    def _cell(self, content: tree.GridCell, *, bold: bool) -> Box:
        box = Box(tint=wording.TINTS.get(content.tone, ""))
        word = wording.TONES.get(content.tone, content.tone)
        if word:
            style = "Brief Nothing" if content.tone == "silent" else "Brief Tone"
            self.text.write(self.text.below(box, "Brief Cell"), one_line(word), style)
        for sentence in content.sentences:
            self.text.say(self.text.below(box, "Brief Cell"), sentence, bold=bold)
        if not box.lines:
            self.text.write(self.text.below(box, "Brief Cell"), wording.BLANK, "Brief Nothing")
        return box

    def _chart(self, chart: tree.Chart) -> None:
        from docx.shared import Cm, Pt

        self.figures += 1
        line = self.text.paragraph("Normal")
        line.keep_with_next()
        width = Pt(width_of(draw(chart.figure), Cm(self.text.width).pt, Cm(self.text.height - _BESIDE_CHART).pt))
        picture = self.text.word.part.new_pic_inline(BytesIO(paint(chart.figure)), width)
        title, alternative = one_line(chart.figure.title), one_line(chart.figure.alt)
        line.add_xml(word_elements.picture(picture, title, alternative, self.figures))
        self.text.say(self.text.paragraph("Brief Caption"), chart.caption)
