"""Small real files, made when a test needs them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

STORY = "“We will not negotiate in public,” Ivo Rask said on Monday."


def pdf_of(markup: str) -> bytes:
    """Set a PDF from typst markup."""
    import typst

    made = typst.compile(f"#set document(date: none)\n{markup}".encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def blank_pdf(pages: int = 1, password: str | None = None) -> bytes:
    """Write a PDF of empty pages, as a scanner without text recognition does."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def word_of(paragraphs: Sequence[str], table: Sequence[Sequence[str]] = (), **properties: object) -> bytes:
    """Write a Word file: paragraphs, then a table."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """Write a zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def page_of(body: str, head: str = "") -> bytes:
    """Write a web page."""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def mail_of(body: str, *attached: tuple[str, str, bytes], html: str | None = None, **headers: str) -> bytes:
    """Write an e-mail: a plain body, perhaps one in HTML, and attachments as (name, kind, content)."""
    from email.message import EmailMessage

    message = EmailMessage()
    for name, value in {"From": "Ada Rask <ada@karvonia.example>", "Subject": "After Monday", **headers}.items():
        message[name] = value
    if body or html is None:
        message.set_content(body)
    if html is not None:
        if body:
            message.add_alternative(html, subtype="html")
        else:
            message.set_content(html, subtype="html")
    for name, kind, content in attached:
        family, _, subtype = kind.partition("/")
        message.add_attachment(content, maintype=family, subtype=subtype, filename=name)
    return message.as_bytes()


def rss_of(*items: str, title: str = "Harbour Press") -> bytes:
    """Write a feed as a news site does."""
    told = "".join(f"<item>{item}</item>" for item in items)
    channel = f"<channel><title>{title}</title>{told}</channel>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">{channel}</rss>'.encode()
