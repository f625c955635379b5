"""The store's file: its format, other files under its name, two writers, and sudden death."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.evidence.store import connection, open_store, tables
from tests.evidence.store.given import fill, opened

ADDING = """
import sys
from pathlib import Path
from pourparler.evidence.store import open_store
from tests.evidence.store.given import TEXT, frozen, reading
name, count = sys.argv[2], int(sys.argv[3])
with open_store(Path(sys.argv[1])) as store:
    print("open", flush=True)
    for number in range(count):
        words = " ".join(f"{name}{number}w{word}" for word in range(300))
        given = frozen(f"{TEXT}This is what {name} heard: {words}", f"{name}-{number}.txt")
        added = store.add(given, language="en", reading=reading(f"{name}-{number}"))
        print(added.source.id, flush=True)
"""


def start(folder: Path, name: str, count: int, root: Path) -> subprocess.Popen[str]:
    """Start a process that adds sources one after the other and names each when it is kept."""
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, str(folder / "evidence.db"), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
    )


def test_two_writers_lose_nothing(tmp_path: Path, root: Path) -> None:
    writers = [start(tmp_path, name, 6, root) for name in ("left", "right")]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    with opened(tmp_path) as store:
        assert len(store.sources()) == 12
        assert len(store.evidence().claims) == 24


@pytest.mark.parametrize("kept", [1, 3])
def test_kill_leaves_every_committed_claim_and_no_half_source(kept: int, tmp_path: Path, root: Path) -> None:
    writer = start(tmp_path, "wire", 10_000, root)
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(kept + 1)][1:]
    time.sleep(0.013 * kept)
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate(timeout=60)
    told += rest.split()
    with opened(tmp_path) as store:
        held = {source.id for source in store.sources()}
        assert set(told) <= held
        assert len(held) <= len(told) + 1
        for id_ in held:
            assert len(store.reading(id_).claims) == 2
            assert len(store.text(id_)) == store.source(id_).chars
        fill(store)
    check = sqlite3.connect(tmp_path / "evidence.db")
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.db"]


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
    path = tmp_path / "evidence.db"
    raw = sqlite3.connect(path)
    raw.execute("UPDATE settings SET value = ? WHERE key = 'format'", (str(tables.FORMAT + 1),))
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(PourparlerError, match=r"format 2; allowed: format 1 or older.*E131"):
        open_store(path)
    assert path.read_bytes() == before


def test_an_older_format_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with opened(tmp_path) as store:
        fill(store)
    raw = sqlite3.connect(path)
    raw.execute("UPDATE settings SET value = '0' WHERE key = 'format'")
    raw.execute("ALTER TABLE sources DROP COLUMN note")
    raw.commit()
    raw.close()
    engine = connection.make_engine(path)
    connection.prepare(engine, path, {0: ["ALTER TABLE sources ADD COLUMN note VARCHAR"]})
    engine.dispose()
    with opened(tmp_path) as store:
        assert store.source("wire").note is None


OTHERS = [
    pytest.param(b"not a database, only words " * 50, "E132", id="text"),
    pytest.param(b"SQLite format 3\x00" + b"\xff" * 4000, "E132", id="damaged"),
]


@pytest.mark.parametrize(("data", "code"), OTHERS)
def test_another_file_under_its_name(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    path.write_bytes(data)
    with pytest.raises(PourparlerError, match=code):
        open_store(path)
    assert path.read_bytes() == data


def test_another_database_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE shopping (item TEXT)")
    raw.commit()
    raw.close()
    with pytest.raises(PourparlerError, match="E132"):
        open_store(path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PourparlerError, match="E134"):
        open_store(tmp_path / "nowhere" / "evidence.db")


def test_a_busy_store_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    with opened(tmp_path) as store:
        other = sqlite3.connect(tmp_path / "evidence.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PourparlerError, match="E133"):
            fill(store)
        other.execute("COMMIT")
        other.close()
        assert fill(store).new


def test_a_full_disk_says_so_and_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        with store._engine.connect() as held:
            held.exec_driver_sql("PRAGMA max_page_count = 1")
            held.rollback()
        with pytest.raises(PourparlerError, match=r"room.*E134"):
            fill(store, "Much more was said. " * 20_000, "long.txt")
        assert [source.id for source in store.sources()] == ["wire"]
