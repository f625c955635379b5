"""A copy for others shows nothing of what is narrower: not in a word, a number, an order, a hash or a name."""

from __future__ import annotations

import copy
import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pourparler.case.digest import digest
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.core.errors import PourparlerError
from pourparler.evidence.claim import Review
from pourparler.workspace.base import evidence_of, loaded_case
from pourparler.workspace.briefing import FORMATS, pages
from pourparler.workspace.folder import Folder
from pourparler.workspace.handing_over import write_copy
from pourparler.workspace.reading import read_unread
from pourparler.workspace.reviewing import decide
from pourparler.workspace.sharing import View, files_of, reader_named, view_of
from pourparler.workspace.withholding import preview
from tests.workspace.share_sample import (
    OF_VARANIA,
    OWN,
    PAPER,
    PUBLIC,
    SECRET,
    TOLD_NORLAND,
    WIRE,
    Change,
    State,
    base,
    changed,
    decisions,
    one,
    party_with_other_names,
    same_id_taken_first,
)

QUICK = ("html",)
QUICKLY = (Phase.explicit, Phase.generate)
"""A handful of named changes needs no shrinking, which would take minutes here."""
Files = dict[str, bytes]


@cache
def cited() -> str:
    """Return the id of a claim of the wire story, as a copy for the public has it."""
    with tempfile.TemporaryDirectory() as place:
        view = seen_by(base("wire.0000000").written(Path(place) / "talks"), "public")
    return next(
        one.claim.id for one in view.evidence.claims if "foreign troops" in (view.evidence.words(one.claim) or "")
    )


def seen_by(folder: Folder, reader: str) -> View:
    return view_of(folder, loaded_case(folder), reader)


def copy_of(state: State, reader: str, formats: tuple[str, ...]) -> Files:
    with tempfile.TemporaryDirectory() as place:
        return files_of(seen_by(state.written(Path(place) / "talks"), reader), formats)


@cache
def expected(reader: str, formats: tuple[str, ...]) -> Files:
    return copy_of(base(cited()), reader, formats)


def differing(made: Files, reader: str, formats: tuple[str, ...]) -> list[str]:
    """Return the names of the files that are not as they are without the change."""
    right = expected(reader, formats)
    return [f"names {list(made)}"] * (list(made) != list(right)) + [
        name for name in right if made.get(name) != right[name]
    ]


CASES = [(change, reader) for reader in ("public", "norland") for change in OWN]
CASES += [(change, reader) for reader in ("public", "shared", "norland") for change in OF_VARANIA]


@pytest.mark.parametrize(("change", "reader"), CASES, ids=lambda given: getattr(given, "__name__", given))
def test_one_change_of_what_is_withheld_changes_no_byte(change: Change, reader: str) -> None:
    assert differing(copy_of(changed(cited(), change), reader, QUICK), reader, QUICK) == []


@settings(max_examples=25, phases=QUICKLY)
@given(
    st.lists(st.sampled_from(OWN), unique=True, min_size=2, max_size=8),
    st.sampled_from(["public", "norland"]),
    st.data(),
)
def test_any_changes_of_what_is_own_change_no_byte(changes: list[Change], reader: str, data: st.DataObject) -> None:
    state = changed(cited(), *sorted(changes, key=OWN.index))
    words = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=12)
    noise = data.draw(st.dictionaries(words, words, max_size=3))
    state.case["affected"] = [*noise, *noise.values()]
    for number, (name, text) in enumerate(noise.items()):
        state.files[f"n{number}.txt"] = f"{name} said that {text} would support a ceasefire and a tariff.\n"
    assert differing(copy_of(state, reader, QUICK), reader, QUICK) == []


@pytest.mark.parametrize("reader", ["public", "norland"])
def test_all_that_is_own_changes_no_byte_of_any_format(reader: str) -> None:
    assert differing(copy_of(changed(cited(), *OWN), reader, FORMATS), reader, FORMATS) == []


@settings(max_examples=6, phases=QUICKLY)
@given(st.lists(st.sampled_from(OF_VARANIA), unique=True, min_size=1), st.integers(0, 100))
def test_a_mediator_keeps_two_confidences(changes: list[Change], value: int) -> None:
    state = changed(cited(), *sorted(changes, key=OF_VARANIA.index))
    to_varania = {"shared": ["varania"]}
    no_deal = one(state.case, "parties", id="varania").setdefault("no_deal", {"visibility": to_varania})
    no_deal["outside_option"] = {"value": value, "visibility": to_varania}
    assert differing(copy_of(state, "norland", QUICK), "norland", QUICK) == []
    assert differing(copy_of(state, "varania", QUICK), "varania", QUICK) != []


