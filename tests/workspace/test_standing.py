"""A brief that stands as it would be made is left alone; anything that could change a byte makes it anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pourparler.evidence.claim import Review
from pourparler.workspace import briefing, standing
from pourparler.workspace.briefing import Written, write_brief
from pourparler.workspace.folder import Folder
from pourparler.workspace.keeping import kept_briefs
from pourparler.workspace.reading import take_in
from pourparler.workspace.reviewing import decide
from pourparler.workspace.standing import STAMP, origin, stamp, stands
from pourparler.workspace.starting import start

WIRE = "HARBOUR CITY, 12 March 2031 - Norland opposes arbitration, its minister said on Wednesday.\n"
CASE = "parties:\n  - {id: norland, name: Norland, no_deal: {value: 20..30, by: AB}}\n"


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    folder = start(tmp_path / "talks")
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    take_in(folder, [tmp_path / "wire.txt"])
    folder.case.write_text(CASE, encoding="utf-8")
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Count how often the pages of a brief are made."""
    calls: list[tuple[str, ...]] = []
    pages = briefing.pages

    def counted(*arguments: Any) -> dict[str, bytes]:
        calls.append(arguments[2])
        return pages(*arguments)

    monkeypatch.setattr(briefing, "pages", counted)
    return calls


def brief(folder: Folder) -> Written:
    return write_brief(folder, formats=("html",))


def test_what_stands_is_left(talks: Folder, made: list[tuple[str, ...]]) -> None:
    first = brief(talks)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.folder.iterdir()}
    again = brief(talks)
    assert len(made) == 1
    assert again.files == first.files and again.checked == first.checked
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in again.folder.iterdir()} == before


def _decided(folder: Folder) -> None:
    from pourparler.workspace.base import evidence_of

    claim = evidence_of(folder).claims[0].claim.id
    decide(folder, claim, Review.ACCEPTED, by="AB", on="2031-03-13")


def _template(folder: Folder) -> None:
    import docx

    docx.Document().save(str(folder.template))


CHANGES: dict[str, Callable[[Folder], object]] = {
    "a page that was edited": lambda folder: (kept_briefs(folder)[-1].folder / "brief.html").write_text("edited"),
    "a page that was removed": lambda folder: (kept_briefs(folder)[-1].folder / "card.html").unlink(),
    "a damaged stamp": lambda folder: (kept_briefs(folder)[-1].folder / STAMP).write_text("{"),
    "no stamp": lambda folder: (kept_briefs(folder)[-1].folder / STAMP).unlink(),
    "a remark in the case": lambda folder: folder.case.write_text(f"{CASE}# checked\n"),
    "a decision": _decided,
    "a template": _template,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_could_change_a_byte_makes_it_anew(
    talks: Folder, made: list[tuple[str, ...]], change: Callable[[Folder], object]
) -> None:
    first = brief(talks)
    pages = {path.name: path.read_bytes() for path in first.files}
    change(talks)
    again = brief(talks)
    assert len(made) == 2
    if again.folder == first.folder:
        assert {path.name: path.read_bytes() for path in again.files} == pages


def test_another_program_makes_it_anew(
    talks: Folder, made: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief(talks)
    monkeypatch.setattr(standing, "program", lambda: "another")
    brief(talks)
    monkeypatch.setattr(standing, "program", lambda: None)
    brief(talks)
    assert len(made) == 3


def test_the_brief_before_is_part_of_what_it_is_made_from(talks: Folder, made: list[tuple[str, ...]]) -> None:
    first = brief(talks)
    talks.case.write_text(CASE.replace("20..30", "25..30"), encoding="utf-8")
    brief(talks)
    (first.folder / "claims.jsonl").unlink()
    brief(talks)
    assert len(made) == 3


def test_a_format_that_is_not_there_yet_is_made(talks: Folder, made: list[tuple[str, ...]]) -> None:
    brief(talks)
    write_brief(talks, formats=("html", "docx"))
    brief(talks)
    assert made == [("html",), ("html", "docx")]


def test_an_origin_tells_nothing_from_something() -> None:
    told = {origin(b"", None), origin(None, b""), origin(b"", b""), origin(b"ab"), origin(b"a", b"b")}
    assert None not in told and len(told) == 5


def test_a_stamp_holds_for_its_files_only(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / STAMP).write_bytes(stamp("ab", {"a": b"1"}))
    assert stands(tmp_path, "ab", ["a"])
    assert not stands(tmp_path, "ac", ["a"]) and not stands(tmp_path, "ab", ["a", "b"])
    assert not stands(tmp_path, None, ["a"]) and not stands(tmp_path / "elsewhere", "ab", ["a"])
