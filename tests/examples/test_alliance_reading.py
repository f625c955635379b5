"""What a sceptic should find in the example after it was read as a user reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pourparler.evidence.claim import Act, Claim
from pourparler.evidence.record import Evidence
from pourparler.workspace.base import evidence_of
from pourparler.workspace.folder import existing
from pourparler.workspace.reading import read_unread


@pytest.fixture(scope="module")
def evidence(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    copy = tmp_path_factory.mktemp("talks") / "alliance"
    shutil.copytree(root / "examples" / "alliance", copy)
    folder = existing(copy)
    read_unread(folder)
    return evidence_of(folder)


def _claim(evidence: Evidence, source: str, words: str, speaker: str | None = None) -> Claim:
    """Return the one claim of a source with these words in its content."""
    found = [
        reviewed.claim
        for reviewed in evidence.claims
        if reviewed.claim.source == source
        and any(words in evidence.quote(source, span) for span in reviewed.claim.content)
        and speaker in (None, reviewed.claim.speaker.entity)
    ]
    assert len(found) == 1, [(claim.id, claim.speaker.entity) for claim in found]
    return found[0]


def test_all_four_sources_are_read_and_only_the_note_is_ours(evidence: Evidence) -> None:
    assert {source.id: source.visibility.value for source in evidence.sources.values()} == {
        "wire": "public",
        "ledger": "public",
        "readout": "public",
        "note": "own",
    }
    assert all(source.read and source.copy_of is None for source in evidence.sources.values())


@pytest.mark.parametrize(
    ("source", "words", "speaker"),
    [
        pytest.param("wire", "half-written page", "henrik-vallmer", id="a quotation in two parts"),
        pytest.param("wire", "security assurances", "milena-daskar", id="half quoted, half reported"),
        pytest.param("wire", "Guessing at the terms", "henrik-vallmer", id="a later quotation of the host"),
        pytest.param("wire", "would open talks within ten days", "lucan-ferrow", id="the adversary's minister"),
        pytest.param("ledger", "had held for twelve months", "greta-lindqvar", id="the objector who names a condition"),
        pytest.param("ledger", "it is a summons", "greta-lindqvar", id="she, in the next sentence"),
        pytest.param("ledger", "Battalions under another name", "lucan-ferrow", id="the adversary in the other paper"),
        pytest.param("ledger", "who comes, with what", "davor-melin", id="he, with two offices"),
        pytest.param("ledger", "A slow door is a policy", "ines-hallam", id="our own minister"),
        pytest.param("readout", "a debt we owe to our own coast", "elias-montrel", id="a quotation of the readout"),
        pytest.param("readout", "would not trade its application", "milena-daskar", id="she, in a readout"),
    ],
)
def test_the_speaker_is_found(evidence: Evidence, source: str, words: str, speaker: str) -> None:
    assert _claim(evidence, source, words).speaker.entity == speaker


def test_an_office_speaks_for_the_president(evidence: Evidence) -> None:
    speaker = _claim(evidence, "wire", "six air defence batteries").speaker.entity
    assert speaker is not None
    assert speaker.endswith("office")


def test_two_members_object_to_admission_on_the_writers_word(evidence: Evidence) -> None:
    objectors = {
        reviewed.claim.speaker.entity
        for reviewed in evidence.claims
        if reviewed.claim.source == "wire" and reviewed.claim.act is Act.OPPOSE and reviewed.claim.issue == "admission"
    }
    assert objectors == {"astrelia", "dornia"}


@pytest.mark.parametrize(
    ("source", "words", "condition"),
    [
        ("ledger", "would not vote for Karvonia", "unless a ceasefire had held for twelve months"),
        ("ledger", "willing to join a monitoring force", "if both governments asked for it"),
        ("wire", "would open talks within ten days", "if Karvonia withdrew its application to the Alliance"),
        ("wire", "three members were ready to send monitors", "provided they are asked quietly"),
    ],
)
def test_what_an_offer_hangs_on_is_found(evidence: Evidence, source: str, words: str, condition: str) -> None:
    claim = _claim(evidence, source, words)
    assert claim.condition is not None
    assert evidence.quote(source, claim.condition) == condition


def test_the_denial_is_a_denial_and_the_anonymous_official_is_nobody(evidence: Evidence) -> None:
    denial = _claim(evidence, "wire", "had moved troops")
    assert denial.negated
    assert _claim(evidence, "wire", "three members were ready").speaker.unnamed
    assert _claim(evidence, "ledger", "can wait longer than a budget").speaker.unnamed


def test_no_script_and_no_menu_became_a_claim(evidence: Evidence) -> None:
    told = " ".join(evidence.quote(r.claim.source, span) for r in evidence.claims for span in r.claim.content)
    assert "window." not in told
    assert "SUM(" not in told
    assert "Ferries" not in told


def test_the_week_is_on_the_calendar(evidence: Evidence) -> None:
    days = {meeting.date for _, meeting in evidence.meetings}
    assert {"2031-11-11", "2031-11-12", "2031-11-13", "2031-12-03"} <= days


@pytest.mark.parametrize("entity", ["davor-melin", "elias-montrel", "greta-lindqvar"])
def test_offices_that_go_together_are_no_contradiction(evidence: Evidence, entity: str) -> None:
    assert not [i for i in evidence.inconsistencies if i.type == "incompatible-offices" and i.entity == entity]
