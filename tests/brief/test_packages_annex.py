"""Packages in the brief: one line on page one, the topics, an annex, cards; nothing where nothing can be said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pourparler.analysis.packages import packages
from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.compose.references import sentences_of
from pourparler.brief.document import Chart, Document, Grid, TopicCard
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence

NOTHING = Evidence({}, {})


def brief(case: Case) -> Document:
    drawn = draws_of(case, 1, 40)
    return compose(case, NOTHING, {"positions": positions(case, NOTHING), "packages": packages(case, NOTHING, drawn)})


@pytest.fixture(scope="module")
def case(root: Path) -> Case:
    return load_case(root / "examples" / "ferry-strike" / "case.yaml").case


@pytest.fixture(scope="module")
def document(case: Case) -> Document:
    return brief(case)


def test_page_one_has_one_line_on_packages(document: Document) -> None:
    lines = [line.text for line in sentences_of(document.parts[0]) if "packages" in line.text]
    assert len(lines) == 1
    assert re.match(r"[\d,]+( to [\d,]+)? of the [\d,]+ packages that no red line and no body closes", lines[0])


def test_a_topic_says_how_picks_settle_it_and_who_closes_what(document: Document) -> None:
    cards = {
        block.heading: dict(block.entries)
        for part in document.parts
        for section in part.sections
        for block in section.blocks
        if isinstance(block, TopicCard)
    }
    told = [line.text for line in cards["Agency crews"]["Packages"]]
    assert told[0].startswith("Fairness picks have “")
    assert "in so many of 40 draws: Nash" in told[0]
    assert "None during the contract: Harl Sound Ferries (red line)" in told[1]


def test_the_annex_names_no_package_without_its_hold(document: Document) -> None:
    sections = {section.id: section for part in document.parts for section in part.sections}
    assert {"packages", "packages_beside", "package_cards"} <= set(sections)
    beside = next(block for block in sections["packages_beside"].blocks if isinstance(block, Grid))
    assert all(re.match(r"[A-E] – passes in \d+ of 40 draws", column) for column in beside.columns[1:])
    cards = [block for block in sections["package_cards"].blocks if isinstance(block, Grid)]
    assert all(re.match(r"Package [A-E] – passes in \d+ of 40 draws", block.title) for block in cards)
    charts = [block for section in sections.values() for block in section.blocks if isinstance(block, Chart)]
    assert {"hold", "frontier"} <= {chart.figure.name for chart in charts}


def test_money_stands_in_the_table_and_not_in_the_values(document: Document) -> None:
    sections = {section.id: section for part in document.parts for section in part.sections}
    beside = next(block for block in sections["packages_beside"].blocks if isinstance(block, Grid))
    paid = [row for row in beside.rows if "pays (million orrins)" in row[0].sentences[0].text]
    assert paid
    cells = [cell.sentences[0].text for row in paid for cell in row[1:]]
    assert any("over the term" in text for text in cells)
    assert all("over the term" in text or text == "nothing" for text in cells), cells


def test_without_numbers_the_annex_says_what_is_missing(case: Case) -> None:
    bare = brief(case.model_copy(update={"views": ()}))
    assert not [line for line in sentences_of(bare.parts[0]) if "packages" in line.text]
    sections = {section.id: section for part in bare.parts for section in part.sections}
    assert "packages_beside" not in sections
    told = " ".join(line.text for part in bare.parts for line in sentences_of(part))
    assert "Which of them pass cannot be said" in told
