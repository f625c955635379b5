"""The evidence of a reader is made from what the reader has, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pourparler.case.judgement import Audience
from pourparler.evidence.claim import Review
from pourparler.evidence.names import Names
from pourparler.evidence.projection import Original, claim_named, project, sent, with_sources_named
from pourparler.evidence.quotations import verify
from pourparler.evidence.readers import read_bytes
from pourparler.evidence.record import Decision, Evidence, Standing
from pourparler.evidence.rereading import Given, reread

PUBLIC, OWN = Audience.model_validate("public"), Audience()
TO_A, TO_AB = Audience.model_validate({"shared": ["a"]}), Audience.model_validate({"shared": ["a", "b"]})
STORY = """\
HARBOUR CITY, 12 March 2031 - Norland said on Wednesday that it would support a ceasefire if monitors come first.

“We will not accept foreign troops,” said Mara Lind, Norland's foreign minister.
"""
OTHER = (
    "13 March 2031\n\nMara Lind, president of the Harbour Bank, said on Thursday that Norland opposes a ceasefire.\n"
)


def original(
    file: str, text: str, audience: Audience = PUBLIC, reviews: Audience = OWN, *, off: bool = False
) -> Original:
    frozen = read_bytes(file, text.encode())
    return Original(frozen, audience, reviews, frozen.date, off)


def seen(*originals: Original, reader: str = "public", decisions: tuple[Decision, ...] = ()) -> Evidence:
    return project(sent(originals, reader), reader, names=Names(), topics=(), decisions=decisions)


AUDIENCES: tuple[tuple[Audience, bool, set[str]], ...] = (
    (PUBLIC, False, {"public", "shared", "a", "b"}),
    (Audience.model_validate("shared"), False, {"shared", "a", "b"}),
    (TO_A, False, {"a"}),
    (TO_AB, False, {"a", "b"}),
    (OWN, False, set()),
    (PUBLIC, True, set()),
)


@pytest.mark.parametrize(("audience", "off", "readers"), AUDIENCES)
def test_who_gets_a_source(audience: Audience, off: bool, readers: set[str]) -> None:
    one = original("wire.txt", STORY, audience, off=off)
    assert {reader for reader in ("public", "shared", "a", "b") if sent([one], reader)} == readers


def test_ids_are_given_anew_and_the_same_bytes_go_once() -> None:
    held = [
        original("wire.md", OTHER, OWN),
        original("wire.txt", STORY),
        original("x.txt", STORY),
    ]
    assert {id_: one.frozen.file for id_, one in sent(held, "public").items()} == {"wire": "wire.txt"}


def test_people_and_offices_of_other_sources_are_not_known() -> None:
    both, alone = seen(original("a.txt", STORY), original("b.txt", OTHER)), seen(original("a.txt", STORY))
    (lind,) = [entity for entity in alone.entities.values() if "Lind" in entity.name]
    assert [office.title for office in lind.offices] == ["foreign minister"]
    assert any("president" in office.title for entity in both.entities.values() for office in entity.offices)
    assert alone == seen(original("a.txt", STORY), original("b.txt", OTHER, OWN))
    assert not verify(both) and not verify(alone)


def test_who_stands_for_a_story_is_found_among_what_goes() -> None:
    earlier = original("agency.txt", STORY.replace("12 March", "11 March"))
    assert seen(earlier, original("wire.txt", STORY)).sources["wire"].copy_of == "agency"
    hidden = replace(earlier, audience=OWN)
    assert seen(hidden, original("wire.txt", STORY)).sources["wire"].copy_of is None


def test_the_other_receivers_are_not_named() -> None:
    (source,) = seen(original("wire.txt", STORY, TO_AB), reader="a").sources.values()
    assert source.receivers == ("a",)


def test_a_source_is_replaced_only_by_one_that_goes() -> None:
    newer = original("newer.txt", OTHER)
    older = replace(original("wire.txt", STORY), replaced_by=newer.frozen.original_sha256)
    assert seen(older, newer).sources["wire"].superseded_by == "newer"
    kept = seen(older, replace(newer, audience=OWN)).sources["wire"]
    assert (kept.standing, kept.superseded_by) == (Standing.CURRENT, None)


def test_decisions_go_where_they_were_opened() -> None:
    claim = seen(original("wire.txt", STORY)).claims[0].claim.id
    decision = Decision(claim, Review.REJECTED, "AB", "2031-03-13", note="misread")
    closed = seen(original("wire.txt", STORY), decisions=(decision,))
    opened = seen(original("wire.txt", STORY, PUBLIC, PUBLIC), decisions=(decision,))
    assert claim in closed.by_id and claim not in opened.by_id
    narrower = seen(original("wire.txt", STORY, TO_A, PUBLIC), reader="a", decisions=(decision,))
    assert claim not in narrower.by_id


def test_a_decision_follows_its_source_to_its_new_id() -> None:
    added = Decision("wire-2.ab", Review.ADDED, "AB", "2031-03-13", {"source": "wire-2", "relays": "gone.cd"})
    named = with_sources_named(added, {"wire-2": "wire"})
    assert named is not None
    assert (named.claim, named.changes) == ("wire.ab", {"source": "wire", "relays": None})
    assert with_sources_named(added, {"other": "wire-2"}) is None
    assert claim_named("wire.ab", {}) is None


def test_another_language_is_named_as_unread() -> None:
    text = (
        "La présidente a déclaré mercredi que son pays ne céderait pas, avant de partir pour le sommet de la rivière.\n"
    )
    (source,) = seen(original("depeche.txt", text)).sources.values()
    assert (source.read, source.language, source.note) == (False, "fr", "language fr: stored, not read")


DAMAGED = (b"", b"\xff\xfe", b"abc {]\n", b"\n\n", b"x" * 100)


@pytest.mark.parametrize("damage", [None, *DAMAGED])
def test_what_is_kept_between_runs_decides_nothing(tmp_path: Path, damage: bytes | None) -> None:
    given, kept = [Given("wire", STORY, day="2031-03-12"), Given("other", OTHER)], tmp_path / "kept"
    told: list[tuple[str, int, int]] = []
    fresh = reread(given, (), Names(), progress=lambda *step: told.append(step))
    assert told == [(one.source, number, len(given)) for number, one in enumerate(given, start=1)]
    assert reread(given, (), Names(), kept) == fresh
    if damage is not None:
        lines = kept.read_bytes().splitlines(keepends=True)
        kept.write_bytes(damage + b"".join(line[:65] + damage + line[65:] for line in lines))
    assert reread(given, (), Names(), kept) == fresh
    known = Names().with_person("chief", "Mara Lind")
    assert reread(given, (), known, kept) == reread(given, (), known) != fresh


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    given = [Given("wire", STORY)]
    assert reread(given, (), Names(), tmp_path / "no such folder" / "kept") == reread(given, (), Names())
