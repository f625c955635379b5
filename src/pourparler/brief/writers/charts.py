"""Draws a figure: a Vega-Lite specification in, an inert SVG or PNG in the house look out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeVar
from xml.etree import ElementTree

from pourparler.brief.writers.typefaces import FOLDER, SANS, family_of
from pourparler.brief.writers.wording import ACCENT, INK, QUIET, RULE
from pourparler.core.inert import inert_data, one_line
from pourparler.core.result import Figure

_Made = TypeVar("_Made")
_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_REMOVED = frozenset({"script", "foreignObject", "image", "iframe", "style", "animate", "set", "use"})

PALETTE = ("#1F3B63", "#B0601F", "#6F9E8F", "#9A3B4A", "#9A8FBF", "#6B6B6B", "#C7A94B", "#2E6E8E")
"""Inks that differ in lightness as well as hue, so that they survive a greyscale printer."""

HOUSE: dict[str, Any] = {
    "font": SANS,
    "background": None,
    "padding": 4,
    "view": {"stroke": None, "continuousWidth": 440, "continuousHeight": 220, "discreteWidth": {"step": 40}},
    "title": {"anchor": "start", "color": INK, "fontSize": 12, "fontWeight": "bold", "offset": 8},
    "axis": {
        "domainColor": QUIET,
        "gridColor": "#E6E2D8",
        "labelColor": INK,
        "labelFontSize": 10,
        "labelLimit": 220,
        "tickColor": RULE,
        "titleColor": QUIET,
        "titleFontSize": 10,
        "titleFontWeight": "normal",
    },
    "axisBand": {"grid": False},
    "header": {"labelColor": INK, "labelFontSize": 10, "titleColor": QUIET, "titleFontWeight": "normal"},
    "legend": {
        "labelColor": INK,
        "labelFontSize": 10,
        "orient": "bottom",
        "titleColor": QUIET,
        "titleFontSize": 10,
        "titleFontWeight": "normal",
    },
    "range": {"category": list(PALETTE), "ramp": {"scheme": "blues"}, "heatmap": {"scheme": "blues"}},
    "mark": {"color": ACCENT},
    "bar": {"color": ACCENT},
    "line": {"color": ACCENT, "strokeWidth": 2},
    "point": {"color": ACCENT, "filled": True, "opacity": 1, "size": 55},
    "rule": {"color": QUIET},
    "text": {"color": INK, "fontSize": 10},
}

NUMBERS = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "\N{EN DASH}"}
"""How numbers are written on axes: the fonts of the house have no sign of their own for minus."""


def draw(figure: Figure) -> str:
    """Draw a figure as SVG that holds no script, link, style sheet or outside reference.

    Parameters
    ----------
    figure : Figure
        Data stands inside the specification; nothing is fetched.

    Returns
    -------
    str
        An ``<svg>`` element with ``role="img"`` and the words for who cannot see it. Ids start with the figure's
        name, so that several figures can stand on one page.

    Raises
    ------
    ValueError
        When the specification is no Vega-Lite chart, or asks for data or pictures from elsewhere.

    Examples
    --------
    >>> spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    >>> draw(Figure("one", "One", "One bar of length 1.", spec)).startswith("<svg ")
    True
    """
    done = _done.get(_key(figure))
    if done is not None:
        return done
    drawn = _drawn(json.dumps(inert_data(_without_links(figure.spec)), ensure_ascii=False))
    return _cleaned(drawn, figure.name, one_line(figure.title), one_line(figure.alt))


def paint(figure: Figure, dots_per_inch: int = 200) -> bytes:
    """Draw a figure as PNG, for Word.

    Parameters
    ----------
    figure : Figure
    dots_per_inch : int

    Returns
    -------
    bytes
    """
    done = _painted.get(_key(figure))
    if done is not None:
        return done
    import vl_convert

    sheet = '<rect width="100%" height="100%" fill="#fff" />'
    return bytes(
        vl_convert.svg_to_png(re.sub(r"^<svg [^>]*>", rf"\g<0>{sheet}", draw(figure), count=1), ppi=dots_per_inch)
    )


_MOST = 64
_done: dict[str, str] = {}
_painted: dict[str, bytes] = {}


def remember(figure: Figure, svg: str) -> None:
    """Keep what :func:`draw` made of a figure elsewhere, so that it is not made again here.

    Parameters
    ----------
    figure : Figure
    svg : str
    """
    _keep(_done, _key(figure), svg)


def remember_painted(figure: Figure, png: bytes) -> None:
    """Keep what :func:`paint` made of a figure elsewhere, as :func:`remember` does.

    Parameters
    ----------
    figure : Figure
    png : bytes
    """
    _keep(_painted, _key(figure), png)


def _keep(held: dict[str, _Made], key: str, made: _Made) -> None:
    held[key] = made
    while len(held) > _MOST:
        del held[next(iter(held))]


def _key(figure: Figure) -> str:
    return json.dumps([figure.name, figure.title, figure.alt, figure.spec], ensure_ascii=False, default=dict)


def width_of(svg: str, widest: float = 1e4, tallest: float = 1e4) -> float:
    """Return the width in points at which a drawn figure is set in print, its letters a little smaller than the text.

    Parameters
    ----------
    svg : str
    widest, tallest : float
        Points that there are: a figure that is larger is set smaller, its proportions kept.

    Examples
    --------
    >>> svg = '<svg width="500" height="100">'
    >>> width_of(svg), width_of(svg, widest=300), width_of(svg, tallest=40)
    (400.0, 300.0, 200.0)
    """
    width, height = (re.search(rf'\b{name}="([0-9.]+)"', svg) for name in ("width", "height"))
    if not width:
        return min(400.0, widest)
    set_width = 0.8 * float(width[1])
    set_height = 0.8 * float(height[1]) if height else 0.0
    return set_width * min(1.0, widest / set_width, tallest / set_height if set_height else 1.0)


def _without_links(specification: Any) -> Any:
    """Return the specification without links; one the chart library refuses would spoil every later drawing too."""
    if isinstance(specification, Mapping):
        if "url" in specification:
            raise ValueError("a figure holds its data inside; found a url in its specification")
        return {
            key: value if key in ("values", "datasets") else _without_links(value)
            for key, value in specification.items()
            if key != "href"
        }
    if isinstance(specification, (list, tuple)):
        return [_without_links(part) for part in specification]
    return specification


@lru_cache(maxsize=64)
def _drawn(specification: str) -> str:
    import vl_convert

    _register()
    chart = json.loads(specification)
    return str(vl_convert.vegalite_to_svg(chart, config=HOUSE, allowed_base_urls=[], format_locale=NUMBERS))


@lru_cache(maxsize=1)
def _register() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FOLDER))


def _cleaned(svg: str, name: str, title: str, alt: str) -> str:
    """Drop what an image has no need of, and give it a name and a description."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - written by the chart library a line above, without entities
    prefix = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "figure"
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in _REMOVED:
                parent.remove(child)
    for element in root.iter():
        if element.tag == f"{{{_SVG}}}a":
            element.tag = f"{{{_SVG}}}g"
        _clean_attributes(element, prefix)
    for element in [found for found in root.iter(f"{{{_SVG}}}text") if found.text and not found.text.isascii()]:
        _set_scripts(element)
    root.attrib.pop("class", None)
    root.set("role", "img")
    root.set("aria-label", alt or title)
    described = ElementTree.Element(f"{{{_SVG}}}title")
    described.text = title
    root.insert(0, described)
    return ElementTree.tostring(root, encoding="unicode")


def _set_scripts(element: ElementTree.Element) -> None:
    """Name the bundled family for each run of another script, else the machine's own fonts would be searched."""
    text = element.text or ""
    if not any(map(family_of, text)):
        return
    element.text = None
    for family, run in groupby(text, key=family_of):
        piece = ElementTree.SubElement(element, f"{{{_SVG}}}tspan")
        piece.text = "".join(run)
        if family:
            piece.set("font-family", family)


def _clean_attributes(element: ElementTree.Element, prefix: str) -> None:
    for key, value in list(element.attrib.items()):
        if key.startswith(("on", "aria-")) or key in ("href", _LINK, "target", "role"):
            del element.attrib[key]
        elif key == "id":
            element.set(key, f"{prefix}-{value}")
        elif "url(" in value:
            element.set(key, re.sub(r"url\(['\"]?#([^)'\"]+)['\"]?\)", rf"url(#{prefix}-\1)", value))
            if re.search(r"url\((?!#)", element.attrib[key]):
                del element.attrib[key]