def test_a_mediator_keeps_them_in_every_format() -> None:
    assert differing(copy_of(changed(cited(), *OF_VARANIA), "norland", FORMATS), "norland", FORMATS) == []


def test_withheld_and_missing_are_the_same() -> None:
    state = base(cited())
    bare = State(
        files={name: state.files[name] for name in ("wire.txt", "paper.txt")},
        marks={name: state.marks[name] for name in ("wire.txt", "paper.txt")},
        case=without(state.case),
    )
    assert copy_of(bare, "public", FORMATS) == expected("public", FORMATS)


def without(value: Any) -> Any:
    """Return a case without the entries that only a receiver may see."""
    if isinstance(value, dict):
        kept = {key: without(item) for key, item in value.items() if not _shared(item)}
        return {key: item for key, item in kept.items() if item != {}}
    return [without(item) for item in value if not _shared(item)] if isinstance(value, list) else value


def _shared(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("visibility"), dict)


def test_a_case_that_is_all_ours_is_as_no_case() -> None:
    state = base(cited())
    none = State(state.files, state.marks)
    ours = State(state.files, state.marks, {"title": "Plan", "parties": [{"id": "norland", "also": ["the Chief"]}]})
    made = copy_of(ours, "public", FORMATS)
    assert made == copy_of(none, "public", FORMATS)
    assert "case.yaml" not in made


def test_what_goes_does_change_the_copy() -> None:
    """The comparisons above would also hold for an empty page."""
    for reader, change in (("public", "wire.txt"), ("norland", "told-n.txt")):
        state = base(cited())
        state.files[change] = state.files[change].replace("percent", "per cent")
        assert "brief.html" in differing(copy_of(state, reader, QUICK), reader, QUICK)
    state = changed(cited(), party_with_other_names)
    one(state.case, "parties", id="ostmark")["visibility"] = "public"
    assert "claims.jsonl" in differing(copy_of(state, "public", QUICK), "public", QUICK), "names change what is read"
    assert expected("public", QUICK)["brief.html"] != expected("norland", QUICK)["brief.html"]
    page = expected("norland", QUICK)["brief.html"].decode()
    assert "could accept a tariff of 4 percent" in page and "2 percent" not in page


def test_our_own_store_decides_nothing(tmp_path: Path) -> None:
    """What was read, in which order and with which names, decided and kept does not show."""
    state = changed(cited(), same_id_taken_first)
    late = {name: state.files.pop(name) for name in ("paper.txt", "told-n.txt")}
    folder = state.written(tmp_path / "talks")
    read_unread(folder)
    for name, text in late.items():
        (folder.sources / name).write_text(text)
    one(state.case, "parties", id="varania")["also"] = ["the Harbour Republic"]
    read_unread(folder, again=True)
    decide(folder, cited().replace("wire.", "wire-2."), Review.REJECTED, by="AB", on="2031-03-13")
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    made = files_of(seen_by(folder, "norland"), QUICK)
    assert differing(made, "norland", QUICK) == []
    assert files_of(seen_by(folder, "norland"), QUICK) == made, "kept readings gave another copy"
    after = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    assert {path.name for path in after.keys() ^ before.keys()} == {"evidence.db-shared"}
    assert all(after[path] == data for path, data in before.items())


def all_public(state: State) -> State:
    state.marks = {name: {**mark, **PUBLIC} for name, mark in state.marks.items()}
    text = json.dumps(state.case).replace('{"shared": ["norland"]}', '"public"')
    state.case = {**json.loads(text.replace('{"shared": ["varania"]}', '"public"')), **PUBLIC}
    return state


def test_of_a_workspace_that_is_all_public_it_is_the_ordinary_brief(tmp_path: Path) -> None:
    folder = all_public(base(cited())).written(tmp_path / "talks")
    read_unread(folder)
    loaded = loaded_case(folder)
    assert loaded is not None
    made = files_of(seen_by(folder, "public"), FORMATS)
    assert {name: data for name, data in made.items() if name != "case.yaml"} == pages(loaded.case, evidence_of(folder))
    assert digest(load_text(made["case.yaml"].decode()).case) == digest(loaded.case)


