"""Every annotated article is well-formed, so that a wrong score is never the annotation's fault."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pourparler.evidence.claim import Act, EntityType, Kind, QuoteType

ARTICLES = Path(__file__).resolve().parents[1] / "articles"
PATHS = sorted(ARTICLES.glob("*/*.json"))
MARKS = "\"'“‘«"
INCONSISTENCIES = {
    "incompatible-offices",
    "conflicting-figures",
    "conflicting-dates",
    "position-shift",
    "same-party-tension",
}
STATUSES = {"planned", "scheduled", "under way", "held", "cancelled"}


def spans(node: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if {"start", "end"} <= node.keys():
            yield node
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value)


@pytest.fixture(params=PATHS, ids=[f"{path.parent.name}/{path.stem}" for path in PATHS])
def article(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Any], str]:
    path: Path = request.param
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return path, gold, (path.parent / gold["doc"]["file"]).read_bytes().decode("utf-8")


def test_document_names_its_text(article: tuple[Path, dict[str, Any], str]) -> None:
    path, gold, text = article
    assert gold["format"] == "pourparler-gold/1"
    assert gold["doc"]["id"] == path.stem
    assert gold["doc"]["file"] == f"{path.stem}.txt"
    assert gold["doc"]["sha256"] == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert gold["doc"]["chars"] == len(text)
    assert gold["doc"]["document_date"] is None or date.fromisoformat(gold["doc"]["document_date"])
    assert "\r" not in text


def test_every_span_is_verbatim(article: tuple[Path, dict[str, Any], str]) -> None:
    _, gold, text = article
    found = list(spans(gold))
    assert len(found) > 30
    for span in found:
        assert text[span["start"] : span["end"]] == span["text"] != ""
        assert span["text"] == span["text"].strip()


def test_statements_are_complete(article: tuple[Path, dict[str, Any], str]) -> None:
    _, gold, _ = article
    entities = {entity["id"] for entity in gold["entities"]}
    identifiers = [statement["id"] for statement in gold["statements"]]
    assert len(set(identifiers)) == len(identifiers)
    for statement in gold["statements"]:
        speaker = statement["speaker"]
        assert Kind(statement["kind"])
        assert QuoteType(statement["quote_type"])
        acts = [statement["act"], *statement["act_alt"]]
        assert len({Act(act) for act in acts}) == len(acts), statement["id"]
        assert speaker["mention"] is not None
        assert (speaker["entity"] is None) == speaker["unnamed"], statement["id"]
        assert speaker["unnamed"] or speaker["entity"] in entities
        assert statement.get("relays") is None or statement["relays"] in identifiers
        assert statement["issue"]


def test_parts_of_a_content_are_in_order_and_apart(article: tuple[Path, dict[str, Any], str]) -> None:
    _, gold, _ = article
    for statement in gold["statements"]:
        parts = statement["content"]
        assert parts
        assert all(left["end"] <= right["start"] for left, right in pairwise(parts))
        cue = statement["cue"]
        outside = [span for span in (cue, statement["speaker"]["mention"]) if span]
        for part in parts:
            assert all(span["end"] <= part["start"] or part["end"] <= span["start"] for span in outside), statement[
                "id"
            ]


def test_direct_quotations_open_with_a_mark_unless_a_label_speaks(article: tuple[Path, dict[str, Any], str]) -> None:
    _, gold, _ = article
    for statement in gold["statements"]:
        if statement["quote_type"] == "direct" and statement["cue"] is not None:
            assert all(part["text"][0] in MARKS for part in statement["content"])
        if statement["quote_type"] == "mixed":
            assert any(mark in part["text"] for part in statement["content"] for mark in MARKS)


def test_entities_meetings_and_inconsistencies_refer_to_what_exists(
    article: tuple[Path, dict[str, Any], str],
) -> None:
    _, gold, _ = article
    entities = {entity["id"] for entity in gold["entities"]}
    statements = {statement["id"] for statement in gold["statements"]}
    assert len(entities) == len(gold["entities"])
    for entity in gold["entities"]:
        assert EntityType(entity["type"])
        assert entity["mentions"]
        assert {office["org"] for office in entity["offices"]} - {None} <= entities
        assert entity["country_or_party"] is None or entity["country_or_party"] in entities, entity["id"]
    for meeting in gold["meetings"]:
        assert meeting["status"] in STATUSES
        assert set(meeting["participants"]) <= entities
    for position in gold["positions"]:
        assert position["party"] in entities
        assert set(position["statements"]) <= statements
    for found in gold["inconsistencies"]:
        assert found["type"] in INCONSISTENCIES
        assert found["entity"] is None or found["entity"] in entities
        assert len(found["evidence"]) >= 2


def test_known_and_unseen_share_no_article_and_no_person() -> None:
    known = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in PATHS if path.parent.name == "known"}
    unseen = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in PATHS if path.parent.name == "unseen"}
    assert len(known) >= 6
    assert len(unseen) >= 6
    assert not known.keys() & unseen.keys()
    assert not _shas(known) & _shas(unseen)
    assert not _people(known) & _people(unseen)


def _shas(articles: Mapping[str, Any]) -> set[str]:
    return {gold["doc"]["sha256"] for gold in articles.values()}


def _people(articles: Mapping[str, Any]) -> set[str]:
    return {
        entity["name"].casefold()
        for gold in articles.values()
        for entity in gold["entities"]
        if entity["type"] == "person"
    }
