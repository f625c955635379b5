"""The few WordprocessingML elements that python-docx has no call for: fields, bookmarks, links, shading, borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.core.inert import direction

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of the ``w`` namespace with attributes of the same namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


_ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
        *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid"),
        *("spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection"),
        *("textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    ),
    "rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
        *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern"),
        *("position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs"),
        *("em", "lang", "eastAsianLayout", "specVanish", "oMath"),
    ),
    "tblPr": (
        *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW"),
        *("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
        *("tblDescription",),
    ),
}
"""The order ISO/IEC 29500 asks for; Word calls a file damaged that has another."""


def place(properties: Any, child: Any) -> None:
    """Put a child where the standard's order has it, in the place of one of the same name."""
    local = child.tag.rpartition("}")[2]
    order = _ORDER[properties.tag.rpartition("}")[2]]
    for old in properties.findall(child.tag):
        properties.remove(old)
    later = order[order.index(local) + 1 :]
    properties.insert_element_before(child, *(f"w:{name}" for name in later))


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a field that Word computes, such as ``PAGE``, with what it shows until then."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            text = element("instrText")
            text.text = f" {instruction} "
            run._r.append(text)
        elif kind == "shown":
            run.text = shown
        else:
            run._r.append(element("fldChar", fldCharType=kind))


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark at the start of a paragraph."""
    start, end = element("bookmarkStart", id=str(number), name=name), element("bookmarkEnd", id=str(number))
    place = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(place, start)
    paragraph._p.insert(place + 1, end)


def add_link(paragraph: Paragraph, bookmark: str, text: str, style_id: str, tip: str = "") -> None:
    """Append a link to a bookmark of the same document."""
    run = paragraph.add_run(text)
    run._r.style = style_id
    link = element("hyperlink", anchor=bookmark, history="1")
    if tip:
        from docx.oxml.ns import qn

        link.set(qn("w:tooltip"), tip[:250])
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def add_text(paragraph: Paragraph, text: str) -> Run:
    """Append a run, marked right-to-left where its letters are."""
    run = paragraph.add_run(text)
    if direction(text) == "rtl":
        run.font.rtl = True
    return run


def turn(paragraph: Paragraph) -> None:
    """Set a whole paragraph from right to left."""
    place(paragraph._p.get_or_add_pPr(), element("bidi"))


def shade(cell: _Cell, colour: str) -> None:
    """Tint a table cell; ``colour`` is ``#RRGGBB``."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour.lstrip("#")))


def repeat_header(table: Table) -> None:
    """Repeat the first row on every page the table runs over."""
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_rows_whole(table: Table) -> None:
    """Let no row break over two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, element("cantSplit"))


def rule(properties: Any, side: str, colour: str = "", eighths: int = 4, space: int = 1) -> None:
    """Draw a line on one side of a paragraph, given its properties or its style's; no side takes all lines away."""
    borders = element("pBdr")
    if side == "right":
        borders.append(element("left", val="nil"))
    if side:
        borders.append(element(side, val="single", sz=str(eighths), space=str(space), color=colour.lstrip("#")))
    place(properties, borders)


def rule_table(table: Table, edge: str, inner: str) -> None:
    """Draw a table with horizontal rules only: strong above and below, thin between rows."""
    borders = element("tblBorders")
    for side, colour, size in (("top", edge, 8), ("bottom", edge, 8), ("insideH", inner, 4)):
        borders.append(element(side, val="single", sz=str(size), space="0", color=colour.lstrip("#")))
    place(table._tbl.tblPr, borders)


def set_flush(table: Table) -> None:
    """Let the text of the first and last column stand on the margins, as the text above it does."""
    margins = element("tblCellMar")
    for side, width in (("left", 0), ("right", 80)):
        margins.append(element(side, w=str(width), type="dxa"))
    place(table._tbl.tblPr, margins)


def name_table(table: Table, title: str) -> None:
    """Give a table the name that a screen reader says."""
    place(table._tbl.tblPr, element("tblCaption", val=title))


def describe(paragraph: Paragraph, title: str, alternative: str, number: int) -> None:
    """Give the picture in a paragraph its name and the words for who cannot see it."""
    for properties in paragraph._p.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    ):
        properties.set("id", str(number))
        properties.set("name", f"Figure {number}")
        properties.set("title", title)
        properties.set("descr", alternative)
