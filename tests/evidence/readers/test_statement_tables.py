"""Tables of statements: every cell where it stands in the file, every claim from its row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.core.errors import PourparlerError
from pourparler.evidence.claim import Act, EntityType, QuoteType
from pourparler.evidence.names import Names
from pourparler.evidence.readers import limits, read_bytes
from pourparler.evidence.readers.statement_table import COLUMNS, rows_of
from pourparler.evidence.statement_claims import statements_reading, table_language

TABLE = """\ufeffDate;Speaker;Party;Statement;Channel;Issue;Act;Source\r
2031-03-12;Mara Lind;Dockers' Union;"“We will not unload; not one ship,”";Interview;pay;;Harbour Press\r
13 March 2031;Dockers' Union;Dockers' Union;=HYPERLINK(""x"");;;demand;\r
;unnamed;;The offer stands,\tthey say;;;;\r
;;;;;;;\r
"""


def test_the_file_is_frozen_character_for_character() -> None:
    frozen = read_bytes("said.csv", TABLE.encode())
    assert (frozen.text, frozen.media, frozen.sha256) == (TABLE, "statements", frozen.original_sha256)
    assert frozen.date is None  # one row has no date: the table's would be taken for it


def test_the_latest_date_is_the_table_s_when_every_row_has_one() -> None:
    frozen = read_bytes("said.csv", b"date,speaker,statement\n2031-03-12,A,x\n2031-03-14,B,y\n2031-03-13,C,z\n")
    assert (frozen.date, frozen.date_basis) == ("2031-03-14", "latest date in the table")


def test_claims_are_made_from_the_rows_by_position() -> None:
    reading = statements_reading(TABLE, source="said")
    first, second, third = reading.claims
    assert [span.of(TABLE) for span in first.content] == ["“We will not unload; not one ship,”"]
    assert first.speaker.mention is not None and first.speaker.mention.of(TABLE) == "Mara Lind"
    assert (first.date, first.channel, first.issue, first.quote_type) == (
        "2031-03-12",
        "interview",
        "pay",
        QuoteType.DIRECT,
    )
    assert first.date_expr is not None and first.date_expr.of(TABLE) == "2031-03-12"
    assert (
        "the table gives its source: Harbour Press" in first.why
        and "a row of a table of statements, line 2" in first.why
    )
    # What looks like a formula is words.
    assert second.content[0].of(TABLE) == '=HYPERLINK(""x"")'
    assert (second.act, second.date, second.quote_type) == (Act.DEMAND, "2031-03-13", QuoteType.MIXED)
    assert (third.speaker.entity, third.speaker.unnamed, third.date) == (None, True, None)
    who = {entity.id: entity for entity in reading.entities}
    assert (who["mara-lind"].type, who["mara-lind"].party) == (EntityType.PERSON, "dockers-union")
    assert (who["dockers-union"].type, who["dockers-union"].party) == (EntityType.ORGANISATION, None)


def test_what_the_case_knows_goes_before_the_table() -> None:
    names = Names().with_party("dockers", "The Dockers", also=("Dockers' Union",), type_=EntityType.ORGANISATION)
    reading = statements_reading(TABLE, source="said", names=names)
    assert {entity.id: entity.name for entity in reading.entities}["dockers"] == "The Dockers"
    assert reading.claims[1].speaker.entity == "dockers"


LANGUAGES = [
    ("speaker,statement,language\nRask,Non,fr\nRask,Nein,de\nRask,Oui,fr-CA\n", "fr"),
    ("speaker,statement\nRask,We will not sign the text that they sent to us on Monday.\n", "en"),
    ("speaker,statement\nRask,We demand 6 percent\n", "en"),
    ("speaker,statement\nRask,Мы требуем ответа до понедельника\n", "ru"),
    (f"speaker,statement\nRask,{'Nous exigeons une réponse avant lundi et rien de plus. ' * 4}\n", "fr"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_the_language_of_a_table(text: str, language: str) -> None:
    assert table_language(text) == language


def test_another_language_is_told_but_its_act_is_not_guessed() -> None:
    (claim,) = statements_reading("speaker,statement,language\nRask,Nous exigeons une réponse,fr\n", source="s").claims
    assert (claim.act, claim.confidence.value, claim.issue) == (Act.ASSESS, "low", None)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_spans_agree_with_another_reader_of_csv(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(("speaker", "statement", "source"))
    filled = [(f"s{a}", f"t{b}", c) for a, b, c in rows]
    writer.writerows(filled)
    text = made.getvalue()
    found = rows_of("said.csv", text)
    assert [
        tuple(row.words(text, name).replace('""', '"') for name in ("speaker", "statement", "source")) for row in found
    ] == [tuple(cell.strip() for cell in row) for row in filled]


REFUSED = [
    pytest.param("who,what\na,b\n", 1, "no column 'speaker'", id="other headings"),
    pytest.param(
        "speaker,statement,remarks\na,b,c\n", 1, "the column 'remarks'", id="a column that would travel along"
    ),
    pytest.param("speaker,statement,speaker\na,b,c\n", 1, "'speaker' twice", id="a column twice"),
    pytest.param("speaker,statement\na,b\nc,\n", 3, "an empty cell", id="no statement"),
    pytest.param("speaker,statement\na,b,c\n", 2, "more cells than headings", id="too many cells"),
    pytest.param("date,speaker,statement\n03/04/2031,a,b\n", 2, "'03/04/2031'", id="a date with two meanings"),
    pytest.param("act,speaker,statement\nshout,a,b\n", 2, "'shout'", id="an unknown act"),
    pytest.param('speaker,statement\na,"b\nc\n', 2, "never closed", id="an open quotation mark"),
    pytest.param('speaker,statement\na,"b" c\n', 2, "words after a closing", id="words after a quotation mark"),
    pytest.param("speaker,statement,language\na,b,English!\n", 2, "'English!'", id="a language that is no code"),
    pytest.param('speaker,statement\na,"b\nc"\nd,\n', 4, "an empty cell", id="lines inside cells count"),
]


@pytest.mark.parametrize(("text", "line", "found"), REFUSED)
def test_the_line_that_is_wrong_is_named(text: str, line: int, found: str) -> None:
    with pytest.raises(PourparlerError) as caught:
        read_bytes("said.csv", text.encode())
    (problem,) = caught.value.problems
    assert problem.code == "E114" and found in problem.found and problem.todo
    assert problem.place is not None and problem.place.line == line


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(PourparlerError) as caught:
        read_bytes("said.csv", b"date,speaker,statement\nx,a,b\ny,c,\n")
    assert [problem.place.line for problem in caught.value.problems if problem.place] == [2, 3, 3]


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 2)
    with pytest.raises(PourparlerError, match="E107"):
        read_bytes("said.csv", b"speaker,statement\n" + b"a,b\n" * 3)
    with pytest.raises(PourparlerError, match="E111"):
        read_bytes("said.csv", b"speaker,statement\n,\n")


def test_the_page_that_documents_the_columns_names_them_all(root: object) -> None:
    from pathlib import Path

    page = (Path(str(root)) / "docs/reference/statements-csv.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"| `{name}` |" not in page] == []
