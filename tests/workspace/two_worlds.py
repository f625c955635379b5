"""One workspace, and the same one with other labels, in another order: what must come out the same.

Every label is a word of its own, as long as the one that takes its place: so the statements stand at the same
characters in both, and a text of the one can be turned into that of the other word by word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import save_mark

Plain = dict[str, Any]
Rows = Sequence[Sequence[str]]

LABELS = {
    # parties
    "norland": "zulmark",
    "ostmere": "alcoven",
    "varania": "belgore",
    "wenthal": "karsund",
    # people
    "mara": "zita",
    "lind": "hurn",
    "otto": "alan",
    "brun": "carr",
    "runa": "boyd",
    "skag": "aman",
    # bodies
    "mootery": "zornado",
    "folkham": "ardenal",
    # issues
    "tolling": "zoneful",
    "pilotry": "anchory",
    "warding": "berthly",
    # options
    "halvings": "zelvings",
    "doubling": "abubling",
    "jointly": "zoquarl",
    "sundrily": "aquentil",
    "manfully": "zarquill",
    "barredly": "aldorimp",
    # five parties, issues and people alike
    "amberly": "yarrowe",
    "bramble": "xanthor",
    "cobalta": "wistern",
    "dunmore": "vesprey",
    "elderin": "umbrage",
    "fencing": "tiltage",
    "grazing": "sorting",
    "hedging": "rolling",
    "irrigal": "quellin",
    "jointry": "parting",
    "kestrel": "ospreya",
    "larkins": "nightja",
    "magpies": "meadowl",
    "nuthatc": "linnets",
    "orioles": "kittiwa",
    # sources
    "quayside": "arcowick",
    "masthead": "zothwell",
    "keelson": "molepit",
    "lanyard": "zymurgy",
}
"""Of the one world and of the other; the order of the alphabet is not kept."""

ROWS = {
    "quayside.csv": (
        (
            "2031-03-10",
            "Mara Lind",
            "Norland",
            "We demand that tolling be halved before the summer",
            "Tolling",
            "demand",
        ),
        (
            "2031-03-10",
            "Otto Brun",
            "Varania",
            "Tolling stays as it is unless pilotry is held jointly",
            "Tolling",
            "oppose",
        ),
        ("2031-03-11", "Runa Skag", "Ostmere", "We could live with less of it", "Tolling", "offer"),
        ("2031-03-11", "Mara Lind", "Norland", "Pilotry is best held jointly", "Pilotry", "support"),
        ("2031-03-11", "Otto Brun", "Varania", "We will not join it", "Pilotry", "oppose"),
        ("2031-03-11", "Norland", "Norland", "Nobody wards our river but us", "Warding", "oppose"),
    ),
    "masthead.csv": (
        ("2031-03-10", "Mara Lind", "Norland", "A full stop to it is what we want", "Tolling", "demand"),
        ("2031-03-11", "Otto Brun", "Varania", "It is out of the question", "Pilotry", "oppose"),
        ("2031-03-11", "Varania", "Varania", "Warding would be welcome", "Warding", "support"),
        ("2031-03-11", "Runa Skag", "Ostmere", "A ward of both, by the mootery, would do", "Warding", "offer"),
    ),
}
"""What was said, by file: two of them of the same day."""
LATER = {
    "keelson.csv": (
        ("2031-03-14", "Otto Brun", "Varania", "We now want pilotry held jointly", "Pilotry", "support"),
        ("2031-03-14", "Norland", "Norland", "Half a toll is enough", "Tolling", "oppose"),
    ),
}
"""What comes later."""

TWICE = {**ROWS, "lanyard.csv": (*ROWS["masthead.csv"], *ROWS["quayside.csv"][:1])}
"""One story in two files of no day: the longer one is first by name in this world, and last in the other."""

SEEN: Plain = {"visibility": "public"}


def judged(value: object, **more: object) -> Plain:
    """Return a signed judgement for everybody."""
    return {"value": value, "by": "AB", "dated": "2031-03-11", "why": "desk view", **SEEN, **more}


def case(prepared_for: str | None = None) -> Plain:
    """Return a case with something in each of its lists."""
    ours: Plain = {"prepared_for": prepared_for, "preparation": _preparation()} if prepared_for else {}
    return {
        "title": "Norland, Varania and the river",
        "as_of": "2031-03-12",
        **SEEN,
        **ours,
        "parties": [
            {
                "id": "norland",
                "name": "Norland",
                "also": ["Norlander"],
                "roles": ["principal"],
                **SEEN,
                "no_deal": {"value": judged("20..35"), **SEEN},
                "fears": [judged("a dry summer")],
            },
            {"id": "ostmere", "name": "Ostmere", "roles": ["backer", "guarantor"], **SEEN},
            {
                "id": "varania",
                "name": "Varania",
                "roles": ["principal"],
                "approval": "folkham",
                **SEEN,
                "no_deal": {"value": judged("40..55"), **SEEN},
                "deciders": [judged("Otto Brun alone")],
            },
            {"id": "wenthal", "name": "Wenthal", "roles": ["observer"], **SEEN},
        ],
        "people": [
            {"id": "mara-lind", "name": "Mara Lind", "party": "norland", **SEEN},
            {
                "id": "otto-brun",
                "name": "Otto Brun",
                **SEEN,
                "offices": [{"title": "Speaker", "of": "varania", "since": "2030-01-01"}],
            },
            {"id": "runa-skag", "name": "Runa Skag", "party": "ostmere", **SEEN},
        ],
        "relations": [
            {"from": "ostmere", "to": "norland", "kind": "backs", **SEEN},
            {"from": "norland", "to": "varania", "kind": "adversary", **SEEN},
        ],
        "bodies": [
            {
                "id": "mootery",
                "name": "Mootery",
                "members": ["norland", "ostmere", "varania"],
                **SEEN,
                "rule": {"name": "consensus", **SEEN},
            },
            {
                "id": "folkham",
                "name": "Folkham",
                "members": ["varania", "wenthal"],
                **SEEN,
                "rule": {"name": "majority", **SEEN},
            },
        ],
        "issues": [
            {
                "id": "tolling",
                "name": "Tolling",
                "terms": ["tolling"],
                **SEEN,
                "options": [
                    {"id": "halvings", "name": "Halvings", "needs": ["mootery"], **SEEN},
                    {"id": "doubling", "name": "Doubling", **SEEN},
                ],
            },
            {
                "id": "pilotry",
                "name": "Pilotry",
                "terms": ["pilotry"],
                **SEEN,
                "options": [
                    {"id": "jointly", "name": "Jointly", "needs": ["mootery"], **SEEN},
                    {"id": "sundrily", "name": "Sundrily", **SEEN},
                ],
            },
            {
                "id": "warding",
                "name": "Warding",
                "terms": ["warding"],
                "kind": "process",
                **SEEN,
                "options": [
                    {"id": "manfully", "name": "Manfully", "needs": ["folkham"], **SEEN},
                    {"id": "barredly", "name": "Barredly", **SEEN},
                ],
            },
        ],
        "exclusions": [{"options": ["tolling.halvings", "pilotry.jointly"], **SEEN}],
        "views": [
            _view("norland", "tolling", "halvings", "doubling", "30..40", red_lines=["doubling"]),
            _view("norland", "pilotry", "jointly", "sundrily", "10..20"),
            _view("varania", "tolling", "doubling", "halvings", "30..40", bottom_line="doubling"),
            _view("varania", "pilotry", "sundrily", "jointly", "20..30", red_lines=["jointly"]),
            _view("varania", "warding", "manfully", "barredly", "20..30"),
        ],
        "measures": [
            {"id": "loan", "name": "A loan", "supplier": "ostmere", "for": "norland", "cost": judged("3..5"), **SEEN},
            {"id": "dues", "name": "Dues", "supplier": "varania", "against": "norland", "status": "decided", **SEEN},
        ],
        "guarantees": [{"id": "pact", "type": "to-assist", "guarantors": ["ostmere", "wenthal"], **SEEN}],
        "meetings": [
            {
                "id": "ford",
                "name": "At the ford",
                "date": "2031-03-20",
                "participants": ["norland", "varania", "ostmere"],
                **SEEN,
            },
            {
                "id": "mill",
                "name": "At the mill",
                "date": "2031-03-20",
                "participants": ["mara-lind", "otto-brun"],
                **SEEN,
            },
            {"id": "weir", "name": "At the weir", "date": "2031-03-20", "participants": ["mootery"], **SEEN},
            {
                "id": "lock",
                "name": "At the lock",
                "date": "2031-03-20",
                "participants": ["runa-skag", "otto-brun"],
                **SEEN,
            },
        ],
        "facts": [
            {"id": "ice", "text": judged("the river froze in February"), "status": "agreed", "staccato": True, **SEEN},
            {
                "id": "dam",
                "text": judged("who built the dam"),
                "status": "contested",
                **SEEN,
                "versions": [
                    {"party": "norland", "text": judged("we did"), **SEEN},
                    {"party": "varania", "text": judged("we did"), **SEEN},
                ],
            },
        ],
    }


def weighed(data: Plain) -> Plain:
    """Return a case with public words judged: an ally's about one side, the other's own, and what each side held."""
    said = {"claim": "quayside.1f26b8c", "about": "norland", "at_most": judged(40), "credibility": judged(0.5), **SEEN}
    bound = {"claim": "quayside.884e15c", "about": "varania", "at_least": judged(38), "credibility": judged(0.4)}
    bound |= {"audience_cost": judged(12), "commits_to": ["pilotry.sundrily"], **SEEN}
    held = [("varania", "norland", "10..70"), ("norland", "varania", "20..80")]
    beliefs = [{"holder": one, "about": who, "reservation_value": judged(what), **SEEN} for one, who, what in held]
    return {**data, "statements": [said, bound], "beliefs": beliefs}


def disputed(data: Plain) -> Plain:
    """Return a case in which all that the course of the dispute needs is on file, as points: no draw hangs on a label.

    The two sides differ in all they have, so that a mix-up shows.
    """
    plain: Plain = _points(data)
    for party, patience, cost in (("norland", 0.97, 0.6), ("varania", 0.98, 0.4)):
        entry = next(one for one in plain["parties"] if one["id"] == party)
        entry |= {"patience": judged(patience), "agenda_access": judged(3 if party == "norland" else 2)}
        entry["no_deal"] = {**entry["no_deal"], "cost": {"points": judged(cost), **SEEN}}
    for issue in plain["issues"]:
        for option in issue["options"]:
            option.pop("needs", None)
    for view in plain["views"]:
        view.pop("red_lines", None)
    plain["views"].append(_points(_view("norland", "warding", "barredly", "manfully", "15")))
    first, second = (
        ["tolling.halvings", "pilotry.sundrily", "warding.barredly"],
        ["tolling.doubling", "pilotry.sundrily"],
    )
    plain["conflict"] = {
        "period": "month",
        "horizon": 24,
        "sides": [
            _side("norland", 3, 0.25, first),
            _side("varania", 5, 0.3, [*second, "warding.manfully"]),
        ],
        "support_stops": judged(0.05),
        **SEEN,
    }
    loan, dues = plain["measures"]
    loan |= {"changes": _effect("norland", cost=-0.2, odds=0.2), "may_stop": True, "after_agreement": "continues"}
    loan |= {"since": "2031-06-12", "believed": judged(0.5)}
    dues |= {"changes": [_effect("norland", cost=0.1), _effect("varania", cost=0.05)], "status": "delivered"}
    dues |= {"after_agreement": "ends", "cost": judged(2), "unit": "marks"}
    plain["guarantees"][0] |= {"each": {"ostmere": judged(0.6), "wenthal": judged(0.8)}, "at_least": 1}
    plain["guarantees"][0] |= {"lag": judged(1.5), "acting": [_acting("ostmere"), _acting("wenthal")]}
    plain["guarantees"][0] |= {"changes": _effect("varania", cost=1, odds=-0.5), "beneficiary": "norland"}
    held = [
        {
            "id": "start",
            "since": "2031-05-01",
            "holds": ["tolling.halvings", "pilotry.sundrily", "warding.manfully"],
            "guarantees": ["pact"],
            "seen": judged(0.7),
            "temptations": [
                {"party": "varania", "gains": judged(3), "advances": judged(1), **SEEN},
                {"party": "norland", "gains": judged(2), **SEEN},
            ],
            **SEEN,
        },
        {"id": "later", "since": "2031-11-01", "holds": ["warding.barredly"], "seen": judged(0.4), **SEEN},
    ]
    plain["agreements"] = [{"id": "steps", "phases": held, "until": "2032-12-31", **SEEN}]
    plain["beliefs"] = [
        {"holder": one, "about": who, "advances": judged(0.35), "firmness": judged(8), **SEEN}
        for one, who in (("norland", "norland"), ("varania", "norland"), ("norland", "varania"), ("varania", "varania"))
    ]
    return plain


def _side(party: str, steps: int, advances: float, prevails: list[str]) -> Plain:
    told = {"steps_to_prevail": judged(steps), "advances": judged(advances), "prevails": prevails}
    return {"party": party, **told, **SEEN}


def _effect(party: str, **numbers: float) -> Plain:
    return {"party": party, **{name: judged(number) for name, number in numbers.items()}, **SEEN}


def _acting(party: str) -> Plain:
    told = {"benefit": judged(3), "reputation": judged(2), "cost": judged("1..9")}
    return {"party": party, "unit": "marks", **told, **SEEN}


def _points(value: Any) -> Any:
    """Return a case with the middle of every range in its place."""
    if isinstance(value, dict):
        return {key: _points(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_points(item) for item in value]
    ends = re.fullmatch(r"(\d+)\.\.(\d+)", value) if isinstance(value, str) else None
    return (int(ends[1]) + int(ends[2])) / 2 if ends else value


def _view(party: str, issue: str, best: str, worst: str, weight: str, **more: object) -> Plain:
    return {
        "party": party,
        "issue": issue,
        "position": judged(f"{party.capitalize()} on {issue}"),
        "weight": judged(weight),
        "values": {best: judged("80..100"), worst: judged("0..20")},
        **more,
        **SEEN,
        "stances": [{"option": best, "stance": "supports", **SEEN}, {"option": worst, "stance": "opposes", **SEEN}],
    }


ORDINALS = ("first", "second", "third", "fourth", "fifth")
FIVE = (
    ("amberly", "bramble", "cobalta", "dunmore", "elderin"),
    ("fencing", "grazing", "hedging", "irrigal", "jointry"),
    ("kestrel", "larkins", "magpies", "nuthatc", "orioles"),
)


def alike(prepared_for: str | None = None, spoken: int = 3) -> tuple[Plain, dict[str, Rows]]:
    """Return a case and tables in which five parties and five issues differ in nothing but their labels.

    Each party supports one issue and opposes the next two, and so on; all on one day. Each sits in one body.
    """
    parties, issues, people = FIVE
    files: dict[str, Rows] = {}
    for number, (party, person) in enumerate(zip(parties, people, strict=True)):
        who, rows = person.capitalize(), []
        for step, act in enumerate(("support", "oppose", "oppose", "offer", "demand")[:spoken]):
            issue = issues[(number + step) % 5]
            words = f"This is our {ORDINALS[number]} and last word in the matter of {issue}"
            rows.append(("2031-03-10", who, party.capitalize(), words, issue.capitalize(), act))
        files[f"{person}.csv"] = tuple(rows)
    ours: Plain = {"prepared_for": prepared_for} if prepared_for else {}
    if prepared_for:
        topics = [{"issue": issue, "aim": judged("more of it"), "avoid": [judged("haste")], **SEEN} for issue in issues]
        ours["preparation"] = {"purpose": judged("to hear them"), "topics": topics, **SEEN}
    data: Plain = {
        "title": "Five alike",
        "as_of": "2031-03-12",
        **SEEN,
        **ours,
        "parties": [{"id": one, "name": one.capitalize(), "roles": ["principal"], **SEEN} for one in parties],
        "people": [
            {"id": who, "name": who.capitalize(), "party": party, **SEEN}
            for who, party in zip(people, parties, strict=True)
        ],
        "bodies": [
            {"id": "mootery", "name": "Mootery", "members": list(parties), "rule": {"name": "consensus"}, **SEEN}
        ],
        "issues": [
            {
                "id": one,
                "name": one.capitalize(),
                **SEEN,
                "options": [{"id": "yes", "needs": ["mootery"], **SEEN}, {"id": "no", **SEEN}],
            }
            for one in issues
        ],
        "meetings": [
            {"id": "ford", "name": "At the ford", "date": "2031-03-20", "participants": list(parties), **SEEN}
        ],
    }
    return data, files


def _preparation() -> Plain:
    topics = [
        {
            "issue": issue,
            "likelihood": "may be raised",
            "minimum": judged("a start"),
            "response": judged("we listen"),
            **SEEN,
        }
        for issue in ("tolling", "pilotry", "warding")
    ]
    return {"purpose": judged("to hear them"), "press_line": judged("we met"), "topics": topics, **SEEN}


# ------------------------------------------------------------------ the other world

_WORD = re.compile(r"[A-Za-z]+")


def _turned(words: Mapping[str, str], text: str) -> str:
    def one(found: re.Match[str]) -> str:
        word = found.group()
        stem, rest = (word, "") if word.lower() in words else (word[:-2], word[-2:])
        other = words.get(stem.lower())
        if other is None:
            return word
        return (other.capitalize() if stem[0].isupper() else other) + rest

    return _WORD.sub(one, text)


def other(text: str) -> str:
    """Return a text of this world as the other has it.

    Examples
    --------
    >>> other("Norland, said Mara Lind (quayside.csv)"), other("the Norlander")
    ('Zulmark, said Zita Horn (arcowick.csv)', 'the Zulmarker')
    """
    return _turned(LABELS, text)


def back(text: str) -> str:
    """Return a text of the other world as this one has it.

    Examples
    --------
    >>> back(other("Ostmere and Varania on tolling.halvings"))
    'Ostmere and Varania on tolling.halvings'
    """
    return _turned({new: old for old, new in LABELS.items()}, text)


def reordered(value: Any) -> Any:
    """Return a case with every list typed the other way round; the order of our agenda and of phases is content."""
    if isinstance(value, dict):
        turned = {key: item if key == "preparation" else reordered(item) for key, item in reversed(value.items())}
        return {key: item[::-1] if key == "phases" else item for key, item in turned.items()}
    return [reordered(item) for item in reversed(value)] if isinstance(value, list) else value


def table(rows: Rows) -> str:
    """Return a table of statements."""
    told = [",".join(f'"{cell}"' for cell in row) for row in rows]
    return "\n".join(["date,speaker,party,statement,issue,act", *told]) + "\n"


def written(root: Path, data: Plain | None, files: Mapping[str, Rows], *, turned: bool) -> Folder:
    """Write a workspace, in this world or the other."""
    folder = Folder(root)
    folder.sources.mkdir(parents=True, exist_ok=True)
    put(folder, files, turned=turned)
    if data is not None:
        text = json.dumps(data)
        text = json.dumps(reordered(json.loads(other(text)))) if turned else text
        folder.case.write_text(text, encoding="utf-8")
    return folder


def put(folder: Folder, files: Mapping[str, Rows], *, turned: bool) -> None:
    """Add tables to a workspace; everybody may see them."""
    for name, rows in files.items():
        text = table(rows)
        (folder.sources / (other(name) if turned else name)).write_text(other(text) if turned else text)
        save_mark(folder.marking, other(name) if turned else name, **SEEN)


# ------------------------------------------------------------------ comparing

_HASH = re.compile(r"\b[0-9a-f]{10,64}\b")
_NUMBERED = re.compile(r"\bJ\d+\b|^\d+[a-z]+$")


def same(value: Any) -> Any:
    """Return what a value says, whatever the order of lists and words; hashes and numbering are left out."""
    if isinstance(value, Enum):
        return same(value.value)
    if isinstance(value, str):
        return " ".join(sorted(re.findall(r"\w+|[^\w\s]", _NUMBERED.sub("#", _HASH.sub("#", value)))))
    if is_dataclass(value) and not isinstance(value, type):
        return same(_fields(value))
    if isinstance(value, Mapping):
        return sorted((same(key), same(item)) for key, item in value.items()) if _plain_keys(value) else _pairs(value)
    if isinstance(value, Sequence | set | frozenset):
        return sorted((same(item) for item in value), key=repr)
    return repr(value)


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _plain_keys(value: Mapping[Any, Any]) -> bool:
    return all(isinstance(key, str) for key in value)


def _pairs(value: Mapping[Any, Any]) -> Any:
    return sorted(((same(key), same(item)) for key, item in value.items()), key=repr)


def turned_back(value: Any) -> Any:
    """Return a value of the other world with every text in it turned back."""
    if isinstance(value, Enum):
        return turned_back(value.value)
    if isinstance(value, str):
        return back(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: turned_back(item) for name, item in _fields(value).items()}
    if isinstance(value, Mapping):
        return {_key(key): turned_back(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [turned_back(item) for item in value]
    return value


def _key(key: Any) -> Any:
    return tuple(back(part) if isinstance(part, str) else part for part in key) if isinstance(key, tuple) else back(key)


def differences(here: Any, there: Any, path: str = "") -> Iterator[str]:
    """Yield where two values that were made the same way differ, for people."""
    one, two = same(here), same(turned_back(there))
    if one != two:
        yield f"{path}: {_first(one, two)}"


def _first(one: Any, two: Any) -> str:
    if isinstance(one, list) and isinstance(two, list):
        only = [item for item in one if item not in two]
        more = [item for item in two if item not in one]
        if len(only) == 1 == len(more) and isinstance(only[0], list | tuple) and isinstance(more[0], list | tuple):
            return _first(list(only[0]), list(more[0]))
        return f"here {only!r:.1500} | there {more!r:.1500}"
    return f"here {one!r:.1500} | there {two!r:.1500}"
