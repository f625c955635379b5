"""Opens a team's own Word template: its styles, paper, headers and footers stay; whatever its body held goes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from pourparler.core.errors import PourparlerError, Problem

LARGEST = 20_000_000
"""Bytes of a template; a letterhead with pictures takes a tenth of it."""
LARGEST_UNPACKED = 200_000_000

_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_KEPT = frozenset({"styles", "stylesWithEffects", "settings", "fontTable", "theme", "numbering", "webSettings"})
_FURNITURE = frozenset({"header", "footer"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and margins of an upright page, in centimetres, and those beside a wide table.

    Attributes
    ----------
    short, long : float
        Edges of the paper.
    left, right, top, bottom : float
        Margins of an upright page.
    edge : float
        Distance of header and footer from the edge.
    beside : float
        Left and right margin of a landscape page.
    """

    short: float = 21.0
    long: float = 29.7
    left: float = 2.5
    right: float = 2.5
    top: float = 2.2
    bottom: float = 2.2
    edge: float = 1.1
    beside: float = 1.8


def opened_template(template: bytes) -> Any:
    """Return a template as a Word document without a body.

    Parameters
    ----------
    template : bytes
        A ``.docx`` or ``.dotx`` file.

    Returns
    -------
    docx document
        With the styles, numbering, theme, paper, headers and footers of the template. Its text goes, and with it the
        comments, notes, pictures and links of that text, and the path of the template it was itself made from.

    Raises
    ------
    PourparlerError
        B121, when the file is no Word file, is too large, or holds macros.
    """
    from lxml.etree import XMLSyntaxError

    try:
        word = _document(template)
    except (BadZipFile, KeyError, ValueError, RuntimeError, XMLSyntaxError, zlib.error) as error:
        raise _refused(f"a template that is no Word file ({error})") from error
    _empty(word)
    return word


def sheet_of(word: Any) -> Sheet:
    """Return the paper and margins of the last section of a template, as of an upright page."""
    house, section = Sheet(), word.sections[-1]

    def told(length: Any, otherwise: float) -> float:
        return float(length.cm) if length is not None else otherwise

    width, height = told(section.page_width, house.short), told(section.page_height, house.long)
    return Sheet(
        short=min(width, height),
        long=max(width, height),
        left=told(section.left_margin, house.left),
        right=told(section.right_margin, house.right),
        top=told(section.top_margin, house.top),
        bottom=told(section.bottom_margin, house.bottom),
        edge=told(section.header_distance, house.edge),
    )


def _refused(found: str) -> PourparlerError:
    todo = "open it in Word and save it as .docx, without macros"
    return PourparlerError(Problem("B121", "template", found, "a .docx or .dotx file", todo))


def _document(template: bytes) -> Any:
    import docx

    if len(template) > LARGEST:
        raise _refused(f"a template of {len(template) // 1_000_000} MB")
    with ZipFile(BytesIO(template)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise _refused(f"a template that unpacks to {unpacked // 1_000_000} MB")
        types = archive.read(_TYPES)
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise _refused("a template with macros")
        if _MAIN.format("template").encode() in types:
            template = _as_document(archive, types)
    return docx.Document(BytesIO(template))


def _as_document(archive: ZipFile, types: bytes) -> bytes:
    """Return a ``.dotx`` as ``.docx``: the two differ in one word of the list of contents."""
    target = BytesIO()
    with ZipFile(target, "w") as result:
        for name in archive.namelist():
            data = types if name == _TYPES else archive.read(name)
            if name == _TYPES:
                data = data.replace(_MAIN.format("template").encode(), _MAIN.format("document").encode())
            result.writestr(name, data)
    return target.getvalue()


def _empty(word: Any) -> None:
    """Take out the body, and every part that only the body, or the machine it was made on, had need of."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    body = word.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    used = {element.get(qn("r:id")) for element in body.iter(qn("w:headerReference"), qn("w:footerReference"))}
    for id_, relation in list(word.part.rels.items()):
        kind = relation.reltype.rpartition("/")[2]
        if kind not in _KEPT and not (kind in _FURNITURE and id_ in used):
            del word.part.rels[id_]
    if not any(relation.reltype == RELATIONSHIP_TYPE.SETTINGS for relation in word.part.rels.values()):
        return
    settings = word.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for name in ("w:attachedTemplate", "w:footnotePr", "w:endnotePr", "w:mailMerge"):
        for element in settings.element.findall(qn(name)):
            settings.element.remove(element)
    for id_, relation in list(settings.rels.items()):
        if relation.is_external:
            del settings.rels[id_]
