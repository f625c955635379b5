"""How much a packed file may unpack to before it is refused: Word files, workbooks, archives."""

from __future__ import annotations

import zipfile

UNPACKED_BYTES = 40_000_000
"""Most bytes that a packed file may unpack to."""
PACKED_PARTS = 2_000
"""Most parts inside a packed file."""
PACKING_RATIO = 200
"""Most bytes that one packed byte may unpack to, in a part larger than ``SMALL_PART``; prose packs to a fifth."""
SMALL_PART = 1_000_000
"""Bytes up to which nobody asks how well a part was packed."""


def excess(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """Return what is too much about an archive, and what is allowed; ``None`` when it may be unpacked.

    The sizes are those the archive states; the reader of the standard library never unpacks a part beyond them.

    Examples
    --------
    >>> import io
    >>> data = io.BytesIO()
    >>> with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
    ...     archive.writestr("zeros", bytes(5_000_000))
    >>> with zipfile.ZipFile(data) as archive:
    ...     excess(archive)[1]
    'at most 200 to one'
    """
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > PACKED_PARTS or total > UNPACKED_BYTES:
        allowed = f"at most {PACKED_PARTS:,} parts and {UNPACKED_BYTES:,} bytes"
        return f"{len(parts):,} parts that unpack to {total:,} bytes", allowed
    for part in parts:
        if part.file_size > max(SMALL_PART, PACKING_RATIO * part.compress_size):
            ratio = part.file_size // max(1, part.compress_size)
            return f"a part packed {ratio:,} to one", f"at most {PACKING_RATIO} to one"
    return None
