"""The styles of a Word brief: real named styles, so that a ministry can restyle it in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pourparler.brief.writers.word_elements import element, place, rule
from pourparler.brief.writers.wording import ACCENT, HIGHLIGHT, INK, QUIET, RULE

SERIF = "Cambria"
SANS = "Calibri"
"""Office has both, and free offices have faces of the same widths."""

LABEL_COLUMN_CM = 3.1
_GREY = "#3D3D40"


@dataclass(frozen=True, slots=True)
class Look:
    """How one style looks.

    Attributes
    ----------
    name, base : str
        ``base`` is empty for a character style.
    family : str
        Empty keeps the one around it; likewise ``size`` 0 and ``colour`` empty.
    size, before, after : float
        Points.
    line : float
        Multiple of the line height; 0 keeps it.
    indent, hang : float
        Centimetres.
    edge : tuple
        Side, colour, thickness in eighths of a point and distance in points of one rule.
    shade : str
        Colour behind the text.
    tracking : int
        Twentieths of a point between letters; -1 keeps it.
    """

    name: str
    base: str
    family: str = ""
    size: float = 0
    colour: str = ""
    bold: bool | None = None
    italic: bool | None = None
    before: float = 0
    after: float = 0
    line: float = 0
    indent: float = 0
    hang: float = 0
    edge: tuple[str, str, int, int] | None = None
    keep_next: bool | None = None
    small_caps: bool | None = None
    superscript: bool | None = None
    underline: bool | None = None
    shade: str = ""
    tracking: int = -1
    right_tab: float = 0


_ABOVE = ("top", RULE, 4, 4)

LOOKS = (
    Look("Normal", "Normal", SERIF, 10, INK, after=4.5, line=1.12),
    Look("Title", "Normal", SERIF, 20, ACCENT, bold=True, after=3, tracking=0),
    Look("Subtitle", "Normal", SERIF, 11.5, "#333333", italic=True, after=3, tracking=0),
    Look("Heading 1", "Normal", SERIF, 12.5, ACCENT, False, before=10, after=6, small_caps=True, tracking=16),
    Look("Heading 2", "Normal", SERIF, 11, INK, True, before=11, after=5, edge=("bottom", RULE, 4, 2)),
    Look("Heading 3", "Normal", SERIF, 10.5, INK, True, before=10, after=2),
    Look("Caption", "Normal", SERIF, 9.5, INK, True, before=8, after=3, keep_next=True),
    Look("List Bullet", "Normal", SERIF, 10, INK, after=2.5),
    Look("Header", "Normal", SANS, 7.5, QUIET),
    Look("Footer", "Normal", SANS, 7.5, QUIET),
    Look("Brief Lead", "Normal", SERIF, 10, "#333333", italic=True, after=4),
    Look("Brief Label", "Normal", SANS, 8.5, ACCENT, before=2, after=2),
    Look("Brief Cell", "Normal", SANS, 7.5, INK, before=0.5, after=1, line=1),
    Look("Brief Entry", "Normal", SERIF, 9.5, INK, before=1.5, after=1.5),
    Look("Brief Entry Point", "List Bullet", SERIF, 9.5, INK, before=1, after=1),
    Look("Brief Question", "Normal", SERIF, 10, INK, after=3, indent=0.6, hang=0.6),
    Look("Brief Quotation", "Normal", SERIF, 10.5, INK, None, True, 6, 2, 0, 0.6, 0, ("left", ACCENT, 8, 10), True),
    Look("Brief Attribution", "Normal", SANS, 8.5, QUIET, after=8, indent=0.6, edge=("left", ACCENT, 8, 10)),
    Look("Brief Caption", "Caption", SANS, 8.5, QUIET, False, after=8, keep_next=False),
    Look("Brief Note", "Normal", SANS, 8, QUIET, after=4),
    Look("Brief Limits", "Normal", SERIF, 8.5, _GREY, after=2),
    Look("Brief Source", "Normal", SERIF, 9, INK, after=2),
    Look(
        "Brief Source Title",
        "Normal",
        SANS,
        8.5,
        INK,
        before=9,
        after=1,
        hang=0.9,
        indent=0.9,
        edge=_ABOVE,
        keep_next=True,
    ),
    Look("Brief Detail", "Normal", SANS, 7.5, QUIET, after=2),
    Look("Brief Contents", "Normal", SERIF, 10, INK, after=2),
    Look("Brief Card", "Heading 3", before=10, after=2, edge=("top", ACCENT, 6, 4), keep_next=True, right_tab=16),
    Look("Brief Mark", "", SANS, 9, ACCENT, False, False, superscript=True),
    Look("Brief Link", "", colour=ACCENT),
    Look("Brief Tone", "", SANS, 7.5, INK, True),
    Look("Brief Nothing", "", colour=QUIET, italic=True),
    Look("Brief Verbatim", "", underline=True, shade=HIGHLIGHT),
    Look("Brief Likelihood", "", SANS, 8, QUIET, False),
    Look("Brief Off Record", "", SANS, 8, "#7A2E1F", False),
)


def set_styles(word: Any, language: str, *, own_template: bool) -> None:
    """Define every style the writer uses.

    Parameters
    ----------
    word : docx document
    language : str
        ISO 639-1, for the spelling checker.
    own_template : bool
        The styles that a team's own template has stay as they are; those it lacks take its typeface.
    """
    from docx.enum.style import WD_STYLE_TYPE

    present = {style.name for style in word.styles}
    for look in LOOKS:
        if look.name in present and own_template:
            continue
        if look.name not in present:
            kind = WD_STYLE_TYPE.PARAGRAPH if look.base else WD_STYLE_TYPE.CHARACTER
            made = word.styles.add_style(look.name, kind, builtin=not look.name.startswith("Brief "))
            if look.base:
                made.base_style = word.styles[look.base]
            made.quick_style = True
        style = word.styles[look.name]
        _set_letters(style, replace(look, family="") if own_template else look)
        if look.base:
            _set_paragraph(style, look)
    if not own_template:
        tag = "en-GB" if language == "en" else language
        place(word.styles["Normal"].element.get_or_add_rPr(), element("lang", val=tag))


def _set_letters(style: Any, look: Look) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font, properties = style.font, style.element.get_or_add_rPr()
    if look.family:
        font.name = look.family
        fonts = properties.get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), "Arial" if look.family == SANS else "Times New Roman")
    if look.size:
        font.size = Pt(look.size)
    if look.colour:
        font.color.rgb = RGBColor.from_string(look.colour.lstrip("#"))
    font.bold, font.italic, font.small_caps = look.bold, look.italic, look.small_caps
    font.superscript, font.underline = look.superscript, look.underline
    if look.shade:
        place(properties, element("shd", val="clear", color="auto", fill=look.shade.lstrip("#")))
    if look.tracking >= 0:
        place(properties, element("spacing", val=str(look.tracking)))


def _set_paragraph(style: Any, look: Look) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt

    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    if look.line:
        layout.line_spacing = look.line
    if look.indent:
        layout.left_indent = Cm(look.indent)
    if look.hang:
        layout.first_line_indent = Cm(-look.hang)
        layout.tab_stops.add_tab_stop(Cm(look.hang))
    if look.right_tab:
        layout.tab_stops.add_tab_stop(Cm(look.right_tab), WD_TAB_ALIGNMENT.RIGHT)
    if look.keep_next is not None:
        layout.keep_with_next = look.keep_next
    if look.edge:
        rule(style.element.get_or_add_pPr(), *look.edge)
    elif look.name == "Title":
        rule(style.element.get_or_add_pPr(), "")
