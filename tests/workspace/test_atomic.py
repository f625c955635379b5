"""Files are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.workspace.atomic import write_whole


def test_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "case.yaml"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["case.yaml"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.yaml"
    write_whole(path, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PourparlerError, match="No space left on device"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["case.yaml"]
