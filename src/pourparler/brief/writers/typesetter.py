"""Sets a brief that was written down as plain data: the part of the PDF that is a process of its own.

It loads the typesetting library and nothing else of size; what the library took is given back when the process ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pourparler.brief.writers.typefaces import FOLDER

_TEMPLATE = Path(__file__).parent / "page.typ"


def typeset(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer each list of documents, as plain data for the template, with one PDF after the other."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    template = _TEMPLATE.read_bytes()
    for message in messages:
        for data in json.loads(message):
            compiler = typst.Compiler(template, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"data": data})
            written = compiler.compile(format="pdf", pdf_standards=["ua-1"])
            if not isinstance(written, bytes):
                raise TypeError("the typesetter returned no single file")
            yield written
