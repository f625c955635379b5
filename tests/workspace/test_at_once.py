"""Two at once, sudden death, no room, no rights: with real processes and files, nothing is lost or half written."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.workspace.atomic import UNFINISHED
from pourparler.workspace.base import evidence_of
from pourparler.workspace.checking import check
from pourparler.workspace.folder import Folder
from pourparler.workspace.framing import frame
from pourparler.workspace.keeping import kept_briefs
from pourparler.workspace.reading import read_unread
from pourparler.workspace.starting import start

CASE = """\
as_of: 2031-03-12
parties:
  - {{id: norland, name: Norland, no_deal: {{value: {value}, by: AB, dated: 2031-03-12, why: desk view}}}}
"""
FOLLOWS = ('INSERT INTO "settings"', 'INSERT INTO "passage_words')


def table(number: int, language: str = "en") -> str:
    """Return a table of statements, which is read without the language model."""
    rows = [
        f"2031-03-{day:02},Mara Lind,Dockers' Union,We want {number}.{day} percent,pay,{language}"
        for day in range(1, 10)
    ]
    return "\n".join(["date,speaker,party,statement,issue,language", *rows]) + "\n"


def command(*words: str | Path) -> list[str]:
    """Return the command line of the program."""
    return [sys.executable, "-m", "pourparler", *map(str, words)]


def begun(*words: str | Path, **more: object) -> subprocess.Popen[str]:
    """Start the program."""
    return subprocess.Popen(command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)  # type: ignore[call-overload, no-any-return]


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the exit status and what was said on the error channel."""
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def dump(folder: Folder) -> list[str]:
    """Return all that the store holds, as SQL; the spellings it learns and the index of words follow from the rest."""
    if not folder.evidence.exists():
        return []
    with sqlite3.connect(f"file:{folder.evidence}?mode=ro", uri=True) as store:
        lines = (line for line in store.iterdump() if line.startswith("INSERT"))
        found = sorted(line for line in lines if not line.startswith(FOLLOWS))
    store.close()
    return found


def left_over(folder: Folder) -> list[str]:
    """Return the files that somebody began and did not finish."""
    return [path.name for path in folder.root.rglob(f".*{UNFINISHED}")]


def sound(folder: Folder) -> None:
    """Assert that every quotation is where it is said to be, and that every brief that is kept is whole."""
    assert check(folder).errors == ()
    for kept in kept_briefs(folder):
        told = [json.loads(line) for line in (kept.folder / "sources.jsonl").read_text().splitlines()]
        claims = [json.loads(line) for line in (kept.folder / "claims.jsonl").read_text().splitlines()]
        assert {claim["source"] for claim in claims} <= {one["source"]["id"] for one in told}
        assert (kept.folder / "brief.html").read_text().endswith("</html>")
        assert (kept.folder / "kept.json").is_file()


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    """Return a workspace with a case, one source that was read and five that were not."""
    folder = start(tmp_path / "talks")
    (folder.sources / "t0.csv").write_text(table(0))
    read_unread(folder)
    for number in range(1, 6):
        (folder.sources / f"t{number}.csv").write_text(table(number))
    folder.case.write_text(CASE.format(value="20..30"))
    return folder


# ------------------------------------------------------------------ two at once


def test_two_briefs_while_two_read(talks: Folder, tmp_path: Path) -> None:
    for number in (20, 21):
        (tmp_path / f"t{number}.csv").write_text(table(number))
    running = [begun("read", talks.root, tmp_path / f"t{number}.csv") for number in (20, 21)]
    running += [begun("brief", talks.root, "--format", "html") for _ in range(2)]
    assert [ended(process)[0] for process in running] == [0, 0, 0, 0]
    assert sorted(evidence_of(talks).sources) == sorted([*(f"t{number}" for number in range(6)), "t20", "t21"])
    sound(talks)
    assert not left_over(talks)


def test_a_case_edited_underneath_is_the_old_or_the_new_one_whole(talks: Folder, tmp_path: Path) -> None:
    texts = [CASE.format(value=value) for value in ("21..31", "22..32")]
    process = begun("brief", talks.root, "--format", "html")
    number = 0
    while process.poll() is None:
        (tmp_path / "saved.yaml").write_text(texts[number % 2])
        (tmp_path / "saved.yaml").replace(talks.case)
        number += 1
        time.sleep(0.002)
    assert ended(process)[0] == 0 and number > 50
    (kept,) = kept_briefs(talks)
    (shown,) = [value for value in ("21 to 31", "22 to 32") if value in (kept.folder / "brief.html").read_text()]
    assert (kept.folder / "case.yaml").read_text() == CASE.format(value=shown.replace(" to ", ".."))