@pytest.mark.parametrize("reader", ["public", "shared", "norland", "varania"])
def test_the_case_in_the_copy_is_whole_and_says_what_the_brief_was_made_from(reader: str, tmp_path: Path) -> None:
    view = seen_by(base(cited()).written(tmp_path / "talks"), reader)
    text = files_of(view, ())["case.yaml"].decode()
    assert view.case is not None and load_text(text).typed == view.case.typed
    assert digest(load_text(text).case) == digest(view.case.case)


def test_nothing_withheld_can_be_read_in_the_copy() -> None:
    made = copy_of(changed(cited(), *OWN), "public", FORMATS)
    told = b"\n".join(_unpacked(made["brief.docx"]) if name == "brief.docx" else data for name, data in made.items())
    for word in (
        "Ostmark",
        "Our plan",
        "bluff",
        "The deal we want",
        "Harbour Bank",
        "told-n",
        "a friend of ours",
        "AB,",
    ):
        assert word.encode() not in told, word


def _unpacked(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


# Reviews that were opened


def reviewed(visibility: object, **told: str) -> State:
    state = base(cited())
    decisions(state, cited())
    rejected = {"claim": cited(), "review": "rejected", "by": "AB", "on": "2031-03-14"}
    state.decisions = [{**one, **told} for one in (*state.decisions[1:], rejected)]
    state.marks["wire.txt"]["reviews"] = visibility
    return state


def test_opened_reviews_go_without_a_name(tmp_path: Path) -> None:
    view = seen_by(reviewed("public").written(tmp_path / "talks"), "public")
    assert cited() not in view.evidence.by_id
    (added,) = [one for one in view.evidence.claims if one.review is Review.ADDED]
    assert (view.evidence.words(added.claim), added.by, added.on, added.note) == (
        "the offer of a tariff of 3 per", None, None, None,
    )  # fmt: skip


def test_who_decided_and_why_never_goes() -> None:
    first = copy_of(reviewed("public"), "public", QUICK)
    assert copy_of(reviewed("public", by="ZZ", note="for us"), "public", QUICK) == first
    assert first != expected("public", QUICK)


def test_reviews_are_never_wider_than_their_source_and_go_to_their_receivers_only() -> None:
    state = reviewed({"shared": ["varania"]})
    assert differing(copy_of(state, "norland", QUICK), "norland", QUICK) == []
    assert differing(copy_of(state, "varania", QUICK), "varania", QUICK) != []


def test_a_review_that_names_what_stays_does_not_go() -> None:
    state = reviewed("public")
    state.decisions = [
        {"claim": cited(), "review": "corrected", "by": "AB", "on": "2031-03-14", "changes": changes}
        for changes in ({"speaker": "ostmark"}, {"issue": "the-deal-we-want"}, {"addressee": "ostmark"})
    ]
    assert differing(copy_of(state, "public", QUICK), "public", QUICK) == []


# The place, the readers, the preview


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    return base(cited()).written(tmp_path / "talks")


@pytest.fixture
def seen(talks: Folder) -> View:
    return seen_by(talks, "public")


def test_a_folder_and_an_archive_hold_the_same(talks: Folder, seen: View, tmp_path: Path) -> None:
    written = write_copy(talks, seen, tmp_path / "for all" / "copy", formats=QUICK)
    assert {"brief.html", "claims.jsonl", "case.yaml"} <= {path.name for path in written}
    files = {path.name: path.read_bytes() for path in written}
    (packed,) = write_copy(talks, seen, tmp_path / "copy.zip", formats=QUICK)
    with zipfile.ZipFile(packed) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    (again,) = write_copy(talks, seen, tmp_path / "again.zip", formats=QUICK)
    assert again.read_bytes() == packed.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.zip", "copy.zip", "for all", "talks"]


TAKEN = (("there", "W172"), ("there.zip", "W172"), ("talks/copy", "W173"), ("talks", "W173"))


@pytest.mark.parametrize(("out", "code"), TAKEN)
def test_a_place_that_would_be_a_mistake_is_refused(
    talks: Folder, seen: View, tmp_path: Path, out: str, code: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "old.html").write_text("for another reader")
    (tmp_path / "there.zip").write_text("for another reader")
    with pytest.raises(PourparlerError, match=code):
        write_copy(talks, seen, tmp_path / out, formats=QUICK)
    assert (tmp_path / "there" / "old.html").read_text() == "for another reader"


READERS: Sequence[tuple[str | None, str | None, str]] = (
    (None, None, "public"), (None, "public", "public"), (None, "shared", "shared"),
    ("norland", None, "norland"), ("norland", "shared", "norland"),
)  # fmt: skip


@pytest.mark.parametrize(("receiver", "level", "reader"), READERS)
def test_readers(talks: Folder, receiver: str | None, level: str | None, reader: str) -> None:
    assert reader_named(talks, loaded_case(talks), receiver, level) == reader


REFUSED = ((None, "own", "W170"), ("norland", "public", "W170"), ("norlond", None, "W171"), ("public", None, "W171"))


@pytest.mark.parametrize(("receiver", "level", "code"), REFUSED)
def test_readers_that_are_none(talks: Folder, receiver: str | None, level: str | None, code: str) -> None:
    with pytest.raises(PourparlerError, match=code):
        reader_named(talks, loaded_case(talks), receiver, level)


def test_a_receiver_who_is_no_visible_party_is_not_named_in_the_copy(tmp_path: Path) -> None:
    state = State({"told.txt": TOLD_NORLAND}, {"told.txt": {"visibility": {"shared": ["guest"]}}})
    state.case = {"parties": [{"id": "guest"}], "facts": [
        {"id": "f", "status": "agreed", "visibility": {"shared": ["guest"]}, "text": "the river freezes"}]}  # fmt: skip
    state.case["facts"][0]["text"] = {"value": "the river freezes", "visibility": {"shared": ["guest"]}}
    folder = state.written(tmp_path / "talks")
    text = files_of(seen_by(folder, reader_named(folder, loaded_case(folder), "guest")), ())["case.yaml"].decode()
    assert "the river freezes" in text and "guest" not in text
    assert load_text(text).case.facts


def test_the_preview_lists_what_stays(tmp_path: Path) -> None:
    state = changed(cited(), *OWN[:6])
    decisions(state, cited())
    folder = state.written(tmp_path / "talks")
    told = preview(folder, loaded_case(folder), seen_by(folder, "norland"))
    assert told.sources == ("wire.txt", "paper.txt", "told-n.txt")
    assert told.kept_sources == (("told-v.txt", "shared with varania"),)
    kept = dict(told.kept_entries)
    assert kept["parties.ostmark"] == "own" and kept["parties.varania.no_deal"] == "shared with varania"
    assert not any(path.startswith("parties.ostmark.") for path in kept)
    assert "relations.ostmark.norland.ally" in told.fallen and "exclusions.monitors.secret+tariff.six" in told.fallen
    assert (told.header, told.decisions, told.remarks) == (False, 2, 2)
    assert told.claims == len(seen_by(folder, "norland").evidence.claims)


def test_the_preview_of_nothing(tmp_path: Path) -> None:
    folder = State({"a.txt": SECRET}, {}).written(tmp_path / "talks")
    view = seen_by(folder, "public")
    told = preview(folder, loaded_case(folder), view)
    assert (told.sources, told.kept_sources, told.entries, told.header) == ((), (("a.txt", "own"),), 0, False)
    assert files_of(view, QUICK)["brief.html"] == pages(Case(), view.evidence, QUICK)["brief.html"]


def test_a_retracted_and_a_replaced_source_say_so(tmp_path: Path) -> None:
    state = base(cited())
    state.marks["wire.txt"]["retracted"] = True
    state.marks["paper.txt"]["superseded_by"] = "told-n"
    folder = state.written(tmp_path / "talks")
    for reader, standing in (("public", ("current", None)), ("norland", ("superseded", "told-n"))):
        sources = seen_by(folder, reader).evidence.sources
        assert (sources["paper"].standing.value, sources["paper"].superseded_by) == standing
        assert sources["wire"].standing.value == "retracted"


def test_two_files_of_one_name_are_numbered_by_what_goes(tmp_path: Path) -> None:
    state = State({"wire.txt": SECRET, "wire-2.txt": WIRE, "wire-3.txt": PAPER})
    state.marks = {"wire-2.txt": {**PUBLIC, "named": "wire.txt"}, "wire-3.txt": {**PUBLIC, "named": "wire.txt"}}
    sources = seen_by(state.written(tmp_path / "talks"), "public").evidence.sources
    assert sorted((source.id, source.file) for source in sources.values()) == [
        ("wire", "wire.txt"), ("wire-2", "wire-2.txt"),
    ]  # fmt: skip
    swapped = copy.deepcopy(state)
    swapped.files = {"wire.txt": SECRET, "wire-2.txt": PAPER, "wire-3.txt": WIRE}
    other = seen_by(swapped.written(tmp_path / "other"), "public").evidence
    assert {id_: one.sha256 for id_, one in sources.items()} == {id_: one.sha256 for id_, one in other.sources.items()}
