"""Paragraphs and tables of a Word file, written as WordprocessingML text and parsed together.

Building a table of three thousand cells element by element takes seconds; writing it out and parsing it, a blink. Every
string goes through :func:`escape`: nothing of it is read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape as escaped

from pourparler.core.inert import direction

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_IN_ORDER = ("pStyle", "keepNext", "pageBreakBefore", "pBdr", "bidi", "spacing")
"""Properties of a paragraph used here, in the order of ISO/IEC 29500; Word calls a file damaged that has another."""
_TIP = 250
_TWIPS = 1440 / 2.54
_QUOTED = {'"': "&quot;", "\t": "&#9;"}


def escape(text: str) -> str:
    """Return text that can stand in an element or a quoted attribute.

    Examples
    --------
    >>> escape('a < "b" & c')
    'a &lt; &quot;b&quot; &amp; c'
    """
    return escaped(text, _QUOTED)


def run(text: str, style: str = "", *, bold: bool = False) -> str:
    """Return a run, marked right-to-left where its letters are; a tabulator in the text is one in Word.

    Parameters
    ----------
    text : str
    style : str
        Id of a character style.
    bold : bool
    """
    told = f'<w:rStyle w:val="{escape(style)}"/>' if style else ""
    told += "<w:b/>" if bold else ""
    told += "<w:rtl/>" if direction(text) == "rtl" else ""
    words = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t")
    )
    return f"<w:r>{f'<w:rPr>{told}</w:rPr>' if told else ''}{words}</w:r>"


@dataclass(slots=True)
class Line:
    """One paragraph, while it is being written."""

    style: str
    _properties: dict[str, str] = field(default_factory=dict)
    _parts: list[str] = field(default_factory=list)

    def add(self, text: str, style: str = "", *, bold: bool = False) -> None:
        """Append a run."""
        self._parts.append(run(text, style, bold=bold))

    def add_link(self, bookmark: str, text: str, style: str, tip: str = "") -> None:
        """Append a link to a bookmark of the same file."""
        shown = f' w:tooltip="{escape(tip[:_TIP])}"' if tip else ""
        self._parts.append(
            f'<w:hyperlink w:anchor="{escape(bookmark)}" w:history="1"{shown}>{run(text, style)}</w:hyperlink>'
        )

    def add_bookmark(self, name: str, number: int) -> None:
        """Put a bookmark here."""
        self._parts.append(
            f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/><w:bookmarkEnd w:id="{number}"/>'
        )

    def add_xml(self, text: str) -> None:
        """Append WordprocessingML, such as a picture."""
        self._parts.append(text)

    def keep_with_next(self) -> None:
        """Let no page end after this line."""
        self._properties["keepNext"] = "<w:keepNext/>"

    def break_before(self) -> None:
        """Start a page with this line."""
        self._properties["pageBreakBefore"] = "<w:pageBreakBefore/>"

    def turn(self) -> None:
        """Set the line from right to left."""
        self._properties["bidi"] = "<w:bidi/>"

    def space(self, *, before: float | None = None, after: float | None = None, line: float | None = None) -> None:
        """Set the distances and the exact height of the line, in points."""
        told = {"before": before, "after": after, "line": line}
        given = "".join(f' w:{name}="{round(points * 20)}"' for name, points in told.items() if points is not None)
        exact = ' w:lineRule="exact"' if line is not None else ""
        self._properties["spacing"] = f"<w:spacing{given}{exact}/>"

    def rule(self, side: str, colour: str, eighths: int, space: int) -> None:
        """Draw a line on one side, in eighths of a point, at a distance in points; on the right only there."""
        drawn = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour.lstrip("#")}"/>'
        other = '<w:left w:val="nil"/>' if side == "right" else ""
        self._properties["pBdr"] = f"<w:pBdr>{other}{drawn}</w:pBdr>"

    def xml(self) -> str:
        """Return the paragraph as WordprocessingML."""
        told = {"pStyle": f'<w:pStyle w:val="{escape(self.style)}"/>', **self._properties}
        properties = "".join(told[name] for name in _IN_ORDER if name in told)
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(self._parts)}</w:p>"


@dataclass(slots=True)
class Box:
    """One cell of a table: its lines and its tint."""

    lines: list[Line] = field(default_factory=list)
    tint: str = ""


def table(
    rows: Sequence[Sequence[Box]],
    widths: Sequence[float],
    *,
    edge: str,
    inner: str,
    title: str = "",
    header: bool = False,
    flush: bool = False,
) -> str:
    """Return a table with horizontal rules only: strong above and below, thin between rows.

    Parameters
    ----------
    rows : sequence of sequence of Box
        Each as long as ``widths``, each box with a line.
    widths : sequence of float
        Centimetres.
    edge, inner : str
        Colours of the rules.
    title : str
        What a screen reader says.
    header : bool
        Whether the first row is repeated on every page; no row of such a table breaks over two pages.
    flush : bool
        Whether the text stands on the margins, as the text above does.
    """
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour.lstrip("#")}"/>'
        for side, colour, size in (("top", edge, 8), ("bottom", edge, 8), ("insideH", inner, 4))
    )
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
    twips = [round(width * _TWIPS) for width in widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    parts = [
        '<w:tbl><w:tblPr><w:tblW w:type="auto" w:w="0"/>',
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>',
        f"<w:tblCellMar>{margins}</w:tblCellMar>" if flush else "",
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0"'
        ' w:noVBand="1"/>',
        f'<w:tblCaption w:val="{escape(title)}"/>' if title else "",
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>",
    ]
    for number, row in enumerate(rows):
        whole = "<w:cantSplit/>" if header else ""
        repeated = "<w:tblHeader/>" if header and number == 0 else ""
        parts.append(f"<w:tr>{f'<w:trPr>{whole}{repeated}</w:trPr>' if whole else ''}")
        for box, width in zip(row, twips, strict=True):
            tint = f'<w:shd w:val="clear" w:color="auto" w:fill="{box.tint.lstrip("#")}"/>' if box.tint else ""
            parts.append(f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{tint}</w:tcPr>')
            parts += [line.xml() for line in box.lines]
            parts.append("</w:tc>")
        parts.append("</w:tr>")
    return "".join((*parts, "</w:tbl>"))


def parsed(parts: Iterable[str]) -> list[BaseOxmlElement]:
    """Return paragraphs and tables as elements of a Word document."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    spaces = nsdecls("w", "wp", "a", "pic", "r")
    return list(parse_xml(f"<w:body {spaces}>{''.join(parts)}</w:body>"))
