"""A team's own Word template: its look wins, its text and traces go, its pages all carry the classification."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor

from pourparler.brief.document import Document
from pourparler.brief.writers import write_word
from pourparler.brief.writers.word_styles import LOOKS
from pourparler.core.errors import PourparlerError
from pourparler.workspace.briefing import write_brief
from pourparler.workspace.folder import Folder

BANNER = "Restricted: delegation only"
SECRET = "Draft of another matter altogether"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def template(*, first_page: bool = False, even: bool = False) -> bytes:
    """Return a template as a ministry might have it: letterhead, typeface, paper, and some text left in it."""
    word: Any = docx.Document()
    word.styles["Normal"].font.name = "Georgia"
    word.styles["Normal"].font.size = Pt(12)
    word.styles["Heading 2"].font.color.rgb = RGBColor(0x7A, 0x10, 0x10)
    word.styles.add_style("Brief Lead", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(15)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin, section.right_margin, section.top_margin = Cm(3.2), Cm(2.0), Cm(4.5)
    section.header.paragraphs[0].text = "Ministry of Harbours"
    section.different_first_page_header_footer = first_page
    if first_page:
        section.first_page_header.paragraphs[0].text = "Ministry of Harbours, 1 Pier Road"
    word.settings.odd_and_even_pages_header_footer = even
    word.add_paragraph(SECRET)
    word.add_picture(BytesIO(_picture()), width=Cm(1))
    word.add_comment(word.paragraphs[0].runs, text="Ask the minister first", author="K.L.", initials="KL")
    word.core_properties.author = "K. Lindgrave"
    attached = parse_xml(f'<w:attachedTemplate xmlns:w="{WORDPROCESSING}" xmlns:r="{_OFFICE}" r:id="rId99"/>')
    settings = word.part.part_related_by(f"{_OFFICE}/settings")
    settings.element.insert(0, attached)
    settings.rels.add_relationship(f"{_OFFICE}/attachedTemplate", "file:///P:/house/letter.dotx", "rId99", True)
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _with(archive: bytes, changes: dict[str, tuple[bytes, bytes]], extra: dict[str, bytes] | None = None) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w") as result:
        for name in source.namelist():
            old, new = changes.get(name, (b"", b""))
            result.writestr(name, source.read(name).replace(old, new) if old else source.read(name))
        for name, data in (extra or {}).items():
            result.writestr(name, data)
    return target.getvalue()


def as_dotx(archive: bytes) -> bytes:
    """Return a document as a template file."""
    return _with(archive, {"[Content_Types].xml": (b"document.main+xml", b"template.main+xml")})


def opened(data: bytes) -> Any:
    """Open a written file."""
    return docx.Document(BytesIO(data))


@pytest.fixture(scope="module")
def styled(brief: Document) -> bytes:
    return write_word(brief, template())


def test_the_styles_of_the_template_win(styled: bytes) -> None:
    styles = opened(styled).styles
    assert (styles["Normal"].font.name, styles["Normal"].font.size) == ("Georgia", Pt(12))
    assert styles["Heading 2"].font.color.rgb == RGBColor(0x7A, 0x10, 0x10)
    assert styles["Brief Lead"].font.size == Pt(15)


def test_styles_that_the_template_lacks_are_made_in_its_typeface(styled: bytes) -> None:
    styles = opened(styled).styles
    for look in LOOKS:
        assert look.name in {style.name for style in styles}
    assert styles["Brief Entry"].font.name is None
    assert styles["Brief Entry"].base_style.name == "Normal"


def test_paper_and_margins_are_those_of_the_template(styled: bytes) -> None:
    upright, wide, _ = opened(styled).sections
    assert [round(length.cm, 2) for length in (upright.page_width, upright.page_height)] == [21.59, 27.94]
    assert [round(length.cm, 2) for length in (upright.left_margin, upright.top_margin)] == [3.2, 4.5]
    assert [round(length.cm, 2) for length in (wide.page_width, wide.page_height)] == [27.94, 21.59]


@pytest.mark.parametrize("first_page", [False, True], ids=["one header", "first page apart"])
@pytest.mark.parametrize("even", [False, True], ids=["both sides alike", "even pages apart"])
def test_the_letterhead_stays_and_every_kind_of_page_is_classified(
    brief: Document, first_page: bool, even: bool
) -> None:
    word = opened(write_word(brief, template(first_page=first_page, even=even)))
    section = word.sections[0]
    assert section.header.paragraphs[0].text == "Ministry of Harbours"
    furniture = [section.header, section.footer]
    if first_page:
        assert section.first_page_header.paragraphs[0].text == "Ministry of Harbours, 1 Pier Road"
        furniture += [section.first_page_header, section.first_page_footer]
    if even:
        furniture += [section.even_page_header, section.even_page_footer]
    for one in furniture:
        assert BANNER in [line.text for line in one.paragraphs]


def test_nothing_of_its_body_or_its_makers_stays(styled: bytes) -> None:
    with ZipFile(BytesIO(styled)) as archive:
        names = archive.namelist()
        everything = b"\n".join(archive.read(name) for name in names)
    for trace in (SECRET, "Ask the minister", "K.L.", "Lindgrave", "letter.dotx", "attachedTemplate"):
        assert trace.encode() not in everything, trace
    assert not [name for name in names if "comments" in name]
    assert _picture() not in everything
    assert b'TargetMode="External"' not in everything


def test_it_holds_what_the_plain_file_holds_and_the_same_bytes_each_time(brief: Document, styled: bytes) -> None:
    def told(data: bytes) -> list[str]:
        return [line.text for line in opened(data).paragraphs]

    assert told(styled) == told(write_word(brief))
    assert styled == write_word(brief, template())


def test_a_dotx_is_taken_as_well(brief: Document, styled: bytes) -> None:
    assert write_word(brief, as_dotx(template())) == styled


BAD = {
    "text": b"Dear colleague,",
    "nothing": b"",
    "a zip of something else": _with(template(), {}, {})[:200],
    "a truncated file": template()[:4000],
    "no list of contents": b"PK\x05\x06" + bytes(18),
    "broken XML": _with(template(), {"word/document.xml": (b"<w:body>", b"<w:body")}),
    "macros": _with(template(), {}, {"word/vbaProject.bin": b"\0"}),
    "a spreadsheet": _with(template(), {"[Content_Types].xml": (b"wordprocessingml.document", b"spreadsheetml.sheet")}),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_bad_template_is_one_error(brief: Document, data: bytes) -> None:
    with pytest.raises(PourparlerError, match="B121") as caught:
        write_word(brief, data)
    assert [problem.code for problem in caught.value.problems] == ["B121"]


def test_a_template_that_unpacks_to_too_much_is_refused(brief: Document) -> None:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/media/{number}.bin", bytes(67_000_000))
    assert len(target.getvalue()) < 1_000_000
    with pytest.raises(PourparlerError, match="unpacks to"):
        write_word(brief, target.getvalue())


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    """Return a workspace with a case and no reporting."""
    folder = Folder(tmp_path / "talks")
    folder.sources.mkdir(parents=True)
    folder.case.write_text("title: Talks\nclassification: Restricted\nas_of: 2031-03-06\n", encoding="utf-8")
    return folder


def _typefaces(folder: Folder, named: Path | None = None) -> dict[str, str | None]:
    written = write_brief(folder, formats=("docx",), template=named)
    files = [path for path in written.files if path.suffix == ".docx"]
    return {path.name: opened(path.read_bytes()).styles["Normal"].font.name for path in files}


def test_the_template_in_the_workspace_is_taken_and_one_that_is_named_goes_first(talks: Folder, tmp_path: Path) -> None:
    house = _typefaces(talks)
    assert set(house) == {"brief.docx", "card.docx"} and "Georgia" not in house.values()
    talks.template.write_bytes(template())
    assert set(_typefaces(talks).values()) == {"Georgia"}
    named: Any = docx.Document()
    named.styles["Normal"].font.name = "Verdana"
    named.save(str(tmp_path / "named.docx"))
    assert set(_typefaces(talks, tmp_path / "named.docx").values()) == {"Verdana"}


@pytest.mark.parametrize(("name", "code"), [("nowhere.docx", "W130"), ("letter.docx", "B121"), (".", "W130")])
def test_with_a_bad_template_nothing_is_written(talks: Folder, tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "letter.docx").write_text("Dear colleague,")
    with pytest.raises(PourparlerError, match=code):
        write_brief(talks, template=tmp_path / name)
    assert not talks.briefs.exists()
