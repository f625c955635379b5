"""The brief as a document: sections in their order, every sentence marked, every mark verbatim."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.compose.references import AROUND, sentences_of
from pourparler.brief.document import Document, Empty, Grid, Reference, Section, TopicCard
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.evidence.record import Evidence
from tests.analysis.test_positions import WIRE, world

CASE_TEXT = """
title: Membership talks
prepared_for: norland
classification: Restricted
judged: {by: AB, dated: 2031-03-11, why: desk view}
parties:
  - {id: norland, name: Norland}
  - {id: varania, name: Varania, roles: principal, no_deal: 20..35}
  - {id: lethia}
  - {id: kestria}
issues:
  - {id: membership, name: Membership, options: [{id: invite}, {id: none}]}
views:
  - party: norland
    issue: membership
    position: An invitation once the fighting ends
    values: {none: 0, invite: {value: 60..80, by: CD, dated: 2031-03-10, why: cabinet note}}
    red_lines: [none]
preparation:
  purpose: Keep the door open
  objectives: [No date is named in public]
  press_line: We stand by what was agreed.
  topics:
    - {issue: membership, likelihood: certain, minimum: an open door, aim: an invitation, avoid: dates}
"""


def brief(case: Case | None = None, evidence: Evidence | None = None) -> Document:
    """Compose a brief from positions."""
    found = world() if evidence is None else evidence
    told = Case() if case is None else case
    return compose(told, found, {"positions": positions(told, found)})


def sections(document: Document) -> dict[str, Section]:
    """Return the sections by id."""
    return {section.id: section for part in document.parts for section in part.sections}


def words(document: Document, section: str) -> str:
    """Return all sentences of one section."""
    held = replace(document.parts[0], sections=(sections(document)[section],))
    return "\n".join(sentence.text for sentence in sentences_of(held))


def test_page_one_of_a_prepared_case() -> None:
    document = brief(load_text(CASE_TEXT, "case.yaml").case)
    assert [section.id for section in document.parts[0].sections] == [
        "purpose",
        "objectives",
        "topics",
        "at-hand",
    ]
    (card,) = [block for block in sections(document)["cards"].blocks if isinstance(block, TopicCard)]
    assert [label for label, _ in card.entries] == [
        "Minimum and aim",
        "Arguments",
        "Their likely line",
        "Our response",
        "Fallback",
        "Avoid",
    ]
    assert document.classification == "Restricted"


def test_with_nobody_to_prepare_for_there_is_no_our() -> None:
    document = brief()
    text = "\n".join(sentence.text for part in document.parts for sentence in sentences_of(part))
    headings = [section.heading for section in document.parts[0].sections]
    assert not any("our " in heading.lower() for heading in headings) and " our " not in text.lower()
    assert "objectives" not in sections(document) and "press" not in sections(document)


def test_from_reporting_alone_it_names_what_is_blocked_by_whom_while_what_lasts() -> None:
    told = words(brief(), "blocked")
    for needed in ("lethia", "kestria", "membership of the alliance", "while the fighting lasts"):
        assert needed in told.casefold()


@pytest.mark.parametrize("case", [Case(), load_text(CASE_TEXT, "case.yaml").case], ids=["no case", "case"])
def test_every_mark_leads_to_verbatim_words_or_a_signed_judgement(case: Case) -> None:
    document = brief(case)
    known = {mark for reference in document.references for mark in (reference.mark, *reference.also)}
    used = {mark for part in document.parts for sentence in sentences_of(part) for mark in sentence.marks}
    assert {mark for mark in used if mark.kind not in ("none", "method")} == known
    for reference in document.references:
        if reference.mark.kind == "claim":
            assert reference.quotation in WIRE
            assert f"{reference.before}{reference.quotation}{reference.after}" in WIRE
    labels = [reference.label for reference in document.references]
    assert len(labels) == len(set(labels))


def test_of_a_text_without_line_breaks_what_stands_around_the_words_is_shown() -> None:
    found = world()
    flat = replace(found, texts={**found.texts, "wire": WIRE.replace("\n", " ") + " and" * 3000})
    quoted = [one for one in brief(evidence=flat).references if one.quotation and one.title.startswith("wire")]
    assert quoted
    for reference in quoted:
        assert reference.after.endswith(" […]") and not reference.before.startswith("[…]")
        assert f"{reference.before}{reference.quotation}{reference.after[:-4]}" in flat.texts["wire"]
        assert len(reference.after) <= AROUND + 4
        assert reference.passage is not None and len(reference.passage.text) < len(WIRE) + AROUND


def test_the_newest_remarks_are_set_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = [block for block in sections(brief())["remarks"].blocks if isinstance(block, Grid)]
    assert len(whole.rows) == 2 and whole.note is None
    monkeypatch.setattr(import_module("pourparler.brief.compose.annexes"), "REMARKS", 1)
    (grid,) = [block for block in sections(brief())["remarks"].blocks if isinstance(block, Grid)]
    assert grid.rows == whole.rows[:1]
    assert grid.note is not None and "The newest 1 of 2 remarks" in grid.note.text


def _by_path(document: Document) -> dict[str, Reference]:
    return {mark.id: one for one in document.references for mark in (one.mark, *one.also)}


def test_signed_and_unsigned_judgements_are_told_apart() -> None:
    references = _by_path(brief(load_text(CASE_TEXT, "case.yaml").case))
    assert "CD" in references["views.norland.membership.values.invite"].title
    unsigned = brief(load_text(CASE_TEXT.replace("judged: {by: AB, dated: 2031-03-11, why: desk view}", ""), "c").case)
    told = _by_path(unsigned)["preparation.purpose"]
    assert told.mark.kind == "unsigned" and "unsigned" in told.label


def test_an_empty_annex_stands_and_asks() -> None:
    document = compose(Case(), Evidence({}, {}), {"positions": positions(Case(), Evidence({}, {}))})
    annexes = document.parts[-1].sections
    assert {"participants", "sheets", "stands", "objections", "unknown", "sources"} <= {one.id for one in annexes}
    for section in annexes[:-1]:
        if section.id not in ("unknown",):
            assert any(isinstance(block, Empty) for block in section.blocks), section.id


def test_words_off_the_record_are_nowhere() -> None:
    found = world()
    quiet = replace(found, sources={**found.sources, "wire": replace(found.sources["wire"], off_record=True)})
    document = brief(evidence=quiet)
    everything = repr(document)
    assert "without reserve" not in everything and "mistake" not in everything
    assert any(reference.off_record for reference in document.references)
