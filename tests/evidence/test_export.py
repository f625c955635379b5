"""The export keeps the annotated articles' format; lines for kept briefs are the same each time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pourparler.evidence.claim import Act, Review
from pourparler.evidence.export import claims_jsonl, export
from pourparler.evidence.record import Decision, Evidence
from tests.evidence.store.given import LATE as LATE_WORDS
from tests.evidence.store.given import TEXT, claim, fill, opened, reading

LATE, PUBLIC = reading().claims


@pytest.fixture
def exported(tmp_path: Path) -> dict[str, Any]:
    with opened(tmp_path) as store:
        fill(store)
        fill(store, TEXT + "Nothing was added.", "copy.txt")
        fill(store, "Texte français, que personne n'a lu.", "note.txt", with_claims=False)
        return export(store.evidence([Decision(LATE.id, Review.ACCEPTED, "AB", "2031-03-13")]), store.readings())


def spans(value: Any) -> list[dict[str, Any]]:
    """Return every span of the export."""
    if isinstance(value, dict):
        here = [value] if {"start", "end"} <= set(value) else []
        return here + [found for item in value.values() for found in spans(item)]
    return [found for item in value for found in spans(item)] if isinstance(value, list) else []


def test_all_documents_appear(exported: dict[str, Any]) -> None:
    assert exported["format"] == "pourparler-claims/1"
    docs = [document["doc"] for document in exported["documents"]]
    assert [(doc["id"], doc["file"], doc["copy_of"], doc["read"]) for doc in docs] == [
        ("copy", "copy.txt", None, True),
        ("wire", "wire.txt", "copy", True),
        ("note", "note.txt", None, False),
    ]
    assert docs[1]["chars"] == len(TEXT)
    assert docs[1]["document_date"] == "2031-03-12"
    assert json.loads(json.dumps(exported)) == exported


def test_every_span_is_verbatim(exported: dict[str, Any]) -> None:
    wire = exported["documents"][1]
    found = spans({name: part for name, part in wire.items() if name != "doc"})
    assert len(found) > 8
    assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in found)


def test_a_statement(exported: dict[str, Any]) -> None:
    (statement, _) = exported["documents"][1]["statements"]
    assert statement["id"] == LATE.id
    assert statement["speaker"]["entity"] == "rask"
    assert statement["speaker"]["mention"]["text"] == "President Ivo Rask of Varania"
    assert statement["cue"] == {**statement["cue"], "text": "said", "lemma": "say"}
    assert [part["text"] for part in statement["content"]] == [LATE_WORDS]
    assert (statement["act"], statement["review"], statement["by"]) == ("oppose", "accepted", "AB")
    assert "relays" not in statement


def test_the_rest_of_a_document(exported: dict[str, Any]) -> None:
    wire = exported["documents"][1]
    (rask,) = wire["entities"]
    assert (rask["country_or_party"], len(rask["mentions"])) == ("varania", 2)
    assert rask["offices"][0]["org"] == "varania"
    assert wire["meetings"][0]["when_expr"] == "on Friday"
    assert [item["source"] for item in wire["inconsistencies"][0]["evidence"]] == ["wire", "wire"]
    assert wire["positions"] == [
        {"party": "rask", "issue": "timing", "stance": "opposes", "statements": [LATE.id]},
        {"party": "rask", "issue": "publicity", "stance": "opposes", "statements": [PUBLIC.id]},
    ]
    assert exported["documents"][2]["statements"] == []


STANCES = [
    ([(Act.DEMAND, False)], "demands"),
    ([(Act.SUPPORT, True)], "opposes"),
    ([(Act.OPPOSE, True)], "does not oppose"),
    ([(Act.COMMIT, True)], "does not commit"),
    ([(Act.ASSESS, False), (Act.ASSESS, False), (Act.OFFER, False)], "offers"),
    ([(Act.ASSESS, False)], "assesses"),
    ([(Act.PLAN, False), (Act.THREATEN, False), (Act.THREATEN, False)], "threatens"),
]


@pytest.mark.parametrize(("acts", "stance"), STANCES)
def test_positions(acts: list[tuple[Act, bool]], stance: str, tmp_path: Path) -> None:
    words = ["Talks", "spring", "Monday"]
    claims = [claim(word, act=act, negated=denied) for word, (act, denied) in zip(words, acts, strict=False)]
    with opened(tmp_path) as store:
        fill(store)
        store.replace_reading("wire", replace(reading(), claims=tuple(claims)))
        (position,) = export(store.evidence(), store.readings())["documents"][0]["positions"]
    assert position["stance"] == stance


@pytest.mark.shared
def test_the_keys_are_those_of_the_annotated_article(exported: dict[str, Any], shared: Path) -> None:
    gold = json.loads((shared / "oracles/articles/brussels.json").read_text(encoding="utf-8"))
    wire = exported["documents"][1]
    assert set(gold["doc"]) <= set(wire["doc"])
    for part in ("statements", "entities", "meetings", "positions", "inconsistencies"):
        wanted = set(gold[part][0])
        assert wanted <= set(wire[part][0]), part
    assert set(gold["statements"][0]["speaker"]) <= set(wire["statements"][0]["speaker"])


def test_lines_for_a_kept_brief(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        evidence = store.evidence()
    lines = claims_jsonl(evidence)
    assert lines == claims_jsonl(evidence)
    told = [json.loads(line) for line in lines.splitlines()]
    assert [item["id"] for item in told] == [LATE.id, PUBLIC.id]
    assert (told[0]["source_date"], told[0]["content"][0]["text"]) == ("2031-03-12", LATE_WORDS)


def test_words_off_the_record_are_not_written_down(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        store.mark("wire", off_record=True)
        evidence: Evidence = store.evidence()
    assert "spring" not in claims_jsonl(evidence)
    assert json.loads(claims_jsonl(evidence).splitlines()[0])["off_record"] is True
