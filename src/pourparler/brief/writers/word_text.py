"""Puts marked sentences into the lines, cells and tables of a Word file, by named style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pourparler.brief.document import Document
from pourparler.brief.writers import marks, wording
from pourparler.brief.writers.word_lines import Box, Line, parsed, table
from pourparler.core.inert import settled
from pourparler.core.result import Sentence


class WordText:
    """Text of one Word file.

    Parameters
    ----------
    document : Document
        Whose marks are labelled.
    word : docx document
        With all styles defined.
    width, height : float
        Of the text on the present page, in centimetres.
    """

    def __init__(self, document: Document, word: Any, width: float, height: float) -> None:
        self.word = word
        self.width, self.height = width, height
        self._labels = marks.Labels(document)
        self._bookmarks = 0
        self._style_ids = {style.name: style.style_id for style in word.styles}
        self._written: list[Line | str] = []

    def flush(self) -> None:
        """Put everything written so far at the end of the body."""
        parts = [one if isinstance(one, str) else one.xml() for one in self._written]
        self._written = []
        last = self.word.element.body[-1]  # The properties of the last section.
        for element in parsed(parts):
            last.addprevious(element)

    def paragraph(self, style: str, text: str = "") -> Line:
        """Append a paragraph to the document."""
        line = self.line(style, text)
        self._written.append(line)
        return line

    def line(self, style: str, text: str = "") -> Line:
        """Return a paragraph that stands nowhere yet."""
        line = Line(self._style_ids[style])
        if text:
            line.add(text)
        return line

    def below(self, box: Box, style: str, text: str = "") -> Line:
        """Append a paragraph to a cell."""
        line = self.line(style, text)
        box.lines.append(line)
        return line

    def write(self, line: Line, text: str, style: str = "", *, bold: bool = False) -> None:
        """Append a run, in a character style if one is named."""
        line.add(text, self._style_ids[style] if style else "", bold=bold)

    def nothing(self, line: Line) -> None:
        """Say that nothing is on file."""
        self.write(line, wording.NOTHING, "Brief Nothing")

    def run(self, line: Line, sentences: Iterable[Sentence], *, bold: bool = False) -> None:
        """Write sentences one after the other."""
        first = True
        for sentence in sentences:
            if not first:
                line.add(" ")
            self.say(line, sentence, bold=bold)
            first = False
        if first:
            self.nothing(line)

    def say(self, line: Line, sentence: Sentence, *, bold: bool = False) -> None:
        """Write one sentence and its marks."""
        self.write(line, settled(sentence.text), bold=bold)
        for number, label in enumerate(self._labels.of_sentence(sentence)):
            # The left-to-right mark keeps a number beside a right-to-left word on its own side.
            line.add("\u202f" if number else "\u200e\u2060")
            if label.anchor:
                self.link(line, label.anchor, label.text, "Brief Mark", label.title)
            else:
                self.write(line, label.text, "Brief Mark")

    def link(self, line: Line, bookmark: str, text: str, style: str, tip: str = "") -> None:
        """Append a link to a bookmark of the same document."""
        line.add_link(_name(bookmark), text, self._style_ids[style], tip)

    def bookmark(self, line: Line, name: str) -> None:
        """Give a place in a line a name to link to."""
        self._bookmarks += 1
        line.add_bookmark(_name(name), self._bookmarks)

    def table(self, rows: Sequence[Sequence[Box]], widths: Sequence[float], **look: Any) -> None:
        """Append a table, as :func:`pourparler.brief.writers.word_lines.table` draws it."""
        self._written.append(table(rows, widths, **look))

    def gap(self) -> None:
        """Part two tables: Word glues neighbours together unless a paragraph stands between."""
        self.paragraph("Normal").space(after=2, line=4)


def _name(anchor: str) -> str:
    """Return a bookmark name: Word takes letters, digits and underscores."""
    return anchor.replace("-", "_")
