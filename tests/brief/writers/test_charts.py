"""Figures are drawn without network, script or link, and look the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from pourparler.brief.writers.charts import PALETTE, draw, paint
from pourparler.core.result import Figure
from tests.brief.writers.sample import figure


def _bars(label: str, **encoding: Any) -> Figure:
    spec = {
        "data": {"values": [{"who": label, "value": 3, "link": "javascript:alert(1)"}]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "who", "type": "nominal", "title": None},
            "x": {"field": "value", "type": "quantitative"},
            **encoding,
        },
    }
    return Figure("Bars & more", "Title <b>", 'alt "quoted" <i>', spec)


def test_svg_is_named_described_and_set_in_the_bundled_face() -> None:
    root = ElementTree.fromstring(draw(_bars("Varania")))
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'alt "quoted" <i>'
    assert root[0].text == "Title <b>"
    families = {element.get("font-family") for element in root.iter() if element.get("font-family")}
    assert families == {"Pourparler Sans"}


def test_other_scripts_name_their_bundled_face() -> None:
    assert '<tspan font-family="Pourparler Arabic">الميناء</tspan>' in draw(figure())


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "]]>", "&lt;", "a\x00\u202eb", "\ud800", "a\n\nb"])
def test_hostile_labels_are_text(label: str) -> None:
    svg = draw(_bars(label))
    root = ElementTree.fromstring(svg)
    assert not [element for element in root.iter() if element.tag.rpartition("}")[2] in {"script", "a", "image"}]
    assert "\x00" not in svg and "\u202e" not in svg


def test_links_of_a_chart_are_dropped() -> None:
    svg = draw(_bars("Varania", href={"field": "link"}))
    assert "javascript" not in svg and "href" not in svg


@pytest.mark.parametrize(
    "spec",
    [
        {"data": {"url": "http://127.0.0.1:9/data.csv"}, "mark": "point", "encoding": {"x": {"field": "a"}}},
        {"data": {"values": [{}]}, "mark": {"type": "image", "url": "file:///etc/hostname"}},
        {
            "layer": [
                {"data": {"values": [{}]}, "mark": "image", "encoding": {"url": {"value": "http://127.0.0.1:9/x.png"}}}
            ]
        },
    ],
)
def test_nothing_is_fetched(spec: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="holds its data inside"):
        draw(Figure("far", "Far", "far", spec))


def test_ids_of_two_figures_do_not_meet() -> None:
    gradient = {"color": {"field": "value", "type": "quantitative", "scale": {"scheme": "blues"}}}
    one, two = (draw(replace(_bars("Varania", **gradient), name=name)) for name in ("one", "two"))
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0] and ids[1] and not ids[0] & ids[1]
    used = set(re.findall(r"url\(#([^)]+)\)", one))
    assert used <= ids[0]


def test_inks_differ_in_greyscale() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = [grey(colour) for colour in PALETTE[:4]]
    assert min(abs(a - b) for i, a in enumerate(shades) for b in shades[i + 1 :]) > 12


def test_png_is_a_png_and_the_same_twice() -> None:
    first = paint(figure())
    assert first.startswith(b"\x89PNG") and paint(figure()) == first
