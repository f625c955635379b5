"""Rewrites a Word file or a workbook so that equal content gives equal bytes, and no author or time stays in it."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL = "docProps/thumbnail.jpeg"
_PERSONAL = re.compile(
    rb"<(dcterms:created|dcterms:modified|dc:creator|cp:lastModifiedBy|cp:revision|cp:lastPrinted|dc:description)\b"
    rb"(?:[^>]*/>|.*?</\1>)",
    re.DOTALL,
)
_HOUSE = re.compile(rb"<(Company|Manager|TotalTime|HyperlinkBase)\b(?:[^>]*/>|.*?</\1>)", re.DOTALL)
_PICTURE_RELATION = re.compile(rb"<Relationship [^>]*thumbnail[^>]*/>")


def fixed(archive: bytes) -> bytes:
    """Return the archive with fixed dates, in a fixed order, without author, times or preview picture.

    Parameters
    ----------
    archive : bytes
        A ``.docx`` or ``.xlsx`` file.

    Returns
    -------
    bytes
    """
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as result:
        names = [name for name in source.namelist() if name != _THUMBNAIL]
        for name in sorted(names, key=lambda name: (name != "[Content_Types].xml", name)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _PERSONAL.sub(b"", data)
            elif name == "docProps/app.xml":
                data = _HOUSE.sub(b"", data)
            elif name == "_rels/.rels":
                data = _PICTURE_RELATION.sub(b"", data)
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            result.writestr(entry, data)
    return target.getvalue()