def test_a_case_that_an_editor_has_half_saved_is_one_error_and_no_brief(talks: Folder) -> None:
    talks.case.write_text(CASE.format(value="20..30")[:-30])
    status, said = ended(begun("brief", talks.root, "--format", "html"))
    assert status == 2 and "case.yaml" in said and "Traceback" not in said
    assert kept_briefs(talks) == ()


def test_an_edit_made_while_frame_works_is_not_overwritten(talks: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from pourparler.evidence import framing

    read_unread(talks)
    edited = CASE.format(value="40..50")
    whole = framing.propose

    def propose(*given: object) -> object:
        talks.case.write_text(edited)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(framing, "propose", propose)
    with pytest.raises(PourparlerError, match="W111"):
        frame(talks, apply=True)
    assert talks.case.read_text() == edited


# ------------------------------------------------------------------ sudden death


def _kill_when(process: subprocess.Popen[str], seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and not seen() and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)


def test_kill_in_the_middle_of_read_keeps_whole_sources(talks: Folder) -> None:
    before = dump(talks)
    process = begun("read", talks.root)
    _kill_when(process, lambda: len(dump(talks)) > len(before))
    kept = evidence_of(talks)
    assert set(before) <= set(dump(talks))
    assert all(len(kept.texts[id_]) == source.chars for id_, source in kept.sources.items())
    assert all(sum(one.claim.source == id_ for one in kept.claims) == 9 for id_ in kept.sources)
    read_unread(talks)
    assert len(evidence_of(talks).sources) == 6
    sound(talks)


def test_kill_in_the_middle_of_brief_leaves_no_half_brief(talks: Folder) -> None:
    assert ended(begun("brief", talks.root, "--format", "html"))[0] == 0
    talks.case.write_text(CASE.format(value="25..35"))
    before = {kept.name: (kept.folder / "brief.html").read_bytes() for kept in kept_briefs(talks)}
    process = begun("brief", talks.root, "--format", "html")
    _kill_when(process, lambda: bool(left_over(talks)) and any(talks.briefs.glob(f".*{UNFINISHED}")))
    after = {kept.name: (kept.folder / "brief.html").read_bytes() for kept in kept_briefs(talks)}
    assert before.items() <= after.items()
    sound(talks)
    assert ended(begun("brief", talks.root, "--format", "html"))[0] == 0
    assert not left_over(talks), "what a killed writer leaves is swept away by the next"
    assert len(kept_briefs(talks)) == len(before) + 1


# ------------------------------------------------------------------ no room, no rights


def _small_files(size: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


NO_ROOM = [("read", (), 40_000, "E134"), ("brief", ("--format", "html"), 60_000, "W110")]


@pytest.mark.parametrize(("verb", "options", "room", "code"), NO_ROOM, ids=[verb for verb, *_ in NO_ROOM])
def test_a_full_disk_is_one_sentence_and_an_untouched_workspace(
    talks: Folder, verb: str, options: tuple[str, ...], room: int, code: str
) -> None:
    if verb != "read":
        read_unread(talks)
    before, files = dump(talks), sorted(talks.root.rglob("*"))
    status, said = ended(begun(verb, talks.root, *options, preexec_fn=_small_files(room)))
    assert (status, said.count(f"[{code}]")) == (2, 1), said
    assert "Traceback" not in said
    assert set(before) <= set(dump(talks)) and (verb == "read" or before == dump(talks))
    left = {path.name for path in talks.root.rglob("*") if path not in files}
    assert left <= {"briefs", ".lock", "evidence.db-answers"}
    assert ended(begun(verb, talks.root, *options))[0] == 0
    sound(talks)


def test_a_library_that_finds_no_room_for_a_file_of_its_own_is_one_sentence_too(talks: Folder) -> None:
    (talks.sources / "t9.csv").write_text(table(9, language=""))
    read_before = dump(talks)
    status, said = ended(begun("read", talks.root, preexec_fn=_small_files(500_000)))
    assert (status, said.count("[W110]")) == (2, 1) and "Traceback" not in said, said
    assert set(read_before) <= set(dump(talks))


PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def _without_rights() -> None:
    """Take from root what lets it write anywhere (Linux); anybody else has no such right."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.fixture
def closed(talks: Folder) -> Iterator[Folder]:
    """Return a workspace that may be read and not written."""
    paths = [talks.root, *talks.root.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield talks
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(sys.platform != "linux", reason="root is stopped in this way on Linux alone")
@pytest.mark.parametrize("verb", ["read", "brief", "frame"])
def test_a_read_only_folder_is_one_sentence(closed: Folder, verb: str) -> None:
    before = {path: path.read_bytes() for path in closed.root.rglob("*") if path.is_file()}
    status, said = ended(begun(verb, closed.root, preexec_fn=_without_rights))
    assert status == 2 and said.count("[W110]") == 1 and "Traceback" not in said, said
    assert {path: path.read_bytes() for path in closed.root.rglob("*") if path.is_file()} == before
