"""What a sceptic would try on both examples before trusting a word of a brief.

Each test names the row of the practitioners' list it answers: 1 quotations, 2 judgements, 3 nothing leaks, 6 house
style, 10 equal treatment, 13 what moved, 15 offline and repeatable.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.compose.card import card
from pourparler.brief.compose.references import GAP, sentences_of
from pourparler.brief.document import Block, Bullets, Document, Empty, Grid, Part, Section
from pourparler.case.load import load_case, load_text
from pourparler.case.model import Case
from pourparler.case.save import set_value
from pourparler.core.errors import PourparlerError
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.readers import read_file
from pourparler.evidence.record import Evidence
from pourparler.workspace.base import case_of, evidence_of, loaded_case
from pourparler.workspace.briefing import write_brief
from pourparler.workspace.checking import check
from pourparler.workspace.diffing import diff
from pourparler.workspace.folder import Folder
from pourparler.workspace.reading import read_unread
from pourparler.workspace.sharing import files_of, view_of

EXAMPLES = ("alliance", "ferry-strike")


@dataclass(frozen=True)
class Talks:
    """One example after its brief was made, without any network."""

    name: str
    folder: Folder
    case: Case
    evidence: Evidence
    document: Document
    card: Document
    home: Path
    files: dict[str, bytes]


class NetworkUsedError(AssertionError):
    """Somebody tried to open a connection or to look a name up."""


def _refuse(*_: object, **__: object) -> object:
    raise NetworkUsedError


@pytest.fixture(scope="module")
def offline() -> Iterator[None]:
    """Forbid every connection and every look-up of a name (row 15)."""
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex", "bind", "sendto"):
            patch.setattr(socket.socket, method, _refuse)
        for function in ("getaddrinfo", "gethostbyname", "create_connection"):
            patch.setattr(socket, function, _refuse)
        yield


def copied(root: Path, name: str, target: Path) -> Folder:
    """Return a fresh copy of an example as it is in the repository."""
    shutil.copytree(root / "examples" / name, target, ignore=shutil.ignore_patterns("evidence.db*", "briefs", ".lock"))
    return Folder(target)


@pytest.fixture(scope="module", params=EXAMPLES)
def talks(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory, offline: None) -> Talks:
    """Return an example with its brief."""
    folder = copied(root, request.param, tmp_path_factory.mktemp("talks") / request.param)
    written = write_brief(folder)
    case, evidence = case_of(folder), evidence_of(folder)
    results = {"positions": positions(case, evidence)}
    document = compose(case, evidence, results)
    return Talks(
        request.param,
        folder,
        case,
        evidence,
        document,
        card(case, evidence, results, document),
        written.folder,
        {path.name: path.read_bytes() for path in written.files},
    )


@dataclass(frozen=True)
class Unit:
    """What is read as one statement: a sentence, or a row of a table, with all its marks."""

    section: str
    text: str
    marks: tuple[Mark, ...]


def units(document: Document) -> Iterator[Unit]:
    """Yield every statement of a document; questions are none."""
    for section in (section for part in document.parts for section in part.sections):
        if section.lead is not None:
            yield Unit(section.heading, section.lead.text, section.lead.marks)
        for block in section.blocks:
            for said in _said(block):
                text = " | ".join(sentence.text for sentence in said)
                marks = tuple(mark for sentence in said for mark in sentence.marks)
                if text and not text.endswith("?"):
                    yield Unit(section.heading, text, marks)


def _said(block: Block) -> Iterator[tuple[Sentence, ...]]:
    if isinstance(block, Grid):
        yield from (tuple(sentence for cell in row for sentence in cell.sentences) for row in block.rows)
    elif not (isinstance(block, Bullets) and block.asking):
        yield from ((sentence,) for sentence in sentences_of(Part("", (Section("", "", (block,)),))))


# ------------------------------------------------------------------ 1: every quotation is the source


def test_1_every_span_of_every_claim_is_the_text_of_the_original_file(talks: Talks) -> None:
    """The exported claims against the originals, read anew: neither the store nor the brief is trusted."""
    kept = [json.loads(line)["source"] for line in talks.files["sources.jsonl"].splitlines()]
    texts = {source["id"]: read_file(talks.folder.sources / source["file"]).text for source in kept}
    assert all(hashlib.sha256(texts[source["id"]].encode()).hexdigest() == source["sha256"] for source in kept)
    assert len(texts) == 4
    claims = [json.loads(line) for line in talks.files["claims.jsonl"].splitlines()]
    assert len(claims) > 35
    for claim in claims:
        text = texts[claim["source"]]
        assert claim["content"], "a claim without a span"
        for span in claim["content"]:
            assert text[span["start"] : span["end"]] == span["text"]


def test_1_every_quotation_in_the_brief_is_in_its_paragraph_of_the_source(talks: Talks) -> None:
    texts = {source: read_file(talks.folder.sources / one.file).text for source, one in talks.evidence.sources.items()}
    quoted = [one for one in talks.document.references if one.quotation]
    assert len(quoted) > 20
    for reference in quoted:
        source = reference.mark.id.partition(".")[0].partition(":")[0]
        for piece in reference.quotation.split(GAP):
            assert piece in texts[source]
        place = re.search(r"characters (\d+)–(\d+)", reference.detail)
        assert place is not None
        start, end = int(place[1]), int(place[2])
        assert texts[source][start:end] == reference.quotation.split(GAP)[0]


def _one_letter_changed(data: bytes, words: bytes) -> bytes:
    at = data.index(words)
    return data[:at] + (b"X" if data[at : at + 1] != b"X" else b"Y") + data[at + 1 :]


ALTERED = {
    "alliance": ("wire.txt", b"half-written page"),
    "ferry-strike": ("bulletin.txt", b"Eleven hours is not a luxury"),
}


def _with_one_letter_changed(talks: Talks, target: Path) -> tuple[Folder, str]:
    copy = Folder(shutil.copytree(talks.folder.root, target))
    file, words = ALTERED[talks.name]
    original = copy.sources / file
    original.write_bytes(_one_letter_changed(original.read_bytes(), words))
    return copy, file


VERBS: dict[str, Callable[[Folder], Any]] = {
    "check": lambda folder: check(folder).errors,
    "brief": write_brief,
    "read": read_unread,
    "share": lambda folder: view_of(folder, loaded_case(folder), "public"),
}


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_1_one_character_changed_in_an_original_stops_every_verb_that_would_use_it(
    talks: Talks, tmp_path: Path, verb: str
) -> None:
    copy, file = _with_one_letter_changed(talks, tmp_path / "copy")
    before = {path: path.read_bytes() for path in copy.root.rglob("*") if path.is_file()}
    try:
        problems = VERBS[verb](copy)
    except PourparlerError as error:
        problems = error.problems
    assert [(one.code, one.place and Path(one.place.file).name) for one in problems] == [("E154", file)]
    assert "--as-new" in problems[0].todo
    after = {path: path.read_bytes() for path in copy.root.rglob("*") if path.is_file()}
    assert {path.name for path in after.keys() ^ before.keys()} <= {"evidence.db-shared", ".lock"}
    assert all(after[path] == data for path, data in before.items()), "nothing half-written"


def test_1_a_newer_version_is_taken_in_when_that_is_meant(talks: Talks, tmp_path: Path) -> None:
    copy, file = _with_one_letter_changed(talks, tmp_path / "copy")
    taken = {one.file: one for one in read_unread(copy, as_new=True)}
    assert taken[file].words.endswith(f"supersedes {Path(file).stem}")
    versions = [source for source in evidence_of(copy).sources.values() if source.file == file]
    assert {source.id: source.standing.value for source in versions} == {
        Path(file).stem: "superseded",
        taken[file].source: "current",
    }
    assert check(copy).errors == ()


def test_1_one_character_changed_in_the_stored_text_stops_the_brief(talks: Talks, tmp_path: Path) -> None:
    copy = Folder(shutil.copytree(talks.folder.root, tmp_path / "copy"))
    file, words = ALTERED[talks.name]
    with sqlite3.connect(copy.evidence) as store:
        source = Path(file).stem
        (body,) = store.execute("select body from texts where source = ?", (source,)).fetchone()
        store.execute("update texts set body = ? where source = ?", (_one_letter_changed(body, words), source))
    store.close()
    with pytest.raises(PourparlerError, match="E151"):
        write_brief(copy, formats=("html",))


# ------------------------------------------------------------------ 2: every number has somebody's name or none


def test_2_without_evidence_every_number_is_marked_a_judgement(talks: Talks) -> None:
    nothing = Evidence({}, {})
    document = compose(talks.case, nothing, {"positions": positions(talks.case, nothing)})
    with_numbers = [unit for unit in units(document) if re.search(r"\d", unit.text)]
    assert len(with_numbers) > 40
    for unit in with_numbers:
        assert {mark.kind for mark in unit.marks} & {"judgement", "unsigned", "method"}, unit
    labels = [one.label for one in document.references]
    assert labels and all(re.fullmatch(r"J\d+(, unsigned)?", label) for label in labels)


def test_2_the_validator_names_file_line_and_field(talks: Talks) -> None:
    text = talks.folder.case.read_text(encoding="utf-8")
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if re.match(r"    weight: \d", line))
    path = next(f"views.{view.party}.{view.issue}.weight" for view in talks.case.views if view.weight is not None)
    lines[row] = "    weight: quite a lot"
    with pytest.raises(PourparlerError) as caught:
        load_text("\n".join(lines), "case.yaml")
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.place.file, problem.place.line, problem.where) == ("case.yaml", row + 1, path)


def test_2_a_cited_claim_that_is_not_on_file_is_named_by_line(talks: Talks, tmp_path: Path) -> None:
    copy = Folder(shutil.copytree(talks.folder.root, tmp_path / "copy"))
    text = copy.case.read_text(encoding="utf-8")
    measures = re.split(r"\n(?=  - id: )", text[text.index("\nmeasures:") : text.index("\nguarantees:")])[1:]
    entry = next(measure for measure in measures if "because:" not in measure).split("\n")[0]
    written = text.replace(entry, f"{entry}\n    because: [wire.0000000]", 1)
    copy.case.write_text(written, encoding="utf-8")
    line = written[: written.index("wire.0000000")].count("\n") + 1
    problems = [one for one in check(copy).errors if one.code == "W140"]
    assert [one.place.line for one in problems if one.place is not None] == [line - 1], "the entry that cites it"


def test_2_a_case_that_is_read_and_saved_keeps_every_byte(talks: Talks) -> None:
    text = talks.folder.case.read_bytes().decode("utf-8")
    party = next(one for one in talks.case.parties if one.no_deal is not None and one.no_deal.value is not None)
    path = f"parties.{party.id}.no_deal.value"
    changed = set_value(text, path, "1..2", "case.yaml")
    before, after = text.split("\n"), changed.split("\n")
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert party.no_deal is not None and party.no_deal.value is not None
    typed = next(line for line, new in zip(before, after, strict=True) if line != new)
    assert set_value(changed, path, typed.split("value: ")[1], "case.yaml") == text


# ------------------------------------------------------------------ 3: what is ours alone leaves no trace


OWN: dict[str, dict[str, str]] = {
    "alliance": {
        "views.coravia.admission.weight": "31..33",
        "parties.coravia.no_deal.value": "1..2",
        "preparation.press_line": "Something else entirely",
    },
    "ferry-strike": {
        "views.ferry-crews-union.pay.weight": "31..33",
        "parties.ferry-crews-union.no_deal.value": "1..2",
        "preparation.press_line": "Something else entirely",
        "issues.pay.options.low.costs.harl-sound-ferries": "7..8",
    },
}
HIDDEN = {
    "alliance": (b"six months", b"Harkan", b"ceiling", b"stop and consult below", b"38..46..54"),
    "ferry-strike": (b"six weeks", b"told our side", b"agency crews for a smaller", b"24..30..38", b"on this alone"),
}


def test_3_a_value_of_ours_alone_moves_no_byte_of_the_shared_copy(talks: Talks, tmp_path: Path) -> None:
    copy = Folder(shutil.copytree(talks.folder.root, tmp_path / "copy", ignore=shutil.ignore_patterns("briefs")))
    before = files_of(view_of(copy, loaded_case(copy), "public"), ("html",))
    text = copy.case.read_text(encoding="utf-8")
    for path, new in OWN[talks.name].items():
        text = set_value(text, path, new)
    red_line = re.search(r"^    red_lines: \[.*\]\n", text, re.MULTILINE)
    assert red_line is not None
    text = text.replace(red_line[0], "", 1)
    copy.case.write_text(text, encoding="utf-8")
    (copy.sources / "secret.txt").write_text(
        "Nobody outside may ever read that the delegation will agree to all of it."
    )
    assert load_case(copy.case).case != talks.case
    assert files_of(view_of(copy, loaded_case(copy), "public"), ("html",)) == before
    everything = b"\n".join(before.values())
    assert not [words for words in HIDDEN[talks.name] if words in everything]


# ------------------------------------------------------------------ 6: the house style


PAGE_ONE = ["Purpose", "Our objectives", "Topics", "At hand"]
ANNEXES = [
    "Participants and calendar",
    "Party sheets",
    "Who stands where",
    "In whose words",
    "Who objects, and what the objection hangs on",
    "Measures of support and pressure",
    "Guarantees",
    "What was said in public, and what it touched",
    "Contested and agreed",
    "What we do not know, and whom to ask",
    "Who talks to whom",
    "What would change this",
    "Sources",
    "How this was made, and its limits",
]


def test_6_the_headings_are_those_of_a_ministry(talks: Talks) -> None:
    headings = [[section.heading for section in part.sections] for part in talks.document.parts]
    assert headings[0] == PAGE_ONE
    assert [heading for heading in headings[-1] if heading in ANNEXES] == ANNEXES
    assert [section.heading for section in talks.card.parts[0].sections] == ["Raise", "Avoid", "If raised"]


def test_6_every_statement_ends_in_a_mark_that_leads_somewhere(talks: Talks) -> None:
    known = {mark for one in talks.document.references for mark in (one.mark, *one.also)}
    statements = list(units(talks.document))
    assert len(statements) > 150
    bare = [unit for unit in statements if not unit.marks and unit.section not in LISTS]
    assert not bare
    used = {mark for unit in statements for mark in unit.marks if mark.kind not in ("method", "none")}
    assert used <= known


LISTS = ("Participants and calendar", "Who stands where", "What we do not know, and whom to ask", "Sources")
"""Tables whose rows are names: who was mentioned, who is silent on everything, whom to ask, which sources there are."""


def test_6_each_point_of_the_card_has_a_mark_of_the_brief(talks: Talks) -> None:
    said = [unit for unit in units(talks.card) if not unit.text.endswith("in the brief.")]
    assert 6 <= len(said) <= 18 and all(unit.marks for unit in said)
    labelled = {mark for one in talks.document.references for mark in (one.mark, *one.also)}
    assert {mark for unit in said for mark in unit.marks} <= labelled


def test_6_page_one_and_the_card_are_a_page_each_and_classified(talks: Talks) -> None:
    from pypdf import PdfReader

    printed = PdfReader(BytesIO(talks.files["brief.pdf"])).pages
    pages = [printed[number].extract_text() for number in (0, 1, len(printed) // 2, len(printed) - 1)]
    assert "At hand" in pages[0] and "Topics in full" not in pages[0]
    card_pages = [page.extract_text() for page in PdfReader(BytesIO(talks.files["card.pdf"])).pages]
    assert len(card_pages) == 1
    for page in (*pages, *card_pages):
        assert page.count(talks.case.classification.upper()) == 2


def test_6_it_opens_in_word_with_headings_and_the_same_sections(talks: Talks) -> None:
    import docx

    word = docx.Document(BytesIO(talks.files["brief.docx"]))
    second = [line.text for line in word.paragraphs if line.style is not None and line.style.name == "Heading 2"]
    expected = [section.heading for part in talks.document.parts for section in part.sections]
    assert [heading for heading in second if heading in expected] == expected
    assert docx.Document(BytesIO(talks.files["card.docx"])).paragraphs[0].text == talks.case.title


def test_6_empty_sections_say_nothing_on_file() -> None:
    from pourparler.brief.writers import write_html

    nothing = Evidence({}, {})
    document = compose(Case(prepared_for="us"), nothing, {"positions": positions(Case(), nothing)})
    page = write_html(document).decode()
    for section in (section for part in document.parts for section in part.sections):
        empty = not section.blocks or any(isinstance(block, Empty) for block in section.blocks)
        if empty:
            at = page.index(f"<h3>{section.heading}</h3>")
            assert "nothing on file" in page[at : page.index("</section>", at)], section.heading
    assert page.count("nothing on file") > 8


# ------------------------------------------------------------------ 10: the same operations for every party


def _reversed(case: Case) -> Case:
    """Return the case with its lists typed the other way round."""
    lists = ("parties", "people", "bodies", "views", "relations", "measures", "guarantees", "meetings", "facts")
    return case.model_copy(update={name: tuple(reversed(getattr(case, name))) for name in lists})


def _told(text: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\w+", text)))


def test_10_parties_in_another_order_give_the_same_rows_in_another_order(talks: Talks) -> None:
    one, other = positions(talks.case, talks.evidence), positions(_reversed(talks.case), talks.evidence)
    for table in one.tables:
        found = other.table_named(table.name)
        assert sorted(table.columns) == sorted(found.columns)
        here = Counter(tuple(sorted((k, str(v)) for k, v in record.items())) for record in table.records())
        there = Counter(tuple(sorted((k, str(v)) for k, v in record.items())) for record in found.records())
        assert {_told(str(row)): n for row, n in here.items()} == {_told(str(row)): n for row, n in there.items()}
    assert sorted(_told(question.text) for question in one.missing) == sorted(
        _told(question.text) for question in other.missing
    )


def test_10_the_annexes_say_the_same_of_everybody_in_any_order(talks: Talks) -> None:
    case = _reversed(talks.case)
    other = compose(case, talks.evidence, {"positions": positions(case, talks.evidence)})

    def annex(document: Document) -> Counter[tuple[str, ...]]:
        last = Document("", "", "", "", "", (document.parts[-1],))
        return Counter(_told(unit.text) for unit in units(last))

    assert annex(other) == annex(talks.document)


# ------------------------------------------------------------------ 13: what moved, and only that


def test_13_nothing_changed_gives_an_empty_diff(talks: Talks) -> None:
    changes, _, _ = diff(talks.folder, talks.home.name)
    assert not changes


def test_13_one_number_changed_is_the_only_thing_listed(talks: Talks, tmp_path: Path) -> None:
    copy = Folder(shutil.copytree(talks.folder.root, tmp_path / "copy"))
    view = next(one for one in talks.case.views if one.weight is not None)
    path = f"views.{view.party}.{view.issue}.weight"
    copy.case.write_text(set_value(copy.case.read_text(encoding="utf-8"), path, "31..33"), encoding="utf-8")
    changes, _, _ = diff(copy, talks.home.name)
    assert [change.path for change in changes.case] == [path]
    assert not changes.evidence and not changes.shifts


# ------------------------------------------------------------------ 15: offline, and the same bytes again


def test_15_the_network_was_forbidden_while_the_brief_was_made(talks: Talks) -> None:
    with pytest.raises(NetworkUsedError):
        socket.create_connection(("localhost", 9))
    assert {name.rpartition(".")[2] for name in talks.files} == {"html", "pdf", "docx", "jsonl", "yaml"}


def test_15_no_page_would_fetch_anything(talks: Talks) -> None:
    for name in ("brief.html", "card.html"):
        page = talks.files[name].decode()
        assert not re.search(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", page)
        assert "default-src &#39;none&#39;" in page


def test_15_the_same_input_gives_the_same_bytes(talks: Talks) -> None:
    written = write_brief(talks.folder, formats=("html",))
    assert written.folder == talks.home
    assert not [path.name for path in written.files if talks.files[path.name] != path.read_bytes()]


def test_15_a_fresh_reading_elsewhere_gives_the_same_bytes(talks: Talks, root: Path, tmp_path: Path) -> None:
    if talks.name != EXAMPLES[-1]:
        pytest.skip("once is enough for the time it takes")
    written = write_brief(copied(root, talks.name, tmp_path / "somewhere else"))
    assert written.folder.name == talks.home.name
    assert {path.name: path.read_bytes() for path in written.files} == talks.files


def test_15_each_judgement_says_who_and_when(talks: Talks) -> None:
    """A log of who changed what: each judgement of the brief names a person and a day, or says that nobody signed."""
    judged = [one for one in talks.document.references if one.mark.kind in ("judgement", "unsigned")]
    signed = [one for one in judged if re.match(r"[A-Z]\.[A-Z]\., \d{1,2} \w+ \d{4}", one.title)]
    unsigned = [one for one in judged if "unsigned" in one.label]
    facts = [one for one in judged if one.title == "Entered in the case as a fact of record"]
    assert len(signed) > 10 and unsigned
    assert len(signed) + len(unsigned) + len(facts) == len(judged)
