"""Writes a brief as one self-contained HTML page that asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.brief.document import Block, Document
from pourparler.brief.writers import marks, typefaces, wording
from pourparler.brief.writers.charts import draw
from pourparler.core.inert import direction, inert, settled
from pourparler.core.result import Figure

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_HERE = Path(__file__).parent
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def write_html(document: Document) -> bytes:
    """Write a document as one HTML page.

    Every mark is a link to its entry in the list at the end; with scripting on, a click shows that entry, with the
    quotation in its source paragraph, in a dialog. A content security policy in the page forbids every request.

    Parameters
    ----------
    document : Document

    Returns
    -------
    bytes
        UTF-8; equal for equal documents.

    Examples
    --------
    >>> page = write_html(Document("Before the talks", "", "Restricted", "2 March", "", ())).decode()
    >>> "Before the talks" in page, "http://" in page or "https://" in page
    (True, False)
    """
    from markupsafe import Markup

    script = (_HERE / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    page = _template().render(
        document=document,
        labels=marks.Labels(document),
        contents=[section for part in document.parts[1:] for section in part.sections],
        anchors=_anchors(document),
        direction="rtl" if document.language.split("-")[0] in _RIGHT_TO_LEFT else "ltr",
        policy=_policy(digest),
        script=Markup(script),  # noqa: S704 - our own file
        style="\0",
        wording=wording,
        anchor=marks.anchor,
    )
    return page.replace("\0", _style(document, page), 1).encode("utf-8")


def _policy(script_digest: str) -> str:
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        f"script-src 'sha256-{script_digest}'; base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.filters.update(
        {
            "inert": inert,
            "direction": direction,
            "draw": _drawing,
            "kind": _kind,
            "quotable": marks.quotable,
            "settled": settled,
        }
    )
    return environment.from_string((_HERE / "page.html.j2").read_text(encoding="utf-8"))


def _drawing(figure: Figure) -> Markup:
    from markupsafe import Markup

    return Markup(draw(figure))  # noqa: S704 - drawn and cleaned by charts.draw


def _kind(block: Block) -> str:
    return type(block).__name__


def _anchors(document: Document) -> dict[str, str]:
    """Return an id for each section that is safe in a link and cannot be taken for another id of the page."""
    sections = [section.id for part in document.parts for section in part.sections]
    return {
        section: section if re.fullmatch(r"[a-z][a-z0-9_]*", section) and section not in _TAKEN else f"section-{number}"
        for number, section in enumerate(dict.fromkeys(sections), start=1)
    }


_TAKEN = frozenset({"main", "panel", "references"})


def _style(document: Document, page: str) -> str:
    """Return the style sheet with the typefaces this page needs and the lines of each printed page."""
    others = ", ".join(f'"{family}"' for family in typefaces.fallbacks())
    families = (
        f':root {{ --serif: "{typefaces.SERIF}", {others}, "Noto Serif", Georgia, serif; '
        f'--sans: "{typefaces.SANS}", {others}, "Noto Sans", Arial, sans-serif; }}'
    )
    look = (
        'font: 700 7pt "Pourparler Sans", sans-serif; letter-spacing: .12em; color: #1f3b63; text-transform: uppercase'
    )
    plain = 'font: 400 7pt "Pourparler Sans", sans-serif; color: #5a5a5e'
    banner = _css_text(document.classification)
    pages = (
        f"@page {{ @top-center {{ content: {banner}; {look} }} @bottom-center {{ content: {banner}; {look} }} "
        f"@bottom-left {{ content: {_css_text(document.stamp)}; {plain} }} "
        f'@bottom-right {{ content: counter(page) " of " counter(pages); {plain} }} }}'
    )
    sheet = (_HERE / "page.css").read_text(encoding="utf-8")
    return "\n".join((typefaces.embedded(page), families, sheet, pages))


def _css_text(text: str) -> str:
    r"""Return a CSS string that can end neither itself nor the style element.

    Examples
    --------
    >>> _css_text("A</b")
    '"A\\00003C\\00002Fb"'
    """
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06X}" for c in inert(text)) + '"'
