"""Sources, texts and readings come back from a real file as they went in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.core.errors import PourparlerError
from pourparler.core.grades import Visibility
from pourparler.evidence.claim import Claim, Reading, Span
from pourparler.evidence.readers import read_bytes
from pourparler.evidence.record import Standing
from pourparler.evidence.store.naming import source_id
from tests.evidence.store.given import LENGTH, TEXT, claim, claims, fill, frozen, opened, reading


def test_a_source_comes_back_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        added = store.add(
            frozen(),
            visibility=Visibility.SHARED,
            receivers=["a", "b"],
            language="en",
            reading=reading(),
            off_record=True,
            note="by hand",
        )
    with opened(tmp_path) as store:
        (source,) = store.sources()
        assert source == added.source
        assert added.new and added.superseded is None
        assert (source.id, source.file, source.date, source.receivers) == ("wire", "wire.txt", "2031-03-12", ("a", "b"))
        assert source.off_record and source.read and source.note == "by hand"
        assert store.text("wire") == TEXT
        assert store.reading("wire") == reading()
        assert store.find(source.original_sha256) == source


@settings(max_examples=15)
@given(st.lists(claims, max_size=6, unique_by=lambda said: said.id))
def test_claims_round_trip(said: list[Claim]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as store:
        store.add(frozen("x" * LENGTH), language="en", reading=Reading("wire", claims=tuple(said)))
        assert sorted(store.reading("wire").claims, key=lambda item: item.id) == sorted(said, key=lambda item: item.id)


@settings(max_examples=15)
@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.isprintable() and text.strip()))
def test_texts_round_trip(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as store:
        store.add(read_bytes("wire.txt", text.encode()), language="und", reading=None)
        assert store.text("wire") == text


HOSTILE = [
    "Rask\x00 said \x07 no. " + "Words. " * 20,
    "Rask \u202enihton dias\u202c yesterday.",
    "<script>alert(1)</script>'; DROP TABLE sources; --",
    '=HYPERLINK("http://x.test")\r\n+SUM(1)\r\n@cmd',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str, tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.add(frozen(text), language="en", reading=None)
        assert store.text("wire") == text
        assert store.evidence().texts["wire"] == text
        assert [hit.source for hit in store.search(text)] in ([], ["wire"])


def test_the_same_original_is_read_once(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        first = fill(store)
        again = fill(store, file="another-name.txt")
        assert (again.new, again.source) == (False, first.source)
        assert len(store.sources()) == 1


def test_another_original_of_the_same_name_supersedes(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        newer = fill(store, "Talks will begin in spring after all, Rask said. Nobody had expected it.")
        assert (newer.source.id, newer.superseded) == ("wire-2", "wire")
        older = store.source("wire")
        assert (older.standing, older.superseded_by) == (Standing.SUPERSEDED, "wire-2")
        third = fill(store, "Rask has changed his mind again.")
        assert (third.source.id, third.superseded) == ("wire-3", "wire-2")


def test_an_id_taken_meanwhile_gives_the_next_number(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.add(frozen("Something else was first.", "Wire.md"), id_="wire", language="en", reading=None)
        added = store.add(frozen(), id_="wire", language="en", reading=reading("wire"))
        assert added.source.id == "wire-2"
        assert store.reading("wire-2") == reading("wire-2")


IDS = [
    ("Wire story (final).txt", "wire-story-final"),
    ("000_d522085931918025.txt", "s-000-d522085931918025"),
    ("2031-03-12.pdf", "s-2031-03-12"),
    ("null.txt", "s-null"),
    ("会议.txt", "source"),
    ("Gespräch Zürich.docx", "gesprach-zurich"),
    ("a" * 80 + ".txt", "a" * 40),
    ("..txt", "source"),
]


@pytest.mark.parametrize(("file", "id_"), IDS)
def test_ids(file: str, id_: str) -> None:
    assert source_id(file) == id_
    assert source_id(file, {id_, f"{id_}-2"}) == f"{id_}-3"


def test_an_unknown_source_names_those_there_are(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        for ask in (store.text, store.reading, store.rests_on, store.remove, store.mark):
            with pytest.raises(PourparlerError, match=r"no source 'wier'; allowed: wire; .*E121"):
                ask("wier")


def test_a_reading_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    outside = claim("Talks", content=(Span(0, len(TEXT) + 1),))
    with opened(tmp_path) as store:
        with pytest.raises(ValueError, match="outside"):
            store.add(frozen(), language="en", reading=Reading("wire", claims=(outside,)))
        with pytest.raises(ValueError, match="not a claim of wire"):
            store.add(frozen(), language="en", reading=Reading("wire", claims=(claim("Talks", "other"),)))
        assert store.sources() == ()
        assert store.search("talks") == ()


def test_names_are_remembered(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert store.names() == {}
        store.remember({"spellings": {"ivo rask": "rask"}, "known": {"rask": {"name": "Ivo Rask"}}})
        store.remember({"spellings": {"i. rask": "rask"}})
    with opened(tmp_path) as store:
        assert store.names() == {
            "known": {"rask": {"name": "Ivo Rask"}},
            "spellings": {"i. rask": "rask", "ivo rask": "rask"},
        }
