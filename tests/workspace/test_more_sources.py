"""E-mails, feeds, tables, folders and archives through the verbs: one file a source, limits kept, nothing lost."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.evidence.claim import Act, Review
from pourparler.evidence.store import connection
from pourparler.workspace.atomic import write_whole
from pourparler.workspace.base import evidence_of, loaded_case
from pourparler.workspace.briefing import write_brief
from pourparler.workspace.checking import check
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import load_marks, save_mark
from pourparler.workspace.reading import read_unread, take_in
from pourparler.workspace.reviewing import decide
from pourparler.workspace.sharing import files_of, view_of
from pourparler.workspace.sourcing import remove
from pourparler.workspace.starting import start
from tests.evidence.readers.files import blank_pdf, mail_of, packed, rss_of

WIRE = "HARBOUR CITY, 12 March 2031 - The Dockers' Union said on Wednesday that it would strike over pay.\n"
TABLE = """date,speaker,party,statement,issue
2031-03-12,Mara Lind,Dockers' Union,“We will not unload one more ship”,pay
2031-03-13,Port Holdings,Port Holdings,"=HYPERLINK(""http://x.test"",""We offer 3 percent"")",pay
"""
MAIL = mail_of(
    "Port Holdings said on 13 March 2031 that the offer of 3 percent stands.\n",
    ("offer.txt", "application/octet-stream", b"Otto Brun said on 14 March 2031 that talks would resume.\n"),
    ("logo.png", "image/png", b"\x89PNG\r\n"),
    Date="Thu, 13 Mar 2031 08:00:00 +0100",
)
FEED = rss_of(
    "<title>Talks resume</title><description>Mara Lind said that she would attend.</description>",
    "<title>Ship waits</title><description>Otto Brun said that the ship would wait.</description>",
    "<title>Pictures</title>",
)
FILES = {"wire.txt": WIRE.encode(), "day 2/mail.eml": MAIL, "day 2/feed.xml": FEED, "said.csv": TABLE.encode()}
TAKEN = [
    "Harbour Press~Ship waits.atom",
    "Harbour Press~Talks resume.atom",
    "day 2~mail.eml",
    "day 2~mail~offer.txt",
    "said.csv",
    "wire.txt",
]


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    """Return an empty workspace."""
    return start(tmp_path / "talks")


def _lying_in(folder: Folder) -> list[str]:
    return sorted(path.name for path in folder.sources.iterdir())


def _put(place: Path, files: dict[str, bytes] | None = None) -> Path:
    for name, data in (FILES if files is None else files).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


def test_a_folder_of_everything_becomes_sources_claims_and_a_brief(talks: Folder, tmp_path: Path) -> None:
    taken = take_in(talks, [_put(tmp_path / "press")], {"visibility": "public"})
    assert _lying_in(talks) == TAKEN
    assert taken.left_out == (
        "day 2~feed.xml: the entry 'Pictures' has no text",
        "day 2~mail~logo.png: a picture",
    )
    read_unread(talks)
    evidence = evidence_of(talks)
    about = {source.file: source for source in evidence.sources.values()}
    assert sorted(about) == TAKEN
    mail, attachment = about["day 2~mail.eml"], about["day 2~mail~offer.txt"]
    assert (mail.title, mail.publisher, mail.date) == ("After Monday", "Ada Rask", "2031-03-13")
    assert (attachment.note, attachment.visibility.value) == ("attached to day 2~mail.eml", "public")
    assert about["Harbour Press~Talks resume.atom"].publisher == "Harbour Press"
    assert {claim.claim.source for claim in evidence.claims} >= {"wire", "day-2-mail", "day-2-mail-offer", "said"}
    assert check(talks).errors == ()
    page = next(path for path in write_brief(talks, formats=("html",)).files if path.suffix == ".html")
    assert "We will not unload one more ship" in page.read_text(encoding="utf-8")


def test_an_archive_of_the_same_adds_nothing(talks: Folder, tmp_path: Path) -> None:
    (tmp_path / "press.zip").write_bytes(packed(FILES))
    take_in(talks, [tmp_path / "press.zip"])
    assert _lying_in(talks) == TAKEN
    take_in(talks, [_put(tmp_path / "press"), tmp_path / "press.zip"])
    assert _lying_in(talks) == TAKEN


def test_another_file_of_the_same_name_is_told_by_its_own_name_to_others(talks: Folder, tmp_path: Path) -> None:
    take_in(talks, [_put(tmp_path / "a", {"wire.txt": b"one"}), _put(tmp_path / "b", {"wire.txt": b"two"})])
    assert _lying_in(talks) == ["wire-2.txt", "wire.txt"]
    assert load_marks(talks.marking)["wire-2.txt"].named == "wire.txt"


def test_an_e_mail_dropped_into_sources_brings_its_attachments_as_narrow_as_itself(talks: Folder) -> None:
    (talks.sources / "mail.eml").write_bytes(MAIL)
    talks.marking.write_text("mail.eml:\n  visibility: {shared: [karvonia]}\n  off_record: true\n")
    read_unread(talks)
    assert _lying_in(talks) == ["mail.eml", "mail~offer.txt"]
    mark = load_marks(talks.marking)["mail~offer.txt"]
    assert (mark.visibility.level.value, mark.visibility.receivers, mark.off_record) == ("shared", ("karvonia",), True)
    assert (mark.attached_to, mark.named) == ("mail.eml", "offer.txt")
    remove(talks, "mail~offer.txt")
    read_unread(talks)
    assert _lying_in(talks) == ["mail.eml"]


def test_a_copy_for_others_does_not_name_the_e_mail_an_attachment_came_with(talks: Folder) -> None:
    (talks.sources / "secret plan.eml").write_bytes(MAIL)
    read_unread(talks)
    save_mark(talks.marking, "secret plan~offer.txt", visibility="public")
    seen = view_of(talks, loaded_case(talks), "public")
    assert [(source.id, source.file, source.note) for source in seen.evidence.sources.values()] == [
        ("offer", "offer.txt", None)
    ]
    assert b"secret" not in b"".join(files_of(seen, ("html",)).values())


def test_a_table_keeps_what_people_decided_when_it_is_read_again(talks: Folder, tmp_path: Path) -> None:
    take_in(talks, [_put(tmp_path / "press", {"said.csv": TABLE.encode()}) / "said.csv"])
    (taken,) = read_unread(talks)
    assert (taken.claims, taken.words) == (2, "read")
    evidence = evidence_of(talks)
    first, second = (one.claim for one in evidence.claims)
    assert evidence.words(first) == "“We will not unload one more ship”"
    assert evidence.words(second) == '=HYPERLINK(""http://x.test"",""We offer 3 percent"")'
    assert second.act is Act.OFFER
    decide(talks, first.id, Review.REJECTED, by="AB", on="2031-03-14")
    (again, _) = read_unread(talks, again=True)
    assert again.claims == 2 and first.id not in evidence_of(talks).by_id
    page = next(path for path in write_brief(talks, formats=("html",)).files if path.suffix == ".html").read_text()
    assert 'href="http://x.test' not in page and "<a href=http" not in page


def test_a_table_in_another_language_is_read(talks: Folder) -> None:
    table = "speaker,statement,language\nIvo Rask,Nous exigeons une réponse avant lundi,fr\n"
    (talks.sources / "said.csv").write_text(table, encoding="utf-8")
    read_unread(talks)
    read_unread(talks, again=True)
    source = evidence_of(talks).sources["said"]
    assert (source.language, source.read, len(evidence_of(talks).claims)) == ("fr", True, 1)


def _nested(depth: int) -> bytes:
    return b"<!doctype html><html><body>" + b"<div>" * depth + b"Rask said no." + b"</div>" * depth


TOO_MUCH: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb.zip", lambda: packed({"a.txt": b"a" * 10_000_000}), "E107"),
    ("many.zip", lambda: packed({f"{n}.txt": bytes(16_000_000) for n in range(13)}), "E107"),
    ("evil.zip", lambda: packed({"../evil.txt": b"x"}), "E113"),
    ("long.pdf", lambda: blank_pdf(2_000), "E107"),
    ("page.html", lambda: b"<!doctype html>" + b"<p>words</p>" * 4_200_000, "E107"),
    ("deep.html", lambda: _nested(10_000), "E107"),
    ("deep.eml", lambda: mail_of("", html=_nested(10_000).decode()), "E107"),
    ("deep.xml", lambda: rss_of("<a>" * 10_000 + "</a>" * 10_000), "E107"),
    ("flat.html", lambda: b"<!doctype html>" + b"<b>x</b>" * 60_000, "E107"),
    ("nested.zip", lambda: packed({"a.txt": b"x", "b.zip": packed({"c.zip": packed({"d.txt": b"x"})})}), "E112"),
    ("bomb.docx", lambda: packed({"word/document.xml": b" " * 60_000_000, "[Content_Types].xml": b""}), "E107"),
    ("bomb.eml", lambda: mail_of("Hi", ("b.zip", "application/zip", packed({"a.txt": b"a" * 10_000_000}))), "E107"),
    ("nest.eml", lambda: mail_of("Hi", ("b.zip", "application/zip", packed({"c.zip": packed({"d": b"x"})}))), "E112"),
    ("parts.eml", lambda: mail_of("Hi", *((f"{n}.txt", "text/plain", b"x") for n in range(300))), "E107"),
    ("rows.csv", lambda: b"speaker,statement\n" + b"Ivo Rask,No\n" * 10_001, "E107"),
    ("long.txt", lambda: b"Rask said no. " * 80_000, "E107"),
]
SECONDS = 30
"""Each ends within a second or two; on a busy machine it may take longer, and never as long as the work itself."""


@pytest.mark.parametrize(("name", "made", "code"), TOO_MUCH, ids=[name for name, _, _ in TOO_MUCH])
def test_too_much_is_one_clear_error_and_an_untouched_store(
    talks: Folder, tmp_path: Path, name: str, made: Callable[[], bytes], code: str
) -> None:
    (talks.sources / "said.csv").write_text(TABLE, encoding="utf-8")
    read_unread(talks)
    before = _held(talks)
    (tmp_path / name).write_bytes(made())
    began = time.monotonic()
    with pytest.raises(PourparlerError) as caught:
        take_in(talks, [tmp_path / name])
        read_unread(talks)
    assert time.monotonic() - began < SECONDS
    (problem,) = caught.value.problems
    assert problem.code == code and Path(name).stem in str(problem) and problem.todo
    assert _held(talks) == before
    assert not (tmp_path / "evil.txt").exists()


def _held(folder: Folder) -> list[str]:
    """Return all that the store holds, as SQL."""
    with sqlite3.connect(folder.evidence) as store:
        lines = sorted(line for line in store.iterdump() if not line.startswith('INSERT INTO "passage_words'))
    store.close()
    return lines


def test_a_long_document_attached_to_an_e_mail_is_one_error_of_its_own(talks: Folder, tmp_path: Path) -> None:
    mail = mail_of("Rask said no.\n", ("long.pdf", "application/pdf", blank_pdf(2_000)))
    take_in(talks, [_put(tmp_path / "press", {"offer.eml": mail}) / "offer.eml"])
    with pytest.raises(PourparlerError, match=r"offer~long\.pdf.*2,000 pages.*E107") as caught:
        read_unread(talks)
    assert len(caught.value.problems) == 1
    assert list(evidence_of(talks).sources) == ["offer"]


def test_control_characters_and_overrides_are_named_and_nowhere_written(talks: Folder) -> None:
    hidden = "speaker,statement,language\nIvo \u202eksaR,\u202eno\u2066t\x07 now\x1b[31m =cmd|' /C calc'!A0,en\n"
    (talks.sources / "said.csv").write_text(hidden, encoding="utf-8")
    written = write_brief(talks)
    (source,) = evidence_of(talks).sources.values()
    assert len(source.hidden) >= 4
    for path in written.files:
        if path.suffix in (".html", ".docx"):
            data = path.read_bytes()
            if path.suffix == ".docx":
                with zipfile.ZipFile(path) as archive:
                    data = b"".join(archive.read(name) for name in archive.namelist())
            for sign in ("\u202e", "\u2066", "\x07", "\x1b"):
                assert sign.encode() not in data, (path.name, sign)


def test_nothing_of_a_refused_archive_is_copied(talks: Folder, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(b"x")
    (tmp_path / "bad.zip").write_bytes(packed({"a.txt": b"good", "b.zip": packed({"c.txt": b"x"})}))
    with pytest.raises(PourparlerError, match="E112"):
        take_in(talks, [tmp_path / "good.txt", tmp_path / "bad.zip"])
    assert _lying_in(talks) == []


def test_an_archive_or_feed_lying_in_sources_says_where_it_belongs(talks: Folder) -> None:
    (talks.sources / "press.zip").write_bytes(packed({"a.txt": b"x"}))
    (talks.sources / "feed.xml").write_bytes(FEED)
    with pytest.raises(PourparlerError) as caught:
        read_unread(talks)
    assert [problem.code for problem in caught.value.problems] == ["E112", "E112"]


def _failing_after(count: int, error: int) -> Callable[..., Any]:
    """Return ``os.fsync`` for a disk on which only so many more files find room."""
    whole, left = os.fsync, [count]

    def fsync(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(error, os.strerror(error))
        whole(handle)

    return fsync


@pytest.mark.parametrize("count", [0, 1, 2, 3, 9])
def test_a_disk_that_fills_while_files_are_copied_changes_nothing(
    talks: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    take_in(talks, [_put(tmp_path / "old", {"old.txt": b"old"})], {"off_record": True})
    before = {path.name: path.read_bytes() for path in (*talks.sources.iterdir(), talks.marking)}
    # The room that the files taken back leave is room for the old marks.
    monkeypatch.setattr(os, "fsync", _failing_after(count, errno.ENOSPC))
    restored = _all_but_marks(monkeypatch, talks)
    with pytest.raises(PourparlerError, match="W110"):
        take_in(talks, [_put(tmp_path / "press")], {"visibility": "public"})
    assert {path.name: path.read_bytes() for path in (*talks.sources.iterdir(), talks.marking)} == before
    assert restored == (["sources.yaml"] if count else [])
    monkeypatch.undo()
    take_in(talks, [tmp_path / "press"], {"visibility": "public"})
    assert _lying_in(talks) == sorted([*TAKEN, "old.txt"])


def _all_but_marks(monkeypatch: pytest.MonkeyPatch, folder: Folder) -> list[str]:
    """Let the old marks be written back, and tell that they were."""
    from pourparler.workspace import taking

    written: list[str] = []

    def write(path: Path, data: bytes, whole: Callable[[Path, bytes], None] = write_whole) -> None:
        if path == folder.marking:
            written.append(path.name)
            path.write_bytes(data)
        else:
            whole(path, data)

    monkeypatch.setattr(taking, "write_whole", write)
    return written


def test_a_full_disk_while_reading_keeps_what_was_read(talks: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (talks.sources / "a.csv").write_text(TABLE, encoding="utf-8")
    read_unread(talks)
    before = evidence_of(talks)
    (talks.sources / "b.csv").write_text(
        f"speaker,statement,source\nMara Lind,We want pay,{'Harbour Press ' * 9_000}\n"
    )
    usual = connection._prepare

    def full(held: sqlite3.Connection, record: object) -> None:
        usual(held, record)
        held.execute(f"PRAGMA max_page_count = {held.execute('PRAGMA page_count').fetchone()[0] + 2}")

    monkeypatch.setattr(connection, "_prepare", full)
    with pytest.raises(PourparlerError, match="E134") as caught:
        read_unread(talks)
    assert len(caught.value.problems) == 1
    assert evidence_of(talks) == before
    monkeypatch.undo()
    read_unread(talks)
    assert sorted(evidence_of(talks).sources) == ["a", "b"]


def test_a_store_that_may_not_be_written_to(talks: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (talks.sources / "a.csv").write_text(TABLE, encoding="utf-8")
    read_unread(talks)
    before = evidence_of(talks)
    (talks.sources / "b.csv").write_text(TABLE + "2031-03-14,Otto Brun,,No,pay\n", encoding="utf-8")
    usual = connection._prepare

    def closed(held: sqlite3.Connection, record: object) -> None:
        usual(held, record)
        held.execute("PRAGMA query_only = ON")

    monkeypatch.setattr(connection, "_prepare", closed)
    with pytest.raises(PourparlerError, match="E134"):
        read_unread(talks)
    assert evidence_of(talks) == before


@pytest.mark.parametrize("where", ["lock", "file"])
def test_a_read_only_folder_is_one_clear_error(
    talks: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    before = talks.marking.read_bytes()
    whole = os.open

    def read_only(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if str(path).endswith(".lock") and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return whole(path, flags, *rest, **named)

    def no_file(**_: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    if where == "lock":
        monkeypatch.setattr(os, "open", read_only)
    else:
        monkeypatch.setattr(tempfile, "mkstemp", no_file)
    with pytest.raises(PourparlerError, match="W110") as caught:
        take_in(talks, [_put(tmp_path / "press")])
    assert len(caught.value.problems) == 1
    assert (_lying_in(talks), talks.marking.read_bytes()) == ([], before)


def test_two_that_take_in_at_once_lose_nothing(talks: Folder, tmp_path: Path) -> None:
    tables = {f"t{n}.csv": f"speaker,statement\nMara Lind,We want {n} percent\n".encode() for n in range(4)}
    (tmp_path / "a.zip").write_bytes(packed({name: tables[name] for name in ("t0.csv", "t1.csv")}))
    _put(tmp_path / "b", {name: tables[name] for name in ("t2.csv", "t3.csv")})
    command = [sys.executable, "-m", "pourparler", "read", str(talks.root), "--public"]
    running = [
        subprocess.Popen([*command, str(tmp_path / what)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for what in ("a.zip", "b")
    ]
    ended = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], ended
    assert sorted(evidence_of(talks).sources) == ["t0", "t1", "t2", "t3"]
    assert {mark.visibility.level.value for mark in load_marks(talks.marking).values()} == {"public"}
    assert len(load_marks(talks.marking)) == 4
