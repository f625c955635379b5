"""Writes a brief as a Word file with real styles, so that a team can go on working in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pourparler.brief import document as tree
from pourparler.brief.document import Block, Document
from pourparler.brief.writers import marks, word_elements, wording
from pourparler.brief.writers.charts import draw, paint, width_of
from pourparler.brief.writers.inert import direction, one_line
from pourparler.brief.writers.word_archive import fixed
from pourparler.brief.writers.word_styles import LABEL_COLUMN_CM, set_styles
from pourparler.core.result import Sentence

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_PORTRAIT_CM = (21.0, 29.7)
_MARGIN_CM = 2.5
_WIDE_MARGIN_CM = 1.8


def write_word(document: Document, template: bytes | None = None) -> bytes:
    """Write a document as Word file.

    Parameters
    ----------
    document : Document
    template : bytes or None
        The team's own ``.docx``, whose page furniture and other styles are kept; its text is not.

    Returns
    -------
    bytes
        Equal for equal input; without author, date or preview picture.

    Examples
    --------
    >>> write_word(Document("Before the talks", "", "Restricted", "2 March", "", ()))[:2]
    b'PK'
    """
    import docx

    word = docx.Document(BytesIO(template) if template is not None else None)
    return _Writer(document, word).write()


class _Writer:
    def __init__(self, document: Document, word: Any) -> None:
        self.document = document
        self.word = word
        self.labels = marks.Labels(document)
        self.figures = 0
        self.bookmarks = 0
        self.wide = False
        self.sections = [section for part in document.parts for section in part.sections]

    def write(self) -> bytes:
        document, word = self.document, self.word
        self._empty()
        set_styles(word, document.language)
        self._properties()
        self._page(wide=False)
        self._furniture()
        self._paragraph("Title").add_run(one_line(document.title))
        if document.subtitle:
            self._paragraph("Subtitle").add_run(one_line(document.subtitle))
        dated = self._paragraph("Brief Note", one_line(document.dated))
        word_elements.rule(dated, "bottom", wording.ACCENT, 12, 6)
        for number, part in enumerate(document.parts):
            self._part(number, part)
        if document.references:
            self._references()
        target = BytesIO()
        word.save(target)
        return fixed(target.getvalue())

    # Frame of the document

    def _empty(self) -> None:
        body = self.word.element.body
        for child in list(body):
            if not child.tag.endswith("}sectPr"):
                body.remove(child)

    def _properties(self) -> None:
        properties = self.word.core_properties
        properties.title = one_line(self.document.title)
        properties.subject = one_line(self.document.subtitle)
        properties.language = self.document.language
        for name in ("author", "last_modified_by", "comments", "keywords", "category"):
            setattr(properties, name, "")

    def _page(self, *, wide: bool) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        section = self.word.sections[-1]
        short, long = _PORTRAIT_CM
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(long), Cm(short)) if wide else (Cm(short), Cm(long))
        margin = Cm(_WIDE_MARGIN_CM if wide else _MARGIN_CM)
        section.left_margin = section.right_margin = margin
        section.top_margin = section.bottom_margin = Cm(2.2)
        section.header_distance = section.footer_distance = Cm(1.1)
        self.wide = wide

    def _width_cm(self) -> float:
        return _PORTRAIT_CM[1] - 2 * _WIDE_MARGIN_CM if self.wide else _PORTRAIT_CM[0] - 2 * _MARGIN_CM

    def _furniture(self) -> None:
        """Classification above and below, stamp and page number below, on this and every later section."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        section = self.word.sections[-1]
        banner = one_line(self.document.classification)
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._banner(header, banner)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._banner(footer, banner)
        line = section.footer.add_paragraph(style="Footer")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        first, middle, last = wording.PAGE.replace("{n}", "\0").replace("{m}", "\0").split("\0")
        line.add_run(f"{one_line(self.document.stamp)}    {first}")
        word_elements.add_field(line, "PAGE", "1")
        line.add_run(middle)
        word_elements.add_field(line, "NUMPAGES", "1")
        line.add_run(last)

    def _banner(self, paragraph: Paragraph, banner: str) -> None:
        from docx.shared import RGBColor

        run = paragraph.add_run(banner)
        run.font.bold = True
        run.font.all_caps = True
        run.font.color.rgb = RGBColor.from_string(wording.ACCENT[1:])

    # Parts and sections

    def _part(self, number: int, part: tree.Part) -> None:
        heading = self._heading(1, part.heading)
        heading.paragraph_format.page_break_before = number > 0 and not self.wide
        if self.wide:
            self._turn_page(wide=False, before=heading)
        if number == 1:
            self._contents()
        if not part.sections:
            self._nothing(self._paragraph("Normal"))
        for section in part.sections:
            self._section(section)
        if number == 0:
            for count, caveat in enumerate(self.document.caveats):
                paragraph = self._paragraph("Brief Limits")
                if count == 0:
                    from docx.shared import Pt

                    paragraph.paragraph_format.space_before = Pt(14)
                    word_elements.rule(paragraph, "top", wording.RULE, 4, 4)
                self._say(paragraph, caveat)

    def _turn_page(self, *, wide: bool, before: Paragraph | None = None) -> None:
        """Start a section of the other orientation, before a paragraph that was just written or at the end."""
        from docx.enum.section import WD_SECTION

        self.word.add_section(WD_SECTION.NEW_PAGE)
        if before is not None:
            self.word.element.body.remove(before._p)
            self.word.element.body.insert(len(self.word.element.body) - 1, before._p)
        self._page(wide=wide)

    def _section(self, section: tree.Section) -> None:
        if section.landscape != self.wide:
            self._turn_page(wide=section.landscape)
        heading = self._heading(2, section.heading)
        self._bookmark(heading, self._section_bookmark(section))
        if section.lead:
            self._say(self._paragraph("Brief Lead"), section.lead)
        for block in section.blocks:
            self._block(block)
        if not section.blocks:
            self._nothing(self._paragraph("Normal"))

    def _section_bookmark(self, section: tree.Section) -> str:
        return f"section-{self.sections.index(section) + 1}"

    def _contents(self) -> None:
        for part in self.document.parts[1:]:
            for section in part.sections:
                line = self._paragraph("Brief Contents")
                word_elements.add_link(line, self._section_bookmark(section), one_line(section.heading), "Brief Link")
        if self.document.references:
            word_elements.add_link(self._paragraph("Brief Contents"), "references", wording.REFERENCES, "Brief Link")

    # Blocks

    def _block(self, block: Block) -> None:
        match block:
            case tree.Paragraph(sentences):
                self._run(self._paragraph("Normal"), sentences)
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
                heading = self._paragraph("Brief Card", one_line(block.heading))
                shown = wording.LIKELIHOODS.get(block.likelihood, block.likelihood)
                heading.add_run(f"   {one_line(shown)}", style="Brief Likelihood")
                self._label_column(block.entries)
            case tree.Empty(question):
                paragraph = self._paragraph("Normal")
                self._nothing(paragraph)
                if question:
                    paragraph.add_run(" ")
                    self._say(paragraph, question)

    def _bullets(self, items: Sequence[Sentence], asking: bool) -> None:
        if not items:
            self._nothing(self._paragraph("Normal"))
        for item in items:
            paragraph = self._paragraph("Brief Question" if asking else "List Bullet")
            if asking:
                paragraph.add_run("☐\t")
            self._say(paragraph, item)

    def _quotation(self, words: str, attribution: Sentence) -> None:
        paragraph = self._paragraph("Brief Quotation")
        word_elements.add_text(paragraph, one_line(words))
        if direction(words) == "rtl":
            word_elements.turn(paragraph)
        self._say(self._paragraph("Brief Attribution"), attribution)

    def _label_column(self, rows: Sequence[tuple[str, tuple[Sentence, ...]]]) -> None:
        if not rows:
            self._nothing(self._paragraph("Normal"))
            return
        table = self._table(len(rows), (LABEL_COLUMN_CM, self._width_cm() - LABEL_COLUMN_CM))
        word_elements.rule_table(table, "#FFFFFF", "#E4DFD4")
        for (label, sentences), row in zip(rows, table.rows, strict=True):
            self._fill(row.cells[0], "Brief Label").add_run(one_line(label))
            paragraph = self._fill(row.cells[1], "Brief Entry")
            for number, sentence in enumerate(sentences):
                if number:
                    paragraph = row.cells[1].add_paragraph(style="Brief Entry")
                self._say(paragraph, sentence)
            if not sentences:
                self._nothing(paragraph)
        self._gap()

    def _grid(self, grid: tree.Grid) -> None:
        count = max([1, len(grid.columns), *(len(row) for row in grid.rows)])
        shares = grid.widths if len(grid.widths) == count else (1.0,) * count
        caption = self._paragraph("Caption", one_line(grid.title))
        caption.paragraph_format.keep_with_next = True
        widths = tuple(self._width_cm() * share / sum(shares) for share in shares)
        table = self._table(1 + max(1, len(grid.rows)), widths)
        word_elements.rule_table(table, wording.ACCENT, wording.RULE)
        word_elements.repeat_header(table)
        word_elements.keep_rows_whole(table)
        for cell, column in zip(table.rows[0].cells, grid.columns, strict=False):
            run = self._fill(cell, "Brief Cell").add_run(one_line(column))
            run.font.bold = True
        for row, contents in zip(list(table.rows)[1:], grid.rows, strict=False):
            for number, (cell, content) in enumerate(zip(row.cells, contents, strict=False)):
                self._cell(cell, content, bold=number == 0 and grid.row_headings)
        if not grid.rows:
            self._nothing(self._fill(table.rows[1].cells[0], "Brief Cell"))
        if grid.note:
            self._say(self._paragraph("Brief Note"), grid.note)
        else:
            self._gap()

    def _cell(self, cell: _Cell, content: tree.GridCell, *, bold: bool) -> None:
        paragraph = self._fill(cell, "Brief Cell")
        word = wording.TONES.get(content.tone, content.tone)
        if word:
            paragraph.add_run(one_line(word), style="Brief Nothing" if content.tone == "silent" else "Brief Tone")
            if content.tone in wording.TINTS:
                word_elements.shade(cell, wording.TINTS[content.tone])
            if content.sentences:
                paragraph = cell.add_paragraph(style="Brief Cell")
        if content.sentences or not word:
            self._run(paragraph, content.sentences, bold=bold)

    def _chart(self, chart: tree.Chart) -> None:
        from docx.shared import Cm, Pt

        self.figures += 1
        paragraph = self._paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        width = min(Pt(width_of(draw(chart.figure))), Cm(self._width_cm()))
        paragraph.add_run().add_picture(BytesIO(paint(chart.figure)), width=width)
        word_elements.describe(paragraph, one_line(chart.figure.title), one_line(chart.figure.alt), self.figures)
        self._say(self._paragraph("Brief Attribution"), chart.caption)

    # References

    def _references(self) -> None:
        heading = self._heading(1, wording.REFERENCES)
        heading.paragraph_format.page_break_before = not self.wide
        if self.wide:
            self._turn_page(wide=False, before=heading)
        self._bookmark(heading, "references")
        table = self._table(len(self.document.references), (1.6, self._width_cm() - 1.6))
        word_elements.rule_table(table, "#FFFFFF", "#E4DFD4")
        cells = [row.cells for row in table.rows]
        for number, (reference, (left, right)) in enumerate(zip(self.document.references, cells, strict=True), start=1):
            label = self._fill(left, "Brief Label")
            label.add_run(one_line(reference.label)).font.bold = True
            self._bookmark(label, marks.anchor(number))
            self._reference(right, reference)

    def _reference(self, cell: _Cell, reference: tree.Reference) -> None:
        title = self._fill(cell, "Brief Source")
        word_elements.add_text(title, one_line(reference.title)).font.bold = True
        if reference.off_record:
            title.add_run(f"  {wording.OFF_RECORD}", style="Brief Off Record")
        if marks.quotable(reference):
            before, quotation, after = marks.paragraph(reference)
            paragraph = cell.add_paragraph(style="Brief Source")
            word_elements.add_text(paragraph, before)
            word_elements.add_text(paragraph, quotation, "Brief Verbatim")
            word_elements.add_text(paragraph, after)
            if direction(before + quotation + after) == "rtl":
                word_elements.turn(paragraph)
        if reference.detail:
            cell.add_paragraph(one_line(reference.detail), style="Brief Detail")

    # Text

    def _paragraph(self, style: str, text: str = "") -> Paragraph:
        made: Paragraph = self.word.add_paragraph(text, style=style)
        return made

    def _heading(self, level: int, text: str) -> Paragraph:
        return self._paragraph(f"Heading {level}", one_line(text))

    def _bookmark(self, paragraph: Paragraph, name: str) -> None:
        self.bookmarks += 1
        word_elements.add_bookmark(paragraph, name, self.bookmarks)

    def _nothing(self, paragraph: Paragraph) -> None:
        paragraph.add_run(wording.NOTHING, style="Brief Nothing")

    def _run(self, paragraph: Paragraph, sentences: Iterable[Sentence], *, bold: bool = False) -> None:
        first = True
        for sentence in sentences:
            if not first:
                paragraph.add_run(" ")
            self._say(paragraph, sentence, bold=bold)
            first = False
        if first:
            self._nothing(paragraph)

    def _say(self, paragraph: Paragraph, sentence: Sentence, *, bold: bool = False) -> None:
        run = word_elements.add_text(paragraph, one_line(sentence.text))
        if bold:
            run.font.bold = True
        for number, label in enumerate(self.labels.of_sentence(sentence)):
            # The left-to-right mark keeps a number beside a right-to-left word on its own side.
            lead = "\u2009" if number else "\u200e\u2060"
            paragraph.add_run(lead)
            if label.anchor:
                word_elements.add_link(paragraph, label.anchor, label.text, "Brief Mark", label.title)
            else:
                paragraph.add_run(label.text, style="Brief Mark")

    def _table(self, rows: int, widths: Sequence[float]) -> Any:
        from docx.shared import Cm

        table = self.word.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
        return table

    def _fill(self, cell: _Cell, style: str) -> Paragraph:
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        return paragraph

    def _gap(self) -> None:
        """Word glues neighbouring tables together unless a paragraph stands between."""
        from docx.shared import Pt

        paragraph = self._paragraph("Normal")
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = Pt(4)
