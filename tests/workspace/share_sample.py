"""A small mediator's workspace in which much is nobody else's business, and ways to change what is."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import save_mark

Plain = dict[str, Any]

WIRE = """\
HARBOUR CITY, 12 March 2031 - Norland said on Wednesday that it would support a ceasefire if monitors come first.

“We will not accept foreign troops,” said Mara Lind, Norland's foreign minister. She demanded a tariff of 6 percent.

According to Varania, the offer of a tariff of 3 percent stands. Its president, Otto Brun, told reporters that Norland
had rejected arbitration. The Chief was not available, the Harbour Republic said.

Lind and Brun will meet in Harbour City on Friday.
"""
PAPER = """\
HARBOUR CITY, 13 March 2031 - Varania opposes any monitors on the river, its president, Otto Brun, said on Thursday.

“A tariff of 6 percent is out of the question,” Brun said.
"""
TOLD_NORLAND = """\
14 March 2031

Norland said that it could accept a tariff of 4 percent unless Varania demands arbitration.
"""
TOLD_VARANIA = """\
14 March 2031

Varania said that it would accept monitors if the tariff falls to 2 percent.
"""
SECRET = """\
11 March 2031

Norland opposes a ceasefire, said Mara Lind, president of the Harbour Bank. “We will accept foreign troops,” Lind said.
Otto Brun, the prime minister of Ostmark, said that Varania supports monitors. The Chief, Mr Brun, will meet Lind in
Port Quiet on 10 March 2031.
"""
PUBLIC: Plain = {"visibility": "public"}
TO_NORLAND: Plain = {"shared": ["norland"]}
TO_VARANIA: Plain = {"shared": ["varania"]}


@dataclass
class State:
    """What lies in a workspace: files, what is said of them, the case, the decisions."""

    files: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Plain] = field(default_factory=dict)
    case: Plain = field(default_factory=dict)
    decisions: list[Plain] = field(default_factory=list)
    case_text: str | None = None
    """Instead of ``case``, as typed."""

    def written(self, root: Path) -> Folder:
        """Put it into a folder."""
        folder = Folder(root)
        folder.sources.mkdir(parents=True)
        for name, text in self.files.items():
            (folder.sources / name).write_bytes(text.encode())
        for name, mark in self.marks.items():
            save_mark(folder.marking, name, **mark)
        if self.case or self.case_text is not None:
            text = json.dumps(self.case) if self.case_text is None else self.case_text
            folder.case.write_text(text, encoding="utf-8")
        if self.decisions:
            folder.decisions.write_text("".join(f"{json.dumps(one)}\n" for one in self.decisions), encoding="utf-8")
        return folder


def judged(value: object, visibility: object = "public", **more: object) -> Plain:
    """Return a judgement for a reader."""
    return {"value": value, "visibility": visibility, **more}


def base(cited: str) -> State:
    """Return the workspace; ``cited`` is a claim of the public wire story."""
    return State(
        files={"wire.txt": WIRE, "paper.txt": PAPER, "told-n.txt": TOLD_NORLAND, "told-v.txt": TOLD_VARANIA},
        marks={
            "wire.txt": {**PUBLIC, "publisher": "Harbour Press"},
            "paper.txt": {**PUBLIC, "title": "What Varania says"},
            "told-n.txt": {"visibility": TO_NORLAND},
            "told-v.txt": {"visibility": TO_VARANIA},
        },
        case={
            "parties": [
                {"id": "norland", "name": "Norland", "roles": ["principal"], **PUBLIC,
                 "fears": [judged("a long winter", because=[cited])],
                 "no_deal": {"value": judged("20..35", TO_NORLAND, by="AB"), "visibility": TO_NORLAND}},
                {"id": "varania", "name": "Varania", "roles": ["principal"], **PUBLIC,
                 "no_deal": {"value": judged("40..55", TO_VARANIA, by="CD"), "visibility": TO_VARANIA}},
            ],
            "people": [{"id": "lind", "name": "Mara Lind", "party": "norland", **PUBLIC}],
            "issues": [
                {"id": "monitors", "name": "Monitors on the river", "terms": ["monitors"], **PUBLIC, "options": [
                    {"id": "none", **PUBLIC}, {"id": "some", **PUBLIC}, {"id": "few", "visibility": TO_NORLAND}]},
                {"id": "tariff", "name": "Tariff", "terms": ["tariff"], **PUBLIC, "options": [
                    {"id": "three", **PUBLIC}, {"id": "six", **PUBLIC}]},
            ],
            "views": [
                {"party": "norland", "issue": "monitors", **PUBLIC, "position": judged("monitors first", by="AB"),
                 "values": {"some": judged("60..80", TO_NORLAND)}, "stances": [
                     {"option": "some", "stance": "supports", **PUBLIC}]},
                {"party": "varania", "issue": "tariff", **PUBLIC, "motive": judged("jobs in the port", TO_VARANIA),
                 "weight": judged("3..5", TO_VARANIA)},
            ],
            "statements": [{"claim": cited, "about": "norland", **PUBLIC, "implies": judged("they are in no hurry")}],
            "meetings": [{"id": "table", "name": "The table", "participants": ["norland", "varania"], **PUBLIC}],
        },
    )  # fmt: skip


Change = Callable[[State, str], None]
"""Changes what is own, or another receiver's; told the claim that the case cites."""


