"""Folders, archives, feeds and e-mails with attachments, taken apart into single sources under limits."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.collection import attached, gathered
from pourparler.evidence.readers.part import part_name
from tests.evidence.readers.files import mail_of, packed, rss_of, word_of

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00"


def _names(*paths: Path) -> list[str]:
    return [part.name for part in gathered(paths).parts]


def _put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_a_folder_gives_its_files_under_flat_names(tmp_path: Path) -> None:
    folder = _put(
        tmp_path / "press",
        {
            "wire.txt": b"a",
            "day 1/wire.txt": b"b",
            "day 1/late/note.md": b"c",
            ".hidden/x.txt": b"x",
            "~$open.docx": b"x",
            "Thumbs.db": b"x",
            "logo.png": PICTURE,
            "data.bin": b"\x00\x01\x02",
        },
    )
    found = gathered([folder])
    assert [(part.name, part.read()) for part in found.parts] == [
        ("day 1~late~note.md", b"c"),
        ("day 1~wire.txt", b"b"),
        ("wire.txt", b"a"),
    ]
    assert found.left_out == ("data.bin: a binary file", "logo.png: a picture")


def test_an_archive_gives_the_same_as_the_folder(tmp_path: Path) -> None:
    files = {"wire.txt": b"a", "day 1/wire.txt": b"b", "__MACOSX/._wire.txt": b"x", "logo.png": PICTURE}
    archive = tmp_path / "press.zip"
    archive.write_bytes(packed(files))
    found = gathered([archive])
    assert [(part.name, part.read()) for part in found.parts] == [("day 1~wire.txt", b"b"), ("wire.txt", b"a")]
    assert found.left_out == ("logo.png: a picture",)


def test_a_word_document_is_no_archive_and_a_spreadsheet_says_what_to_do(tmp_path: Path) -> None:
    _put(tmp_path, {"note.docx": word_of(["He said no."]), "table.xlsx": packed({"xl/workbook.xml": b"<x/>"})})
    found = gathered([tmp_path])
    assert ([part.name for part in found.parts], found.left_out) == (["note.docx"], ("table.xlsx: a spreadsheet",))


def test_an_e_mail_brings_its_attachments_down_the_chain(tmp_path: Path) -> None:
    inner = mail_of("inner", ("deep.txt", "text/plain", b"Deep."))
    files = packed({"a/report.txt": b"He said no.", "x.png": PICTURE})
    mail = mail_of("outer", ("talk.eml", "application/octet-stream", inner), ("docs.zip", "application/zip", files))
    (tmp_path / "mail.eml").write_bytes(mail)
    parts = gathered([tmp_path / "mail.eml"]).parts
    told = [(part.name, part.attached_to.name if part.attached_to else None) for part in parts]
    assert told == [
        ("mail.eml", None),
        ("mail~talk.eml", "mail.eml"),
        ("mail~talk~deep.txt", "mail~talk.eml"),
        ("a~report.txt", "mail.eml"),
    ]


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    told = rss_of(*(f"<title>{name}</title><description>{name} said.</description>" for name in "AB"))
    (tmp_path / "feed.xml").write_bytes(told)
    assert _names(tmp_path / "feed.xml") == ["Harbour Press~A.atom", "Harbour Press~B.atom"]


def test_attachments_of_what_is_no_e_mail(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_bytes(b"x")
    (tmp_path / "mail.eml").write_bytes(mail_of("nothing attached"))
    assert attached(tmp_path / "wire.txt").parts == attached(tmp_path / "mail.eml").parts == ()


def test_a_damaged_file_is_left_to_the_reader(tmp_path: Path) -> None:
    _put(tmp_path, {"a.eml": b"no mail", "b.xml": b"<rss>\xff", "c.docx": b"PK\x03\x04", "d.txt": b""})
    assert _names(tmp_path) == ["a.eml", "b.xml", "c.docx", "d.txt"]


def _archive(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


def _link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def _protected() -> bytes:
    data = bytearray(packed({"a.txt": b"words"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _lying() -> bytes:
    """Pack a megabyte and say that it is nine bytes."""
    data = packed({"a.txt": b"a" * 1_000_000})
    return data.replace((1_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))


BAD_ARCHIVES = [
    pytest.param(lambda: _archive(("../evil.txt", b"x")), "E113", id="a path upwards"),
    pytest.param(lambda: _archive(("a/../../evil.txt", b"x")), "E113", id="a path upwards further down"),
    pytest.param(lambda: _archive(("/etc/passwd", b"x")), "E113", id="an absolute path"),
    pytest.param(lambda: _archive(("C:\\evil.txt", b"x")), "E113", id="a drive"),
    pytest.param(lambda: _archive(("a\\..\\..\\evil.txt", b"x")), "E113", id="a path with backslashes"),
    pytest.param(lambda: _archive((_link("link.txt"), b"/etc/passwd")), "E113", id="a link"),
    pytest.param(lambda: packed({"b.zip": packed({"a.txt": b"x"})}), "E112", id="an archive in an archive"),
    pytest.param(_protected, "E110", id="a password"),
    pytest.param(lambda: packed({"a.txt": b"a" * 3_000_000}), "E107", id="packed too well"),
    pytest.param(lambda: packed({"a.txt": bytes(30_000_000)}), "E107", id="a part too large"),
    pytest.param(lambda: packed({f"{n}.txt": bytes(16_000_000) for n in range(13)}), "E107", id="too much in all"),
    pytest.param(lambda: packed({f"{n}.txt": b"x" for n in range(1_001)}), "E107", id="too many parts"),
    pytest.param(lambda: packed({"a/" * 20 + "x.txt": b"x"}), "E107", id="too deep"),
    pytest.param(_lying, "E109", id="false sizes"),
    pytest.param(lambda: packed({"a.txt": b"words"})[:-30], "E109", id="cut short"),
]


@pytest.mark.parametrize(("made", "code"), BAD_ARCHIVES)
def test_one_clear_error_and_nothing_written(made: Callable[[], bytes], code: str, tmp_path: Path) -> None:
    path = tmp_path / "press.zip"
    path.write_bytes(made())
    with pytest.raises(PourparlerError) as caught:
        gathered([path])
    (problem,) = caught.value.problems
    assert (problem.code, bool(problem.todo)) == (code, True)
    assert problem.place is not None and problem.place.file == "press.zip"
    assert list(tmp_path.iterdir()) == [path]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = _put(tmp_path / "press", {"wire.txt": b"a"})
    (folder / "round").symlink_to(folder, target_is_directory=True)
    with pytest.raises(PourparlerError, match="E113"):
        gathered([folder])


def test_folders_have_limits_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "deep" / Path(*"abcdefghij")
    _put(deep, {"x.txt": b"x"})
    with pytest.raises(PourparlerError, match="E107"):
        gathered([tmp_path / "deep"])
    folder = _put(tmp_path / "press", {"a.txt": b"aaaa", "b.txt": b"bbbb"})
    monkeypatch.setattr(limits, "COLLECTION_BYTES", 7)
    with pytest.raises(PourparlerError, match=r"^press: .*E107"):
        gathered([folder])
    monkeypatch.setattr(limits, "COLLECTION_BYTES", 8)
    monkeypatch.setattr(limits, "COLLECTION_FILES", 1)
    with pytest.raises(PourparlerError, match="E107"):
        gathered([folder])


def test_a_large_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with (tmp_path / "page.html").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(PourparlerError, match="E107"):
        gathered([tmp_path / "page.html"])


def test_everything_that_is_wrong_is_told(tmp_path: Path) -> None:
    _put(tmp_path, {"a.zip": _archive(("../x", b"x")), "b.zip": _protected(), "c.txt": b"x"})
    with pytest.raises(PourparlerError) as caught:
        gathered([tmp_path / name for name in ("a.zip", "b.zip", "c.txt")])
    assert [problem.code for problem in caught.value.problems] == ["E113", "E110"]


NAMES = [
    (("a", "b.txt"), "a~b.txt"),
    (("..", "..", "x"), "x"),
    (("mail", "/etc/passwd"), "mail~etc~passwd"),
    (("C:\\x\\y.txt",), "C~x~y.txt"),
    (("re\u202egnp.txt",), "regnp.txt"),
    (("a\x00b\n.txt",), "ab.txt"),
    ((".bashrc",), "bashrc"),
    (("x" * 300 + ".txt",), "x" * 96 + ".txt"),
    (("ü" * 300 + ".txt",), "ü" * 48 + ".txt"),
    (("", " . "), "part"),
]


@pytest.mark.parametrize(("said", "name"), NAMES, ids=range(len(NAMES)))
def test_names_that_strangers_chose_are_safe(said: tuple[str, ...], name: str) -> None:
    assert part_name(*said) == name
