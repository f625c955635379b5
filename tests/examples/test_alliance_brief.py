"""The brief of the shipped example, as `make brief` makes it: page one on one page, every mark verbatim, no request."""

from __future__ import annotations

import re
import shutil
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from pourparler.workspace.base import evidence_of, loaded_case
from pourparler.workspace.briefing import Written, write_brief
from pourparler.workspace.folder import Folder
from pourparler.workspace.sharing import files_of, view_of

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("alliance-brief")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, Written]:
    """Return a copy of the example with its brief."""
    home = tmp_path_factory.mktemp("alliance") / "talks"
    shutil.copytree(ROOT / "examples/alliance", home, ignore=shutil.ignore_patterns("briefs", "evidence.db*", ".lock"))
    folder = Folder(home)
    return folder, write_brief(folder)


def _file(written: tuple[Folder, Written], name: str) -> bytes:
    return next(path for path in written[1].files if path.name == name).read_bytes()


def test_page_one_is_one_page(written: tuple[Folder, Written]) -> None:
    import pypdf

    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(_file(written, "brief.pdf"))).pages]
    for heading in ("Purpose", "Our objectives", "Press line", "Facts", "Next meetings"):
        assert heading in pages[0]
    assert "Topics in full" in pages[1] and "Topics in full" not in pages[0]


@pytest.mark.parametrize("reader", ["public", "coravia"])
def test_page_one_of_a_copy_in_which_nothing_is_prepared_is_one_page(
    written: tuple[Folder, Written], reader: str
) -> None:
    import pypdf

    folder = written[0]
    made = files_of(view_of(folder, loaded_case(folder), reader, keep=False), ("pdf",))
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(made["brief.pdf"])).pages]
    for heading in ("What is at issue", "Next meetings", "To ask"):
        assert heading in pages[0]
    assert "To ask" not in pages[1]


def test_the_classification_stands_on_every_page(written: tuple[Folder, Written]) -> None:
    import pypdf

    pages = pypdf.PdfReader(BytesIO(_file(written, "brief.pdf"))).pages
    assert [n for n, page in enumerate(pages) if "CONFIDENTIAL" not in page.extract_text().upper()] == []


def test_word_opens_and_has_the_headings(written: tuple[Folder, Written]) -> None:
    import docx

    word = docx.Document(BytesIO(_file(written, "brief.docx")))
    headings = {paragraph.text for paragraph in word.paragraphs if paragraph.style.name.startswith("Heading")}  # type: ignore[union-attr]
    assert {"Purpose", "Who stands where", "Sources"} <= headings


def test_the_page_asks_nobody_for_anything(written: tuple[Folder, Written]) -> None:
    page = _file(written, "brief.html").decode()
    assert re.findall(r"""(?:src|href|action|poster|data)\s*=\s*["']?(?!#|data:)[^"'\s>]+""", page) == []
    assert "default-src 'none'" in unescape(page) and "@import" not in page


def test_every_quotation_of_the_page_stands_in_a_source(written: tuple[Folder, Written]) -> None:
    texts = [" ".join(text.split()) for text in evidence_of(written[0]).texts.values()]
    from lxml import html

    marked = html.fromstring(_file(written, "brief.html").decode()).xpath("//mark")
    assert len(marked) > 20
    for mark in marked:
        for part in " ".join(mark.text_content().split()).split(" […] "):
            assert any(part in text for text in texts), part