def one(case: Plain, name: str, **ids: str) -> Plain:
    """Return the entry of a list that has these ids."""
    entries: list[Plain] = case[name]
    return next(entry for entry in entries if all(entry.get(key) == id_ for key, id_ in ids.items()))


def named(state: State, cited: str, now: str) -> None:
    """Cite a claim by another id."""
    state.case = json.loads(json.dumps(state.case).replace(json.dumps(cited), json.dumps(now)))


def party_with_other_names(state: State, cited: str) -> None:
    state.case["parties"].insert(0, {"id": "ostmark", "name": "Ostmark", "also": ["the Harbour Republic", "Otto Brun"]})
    state.case["meetings"][0]["participants"].insert(0, "ostmark")
    state.case["relations"] = [{"from": "ostmark", "to": "norland", "kind": "ally", **PUBLIC}]


def person_with_other_names(state: State, cited: str) -> None:
    state.case["people"].append({"id": "chief", "name": "The Chief", "party": "varania", "also": ["Brun", "Otto Brun"]})
    state.case["meetings"][0]["participants"].append("chief")


def issue_with_terms(state: State, cited: str) -> None:
    state.case["issues"].insert(
        0, {"id": "deal", "name": "The deal we want", "terms": ["ceasefire", "foreign troops", "arbitration", "tariff"],
            "options": [{"id": "yes", **PUBLIC}]}
    )  # fmt: skip
    state.case["views"].insert(0, {"party": "norland", "issue": "deal", **PUBLIC, "weight": judged(50)})


def option_and_values(state: State, cited: str) -> None:
    one(state.case, "issues", id="monitors")["options"].insert(0, {"id": "secret", "name": "What we would take"})
    view = one(state.case, "views", party="norland", issue="monitors")
    view["values"]["secret"] = judged(99)
    view["red_lines"] = ["secret"]
    view["reasoning"] = "bluff"
    state.case["exclusions"] = [{"options": ["monitors.secret", "tariff.six"], **PUBLIC}]


def remarks_and_blocks(state: State, cited: str) -> None:
    state.case["comment"] = "draft"
    state.case["judged"] = {
        "by": "ZZ",
        "dated": "2031-03-01",
        "why": "told in confidence",
        "because": ["told-v.0000000"],
    }
    one(state.case, "views", party="norland", issue="monitors")["judged"] = {"why": "a call", "confidence": "low"}
    one(state.case, "parties", id="norland")["fears"][0]["comment"] = "guessed"


def header(state: State, cited: str) -> None:
    state.case |= {"id": "plan", "title": "Our plan", "classification": "SECRET", "as_of": "2031-05-01"}
    state.case |= {"prepared_for": "norland", "prepared_by": "AB", "question": "How do we win?"}
    state.case["preparation"] = {"purpose": "press them", "topics": [{"issue": "tariff", "minimum": "3"}]}


def source_that_says_otherwise(state: State, cited: str) -> None:
    state.files["a-note.txt"] = SECRET


def earlier_copy_of_the_story(state: State, cited: str) -> None:
    state.files["agency.txt"] = WIRE.replace("12 March", "11 March") + "No more was said.\n"
    state.marks["agency.txt"] = {"date": "2031-03-11"}


def same_bytes_under_another_name(state: State, cited: str) -> None:
    """The same story lies there twice; ours is the one that has the claims."""
    state.files["0-first.txt"] = WIRE
    named(state, cited, cited.replace("wire.", "s-0-first."))


