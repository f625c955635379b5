"""Writes a brief as a Word file with real styles, so that a team can go on working in it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pourparler.brief import document as tree
from pourparler.brief.document import Document
from pourparler.brief.writers import marks, word_elements, wording
from pourparler.brief.writers.printed import Note, PrintedEntry, PrintedSource, printed
from pourparler.brief.writers.word_blocks import WordBlocks
from pourparler.brief.writers.word_lines import Box, Line
from pourparler.brief.writers.word_styles import set_styles
from pourparler.brief.writers.word_template import Sheet, opened_template, sheet_of
from pourparler.brief.writers.word_text import WordText
from pourparler.core.inert import direction, one_line, settled
from pourparler.core.office_archive import fixed

if TYPE_CHECKING:
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
        sheet = self.sheet
        width, height = sheet.short - sheet.left - sheet.right, sheet.long - sheet.top - sheet.bottom
        self.text = WordText(document, word, width, height)
        self.blocks = WordBlocks(self.text)
        self.sections = [section for part in document.parts for section in part.sections]

    def write(self) -> bytes:
        document, word = self.document, self.word
        self._properties()
        self._page(wide=False)
        self._furniture()
        self.text.paragraph("Title", one_line(document.title))
        if document.subtitle:
            self.text.paragraph("Subtitle", one_line(document.subtitle))
        self.text.paragraph("Brief Note", one_line(document.dated)).rule("bottom", wording.ACCENT, 12, 6)
        for number, part in enumerate(document.parts):
            self._part(number, part)
        if document.references:
            self._references()
        self.text.flush()
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
        self.text.width, self.text.height = width - left - right, height - sheet.top - sheet.bottom

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
        self._heading(one_line(part.heading), new_page=number > 0)
        if number == 1:
            self._contents()
        if not part.sections:
            self.text.nothing(self.text.paragraph("Normal"))
        for section in part.sections:
            self._section(section)
        if number == 0:
            for count, caveat in enumerate(self.document.caveats):
                line = self.text.paragraph("Brief Limits")
                if count == 0:
                    line.space(before=14)
                    line.rule("top", wording.RULE, 4, 4)
                self.text.say(line, caveat)

    def _heading(self, text: str, *, new_page: bool) -> Line:
        """Write the heading of a part, on an upright page."""
        if self.wide:
            self._turn_page(wide=False)
            new_page = False
        heading = self.text.paragraph("Heading 1", text)
        if new_page:
            heading.break_before()
        return heading

    def _turn_page(self, *, wide: bool) -> None:
        """Start a section of the other orientation."""
        from docx.enum.section import WD_SECTION

        self.text.flush()
        self.word.add_section(WD_SECTION.NEW_PAGE)
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
        self.text.bookmark(self._heading(wording.REFERENCES, new_page=True), "references")
        sources, entries = printed(self.document)
        for source in sources:
            self._source(source)
        if entries:
            if sources:
                self.text.gap()
            rows = [(self._label(entry), self._entry(entry.reference)) for entry in entries]
            widths = (1.6, self.text.width - 1.6)
            self.text.table(rows, widths, edge="#FFFFFF", inner="#E4DFD4", flush=True)

    def _source(self, source: PrintedSource) -> None:
        title = self.text.paragraph("Brief Source Title")
        self.text.write(title, f"{source.number}\t{source.title}", bold=True)
        if source.off_record:
            self.text.write(title, f"  {wording.OFF_RECORD}", "Brief Off Record")
        self.text.paragraph("Brief Detail", source.detail).keep_with_next()
        for paragraph in source.paragraphs:
            if paragraph.pieces:
                line = self.text.paragraph("Brief Source")
                for piece in paragraph.pieces:
                    if piece.labels:
                        self.text.write(line, "\u202f".join(piece.labels) + "\u202f", "Brief Mark")
                    self.text.write(line, piece.text, "Brief Verbatim" if piece.quoted else "")
                if direction("".join(piece.text for piece in paragraph.pieces)) == "rtl":
                    line.turn()
            self._notes(paragraph.notes)

    def _notes(self, notes: Sequence[Note]) -> None:
        line = self.text.paragraph("Brief Detail")
        for number, note in enumerate(notes):
            if number:
                line.add("; ")
            self.text.bookmark(line, note.anchor)
            line.add(note.label, bold=True)
            line.add(f" “{note.words}” {note.detail}" if note.words else f" {note.detail}")

    def _label(self, entry: PrintedEntry) -> Box:
        line = self.text.line("Brief Label")
        self.text.bookmark(line, entry.anchor)
        self.text.write(line, one_line(entry.reference.label), bold=True)
        return Box([line])

    def _entry(self, reference: tree.Reference) -> Box:
        box = Box()
        title = self.text.below(box, "Brief Source")
        self.text.write(title, settled(reference.title), bold=True)
        if reference.off_record:
            self.text.write(title, f"  {wording.OFF_RECORD}", "Brief Off Record")
        if marks.quotable(reference):
            before, quotation, after = marks.paragraph(reference)
            line = self.text.below(box, "Brief Source")
            self.text.write(line, before)
            self.text.write(line, quotation, "Brief Verbatim")
            self.text.write(line, after)
            if direction(before + quotation + after) == "rtl":
                line.turn()
        if reference.detail:
            self.text.below(box, "Brief Detail", settled(reference.detail))
        return box
