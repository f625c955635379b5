"""The few WordprocessingML elements that python-docx has no call for: fields, borders, described pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph


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


def rule(properties: Any, side: str, colour: str = "", eighths: int = 4, space: int = 1) -> None:
    """Draw a line on one side of a paragraph, given its properties or its style's; no side takes all lines away."""
    borders = element("pBdr")
    if side == "right":
        borders.append(element("left", val="nil"))
    if side:
        borders.append(element(side, val="single", sz=str(eighths), space=str(space), color=colour.lstrip("#")))
    place(properties, borders)


def picture(inline: Any, title: str, alternative: str, number: int) -> str:
    """Return a run that holds a picture, with its name and the words for who cannot see it."""
    from lxml import etree

    properties = inline.docPr
    properties.set("id", str(number))
    properties.set("name", f"Figure {number}")
    properties.set("title", title)
    properties.set("descr", alternative)
    return f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>"
