"""Marking, reading again, removing: what people decided stays, what is removed is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.core.grades import Visibility
from pourparler.evidence.claim import Entity, EntityType, Reading, Review
from pourparler.evidence.record import Decision, Standing
from pourparler.evidence.store.reading_rows import KEPT
from tests.evidence.store.given import LATE, PUBLIC, TEXT, claim, fill, opened, reading

STORY = "The two sides met in the old harbour office on Monday and agreed to meet again before the summit of the bloc. "


def test_marks(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        fill(store, "Another story altogether.", "note.txt")
        marked = store.mark("wire", off_record=True, visibility=Visibility.SHARED, receivers=["a"], publisher="Wire")
        assert marked.off_record and marked.receivers == ("a",) and marked.publisher == "Wire"
        assert store.mark("wire", visibility=Visibility.PUBLIC).receivers == ()
        assert store.mark("wire", superseded_by="note").standing is Standing.SUPERSEDED
        retracted = store.mark("wire", standing=Standing.RETRACTED)
        assert (retracted.standing, retracted.superseded_by) == (Standing.RETRACTED, None)
        dated = store.mark("wire", date="2031-03-13")
        assert (dated.date, dated.date_basis, store.source("wire")) == ("2031-03-13", "marked by hand", dated)
        with pytest.raises(PourparlerError, match="E121"):
            store.mark("wire", superseded_by="nobody")
        with pytest.raises(PourparlerError, match="E122"):
            store.mark("wire", superseded_by="wire")
        assert [said.id for said in store.rests_on("wire")] == [said.id for said in reading().claims]
        assert store.claim_counts() == {"wire": len(reading().claims)}


def test_reading_again_keeps_what_people_decided(tmp_path: Path) -> None:
    late, public = reading().claims
    fresh = Reading("wire", claims=(claim("Mina Holt will meet him", issue="meeting"),))
    with opened(tmp_path) as store:
        fill(store)
        store.replace_reading("wire", fresh, keep=[late.id])
        again = store.reading("wire")
        assert [said.id for said in again.claims] == [late.id, fresh.claims[0].id]
        kept = again.claims[0]
        assert kept == replace(late, why=(*late.why, KEPT))
        assert [entity.id for entity in again.entities] == ["rask"]
        assert again.topics == (("timing", "start of talks"),)
        assert again.meetings == ()
        # A second time it is still there, once, and says so once.
        store.replace_reading("wire", fresh, keep=[late.id])
        assert store.reading("wire") == again
        # Found again, it is as the extraction has it now; no longer kept, it goes.
        store.replace_reading("wire", reading(), keep=[late.id])
        assert store.reading("wire") == reading()
        store.replace_reading("wire", fresh)
        assert public.id not in {said.id for said in store.reading("wire").claims}


def test_a_source_read_later(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, with_claims=False)
        assert not store.source("wire").read and store.reading("wire") == Reading("wire")
        store.replace_reading("wire", reading())
        assert store.source("wire").read and store.reading("wire") == reading()


def test_removing_leaves_no_trace(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        fill(store, "Talks will begin in spring after all, said the Holtwick memorandum.")
        store.remove("wire-2")
        assert [source.id for source in store.sources()] == ["wire"]
        assert store.source("wire").standing is Standing.CURRENT
        assert store.search("memorandum") == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evidence.db"]
    assert b"Holtwick memorandum" not in (tmp_path / "evidence.db").read_bytes()
    assert b"holtwick" not in (tmp_path / "evidence.db").read_bytes().lower()


def test_copies_are_one_witness(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, f"ODERHAVEN, 13 March 2031 — {STORY * 3}A spokesman confirmed it.", "paper.txt")
        fill(store, f"ODERHAVEN, 12 March 2031 — {STORY * 3}", "wire.txt")
        fill(store, "Nothing of the kind was said, an aide insists.", "denial.txt")
        told = {source.id: source.copy_of for source in store.sources()}
        assert told == {"wire": None, "paper": "wire", "denial": None}
        assert store.source("paper").witness == "wire"
        store.mark("wire", standing=Standing.RETRACTED)
        assert {source.id: source.copy_of for source in store.sources()} == {
            "wire": "paper", "paper": None, "denial": None,
        }  # fmt: skip
        marked = store.evidence(marked=lambda source: replace(source, standing=Standing.CURRENT))
        assert marked.sources["paper"].copy_of == "wire"
        store.remove("paper")
        assert store.source("wire").copy_of is None


def test_evidence(tmp_path: Path) -> None:
    late, public = reading().claims
    with opened(tmp_path) as store:
        fill(store, "An undated note that nobody read.", "note.txt", with_claims=False)
        fill(store)
        evidence = store.evidence([Decision(public.id, Review.REJECTED, "AB", "2031-03-13")])
        assert list(evidence.sources) == ["wire", "note"]
        assert [(item.claim, item.review) for item in evidence.claims] == [(late, Review.PROPOSED)]
        assert evidence.entities["rask"].mentions == ()
        assert evidence.entities["rask"].aliases == ("President Rask",)
        assert evidence.quote("wire", late.content[0]) == LATE
        assert evidence.topics == {"timing": "start of talks"}
        assert [source for source, _ in evidence.meetings] == ["wire"]
        assert {item.claim.id: item.review for item in store.reviewed([])} == {
            late.id: Review.PROPOSED, public.id: Review.PROPOSED,
        }  # fmt: skip


def test_entities_are_united_whatever_the_order(tmp_path: Path) -> None:
    one = Entity("rask", EntityType.PERSON, "Ivo Rask", ("I. Rask",), None)
    two = Entity("rask", EntityType.PERSON, "Rask", (), "varania")
    told = []
    for order in (("a", "b"), ("b", "a")):
        folder = tmp_path / order[0]
        folder.mkdir()
        with opened(folder) as store:
            for name in order:
                fill(store, f"{name} says this and that of {PUBLIC}", f"{name}.txt")
                store.replace_reading(name, Reading(name, (one if name == "a" else two,)))
            told.append(store.evidence())
    assert told[0] == told[1]
    assert told[0].digest == told[1].digest
    assert told[0].entities["rask"] == Entity("rask", EntityType.PERSON, "Ivo Rask", ("I. Rask", "Rask"), "varania")


FOUND = [
    ("spring", ["wire"]),
    ("SPRING talks", ["wire"]),
    ('"not negotiate in public"', ["wire"]),
    ('"public in"', []),
    ("spring Holt", []),
    ("varania's", []),
    ("-- * ( \" ' OR", []),
    ("Zurich", ["note"]),
    ("会议", ["note"]),
]


@pytest.mark.parametrize(("words", "sources"), FOUND)
def test_search(words: str, sources: list[str], tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        fill(store, "Zürich said: 和平会议将在春天开始。", "note.txt")
        hits = store.search(words)
        assert [hit.source for hit in hits] == sources
        for hit in hits:
            assert hit.words and all(found.within(hit.paragraph) for found in hit.words)


def test_search_gives_the_places(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        (hit,) = store.search("negotiate")
        assert hit.words[0].of(TEXT) == "negotiate"
        assert hit.paragraph.of(TEXT).startswith("“We will not")
