"""Writes a brief as a Word file with real styles, so that a team can go on working in it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from pourparler.brief import document as tree
from pourparler.brief.document import Document
from pourparler.brief.writers import marks, word_elements, wording
from pourparler.brief.writers.word_archive import fixed
from pourparler.brief.writers.word_blocks import WordBlocks
from pourparler.brief.writers.word_styles import set_styles
from pourparler.brief.writers.word_template import Sheet, opened_template, sheet_of
from pourparler.brief.writers.word_text import WordText
from pourparler.core.inert import direction, one_line, settled

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph


def write_word(document: Document, template: bytes | None = None) -> bytes:
    """Write a document as Word file.

    Parameters
    ----------
    document : Document
    template : bytes or None
        The team's own ``.docx`` or ``.dotx``: its styles, paper, margins, headers and footers are kept; its text is
        not.

    Returns
    -------
    bytes
        Equal for equal input; without author, date or preview picture.

    Raises
    ------
    PourparlerError
        B121, when the template is no Word file.

    Examples
    --------
    >>> write_word(Document("Before the talks", "", "Restricted", "2 March", "", ()))[:2]
    b'PK'
    """
    import docx

    word = docx.Document() if template is None else opened_template(template)
    return _Writer(document, word, own_template=template is not None).write()


class _Writer:
    def __init__(self, document: Document, word: Any, *, own_template: bool) -> None:
        self.document = document
        self.word = word
        self.wide = False
        self.sheet = sheet_of(word) if own_template else Sheet()
        set_styles(word, document.language, own_template=own_template)
        self.text = WordText(document, word, self.sheet.short - self.sheet.left - self.sheet.right)
        self.blocks = WordBlocks(self.text)
        self.sections = [section for part in document.parts for section in part.sections]

    def write(self) -> bytes:
        document, word = self.document, self.word
        self._properties()
        self._page(wide=False)
        self._furniture()
        self.text.paragraph("Title").add_run(one_line(document.title))
        if document.subtitle:
            self.text.paragraph("Subtitle").add_run(one_line(document.subtitle))
        dated = self.text.paragraph("Brief Note", one_line(document.dated))
        word_elements.rule(dated._p.get_or_add_pPr(), "bottom", wording.ACCENT, 12, 6)
        for number, part in enumerate(document.parts):
            self._part(number, part)
        if document.references:
            self._references()
        target = BytesIO()
        word.save(target)
        return fixed(target.getvalue())

    # Frame of the document

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

        section, sheet = self.word.sections[-1], self.sheet
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        width, height = (sheet.long, sheet.short) if wide else (sheet.short, sheet.long)
        left, right = (sheet.beside, sheet.beside) if wide else (sheet.left, sheet.right)
        section.page_width, section.page_height = Cm(width), Cm(height)
        section.left_margin, section.right_margin = Cm(left), Cm(right)
        section.top_margin, section.bottom_margin = Cm(sheet.top), Cm(sheet.bottom)
        section.header_distance = section.footer_distance = Cm(sheet.edge)
        self.wide = wide
        self.text.width = width - left - right

    def _furniture(self) -> None:
        """Classification above and below, stamp and page number below, on this and every later section.

        A template may have a header of its own for the first page or for even ones: none goes without.
        """
        section = self.word.sections[-1]
        pairs = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            pairs.append((section.first_page_header, section.first_page_footer))
        if self.word.settings.odd_and_even_pages_header_footer:
            pairs.append((section.even_page_header, section.even_page_footer))
        banner = one_line(self.document.classification)
        for header, footer in pairs:
            self._banner(self._line_of(header, "Header"), banner)
            self._banner(self._line_of(footer, "Footer"), banner)
            self._stamp(self._line_of(footer, "Footer", below=True))

    def _line_of(self, furniture: Any, style: str, *, below: bool = False) -> Paragraph:
        """Return an empty line of a header or footer: its first, unless something stands there already."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        first: Paragraph = furniture.paragraphs[0] if furniture.paragraphs else furniture.add_paragraph(style=style)
        taken = below or bool(first.text) or first._p.xpath(".//w:drawing | .//w:pict") or furniture.tables
        line: Paragraph = furniture.add_paragraph(style=style) if taken else first
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return line

    def _stamp(self, line: Paragraph) -> None:
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
        heading = self.text.paragraph("Heading 1", one_line(part.heading))
        heading.paragraph_format.page_break_before = number > 0 and not self.wide
        if self.wide:
            self._turn_page(wide=False, before=heading)
        if number == 1:
            self._contents()
        if not part.sections:
            self.text.nothing(self.text.paragraph("Normal"))
        for section in part.sections:
            self._section(section)
        if number == 0:
            for count, caveat in enumerate(self.document.caveats):
                paragraph = self.text.paragraph("Brief Limits")
                if count == 0:
                    from docx.shared import Pt

                    paragraph.paragraph_format.space_before = Pt(14)
                    word_elements.rule(paragraph._p.get_or_add_pPr(), "top", wording.RULE, 4, 4)
                self.text.say(paragraph, caveat)

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
        heading = self.text.paragraph("Heading 2", one_line(section.heading))
        self.text.bookmark(heading, self._section_bookmark(section))
        if section.lead:
            self.text.say(self.text.paragraph("Brief Lead"), section.lead)
        for block in section.blocks:
            self.blocks.write(block)
        if not section.blocks:
            self.text.nothing(self.text.paragraph("Normal"))

    def _section_bookmark(self, section: tree.Section) -> str:
        return f"section-{self.sections.index(section) + 1}"

    def _contents(self) -> None:
        for part in self.document.parts[1:]:
            for section in part.sections:
                line = self.text.paragraph("Brief Contents")
                self.text.link(line, self._section_bookmark(section), one_line(section.heading), "Brief Link")
        if self.document.references:
            self.text.link(self.text.paragraph("Brief Contents"), "references", wording.REFERENCES, "Brief Link")

    # References

    def _references(self) -> None:
        heading = self.text.paragraph("Heading 1", wording.REFERENCES)
        heading.paragraph_format.page_break_before = not self.wide
        if self.wide:
            self._turn_page(wide=False, before=heading)
        self.text.bookmark(heading, "references")
        table = self.text.table(len(self.document.references), (1.6, self.text.width - 1.6))
        word_elements.rule_table(table, "#FFFFFF", "#E4DFD4")
        word_elements.set_flush(table)
        cells = [row.cells for row in table.rows]
        for number, (reference, (left, right)) in enumerate(zip(self.document.references, cells, strict=True), start=1):
            label = self.text.fill(left, "Brief Label")
            self.text.write(label, one_line(reference.label), bold=True)
            self.text.bookmark(label, marks.anchor(number))
            self._reference(right, reference)

    def _reference(self, cell: _Cell, reference: tree.Reference) -> None:
        title = self.text.fill(cell, "Brief Source")
        self.text.write(title, settled(reference.title), bold=True)
        if reference.off_record:
            self.text.write(title, f"  {wording.OFF_RECORD}", "Brief Off Record")
        if marks.quotable(reference):
            before, quotation, after = marks.paragraph(reference)
            paragraph = self.text.below(cell, "Brief Source")
            self.text.write(paragraph, before)
            self.text.write(paragraph, quotation, "Brief Verbatim")
            self.text.write(paragraph, after)
            if direction(before + quotation + after) == "rtl":
                word_elements.turn(paragraph)
        if reference.detail:
            self.text.below(cell, "Brief Detail", settled(reference.detail))
