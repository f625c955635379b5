"""The styles of a Word brief: real named styles, so that a ministry can restyle it in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.brief.writers.word_elements import element, rule
from pourparler.brief.writers.wording import ACCENT, HIGHLIGHT, INK, QUIET, RULE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

SERIF = "Cambria"
SANS = "Calibri"
"""Office has both, and free offices have faces of the same widths."""

LABEL_COLUMN_CM = 3.1


def set_styles(word: WordDocument, language: str) -> None:
    """Define or adjust every style the writer uses; styles of the team's own template stay as they are."""
    from docx.enum.style import WD_STYLE_TYPE

    paragraph, character = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER
    normal = word.styles["Normal"]
    _letter(normal, SERIF, 10, INK)
    _space(normal, 0, 4.5, 1.12)
    _language(normal, language)
    for name, kind, base in (
        ("Brief Lead", paragraph, "Normal"),
        ("Brief Label", paragraph, "Normal"),
        ("Brief Cell", paragraph, "Normal"),
        ("Brief Entry", paragraph, "Normal"),
        ("Brief Question", paragraph, "Normal"),
        ("Brief Quotation", paragraph, "Normal"),
        ("Brief Attribution", paragraph, "Normal"),
        ("Brief Note", paragraph, "Normal"),
        ("Brief Limits", paragraph, "Normal"),
        ("Brief Source", paragraph, "Normal"),
        ("Brief Detail", paragraph, "Normal"),
        ("Brief Contents", paragraph, "Normal"),
        ("Brief Card", paragraph, "Heading 3"),
        ("Brief Mark", character, None),
        ("Brief Link", character, None),
        ("Brief Tone", character, None),
        ("Brief Nothing", character, None),
        ("Brief Verbatim", character, None),
        ("Brief Likelihood", character, None),
        ("Brief Off Record", character, None),
    ):
        if name not in [style.name for style in word.styles]:
            style = word.styles.add_style(name, kind)
            if base:
                style.base_style = word.styles[base]
            style.hidden = False
            style.quick_style = True
    _headings(word)
    _paragraphs(word)
    _characters(word)


def _headings(word: WordDocument) -> None:
    styles = word.styles
    _letter(styles["Title"], SERIF, 20, ACCENT, bold=True)
    _space(styles["Title"], 0, 3)
    _drop_rules(styles["Title"])
    _letter(styles["Subtitle"], SERIF, 11.5, "#333333", italic=True)
    _space(styles["Subtitle"], 0, 3)
    _letter(styles["Heading 1"], SERIF, 12.5, ACCENT, bold=False)
    styles["Heading 1"].font.small_caps = True
    _tracking(styles["Heading 1"], 16)
    _space(styles["Heading 1"], 0, 8)
    _letter(styles["Heading 2"], SERIF, 11, INK, bold=True)
    _space(styles["Heading 2"], 14, 5)
    rule(styles["Heading 2"], "bottom", RULE, 4, 2)
    _letter(styles["Heading 3"], SERIF, 10.5, INK, bold=True)
    _space(styles["Heading 3"], 10, 2)
    _letter(styles["Caption"], SERIF, 9.5, INK, bold=True)
    _space(styles["Caption"], 8, 3)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _letter(styles[name], SANS, 7.5, QUIET)
        _space(styles[name], 0, 0)


def _paragraphs(word: WordDocument) -> None:
    from docx.shared import Cm, Pt

    styles = word.styles
    _letter(styles["Brief Lead"], SERIF, 10, "#333333", italic=True)
    _letter(styles["Brief Label"], SANS, 8.5, ACCENT)
    _letter(styles["Brief Cell"], SANS, 8, INK)
    _letter(styles["Brief Entry"], SERIF, 9.5, INK)
    _letter(styles["Brief Quotation"], SERIF, 10.5, INK, italic=True)
    _letter(styles["Brief Attribution"], SANS, 8.5, QUIET)
    _letter(styles["Brief Note"], SANS, 8, QUIET)
    _letter(styles["Brief Limits"], SERIF, 8.5, "#3D3D40")
    _letter(styles["Brief Source"], SERIF, 9, INK)
    _letter(styles["Brief Detail"], SANS, 7.5, QUIET)
    _letter(styles["Brief Contents"], SERIF, 10, INK)
    for name, before, after in (
        ("Brief Label", 2, 2),
        ("Brief Cell", 1, 1.5),
        ("Brief Entry", 1.5, 1.5),
        ("Brief Attribution", 0, 8),
        ("Brief Source", 0, 2),
        ("Brief Detail", 0, 2),
        ("Brief Limits", 0, 2),
        ("Brief Quotation", 6, 2),
        ("Brief Contents", 0, 2),
    ):
        _space(styles[name], before, after)
    for name in ("Brief Quotation", "Brief Attribution"):
        styles[name].paragraph_format.left_indent = Cm(0.6)
        rule(styles[name], "left", ACCENT, 8, 10)
    styles["Brief Quotation"].paragraph_format.keep_with_next = True
    styles["Brief Question"].paragraph_format.left_indent = Cm(0.6)
    styles["Brief Question"].paragraph_format.first_line_indent = Cm(-0.6)
    styles["Brief Question"].paragraph_format.tab_stops.add_tab_stop(Cm(0.6))
    bullet = styles["List Bullet"]
    _letter(bullet, SERIF, 10, INK)
    bullet.paragraph_format.space_after = Pt(2.5)
    rule(styles["Brief Card"], "top", ACCENT, 6, 4)
    styles["Brief Card"].paragraph_format.keep_with_next = True


def _characters(word: WordDocument) -> None:
    styles = word.styles
    _letter(styles["Brief Mark"], SANS, 8, ACCENT)
    styles["Brief Mark"].font.superscript = True
    _letter(styles["Brief Tone"], SANS, 8, INK, bold=True)
    _colour(styles["Brief Link"], ACCENT)
    styles["Brief Nothing"].font.italic = True
    _colour(styles["Brief Nothing"], QUIET)
    styles["Brief Verbatim"].element.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=HIGHLIGHT[1:]))
    styles["Brief Verbatim"].font.underline = True
    _letter(styles["Brief Likelihood"], SANS, 8, QUIET, bold=False)
    _letter(styles["Brief Off Record"], SANS, 8, "#7A2E1F")


def _letter(style: Any, family: str, size: float, colour: str, *, bold: bool | None = None, italic: bool | None = None) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name = family
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), "Arial" if family == SANS else "Times New Roman")
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = italic
    _colour(style, colour)


def _colour(style: Any, colour: str) -> None:
    from docx.shared import RGBColor

    style.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))


def _space(style: Any, before: float, after: float, line: float | None = None) -> None:
    from docx.shared import Pt

    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if line is not None:
        style.paragraph_format.line_spacing = line


def _tracking(style: Any, twentieths: int) -> None:
    properties = style.element.get_or_add_rPr()
    properties.insert_element_before(element("spacing", val=str(twentieths)), "w:w", "w:kern", "w:position", "w:sz", "w:szCs")


def _drop_rules(style: Any) -> None:
    from docx.oxml.ns import qn

    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _language(style: Any, language: str) -> None:
    style.element.get_or_add_rPr().append(element("lang", val="en-GB" if language == "en" else language))
