"""Sets a brief that was written down as plain data: the part of the PDF that is a process of its own.

It loads the typesetting library and nothing else of size. A document is laid out twice: first to see where the
references stand, without links, and then with links to these places. The library would do the same for links to names,
but holds both layouts in memory at once; here each is in a process of its own, and the first is gone before the second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.brief.writers.typefaces import FOLDER
from pourparler.core.beside import Beside

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).parent / "page.typ"


def typeset(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer each list of documents, as plain data for the template, with one PDF after the other."""
    for message in messages:
        documents = json.loads(message)
        # All places are looked for first: what a layout took here stays, and the other process would come on top of it.
        for data, found in [(data, _places_in(data)) for data in documents]:
            written = _compiler(data, places=found).compile(format="pdf", pdf_standards=["ua-1"])
            if not isinstance(written, bytes):
                raise TypeError("the typesetter returned no single file")
            yield written


def _places_in(data: str) -> str:
    with Beside(places) as looking:
        looking.tell(data.encode())
        return looking.hear().decode()


def places(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer each document with the page and the point, across and down, at which each reference stands."""
    for message in messages:
        found = _compiler(message.decode()).query("<places>", field="value", one=True)
        yield json.dumps(dict(json.loads(found))).encode()


def _compiler(data: str, **more: str) -> typst.Compiler:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    inputs = {"data": data, **more}
    return typst.Compiler(_TEMPLATE.read_bytes(), font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)
