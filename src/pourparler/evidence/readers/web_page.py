"""Saved web pages: the article without its surroundings. No script runs, nothing is fetched."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers.dating import date_in, date_line
from pourparler.evidence.readers.frozen import Told
from pourparler.evidence.readers.plain_text import decoded
from pourparler.evidence.readers.tags import check_tags

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
# The names under which pages give the day of publication, the most telling first.
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.date",
    "dc.date", "dcterms.created", "dc.date.created", "citation_publication_date", "publication_date", "publish-date",
    "publishdate", "pubdate", "parsely-pub-date", "sailthru.date", "date",
)  # fmt: skip


def _text_of(file: str, data: bytes) -> str:
    """Decode a page by the character set it declares, else as UTF-8."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    elif data.startswith(codecs.BOM_UTF8) or not declared:
        name = "utf-8"
    else:
        name = declared.group(1).decode("ascii", "replace").casefold()
    # Browsers read pages declared as Latin-1 as Windows-1252, and so they are written.
    name = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name, name)
    if name in ("utf-8", "utf8"):
        return decoded(file, data)
    try:
        return data.decode(name)
    except (LookupError, UnicodeError):
        raise PourparlerError(
            Problem(
                "E103",
                "",
                f"a page that declares the character set {name!r} and is not in it",
                "UTF-8, or the character set it declares",
                "save the page again from the browser",
                Place(file),
            )
        ) from None


def _linked_dates(tree: Any) -> list[str]:
    """Return the publication dates in the page's JSON-LD blocks."""
    found: list[str] = []
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(str(block))]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, dict):
                if isinstance(item.get("datePublished"), str):
                    found.append(item["datePublished"])
                waiting.extend(item.values())
            elif isinstance(item, list):
                waiting.extend(item)
    return found


def _stated_date(tree: Any) -> tuple[str, str] | None:
    """Return the date the page's own metadata gives, and where."""
    metadata: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().casefold()
            if name in _DATE_NAMES and element.get("content"):
                metadata.setdefault(name, element.get("content") or "")
    for name in _DATE_NAMES[:3]:
        if iso := date_in(metadata.get(name, "")):
            return iso, f"metadata of the page ({name})"
    for value in _linked_dates(tree):
        if iso := date_in(value):
            return iso, "metadata of the page (datePublished)"
    for name in _DATE_NAMES[3:]:
        if iso := date_in(metadata.get(name, "")):
            return iso, f"metadata of the page ({name})"
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate] | (//article//time[@datetime])[1]"):
        value = element.get("datetime") or element.get("content") or element.text_content()
        if iso := date_in(value or ""):
            return iso, "time element of the page"
    return None


def read_page(file: str, data: bytes) -> Told:
    """Read a saved web page.

    Raises
    ------
    PourparlerError
        E103, E107 (nested too deeply) or E111 (no article in it).
    """
    import trafilatura

    text = _text_of(file, data)
    check_tags(file, text)
    tree = trafilatura.load_html(text)
    # Its own date finder would read the clock: the date is ours.
    document = trafilatura.bare_extraction(text, include_comments=False, with_metadata=True)
    article = "" if document is None or isinstance(document, dict) else document.text or ""
    if tree is None or document is None or isinstance(document, dict) or not article.strip():
        raise PourparlerError(
            Problem(
                "E111",
                "",
                "a page without an article in it",
                "a page whose text is in the file",
                "copy the text from the browser into a .txt file",
                Place(file),
            )
        )
    dated = _stated_date(tree) or date_line(article)
    date, basis = dated if dated else (None, None)
    return Told(article, document.title, document.sitename, date, basis)