def same_id_taken_first(state: State, cited: str) -> None:
    """Our own ids shift, and whoever types the case types the shifted ones."""
    state.files["wire.html"] = "<!doctype html><title>Secret</title><article><p>" + SECRET + "</p></article>"
    named(state, cited, cited.replace("wire.", "wire-2."))


def name_taken_first(state: State, cited: str) -> None:
    """The file was numbered when it was taken in, for another one had its name."""
    state.files = {
        "paper.txt": SECRET,
        "paper-2.txt": PAPER,
        **{k: v for k, v in state.files.items() if k != "paper.txt"},
    }
    state.marks["paper-2.txt"] = {**state.marks.pop("paper.txt"), "named": "paper.txt"}


def off_the_record(state: State, cited: str) -> None:
    state.files["dinner.txt"] = SECRET
    state.marks["dinner.txt"] = {**PUBLIC, "off_record": True}


def notes_on_sources(state: State, cited: str) -> None:
    state.marks["wire.txt"]["reliability"] = "a friend of ours"
    state.files["newer.txt"] = SECRET
    state.marks["paper.txt"]["superseded_by"] = "newer"


def decisions(state: State, cited: str) -> None:
    start = WIRE.index("the offer of a tariff")
    told = {"by": "AB", "on": "2031-03-13", "note": "not so"}
    state.decisions += [
        {"claim": cited, "review": "corrected", "changes": {"act": "threaten", "speaker": "varania"}, **told},
        {"claim": "wire.abcdef0", "review": "added", **told,
         "changes": {"source": "wire", "content": [[start, start + 30]], "speaker": "varania", "act": "offer"}},
    ]  # fmt: skip


def unreadable_source(state: State, cited: str) -> None:
    state.files["empty.txt"] = " "


def typing(state: State, cited: str) -> None:
    """Remarks, blank lines and the order of keys are nobody's business."""
    state.case = {key: state.case[key] for key in reversed(state.case)}
    state.case_text = "# for us only\n\n" + json.dumps(state.case, indent=3) + "\n# end\n"


def widened_to_another(state: State, cited: str) -> None:
    state.marks["told-n.txt"]["visibility"] = {"shared": ["norland", "varania"]}
    one(state.case, "parties", id="norland")["no_deal"]["visibility"] = {"shared": ["norland", "varania"]}


OWN: tuple[Change, ...] = (
    party_with_other_names, person_with_other_names, issue_with_terms, option_and_values, remarks_and_blocks, header,
    source_that_says_otherwise, earlier_copy_of_the_story, same_bytes_under_another_name, same_id_taken_first,
    notes_on_sources, name_taken_first, off_the_record, decisions, unreadable_source, typing,
)  # fmt: skip
"""What no reader may notice."""


def values_of_varania(state: State, cited: str) -> None:
    one(state.case, "parties", id="varania")["no_deal"] = {
        "value": judged("1..2", TO_VARANIA),
        "visibility": TO_VARANIA,
    }
    one(state.case, "views", party="varania", issue="tariff")["weight"] = judged(9, TO_VARANIA)
    state.case["facts"] = [{"id": "f", "status": "agreed", "text": judged("so", TO_VARANIA), "visibility": TO_VARANIA}]


def confidence_of_varania(state: State, cited: str) -> None:
    state.files["told-v.txt"] = (
        TOLD_VARANIA.replace("2 percent", "1 percent") + "Norland opposes monitors, Brun said.\n"
    )


def nothing_of_varania(state: State, cited: str) -> None:
    del state.files["told-v.txt"], state.marks["told-v.txt"]
    one(state.case, "parties", id="varania").pop("no_deal", None)
    state.case["views"] = [view for view in state.case["views"] if view["party"] == "norland"]
    state.case["views"].append({"party": "varania", "issue": "tariff", **PUBLIC})


def another_source_of_varania(state: State, cited: str) -> None:
    state.files["a-told.txt"] = SECRET
    state.marks["a-told.txt"] = {"visibility": TO_VARANIA}
    state.case["people"].append({"id": "chief", "name": "The Chief", "also": ["Otto Brun"], "visibility": TO_VARANIA})


OF_VARANIA: tuple[Change, ...] = (
    values_of_varania, confidence_of_varania, nothing_of_varania, another_source_of_varania, widened_to_another,
)  # fmt: skip
"""What the copies for everybody else may not show."""


def changed(cited: str, *changes: Change) -> State:
    """Return the workspace with these changes made."""
    state = copy.deepcopy(base(cited))
    for change in changes:
        change(state, cited)
    return state
